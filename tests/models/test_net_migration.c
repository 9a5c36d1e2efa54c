#include "net_migration.h"

#include "cells.h"
#include "prepared.h"
#include "refused.h"

#define CANADA "models/scenarios/canada-1950/scenario.yaml"
#define TWICE  "models/scenarios/canada-twice/"
#define TOWNS  "models/scenarios/four-towns/scenario.yaml"

enum { AGES = 101, SEXES = 2 };

/* Rows of the table are by sex, then by age; places are in the order of their ids. */
static void cells_are_those_of_the_table(void **state)
{
    (void)state;
    size_t count;
    double *persons = csv_column(TWICE "net-migrants.csv", "persons", &count);
    prepared p = prepared_open(TWICE "scenario.yaml", NULL);
    const double *net = prepared_shared(&p, "net_migrants"); /* [step][place][age][sex] */
    assert_int_equal(count, 2 * SEXES * AGES);
    for (size_t place = 0; place < 2; place++)
        for (size_t age = 0; age < AGES; age++)
            for (size_t sex = 0; sex < SEXES; sex++)
                assert_true(net[(place * AGES + age) * SEXES + sex] == persons[(place * SEXES + sex) * AGES + age]);
    prepared_close(p);
    free(persons);
}

static void rows_left_out_are_nobody(void **state)
{
    (void)state;
    prepared p = prepared_open(CANADA, "net_migration.table=too-many-leave.csv");
    const double *net = prepared_shared(&p, "net_migrants");
    for (size_t cell = 0; cell < AGES * SEXES; cell++)
        assert_true(net[cell] == (cell == 40 * SEXES ? -300000.0 : 0.0));
    prepared_close(p);
}

static void nothing_without_a_table(void **state)
{
    (void)state;
    prepared p = prepared_open(TOWNS, NULL);
    assert_null(prepared_shared(&p, "net_migrants"));
    prepared_close(p);
}

static void external_accounts_are_the_given_counts(void **state)
{
    (void)state;
    cb_result *result = run_scenario(CANADA, NULL);
    cells in = cells_read(result, "region_external_arrivals"), out = cells_read(result, "region_external_departures");
    cells net = cells_read(result, "region_net_migration");
    assert_absolute(cells_at(in, 1, 0, 0) - cells_at(out, 1, 0, 0), 87133.77517, 1e-6);
    assert_absolute(cells_at(net, 1, 0), 87133.77517, 1e-6);
    assert_true(cells_at(out, 1, 0, 0) > 0.0);
    cells_free(in);
    cells_free(out);
    cells_free(net);
    cb_result_close(result);
}

/* People of a row that does not say whose they are would be counted in every place, sex and status. */
static void persons_belong_to_one_place_and_status(void **state)
{
    (void)state;
    assert_refused(TWICE "scenario.yaml",
                   ((const char *const[]){"net_migration.table=../canada-1950/net-migrants.csv", NULL}), 2,
                   "needs a column place");
    assert_refused("models/scenarios/settlements/alone.yaml",
                   ((const char *const[]){"net_migration.table=../sweden-1993/net-migrants.csv", NULL}), 2,
                   "needs a column status");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(cells_are_those_of_the_table),
    cmocka_unit_test(rows_left_out_are_nobody),
    cmocka_unit_test(nothing_without_a_table),
    cmocka_unit_test(external_accounts_are_the_given_counts),
    cmocka_unit_test(persons_belong_to_one_place_and_status),
};

CB_SUITE(tests)
