#include "suite.h"

#include <stdlib.h>

#include "design.h"

static uint32_t *order_of(const cb_ensemble *ensemble, const char *input)
{
    uint32_t *order = calloc(ensemble->members, sizeof *order);
    assert_int_equal(cb_design_order(ensemble, input, order), CB_OK);
    return order;
}

/* Each of N strata holds exactly one of N members. */
static void test_strata(void **state)
{
    (void)state;
    cb_ensemble ensemble = {.members = 500, .design = CB_DESIGN_LHS, .seed = 3};
    uint32_t *order = order_of(&ensemble, "a");
    int held[500] = {0};
    for (size_t m = 0; m < ensemble.members; m++)
        held[(int)(cb_design_uniform(&ensemble, "a", order, m) * 500.0)]++;
    for (size_t i = 0; i < 500; i++)
        assert_int_equal(held[i], 1);
    free(order);
}

/* Two inputs are ordered apart: their correlation is within four standard errors of none, and seeds differ. */
static void test_inputs_are_independent(void **state)
{
    (void)state;
    cb_ensemble ensemble = {.members = 2000, .design = CB_DESIGN_LHS, .seed = 3};
    uint32_t *a = order_of(&ensemble, "a"), *b = order_of(&ensemble, "b");
    double product = 0.0;
    for (size_t m = 0; m < 2000; m++)
        product += (cb_design_uniform(&ensemble, "a", a, m) - 0.5) * (cb_design_uniform(&ensemble, "b", b, m) - 0.5);
    assert_absolute(product / 2000 * 12, 0.0, 4 / sqrt(2000));
    ensemble.seed = 4;
    uint32_t *c = order_of(&ensemble, "a");
    assert_memory_not_equal(a, c, 2000 * sizeof *a);
    free(a);
    free(b);
    free(c);
}

/* The first members of a larger random design are those of a smaller one. */
static void test_random_is_member_by_member(void **state)
{
    (void)state;
    cb_ensemble small = {.members = 10, .design = CB_DESIGN_RANDOM, .seed = 3}, large = small;
    large.members = 1000;
    double sum = 0.0;
    for (size_t m = 0; m < 10; m++)
        assert_true(cb_design_uniform(&small, "a", NULL, m) == cb_design_uniform(&large, "a", NULL, m));
    for (size_t m = 0; m < 1000; m++)
        sum += cb_design_uniform(&large, "a", NULL, m);
    assert_absolute(sum / 1000, 0.5, 4 * sqrt(1.0 / 12 / 1000));
}

/* The last stratum of the largest design ends below 1, though its number rounds up (seed 81816 is the first to). */
static void test_below_one(void **state)
{
    (void)state;
    uint32_t last = UINT32_MAX - 1;
    cb_ensemble ensemble = {.members = UINT32_MAX, .design = CB_DESIGN_LHS, .seed = 81816};
    double uniform = cb_design_uniform(&ensemble, "a", &last, 0);
    assert_true(uniform < 1.0 && uniform > 1.0 - 2.0 / UINT32_MAX);
}

/* Within its stratum a member lies anywhere: mean 1/2 and variance 1/12 of the place, within four standard errors. */
static void test_place_in_stratum(void **state)
{
    (void)state;
    enum { N = 5000 };
    cb_ensemble ensemble = {.members = N, .design = CB_DESIGN_LHS, .seed = 3};
    uint32_t *order = order_of(&ensemble, "a");
    double sum = 0.0, squares = 0.0;
    for (size_t m = 0; m < N; m++) {
        double place = cb_design_uniform(&ensemble, "a", order, m) * N - order[m] - 0.5;
        sum += place;
        squares += place * place;
    }
    assert_absolute(sum / N, 0.0, 4 * sqrt(1.0 / 12 / N));
    assert_absolute(squares / N, 1.0 / 12, 4 * sqrt(1.0 / 180 / N));
    free(order);
}

/* Of a random permutation one entry stays in place on average, and one follows its predecessor (Poisson: below 10). */
static void test_order_is_shuffled(void **state)
{
    (void)state;
    cb_ensemble ensemble = {.members = 1000, .design = CB_DESIGN_LHS, .seed = 3};
    uint32_t *order = order_of(&ensemble, "a");
    size_t kept = 0, neighbours = 0;
    for (size_t m = 0; m < 1000; m++) {
        kept += order[m] == m;
        neighbours += m && order[m] == order[m - 1] + 1;
    }
    assert_true(kept < 10 && neighbours < 10);
    free(order);
}

static void test_one_member(void **state)
{
    (void)state;
    cb_ensemble ensemble = {.members = 1, .design = CB_DESIGN_LHS, .seed = 3};
    uint32_t *order = order_of(&ensemble, "a");
    double uniform = cb_design_uniform(&ensemble, "a", order, 0);
    assert_true(order[0] == 0 && uniform > 0.0 && uniform < 1.0);
    free(order);
}

static void test_central(void **state)
{
    (void)state;
    cb_ensemble ensemble = {.members = 2, .design = CB_DESIGN_CENTRAL, .seed = 3};
    assert_true(cb_design_uniform(&ensemble, "a", NULL, 1) == 0.5);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_strata),
    cmocka_unit_test(test_inputs_are_independent),
    cmocka_unit_test(test_random_is_member_by_member),
    cmocka_unit_test(test_central),
    cmocka_unit_test(test_below_one),
    cmocka_unit_test(test_place_in_stratum),
    cmocka_unit_test(test_order_is_shuffled),
    cmocka_unit_test(test_one_member),
};
CB_SUITE(tests)
