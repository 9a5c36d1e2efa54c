#include "setup.h"

#include "small_world.h"

static const cb_column fleet_columns[] = {{.name = "place", .kind = CB_COLUMN_PLACE, .doc = "where"},
                                          {.name = "buses", .unit = "1", .doc = "buses", .max = 1e6},
                                          {0}};
static const cb_table fleet_tables[] = {{.name = "fleet", .doc = "buses", .columns = fleet_columns}, {0}};
static const cb_process fleet = {.name = "transport", .doc = "buses", .reference = "none", .tables = fleet_tables};

static cb_setup setup_of(const small_world *w)
{
    return (cb_setup){.world = w->world, .diagnostics = w->loaded.diagnostics, .process = &fleet};
}

static void places_are_sorted_and_have_what_the_table_gives(void **state)
{
    (void)state;
    small_world w = small_world_of(USUAL, NULL);
    cb_setup setup = setup_of(&w);
    assert_int_equal(cb_setup_places(&setup), 3);
    assert_string_equal(cb_setup_place_id(&setup, 0), "A");
    assert_string_equal(cb_setup_place_id(&setup, 2), "C");
    assert_true(cb_setup_longitude(&setup, 0) == 112.5 && cb_setup_latitude(&setup, 0) == 37.9);
    assert_true(cb_setup_area(&setup, 2) == 3000.0);
    small_world_clear(&w);
    loading_write("places.csv", "id\nA\nB\nC\n");
    small_world_make(&w, USUAL, NULL, 0);
    setup = setup_of(&w);
    assert_true(isnan(cb_setup_longitude(&setup, 0)) && isnan(cb_setup_latitude(&setup, 0)));
    assert_true(isnan(cb_setup_area(&setup, 0)));
    small_world_close(&w);
}

static void axes_are_found_by_name_and_label(void **state)
{
    (void)state;
    small_world w = small_world_of(USUAL, NULL);
    cb_setup setup = setup_of(&w);
    assert_int_equal(cb_setup_axis(&setup, "sex"), 2);
    assert_int_equal(cb_setup_axis(&setup, "class"), 3);
    assert_int_equal(cb_setup_axis(&setup, "colour"), 0);
    assert_string_equal(cb_setup_axis_label(&setup, "sex", 1), "M");
    assert_string_equal(cb_setup_axis_label(&setup, "class", 1), "15");
    assert_int_equal(cb_setup_axis_find(&setup, "status", "urban"), 1);
    assert_int_equal(cb_setup_axis_find(&setup, "status", "mixed"), CB_NONE);
    assert_int_equal(cb_setup_axis_find(&setup, "colour", "red"), CB_NONE);
    assert_true(cb_setup_age(&setup, 0) == 0.0);
    small_world_close(&w);
}

static void the_clock_is_in_internal_dates(void **state)
{
    (void)state;
    small_world w = small_world_of("clock: {start: 2020, end: 2030, step: 5 yr}\n" PLACES PEOPLE, NULL);
    cb_setup setup = setup_of(&w);
    assert_true(cb_setup_start(&setup) == 2021.0);
    assert_true(cb_setup_step_years(&setup) == 5.0);
    assert_int_equal(cb_setup_steps(&setup), 2);
    small_world_close(&w);
}

static void fixed_numbers_choices_and_lists_are_read(void **state)
{
    (void)state;
    small_world w = small_world_of(USUAL "fertility: {sex_ratio_at_birth: 1.25}\n"
                                         "parameters: {moving.form: logistic, moving.classes: [0, 20]}\n",
                                   NULL);
    cb_setup setup = setup_of(&w);
    size_t count;
    assert_true(cb_setup_number(&setup, "fertility.sex_ratio_at_birth", 9.0) == 1.25);
    assert_true(cb_setup_number(&setup, "moving.form", 9.0) == 1.0);
    assert_true(cb_setup_number(&setup, "absent.number", 9.0) == 9.0);
    const double *list = cb_setup_list(&setup, "moving.classes", &count);
    assert_int_equal(count, 2);
    assert_true(list[0] == 0.0 && list[1] == 20.0);
    assert_null(cb_setup_list(&setup, "absent.list", &count));
    assert_int_equal(count, 0);
    small_world_close(&w);
}

static void names_of_processes_that_were_not_chosen_are_none(void **state)
{
    (void)state;
    small_world w = small_world_of(CLOCK PLACES "processes: [roads]\n", NULL);
    cb_setup setup = setup_of(&w);
    assert_true(cb_setup_field(&setup, "travel") != CB_NONE);
    assert_int_equal(cb_setup_field(&setup, "population"), CB_NONE);
    assert_int_equal(cb_setup_param(&setup, "moving.rate"), CB_NONE);
    assert_null(cb_setup_shared(&setup, CB_NONE));
    assert_null(cb_setup_table(&setup, "population"));
    small_world_close(&w);
}

static void a_shared_field_is_filled_once_and_read_by_blocks(void **state)
{
    (void)state;
    small_world w = small_world_of(USUAL, NULL);
    cb_setup setup = setup_of(&w);
    cb_id travel = cb_setup_field(&setup, "travel");
    double *matrix = cb_setup_shared(&setup, travel);
    assert_non_null(matrix);
    for (size_t i = 0; i < 9; i++) {
        assert_true(matrix[i] == 0.0);
        matrix[i] = (double)i;
    }
    assert_ptr_equal(cb_setup_shared(&setup, travel), matrix);
    assert_int_equal(small_world_begin(&w, 8, 1), CB_OK);
    assert_true(cb_block_shared(w.block, travel)[5] == 5.0);
    small_world_close(&w);
}

/* ---- tables and complaints --------------------------------------------------------------------------------------- */

static small_world with_fleet(void)
{
    small_world w = {0};
    loading_open(&w.loaded);
    loading_write("fleet.csv", "buses,place\n3,C\n1,A\n");
    small_world_make(&w, USUAL "fleet: {table: fleet.csv}\n", &fleet, 0);
    assert_int_equal(w.status, CB_OK);
    return w;
}

static char *complaints_of(small_world *w)
{
    free(w->loaded.complaints);
    loading_print(&w->loaded);
    return w->loaded.complaints;
}

static void rows_are_sorted_by_their_keys(void **state)
{
    (void)state;
    small_world w = with_fleet();
    cb_setup setup = setup_of(&w);
    const cb_rows *rows = cb_setup_table(&setup, "fleet");
    assert_int_equal(cb_rows_count(rows), 2);
    assert_int_equal(cb_rows_index(rows, "place")[0], 0);
    assert_true(cb_rows_number(rows, "buses")[0] == 1.0 && cb_rows_number(rows, "buses")[1] == 3.0);
    assert_null(cb_rows_number(rows, "trams"));
    assert_null(cb_setup_table(&setup, "fertility")); /* the scenario gives no file */
    small_world_close(&w);
}

/* The row of A, first by key, is the third line of the file. */
static void a_complaint_about_a_row_names_its_cell(void **state)
{
    (void)state;
    small_world w = with_fleet();
    cb_setup setup = setup_of(&w);
    const cb_rows *rows = cb_setup_table(&setup, "fleet");
    assert_int_equal(cb_setup_row_error(&setup, rows, 0, "buses", "%d bus is too few for %s", 1, "A"), CB_ERROR_INPUT);
    assert_non_null(strstr(complaints_of(&w), "fleet.csv:3:1: error: 1 bus is too few for A"));
    small_world_close(&w);
}

/* Line and column count the text below: the section of the table, the value of the parameter, the row of the place and
 * the name of the process. */
static void a_complaint_shows_what_it_is_about(void **state)
{
    (void)state;
    small_world w = {0};
    loading_open(&w.loaded);
    small_world_make(&w,
                     USUAL "processes: [moving, people]\n"
                           "fertility: {sex_ratio_at_birth: 1.06}\n"
                           "parameters:\n  moving.rate: 3 %/yr\n",
                     NULL, 0);
    cb_setup setup = setup_of(&w);
    setup.process = &people;
    assert_int_equal(cb_setup_table_error(&setup, "population", "too %s", "few"), CB_ERROR_INPUT);
    assert_int_equal(cb_setup_table_error(&setup, "fertility", "too flat"), CB_ERROR_INPUT);
    assert_int_equal(cb_setup_table_error(&setup, "registration", "not there"), CB_ERROR_INPUT);
    assert_int_equal(cb_setup_parameter_error(&setup, "moving.rate", "too %d", 3), CB_ERROR_INPUT);
    assert_int_equal(cb_setup_parameter_error(&setup, "moving.decay", "a default"), CB_ERROR_INPUT);
    assert_int_equal(cb_setup_parameter_error(&setup, "road.width", "unheard of"), CB_ERROR_INPUT);
    assert_int_equal(cb_setup_place_error(&setup, 0, "no area"), CB_ERROR_INPUT);
    const char *text = complaints_of(&w);
    static const char *const expected[] = {
        "scenario.yaml:4:21: error: process people: too few\n    population: {table: people.csv}\n                     "
        "   ^\n",
        "scenario.yaml:6:12: error: process people: too flat\n",
        "scenario.yaml:5:21: error: process people: not there\n    processes: [moving, people]\n                       "
        " ^\n",
        "scenario.yaml:8:16: error: process people: too 3\n      moving.rate: 3 %/yr\n                   ^\n",
        "scenario.yaml:5:21: error: process people: a default\n",
        "scenario.yaml:5:21: error: process people: unheard of\n",
        "places.csv:3:1: error: process people: no area\n    A,Alpha,112.5,37.9,1000\n    ^\n"};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        if (!strstr(text, expected[i]))
            fail_msg("'%s' is not in:\n%s", expected[i], text);
    small_world_close(&w);
}

static void a_complaint_without_a_place_names_the_process(void **state)
{
    (void)state;
    small_world w = small_world_of(USUAL, &fleet);
    cb_setup setup = setup_of(&w);
    assert_int_equal(cb_setup_error(&setup, "%zu statuses: there is room for %d", (size_t)3, 2), CB_ERROR_INPUT);
    assert_non_null(
        strstr(complaints_of(&w), "scenario.yaml:1:1: error: process transport: 3 statuses: there is room for 2"));
    small_world_close(&w);
}

/* ---- projects ---------------------------------------------------------------------------------------------------- */

static void projects_are_those_of_the_variant(void **state)
{
    (void)state;
    static const char yaml[] = USUAL "projects:\n- {id: b, kind: rail, from: A, to: C, opens: 2026, assumed: x}\n"
                                     "- {id: a, kind: campus, opens: 2024, assumed: x}\n"
                                     "variants: {none: {projects: []}}\n";
    small_world w = small_world_of(yaml, NULL);
    cb_setup setup = setup_of(&w);
    assert_int_equal(cb_setup_projects(&setup), 2);
    cb_project_info a = cb_setup_project(&setup, 0), b = cb_setup_project(&setup, 1);
    assert_string_equal(a.id, "a");
    assert_string_equal(a.kind, "campus");
    assert_true(a.from == CB_NONE && a.to == CB_NONE);
    assert_string_equal(b.id, "b");
    assert_true(b.from == 0 && b.to == 2);
    small_world_clear(&w);
    small_world_make(&w, yaml, NULL, 1);
    setup = setup_of(&w);
    assert_int_equal(cb_setup_projects(&setup), 0);
    small_world_close(&w);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(places_are_sorted_and_have_what_the_table_gives),
    cmocka_unit_test(axes_are_found_by_name_and_label),
    cmocka_unit_test(the_clock_is_in_internal_dates),
    cmocka_unit_test(fixed_numbers_choices_and_lists_are_read),
    cmocka_unit_test(names_of_processes_that_were_not_chosen_are_none),
    cmocka_unit_test(a_shared_field_is_filled_once_and_read_by_blocks),
    cmocka_unit_test(rows_are_sorted_by_their_keys),
    cmocka_unit_test(a_complaint_about_a_row_names_its_cell),
    cmocka_unit_test(a_complaint_shows_what_it_is_about),
    cmocka_unit_test(a_complaint_without_a_place_names_the_process),
    cmocka_unit_test(projects_are_those_of_the_variant),
};

CB_SUITE(tests)
