#include "clock.h"

#include "suite.h"

static const cb_clock yearly = {.start = 2020, .end = 2035, .step = 1, .step_count = 15};
static const cb_clock by_five = {.start = 2020, .end = 2035, .step = 5, .step_count = 3};

static void the_start_and_every_step_are_recorded(void **state)
{
    (void)state;
    assert_int_equal(cb_clock_times(&yearly), 16);
    assert_int_equal(cb_clock_times(&by_five), 4);
    assert_int_equal(cb_clock_year(&yearly, 0), 2020);
    assert_int_equal(cb_clock_year(&yearly, 15), 2035);
    assert_int_equal(cb_clock_year(&by_five, 1), 2025);
    assert_int_equal(cb_clock_year(&by_five, 3), 2035);
}

static void a_year_ends_where_the_next_begins(void **state)
{
    (void)state;
    assert_true(cb_clock_date(&yearly, 0) == 2021.0);
    assert_true(cb_clock_date(&yearly, 15) == 2036.0);
    assert_true(cb_clock_date(&by_five, 1) == 2026.0);
    for (size_t time = 0; time < 3; time++)
        assert_true(cb_clock_date(&by_five, time + 1) - cb_clock_date(&by_five, time) == 5.0);
}

static void years_lead_back_to_times(void **state)
{
    (void)state;
    for (size_t time = 0; time < cb_clock_times(&yearly); time++)
        assert_int_equal(cb_clock_time_of_year(&yearly, cb_clock_year(&yearly, time)), time);
    for (size_t time = 0; time < cb_clock_times(&by_five); time++)
        assert_int_equal(cb_clock_time_of_year(&by_five, cb_clock_year(&by_five, time)), time);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_start_and_every_step_are_recorded),
    cmocka_unit_test(a_year_ends_where_the_next_begins),
    cmocka_unit_test(years_lead_back_to_times),
};

CB_SUITE(tests)
