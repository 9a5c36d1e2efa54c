#include "status_seed.h"

#include "suite.h"

enum { AGES = 101 };

static const cb_status_seed_rule usual = {.rural_slope = 0.0159,
                                          .labour = {.a2 = 1.0, .alpha2 = 0.087, .mu2 = 19.7, .lambda2 = 0.198},
                                          .return_rate = 0.12,
                                          .age_of_mother = 28.0};

static void rural_odds_are_flat_for_the_young(void **state)
{
    (void)state;
    for (double age = 0.0; age <= 22.0; age += 1.0)
        assert_true(cb_rural_odds(&usual, age) == 1.0);
    assert_relative(log(cb_rural_odds(&usual, 72.0)), 0.0159 * 50.0, 1e-14);
    assert_relative(cb_rural_odds(&usual, 90.0) / cb_rural_odds(&usual, 80.0), exp(0.159), 1e-14);
}

static void the_stock_peaks_at_working_ages(void **state)
{
    (void)state;
    double stock[AGES];
    cb_unregistered_stock(&usual, AGES, stock);
    size_t peak = 0;
    for (size_t age = 0; age < AGES; age++) {
        assert_true(stock[age] > 0.0 && stock[age] <= 1.0);
        peak = stock[age] > stock[peak] ? age : peak;
    }
    assert_true(peak >= 25 && peak < 35);
    assert_true(stock[peak] == 1.0);
    assert_true(stock[12] < 0.3 && stock[75] < 0.1);
    for (size_t age = peak; age + 1 < AGES; age++)
        assert_true(stock[age + 1] < stock[age]);
}

/* Without moves at their age children only lose what they began with; it is the mean over mothers of 15 to 49. */
static void children_begin_as_their_mothers(void **state)
{
    (void)state;
    double stock[AGES], sum = 0.0, mothers = 0.0;
    cb_unregistered_stock(&usual, AGES, stock);
    assert_relative(stock[5] / stock[4], exp(-0.12), 1e-6);
    for (int age = 15; age < 50; age++) {
        double share = exp(-pow((age + 0.5 - 28.0) / 5.0, 2) / 2.0);
        sum += share * stock[age];
        mothers += share;
    }
    double begins = 2.0 * stock[0] / (1.0 + exp(-0.12)); /* stock[0] is a mean over the first year */
    assert_relative(begins, sum / mothers, 1e-6);
}

/* Who returns at once leaves no stock: what remains are the moves of the year, at the ends of which it is taken. */
static void a_short_stay_leaves_the_shape_of_the_moves(void **state)
{
    (void)state;
    cb_status_seed_rule rule = usual;
    double stock[AGES], moves[AGES];
    rule.return_rate = 30.0;
    cb_unregistered_stock(&rule, AGES, stock);
    for (int age = 0; age < AGES; age++)
        moves[age] = cb_rogers_castro(&rule.labour, age + 0.5);
    for (int age = 20; age < 60; age++)
        assert_relative(stock[age + 1] / stock[age], (moves[age] + moves[age + 1]) / (moves[age - 1] + moves[age]),
                        1e-9);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(rural_odds_are_flat_for_the_young),
    cmocka_unit_test(the_stock_peaks_at_working_ages),
    cmocka_unit_test(children_begin_as_their_mothers),
    cmocka_unit_test(a_short_stay_leaves_the_shape_of_the_moves),
};

CB_SUITE(tests)
