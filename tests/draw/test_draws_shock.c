#include "drawn.h"

#define SHOCK(id, more)                                                                                                \
    "- {id: " #id ", region: all, parameter: moving.rate, sd: 0.2, persistence: 0.6, assumed: x" more "}\n"
enum { SHOCKED = 4000, STEPS = 10 };
#define SHOCKED_ENSEMBLE "ensemble: {members: 4000, seed: 9}\n"

typedef double shock_series[SHOCKED][STEPS]; /* x: logarithms of the factors */

static void take_shock(const drawn *d, size_t variant, size_t shock, const char *place, shock_series x)
{
    const cb_scenario *scenario = d->l.scenario;
    for (size_t m = 0; m < SHOCKED; m++) {
        cb_draws_shock(d->draws, variant, &scenario->variants[variant].shocks[shock], place, m, x[m]);
        for (size_t step = 0; step < scenario->clock.step_count; step++)
            x[m][step] = log(x[m][step]);
    }
}

/* Over the members, in units of sd^2 = 0.04. */
static double covariance(shock_series x, size_t i, shock_series y, size_t j)
{
    double sum = 0.0;
    for (size_t m = 0; m < SHOCKED; m++)
        sum += x[m][i] * y[m][j];
    return sum / SHOCKED / 0.04;
}

#define FOUR_ERRORS (4 / sqrt(SHOCKED))

/* Stationary from the first step: variance sd^2, covariance sd^2 p^lag; within four standard errors (variance: 1 + p).
 */
static void assert_stationary(const char *yaml, size_t steps, double kept)
{
    static shock_series x;
    drawn d = draws_of(yaml);
    assert_int_equal(d.l.scenario->clock.step_count, steps);
    take_shock(&d, 0, 0, NULL, x);
    for (size_t i = 0; i < steps; i++)
        for (size_t j = i; j < steps; j++) {
            double expected = pow(kept, (double)(j - i));
            assert_absolute(covariance(x, i, x, j), expected, FOUR_ERRORS * sqrt(1.0 + expected * expected));
        }
    drawn_close(&d);
}

static void shocks_are_stationary(void **state)
{
    (void)state;
    assert_stationary(USUAL SHOCKED_ENSEMBLE "shocks:\n" SHOCK(a, ""), 10, 0.6);
}

static void persistence_is_yearly(void **state)
{
    (void)state;
    assert_stationary("clock: {start: 2020, end: 2030, step: 5 yr}\n" PLACES PEOPLE SHOCKED_ENSEMBLE
                      "shocks:\n" SHOCK(a, ""),
                      2, 0.6 * 0.6 * 0.6 * 0.6 * 0.6);
}

static void shocks_are_apart_by_id_and_place(void **state)
{
    (void)state;
    static shock_series whole, a, b, other;
    drawn d = draws_of(USUAL SHOCKED_ENSEMBLE "shocks:\n" SHOCK(s, ", each: yes") SHOCK(t, ", each: yes"));
    take_shock(&d, 0, 0, NULL, whole);
    take_shock(&d, 0, 0, "A", a);
    take_shock(&d, 0, 0, "B", b);
    take_shock(&d, 0, 1, "A", other);
    for (size_t i = 0; i < STEPS; i++) {
        assert_absolute(covariance(a, i, b, i), 0.0, FOUR_ERRORS);
        assert_absolute(covariance(a, i, whole, i), 0.0, FOUR_ERRORS);
        assert_absolute(covariance(a, i, other, i), 0.0, FOUR_ERRORS);
    }
    drawn_close(&d);
}

/* Variants share the chance: twice the sd is twice the logarithm. Other shocks and inputs move none of it. */
static void variants_share_their_shocks(void **state)
{
    (void)state;
    static shock_series base, twice, alone;
    drawn d = draws_of(USUAL SHOCKED_ENSEMBLE "parameters: {" RATE "}\nshocks:\n" SHOCK(a, "")
                           SHOCK(b, "") "variants: {twice: {shocks: {b: {sd: 0.4}}}}\n");
    take_shock(&d, 0, 1, NULL, base);
    take_shock(&d, 1, 1, NULL, twice);
    drawn_close(&d);
    d = draws_of(USUAL SHOCKED_ENSEMBLE "shocks:\n" SHOCK(b, ""));
    take_shock(&d, 0, 0, NULL, alone);
    drawn_close(&d);
    for (size_t m = 0; m < SHOCKED; m++)
        for (size_t i = 0; i < STEPS; i++) {
            assert_true(alone[m][i] == base[m][i]);
            assert_absolute(twice[m][i], 2.0 * base[m][i], 1e-14);
        }
}

/* A longer clock goes on where the shorter one ended. */
static void shocks_do_not_know_the_end(void **state)
{
    (void)state;
    double shorter[STEPS], longer[2 * STEPS];
    drawn d = draws_of(USUAL "shocks:\n" SHOCK(a, ""));
    cb_draws_shock(d.draws, 0, &d.l.scenario->variants[0].shocks[0], "A", 3, shorter);
    drawn_close(&d);
    d = draws_of("clock: {start: 2020, end: 2040}\n" PLACES PEOPLE "shocks:\n" SHOCK(a, ""));
    cb_draws_shock(d.draws, 0, &d.l.scenario->variants[0].shocks[0], "A", 3, longer);
    drawn_close(&d);
    assert_memory_equal(shorter, longer, sizeof shorter);
}

/* Uncertain sd and persistence are drawn like any input; without any sd there is no shock. */
static void parts_of_a_shock_are_drawn(void **state)
{
    (void)state;
    double uncertain[STEPS], none[STEPS];
    drawn d = draws_of(USUAL ENSEMBLE "shocks:\n"
                                      "- {id: s, region: all, parameter: moving.rate, sd: {uniform: [0.1, 0.9]}, "
                                      "persistence: {uniform: [0.1, 0.9]}, assumed: x}\n"
                                      "variants: {none: {shocks: {s: {sd: 0, persistence: 0.5}}}}\n");
    const cb_variant *variants = d.l.scenario->variants;
    for (size_t m = 0; m < MEMBERS; m++) {
        double sd = value_of(&d, 0, "shocks.s.sd", m), kept = value_of(&d, 0, "shocks.s.persistence", m);
        cb_shock certain = variants[0].shocks[0];
        certain.sd.distribution = (cb_distribution){.kind = CB_CONSTANT, .a = sd};
        certain.persistence.distribution = (cb_distribution){.kind = CB_CONSTANT, .a = kept};
        double expected[STEPS];
        cb_draws_shock(d.draws, 0, &variants[0].shocks[0], NULL, m, uncertain);
        cb_draws_shock(d.draws, 0, &certain, NULL, m, expected);
        assert_memory_equal(uncertain, expected, sizeof expected);
        cb_draws_shock(d.draws, 1, &variants[1].shocks[0], NULL, m, none);
        for (size_t i = 0; i < STEPS; i++)
            assert_true(none[i] == 1.0);
    }
    drawn_close(&d);
}

/* One for each shock or each of its places, over all variants; each is what its shock gives. */
static void series_are_named_over_the_variants(void **state)
{
    (void)state;
    static const char *const names[] = {"each[A]", "each[C]", "late", "one"};
    double series[STEPS], shock[STEPS];
    drawn d = draws_of(USUAL ENSEMBLE "regions: {two: [C, A]}\nshocks:\n" SHOCK(
        one, "") "- {id: each, region: two, parameter: moving.rate, sd: 0.2, persistence: 0.6, each: yes, "
                 "assumed: x}\nvariants: {other: {shocks: [{id: late, region: all, parameter: moving.rate, "
                 "sd: 0.1, persistence: 0, assumed: x}]}}\n");
    const cb_variant *variants = d.l.scenario->variants;
    assert_int_equal(cb_draws_series_count(d.draws), 4);
    for (size_t s = 0; s < 4; s++)
        assert_string_equal(cb_draws_series_name(d.draws, s), names[s]);
    cb_draws_series(d.draws, 0, 1, 5, series);
    cb_draws_shock(d.draws, 0, &variants[0].shocks[0], "C", 5, shock);
    assert_memory_equal(series, shock, sizeof shock);
    cb_draws_series(d.draws, 1, 2, 5, series);
    cb_draws_shock(d.draws, 1, &variants[1].shocks[0], NULL, 5, shock);
    assert_memory_equal(series, shock, sizeof shock);
    cb_draws_series(d.draws, 1, 3, 5, series);
    for (size_t step = 0; step < STEPS; step++)
        assert_true(isnan(series[step]));
    drawn_close(&d);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(shocks_are_stationary),
    cmocka_unit_test(persistence_is_yearly),
    cmocka_unit_test(shocks_are_apart_by_id_and_place),
    cmocka_unit_test(variants_share_their_shocks),
    cmocka_unit_test(shocks_do_not_know_the_end),
    cmocka_unit_test(parts_of_a_shock_are_drawn),
    cmocka_unit_test(series_are_named_over_the_variants),
};
CB_SUITE(tests)
