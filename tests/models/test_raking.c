#include "raking.h"

#include "suite.h"

static double sum(const double *values, size_t count, size_t stride)
{
    double total = 0.0;
    for (size_t i = 0; i < count; i++)
        total += values[i * stride];
    return total;
}

/* x (d) / ((a) (b)) = 6 with margins 40, 60 and 30, 70 has x (30 + x) = 6 (40 - x) (30 - x). */
static void odds_ratio_of_the_seed_is_kept(void **state)
{
    (void)state;
    double cells[] = {3, 1, 1, 2}, x = (450.0 - sqrt(450.0 * 450.0 - 4.0 * 5.0 * 7200.0)) / 10.0;
    assert_int_equal(cb_rake(2, 2, cells, (double[]){40, 60}, (double[]){30, 70}), CB_OK);
    assert_relative(cells[0], x, 1e-12);
    assert_relative(cells[1], 40.0 - x, 1e-12);
    assert_relative(cells[2], 30.0 - x, 1e-12);
    assert_relative(cells[3], 30.0 + x, 1e-12);
}

static void margins_are_exact(void **state)
{
    (void)state;
    enum { ROWS = 40, COLUMNS = 3 };
    double cells[ROWS * COLUMNS], rows[ROWS], columns[COLUMNS] = {3, 20000, 0}, total = 0.0;
    for (size_t r = 0; r < ROWS; r++) {
        total += rows[r] = (double)(r * r * r);
        for (size_t c = 0; c < COLUMNS; c++)
            cells[r * COLUMNS + c] = 1.0 + (double)((7 * r + 3 * c) % 11) * (double)r;
    }
    columns[2] = total - columns[0] - columns[1];
    assert_int_equal(cb_rake(ROWS, COLUMNS, cells, rows, columns), CB_OK);
    for (size_t r = 0; r < ROWS; r++)
        assert_relative(sum(cells + r * COLUMNS, COLUMNS, 1), rows[r], 1e-14);
    for (size_t c = 0; c < COLUMNS; c++)
        assert_relative(sum(cells + c, ROWS, COLUMNS), columns[c], 1e-12);
    for (size_t i = 0; i < ROWS * COLUMNS; i++)
        assert_true(cells[i] >= 0.0);
}

static void margins_of_zero_give_exact_zeros(void **state)
{
    (void)state;
    double cells[] = {1, 2, 3, 4, 5, 6};
    assert_int_equal(cb_rake(3, 2, cells, (double[]){4, 0, 5}, (double[]){0, 9}), CB_OK);
    static const double expected[] = {0, 4, 0, 0, 0, 5};
    for (size_t i = 0; i < 6; i++)
        assert_true(cells[i] == expected[i]);
    assert_int_equal(cb_rake(3, 2, cells, (double[]){0, 0, 0}, (double[]){0, 0}), CB_OK);
    assert_true(sum(cells, 6, 1) == 0.0);
}

/* Zeros of the seed stay; with these nobody of the first row can be in the second column. */
static void impossible_margins_are_refused(void **state)
{
    (void)state;
    double cells[] = {1, 0, 1, 1}, empty[] = {0, 0, 1, 1};
    assert_int_equal(cb_rake(2, 2, cells, (double[]){7, 3}, (double[]){6, 4}), CB_ERROR_NUMBERS);
    assert_int_equal(cb_rake(2, 2, empty, (double[]){7, 3}, (double[]){6, 4}), CB_ERROR_NUMBERS);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(odds_ratio_of_the_seed_is_kept),
    cmocka_unit_test(margins_are_exact),
    cmocka_unit_test(margins_of_zero_give_exact_zeros),
    cmocka_unit_test(impossible_margins_are_refused),
};

CB_SUITE(tests)
