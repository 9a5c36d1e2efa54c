#include "flow_model.h"

#include <string.h>

#include "complaints.h"
#include "flow_statistics.h"
#include "flow_table.h"
#include "flows.h"

#define AUSTRIA  TESTS_DIR "/fixtures/v10_austria_flows.csv"
#define EXPECTED TESTS_DIR "/fixtures/v10_v12_austria_expected.csv"

/* ---- fixtures V10 to V12 ---------------------------------------------------------------------------------------- */

typedef struct austria {
    cb_flow_table table;
    cb_flow_fit fit;
    cb_flow_statistics statistics;
} austria;

static austria austria_fit(cb_flow_constraint constraint, const char *logged)
{
    austria a;
    cb_fault fault = {{0}};
    cb_diagnostics *list = complaints_open();
    cb_flow_form form = {.origin = "origin",
                         .destination = "destination",
                         .flow = "flow",
                         .cost = "dist_km",
                         .logged = logged,
                         .constraint = constraint};
    assert_int_equal(cb_flow_table_read(&a.table, AUSTRIA, &form, list), CB_OK);
    assert_int_equal(cb_flow_fit_create(&a.fit, &a.table.data, constraint, &fault), CB_OK);
    a.statistics = cb_flow_statistics_of(a.table.flow, a.fit.fitted, a.table.data.count, a.fit.parameters);
    cb_diagnostics_free(list);
    return a;
}

static void austria_free(austria *a)
{
    cb_flow_fit_free(&a->fit);
    cb_flow_table_free(&a->table);
}

static size_t place_of(const austria *a, const char *id)
{
    size_t place = 0;
    while (place < a->table.data.places && strcmp(a->table.places[place], id))
        place++;
    assert_true(place < a->table.data.places);
    return place;
}

/* "const", "origin_AT12", "destination_AT12" or a covariate; its error instead of its value. */
static double parameter_of(const austria *a, const char *label, bool error)
{
    if (!strcmp(label, "const"))
        return error ? a->fit.constant_error : a->fit.constant;
    if (!strncmp(label, "origin_", 7))
        return (error ? a->fit.origin.error : a->fit.origin.value)[place_of(a, label + 7)];
    if (!strncmp(label, "destination_", 12))
        return (error ? a->fit.destination.error : a->fit.destination.value)[place_of(a, label + 12)];
    size_t k = 0;
    while (k < a->fit.covariates && strcmp(a->table.labels[k], label))
        k++;
    assert_true(k < a->fit.covariates);
    return (error ? a->fit.error : a->fit.coefficient)[k];
}

/* "AT11-AT12" */
static double fitted_of(const austria *a, const char *label)
{
    for (size_t i = 0; i < a->table.data.count; i++) {
        char text[64];
        snprintf(text, sizeof text, "%s-%s", a->table.places[a->table.origin[i]],
                 a->table.places[a->table.destination[i]]);
        if (!strcmp(text, label))
            return a->fit.fitted[i];
    }
    fail_msg("no flow %s", label);
    return NAN;
}

static double statistic_of(const austria *a, const char *name)
{
    const cb_flow_statistics *s = &a->statistics;
    const struct {
        const char *name;
        double value;
    } all[] = {{"deviance", s->deviance},
               {"llf", s->log_likelihood},
               {"llnull", s->null_log_likelihood},
               {"AIC", s->aic},
               {"D2", s->d2},
               {"pseudoR2", s->pseudo_r2},
               {"SSI", s->ssi},
               {"SRMSE", s->srmse}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!strcmp(all[i].name, name))
            return all[i].value;
    fail_msg("no statistic %s", name);
    return NAN;
}

/* Tolerances are those of the fixture: errors were published from the weights of the step before the last. */
static void check_row(const austria *a, const char *quantity, const char *label, double expected)
{
    if (!strcmp(quantity, "params"))
        assert_true(fabs(parameter_of(a, label, false) - expected) < 1e-7);
    else if (!strcmp(quantity, "std_err"))
        assert_relative(parameter_of(a, label, true), expected, 1e-4);
    else if (!strcmp(quantity, "fitted_flow"))
        assert_relative(fitted_of(a, label), expected, 1e-6);
    else
        assert_relative(statistic_of(a, quantity), expected, 1e-8);
}

static void check_case(const char *name, size_t rows, cb_flow_constraint constraint, const char *logged)
{
    austria a = austria_fit(constraint, logged);
    cb_diagnostics *list = complaints_open();
    cb_csv *csv;
    size_t checked = 0;
    assert_int_equal(cb_csv_load(EXPECTED, EXPECTED, list, &csv), CB_OK);
    for (size_t row = 0; row < csv->rows; row++) {
        char **cells = csv->cells + row * csv->columns;
        if (strcmp(cells[0], name))
            continue;
        check_row(&a, cells[2], cells[3], strtod(cells[4], NULL));
        checked++;
    }
    assert_int_equal(checked, rows);
    cb_csv_free(csv);
    cb_diagnostics_free(list);
    austria_free(&a);
}

static void austria_unconstrained_v10(void **state)
{
    (void)state;
    check_case("V10", 88, CB_FLOW_UNCONSTRAINED, "o_total,d_total");
}

static void austria_production_constrained_v11(void **state)
{
    (void)state;
    check_case("V11", 102, CB_FLOW_PRODUCTION, "d_total");
}

static void austria_attraction_constrained_v12(void **state)
{
    (void)state;
    check_case("V12", 102, CB_FLOW_ATTRACTION, "o_total");
}

/* ---- sums ------------------------------------------------------------------------------------------------------- */

static void check_sums(const austria *a, const uint32_t *end)
{
    for (uint32_t place = 0; place < a->table.data.places; place++) {
        double observed = 0.0, fitted = 0.0;
        for (size_t i = 0; i < a->table.data.count; i++) {
            observed += end[i] == place ? a->table.flow[i] : 0.0;
            fitted += end[i] == place ? a->fit.fitted[i] : 0.0;
        }
        assert_relative(fitted, observed, 1e-9);
    }
}

static void fitted_sums_are_observed_ones_where_constrained(void **state)
{
    (void)state;
    austria production = austria_fit(CB_FLOW_PRODUCTION, "d_total"), both = austria_fit(CB_FLOW_DOUBLY, NULL);
    check_sums(&production, production.table.origin);
    check_sums(&both, both.table.origin);
    check_sums(&both, both.table.destination);
    assert_int_equal(both.fit.parameters, 9 + 9 - 1 + 1);
    austria_free(&production);
    austria_free(&both);
}

/* ---- what was planted ------------------------------------------------------------------------------------------- */

static void check_planted(cb_flow_constraint constraint, double origins, double destinations)
{
    planted p;
    cb_flow_fit fit;
    cb_fault fault = {{0}};
    cb_flow_data data = planted_make(&p, origins, destinations);
    assert_int_equal(cb_flow_fit_create(&fit, &data, constraint, &fault), CB_OK);
    assert_true(fabs(fit.coefficient[0] - planted_decay) < 1e-10);
    assert_true(fabs(fit.coefficient[1] - planted_ties) < 1e-10);
    assert_true(fabs(fit.constant - 1.0) < 1e-9);
    for (size_t i = 0; i < FLOW_PLACES && fit.origin.value; i++)
        assert_true(fabs(fit.origin.value[i] - 0.3 * (double)i) < 1e-9);
    for (size_t j = 0; j < FLOW_PLACES && fit.destination.value; j++)
        assert_true(fabs(fit.destination.value[j] - 0.2 * (double)((j * j) % 5)) < 1e-9);
    for (size_t row = 0; row < FLOW_COUNT; row++)
        assert_relative(fit.fitted[row], p.flow[row], 1e-9);
    cb_flow_fit_free(&fit);
}

static void what_was_planted_is_found(void **state)
{
    (void)state;
    check_planted(CB_FLOW_UNCONSTRAINED, 0.0, 0.0);
    check_planted(CB_FLOW_PRODUCTION, 1.0, 0.0);
    check_planted(CB_FLOW_ATTRACTION, 0.0, 1.0);
    check_planted(CB_FLOW_DOUBLY, 1.0, 1.0);
}

/* Nobody leaves place 2 and nobody comes to place 4: fitted by 0, and no effect of theirs exists. */
static void a_place_without_flows_is_fitted_by_none(void **state)
{
    (void)state;
    planted p;
    cb_flow_fit fit;
    cb_fault fault = {{0}};
    cb_flow_data data = planted_make(&p, 1.0, 1.0);
    for (size_t row = 0; row < FLOW_COUNT; row++)
        if (p.origin[row] == 2 || p.destination[row] == 4)
            p.flow[row] = 0.0;
    assert_int_equal(cb_flow_fit_create(&fit, &data, CB_FLOW_DOUBLY, &fault), CB_OK);
    assert_true(fabs(fit.coefficient[0] - planted_decay) < 1e-9);
    assert_true(isnan(fit.origin.value[2]) && isnan(fit.destination.value[4]));
    assert_int_equal(fit.parameters, 6 + 6 - 1 + 2);
    for (size_t row = 0; row < FLOW_COUNT; row++)
        if (p.origin[row] == 2 || p.destination[row] == 4)
            assert_true(fit.fitted[row] == 0.0);
    cb_flow_fit_free(&fit);
}

/* ---- faults ----------------------------------------------------------------------------------------------------- */

static void refused(const cb_flow_data *data, cb_flow_constraint constraint, const char *part)
{
    cb_flow_fit fit;
    cb_fault fault = {{0}};
    assert_int_equal(cb_flow_fit_create(&fit, data, constraint, &fault), CB_ERROR_INPUT);
    assert_non_null(strstr(fault.text, part));
    cb_flow_fit_free(&fit);
}

static void what_cannot_be_told_is_refused(void **state)
{
    (void)state;
    planted p;
    cb_flow_data data = planted_make(&p, 1.0, 1.0);
    for (size_t row = 0; row < FLOW_COUNT; row++)
        p.ties[row] = 3.0 + p.origin[row];
    refused(&data, CB_FLOW_PRODUCTION, "ties is constant, or the same for all flows of a place");
    for (size_t row = 0; row < FLOW_COUNT; row++)
        p.ties[row] = 2.0 * p.distance[row] + 1.0;
    refused(&data, CB_FLOW_UNCONSTRAINED, "determine each other");
    memset(p.flow, 0, sizeof p.flow);
    refused(&data, CB_FLOW_UNCONSTRAINED, "there is no flow above 0");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(austria_unconstrained_v10),
    cmocka_unit_test(austria_production_constrained_v11),
    cmocka_unit_test(austria_attraction_constrained_v12),
    cmocka_unit_test(fitted_sums_are_observed_ones_where_constrained),
    cmocka_unit_test(what_was_planted_is_found),
    cmocka_unit_test(a_place_without_flows_is_fitted_by_none),
    cmocka_unit_test(what_cannot_be_told_is_refused),
};

CB_SUITE(tests)
