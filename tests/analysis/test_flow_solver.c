#include "flow_solver.h"

#include "flows.h"

/* Unconstrained with one covariate: the variance is one over the weighted sum of squares about the weighted mean. */
static void variance_of_one_coefficient(void **state)
{
    (void)state;
    planted p;
    cb_flow_solver solver;
    cb_fault fault = {{0}};
    size_t iterations;
    cb_flow_data data = planted_make(&p, 1.0, 1.0);
    data.covariates = 1;
    gsl_matrix *covariance = gsl_matrix_calloc(1, 1);
    assert_int_equal(cb_flow_solver_create(&solver, &data, CB_FLOW_UNCONSTRAINED), CB_OK);
    assert_int_equal(cb_flow_solver_iterate(&solver, &iterations, &fault), CB_OK);
    assert_int_equal(cb_flow_solver_covariance(&solver, covariance, &fault), CB_OK);
    double mass = 0.0, mean = 0.0, squares = 0.0;
    for (size_t row = 0; row < FLOW_COUNT; row++) {
        mass += solver.weight[row];
        mean += solver.weight[row] * p.distance[row];
    }
    for (size_t row = 0; row < FLOW_COUNT; row++)
        squares += solver.weight[row] * pow(p.distance[row] - mean / mass, 2.0);
    assert_relative(gsl_matrix_get(covariance, 0, 0), 1.0 / squares, 1e-10);
    gsl_matrix_free(covariance);
    cb_flow_solver_free(&solver);
}

/* The score of a maximum is zero: what is observed and what is fitted agree on the sum of each covariate. */
static void the_score_is_zero(void **state)
{
    (void)state;
    planted p;
    cb_flow_solver solver;
    cb_fault fault = {{0}};
    size_t iterations;
    cb_flow_data data = planted_make(&p, 1.0, 1.0);
    for (size_t row = 0; row < FLOW_COUNT; row += 3)
        p.flow[row] = 1.5 * p.flow[row] + 1.0; /* no longer what the model says */
    assert_int_equal(cb_flow_solver_create(&solver, &data, CB_FLOW_PRODUCTION), CB_OK);
    assert_int_equal(cb_flow_solver_iterate(&solver, &iterations, &fault), CB_OK);
    for (size_t k = 0; k < FLOW_COVARIATES; k++) {
        double observed = 0.0, fitted = 0.0;
        for (size_t row = 0; row < FLOW_COUNT; row++) {
            observed += p.flow[row] * p.covariate[k][row];
            fitted += solver.weight[row] * p.covariate[k][row];
        }
        assert_relative(fitted, observed, 1e-10);
    }
    cb_flow_solver_free(&solver);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(variance_of_one_coefficient),
    cmocka_unit_test(the_score_is_zero),
};

CB_SUITE(tests)
