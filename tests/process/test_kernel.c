#include "suite.h"

#include <stdlib.h>

#include "kernel.h"
#include "sequence.h"

/* Both copies, whatever this file is compiled for. */
typedef void product(const cb_kernel *kernel, size_t vectors, const cb_vec *x, cb_vec *y);
typedef void decay_product(size_t n, const double *cost, size_t vectors, const cb_vec *decay, const cb_vec *x,
                           cb_vec *y);
product cb_kernel_forward_avx2, cb_kernel_transposed_avx2, cb_kernel_forward_avx512, cb_kernel_transposed_avx512;
decay_product cb_decay_product_avx2, cb_decay_product_avx512;

typedef struct copy {
    product *forward, *transposed;
    decay_product *decay;
} copy;

static const copy avx2 = {cb_kernel_forward_avx2, cb_kernel_transposed_avx2, cb_decay_product_avx2};
static const copy avx512 = {cb_kernel_forward_avx512, cb_kernel_transposed_avx512, cb_decay_product_avx512};

static void need_avx512(void)
{
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512dq") ||
        !__builtin_cpu_supports("avx512vl"))
        skip();
}

/* Around the borders of rows in a panel, panels in a tile and terms in a block. */
static const size_t sizes[] = {1, 2, 5, 6, 7, 12, 23, 24, 25, 36, 37, 100, 343, 515};
static const size_t widths[] = {1, 2, 3, 4, 5, 7};
#define SIZES   (sizeof sizes / sizeof *sizes)
#define WIDTHS  (sizeof widths / sizeof *widths)
#define LARGEST 515

static double *matrix_random(size_t n, uint64_t seed)
{
    double *matrix = malloc(n * n * sizeof *matrix);
    assert_non_null(matrix);
    for (size_t i = 0; i < n * n; i++)
        matrix[i] = exp(-5.0 * sequence(&seed));
    return matrix;
}

static double *cost_random(size_t n, uint64_t seed)
{
    double *cost = matrix_random(n, seed);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++)
            cost[i * n + j] = cost[j * n + i] = i == j ? 0.0 : 30.0 + 700.0 * cost[i * n + j];
    return cost;
}

/* Rows of lanes, followed by a guard that must stay untouched. */
static cb_vec *rows_alloc(size_t count)
{
    cb_vec *rows = aligned_alloc(sizeof *rows, (count + 1) * sizeof *rows);
    assert_non_null(rows);
    rows[count] = cb_splat(-77.0);
    return rows;
}

static void assert_guarded(const cb_vec *rows, size_t count)
{
    for (int lane = 0; lane < CB_WIDTH; lane++)
        assert_true(rows[count][lane] == -77.0);
}

static cb_vec *rows_random(size_t count, uint64_t seed)
{
    cb_vec *rows = rows_alloc(count);
    for (size_t i = 0; i < count; i++)
        for (int lane = 0; lane < CB_WIDTH; lane++)
            rows[i][lane] = 1e4 * sequence(&seed) - 1e3;
    return rows;
}

/* The definition: one chain of fused multiply-adds from 0 in index order. */
static double chain(size_t n, const double *factor, size_t stride, const cb_vec *x, size_t vectors, size_t v, int lane)
{
    double sum = 0.0;
    for (size_t k = 0; k < n; k++)
        sum = fma(factor[k * stride], x[k * vectors + v][lane], sum);
    return sum;
}

static void assert_chains(size_t n, size_t vectors, const double *matrix, size_t row_stride, size_t term_stride,
                          const cb_vec *x, const cb_vec *y)
{
    for (size_t i = 0; i < n; i++)
        for (size_t v = 0; v < vectors; v++)
            for (int lane = 0; lane < CB_WIDTH; lane++) {
                double expected = chain(n, matrix + i * row_stride, term_stride, x, vectors, v, lane);
                double actual = y[i * vectors + v][lane];
                assert_memory_equal(&actual, &expected, sizeof expected);
            }
}

static void assert_equals_scalar_reference(const copy *with)
{
    for (size_t s = 0; s < SIZES; s++) {
        size_t n = sizes[s];
        double *matrix = matrix_random(n, n);
        cb_kernel *kernel = NULL;
        assert_int_equal(cb_kernel_create(&kernel, n, matrix), CB_OK);
        assert_int_equal(cb_kernel_size(kernel), n);
        for (size_t w = 0; w < (n < 100 ? WIDTHS : 5); w++) {
            size_t vectors = widths[w];
            cb_vec *x = rows_random(n * vectors, 3 * n + w), *y = rows_alloc(n * vectors);
            with->forward(kernel, vectors, x, y);
            assert_chains(n, vectors, matrix, n, 1, x, y);
            with->transposed(kernel, vectors, x, y);
            assert_chains(n, vectors, matrix, 1, n, x, y);
            assert_guarded(y, n * vectors);
            free(x);
            free(y);
        }
        cb_kernel_free(kernel);
        free(matrix);
    }
}

static void products_equal_a_scalar_reference_avx2(void **state)
{
    (void)state;
    assert_equals_scalar_reference(&avx2);
}

static void products_equal_a_scalar_reference_avx512(void **state)
{
    (void)state;
    need_avx512();
    assert_equals_scalar_reference(&avx512);
}

static void a_symmetric_matrix_has_equal_products(void **state)
{
    (void)state;
    size_t n = 37;
    double *matrix = cost_random(n, 4);
    cb_kernel *kernel = NULL;
    assert_int_equal(cb_kernel_create(&kernel, n, matrix), CB_OK);
    cb_vec *x = rows_random(n, 5), *y = rows_alloc(n);
    cb_kernel_forward(kernel, 1, x, y);
    assert_chains(n, 1, matrix, n, 1, x, y);
    cb_kernel_transposed(kernel, 1, x, y);
    assert_chains(n, 1, matrix, n, 1, x, y);
    cb_kernel_free(kernel);
    free(matrix);
    free(x);
    free(y);
}

static void nothing_spreads_from_lane_to_lane(void **state)
{
    (void)state;
    size_t n = 25;
    double *matrix = matrix_random(n, 8);
    cb_kernel *kernel = NULL;
    assert_int_equal(cb_kernel_create(&kernel, n, matrix), CB_OK);
    cb_vec *x = rows_random(n, 9), *y = rows_alloc(n), *poisoned = rows_alloc(n);
    cb_kernel_forward(kernel, 1, x, y);
    x[11][3] = NAN;
    cb_kernel_forward(kernel, 1, x, poisoned);
    for (size_t i = 0; i < n; i++)
        for (int lane = 0; lane < CB_WIDTH; lane++)
            assert_true(lane == 3 ? isnan(poisoned[i][lane]) : poisoned[i][lane] == y[i][lane]);
    cb_kernel_free(kernel);
    free(matrix);
    free(x);
    free(y);
    free(poisoned);
}

static void a_kernel_too_large_for_memory_is_refused(void **state)
{
    (void)state;
    cb_kernel *kernel = NULL;
    double none = 0.0;
    assert_int_equal(cb_kernel_create(&kernel, SIZE_MAX / 4, &none), CB_ERROR_MEMORY);
    cb_kernel_free(kernel);
    cb_kernel_free(NULL);
}

/* F of one decay, as a packed kernel wants it. */
static double *deterrence(size_t n, const double *cost, double decay)
{
    double *matrix = malloc(n * n * sizeof *matrix);
    assert_non_null(matrix);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            matrix[i * n + j] = i == j ? 0.0 : cb_exp1(-decay * cost[i * n + j]);
    return matrix;
}

static void assert_decay_equals_kernel(const copy *with, size_t n, size_t vectors)
{
    double *cost = cost_random(n, 7 * n), *matrix = deterrence(n, cost, 0.005);
    cb_kernel *kernel = NULL;
    assert_int_equal(cb_kernel_create(&kernel, n, matrix), CB_OK);
    size_t size = n * vectors;
    cb_vec *x = rows_random(size, n + 1), *y = rows_alloc(size), *expected = rows_alloc(size);
    cb_vec *decay = rows_alloc(vectors);
    for (size_t v = 0; v < vectors; v++)
        decay[v] = cb_splat(0.005);
    with->decay(n, cost, vectors, decay, x, y);
    with->forward(kernel, vectors, x, expected);
    assert_memory_equal(y, expected, size * sizeof *y);
    with->transposed(kernel, vectors, x, expected);
    assert_memory_equal(y, expected, size * sizeof *y);
    assert_guarded(y, size);
    free(x);
    free(y);
    free(expected);
    free(decay);
    cb_kernel_free(kernel);
    free(matrix);
    free(cost);
}

static void assert_decays_equal_kernels(const copy *with)
{
    static const size_t n[] = {1, 2, 7, 8, 9, 32, 33, 36, 37, 65};
    for (size_t i = 0; i < sizeof n / sizeof *n; i++) {
        assert_decay_equals_kernel(with, n[i], 1);
        assert_decay_equals_kernel(with, n[i], 2);
        assert_decay_equals_kernel(with, n[i], 5);
    }
    assert_decay_equals_kernel(with, 343, 1);
}

static void a_decay_of_all_lanes_equals_a_kernel_avx2(void **state)
{
    (void)state;
    assert_decays_equal_kernels(&avx2);
}

static void a_decay_of_all_lanes_equals_a_kernel_avx512(void **state)
{
    (void)state;
    need_avx512();
    assert_decays_equal_kernels(&avx512);
}

/* A decay of its own in every lane: each lane is the product with its own F. */
static void a_decay_of_its_own_in_every_lane(void **state)
{
    (void)state;
    size_t n = 37, vectors = 2;
    double *cost = cost_random(n, 21);
    cb_vec *x = rows_random(n * vectors, 22), *y = rows_alloc(n * vectors), *other = rows_alloc(n * vectors);
    cb_vec *decay = rows_random(vectors, 23);
    for (size_t v = 0; v < vectors; v++)
        decay[v] = cb_abs(decay[v]) * cb_splat(1e-6);
    cb_decay_product_avx2(n, cost, vectors, decay, x, y);
    for (size_t v = 0; v < vectors; v++)
        for (int lane = 0; lane < CB_WIDTH; lane++) {
            double *matrix = deterrence(n, cost, decay[v][lane]);
            for (size_t i = 0; i < n; i++)
                assert_true(y[i * vectors + v][lane] == chain(n, matrix + i * n, 1, x, vectors, v, lane));
            free(matrix);
        }
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) {
        cb_decay_product_avx512(n, cost, vectors, decay, x, other);
        assert_memory_equal(other, y, n * vectors * sizeof *y);
    }
    free(cost);
    free(x);
    free(y);
    free(other);
    free(decay);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(products_equal_a_scalar_reference_avx2),
    cmocka_unit_test(products_equal_a_scalar_reference_avx512),
    cmocka_unit_test(a_symmetric_matrix_has_equal_products),
    cmocka_unit_test(nothing_spreads_from_lane_to_lane),
    cmocka_unit_test(a_kernel_too_large_for_memory_is_refused),
    cmocka_unit_test(a_decay_of_all_lanes_equals_a_kernel_avx2),
    cmocka_unit_test(a_decay_of_all_lanes_equals_a_kernel_avx512),
    cmocka_unit_test(a_decay_of_its_own_in_every_lane),
};
CB_SUITE(tests)
