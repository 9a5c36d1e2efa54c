#include "loading.h"

static const cb_region *region_of(const loading *l, const char *id)
{
    cb_id region = cb_scenario_region(l->scenario, id);
    assert_int_not_equal(region, CB_NONE);
    return &l->scenario->regions[region];
}

static void all_is_every_place(void **state)
{
    (void)state;
    loading l = loading_valid(USUAL);
    assert_int_equal(l.scenario->region_count, 1);
    assert_int_equal(region_of(&l, "all")->count, 3);
    loading_close(&l);
}

static void a_region_holds_places_regions_and_patterns(void **state)
{
    (void)state;
    loading l = loading_valid(USUAL "regions:\n  west: [C, core]\n  core: {name: The core, places: [A], source: x}\n"
                                    "  some: [\"[A-B]*\", B]\n  each: [\"?\"]\n");
    const cb_region *west = region_of(&l, "west");
    assert_int_equal(west->count, 2);
    assert_int_equal(west->places[0], 0);
    assert_int_equal(west->places[1], 2);
    assert_string_equal(region_of(&l, "core")->name, "The core");
    assert_int_equal(region_of(&l, "some")->count, 2);
    assert_int_equal(region_of(&l, "each")->count, 3);
    for (size_t r = 1; r < l.scenario->region_count; r++)
        assert_true(strcmp(l.scenario->regions[r - 1].id, l.scenario->regions[r].id) < 0);
    loading_close(&l);
}

static void places_that_are_named_become_regions_and_indices_follow_the_order(void **state)
{
    (void)state;
    loading l = loading_valid(
        USUAL "regions: {zone: [A, B]}\n"
              "levers:\n- {id: l, region: zone, parameter: moving.rate, from: 2021, multiply: 2, assumed: x}\n"
              "shocks:\n- {id: s, region: C, parameter: moving.rate, sd: 0.1, persistence: 0.5, assumed: x}\n"
              "targets:\n- {id: t, indicator: population, region: A, share_of: zone, by: 2030, at_least: 50 %, "
              "assumed: x}\n");
    const cb_scenario *s = l.scenario;
    assert_int_equal(s->region_count, 4);
    assert_string_equal(s->regions[s->variants[0].levers[0].region].id, "zone");
    assert_string_equal(s->regions[s->variants[0].shocks[0].region].id, "C");
    assert_string_equal(s->regions[s->targets[0].region].id, "A");
    assert_string_equal(s->regions[s->targets[0].share_of].id, "zone");
    assert_int_equal(region_of(&l, "C")->count, 1);
    assert_int_equal(region_of(&l, "C")->places[0], 2);
    loading_close(&l);
}

static void regions_that_make_no_sense_are_refused(void **state)
{
    (void)state;
    assert_complaint(USUAL "regions: {a: [b], b: [a]}\n", "the regions `b` and `a` hold each other");
    assert_complaint(USUAL "regions: {a: [a]}\n", "the regions `a` and `a` hold each other");
    assert_complaint(USUAL "regions: {A: [B]}\n", "`A` is the id of a place");
    assert_complaint(USUAL "regions: {all: [B]}\n", "`all` is always there");
    assert_complaint(USUAL "regions: {west: [D]}\n", "there is no region or place with the id `D`: regions are");
    assert_complaint(USUAL "regions: {west: [Alpha]}\n", "it is the name of the place `A`; write this id");
    assert_complaint(USUAL "regions: {west: [\"9*\"]}\n", "no place has an id like `9*`");
    assert_complaint(USUAL "regions: {west: []}\n", "the region `west` has no places");
    assert_complaint(USUAL "regions: {west: A}\n", "write `west: [A]`");
    assert_complaint(USUAL "regions: {northern: [A], x: [norther]}\n", "did you mean `northern`?");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(all_is_every_place),
    cmocka_unit_test(a_region_holds_places_regions_and_patterns),
    cmocka_unit_test(places_that_are_named_become_regions_and_indices_follow_the_order),
    cmocka_unit_test(regions_that_make_no_sense_are_refused),
};

CB_SUITE(tests)
