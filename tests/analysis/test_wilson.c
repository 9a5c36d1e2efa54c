#include "suite.h"

#include "wilson.h"

/* R. G. Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3: four decimals. */
static void test_published(void **state)
{
    static const struct {
        size_t met, count;
        double low, high;
    } published[] = {
        {81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0.0, 0.1611}, {1, 29, 0.0061, 0.1718}};
    (void)state;
    for (size_t i = 0; i < sizeof published / sizeof *published; i++) {
        cb_interval interval = cb_wilson_interval(published[i].met, published[i].count);
        assert_absolute(interval.low, published[i].low, 5e-5);
        assert_absolute(interval.high, published[i].high, 5e-5);
    }
}

static void test_mirrored(void **state)
{
    (void)state;
    for (size_t met = 0; met <= 50; met++) {
        cb_interval interval = cb_wilson_interval(met, 50), mirror = cb_wilson_interval(50 - met, 50);
        assert_absolute(interval.low, 1.0 - mirror.high, 1e-14);
    }
}

static void test_ends_are_exact(void **state)
{
    (void)state;
    for (size_t count = 1; count < 2000; count++) {
        assert_true(cb_wilson_interval(0, count).low == 0.0);
        assert_true(cb_wilson_interval(count, count).high == 1.0);
        assert_true(cb_wilson_interval(count, count).low < 1.0);
    }
}

static void test_no_members(void **state)
{
    (void)state;
    cb_interval interval = cb_wilson_interval(0, 0);
    assert_true(isnan(interval.low) && isnan(interval.high));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_published),
    cmocka_unit_test(test_mirrored),
    cmocka_unit_test(test_ends_are_exact),
    cmocka_unit_test(test_no_members),
};
CB_SUITE(tests)
