#include "cohort_walk.h"

#include "cells.h"
#include "great_circle.h"
#include "stepped.h"

#define VILLAGES    "models/scenarios/villages/scenario.yaml"
#define SETTLEMENTS "models/scenarios/settlements/scenario.yaml"

enum { RURAL, REGISTERED, UNREGISTERED, STATUSES };
enum { H, T, PLACES };

/* ---- a step by hand --------------------------------------------------------------------------------------------- */

/* Where people of the two places go, as science says it: one age, so the schedule is 1. */
typedef struct by_hand {
    double people[PLACES][STATUSES];
    double town_stay[PLACES], village_stay[PLACES]; /* share of movers who choose the own place */
    double to_towns[PLACES][STATUSES], to_villchosen[PLACES];
    double turned[PLACES], reclassified[PLACES], registered[PLACES];
} by_hand;

static double stay_share(double own, double other, double inside)
{
    double way = cb_great_circle(110.0, 30.0, 110.5, 30.2);
    double here = own * exp(-0.01 * inside), there = other * exp(-0.01 * way);
    return here / (here + there);
}

static void choose(by_hand *b)
{
    static const double inside[PLACES] = {10.0, 5.0}; /* 2/3 sqrt(area / pi) */
    for (int i = 0; i < PLACES; i++) {
        const double *own = b->people[i], *other = b->people[!i];
        b->town_stay[i] =
            stay_share(own[REGISTERED] + own[UNREGISTERED], other[REGISTERED] + other[UNREGISTERED], inside[i]);
        b->village_stay[i] = stay_share(own[RURAL], other[RURAL], inside[i]);
    }
}

static void leave(by_hand *b)
{
    for (int i = 0; i < PLACES; i++) {
        const double *n = b->people[i];
        double exit = 1.0 - exp(-(0.1 + 0.02)), moved = n[RURAL] * exit * 0.1 / 0.12;
        b->reclassified[i] = n[RURAL] * exit * 0.02 / 0.12;
        b->turned[i] = moved * b->town_stay[i];
        b->to_towns[i][RURAL] = moved - b->turned[i];
        b->to_towns[i][REGISTERED] = n[REGISTERED] * (1.0 - exp(-0.1 * 0.4)) * (1.0 - b->town_stay[i]);
        exit = 1.0 - exp(-(0.08 + 0.04)); /* 0.04: a rate of 5 % behind a barrier of 0.2 */
        moved = n[UNREGISTERED] * exit * 0.08 / 0.12;
        b->registered[i] = n[UNREGISTERED] * exit * 0.04 / 0.12;
        b->to_towns[i][UNREGISTERED] = 0.9 * moved * (1.0 - b->town_stay[i]);
        b->to_villchosen[i] = 0.1 * moved * (1.0 - b->village_stay[i]);
    }
}

static double leavers_of(const by_hand *b, int place)
{
    return b->to_towns[place][RURAL] + b->to_towns[place][REGISTERED] + b->to_towns[place][UNREGISTERED];
}

/* Arrivals of a status in towns of a place: as the leavers of both places are composed. */
static double coming_of(const by_hand *b, int place, size_t status)
{
    double all = leavers_of(b, H) + leavers_of(b, T);
    return leavers_of(b, !place) * (b->to_towns[H][status] + b->to_towns[T][status]) / all;
}

/* A fifth of arrivals is registered: a quarter behind a barrier of 0.2. */
static void settle(by_hand *b)
{
    for (int i = 0; i < PLACES; i++) {
        double *n = b->people[i], in = leavers_of(b, !i);
        n[RURAL] += b->to_villchosen[!i] - b->to_towns[i][RURAL] - b->turned[i] - b->reclassified[i];
        n[REGISTERED] += 0.2 * in - b->to_towns[i][REGISTERED] + b->turned[i] + b->reclassified[i] + b->registered[i];
        n[UNREGISTERED] += 0.8 * in - b->to_towns[i][UNREGISTERED] - b->to_villchosen[i] - b->registered[i];
    }
}

static void a_step_by_hand(void **state)
{
    (void)state;
    by_hand b = {.people = {{1000.0, 300.0, 200.0}, {400.0, 600.0, 100.0}}};
    cells population = cells_of(VILLAGES, NULL, "population");
    for (size_t time = 1; time < population.length[0]; time++) {
        choose(&b);
        leave(&b);
        settle(&b);
        for (size_t place = 0; place < PLACES; place++)
            for (size_t status = 0; status < STATUSES; status++)
                assert_relative(cells_at(population, time, place, status), b.people[place][status], 1e-12);
    }
    cells_free(population);
}

/* Rural people turn registered in the own place, unregistered elsewhere but for a share; who moves to another town is
 * unregistered there; who returns turns rural. */
static void every_change_of_status_is_on_its_account(void **state)
{
    (void)state;
    by_hand b = {.people = {{1000.0, 300.0, 200.0}, {400.0, 600.0, 100.0}}};
    cb_result *result = run_scenario(VILLAGES, NULL);
    cells turned = cells_read(result, "rural_to_urban"), registered = cells_read(result, "registration");
    cells reclassified = cells_read(result, "reclassification"), in = cells_read(result, "arrivals");
    cells out = cells_read(result, "departures");
    choose(&b);
    leave(&b);
    for (size_t i = 0; i < PLACES; i++) {
        double coming[STATUSES];
        for (size_t status = 0; status < STATUSES; status++)
            coming[status] = coming_of(&b, (int)i, status);
        double urban = 0.2 * (coming[REGISTERED] + coming[UNREGISTERED]);
        assert_relative(cells_at(turned, 1, i, RURAL), b.to_villchosen[!i] - coming[RURAL] - b.turned[i], 1e-12);
        assert_relative(cells_at(turned, 1, i, REGISTERED), b.turned[i] + 0.2 * coming[RURAL], 1e-12);
        assert_relative(cells_at(turned, 1, i, UNREGISTERED), 0.8 * coming[RURAL] - b.to_villchosen[!i], 1e-11);
        assert_relative(cells_at(registered, 1, i, REGISTERED), b.registered[i] + urban - coming[REGISTERED], 1e-12);
        assert_true(cells_at(registered, 1, i, RURAL) == 0.0);
        assert_relative(cells_at(reclassified, 1, i, REGISTERED), b.reclassified[i], 1e-12);
        assert_true(cells_at(reclassified, 1, i, UNREGISTERED) == 0.0);
        for (size_t status = 0; status < STATUSES; status++) {
            double back = status == UNREGISTERED ? 1.0 : 0.0;
            assert_relative(cells_at(in, 1, i, status), coming[status] + back * b.to_villchosen[!i], 1e-12);
            assert_relative(cells_at(out, 1, i, status), b.to_towns[i][status] + back * b.to_villchosen[i], 1e-12);
        }
    }
    cells_free(turned);
    cells_free(registered);
    cells_free(reclassified);
    cells_free(in);
    cells_free(out);
    cb_result_close(result);
}

/* ---- accounts --------------------------------------------------------------------------------------------------- */

static void changes_of_status_add_to_zero(void **state)
{
    (void)state;
    static const char *const names[] = {"rural_to_urban", "registration", "reclassification"};
    cb_result *result = run_scenario(SETTLEMENTS, NULL);
    for (size_t n = 0; n < 3; n++) {
        cells account = cells_read(result, names[n]);
        for (size_t time = 1; time < account.length[0]; time++)
            for (size_t place = 0; place < account.length[1]; place++) {
                double size = 0.0;
                for (size_t status = 0; status < STATUSES; status++)
                    size += fabs(cells_at(account, time, place, status));
                assert_true(size > 1.0);
                assert_absolute(cells_sum(&account, 2, (size_t[]){time, place}), 0.0, 1e-13 * size);
            }
        cells_free(account);
    }
    cb_result_close(result);
}

/* ---- external migration ----------------------------------------------------------------------------------------- */

#define CLOSED                                                                                                         \
    "parameters.external_migration.arrival_rate=0 1/yr", "parameters.external_migration.departure_rate=0 1/yr"
#define COMING                                                                                                         \
    "parameters.external_migration.arrival_rate=1 %/yr", "parameters.external_migration.departure_rate=0 1/yr"
#define APART "processes=[demography, migration, external_migration, cohorts]", "parameters.migration.out_rate=0 1/yr"

/* At the start of place D, ages 15 to 60: people who come, beside the world they come into. `half` of them come at the
 * start of the step and live through it. */
static void check_timing(const char *timing, double half)
{
    cb_result *open = run_scenario(SETTLEMENTS, (const char *const[]){APART, COMING, timing, NULL});
    cb_result *closed = run_scenario(SETTLEMENTS, (const char *const[]){APART, CLOSED, timing, NULL});
    cells with = cells_read(open, "cohorts"), without = cells_read(closed, "cohorts");
    cells in = cells_read(open, "external_arrivals"), births = cells_read(open, "births");
    cells births_without = cells_read(closed, "births");
    enum { D = 3, AGES = 13 };
    double people = 0.0, came[AGES], all = 0.0;
    for (size_t age = 0; age < AGES; age++)
        people += cells_sum(&without, 3, (size_t[]){0, D, age});
    assert_relative(cells_at(in, 1, D, UNREGISTERED), 0.01 * 5.0 * people, 1e-12);
    assert_true(cells_at(in, 1, D, RURAL) == 0.0);
    for (size_t age = 0; age < AGES; age++) /* fundamental schedule, half of each sex */
        all += came[age] = 0.02 * exp(-0.1 * (5.0 * (double)age + 2.5)) + 0.003 +
                           0.06 * exp(-0.1 * (5.0 * (double)age - 17.5) - exp(-0.4 * (5.0 * (double)age - 17.5)));
    for (size_t age = 0; age < AGES; age++)
        came[age] *= 0.05 * people / all / 2.0;
    for (size_t age = 1; age + 1 < AGES; age++)
        for (size_t sex = 0; sex < 2; sex++) {
            double survival =
                cells_at(without, 1, D, age, sex, UNREGISTERED) / cells_at(without, 0, D, age - 1, sex, UNREGISTERED);
            double more =
                cells_at(with, 1, D, age, sex, UNREGISTERED) - cells_at(without, 1, D, age, sex, UNREGISTERED);
            assert_relative(more, half * survival * came[age - 1] + (1.0 - half) * came[age], 1e-10);
        }
    double more_births = cells_at(births, 1, D, UNREGISTERED) - cells_at(births_without, 1, D, UNREGISTERED);
    assert_true(half == 0.0 ? more_births == 0.0 : more_births > 1.0);
    cells_free(with);
    cells_free(without);
    cells_free(in);
    cells_free(births);
    cells_free(births_without);
    cb_result_close(open);
    cb_result_close(closed);
}

static void external_arrivals_come_half_and_half(void **state)
{
    (void)state;
    check_timing("net_migration.timing=even", 0.5);
}

static void external_arrivals_come_at_the_end(void **state)
{
    (void)state;
    check_timing("net_migration.timing=end", 0.0);
}

/* Where nobody grows older, people come and go all the same. */
static void external_migration_without_demography(void **state)
{
    (void)state;
    cb_result *result =
        run_scenario(VILLAGES, (const char *const[]){"processes=[external_migration, cohorts]", COMING, NULL});
    cells population = cells_read(result, "population"), in = cells_read(result, "external_arrivals");
    assert_relative(cells_at(in, 1, H, UNREGISTERED), 0.01 * 1500.0, 1e-13);
    assert_relative(cells_at(population, 1, H, UNREGISTERED), 200.0 + 15.0, 1e-13);
    assert_relative(cells_at(population, 2, H, UNREGISTERED), 215.0 + 15.15, 1e-13);
    cells_free(population);
    cells_free(in);
    cb_result_close(result);
}

/* ---- special people --------------------------------------------------------------------------------------------- */

#define SPECIAL                                                                                                        \
    "processes=[base_population, demography, migration, urbanization, registration, reclassification, "                \
    "external_migration, cohorts]"

/* Puts special people of two ages into place 0: `sign` 1 beside the others, who are there already. Returns their sum.
 */
static double make_special(stepped *s, double persons)
{
    double *special = cb_setup_shared(&s->setup, cb_setup_field(&s->setup, "special_people"));
    cb_vec *people = stepped_field(s, "cohorts"), *population = stepped_field(s, "population");
    static const size_t chosen[] = {3 * 6 + REGISTERED, 4 * 6 + 3 + UNREGISTERED}; /* F of 15, M of 20 */
    assert_non_null(special);
    for (size_t i = 0; i < 2; i++) {
        special[chosen[i]] = persons;
        people[chosen[i]] += cb_splat(persons);
        population[chosen[i] % STATUSES] += cb_splat(persons);
    }
    return 2.0 * persons;
}

/* Who is special stays as he is: the others live as if nobody were special, whatever these are. */
static void special_people_are_held_out(void **state)
{
    (void)state;
    static const char *const alone[] = {SPECIAL, "parameters.migration.out_rate=0 1/yr", CLOSED, NULL};
    stepped with, without;
    stepped_open(&with, SETTLEMENTS, alone);
    stepped_open(&without, SETTLEMENTS, alone);
    make_special(&with, 5000.0);
    const double *special = cb_setup_shared(&with.setup, cb_setup_field(&with.setup, "special_people"));
    for (size_t step = 0; step < cb_setup_steps(&with.setup); step++) {
        stepped_step(&with);
        stepped_step(&without);
        const cb_vec *a = stepped_field(&with, "cohorts"), *b = stepped_field(&without, "cohorts");
        for (size_t i = 0; i < stepped_size(&with, "cohorts"); i++)
            assert_absolute(a[i][0], b[i][0] + special[i], 1e-12 * (b[i][0] + 5000.0));
        const cb_vec *deaths = stepped_field(&with, "deaths"), *fewer = stepped_field(&without, "deaths");
        for (size_t i = 0; i < stepped_size(&with, "deaths"); i++)
            assert_relative(deaths[i][0], fewer[i][0], 1e-12);
    }
    stepped_close(&with);
    stepped_close(&without);
}

/* They draw movers like others, and do not move. */
static void special_people_draw_but_do_not_move(void **state)
{
    (void)state;
    static const char *const sets[] = {SPECIAL, CLOSED, NULL};
    stepped with, without;
    stepped_open(&with, SETTLEMENTS, sets);
    stepped_open(&without, SETTLEMENTS, sets);
    double special = make_special(&with, 5000.0), more = 0.0;
    stepped_step(&with);
    stepped_step(&without);
    const cb_vec *out = stepped_field(&with, "departures"), *fewer = stepped_field(&without, "departures");
    const cb_vec *in = stepped_field(&with, "arrivals"), *less = stepped_field(&without, "arrivals");
    for (size_t status = 0; status < STATUSES; status++) {
        assert_true(out[status][0] < fewer[status][0]); /* their town holds the others */
        more += in[status][0] - less[status][0];
    }
    assert_true(more > 1.0);
    assert_relative(stepped_field(&with, "cohorts")[3 * 6 + REGISTERED][0] -
                        stepped_field(&without, "cohorts")[3 * 6 + REGISTERED][0],
                    special / 2.0, 0.02);
    stepped_close(&with);
    stepped_close(&without);
}

/* A process that could make people special, and makes none, moves no bit. */
static void nobody_special_moves_no_bit(void **state)
{
    (void)state;
    cb_result *plain = run_scenario(SETTLEMENTS, NULL);
    cb_result *none = run_scenario(SETTLEMENTS, (const char *const[]){SPECIAL, NULL});
    assert_same_values(plain, none, "cohorts");
    cb_result_close(plain);
    cb_result_close(none);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_step_by_hand),
    cmocka_unit_test(every_change_of_status_is_on_its_account),
    cmocka_unit_test(changes_of_status_add_to_zero),
    cmocka_unit_test(external_arrivals_come_half_and_half),
    cmocka_unit_test(external_arrivals_come_at_the_end),
    cmocka_unit_test(external_migration_without_demography),
    cmocka_unit_test(special_people_are_held_out),
    cmocka_unit_test(special_people_draw_but_do_not_move),
    cmocka_unit_test(nobody_special_moves_no_bit),
};

CB_SUITE(tests)
