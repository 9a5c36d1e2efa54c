#include "chunk.h"

#include <float.h>
#include <libdeflate.h>
#include <stdlib.h>

#include "suite.h"

#define COUNT 1000

static void assert_bits(double actual, double expected)
{
    if (memcmp(&actual, &expected, sizeof actual))
        fail_msg("%a is not %a", actual, expected);
}

static void fill(double *values)
{
    static const double odd[] = {0.0, -0.0, INFINITY, -INFINITY, NAN, DBL_MIN, DBL_TRUE_MIN, -DBL_MAX, 1.0 / 3.0};
    for (size_t i = 0; i < COUNT; i++)
        values[i] = i < sizeof odd / sizeof *odd ? odd[i] : 1e6 * sin((double)i) * exp2((double)(i % 90) - 45.0);
}

/* The caller frees. */
static void *encoded(const double *values, bool round, size_t *size)
{
    void *bytes;
    assert_int_equal(cb_chunk_encode(values, COUNT, round, 0, &bytes, size), CB_OK);
    return bytes;
}

static void rounding_goes_to_the_nearest_1024th(void **state)
{
    (void)state;
    assert_bits(cb_chunk_round(1.0), 1.0);
    assert_bits(cb_chunk_round(1.0 + 0x1p-12), 1.0);
    assert_bits(cb_chunk_round(1.0 + 0x1.8p-11), 1.0 + 0x1p-10);
    assert_bits(cb_chunk_round(-3.0 - 0x1.8p-11), -3.0 - 0x1p-10);
    assert_bits(cb_chunk_round(0x1p41 + 0x1p-11), 0x1p41);
}

static void ties_go_to_even(void **state)
{
    (void)state;
    assert_bits(cb_chunk_round(0x1p-11), 0.0);
    assert_bits(cb_chunk_round(0x3p-11), 0x1p-9);
    assert_bits(cb_chunk_round(-0x3p-11), -0x1p-9);
}

static void rounding_is_off_by_at_most_half_a_step(void **state)
{
    (void)state;
    for (int i = 0; i < 100000; i++) {
        double value = 3e7 * sin((double)i * 1.7), rounded = cb_chunk_round(value);
        assert_true(fabs(rounded - value) <= 0x1p-11);
        assert_bits(rint(rounded * 1024.0), rounded * 1024.0);
        assert_bits(cb_chunk_round(rounded), rounded);
    }
}

static void nothing_becomes_a_negative_zero(void **state)
{
    (void)state;
    assert_bits(cb_chunk_round(-0.0), 0.0);
    assert_bits(cb_chunk_round(-0x1p-20), 0.0);
}

static void what_has_no_such_digits_stays(void **state)
{
    static const double values[] = {INFINITY, -INFINITY, NAN, 0x1p42, -0x1p42, 0x1.123456789abcdp+60, DBL_MAX};
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        assert_bits(cb_chunk_round(values[i]), values[i]);
}

static void bits_survive_encoding(void **state)
{
    double values[COUNT], back[COUNT];
    size_t size;
    (void)state;
    fill(values);
    void *bytes = encoded(values, false, &size);
    assert_int_equal(cb_chunk_decode(bytes, size, back, COUNT), CB_OK);
    assert_memory_equal(back, values, sizeof values);
    free(bytes);
}

static void encoding_rounds_where_asked(void **state)
{
    double values[COUNT], back[COUNT];
    size_t size;
    (void)state;
    fill(values);
    void *bytes = encoded(values, true, &size);
    assert_int_equal(cb_chunk_decode(bytes, size, back, COUNT), CB_OK);
    for (size_t i = 0; i < COUNT; i++)
        assert_bits(back[i], cb_chunk_round(values[i]));
    free(bytes);
}

/* What HDF5's filters do, with a plain loop. */
static void bytes_are_what_hdf5_reads(void **state)
{
    double values[COUNT], back[COUNT];
    uint8_t shuffled[sizeof values], *to = (uint8_t *)back;
    size_t size;
    struct libdeflate_decompressor *inflate = libdeflate_alloc_decompressor();
    (void)state;
    fill(values);
    void *bytes = encoded(values, false, &size);
    assert_int_equal(libdeflate_zlib_decompress(inflate, bytes, size, shuffled, sizeof shuffled, NULL), 0);
    libdeflate_free_decompressor(inflate);
    for (size_t b = 0; b < sizeof *values; b++)
        for (size_t i = 0; i < COUNT; i++)
            to[i * sizeof *values + b] = shuffled[b * COUNT + i];
    assert_memory_equal(back, values, sizeof values);
    free(bytes);
}

static void the_head_is_left_free_and_the_bytes_repeat(void **state)
{
    double values[COUNT];
    void *again;
    size_t size, size_again;
    (void)state;
    fill(values);
    void *bytes = encoded(values, false, &size);
    assert_int_equal(cb_chunk_encode(values, COUNT, false, 32, &again, &size_again), CB_OK);
    assert_int_equal(size, size_again);
    assert_memory_equal(bytes, (char *)again + 32, size);
    free(bytes);
    free(again);
}

static void decoding_refuses_another_length(void **state)
{
    double values[COUNT], back[COUNT + 1];
    size_t size;
    (void)state;
    fill(values);
    void *bytes = encoded(values, false, &size);
    assert_int_equal(cb_chunk_decode(bytes, size, back, COUNT - 1), CB_ERROR_INPUT);
    assert_int_equal(cb_chunk_decode(bytes, size, back, COUNT + 1), CB_ERROR_INPUT);
    assert_int_equal(cb_chunk_decode(bytes, size - 1, back, COUNT), CB_ERROR_INPUT);
    assert_int_equal(cb_chunk_decode(bytes, 0, back, COUNT), CB_ERROR_INPUT);
    free(bytes);
}

static void decoding_refuses_a_flipped_bit(void **state)
{
    double values[COUNT], back[COUNT];
    size_t size;
    (void)state;
    fill(values);
    void *bytes = encoded(values, false, &size);
    ((uint8_t *)bytes)[size / 2] ^= 1;
    assert_int_equal(cb_chunk_decode(bytes, size, back, COUNT), CB_ERROR_INPUT);
    free(bytes);
}

static void the_checksum_is_that_of_gzip(void **state)
{
    (void)state;
    assert_int_equal(cb_chunk_checksum("123456789", 9), 0xCBF43926u);
    assert_int_equal(cb_chunk_checksum("", 0), 0);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(rounding_goes_to_the_nearest_1024th),
    cmocka_unit_test(ties_go_to_even),
    cmocka_unit_test(rounding_is_off_by_at_most_half_a_step),
    cmocka_unit_test(nothing_becomes_a_negative_zero),
    cmocka_unit_test(what_has_no_such_digits_stays),
    cmocka_unit_test(bits_survive_encoding),
    cmocka_unit_test(encoding_rounds_where_asked),
    cmocka_unit_test(bytes_are_what_hdf5_reads),
    cmocka_unit_test(the_head_is_left_free_and_the_bytes_repeat),
    cmocka_unit_test(decoding_refuses_another_length),
    cmocka_unit_test(decoding_refuses_a_flipped_bit),
    cmocka_unit_test(the_checksum_is_that_of_gzip),
};
CB_SUITE(tests)
