/* What share of this core's FMA peak the products with a deterrence matrix reach, and what an exp costs.
 *
 * The peak is measured beside each figure, in the same seconds: shared machines drift too much for anything else.
 * `benchmark_kernel [PLACES [VECTORS]]`, 343 and 8 by default. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "kernel.h"

#define REPEATS 41

/* The copies for the other instruction set, chosen at run time. */
typedef void cb_product(const cb_kernel *kernel, size_t vectors, const cb_vec *x, cb_vec *y);
typedef void cb_decay(size_t n, const double *cost, size_t vectors, const cb_vec *decay, const cb_vec *x, cb_vec *y);
cb_product cb_kernel_forward_avx512;
cb_decay cb_decay_product_avx512;

typedef struct bench {
    size_t n, vectors;
    double *cost;
    cb_kernel *kernel;
    cb_vec *x, *y, *decay;
    cb_product *product;
    cb_decay *decayed;
} bench;

typedef struct timing {
    double best, median; /* seconds */
} timing;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static timing summarize(double *seconds)
{
    qsort(seconds, REPEATS, sizeof *seconds, by_value);
    return (timing){seconds[0], seconds[REPEATS / 2]};
}

#define PEAK_TURNS  20000
#define PEAK_CHAINS 24

/* Independent chains of FMAs in registers; returns seconds per FMA of a double. */
__attribute__((target("avx512f"), noinline)) static double peak_avx512(void)
{
    __m512d sum[PEAK_CHAINS], factor = _mm512_set1_pd(0.999999), term = _mm512_set1_pd(1e-7);
    CB_UNROLL
    for (int i = 0; i < PEAK_CHAINS; i++)
        sum[i] = _mm512_set1_pd(i * 1e-3);
    double begin = now();
    for (int turn = 0; turn < PEAK_TURNS; turn++) {
        CB_UNROLL
        for (int i = 0; i < PEAK_CHAINS; i++) {
            __m512d next = _mm512_fmadd_pd(sum[i], factor, term);
            __asm__ volatile("" : "+v"(next)); /* keeps the compiler from folding the chain */
            sum[i] = next;
        }
    }
    return (now() - begin) / ((double)PEAK_TURNS * PEAK_CHAINS * 8);
}

#define PEAK_CHAINS_AVX2 12

__attribute__((noinline)) static double peak_avx2(void)
{
    __m256d sum[PEAK_CHAINS_AVX2], factor = _mm256_set1_pd(0.999999), term = _mm256_set1_pd(1e-7);
    CB_UNROLL
    for (int i = 0; i < PEAK_CHAINS_AVX2; i++)
        sum[i] = _mm256_set1_pd(i * 1e-3);
    double begin = now();
    for (int turn = 0; turn < PEAK_TURNS; turn++) {
        CB_UNROLL
        for (int i = 0; i < PEAK_CHAINS_AVX2; i++) {
            __m256d next = _mm256_fmadd_pd(sum[i], factor, term);
            __asm__ volatile("" : "+x"(next));
            sum[i] = next;
        }
    }
    return (now() - begin) / ((double)PEAK_TURNS * PEAK_CHAINS_AVX2 * 4);
}

static double terms(const bench *b)
{
    return (double)b->n * (double)b->n * (double)b->vectors * CB_WIDTH;
}

/* In turns: peak, product, product with a decay of its own in every lane; small worlds often enough to be timed. */
static void measure(const bench *b, const char *name, double (*peak)(void))
{
    double at_peak[REPEATS], product[REPEATS], decay[REPEATS];
    int times = 1 + (int)(1e6 / terms(b));
    for (int i = 0; i < REPEATS; i++) {
        at_peak[i] = peak();
        double begin = now();
        for (int turn = 0; turn < times; turn++)
            b->product(b->kernel, b->vectors, b->x, b->y);
        double middle = now();
        for (int turn = 0; turn < times; turn++)
            b->decayed(b->n, b->cost, b->vectors, b->decay, b->x, b->y);
        product[i] = (middle - begin) / terms(b) / times;
        decay[i] = (now() - middle) / terms(b) / times;
    }
    timing p = summarize(at_peak), f = summarize(product), e = summarize(decay);
    printf("%s, %zu places, %zu members\n", name, b->n, b->vectors * CB_WIDTH);
    printf("  FMA peak in registers  best %7.2f  median %7.2f GFLOP/s\n", 2e-9 / p.best, 2e-9 / p.median);
    printf("  cb_kernel_forward      best %7.2f  median %7.2f GFLOP/s, %.0f %% of the peak (median %.0f %%)\n",
           2e-9 / f.best, 2e-9 / f.median, 100.0 * p.best / f.best, 100.0 * p.median / f.median);
    printf("  cb_decay_product       best %7.3f  median %7.3f ns for an exp and an FMA\n", 1e9 * e.best,
           1e9 * e.median);
}

static int prepare(bench *b)
{
    size_t n = b->n, size = n * b->vectors * sizeof(cb_vec);
    double *deterrence = malloc(n * n * sizeof(double));
    b->cost = malloc(n * n * sizeof(double));
    b->x = aligned_alloc(sizeof(cb_vec), size);
    b->y = aligned_alloc(sizeof(cb_vec), size);
    b->decay = aligned_alloc(sizeof(cb_vec), b->vectors * sizeof(cb_vec));
    int status = 1;
    if (!deterrence || !b->cost || !b->x || !b->y || !b->decay)
        goto out;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            b->cost[i * n + j] = (double)((i * 37 + j * 37) % 991) + 10.0;
            deterrence[i * n + j] = i == j ? 0.0 : cb_exp1(-0.005 * b->cost[i * n + j]);
        }
    for (size_t i = 0; i < n * b->vectors; i++)
        b->x[i] = cb_splat(1.0 + (double)(i % 7));
    for (size_t v = 0; v < b->vectors; v++)
        b->decay[v] = cb_splat(0.004 + 0.0001 * (double)v);
    status = cb_kernel_create(&b->kernel, n, deterrence) != CB_OK;
out:
    free(deterrence);
    return status;
}

int main(int argc, char **argv)
{
    bench b = {.n = argc > 1 ? strtoul(argv[1], NULL, 10) : 343, .vectors = argc > 2 ? strtoul(argv[2], NULL, 10) : 8};
    int status = 1;
    if (!b.n || !b.vectors || prepare(&b))
        goto out;
    b.product = cb_kernel_forward;
    b.decayed = cb_decay_product;
    measure(&b, "AVX2", peak_avx2);
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) {
        b.product = cb_kernel_forward_avx512;
        b.decayed = cb_decay_product_avx512;
        measure(&b, "AVX-512", peak_avx512);
    }
    status = 0;
out:
    cb_kernel_free(b.kernel);
    free(b.cost);
    free(b.x);
    free(b.y);
    free(b.decay);
    return status;
}
