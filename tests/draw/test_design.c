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
};
CB_SUITE(tests)
