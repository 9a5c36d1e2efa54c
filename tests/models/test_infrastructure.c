#include "cells.h"

#define STOCKS "models/scenarios/stocks/scenario.yaml"

enum { A, B, C };

/* Fixture V24: capital 100 (of two kinds), investment 10 a year, 5 % wear a year. */
static void perpetual_inventory(void **state)
{
    (void)state;
    cells capital = cells_of(STOCKS, NULL, "capital");
    assert_relative(cells_at(capital, 0, A), 100.0, 1e-15);
    assert_relative(cells_at(capital, 10, A), 140.12630607616214, 1e-12);
    cells_free(capital);
}

static void five_years_are_five_single_years(void **state)
{
    (void)state;
    cells capital = cells_of(STOCKS, (const char *const[]){"clock.step=5 yr", NULL}, "capital");
    assert_relative(cells_at(capital, 2, A), 140.12630607616214, 1e-12);
    cells_free(capital);
}

static void investment_is_scaled(void **state)
{
    (void)state;
    cells capital = cells_of(
        STOCKS, (const char *const[]){"infrastructure.investment=0", "infrastructure.depreciation=0 1/yr", NULL},
        "capital");
    assert_true(cells_at(capital, 10, A) == 100.0);
    cells_free(capital);
}

/* `line` opens in 2024 and gives half its cost to each end; `loop` on the last day of 2027 gives all to C; what opened
 * before the start or opens after the end gives nothing. */
static void projects_join_when_they_open(void **state)
{
    (void)state;
    cells capital = cells_of(STOCKS, NULL, "capital");
    for (size_t time = 0; time < 4; time++)
        assert_true(cells_at(capital, time, B) == 0.0 && cells_at(capital, time, C) == 0.0);
    assert_true(cells_at(capital, 4, B) == 500.0 && cells_at(capital, 4, C) == 500.0);
    assert_relative(cells_at(capital, 10, B), 500.0 * pow(0.95, 6), 1e-12);
    assert_relative(cells_at(capital, 6, C), 500.0 * 0.95 * 0.95, 1e-14);
    assert_relative(cells_at(capital, 7, C), 500.0 * pow(0.95, 3) + 10.0, 1e-14);
    cells_free(capital);
}

static void open_length(void **state)
{
    (void)state;
    cells length = cells_of(STOCKS, NULL, "region_project_length");
    static const double expected[] = {7, 7, 7, 7, 47, 47, 47, 50, 50, 50, 50};
    for (size_t time = 0; time < length.length[0]; time++)
        assert_true(cells_at(length, time, 0) == expected[time]);
    cells_free(length);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(perpetual_inventory),  cmocka_unit_test(five_years_are_five_single_years),
    cmocka_unit_test(investment_is_scaled), cmocka_unit_test(projects_join_when_they_open),
    cmocka_unit_test(open_length),
};

CB_SUITE(tests)
