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
            assert_null(cb_draws_unrepeated(d.draws, v, m));
    drawn_close(&d);
}

/* The table may be of fewer inputs, members and variants: what it lacks is found, not made up. */
static void what_is_not_repeated_is_found(void **state)
{
    (void)state;
    double values[27];
    fill_earlier(values);
    drawn d = draws_of(TWO);
    assert_null(cb_draws_unrepeated(d.draws, 0, 0));
    cb_draws_table table = earlier(values);
    table.input_count = 2;
    assert_int_equal(cb_draws_repeat(d.draws, &table), CB_OK);
    assert_string_equal(cb_draws_unrepeated(d.draws, 0, 0), "moving.decay");
    table = earlier(values);
    table.member_count = 2;
    assert_int_equal(cb_draws_repeat(d.draws, &table), CB_OK);
    assert_non_null(cb_draws_unrepeated(d.draws, 0, 0));
    assert_null(cb_draws_unrepeated(d.draws, 0, 1));
    table = earlier(values);
    table.variant_count = 2;
    assert_int_equal(cb_draws_repeat(d.draws, &table), CB_OK);
    assert_non_null(cb_draws_unrepeated(d.draws, 0, 1));
    assert_null(cb_draws_unrepeated(d.draws, 1, 1));
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
    assert_null(cb_draws_unrepeated(d.draws, 0, 0));
    assert_null(cb_draws_unrepeated(d.draws, 1, 0));
    drawn_close(&d);
}

/* By shock, place, member and the year in which a step ends; the place of the series and years in the table is free. */
static void shocks_are_repeated_by_name_and_year(void **state)
{
    (void)state;
    enum { TIMES = 12, SERIES = 3 };
    static const char *const variants[] = {"base"}, *const series[] = {"a[B]", "other", "a[A]"};
    static const int64_t members[] = {1, 0};
    int64_t times[TIMES]; /* 2031 down to 2020 */
    double factors[2 * TIMES * SERIES], got[10];
    for (size_t i = 0; i < TIMES; i++)
        times[i] = 2031 - (int64_t)i;
    for (size_t i = 0; i < 2 * TIMES * SERIES; i++)
        factors[i] = 1.0 + (double)i;
    drawn d = draws_of("clock: {start: 2020, end: 2030}\n" PLACES PEOPLE "ensemble: {members: 2}\n"
                       "regions: {two: [A, B]}\nshocks: [{id: a, region: two, parameter: moving.rate, "
                       "sd: 0.2, persistence: 0.6, each: yes, assumed: x}]\n");
    cb_draws_table table = {.variants = variants,
                            .variant_count = 1,
                            .members = members,
                            .member_count = 2,
                            .times = times,
                            .time_count = TIMES,
                            .series = series,
                            .series_count = SERIES,
                            .factors = factors};
    assert_int_equal(cb_draws_repeat(d.draws, &table), CB_OK);
    assert_null(cb_draws_unrepeated(d.draws, 0, 0));
    uint64_t digest = cb_draws_digest(d.draws);
    cb_draws_shock(d.draws, 0, &d.l.scenario->variants[0].shocks[0], "B", 1, got);
    for (size_t step = 0; step < 10; step++) /* ends in 2021 + step: row 10 - step of the first member */
        assert_true(got[step] == 1.0 + (double)((10 - step) * SERIES));
    cb_draws_shock(d.draws, 0, &d.l.scenario->variants[0].shocks[0], "A", 0, got);
    for (size_t step = 0; step < 10; step++)
        assert_true(got[step] == 1.0 + (double)((TIMES + 10 - step) * SERIES + 2));
    factors[10 * SERIES] += 0.5;
    assert_int_equal(cb_draws_repeat(d.draws, &table), CB_OK);
    assert_true(cb_draws_digest(d.draws) != digest);
    times[5] = 1900; /* 2026 */
    assert_int_equal(cb_draws_repeat(d.draws, &table), CB_OK);
    assert_string_equal(cb_draws_unrepeated(d.draws, 0, 0), "a[A]");
    table.series_count = 2;
    assert_int_equal(cb_draws_repeat(d.draws, &table), CB_OK);
    assert_string_equal(cb_draws_unrepeated(d.draws, 0, 1), "a[A]");
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
    cmocka_unit_test(draws_are_repeated_by_name),     cmocka_unit_test(what_is_not_repeated_is_found),
    cmocka_unit_test(plain_numbers_are_not_repeated), cmocka_unit_test(shocks_are_repeated_by_name_and_year),
    cmocka_unit_test(the_digest_tells_values_apart),
};
CB_SUITE(tests)
