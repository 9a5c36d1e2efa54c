#include "drawn.h"

#include "philox.h"

/* ---- designs ----------------------------------------------------------------------------------------------------- */

/* Latin hypercube: every input has one member in each of N strata. */
static void assert_strata(const drawn *d, const char *name)
{
    int held[MEMBERS] = {0};
    for (size_t m = 0; m < MEMBERS; m++)
        held[(int)(value_of(d, 0, name, m) * MEMBERS)]++;
    for (size_t m = 0; m < MEMBERS; m++)
        assert_int_equal(held[m], 1);
}

static void each_stratum_has_one_member(void **state)
{
    (void)state;
    drawn d = draws_of(UNCERTAIN);
    assert_strata(&d, "moving.rate");
    assert_strata(&d, "moving.decay");
    drawn_close(&d);
}

/* `other` draws moving.rate exactly as UNCERTAIN does, or (`same` false) draws it otherwise for most members. */
static void assert_rate(const char *other, bool same)
{
    double rates[MEMBERS];
    size_t equal = 0;
    drawn d = draws_of(UNCERTAIN);
    for (size_t m = 0; m < MEMBERS; m++)
        rates[m] = value_of(&d, 0, "moving.rate", m);
    drawn_close(&d);
    d = draws_of(other);
    size_t members = d.l.scenario->ensemble.members;
    for (size_t m = 0; m < members && m < MEMBERS; m++)
        equal += value_of(&d, 0, "moving.rate", m) == rates[m];
    drawn_close(&d);
    assert_true(same ? equal == MEMBERS : equal == 0);
}

static void another_input_or_variant_moves_no_other(void **state)
{
    (void)state;
    assert_rate(USUAL ENSEMBLE "parameters: {" RATE "}\n", true);
    assert_rate(UNCERTAIN "variants: {sure: {parameters: {moving.decay: 0.5 1/km}}}\n", true);
    assert_rate(UNCERTAIN "projects: [{id: a, kind: rail, opens: {normal: [2025, 1]}, assumed: x}]\n", true);
    assert_rate(UNCERTAIN "shocks: [{id: a, region: all, parameter: moving.rate, sd: 0.1, persistence: 0.5, assumed: "
                          "x}]\n",
                true);
}

static void another_seed_or_size_is_another_design(void **state)
{
    (void)state;
    assert_rate(USUAL "ensemble: {members: 61, seed: 6}\nparameters: {" RATE "}\n", false);
    assert_rate(USUAL "ensemble: {members: 62, seed: 5}\nparameters: {" RATE "}\n", false);
    assert_rate(USUAL "ensemble: {members: 61, seed: 5, design: random}\nparameters: {" RATE "}\n", false);
}

static void a_larger_random_design_begins_with_the_smaller(void **state)
{
    (void)state;
    drawn small = draws_of(USUAL "ensemble: {members: 10, design: random}\nparameters: {" RATE "}\n");
    double rates[10];
    for (size_t m = 0; m < 10; m++)
        rates[m] = value_of(&small, 0, "moving.rate", m);
    drawn_close(&small);
    drawn large = draws_of(USUAL "ensemble: {members: 1000, design: random}\nparameters: {" RATE "}\n");
    for (size_t m = 0; m < 10; m++)
        assert_true(value_of(&large, 0, "moving.rate", m) == rates[m]);
    drawn_close(&large);
}

/* Medians as if nothing were truncated, and no shocks. */
static void central_takes_medians_before_truncation(void **state)
{
    (void)state;
    drawn d = draws_of(USUAL "ensemble: {design: central, members: 3}\nparameters:\n"
                             "  moving.rate: {truncated: {normal: [0.1 1/yr, 0.1 1/yr], min: 0.1 1/yr}}\n"
                             "  moving.decay: {lognormal: [0.002 1/km, 0.5]}\n"
                             "projects: [{id: a, kind: rail, opens: {triangular: [2022, 2022, 2026]}, assumed: x}]\n"
                             "shocks: [{id: s, region: all, parameter: moving.rate, sd: {uniform: [0, 1]}, "
                             "persistence: 0.5, assumed: x}]\n");
    const cb_scenario *scenario = d.l.scenario;
    double factor[10];
    for (size_t m = 0; m < 3; m++) {
        assert_true(value_of(&d, 0, "moving.rate", m) == 0.1);
        assert_true(value_of(&d, 0, "moving.decay", m) == 0.002);
        assert_relative(value_of(&d, 0, "projects.a.opens", m), 2027.0 - sqrt(8.0), 1e-15);
        assert_true(value_of(&d, 0, "shocks.s.sd", m) == 0.5);
        cb_draws_shock(d.draws, 0, &scenario->variants[0].shocks[0], NULL, m, factor);
        for (size_t step = 0; step < scenario->clock.step_count; step++)
            assert_true(factor[step] == 1.0);
    }
    drawn_close(&d);
}

/* ---- values ------------------------------------------------------------------------------------------------------ */

/* Variants put the same uniform numbers through their own distributions. */
static void variants_share_their_draws(void **state)
{
    (void)state;
    drawn d = draws_of(UNCERTAIN "variants:\n"
                                 "  same: {parameters: {moving.decay: 0.5 1/km}}\n"
                                 "  other: {parameters: {moving.rate: {uniform: [0.25 1/yr, 0.75 1/yr]}}}\n"
                                 "  sure: {parameters: {moving.rate: 0.5 1/yr}}\n");
    for (size_t m = 0; m < MEMBERS; m++) {
        double rate = value_of(&d, 0, "moving.rate", m);
        assert_true(value_of(&d, 1, "moving.rate", m) == rate);
        assert_relative(value_of(&d, 2, "moving.rate", m), 0.25 + 0.5 * rate, 1e-15);
        assert_true(isnan(value_of(&d, 3, "moving.rate", m)));
        assert_true(isnan(value_of(&d, 1, "moving.decay", m)));
    }
    drawn_close(&d);
}

static void a_value_is_a_number_or_its_draw(void **state)
{
    (void)state;
    drawn d = draws_of(UNCERTAIN "variants:\n  sure: {parameters: {moving.rate: 0.5 1/yr}}\n"
                                 "  each: {parameters: {moving.rate: {each: {uniform: [0 1/yr, 1 1/yr]}}}}\n");
    for (size_t m = 0; m < MEMBERS; m++) {
        assert_true(resolve_rate(&d, 0, "A", m) == value_of(&d, 0, "moving.rate", m));
        assert_true(resolve_rate(&d, 0, NULL, m) == value_of(&d, 0, "moving.rate", m));
        assert_true(resolve_rate(&d, 1, "A", m) == 0.5);
        assert_true(resolve_rate(&d, 2, "B", m) == value_of(&d, 2, "moving.rate[B]", m));
        assert_true(isnan(value_of(&d, 0, "moving.rate[B]", m)));
    }
    drawn_close(&d);
}

/* `each:`: a design of its own for each place, correlated with no other: within four standard errors. */
static void places_are_drawn_apart(void **state)
{
    (void)state;
    drawn d = draws_of(USUAL "ensemble: {members: 2000}\n"
                             "parameters: {moving.rate: {each: {uniform: [0 1/yr, 1 1/yr]}}}\n");
    static const char *const pairs[][2] = {{"A", "B"}, {"A", "C"}, {"B", "C"}};
    for (size_t i = 0; i < 3; i++) {
        double product = 0.0;
        for (size_t m = 0; m < 2000; m++)
            product += (resolve_rate(&d, 0, pairs[i][0], m) - 0.5) * (resolve_rate(&d, 0, pairs[i][1], m) - 0.5);
        assert_absolute(product / 2000 * 12, 0.0, 4 / sqrt(2000));
    }
    drawn_close(&d);
}

static void nothing_uncertain_is_fine(void **state)
{
    (void)state;
    drawn d = draws_of(USUAL "parameters: {moving.rate: 0.5 1/yr}\n");
    assert_int_equal(cb_draws_count(d.draws), 0);
    assert_int_equal(cb_draws_find(d.draws, "moving.rate"), CB_NONE);
    assert_true(resolve_rate(&d, 0, "A", 0) == 0.5);
    drawn_close(&d);
}

/* ---- what a draw is for -------------------------------------------------------------------------------------------
 */

static int compare_hashes(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

/* No two of the purposes of a large scenario have one key, nor any name and place. */
static void purposes_are_unique(void **state)
{
    (void)state;
    static const char *const purposes[] = {"order of strata", "value of an input", "shock", ""};
    static const char *const forms[] = {"%zu",
                                        "migration.rate_%zu",
                                        "projects.line-%zu.opens",
                                        "projects.line-%zu.length",
                                        "levers.lever-%zu.multiply",
                                        "migration.out_rate[%zu]",
                                        "shocks.%zu.sd",
                                        "shocks.%zu.persistence"};
    enum { PURPOSES = 4, FORMS = 8, NAMES = 2000 };
    uint64_t *hashes = calloc(PURPOSES * FORMS * NAMES, sizeof *hashes);
    size_t count = 0;
    for (size_t p = 0; p < PURPOSES; p++)
        for (size_t f = 0; f < FORMS; f++)
            for (size_t n = 0; n < NAMES; n++) {
                char name[64];
                snprintf(name, sizeof name, forms[f], n);
                hashes[count++] = *purposes[p] ? cb_hash(cb_hash(0, purposes[p]), name) : cb_hash(0, name);
            }
    qsort(hashes, count, sizeof *hashes, compare_hashes);
    for (size_t i = 1; i < count; i++)
        assert_true(hashes[i - 1] != hashes[i]);
    free(hashes);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(each_stratum_has_one_member),
    cmocka_unit_test(another_input_or_variant_moves_no_other),
    cmocka_unit_test(another_seed_or_size_is_another_design),
    cmocka_unit_test(a_larger_random_design_begins_with_the_smaller),
    cmocka_unit_test(central_takes_medians_before_truncation),
    cmocka_unit_test(variants_share_their_draws),
    cmocka_unit_test(a_value_is_a_number_or_its_draw),
    cmocka_unit_test(places_are_drawn_apart),
    cmocka_unit_test(nothing_uncertain_is_fine),
    cmocka_unit_test(purposes_are_unique),
};
CB_SUITE(tests)
