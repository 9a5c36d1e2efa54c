#include "suite.h"

#include <float.h>

#include "lanes.h"

#include "elementary_points.h"

#define EXP_ULP 0.9  /* promised: 1 */
#define LOG_ULP 0.51 /* promised: 1 */
#define POW_ULP 0.9  /* promised: 2 */

/* |actual - exact| in units of the last place of a double at `exact`; 1e9 where only one of them is finite. */
static double ulps(double actual, long double exact)
{
    double rounded = (double)exact;
    if (isnan(rounded))
        return isnan(actual) ? 0.0 : 1e9;
    if (isinf(rounded) || isinf(actual))
        return actual == rounded ? 0.0 : 1e9;
    int exponent;
    frexpl(exact, &exponent);
    exponent = exponent - DBL_MANT_DIG > -1074 ? exponent - DBL_MANT_DIG : -1074;
    return (double)(fabsl((long double)actual - exact) / ldexpl(1.0L, exponent));
}

static void assert_ulps(const char *name, double x, double y, double actual, long double exact, double limit)
{
    if (ulps(actual, exact) <= limit)
        return;
    print_error("%s of %a and %a is %a, off by %g ulp\n", name, x, y, actual, ulps(actual, exact));
    fail();
}

static void check_exp(double x)
{
    assert_ulps("exp", x, 0.0, cb_exp1(x), expl(x), EXP_ULP);
}

static void check_log(double x)
{
    assert_ulps("log", x, 0.0, cb_log1(x), logl(x), LOG_ULP);
}

static void check_pow(double x, double y)
{
    assert_ulps("pow", x, y, cb_pow1(x, y), powl(x, y), POW_ULP);
}

static double between(uint64_t *seed, double low, double high)
{
    return low + (high - low) * sequence(seed);
}

static void exp_is_within_an_ulp(void **state)
{
    (void)state;
    uint64_t seed = 11;
    for (int i = 0; i < 100000; i++) {
        check_exp(between(&seed, -746.0, 710.0));
        check_exp(between(&seed, -1.0, 1.0));
        check_exp(between(&seed, -745.2, -708.0)); /* subnormal */
        check_exp(exp(between(&seed, -40.0, 0.0)));
    }
}

static void log_is_within_an_ulp(void **state)
{
    (void)state;
    uint64_t seed = 12;
    for (int i = 0; i < 100000; i++) {
        check_log(exp(between(&seed, -744.0, 709.0)));
        check_log(between(&seed, 0.5, 2.0));
        check_log(1.0 + between(&seed, -0.5, 0.5) * exp(between(&seed, -36.0, 0.0)));
        check_log(between(&seed, 0.0, 0x1p-1022)); /* subnormal */
    }
}

static void pow_is_within_two_ulps(void **state)
{
    (void)state;
    uint64_t seed = 13;
    for (int i = 0; i < 100000; i++) {
        double x = exp(between(&seed, -744.0, 709.0));
        check_pow(x, between(&seed, -2.0, 2.0));
        check_pow(x, between(&seed, -746.0, 710.0) / log(x)); /* all results from 0 to infinity */
        x = 1.0 + between(&seed, -0.3, 0.3) * exp(between(&seed, -36.0, 0.0));
        if (x != 1.0)
            check_pow(x, between(&seed, -746.0, 710.0) / log(x));
        check_pow(between(&seed, 0.0, 0x1p-1022), between(&seed, -1.0, 1.0));
        check_pow(between(&seed, 1e3, 3e7), between(&seed, 0.0, 2.0)); /* a town's people to an elasticity */
    }
}

static void special_points_are_as_in_libm(void **state)
{
    (void)state;
    for (size_t i = 0; i < SPECIAL_POINTS; i++) {
        double x = special_points[i];
        check_exp(x);
        check_log(x);
        for (size_t j = 0; j < SPECIAL_POINTS && x >= 0.0; j++)
            check_pow(fabs(x), special_points[j]);
    }
}

static void exp_at_its_borders(void **state)
{
    (void)state;
    assert_true(cb_exp1(0.0) == 1.0);
    assert_true(cb_exp1(-0.0) == 1.0);
    assert_true(cb_exp1(INFINITY) == INFINITY);
    assert_true(cb_exp1(-INFINITY) == 0.0);
    assert_true(isnan(cb_exp1(NAN)));
    assert_true(cb_exp1(0x1.62e42fefa39efp+9) < INFINITY); /* the last that does not overflow */
    assert_true(cb_exp1(0x1.62e42fefa39f0p+9) == INFINITY);
    assert_true(cb_exp1(-0x1.74910d52d3051p+9) == 0x1p-1074); /* the last above 0 */
    assert_true(cb_exp1(-0x1.74910d52d3052p+9) == 0.0);
    assert_true(cb_exp1(-DBL_MAX) == 0.0);
    assert_true(cb_exp1(DBL_MAX) == INFINITY);
}

static void log_at_its_borders(void **state)
{
    (void)state;
    assert_true(cb_log1(1.0) == 0.0 && !signbit(cb_log1(1.0)));
    assert_true(cb_log1(0.0) == -INFINITY);
    assert_true(cb_log1(-0.0) == -INFINITY);
    assert_true(cb_log1(INFINITY) == INFINITY);
    assert_true(isnan(cb_log1(-1.0)));
    assert_true(isnan(cb_log1(-0x1p-1074)));
    assert_true(isnan(cb_log1(-INFINITY)));
    assert_true(isnan(cb_log1(NAN)));
}

static void pow_at_its_borders(void **state)
{
    (void)state;
    static const struct {
        double x, y, power; /* NaN stands for NaN */
    } rows[] = {
        {0.0, 2.0, 0.0},
        {-0.0, 3.0, 0.0},
        {0.0, 0x1p-1074, 0.0},
        {0.0, -1.0, INFINITY},
        {0.0, INFINITY, 0.0},
        {0.0, -INFINITY, INFINITY},
        {NAN, 0.0, 1.0},
        {NAN, -0.0, 1.0},
        {1.0, NAN, 1.0},
        {1.0, INFINITY, 1.0},
        {0.0, 0.0, 1.0},
        {-2.0, 0.0, 1.0},
        {NAN, 1.0, NAN},
        {2.0, NAN, NAN},
        {0.0, NAN, NAN},
        {INFINITY, NAN, NAN},
        {-1.0, 2.0, NAN},
        {-INFINITY, 2.0, NAN},
        {-1.0, NAN, NAN},
        {INFINITY, 0.5, INFINITY},
        {INFINITY, -0.5, 0.0},
        {INFINITY, 0.0, 1.0},
        {2.0, INFINITY, INFINITY},
        {2.0, -INFINITY, 0.0},
        {0.5, INFINITY, 0.0},
        {0.5, -INFINITY, INFINITY},
        {2.0, 1024.0, INFINITY},
        {2.0, -1074.0, 0x1p-1074},
        {2.0, -1076.0, 0.0},
        {2.0, DBL_MAX, INFINITY},
        {0.5, DBL_MAX, 0.0},
        {0x1p-1074, 1.0, 0x1p-1074},
        {INFINITY, INFINITY, INFINITY},
        {INFINITY, -INFINITY, 0.0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double power = cb_pow1(rows[i].x, rows[i].y);
        if (isnan(rows[i].power) ? isnan(power) : power == rows[i].power && !signbit(power))
            continue;
        print_error("pow(%g, %g) is %g, not %g\n", rows[i].x, rows[i].y, power, rows[i].power);
        fail();
    }
}

static void bits_are_those_of_every_other_build(void **state)
{
    (void)state;
    assert_int_equal(hash_exp(), EXP_HASH);
    assert_int_equal(hash_log(), LOG_HASH);
    assert_int_equal(hash_pow(), POW_HASH);
}

static void one_number_gets_the_bits_of_a_lane(void **state)
{
    (void)state;
    uint64_t seed = 14;
    for (int i = 0; i < 10000; i++) {
        cb_vec x = points_next(&seed, 9.0, 0), y = points_next(&seed, 4.0, 1);
        cb_vec exps = cb_exp(y), logs = cb_log(x), powers = cb_pow(x, y);
        for (int lane = 0; lane < CB_WIDTH; lane++) {
            assert_true(cb_exp1(y[lane]) == exps[lane]);
            assert_true(cb_log1(x[lane]) == logs[lane]);
            assert_true(cb_pow1(x[lane], y[lane]) == powers[lane]);
        }
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(exp_is_within_an_ulp),
    cmocka_unit_test(log_is_within_an_ulp),
    cmocka_unit_test(pow_is_within_two_ulps),
    cmocka_unit_test(special_points_are_as_in_libm),
    cmocka_unit_test(exp_at_its_borders),
    cmocka_unit_test(log_at_its_borders),
    cmocka_unit_test(pow_at_its_borders),
    cmocka_unit_test(bits_are_those_of_every_other_build),
    cmocka_unit_test(one_number_gets_the_bits_of_a_lane),
};
CB_SUITE(tests)
