#include "drawn.h"

#define TWO USUAL "ensemble: {members: 2}\nparameters: {" RATE ", " DECAY "}\nvariants: {late: {}}\n"

/* [variant][member][input] in an order of its own, with more than is asked for. */
static const char *const earlier_variants[] = {"late", "gone", "base"};
static const char *const earlier_inputs[] = {"moving.rate", "gone", "moving.decay"};
static const int64_t earlier_members[] = {1, 7, 0};

static void fill_earlier(double *values)
{
    for (size_t i = 0; i < 27; i++)
        values[i] = (double)i / 32;
}

static cb_draws_table earlier(const double *values)
{
    return (cb_draws_table){.variants = earlier_variants,
                            .variant_count = 3,
                            .inputs = earlier_inputs,
                            .input_count = 3,
                            .members = earlier_members,
                            .member_count = 3,
                            .values = values};
}

static void draws_are_repeated_by_name(void **state)
{
    (void)state;
    double values[27];
    fill_earlier(values);
    drawn d = draws_of(TWO);
    cb_draws_table table = earlier(values);
    assert_true(cb_draws_digest(d.draws) == 0);
    assert_int_equal(cb_draws_repeat(d.draws, &table), CB_OK);
    assert_true(value_of(&d, 0, "moving.rate", 0) == 24.0 / 32);
    assert_true(value_of(&d, 0, "moving.decay", 1) == 20.0 / 32);
    assert_true(value_of(&d, 1, "moving.rate", 1) == 0.0);
    assert_true(value_of(&d, 1, "moving.decay", 0) == 8.0 / 32);
    assert_true(resolve_rate(&d, 0, "A", 0) == 24.0 / 32);
    for (size_t v = 0; v < 2; v++)
        for (size_t m = 0; m < 2; m++)
            assert_int_equal(cb_draws_unrepeated(d.draws, v, m), CB_NONE);
    drawn_close(&d);
}

/* The table may be of fewer inputs, members and variants: what it lacks is found, not made up. */
static void what_is_not_repeated_is_found(void **state)
{
    (void)state;
    double values[27];
    fill_earlier(values);
    drawn d = draws_of(TWO);
    assert_int_equal(cb_draws_unrepeated(d.draws, 0, 0), CB_NONE);
    cb_draws_table table = earlier(values);
    table.input_count = 2;
    assert_int_equal(cb_draws_repeat(d.draws, &table), CB_OK);
    assert_string_equal(cb_draws_name(d.draws, (size_t)cb_draws_unrepeated(d.draws, 0, 0)), "moving.decay");
    table = earlier(values);
    table.member_count = 2;
    assert_int_equal(cb_draws_repeat(d.draws, &table), CB_OK);
    assert_int_not_equal(cb_draws_unrepeated(d.draws, 0, 0), CB_NONE);
    assert_int_equal(cb_draws_unrepeated(d.draws, 0, 1), CB_NONE);
    table = earlier(values);
    table.variant_count = 2;
    assert_int_equal(cb_draws_repeat(d.draws, &table), CB_OK);
    assert_int_not_equal(cb_draws_unrepeated(d.draws, 0, 1), CB_NONE);
    assert_int_equal(cb_draws_unrepeated(d.draws, 1, 1), CB_NONE);
    drawn_close(&d);
}

/* A plain number is never replaced, and its absence from the earlier run is no gap. */
static void plain_numbers_are_not_repeated(void **state)
{
    (void)state;
    double values[27];
    fill_earlier(values);
    drawn d = draws_of(USUAL "ensemble: {members: 2}\nparameters: {" RATE ", moving.decay: 0.5 1/km}\n"
                             "variants: {late: {parameters: {moving.rate: 0.5 1/yr}}}\n");
    cb_draws_table table = earlier(values);
    table.input_count = 1;
    assert_int_equal(cb_draws_repeat(d.draws, &table), CB_OK);
    assert_true(resolve_rate(&d, 1, "A", 0) == 0.5);
    assert_int_equal(cb_draws_unrepeated(d.draws, 0, 0), CB_NONE);
    assert_int_equal(cb_draws_unrepeated(d.draws, 1, 0), CB_NONE);
    drawn_close(&d);
}

static void the_digest_tells_values_apart(void **state)
{
    (void)state;
    double values[27];
    fill_earlier(values);
    drawn d = draws_of(TWO);
    cb_draws_table table = earlier(values);
    assert_int_equal(cb_draws_repeat(d.draws, &table), CB_OK);
    uint64_t first = cb_draws_digest(d.draws);
    values[10] = 0.9; /* of "gone": never looked at */
    assert_int_equal(cb_draws_repeat(d.draws, &table), CB_OK);
    assert_true(first && cb_draws_digest(d.draws) == first);
    values[26] = nextafter(values[26], 2.0);
    assert_int_equal(cb_draws_repeat(d.draws, &table), CB_OK);
    assert_true(cb_draws_digest(d.draws) != first);
    drawn_close(&d);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(draws_are_repeated_by_name),
    cmocka_unit_test(what_is_not_repeated_is_found),
    cmocka_unit_test(plain_numbers_are_not_repeated),
    cmocka_unit_test(the_digest_tells_values_apart),
};
CB_SUITE(tests)
