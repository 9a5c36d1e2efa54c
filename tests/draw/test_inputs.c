#include "loading.h"

#include "inputs.h"
#include "schema.h"

#define NORMAL "{normal: [2 %/yr, 0.2 %/yr]}"
#define DATE   "{triangular: [2022, 2023, 2025]}"
#define LINE   "{id: line, kind: rail, from: A, to: B, assumed: x, "

typedef struct listed {
    loading l;
    cb_inputs inputs;
} listed;

static listed inputs_of(const char *yaml)
{
    listed made = {.l = loading_valid(yaml)};
    assert_int_equal(cb_inputs_create(&made.inputs, made.l.scenario), CB_OK);
    return made;
}

static void listed_close(listed *made)
{
    cb_inputs_free(&made->inputs);
    loading_close(&made->l);
}

/* `names`: all of them, sorted, NULL at the end. */
static void assert_names(const char *yaml, const char *const *names)
{
    listed made = inputs_of(yaml);
    size_t count = 0;
    for (; names[count]; count++) {
        assert_true(count < made.inputs.count);
        assert_string_equal(made.inputs.items[count].name, names[count]);
    }
    assert_int_equal(made.inputs.count, count);
    listed_close(&made);
}

#define assert_inputs(yaml, ...) assert_names(yaml, (const char *const[]){__VA_ARGS__, NULL})

static void plain_numbers_are_no_inputs(void **state)
{
    (void)state;
    assert_inputs(USUAL "parameters: {moving.rate: 3 %/yr}\nprojects: [" LINE "opens: 2024}]\n", NULL);
}

static void whatever_has_a_distribution_is_an_input(void **state)
{
    (void)state;
    assert_inputs(USUAL "parameters: {moving.rate: " NORMAL "}\n", "moving.rate");
    assert_inputs(USUAL "projects: [" LINE "opens: " DATE ", length: {uniform: [40 km, 50 km]}, time: {uniform: [20 "
                        "min, 30 min]}, cost: {lognormal: [1000 CNY, 0.3]}}]\n",
                  "projects.line.cost", "projects.line.length", "projects.line.opens", "projects.line.time");
    assert_inputs(USUAL "levers:\n"
                        "- {id: m, region: all, parameter: moving.rate, from: 2021, multiply: {uniform: [1, 2]}, "
                        "assumed: x}\n"
                        "- {id: a, region: B, parameter: moving.rate, from: 2021, add: " NORMAL ", assumed: x}\n"
                        "- {id: s, region: A, parameter: moving.rate, from: 2021, set: " NORMAL ", assumed: x}\n",
                  "levers.a.add", "levers.m.multiply", "levers.s.set");
    assert_inputs(USUAL "shocks: [{id: s, region: all, parameter: moving.rate, sd: {uniform: [0, 1]}, persistence: "
                        "{beta: [2, 3, 0, 0.9]}, assumed: x}]\n",
                  "shocks.s.persistence", "shocks.s.sd");
}

/* A parameter has one for each place of the scenario, a lever for each of its region. */
static void each_place_has_its_own(void **state)
{
    (void)state;
    assert_inputs(USUAL "parameters: {moving.rate: {each: " NORMAL "}}\n", "moving.rate[A]", "moving.rate[B]",
                  "moving.rate[C]");
    assert_inputs(USUAL "regions: {north: [C, B]}\nlevers:\n- {id: l, region: north, parameter: moving.rate, from: "
                        "2021, multiply: {each: {uniform: [1, 2]}}, assumed: x}\n",
                  "levers.l.multiply[B]", "levers.l.multiply[C]");
}

static void a_table_of_places_is_no_input(void **state)
{
    (void)state;
    listed made = inputs_of(USUAL "parameters: {moving.rate: " NORMAL "}\n");
    cb_parameter *parameters = made.l.scenario->variants[0].parameters;
    double values[3] = {0.1, 0.2, 0.3};
    cb_inputs_free(&made.inputs);
    parameters[cb_variant_parameter(&made.l.scenario->variants[0], "moving.rate")].value.by_place = values;
    assert_int_equal(cb_inputs_create(&made.inputs, made.l.scenario), CB_OK);
    assert_int_equal(made.inputs.count, 0);
    listed_close(&made);
}

static void inputs_are_the_union_over_variants(void **state)
{
    (void)state;
    listed made = inputs_of(USUAL "parameters: {moving.rate: " NORMAL "}\nvariants:\n"
                                  "  sure: {parameters: {moving.rate: 3 %/yr}}\n"
                                  "  wide: {parameters: {moving.rate: {uniform: [1 %/yr, 4 %/yr]}}}\n"
                                  "  line: {projects: [" LINE "opens: " DATE "}]}\n");
    const cb_inputs *inputs = &made.inputs;
    assert_int_equal(inputs->count, 2);
    const cb_value *const *rate = inputs->items[cb_inputs_find(inputs, "moving.rate")].values;
    const cb_value *const *opens = inputs->items[cb_inputs_find(inputs, "projects.line.opens")].values;
    assert_int_equal(rate[0]->distribution.kind, CB_NORMAL);
    assert_null(rate[1]);
    assert_int_equal(rate[2]->distribution.kind, CB_UNIFORM);
    assert_int_equal(rate[3]->distribution.kind, CB_NORMAL);
    assert_true(!opens[0] && !opens[1] && !opens[2]);
    assert_ptr_equal(opens[3], &made.l.scenario->variants[3].projects[0].opens);
    listed_close(&made);
}

static void every_name_is_found_and_no_other(void **state)
{
    (void)state;
    listed made = inputs_of(USUAL "parameters: {moving.rate: {each: " NORMAL "}, moving.decay: {uniform: [0.1 1/km, "
                                  "0.2 1/km]}}\n");
    for (size_t i = 0; i < made.inputs.count; i++)
        assert_int_equal(cb_inputs_find(&made.inputs, made.inputs.items[i].name), i);
    static const char *const others[] = {"", "moving", "moving.rate", "moving.rate[D]", "moving.decays", "zeta"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(cb_inputs_find(&made.inputs, others[i]), CB_NONE);
    cb_inputs none = {0};
    assert_int_equal(cb_inputs_find(&none, "moving.rate"), CB_NONE);
    listed_close(&made);
}

/* The longest ids have room in every name. */
static void long_ids_have_names(void **state)
{
    (void)state;
    char yaml[1024], id[CB_ID_BYTES + 1] = {0}, name[CB_ID_BYTES + 32];
    memset(id, 'x', CB_ID_BYTES);
    snprintf(yaml, sizeof yaml, USUAL "projects: [{id: %s, kind: rail, from: A, to: B, opens: " DATE ", assumed: x}]\n",
             id);
    snprintf(name, sizeof name, "projects.%s.opens", id);
    assert_inputs(yaml, name);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(plain_numbers_are_no_inputs),
    cmocka_unit_test(whatever_has_a_distribution_is_an_input),
    cmocka_unit_test(each_place_has_its_own),
    cmocka_unit_test(a_table_of_places_is_no_input),
    cmocka_unit_test(inputs_are_the_union_over_variants),
    cmocka_unit_test(every_name_is_found_and_no_other),
    cmocka_unit_test(long_ids_have_names),
};
CB_SUITE(tests)
