#include "setup.h"
#include "world.h"

#include "small_world.h"

/* ---- start values ------------------------------------------------------------------------------------------------ */

static const cb_column herd_columns[] = {{.name = "place", .kind = CB_COLUMN_PLACE, .doc = "where"},
                                         {.name = "age", .kind = CB_COLUMN_AGE, .doc = "years"},
                                         {.name = "head", .unit = "1", .doc = "sheep", .max = 1e6},
                                         {0}};
static const cb_table herd_tables[] = {{.name = "herd", .doc = "sheep", .columns = herd_columns}, {0}};
static const cb_field herd_fields[] = {
    {.name = "total", .unit = "person", .axes = "place", .kind = CB_STATE, .initial = "population.persons"},
    {.name = "women", .unit = "person", .axes = "status sex", .kind = CB_STATE, .initial = "population.persons"},
    {.name = "sheep", .unit = "1", .axes = "place age", .kind = CB_STATE, .initial = "herd.head"},
    {.name = "goats", .unit = "1", .axes = "place age", .kind = CB_STATE, .initial = "herd.heads"},
    {0}};
static const cb_process herd = {
    .name = "herding", .doc = "sheep", .reference = "none", .fields = herd_fields, .tables = herd_tables};

static const double *initial_of(const small_world *w, const char *name)
{
    return w->world->initial[small_world_field(w, name)];
}

static void assert_values(const double *values, const double *expected, size_t count)
{
    assert_non_null(values);
    for (size_t i = 0; i < count; i++)
        assert_true(values[i] == expected[i]);
}

/* [place][age][sex][status], places in the order of their ids. */
static void start_values_stand_where_the_axes_say(void **state)
{
    (void)state;
    static const double expected[] = {10, 20, 11, 21, 30, 40, 31, 41, 50, 60, 51, 61};
    small_world w = small_world_of(USUAL, NULL);
    assert_values(initial_of(&w, "population"), expected, 12);
    assert_null(initial_of(&w, "births"));
    small_world_close(&w);
}

static void the_order_of_rows_moves_nothing(void **state)
{
    (void)state;
    static const char backwards[] = "persons,status,age,sex,place\n"
                                    "61,urban,0,M,C\n51,rural,0,M,C\n60,urban,0,F,C\n50,rural,0,F,C\n"
                                    "41,urban,0,M,B\n31,rural,0,M,B\n40,urban,0,F,B\n30,rural,0,F,B\n"
                                    "21,urban,0,M,A\n11,rural,0,M,A\n20,urban,0,F,A\n10,rural,0,F,A\n";
    small_world forward = small_world_of(USUAL, NULL), w = {0};
    loading_open(&w.loaded);
    loading_write("people.csv", backwards);
    small_world_make(&w, USUAL, NULL, 0);
    assert_memory_equal(initial_of(&w, "population"), initial_of(&forward, "population"), 12 * sizeof(double));
    small_world_close(&w);
    small_world_close(&forward);
}

static void axes_that_a_field_lacks_are_summed(void **state)
{
    (void)state;
    static const double total[] = {62, 142, 222}, by_status_and_sex[] = {90, 93, 120, 123};
    small_world w = small_world_of(USUAL, &herd);
    assert_values(initial_of(&w, "total"), total, 3);
    assert_values(initial_of(&w, "women"), by_status_and_sex, 4);
    assert_null(initial_of(&w, "sheep"));
    small_world_close(&w);
}

/* Ages of the world are 0, 1 and 2 and over; a table may have others. */
static void ages_start_in_the_group_they_are_in(void **state)
{
    (void)state;
    static const double sheep[] = {1, 10, 1100};
    small_world w = {0};
    loading_open(&w.loaded);
    loading_write("places.csv", "id\nA\n");
    loading_write("people.csv", "place,sex,age,status,persons\nA,F,0,rural,1\nA,F,1,rural,1\nA,F,2,rural,1\n"
                                "A,F,0,urban,1\nA,F,1,urban,1\nA,F,2,urban,1\n");
    loading_write("herd.csv", "place,age,head\nA,0,1\nA,1,10\nA,2,100\nA,7,1000\n");
    small_world_make(&w, USUAL "herd: {table: herd.csv}\n", &herd, 0);
    assert_int_equal(w.status, CB_OK);
    assert_values(initial_of(&w, "sheep"), sheep, 3);
    assert_null(initial_of(&w, "goats")); /* no such column */
    small_world_close(&w);
}

static void wide_ages_hold_the_ages_inside_them(void **state)
{
    (void)state;
    static const double sheep[] = {111, 11000};
    small_world w = {0};
    loading_open(&w.loaded);
    loading_write("places.csv", "id\nA\n");
    loading_write("people.csv", "place,sex,age,persons\nA,F,0,1\nA,F,5,1\n");
    loading_write("herd.csv", "place,age,head\nA,0,1\nA,3,10\nA,4,100\nA,5,1000\nA,9,10000\n");
    small_world_make(&w,
                     "clock: {start: 2020, end: 2030, step: 5 yr}\n" PLACES "population: {table: people.csv}\n"
                     "herd: {table: herd.csv}\n",
                     &herd, 0);
    assert_int_equal(w.status, CB_OK);
    assert_values(initial_of(&w, "sheep"), sheep, 2);
    small_world_close(&w);
}

/* ---- prepare and release ----------------------------------------------------------------------------------------- */

static int prepared, released;
static cb_status answer; /* of prepare */

static cb_status count_prepare(cb_setup *setup, void **plan)
{
    *plan = &prepared;
    prepared++;
    return answer == CB_ERROR_INPUT ? cb_setup_error(setup, "nothing fits") : answer;
}

static void count_release(void *plan)
{
    released += plan == &prepared;
}

static const cb_process counting = {
    .name = "counting", .doc = "counts", .reference = "none", .prepare = count_prepare, .release = count_release};

static void every_process_is_prepared_once_and_released_once(void **state)
{
    (void)state;
    prepared = released = 0;
    answer = CB_OK;
    small_world w = small_world_of(USUAL, &counting);
    assert_int_equal(prepared, 1);
    assert_int_equal(released, 0);
    small_world_close(&w);
    assert_int_equal(released, 1);
}

static void a_process_that_refuses_stops_the_world_and_says_why(void **state)
{
    (void)state;
    static const cb_status answers[] = {CB_ERROR_INPUT, CB_ERROR_MEMORY};
    for (size_t i = 0; i < 2; i++) {
        small_world w = {0};
        prepared = released = 0;
        answer = answers[i];
        loading_open(&w.loaded);
        small_world_make(&w, USUAL, &counting, 0);
        assert_int_equal(w.status, answer);
        assert_int_equal(prepared, 1);
        assert_int_equal(released, 1);
        assert_int_equal(!strstr(w.loaded.complaints, "process counting: nothing fits"), answer != CB_ERROR_INPUT);
        small_world_close(&w);
    }
}

/* ---- variants ---------------------------------------------------------------------------------------------------- */

static void a_world_is_of_one_variant(void **state)
{
    (void)state;
    static const char yaml[] = USUAL "variants:\n  full: {population: {table: more.csv}}\n";
    static const double more[] = {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7};
    small_world w = {0};
    loading_open(&w.loaded);
    FILE *stream = fopen("more.csv", "w");
    assert_non_null(stream);
    fputs("place,sex,age,status,persons\n", stream);
    for (int i = 0; i < 12; i++)
        fprintf(stream, "%c,%c,0,%s,7\n", 'A' + i / 4, i / 2 % 2 ? 'M' : 'F', i % 2 ? "urban" : "rural");
    fclose(stream);
    small_world_make(&w, yaml, NULL, 1);
    assert_int_equal(w.world->variant_index, 1);
    assert_string_equal(w.world->variant->name, "full");
    assert_values(initial_of(&w, "population"), more, 12);
    small_world_clear(&w);
    small_world_make(&w, yaml, NULL, 0);
    assert_true(initial_of(&w, "population")[0] == 10.0);
    small_world_close(&w);
}

/* ---- memory ------------------------------------------------------------------------------------------------------ */

static const cb_field sea_fields[] = {{.name = "tide", .unit = "m", .axes = "step place", .kind = CB_SHARED},
                                      {.name = "coast", .unit = "km", .axes = "place place", .kind = CB_SHARED},
                                      {0}};
static const cb_process sea = {.name = "sea", .doc = "tides", .reference = "none", .fields = sea_fields};

/* Ten steps of three places, then every pair of them. */
static void bytes_are_those_of_start_values_and_of_filled_shared_fields(void **state)
{
    (void)state;
    small_world w = small_world_of(USUAL, &sea);
    double before = cb_world_bytes(w.world);
    assert_true(before >= 12 * sizeof(double)); /* people */
    cb_setup setup = {.world = w.world, .diagnostics = w.loaded.diagnostics, .process = &sea};
    assert_non_null(cb_setup_shared(&setup, cb_setup_field(&setup, "tide")));
    assert_true(cb_world_bytes(w.world) == before + 10 * 3 * sizeof(double));
    assert_non_null(cb_setup_shared(&setup, cb_setup_field(&setup, "coast")));
    assert_true(cb_world_bytes(w.world) == before + (10 * 3 + 3 * 3) * sizeof(double));
    small_world_close(&w);
}

static void nothing_is_freed_safely(void **state)
{
    (void)state;
    cb_world_free(NULL);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(start_values_stand_where_the_axes_say),
    cmocka_unit_test(the_order_of_rows_moves_nothing),
    cmocka_unit_test(axes_that_a_field_lacks_are_summed),
    cmocka_unit_test(ages_start_in_the_group_they_are_in),
    cmocka_unit_test(wide_ages_hold_the_ages_inside_them),
    cmocka_unit_test(every_process_is_prepared_once_and_released_once),
    cmocka_unit_test(a_process_that_refuses_stops_the_world_and_says_why),
    cmocka_unit_test(a_world_is_of_one_variant),
    cmocka_unit_test(bytes_are_those_of_start_values_and_of_filled_shared_fields),
    cmocka_unit_test(nothing_is_freed_safely),
};

CB_SUITE(tests)
