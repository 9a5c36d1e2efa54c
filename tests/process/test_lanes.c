#include "suite.h"

#include "lanes.h"

static const cb_vec ramp = {-3.0, -2.0, -1.0, -0.0, 0.0, 1.0, 2.0, 3.0};

static void assert_lanes(cb_vec actual, const double *expected)
{
    for (int lane = 0; lane < CB_WIDTH; lane++) {
        double value = actual[lane];
        if (isnan(expected[lane]))
            assert_true(isnan(value));
        else
            assert_memory_equal(&value, &expected[lane], sizeof value);
    }
}

#define assert_vec(actual, ...) assert_lanes(actual, (const double[CB_WIDTH]){__VA_ARGS__})

static void a_vector_is_a_cache_line(void **state)
{
    (void)state;
    assert_int_equal(sizeof(cb_vec), 64);
    assert_int_equal(_Alignof(cb_vec), 64);
    assert_int_equal(sizeof(cb_vec), CB_WIDTH * sizeof(double));
}

static void load_and_store_need_no_alignment(void **state)
{
    (void)state;
    double from[CB_WIDTH + 1], to[CB_WIDTH + 2] = {0};
    for (int i = 0; i <= CB_WIDTH; i++)
        from[i] = i;
    cb_store(to + 1, cb_load(from + 1));
    for (int i = 1; i <= CB_WIDTH; i++)
        assert_true(to[i] == i);
    assert_true(to[0] == 0.0 && to[CB_WIDTH + 1] == 0.0);
    assert_vec(cb_splat(2.5), 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5);
}

static void fma_rounds_once(void **state)
{
    (void)state;
    double near = 1.0 + 0x1p-30;
    cb_vec y = cb_fma(cb_splat(near), cb_splat(near), cb_splat(-(1.0 + 0x1p-29)));
    for (int lane = 0; lane < CB_WIDTH; lane++)
        assert_true(y[lane] == 0x1p-60);
}

static void products_and_sums_are_not_contracted(void **state)
{
    (void)state;
    volatile double near = 1.0 + 0x1p-30;
    cb_vec a = cb_splat(near), y = a * a - cb_splat(1.0 + 0x1p-29);
    for (int lane = 0; lane < CB_WIDTH; lane++)
        assert_true(y[lane] == 0.0);
}

static void roots_are_exact(void **state)
{
    (void)state;
    cb_vec x = {0.0, -0.0, 1.0, 2.0, 4.0, 0x1p-1074, INFINITY, -1.0};
    assert_vec(cb_sqrt(x), 0.0, -0.0, 1.0, sqrt(2.0), 2.0, 0x1p-537, INFINITY, NAN);
}

static void the_second_of_min_and_max_wins_a_tie(void **state)
{
    (void)state;
    cb_vec a = {1.0, 2.0, NAN, 1.0, 0.0, -0.0, -INFINITY, INFINITY};
    cb_vec b = {2.0, 1.0, 1.0, NAN, -0.0, 0.0, 0.0, 0.0};
    assert_vec(cb_min(a, b), 1.0, 1.0, 1.0, NAN, -0.0, 0.0, -INFINITY, 0.0);
    assert_vec(cb_max(a, b), 2.0, 2.0, 1.0, NAN, -0.0, 0.0, 0.0, INFINITY);
}

static void abs_clears_the_sign_only(void **state)
{
    (void)state;
    assert_vec(cb_abs(ramp), 3.0, 2.0, 1.0, 0.0, 0.0, 1.0, 2.0, 3.0);
    cb_vec x = {-INFINITY, NAN, -0x1p-1074, -1.5, -0.0, INFINITY, 0x1p-1074, 7.0};
    assert_vec(cb_abs(x), INFINITY, NAN, 0x1p-1074, 1.5, 0.0, INFINITY, 0x1p-1074, 7.0);
}

static void select_takes_each_lane_from_its_side(void **state)
{
    (void)state;
    cb_vec yes = cb_splat(1.0), no = cb_splat(NAN);
    assert_vec(cb_select(ramp < cb_splat(0.0), yes, no), 1.0, 1.0, 1.0, NAN, NAN, NAN, NAN, NAN);
    assert_vec(cb_select((ramp < cb_splat(0.0)) | (ramp == cb_splat(3.0)), yes, cb_splat(0.0)), 1.0, 1.0, 1.0, 0.0, 0.0,
               0.0, 0.0, 1.0);
}

static void any_sees_every_lane(void **state)
{
    (void)state;
    for (int lane = 0; lane < CB_WIDTH; lane++) {
        cb_vec x = cb_splat(0.0);
        x[lane] = 1.0;
        assert_int_equal(cb_any(x > cb_splat(0.5)), 1);
        assert_int_equal(cb_any(x > cb_splat(1.5)), 0);
    }
    assert_int_equal(cb_any(cb_splat(NAN) < cb_splat(0.0)), 0);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_vector_is_a_cache_line), cmocka_unit_test(load_and_store_need_no_alignment),
    cmocka_unit_test(fma_rounds_once),          cmocka_unit_test(products_and_sums_are_not_contracted),
    cmocka_unit_test(roots_are_exact),          cmocka_unit_test(the_second_of_min_and_max_wins_a_tie),
    cmocka_unit_test(abs_clears_the_sign_only), cmocka_unit_test(select_takes_each_lane_from_its_side),
    cmocka_unit_test(any_sees_every_lane),
};
CB_SUITE(tests)
