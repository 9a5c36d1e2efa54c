#include "flow_centering.h"

#include "flows.h"

/* The same weights and groups; values have no means left in any group. */
static void check_centered(cb_flow_constraint constraint)
{
    planted p;
    cb_flow_groups groups;
    double sums[FLOW_PLACES], values[FLOW_COUNT], weighted[FLOW_COUNT];
    cb_flow_data data = planted_make(&p, 1.0, 1.0);
    assert_int_equal(cb_flow_groups_create(&groups, &data, constraint), CB_OK);
    memcpy(values, p.distance, sizeof values);
    cb_flow_groups_weigh(&groups, p.flow);
    cb_flow_groups_center(&groups, p.flow, values);
    for (size_t row = 0; row < FLOW_COUNT; row++)
        weighted[row] = p.flow[row] * values[row];
    for (size_t set = 0; set < groups.sets; set++) {
        cb_flow_groups_sum(&groups, set, weighted, sums);
        for (size_t g = 0; g < groups.groups[set]; g++)
            assert_true(fabs(sums[g]) < 1e-11 * groups.mass[set][g]);
    }
    cb_flow_groups_free(&groups);
}

static void no_group_has_a_mean_left(void **state)
{
    (void)state;
    check_centered(CB_FLOW_UNCONSTRAINED);
    check_centered(CB_FLOW_PRODUCTION);
    check_centered(CB_FLOW_ATTRACTION);
    check_centered(CB_FLOW_DOUBLY);
}

/* A sum of an effect of each end is effects and nothing else. */
static void effects_leave_nothing(void **state)
{
    (void)state;
    planted p;
    cb_flow_groups groups;
    double values[FLOW_COUNT];
    cb_flow_data data = planted_make(&p, 1.0, 1.0);
    assert_int_equal(cb_flow_groups_create(&groups, &data, CB_FLOW_DOUBLY), CB_OK);
    for (size_t row = 0; row < FLOW_COUNT; row++)
        values[row] = 4.0 * p.origin[row] - 3.0 * p.destination[row];
    cb_flow_groups_weigh(&groups, p.flow);
    cb_flow_groups_center(&groups, p.flow, values);
    for (size_t row = 0; row < FLOW_COUNT; row++)
        assert_true(fabs(values[row]) < 1e-10);
    for (size_t row = 0; row < FLOW_COUNT; row++) /* and they are what was taken */
        assert_true(fabs(groups.value[0][p.origin[row]] + groups.value[1][p.destination[row]] -
                         (4.0 * p.origin[row] - 3.0 * p.destination[row])) < 1e-10);
    cb_flow_groups_free(&groups);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(no_group_has_a_mean_left),
    cmocka_unit_test(effects_leave_nothing),
};

CB_SUITE(tests)
