#include "loading.h"

#define ROADS CLOCK PLACES "processes: [roads]\n"

static loading with_places(const char *csv)
{
    loading l;
    loading_open(&l);
    loading_write("places.csv", csv);
    loading_write("scenario.yaml", ROADS);
    loading_read(&l, "scenario.yaml", (cb_scenario_options){0});
    return l;
}

static void assert_table(const char *csv, const char *text)
{
    loading l = with_places(csv);
    assert_int_equal(l.status, CB_ERROR_INPUT);
    if (!strstr(l.complaints, text) || loading_errors(&l) != 1)
        fail_msg("expected one error with \"%s\", not:\n%s", text, l.complaints);
    loading_close(&l);
}

static void places_are_sorted_by_id(void **state)
{
    (void)state;
    loading l = loading_valid(USUAL);
    const cb_place *places = l.scenario->places;
    assert_int_equal(l.scenario->place_count, 3);
    assert_string_equal(places[0].id, "A");
    assert_string_equal(places[0].name, "Alpha");
    assert_true(places[0].longitude == 112.5 && places[0].latitude == 37.9 && places[0].area == 1000.0);
    assert_string_equal(places[2].id, "C");
    assert_string_equal(places[2].name, "C");
    assert_int_equal(cb_scenario_place(l.scenario, "B"), 1);
    assert_int_equal(cb_scenario_place(l.scenario, "D"), CB_NONE);
    loading_close(&l);
}

static void columns_but_the_id_may_be_left_out(void **state)
{
    (void)state;
    loading l = with_places("id\nB\nA\n");
    assert_int_equal(l.status, CB_OK);
    assert_true(isnan(l.scenario->places[0].longitude) && isnan(l.scenario->places[0].area));
    assert_string_equal(l.scenario->places[1].name, "B");
    loading_close(&l);
}

static void what_is_wrong_with_a_table_is_said_at_the_cell(void **state)
{
    (void)state;
    assert_table("name\nAlpha\n", "places.csv:1:1: error: the places table needs the column `id`");
    assert_table("id,longitude\nA,1\n", "places.csv:1:4: error: the places table has no column `longitude`");
    assert_table("id\nA\nB\nA\n", "places.csv:4:1: error: the place `A` has two rows; the first is line 2");
    assert_table("id,lon\nA,nan\n", "places.csv:2:3: error: `lon` is `nan`, but must be a number in degrees_east");
    assert_table("id,lon\nA,181\n", "`lon` is 181, but must be from -180 to 180 degrees_east");
    assert_table("id,lon\nA,\n", "`lon` is blank: give a number in degrees_east for every place");
    assert_table("id,lat\nA,1e400\n", "`lat` is `1e400`, but must be a number");
    assert_table("id\na.b\n", "`a.b` is not an id");
    assert_table("id\nall\n", "`all` means every place");
}

static void a_table_that_is_not_there_is_said_where_it_is_named(void **state)
{
    (void)state;
    assert_complaint(CLOCK "places: {table: lost.csv}\nprocesses: [roads]\n",
                     "scenario.yaml:2:17: error: cannot read the table `lost.csv`");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(places_are_sorted_by_id),
    cmocka_unit_test(columns_but_the_id_may_be_left_out),
    cmocka_unit_test(what_is_wrong_with_a_table_is_said_at_the_cell),
    cmocka_unit_test(a_table_that_is_not_there_is_said_where_it_is_named),
};

CB_SUITE(tests)
