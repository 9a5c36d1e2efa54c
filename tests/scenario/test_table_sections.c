#include "loading.h"

static void axes_come_from_the_table_that_defines_them(void **state)
{
    (void)state;
    loading l = loading_valid(USUAL);
    const cb_scenario *s = l.scenario;
    static const char *const names[] = {"age", "sex", "status", "class"};
    assert_int_equal(s->axis_count, 4);
    for (size_t a = 0; a < 4; a++)
        assert_string_equal(s->axes[a].name, names[a]);
    assert_int_equal(s->axes[0].count, 1);
    assert_int_equal(s->axes[1].count, 2);
    assert_string_equal(s->axes[1].labels[0], "F");
    assert_string_equal(s->axes[1].labels[1], "M");
    loading_close(&l);
}

static void an_axis_of_a_process_has_the_entries_of_its_list(void **state)
{
    (void)state;
    loading l = loading_valid(USUAL "parameters: {moving.classes: [0, 7.5]}\n");
    const cb_axis *axis = &l.scenario->axes[cb_scenario_axis(l.scenario, "class")];
    assert_int_equal(axis->count, 2);
    assert_string_equal(axis->labels[0], "0");
    assert_string_equal(axis->labels[1], "7.5");
    assert_true(axis->values[1] == 7.5);
    loading_close(&l);
}

static void rows_are_read_and_tables_that_are_not_given_have_none(void **state)
{
    (void)state;
    loading l = loading_valid(USUAL);
    const cb_variant *base = &l.scenario->variants[0];
    const cb_table_data *population = cb_variant_table(base, "population");
    assert_int_equal(base->table_count, 3);
    assert_string_equal(population->process->name, "people");
    assert_int_equal(cb_rows_count(population->rows), 12);
    const double *persons = cb_rows_number(population->rows, "persons");
    double sum = 0.0;
    for (size_t i = 0; i < 12; i++)
        sum += persons[i];
    assert_true(sum == 426.0);
    assert_null(cb_variant_table(base, "fertility")->rows);
    assert_null(cb_variant_table(base, "mortality"));
    loading_close(&l);
}

static void no_process_no_table(void **state)
{
    (void)state;
    loading l = loading_valid(CLOCK PLACES "processes: [roads]\npopulation: {table: lost.csv}\n");
    assert_int_equal(l.scenario->variants[0].table_count, 0);
    assert_int_equal(cb_scenario_axis(l.scenario, "age"), CB_NONE);
    assert_int_equal(cb_scenario_axis(l.scenario, "status"), 0);
    loading_close(&l);
}

static void required_tables_are_asked_for(void **state)
{
    (void)state;
    assert_complaint(CLOCK PLACES, "scenario.yaml:1:1: error: the table `population` is missing, which the process "
                                   "`people` needs");
    assert_complaint(CLOCK PLACES "population: {source: x}\n", "the table `population` is missing");
    assert_complaint(CLOCK PLACES "population: people.csv\n", "write `population: {table: FILE.csv}`");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(axes_come_from_the_table_that_defines_them),
    cmocka_unit_test(an_axis_of_a_process_has_the_entries_of_its_list),
    cmocka_unit_test(rows_are_read_and_tables_that_are_not_given_have_none),
    cmocka_unit_test(no_process_no_table),
    cmocka_unit_test(required_tables_are_asked_for),
};

CB_SUITE(tests)
