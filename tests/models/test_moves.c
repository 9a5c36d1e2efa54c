#include "moves.h"

#include "suite.h"

enum { RURAL, REGISTERED, UNREGISTERED, STATUSES };
enum { CHILD, WORKER, OLD };

static const double schedule[] = {0.5, 1.0, 0.0}, returns[] = {0.25, 0.25, 0.5};
static const cb_move_fields fields = {.roles = {.rural = RURAL, .settled = REGISTERED, .away = UNREGISTERED},
                                      .statuses = STATUSES};

typedef struct rates {
    double out[STATUSES], turn, reclassification, registration, leaving, years;
} rates;

static cb_vec town_stay[2]; /* of two mover groups */

static cb_move_hazards hazards(rates of, double town, double village, double own_county)
{
    cb_move_hazards h = {.turn = cb_splat(of.turn),
                         .reclassification = cb_splat(of.reclassification),
                         .registration = cb_splat(of.registration),
                         .leaving = cb_splat(of.leaving),
                         .village_stay = cb_splat(village),
                         .own_county = cb_splat(own_county),
                         .town_stay = town_stay,
                         .stride = 1,
                         .schedule = schedule,
                         .return_share = returns,
                         .years = of.years};
    town_stay[0] = cb_splat(town);
    town_stay[1] = cb_splat(0.0);
    for (int s = 0; s < STATUSES; s++)
        h.out[s] = cb_splat(of.out[s]);
    cb_move_hazards_sum(&h, &fields);
    return h;
}

static double total(const cb_moves *m)
{
    return (m->stay + m->to_town + m->to_village + m->external + m->settle + m->reclassified + m->cross)[0];
}

static void competing_hazards_share_one_exit_probability(void **state)
{
    (void)state;
    rates of = {.out = {0.04, 0.02, 0.04}, .turn = 0.03, .reclassification = 0.01, .leaving = 0.02, .years = 5.0};
    cb_move_hazards h = hazards(of, 0.0, 0.0, 1.0);
    cb_moves moves[STATUSES];
    cb_moves_at_age(&h, &fields, STATUSES, WORKER, 0, moves);
    double exit = 1.0 - exp(-0.1 * 5.0);
    assert_relative(moves[RURAL].stay[0], 1.0 - exit, 1e-14);
    assert_relative(moves[RURAL].to_town[7], exit * 0.4, 1e-14);
    assert_relative(moves[RURAL].settle[3], exit * 0.3, 1e-14);
    assert_relative(moves[RURAL].reclassified[3], exit * 0.1, 1e-14);
    assert_relative(moves[RURAL].external[3], exit * 0.2, 1e-14);
    assert_relative(moves[REGISTERED].stay[0], exp(-0.04 * 5.0), 1e-14);
    cb_moves_at_age(&h, &fields, STATUSES, CHILD, 0, moves);
    assert_relative(moves[REGISTERED].stay[0], exp(-0.03 * 5.0), 1e-14);
}

/* Movers who choose the own place: rural people turn urban there, others stay; in an aggregate some cross a county. */
static void movers_to_the_own_place_turn_urban_or_stay(void **state)
{
    (void)state;
    rates of = {.out = {0.1, 0.1, 0.1}, .years = 1.0};
    cb_move_hazards h = hazards(of, 0.4, 0.6, 0.75);
    cb_moves moves[STATUSES];
    double moved = 1.0 - exp(-0.1);
    cb_moves_at_age(&h, &fields, STATUSES, WORKER, 0, moves);
    assert_relative(moves[RURAL].to_town[0], moved * 0.6, 1e-14);
    assert_relative(moves[RURAL].settle[0], moved * 0.4 * 0.75, 1e-14);
    assert_relative(moves[RURAL].cross[0], moved * 0.4 * 0.25, 1e-14);
    assert_relative(moves[REGISTERED].stay[0], 1.0 - moved * 0.6, 1e-14);
    assert_relative(moves[UNREGISTERED].to_town[0], moved * 0.75 * 0.6, 1e-14);
    assert_relative(moves[UNREGISTERED].to_village[0], moved * 0.25 * 0.4, 1e-14);
    assert_relative(moves[UNREGISTERED].cross[0], moved * 0.25 * 0.6 * 0.25, 1e-14);
    cb_moves_at_age(&h, &fields, STATUSES, WORKER, 1, moves);
    assert_relative(moves[RURAL].to_town[0], moved, 1e-14);
}

static void registration_takes_from_those_registered_elsewhere_alone(void **state)
{
    (void)state;
    cb_move_hazards h = hazards((rates){.registration = 0.05, .years = 1.0}, 0.0, 0.0, 1.0);
    cb_moves moves[STATUSES];
    cb_moves_at_age(&h, &fields, STATUSES, WORKER, 0, moves);
    assert_relative(moves[UNREGISTERED].settle[0], 1.0 - exp(-0.05), 1e-13);
    assert_true(moves[RURAL].stay[0] == 1.0 && moves[REGISTERED].stay[0] == 1.0);
}

/* Two steps are one step of both lengths. */
static void half_steps_make_a_step(void **state)
{
    (void)state;
    cb_moves one[STATUSES], whole[STATUSES];
    rates of = {.out = {0.1, 0.1, 0.1}, .turn = 0.2, .years = 1.0};
    cb_move_hazards half = hazards(of, 0.0, 0.0, 1.0);
    of.years = 2.0;
    cb_move_hazards full = hazards(of, 0.0, 0.0, 1.0);
    cb_moves_at_age(&half, &fields, STATUSES, WORKER, 0, one);
    cb_moves_at_age(&full, &fields, STATUSES, WORKER, 0, whole);
    assert_relative(one[RURAL].stay[0] * one[RURAL].stay[0], whole[RURAL].stay[0], 1e-15);
    assert_relative(one[RURAL].to_town[0] * (1.0 + one[RURAL].stay[0]), whole[RURAL].to_town[0], 1e-14);
}

static void parts_add_to_one_and_are_not_negative(void **state)
{
    (void)state;
    static const double some[] = {0.0, 1e-12, 0.01, 1.0, 50.0, 800.0};
    for (size_t i = 0; i < 6; i++)
        for (size_t j = 0; j < 6; j++) {
            cb_moves moves[STATUSES];
            rates of = {.out = {some[i], some[j], some[i]}, .turn = some[j], .registration = some[j], .years = 1.0};
            cb_move_hazards h = hazards(of, 0.3, 0.9, 0.5);
            cb_moves_at_age(&h, &fields, STATUSES, WORKER, 0, moves);
            for (int s = 0; s < STATUSES; s++) {
                assert_absolute(total(&moves[s]), 1.0, 1e-15);
                assert_true(moves[s].stay[0] >= 0.0 && moves[s].to_town[0] >= 0.0 && moves[s].to_village[0] >= 0.0);
                assert_true(moves[s].settle[0] >= 0.0 && moves[s].cross[0] >= 0.0);
            }
        }
}

static void nobody_moves_without_hazards(void **state)
{
    (void)state;
    cb_moves moves[STATUSES];
    cb_move_hazards h = hazards((rates){.out = {0.3, 0.3, 0.3}, .years = 1.0}, 0.5, 0.5, 1.0);
    cb_moves_at_age(&h, &fields, STATUSES, OLD, 0, moves);
    for (int s = 0; s < STATUSES; s++)
        assert_true(moves[s].stay[0] == 1.0 && moves[s].to_town[0] == 0.0 && moves[s].settle[0] == 0.0);
}

/* A lane without a hazard beside moving has the same bits among lanes that have one. */
static void no_lane_depends_on_its_neighbours(void **state)
{
    (void)state;
    for (int i = 1; i <= 2000; i++) {
        cb_moves among[STATUSES], alone[STATUSES];
        rates of = {.out = {1e-4 * i, 0.03, 2e-4 * i}, .years = 1.0};
        cb_move_hazards h = hazards(of, 0.3, 0.9, 0.5);
        cb_moves_at_age(&h, &fields, STATUSES, WORKER, 0, alone);
        h.turn[5] = 0.02;
        h.registration[5] = 0.1;
        cb_move_hazards_sum(&h, &fields);
        cb_moves_at_age(&h, &fields, STATUSES, WORKER, 0, among);
        for (int s = 0; s < STATUSES; s++)
            for (int lane = 0; lane < CB_WIDTH; lane++)
                if (lane != 5) {
                    assert_true(among[s].to_town[lane] == alone[s].to_town[lane]);
                    assert_true(among[s].to_village[lane] == alone[s].to_village[lane]);
                    assert_true(among[s].settle[lane] == alone[s].settle[lane]);
                    assert_true(among[s].stay[lane] == alone[s].stay[lane]);
                }
        assert_true(among[RURAL].settle[5] > alone[RURAL].settle[5]);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(competing_hazards_share_one_exit_probability),
    cmocka_unit_test(movers_to_the_own_place_turn_urban_or_stay),
    cmocka_unit_test(registration_takes_from_those_registered_elsewhere_alone),
    cmocka_unit_test(half_steps_make_a_step),
    cmocka_unit_test(parts_add_to_one_and_are_not_negative),
    cmocka_unit_test(nobody_moves_without_hazards),
    cmocka_unit_test(no_lane_depends_on_its_neighbours),
};

CB_SUITE(tests)
