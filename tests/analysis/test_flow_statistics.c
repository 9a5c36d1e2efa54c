#include "flow_statistics.h"

#include <math.h>

#include "suite.h"

/* By hand: observed 1 and 3, fitted 2 and 2. */
static void two_flows(void **state)
{
    (void)state;
    cb_flow_statistics s = cb_flow_statistics_of((const double[]){1.0, 3.0}, (const double[]){2.0, 2.0}, 2, 1);
    assert_relative(s.deviance, 2.0 * (log(0.5) + 3.0 * log(1.5)), 1e-14);
    assert_relative(s.null_deviance, s.deviance, 1e-14); /* the mean is 2 */
    assert_relative(s.log_likelihood, 4.0 * log(2.0) - 4.0 - log(6.0), 1e-14);
    assert_relative(s.aic, 2.0 - 2.0 * s.log_likelihood, 1e-14);
    assert_true(fabs(s.d2) < 1e-14 && fabs(s.pseudo_r2) < 1e-14);
    assert_relative(s.srmse, 0.5, 1e-14);
    assert_relative(s.ssi, (2.0 / 3.0 + 4.0 / 5.0) / 2.0, 1e-14);
    assert_relative(s.cpc, 6.0 / 8.0, 1e-14);
}

static void a_perfect_fit_with_a_flow_of_none(void **state)
{
    (void)state;
    const double flow[] = {0.0, 5.0, 2.0};
    cb_flow_statistics s = cb_flow_statistics_of(flow, flow, 3, 3);
    assert_true(s.deviance == 0.0 && s.d2 == 1.0 && s.srmse == 0.0 && s.cpc == 1.0);
    assert_relative(s.ssi, 1.0, 1e-14);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(two_flows),
    cmocka_unit_test(a_perfect_fit_with_a_flow_of_none),
};

CB_SUITE(tests)
