#include "suite.h"

#include <Random123/philox.h>

#include "philox.h"

/* Known answers of philox4x64-10: Random123 1.14, tests/kat_vectors (Salmon et al. 2011). */
static void test_known_answers(void **state)
{
    (void)state;
    const struct {
        uint64_t counter[4], key[2], numbers[4];
    } known[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b}},
        {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX},
         {UINT64_MAX, UINT64_MAX},
         {0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0}},
        {{0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89},
         {0x452821e638d01377, 0xbe5466cf34e90c6c},
         {0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6}},
    };
    for (size_t k = 0; k < 3; k++) {
        philox4x64_ctr_t counter;
        philox4x64_key_t key;
        memcpy(counter.v, known[k].counter, sizeof counter.v);
        memcpy(key.v, known[k].key, sizeof key.v);
        philox4x64_ctr_t numbers = philox4x64(counter, key);
        for (size_t i = 0; i < 4; i++)
            assert_true(numbers.v[i] == known[k].numbers[i]);
    }
}

/* The stream is the key (seed, purpose) and the counter (member, place, step, n), four numbers for each n. */
static void test_stream(void **state)
{
    (void)state;
    gsl_rng *generator = gsl_rng_alloc(cb_philox);
    cb_stream stream = {.seed = 7, .purpose = 11, .member = 13, .place = 17, .step = 19};
    cb_philox_begin(generator, stream);
    for (uint64_t n = 0; n < 3; n++) {
        philox4x64_ctr_t counter = {{13, 17, 19, n}};
        philox4x64_key_t key = {{7, 11}};
        philox4x64_ctr_t numbers = philox4x64(counter, key);
        for (size_t i = 0; i < 4; i++)
            assert_true(gsl_rng_get(generator) == numbers.v[i]);
    }
    cb_philox_begin(generator, stream);
    double gsl = gsl_rng_uniform(generator);
    assert_absolute(cb_philox_uniform(stream), gsl, 0x1p-52);
    gsl_rng_free(generator);
}

static void test_known_first_number(void **state)
{
    (void)state;
    assert_true(cb_philox_uniform((cb_stream){0}) == ((double)(0x16554d9eca36314c >> 12) + 0.5) * 0x1p-52);
}

/* Every part of a stream matters: neighbours give other numbers. */
static void test_parts_of_a_stream(void **state)
{
    (void)state;
    cb_stream streams[] = {{0}, {.seed = 1}, {.purpose = 1}, {.member = 1}, {.place = 1}, {.step = 1}};
    for (size_t i = 0; i < 6; i++)
        for (size_t j = 0; j < i; j++)
            assert_true(cb_philox_uniform(streams[i]) != cb_philox_uniform(streams[j]));
}

/* Mean 1/2, variance 1/12, and a tenth in each tenth: within four standard errors of 40,000 numbers. */
static void test_uniform(void **state)
{
    (void)state;
    const int n = 40000;
    double sum = 0.0, squares = 0.0;
    int tenths[10] = {0};
    for (int i = 0; i < n; i++) {
        double u = cb_philox_uniform((cb_stream){.seed = 1, .member = (uint64_t)i});
        assert_true(u > 0.0 && u < 1.0);
        sum += u;
        squares += u * u;
        tenths[(int)(u * 10.0)]++;
    }
    assert_absolute(sum / n, 0.5, 4 * sqrt(1.0 / 12 / n));
    assert_absolute(squares / n, 1.0 / 3, 4 * sqrt(4.0 / 45 / n));
    for (int i = 0; i < 10; i++)
        assert_absolute(tenths[i], n / 10, 4 * sqrt(n * 0.09));
}

/* FNV-1a of "a" is 0xaf63dc4c8601ec8c (Fowler, Noll & Vo, draft-eastlake-fnv); the final mix is that of SplitMix64. */
static void test_hash(void **state)
{
    (void)state;
    uint64_t mixed = 0xaf63dc4c8601ec8c;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    mixed ^= mixed >> 31;
    assert_true(cb_hash(0, "a") == mixed);
    assert_true(cb_hash(0, "ab") != cb_hash(cb_hash(0, "a"), "b"));
    assert_true(cb_hash(cb_hash(0, "a"), "b") != cb_hash(cb_hash(0, "b"), "a"));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_known_answers),     cmocka_unit_test(test_stream),  cmocka_unit_test(test_known_first_number),
    cmocka_unit_test(test_parts_of_a_stream), cmocka_unit_test(test_uniform), cmocka_unit_test(test_hash),
};
CB_SUITE(tests)
