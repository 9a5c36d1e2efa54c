#include "loading.h"

#define SOURCE  "source: page 7"
#define MADE_UP "assumed: made up"
#define SOURCED                                                                                                        \
    CLOCK "places: {table: places.csv, " SOURCE "}\nstatuses: [rural, urban]\n"                                        \
          "population: {table: people.csv, " SOURCE "}\n"

static const cb_param params[] = {
    {.name = "herding.rate", .unit = "1/yr", .doc = "how fast", .source = "Shepherd 1999", .value = 0.02, .max = 1.0},
    {.name = "herding.way", .doc = "how", .source = "page 8", .kind = CB_PARAM_CHOICE, .choices = "slow fast"},
    {0}};
static const cb_param guesses[] = {
    {.name = "guess.rate", .unit = "1/yr", .doc = "how fast", .source = "assumed: a guess", .value = 0.02}, {0}};
static const cb_column columns[] = {{.name = "place", .kind = CB_COLUMN_PLACE, .doc = "where"},
                                    {.name = "share", .unit = "1", .doc = "share", .max = 1.0},
                                    {0}};
static const cb_table tables[] = {{.name = "herds", .doc = "who has what", .columns = columns}, {0}};
static const cb_column census[] = {{.name = "place", .kind = CB_COLUMN_PLACE, .doc = "where"},
                                   {.name = "sex", .kind = CB_COLUMN_SEX, .doc = "F or M"},
                                   {.name = "age", .kind = CB_COLUMN_AGE, .doc = "lower end"},
                                   {.name = "status", .kind = CB_COLUMN_STATUS, .doc = "status", .optional = true},
                                   {.name = "persons", .unit = "person", .doc = "people", .max = 1e10},
                                   {0}};
static const cb_table people_of[] = {
    {.name = "population", .doc = "people", .columns = census, .required = true, .defines_axes = true}, {0}};
static const cb_process counted = {.name = "counted", .doc = "people", .reference = "none", .tables = people_of};
static const cb_process herding = {
    .name = "herding", .doc = "moves sheep", .reference = "none", .params = params, .tables = tables};
static const cb_process guess = {.name = "guess", .doc = "guesses", .reference = "none", .params = guesses};
static const cb_process *const processes[] = {&counted, &herding, &guess};

/* Does the variant `v` rest on an assumption? `set` may be NULL. */
static bool assumed_in(const char *yaml, const char *set, size_t v)
{
    loading l;
    loading_open(&l);
    loading_write("scenario.yaml", yaml);
    loading_write("herds.csv", "place,share\nA,0.1\nB,0.2\nC,0.3\n");
    loading_read(
        &l, "scenario.yaml",
        (cb_scenario_options){.sets = &set, .set_count = set ? 1 : 0, .processes = processes, .process_count = 3});
    if (l.status)
        fail_msg("%s", l.complaints);
    bool assumed = cb_variant_assumed(l.scenario, &l.scenario->variants[v]);
    loading_close(&l);
    return assumed;
}

#define CHOSEN SOURCED "processes: [counted, herding]\n"

static void what_has_a_source_everywhere_rests_on_no_assumption(void **state)
{
    (void)state;
    assert_false(assumed_in(CHOSEN, NULL, 0));
    assert_false(assumed_in(CHOSEN "herds: {table: herds.csv, " SOURCE "}\nparameters:\n"
                                   "  herding.rate: {uniform: [1 %/yr, 2 %/yr], " SOURCE "}\n"
                                   "  herding.way: {value: fast, " SOURCE "}\n",
                            NULL, 0));
    assert_false(assumed_in(
        CHOSEN "projects: [{id: p, kind: fence, opens: 2025, " SOURCE "}]\n"
               "levers: [{id: l, region: all, parameter: herding.rate, from: 2025, add: 1 %/yr, " SOURCE
               "}]\nshocks: [{id: s, region: all, parameter: herding.rate, sd: 0.1, persistence: 0.5, " SOURCE "}]\n",
        NULL, 0));
}

static void places_and_tables_count(void **state)
{
    (void)state;
    static const char rest[] = "statuses: [rural, urban]\nprocesses: [counted, herding]\n";
    static const char *const places[] = {"", ", " MADE_UP}, sourced[] = ", " SOURCE;
    for (size_t i = 0; i < 2; i++) {
        char yaml[512];
        snprintf(yaml, sizeof yaml, CLOCK "places: {table: places.csv%s}\npopulation: {table: people.csv%s}\n%s",
                 places[i], sourced, rest);
        assert_true(assumed_in(yaml, NULL, 0));
        snprintf(yaml, sizeof yaml, CLOCK "places: {table: places.csv%s}\npopulation: {table: people.csv%s}\n%s",
                 sourced, places[i], rest);
        assert_true(assumed_in(yaml, NULL, 0));
    }
    assert_true(assumed_in(CHOSEN "herds: {table: herds.csv, " MADE_UP "}\n", NULL, 0));
    assert_false(assumed_in(SOURCED "processes: [counted]\nherds: {table: herds.csv, " MADE_UP "}\n", NULL, 0));
}

static void values_without_a_source_count(void **state)
{
    (void)state;
    assert_true(assumed_in(CHOSEN "parameters: {herding.rate: 1 %/yr}\n", NULL, 0));
    assert_true(assumed_in(CHOSEN "parameters: {herding.way: fast}\n", NULL, 0));
    assert_true(assumed_in(CHOSEN "parameters: {herding.rate: {value: 1 %/yr, " MADE_UP "}}\n", NULL, 0));
    assert_true(assumed_in(CHOSEN "parameters: {herding.rate: {value: 1 %/yr, " SOURCE "}}\n",
                           "parameters.herding.rate=2 %/yr", 0));
    assert_true(assumed_in(CHOSEN "parameters: {herding.rate: {table: herds.csv, column: share}}\n", NULL, 0));
    /* of a process that does not act */
    assert_false(assumed_in(CHOSEN "parameters: {guess.rate: 1 1/yr}\n", NULL, 0));
}

static void defaults_that_are_assumed_count(void **state)
{
    (void)state;
    assert_true(assumed_in(SOURCED, NULL, 0));
    assert_false(assumed_in(SOURCED "parameters: {guess.rate: {value: 1 1/yr, " SOURCE "}}\n", NULL, 0));
}

static void records_and_the_values_in_them_count(void **state)
{
    (void)state;
    assert_true(assumed_in(CHOSEN "projects: [{id: p, kind: fence, opens: 2025, " MADE_UP "}]\n", NULL, 0));
    assert_true(assumed_in(CHOSEN "projects: [{id: p, kind: fence, opens: 2025, length: {value: 3 km, " MADE_UP
                                  "}, " SOURCE "}]\n",
                           NULL, 0));
    assert_true(assumed_in(
        CHOSEN "levers: [{id: l, region: all, parameter: herding.rate, from: 2025, add: 1 %/yr, " MADE_UP "}]\n", NULL,
        0));
    assert_true(assumed_in(
        CHOSEN "shocks: [{id: s, region: all, parameter: herding.rate, sd: 0.1, persistence: 0.5, " MADE_UP "}]\n",
        NULL, 0));
}

static void every_variant_is_judged_by_what_it_uses(void **state)
{
    (void)state;
    static const char yaml[] = CHOSEN "projects: [{id: p, kind: fence, opens: 2025, " MADE_UP "}]\n"
                                      "variants: {none: {projects: []}}\n";
    assert_true(assumed_in(yaml, NULL, 0));
    assert_false(assumed_in(yaml, NULL, 1));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_has_a_source_everywhere_rests_on_no_assumption),
    cmocka_unit_test(places_and_tables_count),
    cmocka_unit_test(values_without_a_source_count),
    cmocka_unit_test(defaults_that_are_assumed_count),
    cmocka_unit_test(records_and_the_values_in_them_count),
    cmocka_unit_test(every_variant_is_judged_by_what_it_uses),
};

CB_SUITE(tests)
