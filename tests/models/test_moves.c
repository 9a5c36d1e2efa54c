#include "moves.h"

#include "suite.h"

enum { RURAL, URBAN, STATUSES };

static const double schedule[] = {0.5, 1.0, 0.0};
static const cb_move_fields fields = {.rural = RURAL, .statuses = STATUSES};

static cb_move_hazards hazards(double rural_out, double urban_out, double turn, double years)
{
    cb_move_hazards h = {.schedule = schedule, .years = years};
    h.out[RURAL] = cb_splat(rural_out);
    h.out[URBAN] = cb_splat(urban_out);
    h.repeats[URBAN] = rural_out == urban_out;
    h.turn = cb_splat(turn);
    h.unturned = cb_exp(-h.turn * cb_splat(years));
    return h;
}

static void competing_moves_share_one_exit_probability(void **state)
{
    (void)state;
    cb_move_hazards h = hazards(0.04, 0.02, 0.03, 5.0);
    cb_moves moves[STATUSES];
    cb_moves_at_age(&h, &fields, 1, moves);
    double exit = 1.0 - exp(-(0.04 + 0.03) * 5.0);
    assert_relative(moves[RURAL].stay[0], 1.0 - exit, 1e-14);
    assert_relative(moves[RURAL].leave[7], exit * 4.0 / 7.0, 1e-14);
    assert_relative(moves[RURAL].turn[3], exit * 3.0 / 7.0, 1e-14);
    assert_relative(moves[URBAN].leave[0], 1.0 - exp(-0.02 * 5.0), 1e-14);
    assert_true(moves[URBAN].turn[0] == 0.0);
    cb_moves_at_age(&h, &fields, 0, moves);
    assert_relative(moves[URBAN].stay[0], exp(-0.01 * 5.0), 1e-14);
}

/* Two steps are one step of both lengths. */
static void half_steps_make_a_step(void **state)
{
    (void)state;
    cb_moves one[STATUSES], whole[STATUSES];
    cb_move_hazards half = hazards(0.1, 0.1, 0.2, 1.0), full = hazards(0.1, 0.1, 0.2, 2.0);
    cb_moves_at_age(&half, &fields, 1, one);
    cb_moves_at_age(&full, &fields, 1, whole);
    assert_relative(one[RURAL].stay[0] * one[RURAL].stay[0], whole[RURAL].stay[0], 1e-15);
    assert_relative(one[RURAL].leave[0] * (1.0 + one[RURAL].stay[0]), whole[RURAL].leave[0], 1e-14);
}

static void parts_add_to_one_and_are_not_negative(void **state)
{
    (void)state;
    static const double rates[] = {0.0, 1e-12, 0.01, 1.0, 50.0, 800.0};
    for (size_t i = 0; i < 6; i++)
        for (size_t j = 0; j < 6; j++) {
            cb_moves moves[STATUSES];
            cb_move_hazards h = hazards(rates[i], rates[i], rates[j], 1.0);
            cb_moves_at_age(&h, &fields, 1, moves);
            for (int s = 0; s < STATUSES; s++) {
                assert_absolute(moves[s].stay[0] + moves[s].leave[0] + moves[s].turn[0], 1.0, 4e-16);
                assert_true(moves[s].stay[0] >= 0.0 && moves[s].leave[0] >= 0.0 && moves[s].turn[0] >= 0.0);
            }
        }
}

static void nobody_moves_without_hazards(void **state)
{
    (void)state;
    cb_moves moves[STATUSES];
    cb_move_hazards h = hazards(0.3, 0.3, 0.0, 1.0);
    cb_moves_at_age(&h, &fields, 2, moves);
    for (int s = 0; s < STATUSES; s++)
        assert_true(moves[s].stay[0] == 1.0 && moves[s].leave[0] == 0.0 && moves[s].turn[0] == 0.0);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(competing_moves_share_one_exit_probability),
    cmocka_unit_test(half_steps_make_a_step),
    cmocka_unit_test(parts_add_to_one_and_are_not_negative),
    cmocka_unit_test(nobody_moves_without_hazards),
};

CB_SUITE(tests)
