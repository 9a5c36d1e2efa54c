#include "cells.h"
#include "refused.h"

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>

#define TOWNS       "models/scenarios/four-towns/"
#define SETTLEMENTS "models/scenarios/settlements/scenario.yaml"

enum { FEMALE, MALE };

static double complex_size(gsl_complex z)
{
    return hypot(GSL_REAL(z), GSL_IMAG(z));
}

/* The largest and second largest modulus of the eigenvalues of an n x n matrix, which is destroyed. */
static void largest_eigenvalues(double *matrix, size_t n, double *first, double *second)
{
    gsl_matrix_view view = gsl_matrix_view_array(matrix, n, n);
    gsl_vector_complex *values = gsl_vector_complex_alloc(n);
    gsl_eigen_nonsymm_workspace *work = gsl_eigen_nonsymm_alloc(n);
    assert_int_equal(gsl_eigen_nonsymm(&view.matrix, values, work), 0);
    *first = *second = 0.0;
    for (size_t i = 0; i < n; i++) {
        double size = complex_size(gsl_vector_complex_get(values, i));
        if (size > *first) {
            *second = *first;
            *first = size;
        } else if (size > *second) {
            *second = size;
        }
    }
    gsl_eigen_nonsymm_free(work);
    gsl_vector_complex_free(values);
}

/* Fixture V2: a place for each age group with one woman in it gives the matrix of the step, column by column. */
static void dominant_eigenvalue_of_the_step(void **state)
{
    (void)state;
    enum { AGES = 18 };
    double matrix[AGES * AGES], first, second;
    cells people = cells_of("models/scenarios/sweden-units/scenario.yaml", NULL, "cohorts");
    for (size_t from = 0; from < AGES; from++)
        for (size_t to = 0; to < AGES; to++)
            matrix[to * AGES + from] = cells_at(people, 1, from, to, FEMALE, 0);
    largest_eigenvalues(matrix, AGES, &first, &second);
    assert_relative(first, 1.0011125340819504, 1e-12);
    cells_free(people);
}

/* Fixture V7: Goodman, Keyfitz & Pullum 1974. */
static void venezuela(void **state)
{
    (void)state;
    enum { AGES = 11 };
    double matrix[AGES * AGES], first, second;
    for (size_t age = 0; age < AGES; age++) {
        char name[16];
        size_t count;
        snprintf(name, sizeof name, "age_%zu", 5 * age);
        double *column = csv_column("fixtures/v07_venezuela_leslie.csv", name, &count);
        assert_int_equal(count, AGES);
        for (size_t row = 0; row < AGES; row++)
            matrix[row * AGES + age] = column[row];
        free(column);
    }
    largest_eigenvalues(matrix, AGES, &first, &second);
    assert_relative(first, 1.206653259298399, 1e-9);
    assert_relative(first / second, 1.3530621184934641, 1e-9);
}

/* Where nobody is born, dies or moves, people are one group older, exactly. */
static void ageing_alone_shifts_cohorts(void **state)
{
    (void)state;
    cells people = cells_of(TOWNS "ageing.yaml", NULL, "cohorts");
    size_t last = people.length[2] - 1;
    for (size_t time = 1; time < people.length[0]; time++)
        for (size_t place = 0; place < people.length[1]; place++)
            for (size_t sex = 0; sex < 2; sex++)
                for (size_t status = 0; status < 2; status++) {
                    assert_true(cells_at(people, time, place, 0, sex, status) == 0.0);
                    for (size_t age = 1; age < last; age++)
                        assert_true(cells_at(people, time, place, age, sex, status) ==
                                    cells_at(people, time - 1, place, age - 1, sex, status));
                    assert_true(cells_at(people, time, place, last, sex, status) ==
                                cells_at(people, time - 1, place, last - 1, sex, status) +
                                    cells_at(people, time - 1, place, last, sex, status));
                }
    cells_free(people);
}

static void twice_the_people_is_twice_everything(void **state)
{
    (void)state;
    static const char *const names[] = {"cohorts", "births", "deaths", "arrivals", "departures", "rural_to_urban"};
    cb_result *once = run_scenario(TOWNS "scenario.yaml", NULL), *twice = run_scenario(TOWNS "doubled.yaml", NULL);
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        size_t count;
        double *a = result_values(once, names[n], &count), *b = result_values(twice, names[n], NULL);
        for (size_t i = 0; i < count; i++)
            if (!isnan(a[i]))
                assert_relative(b[i], 2.0 * a[i], 1e-13);
        free(a);
        free(b);
    }
    cb_result_close(once);
    cb_result_close(twice);
}

/* Places do not know of each other without migration: Canada beside twice Canada is Canada alone. */
static void several_places_at_once(void **state)
{
    (void)state;
    cells both = cells_of("models/scenarios/canada-twice/scenario.yaml", NULL, "cohorts");
    cells alone = cells_of("models/scenarios/canada-1950/scenario.yaml", NULL, "cohorts");
    for (size_t age = 0; age < both.length[2]; age++)
        for (size_t sex = 0; sex < 2; sex++) {
            double people = cells_at(alone, 1, 0, age, sex, 0);
            assert_true(cells_at(both, 1, 0, age, sex, 0) == people);
            assert_relative(cells_at(both, 1, 1, age, sex, 0), 2.0 * people, 1e-14);
        }
    cells_free(both);
    cells_free(alone);
}

static void accounts_explain_every_change(void **state)
{
    (void)state;
    cb_result *result = run_scenario(TOWNS "scenario.yaml", NULL);
    static const char *const names[] = {"births", "deaths", "arrivals", "departures", "rural_to_urban"};
    static const double signs[] = {1, -1, 1, -1, 1};
    cells population = cells_read(result, "population"), account[5];
    for (size_t n = 0; n < 5; n++)
        account[n] = cells_read(result, names[n]);
    for (size_t time = 1; time < population.length[0]; time++)
        for (size_t place = 0; place < population.length[1]; place++) {
            double turned = 0.0;
            for (size_t status = 0; status < 2; status++) {
                double change = 0.0;
                for (size_t n = 0; n < 5; n++)
                    change += signs[n] * cells_at(account[n], time, place, status);
                assert_absolute(cells_at(population, time, place, status) -
                                    cells_at(population, time - 1, place, status),
                                change, 1e-9);
                turned += cells_at(account[4], time, place, status);
            }
            assert_absolute(turned, 0.0, 1e-10); /* changes status only */
            assert_true(cells_at(account[4], time, place, 0) < 0.0);
        }
    double *residual = result_values(result, "balance_residual", NULL);
    assert_true(residual[0] >= 0.0 && residual[0] < 1e-12);
    free(residual);
    for (size_t n = 0; n < 5; n++)
        cells_free(account[n]);
    cells_free(population);
    cb_result_close(result);
}

/* With every process of people at work: the accounts explain each status, and people of the system and outside change
 * by births and deaths alone. */
static void people_and_outside_change_by_births_and_deaths_alone(void **state)
{
    (void)state;
    cb_result *result = run_scenario(SETTLEMENTS, (const char *const[]){"ensemble.members=1", NULL});
    static const char *const names[] = {"population", "outside", "births", "deaths"};
    cells c[4];
    for (size_t n = 0; n < 4; n++)
        c[n] = cells_read(result, names[n]);
    for (size_t time = 1; time < c[0].length[0]; time++) {
        double sum[4], before = cells_sum(&c[0], 1, &(size_t){time - 1}) + cells_sum(&c[1], 1, &(size_t){time - 1});
        for (size_t n = 0; n < 4; n++)
            sum[n] = cells_sum(&c[n], 1, &(size_t){time});
        assert_relative(sum[0] + sum[1], before + sum[2] - sum[3], 1e-12);
        assert_true(fabs(sum[1]) > 1.0);
    }
    double *residual = result_values(result, "balance_residual", NULL);
    assert_true(residual[0] >= 0.0 && residual[0] < 1e-12);
    free(residual);
    for (size_t n = 0; n < 4; n++)
        cells_free(c[n]);
    cb_result_close(result);
}

/* Many members whose every rate of moving is uncertain: the largest residual stays below 1e-9. */
static void the_balance_holds_for_every_member(void **state)
{
    (void)state;
    static const char *const sets[] = {"ensemble.design=lhs",
                                       "ensemble.members=100",
                                       "parameters.migration.out_rate={uniform: [0 %/yr, 40 %/yr]}",
                                       "parameters.migration.attraction={each: {normal: [0, 3]}}",
                                       "parameters.registration.rate={uniform: [0 %/yr, 90 %/yr]}",
                                       "parameters.reclassification.rate={uniform: [0 %/yr, 20 %/yr]}",
                                       "parameters.external_migration.departure_rate={uniform: [0 %/yr, 9 %/yr]}",
                                       NULL};
    cb_result *result = run_scenario(SETTLEMENTS, sets);
    size_t count;
    double *residual = result_values(result, "balance_residual", &count);
    assert_int_equal(count, 100);
    for (size_t i = 0; i < count; i++)
        assert_true(residual[i] >= 0.0 && residual[i] < 1e-9);
    free(residual);
    cb_result_close(result);
}

static void population_is_the_sum_of_cohorts(void **state)
{
    (void)state;
    cb_result *result = run_scenario(TOWNS "scenario.yaml", NULL);
    cells people = cells_read(result, "cohorts"), population = cells_read(result, "population");
    for (size_t time = 0; time < people.length[0]; time++)
        for (size_t place = 0; place < people.length[1]; place++)
            assert_relative(cells_sum(&people, 2, (size_t[]){time, place}),
                            cells_sum(&population, 2, (size_t[]){time, place}), 1e-14);
    cells_free(people);
    cells_free(population);
    cb_result_close(result);
}

/* Given net migration that takes more people than there are stops the run, naming them. */
static void cells_below_zero_stop_the_run(void **state)
{
    (void)state;
    assert_refused("models/scenarios/canada-1950/emptied.yaml", NULL, 1, "place canada, age 40, year 1951",
                   "net_migration");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(dominant_eigenvalue_of_the_step),
    cmocka_unit_test(venezuela),
    cmocka_unit_test(ageing_alone_shifts_cohorts),
    cmocka_unit_test(twice_the_people_is_twice_everything),
    cmocka_unit_test(several_places_at_once),
    cmocka_unit_test(accounts_explain_every_change),
    cmocka_unit_test(people_and_outside_change_by_births_and_deaths_alone),
    cmocka_unit_test(the_balance_holds_for_every_member),
    cmocka_unit_test(population_is_the_sum_of_cohorts),
    cmocka_unit_test(cells_below_zero_stop_the_run),
};

CB_SUITE(tests)
