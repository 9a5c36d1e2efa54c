#include "loading.h"

static const cb_field fields[] = {
    {.name = "born", .unit = "person", .long_name = "born", .axes = "place", .kind = CB_FLOW},
    {.name = "herd", .unit = "person", .long_name = "sheep", .axes = "place", .kind = CB_STATE},
    {.name = "way", .unit = "km", .long_name = "ways", .axes = "place place", .kind = CB_SHARED},
    {0}};
static const cb_indicator indicators[] = {
    {.name = "lambs", .unit = "person", .doc = "born", .reduction = CB_SUM, .field = "born"},
    {.name = "sheep", .unit = "person", .doc = "sheep", .reduction = CB_SUM, .field = "herd"},
    {.name = "lambing",
     .unit = "1",
     .doc = "rate",
     .reduction = CB_RATIO,
     .numerator = "lambs",
     .denominator = "sheep"},
    {.name = "crowding",
     .unit = "person",
     .doc = "mean",
     .reduction = CB_WEIGHTED_MEAN,
     .field = "herd",
     .weight = "herd"},
    {.name = "longest_way", .unit = "km", .doc = "way", .reduction = CB_MAX_OVER_PAIRS, .field = "way"},
    {0}};
static const cb_process herding = {
    .name = "herding", .doc = "sheep", .reference = "none", .fields = fields, .indicators = indicators};

/* A target on the herds of A, B and C; `expected` NULL: valid. */
static void assert_target(const char *keys, const char *expected)
{
    static const cb_process *const processes[] = {&herding};
    loading l;
    char yaml[512];
    loading_open(&l);
    snprintf(yaml, sizeof yaml,
             "clock: {start: 2020, end: 2030, step: 5 yr}\n" PLACES "regions: {west: [A, B], hill: [C]}\n"
             "targets:\n- {id: t, %s, assumed: x}\n",
             keys);
    loading_write("scenario.yaml", yaml);
    loading_read(&l, "scenario.yaml", (cb_scenario_options){.processes = processes, .process_count = 1});
    if (!expected && l.status)
        fail_msg("%s", l.complaints);
    if (expected && (!strstr(l.complaints, expected) || loading_errors(&l) != 1))
        fail_msg("expected one error with \"%s\", not:\n%s", expected, l.complaints);
    loading_close(&l);
}

static void nothing_has_flowed_at_the_start(void **state)
{
    (void)state;
    assert_target(
        "indicator: lambs, region: A, by: 2020, at_least: 1 person",
        "5:44: error: the target `t` asks for `lambs` in 2020, at whose end the clock starts: what happens in "
        "a step has its first value in 2025\n");
    assert_target("indicator: lambing, region: A, by: 2020, at_least: 1 %", "asks for `lambing` in 2020");
    assert_target("indicator: lambs, region: A, by: 2030, since: 2020, at_least: 1 person",
                  "5:57: error: the target `t` asks for `lambs` in 2020");
    assert_target("indicator: lambs, region: A, by: 2025, at_least: 1 person", NULL);
    assert_target("indicator: lambs, region: A, by: 2030, since: 2025, at_least: 1 person", NULL);
    assert_target("indicator: sheep, region: A, by: 2020, at_least: 1 person", NULL);
    assert_target("indicator: sheep, region: A, by: 2030, since: 2020, at_least: 1 person", NULL);
}

static void a_pair_is_of_two_places(void **state)
{
    (void)state;
    assert_target("indicator: longest_way, region: hill, by: 2030, at_most: 9 km, pairs: yes",
                  "5:43: error: the target `t` is measured on pairs of places, but the region `hill` has no two");
    assert_target("indicator: longest_way, region: C, by: 2030, at_most: 9 km", "the region `C` has no two");
    assert_target("indicator: longest_way, region: C, by: 2030, at_most: 9 km, with: C", "the region `C` has no two");
    assert_target("indicator: longest_way, region: C, by: 2030, at_most: 9 km, with: A", NULL);
    assert_target("indicator: longest_way, region: west, by: 2030, at_most: 9 km, with: A", NULL);
    assert_target("indicator: longest_way, region: west, by: 2030, at_most: 9 km", NULL);
}

static void a_share_is_of_a_sum(void **state)
{
    (void)state;
    assert_target("indicator: lambing, region: A, share_of: all, by: 2030, at_least: 1 %",
                  "5:52: error: the target `t` asks for a share of `lambing`");
    assert_target("indicator: crowding, region: A, share_of: all, by: 2030, at_least: 1 %",
                  "the target `t` asks for a share of `crowding`");
    assert_target("indicator: sheep, region: A, share_of: all, by: 2030, at_least: 1 %", NULL);
    assert_target("indicator: lambs, region: A, share_of: west, by: 2030, at_least: 1 %", NULL);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(nothing_has_flowed_at_the_start),
    cmocka_unit_test(a_pair_is_of_two_places),
    cmocka_unit_test(a_share_is_of_a_sum),
};

CB_SUITE(tests)
