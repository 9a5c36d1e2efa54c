#include "loading.h"

#define LINE    "projects:\n- {id: line, kind: rail, from: A, to: B, opens: 2026, assumed: x}\n"
#define TARGETS USUAL LINE "targets:\n"
#define T       "- {id: t, assumed: x, "

static loading target_of(const char *keys)
{
    char yaml[1024];
    snprintf(yaml, sizeof yaml, TARGETS T "%s}\n", keys);
    return loading_valid(yaml);
}

static void assert_target(const char *keys, const char *text)
{
    char yaml[1024];
    snprintf(yaml, sizeof yaml, TARGETS T "%s}\n", keys);
    assert_complaint(yaml, text);
}

static void a_level_keeps_the_unit_it_is_written_in(void **state)
{
    (void)state;
    loading l = loading_valid(TARGETS "- {id: share-70, name: Urban share, indicator: urban_share, region: all, by: "
                                      "2030, at_least: 66.32 %, kind: binding, source: p. 5}\n");
    const cb_target *t = &l.scenario->targets[0];
    assert_string_equal(t->id, "share-70");
    assert_string_equal(t->name, "Urban share");
    assert_string_equal(t->indicator, "urban_share");
    assert_int_equal(t->quantity, CB_TARGET_LEVEL);
    assert_int_equal(t->comparison, CB_AT_LEAST);
    assert_true(t->low == 66.32 && isinf(t->high) && t->high > 0.0);
    assert_string_equal(t->unit, "%");
    assert_true(t->unit_scale == 100.0 && t->unit_offset == 0.0);
    assert_true(t->by == 2031.0);
    assert_string_equal(t->kind, "binding");
    assert_string_equal(t->source, "p. 5");
    assert_null(t->not_modelled);
    assert_string_equal(l.scenario->regions[t->region].id, "all");
    assert_int_equal(t->with, CB_NONE);
    assert_int_equal(t->project, CB_NONE);
    loading_close(&l);
}

static void a_range_and_an_upper_bound(void **state)
{
    (void)state;
    loading l = target_of("indicator: road_length, region: A, by: 2025, between: [1000 m, 4000 m]");
    const cb_target *t = &l.scenario->targets[0];
    assert_int_equal(t->comparison, CB_BETWEEN);
    assert_true(t->low == 1000.0 && t->high == 4000.0);
    assert_string_equal(t->unit, "m");
    assert_relative(t->unit_scale, 1000.0, 1e-12);
    assert_string_equal(t->kind, "expected");
    assert_string_equal(t->name, "t");
    loading_close(&l);
    l = target_of("indicator: urban_share, region: A, by: 2020, at_most: 0.7");
    assert_int_equal(l.scenario->targets[0].comparison, CB_AT_MOST);
    assert_true(l.scenario->targets[0].high == 0.7 && isinf(l.scenario->targets[0].low));
    assert_string_equal(l.scenario->targets[0].unit, "");
    assert_true(l.scenario->targets[0].unit_scale == 1.0);
    loading_close(&l);
}

static void changes_shares_and_pairs(void **state)
{
    (void)state;
    loading l = target_of("indicator: urban_share, region: B, by: 2030, since: 2020, at_least: 5 %");
    assert_int_equal(l.scenario->targets[0].quantity, CB_TARGET_CHANGE);
    assert_int_equal(l.scenario->targets[0].since, 2020);
    loading_close(&l);
    l = target_of("indicator: population, region: B, share_of: all, by: 2030, at_least: 40 %");
    assert_int_equal(l.scenario->targets[0].quantity, CB_TARGET_SHARE);
    assert_string_equal(l.scenario->regions[l.scenario->targets[0].share_of].id, "all");
    assert_true(l.scenario->targets[0].unit_scale == 100.0);
    loading_close(&l);
    l = target_of("indicator: longest_trip, region: all, by: 2030, at_most: 0.5 h, pairs: yes");
    assert_int_equal(l.scenario->targets[0].quantity, CB_TARGET_PAIRS);
    assert_int_equal(l.scenario->targets[0].with, CB_NONE);
    assert_relative(l.scenario->targets[0].unit_scale, 1.0 / 60.0, 1e-12);
    loading_close(&l);
    l = target_of("indicator: longest_trip, region: all, by: 2030, at_most: 30 min, with: C");
    assert_int_equal(l.scenario->targets[0].quantity, CB_TARGET_PAIRS);
    assert_int_equal(l.scenario->targets[0].with, 2);
    loading_close(&l);
}

static void an_event_asks_that_a_project_is_open(void **state)
{
    (void)state;
    loading l = target_of("project: line, by: 2022-09-30");
    const cb_target *t = &l.scenario->targets[0];
    assert_int_equal(t->quantity, CB_TARGET_EVENT);
    assert_int_equal(t->comparison, CB_OPEN_BY);
    assert_string_equal(t->project_id, "line");
    assert_int_equal(t->project, 0);
    assert_null(t->indicator);
    assert_true(t->by > 2022.7 && t->by < 2022.8);
    assert_string_equal(t->unit, "");
    loading_close(&l);
    l = loading_valid(USUAL "targets:\n- {id: t, project: line, by: 2026, assumed: x}\n"
                            "variants: {with: {projects: [{id: line, kind: rail, opens: 2026, assumed: x}]}}\n");
    assert_int_equal(l.scenario->targets[0].project, CB_NONE);
    assert_string_equal(l.scenario->targets[0].project_id, "line");
    loading_close(&l);
}

static void what_cannot_be_modelled_is_listed_with_its_reason(void **state)
{
    (void)state;
    loading l =
        target_of("indicator: clean_air, region: the basin, by: 2040, at_least: 300 days, not_modelled: no air");
    const cb_target *t = &l.scenario->targets[0];
    assert_string_equal(t->not_modelled, "no air");
    assert_string_equal(t->indicator, "clean_air");
    assert_true(t->low == 300.0 && t->by == 2041.0);
    assert_string_equal(t->unit, "days");
    loading_close(&l);
    l = loading_valid(CLOCK PLACES "processes: [roads]\ntargets:\n- {id: t, indicator: urban_share, region: all, by: "
                                   "2030, at_least: 70 %, assumed: x}\n");
    assert_string_equal(l.scenario->targets[0].not_modelled, "process people is not chosen");
    assert_true(l.scenario->targets[0].unit_scale == 100.0);
    loading_close(&l);
}

static void targets_keep_the_order_of_the_scenario(void **state)
{
    (void)state;
    loading l = loading_valid(TARGETS "- {id: z, project: line, by: 2026, assumed: x}\n"
                                      "- {id: a, project: line, by: 2027, assumed: x}\n");
    assert_int_equal(l.scenario->target_count, 2);
    assert_string_equal(l.scenario->targets[0].id, "z");
    loading_close(&l);
}

#define SHARE "indicator: urban_share, region: all, "
static void targets_that_make_no_sense_are_refused(void **state)
{
    (void)state;
    assert_target("indicator: urban_shares, region: all, by: 2030, at_least: 70 %", "did you mean `urban_share`?");
    assert_target("indicator: weather, region: all, by: 2030, at_least: 70 %", "`conurb describe indicators` lists");
    assert_target("indicator: urban_share, by: 2030, at_least: 70 %", "needs the key `region`");
    assert_target(SHARE "at_least: 70 %", "a target needs the key `by`");
    assert_target(SHARE "by: 2035, at_least: 70 %", "`by` is 2035, but the clock runs from 2020 to 2030");
    assert_target(SHARE "by: 2030", "exactly one of `at_least`, `at_most` and `between`");
    assert_target(SHARE "by: 2030, at_least: 1 %, at_most: 2 %", "exactly one of");
    assert_target(SHARE "by: 2030, between: [2 %, 1 %]", "whose lowest value is above its highest");
    assert_target(SHARE "by: 2030, between: [2 %, 1]", "both ends of a range must have the same unit, here `%`");
    assert_target(SHARE "by: 2030, between: [2 %]", "needs a range of two values");
    assert_target(SHARE "by: 2030, at_least: 70 km", "km");
    assert_target(SHARE "by: 2030, at_least: 70 %, kind: likely", "but expected or binding is expected");
    assert_target(SHARE "by: 2030, at_least: 70 %, pairs: yes", "its indicator is not measured on pairs");
    assert_target(SHARE "by: 2030, at_least: 70 %, since: 2030", "not before the year of `by`");
    assert_target(SHARE "by: 2030, at_least: 70 %, since: 2019", "`since` is 2019, but the clock runs");
    assert_target(SHARE "by: 2030, at_least: 70 %, since: 2020, share_of: all", "both a change and a share");
    assert_target(SHARE "by: 2030, at_least: 70 %, share_of: A", "`A` must hold every place of the region `all`");
    assert_target("indicator: longest_trip, region: all, by: 2030, at_most: 1 h, pairs: no",
                  "which `pairs: no` denies");
    assert_target("indicator: longest_trip, region: all, by: 2030, at_most: 1 h, with: D",
                  "there is no place with the id `D`");
    assert_target("project: lines, by: 2026", "there is no project `lines`; did you mean `line`?");
    assert_target("project: line, by: 2036", "the clock runs from the end of 2020 to the end of 2030");
    assert_target("project: line, by: 2026, indicator: urban_share", "leave out the indicator");
    assert_target("by: 2026", "needs an `indicator` to be measured on, or a `project` to be open");
}

static void years_must_be_recorded(void **state)
{
    (void)state;
    assert_complaint("clock: {start: 2020, end: 2030, step: 5 yr}\n" PLACES PEOPLE
                     "targets:\n- {id: t, indicator: urban_share, region: all, by: 2027, at_least: 70 %, assumed: x}\n",
                     "records 2020 and every 5 years after: 2025 or 2030");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_level_keeps_the_unit_it_is_written_in),
    cmocka_unit_test(a_range_and_an_upper_bound),
    cmocka_unit_test(changes_shares_and_pairs),
    cmocka_unit_test(an_event_asks_that_a_project_is_open),
    cmocka_unit_test(what_cannot_be_modelled_is_listed_with_its_reason),
    cmocka_unit_test(targets_keep_the_order_of_the_scenario),
    cmocka_unit_test(targets_that_make_no_sense_are_refused),
    cmocka_unit_test(years_must_be_recorded),
};

CB_SUITE(tests)
