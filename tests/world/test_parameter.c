#include "parameter.h"

#include "small_world.h"

#define ENSEMBLE        "ensemble: {members: 16, design: lhs, seed: 7}\n"
#define FIVE            "clock: {start: 2020, end: 2030, step: 5 yr}\n" PLACES PEOPLE
#define LEVER(id, rest) "- {id: " id ", region: all, parameter: moving.rate, from: 2022, assumed: x, " rest "}\n"

enum { LANES = 16, A = 0, B = 1, C = 2 };

typedef struct tabled {
    small_world w;
    cb_parameter_table table;
    size_t parameter;
} tabled;

static void fill(tabled *t, const char *yaml, size_t variant)
{
    size_t members[LANES];
    for (size_t m = 0; m < LANES; m++)
        members[m] = m;
    small_world_make(&t->w, yaml, NULL, variant);
    t->parameter = (size_t)cb_variant_parameter(t->w.world->variant, "moving.rate");
    assert_int_equal(cb_parameter_fill(&t->table, t->w.world, t->parameter, LANES, members), CB_OK);
}

static tabled tabled_of(const char *yaml)
{
    tabled t = {0};
    loading_open(&t.w.loaded);
    fill(&t, yaml, 0);
    return t;
}

static void tabled_close(tabled *t)
{
    free(t->table.data);
    small_world_close(&t->w);
}

static double at(const tabled *t, size_t step, size_t place, size_t lane)
{
    const cb_parameter_table *table = &t->table;
    return table->data[step * table->step_stride + place * table->place_stride + lane * table->lane_stride];
}

/* The value of an input of member `lane`. */
static double drawn(const tabled *t, const char *name, size_t lane)
{
    cb_id input = cb_draws_find(t->w.draws, name);
    if (input == CB_NONE)
        fail_msg("no input %s", name);
    return cb_draws_value(t->w.draws, t->w.world->variant_index, (size_t)input, lane);
}

/* ---- shape ------------------------------------------------------------------------------------------------------- */

static void assert_shape(const char *yaml, bool step, bool place, bool lane)
{
    tabled t = {0};
    loading_open(&t.w.loaded);
    loading_write("rates.csv", "place,rate\nA,0.01\nB,0.02\nC,0.03\n");
    fill(&t, yaml, 0);
    size_t width = lane ? LANES : 1;
    size_t expected[] = {step ? width * (place ? 3 : 1) : 0, place ? width : 0, lane ? 1 : 0};
    size_t found[] = {t.table.step_stride, t.table.place_stride, t.table.lane_stride};
    for (size_t i = 0; i < 3; i++)
        if (found[i] != expected[i])
            fail_msg("%s: stride %zu is %zu, not %zu", yaml, i, found[i], expected[i]);
    tabled_close(&t);
}

#define RATE(value) USUAL "parameters: {moving.rate: " value "}\n"

static void a_value_has_the_smallest_shape_that_is_true(void **state)
{
    (void)state;
    assert_shape(USUAL, false, false, false);
    assert_shape(RATE("3 %/yr"), false, false, false);
    assert_shape(RATE("{table: rates.csv, column: rate, source: x}"), false, true, false);
    assert_shape(RATE("{uniform: [1 %/yr, 2 %/yr]}"), false, false, true);
    assert_shape(RATE("{each: {uniform: [1 %/yr, 2 %/yr]}}"), false, true, true);
}

static void levers_and_shocks_add_the_axes_they_need(void **state)
{
    (void)state;
    assert_shape(USUAL "levers:\n" LEVER("l", "multiply: 2"), true, false, false);
    assert_shape(USUAL "levers:\n" LEVER("l", "multiply: {uniform: [1, 2]}"), true, false, true);
    assert_shape(USUAL "levers:\n" LEVER("l", "multiply: {each: {uniform: [1, 2]}}"), true, true, true);
    assert_shape(USUAL "levers:\n- {id: l, region: B, parameter: moving.rate, from: 2022, multiply: 2, assumed: x}\n",
                 true, true, false);
    assert_shape(USUAL "levers:\n- {id: l, region: all, parameter: moving.decay, from: 2022, multiply: 2, "
                       "assumed: x}\n",
                 false, false, false);
    assert_shape(USUAL "regions: {every: [A, B, C]}\nlevers:\n- {id: l, region: every, parameter: moving.rate, "
                       "from: 2022, multiply: 2, assumed: x}\n",
                 true, false, false);
#define SHOCK(region, each)                                                                                            \
    USUAL "shocks:\n- {id: s, region: " region ", parameter: moving.rate, sd: 0.1, persistence: 0.5, each: " each      \
          ", assumed: x}\n"
    assert_shape(SHOCK("all", "no"), true, false, true);
    assert_shape(SHOCK("all", "yes"), true, true, true);
    assert_shape(SHOCK("B", "no"), true, true, true);
}

static void values_by_place_and_draws_stand_in_their_cells(void **state)
{
    (void)state;
    tabled t = {0};
    loading_open(&t.w.loaded);
    loading_write("rates.csv", "place,rate\nC,0.03\nA,0.01\nB,0.02\n");
    fill(&t, RATE("{table: rates.csv, column: rate, source: x}"), 0);
    assert_true(at(&t, 0, A, 3) == 0.01 && at(&t, 0, B, 3) == 0.02 && at(&t, 0, C, 3) == 0.03);
    tabled_close(&t);
    t = tabled_of(RATE("{uniform: [1 %/yr, 2 %/yr]}") ENSEMBLE);
    for (size_t lane = 0; lane < LANES; lane++)
        assert_true(at(&t, 4, B, lane) == drawn(&t, "moving.rate", lane));
    assert_true(at(&t, 0, A, 0) != at(&t, 0, A, 1));
    tabled_close(&t);
    t = tabled_of(RATE("{each: {uniform: [1 %/yr, 2 %/yr]}}") ENSEMBLE);
    for (size_t lane = 0; lane < LANES; lane++) {
        assert_true(at(&t, 4, B, lane) == drawn(&t, "moving.rate[B]", lane));
        assert_true(at(&t, 4, C, lane) == drawn(&t, "moving.rate[C]", lane));
    }
    tabled_close(&t);
}

/* ---- strength ---------------------------------------------------------------------------------------------------- */

static void a_lever_acts_in_steps_that_begin_from_its_date_to_its_end(void **state)
{
    (void)state;
    cb_lever lever = {.from = 2023.0, .until = INFINITY};
    assert_true(cb_lever_strength(&lever, 2022.0, 1.0) == 0.0);
    assert_true(cb_lever_strength(&lever, 2023.0, 1.0) == 1.0);
    assert_true(cb_lever_strength(&lever, 2100.0, 1.0) == 1.0);
    lever.until = 2025.0;
    assert_true(cb_lever_strength(&lever, 2024.0, 1.0) == 1.0);
    assert_true(cb_lever_strength(&lever, 2025.0, 1.0) == 0.0);
    lever.from = 2023.4; /* inside a year: from the next step on */
    assert_true(cb_lever_strength(&lever, 2023.0, 1.0) == 0.0);
    assert_true(cb_lever_strength(&lever, 2024.0, 1.0) == 1.0);
    assert_true(cb_lever_strength(&lever, 2021.0, 5.0) == 0.0);
}

/* At the middle of the step: 1/6, 3/6, 5/6, then whole. */
static void a_ramp_grows_to_the_full_amount(void **state)
{
    (void)state;
    const cb_lever lever = {.from = 2025.0, .until = INFINITY, .ramp = 3.0};
    const double expected[] = {1.0 / 6.0, 0.5, 5.0 / 6.0, 1.0, 1.0};
    for (size_t step = 0; step < 5; step++)
        assert_relative(cb_lever_strength(&lever, 2025.0 + (double)step, 1.0), expected[step], 1e-15);
    assert_true(cb_lever_strength(&lever, 2024.0, 1.0) == 0.0);
    assert_true(cb_lever_strength(&lever, 2028.0, 1.0) == 1.0);
}

static void a_ramp_is_read_at_the_middle_of_long_steps_too(void **state)
{
    (void)state;
    const cb_lever lever = {.from = 2026.0, .until = INFINITY, .ramp = 10.0};
    assert_true(cb_lever_strength(&lever, 2021.0, 5.0) == 0.0);
    assert_true(cb_lever_strength(&lever, 2026.0, 5.0) == 0.25);
    assert_true(cb_lever_strength(&lever, 2031.0, 5.0) == 0.75);
    assert_true(cb_lever_strength(&lever, 2036.0, 5.0) == 1.0);
    tabled t = tabled_of(FIVE "parameters: {moving.rate: 4 %/yr}\nlevers:\n- {id: l, region: all, "
                              "parameter: moving.rate, from: 2025, ramp: 10 yr, multiply: 2, assumed: x}\n");
    assert_true(at(&t, 0, A, 0) == 0.04);
    assert_relative(at(&t, 1, A, 0), 0.05, 1e-15);
    tabled_close(&t);
}

/* ---- action ------------------------------------------------------------------------------------------------------ */

static double rate_from_2025(const char *levers)
{
    char yaml[2048];
    snprintf(yaml, sizeof yaml, "%slevers:\n%s", RATE("0.02 1/yr"), levers);
    tabled t = tabled_of(yaml);
    assert_true(at(&t, 0, A, 0) == 0.02 && at(&t, 1, C, 5) == 0.02); /* before `from` */
    double rate = at(&t, 5, A, 0);
    tabled_close(&t);
    return rate;
}

static void at_full_strength_the_amount_counts_exactly(void **state)
{
    (void)state;
    assert_true(rate_from_2025(LEVER("l", "multiply: 1.5")) == 0.02 * 1.5);
    assert_true(rate_from_2025(LEVER("l", "multiply: 0.1")) == 0.02 * 0.1);
    assert_true(rate_from_2025(LEVER("l", "multiply: 1e-17")) == 0.02 * 1e-17);
    assert_true(rate_from_2025(LEVER("l", "add: 0.01 1/yr")) == 0.02 + 0.01);
    assert_true(rate_from_2025(LEVER("l", "set: 0.07 1/yr")) == 0.07);
    assert_true(rate_from_2025(LEVER("l", "set: 1e-20 1/yr")) == 1e-20);
}

/* The middle of the step that begins with the end of 2025 lies 3.5 years after the end of 2022. */
static void on_a_ramp_the_amount_counts_in_part(void **state)
{
    (void)state;
    assert_relative(rate_from_2025(LEVER("l", "ramp: 4 yr, multiply: 1.8")), 0.02 * (1 + 0.875 * 0.8), 1e-15);
    assert_relative(rate_from_2025(LEVER("l", "ramp: 4 yr, add: -0.008 1/yr")), 0.02 - 0.875 * 0.008, 1e-15);
    assert_relative(rate_from_2025(LEVER("l", "ramp: 4 yr, set: 0.1 1/yr")), 0.02 + 0.875 * 0.08, 1e-15);
}

/* All multiply, then add, then set, whatever their ids and their order in the file. */
static void levers_act_in_one_order(void **state)
{
    (void)state;
#define TWICE LEVER("z", "multiply: 2")
#define MORE  LEVER("b", "add: 0.01 1/yr")
#define HALF  LEVER("a", "ramp: 7 yr, set: 0.09 1/yr")
    double expected = (0.02 * 2.0 + 0.01) * 0.5 + 0.09 * 0.5;
    static const char *const orders[] = {TWICE MORE HALF, TWICE HALF MORE, MORE TWICE HALF,
                                         MORE HALF TWICE, HALF TWICE MORE, HALF MORE TWICE};
    double first = rate_from_2025(orders[0]);
    assert_relative(first, expected, 1e-15);
    for (size_t i = 1; i < 6; i++)
        assert_true(rate_from_2025(orders[i]) == first);
    assert_true(rate_from_2025(LEVER("b", "set: 0.3 1/yr") LEVER("a", "set: 0.2 1/yr")) == 0.3);
    assert_true(rate_from_2025(LEVER("a", "set: 0.2 1/yr") LEVER("b", "set: 0.3 1/yr")) == 0.3);
    double product =
        rate_from_2025(LEVER("a", "multiply: 1.1") LEVER("b", "multiply: 1.7") LEVER("c", "multiply: 1.3"));
    assert_true(rate_from_2025(LEVER("c", "multiply: 1.3") LEVER("a", "multiply: 1.1") LEVER("b", "multiply: 1.7")) ==
                product);
}

static void the_result_stays_in_the_range_of_the_parameter(void **state)
{
    (void)state;
    assert_true(rate_from_2025(LEVER("l", "multiply: 100")) == 1.0);
    assert_true(rate_from_2025(LEVER("l", "add: -0.5 1/yr")) == 0.0);
    /* the range binds the result, not what levers pass on */
    assert_relative(rate_from_2025(LEVER("l", "multiply: 100") LEVER("m", "add: -1.5 1/yr")), 0.5, 1e-15);
}

static void a_lever_moves_the_places_of_its_region_only(void **state)
{
    (void)state;
    static const char yaml[] = RATE("{uniform: [1 %/yr, 2 %/yr]}") ENSEMBLE
        "regions: {ends: [A, C]}\nlevers:\n- {id: l, region: ends, parameter: moving.rate, from: 2022, multiply: 2, "
        "assumed: x}\n";
    tabled t = tabled_of(yaml);
    for (size_t step = 0; step < 10; step++)
        for (size_t lane = 0; lane < LANES; lane++) {
            double base = drawn(&t, "moving.rate", lane), factor = step < 2 ? 1.0 : 2.0;
            assert_true(at(&t, step, A, lane) == base * factor);
            assert_true(at(&t, step, B, lane) == base);
            assert_true(at(&t, step, C, lane) == base * factor);
        }
    tabled_close(&t);
}

static void a_lever_that_is_uncertain_is_shared_by_its_region(void **state)
{
    (void)state;
    static const char yaml[] = RATE("4 %/yr") ENSEMBLE
        "regions: {ends: [A, C]}\nlevers:\n- {id: l, region: ends, parameter: moving.rate, from: 2022, "
        "multiply: {uniform: [1, 2]}, assumed: x}\n";
    tabled t = tabled_of(yaml);
    assert_int_equal(cb_draws_count(t.w.draws), 1);
    for (size_t lane = 0; lane < LANES; lane++) {
        assert_true(at(&t, 5, A, lane) == 0.04 * drawn(&t, "levers.l.multiply", lane));
        assert_true(at(&t, 5, C, lane) == at(&t, 5, A, lane));
        assert_true(at(&t, 5, B, lane) == 0.04);
        assert_true(!lane || at(&t, 5, A, lane) != at(&t, 5, A, lane - 1));
    }
    tabled_close(&t);
}

static void each_place_has_its_own_amount_where_the_lever_says_so(void **state)
{
    (void)state;
    static const char yaml[] = RATE("4 %/yr") ENSEMBLE
        "regions: {ends: [A, C]}\nlevers:\n- {id: l, region: ends, parameter: moving.rate, from: 2022, "
        "add: {each: {uniform: [1 %/yr, 2 %/yr]}}, assumed: x}\n";
    tabled t = tabled_of(yaml);
    assert_int_equal(cb_draws_count(t.w.draws), 2);
    for (size_t lane = 0; lane < LANES; lane++) {
        assert_true(at(&t, 5, A, lane) == 0.04 + drawn(&t, "levers.l.add[A]", lane));
        assert_true(at(&t, 5, C, lane) == 0.04 + drawn(&t, "levers.l.add[C]", lane));
        assert_true(at(&t, 5, A, lane) != at(&t, 5, C, lane));
        assert_true(at(&t, 5, B, lane) == 0.04);
    }
    tabled_close(&t);
}

/* ---- shocks ------------------------------------------------------------------------------------------------------ */

#define SHOCKED(region, each)                                                                                          \
    RATE("4 %/yr")                                                                                                     \
    ENSEMBLE "shocks:\n- {id: s, region: " region ", parameter: moving.rate, sd: 0.1, persistence: 0.5, each: " each   \
             ", assumed: x}\n"

static void assert_shocked(const tabled *t, size_t place, const char *key)
{
    double factor[10];
    for (size_t lane = 0; lane < LANES; lane++) {
        cb_draws_shock(t->w.draws, 0, &t->w.world->variant->shocks[0], key, lane, factor);
        for (size_t step = 0; step < 10; step++)
            assert_true(at(t, step, place, lane) == 0.04 * factor[step]);
        assert_true(factor[3] != 1.0 && factor[3] != factor[4]);
    }
}

static void shocks_multiply_year_by_year(void **state)
{
    (void)state;
    tabled t = tabled_of(SHOCKED("all", "no"));
    for (size_t place = 0; place < 3; place++)
        assert_shocked(&t, place, NULL);
    tabled_close(&t);
    t = tabled_of(SHOCKED("all", "yes"));
    assert_shocked(&t, A, "A");
    assert_shocked(&t, C, "C");
    assert_true(at(&t, 3, A, 0) != at(&t, 3, C, 0));
    tabled_close(&t);
    t = tabled_of(SHOCKED("B", "no"));
    assert_shocked(&t, B, NULL);
    assert_true(at(&t, 3, A, 0) == 0.04 && at(&t, 3, C, 9) == 0.04);
    tabled_close(&t);
}

static void shocks_come_after_levers_and_not_in_the_central_run(void **state)
{
    (void)state;
    static const char levers[] = SHOCKED("all", "no") "levers:\n" LEVER("l", "set: 0.08 1/yr");
    tabled t = tabled_of(levers);
    double factor[10];
    cb_draws_shock(t.w.draws, 0, &t.w.world->variant->shocks[0], NULL, 6, factor);
    assert_true(at(&t, 5, A, 6) == 0.08 * factor[5]);
    tabled_close(&t);
    t = tabled_of(RATE("4 %/yr") "ensemble: {members: 1, design: central}\nshocks:\n- {id: s, region: all, "
                                 "parameter: moving.rate, sd: 0.1, persistence: 0.5, assumed: x}\n");
    for (size_t step = 0; step < 10; step++)
        assert_true(at(&t, step, A, 0) == 0.04);
    tabled_close(&t);
}

/* ---- variants ---------------------------------------------------------------------------------------------------- */

static void a_table_is_used_again_for_another_variant(void **state)
{
    (void)state;
    static const char yaml[] = RATE("{each: {uniform: [1 %/yr, 2 %/yr]}}") ENSEMBLE
        "levers:\n" LEVER("l", "multiply: 2") "variants: {plain: {levers: [], parameters: {moving.rate: 3 %/yr}}}\n";
    tabled t = tabled_of(yaml);
    double *data = t.table.data;
    small_world_clear(&t.w);
    fill(&t, yaml, 1);
    assert_ptr_equal(t.table.data, data);
    assert_int_equal(t.table.step_stride + t.table.place_stride + t.table.lane_stride, 0);
    assert_relative(at(&t, 0, A, 0), 0.03, 1e-15);
    small_world_clear(&t.w);
    fill(&t, yaml, 0);
    assert_true(at(&t, 5, C, 9) == 2.0 * drawn(&t, "moving.rate[C]", 9));
    tabled_close(&t);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_value_has_the_smallest_shape_that_is_true),
    cmocka_unit_test(levers_and_shocks_add_the_axes_they_need),
    cmocka_unit_test(values_by_place_and_draws_stand_in_their_cells),
    cmocka_unit_test(a_lever_acts_in_steps_that_begin_from_its_date_to_its_end),
    cmocka_unit_test(a_ramp_grows_to_the_full_amount),
    cmocka_unit_test(a_ramp_is_read_at_the_middle_of_long_steps_too),
    cmocka_unit_test(at_full_strength_the_amount_counts_exactly),
    cmocka_unit_test(on_a_ramp_the_amount_counts_in_part),
    cmocka_unit_test(levers_act_in_one_order),
    cmocka_unit_test(the_result_stays_in_the_range_of_the_parameter),
    cmocka_unit_test(a_lever_moves_the_places_of_its_region_only),
    cmocka_unit_test(a_lever_that_is_uncertain_is_shared_by_its_region),
    cmocka_unit_test(each_place_has_its_own_amount_where_the_lever_says_so),
    cmocka_unit_test(shocks_multiply_year_by_year),
    cmocka_unit_test(shocks_come_after_levers_and_not_in_the_central_run),
    cmocka_unit_test(a_table_is_used_again_for_another_variant),
};

CB_SUITE(tests)
