#include "flow_solver.h"

#include "flows.h"

typedef struct solved {
    planted of;
    cb_flow_data data;
    cb_flow_solver solver;
} solved;

/* Flows with effects of both ends, every third one made larger than the model says where `off`. */
static void solved_open(solved *s, cb_flow_constraint constraint, size_t covariates, bool off)
{
    cb_fault fault = {{0}};
    size_t iterations;
    s->data = planted_make(&s->of, 1.0, 1.0);
    s->data.covariates = covariates;
    for (size_t row = 0; off && row < FLOW_COUNT; row += 3)
        s->of.flow[row] = 1.5 * s->of.flow[row] + 1.0;
    assert_int_equal(cb_flow_solver_create(&s->solver, &s->data, constraint), CB_OK);
    assert_int_equal(cb_flow_solver_iterate(&s->solver, &iterations, &fault), CB_OK);
}

/* Unconstrained with one covariate: the variance is one over the weighted sum of squares about the weighted mean. */
static void variance_of_one_coefficient(void **state)
{
    (void)state;
    solved s;
    cb_fault fault = {{0}};
    solved_open(&s, CB_FLOW_UNCONSTRAINED, 1, false);
    gsl_matrix *covariance = gsl_matrix_calloc(1, 1);
    assert_int_equal(cb_flow_solver_covariance(&s.solver, covariance, &fault), CB_OK);
    double mass = 0.0, mean = 0.0, squares = 0.0;
    for (size_t row = 0; row < FLOW_COUNT; row++) {
        mass += s.solver.weight[row];
        mean += s.solver.weight[row] * s.of.distance[row];
    }
    for (size_t row = 0; row < FLOW_COUNT; row++)
        squares += s.solver.weight[row] * pow(s.of.distance[row] - mean / mass, 2.0);
    assert_relative(gsl_matrix_get(covariance, 0, 0), 1.0 / squares, 1e-10);
    gsl_matrix_free(covariance);
    cb_flow_solver_free(&s.solver);
}

/* The score of a maximum is zero: what is observed and what is fitted agree on the sum of each covariate. */
static void the_score_is_zero(void **state)
{
    (void)state;
    solved s;
    solved_open(&s, CB_FLOW_PRODUCTION, FLOW_COVARIATES, true);
    for (size_t k = 0; k < FLOW_COVARIATES; k++) {
        double observed = 0.0, fitted = 0.0;
        for (size_t row = 0; row < FLOW_COUNT; row++) {
            observed += s.of.flow[row] * s.of.covariate[k][row];
            fitted += s.solver.weight[row] * s.of.covariate[k][row];
        }
        assert_relative(fitted, observed, 1e-10);
    }
    cb_flow_solver_free(&s.solver);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(variance_of_one_coefficient),
    cmocka_unit_test(the_score_is_zero),
};

CB_SUITE(tests)
