/* The same bits from AVX-512 as from AVX2, whose values test_elementary fixes. Only what is between the pragmas is
 * compiled for AVX-512, so the program starts on any machine. */
#include "suite.h"

#include <immintrin.h>

#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl"))), apply_to = function)
#define __AVX512F__  1
#define __AVX512DQ__ 1
#else
#pragma GCC push_options
#pragma GCC target("avx512f,avx512dq,avx512vl")
#endif

#include "lanes.h"

#include "elementary_points.h"

#if CB_NATIVE_WIDTH != 8
#error "not the AVX-512 copy"
#endif

static uint64_t scale_hash(void)
{
    uint64_t hash = 0, seed = 5;
    for (int n = -1099; n < 1100; n++) {
        cb_vec x = points_next(&seed, 1.0, 1);
        cb_vec y = CB_BY_PARTS2(cb_native_scale, x, cb_splat(n));
        for (int lane = 0; lane < CB_WIDTH; lane++)
            hash += y[lane] != ldexp(x[lane], n);
    }
    return hash;
}

static int any_of_lane(int lane)
{
    cb_vec x = cb_splat(0.0);
    x[lane] = 1.0;
    return cb_any(x > cb_splat(0.5)) && !cb_any(x > cb_splat(1.5));
}

static double third_of_select(double x)
{
    return cb_select(cb_splat(x) < cb_splat(0.0), cb_splat(-3.0), cb_splat(3.0))[2];
}

#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

static void need_avx512(void)
{
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512dq") ||
        !__builtin_cpu_supports("avx512vl"))
        skip();
}

static void avx512_gives_the_bits_of_avx2(void **state)
{
    (void)state;
    need_avx512();
    assert_int_equal(hash_exp(), EXP_HASH);
    assert_int_equal(hash_log(), LOG_HASH);
    assert_int_equal(hash_pow(), POW_HASH);
}

static void a_scaled_number_is_rounded_once(void **state)
{
    (void)state;
    need_avx512();
    assert_int_equal(scale_hash(), 0);
}

static void masks_work_lane_by_lane(void **state)
{
    (void)state;
    need_avx512();
    for (int lane = 0; lane < CB_WIDTH; lane++)
        assert_true(any_of_lane(lane));
    assert_true(third_of_select(-1.0) == -3.0);
    assert_true(third_of_select(1.0) == 3.0);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(avx512_gives_the_bits_of_avx2),
    cmocka_unit_test(a_scaled_number_is_rounded_once),
    cmocka_unit_test(masks_work_lane_by_lane),
};
CB_SUITE(tests)
