#include "flow_table.h"

#include <math.h>

#include "complaints.h"

static const cb_flow_form plain = {.origin = "from", .destination = "to", .flow = "movers", .cost = "km"};

#define HEADER "from,to,movers,km,people\n"
#define USUAL  HEADER "B,A,10,5,100\nA,B,20,5,200\nA,A,7,0,200\n"

static cb_status read_text(const char *text, const cb_flow_form *form, cb_flow_table *table, cb_diagnostics *list)
{
    char path[WRITTEN_PATH];
    written(text, strlen(text), path);
    cb_status status = cb_flow_table_read(table, path, form, list);
    unlink(path);
    return status;
}

static cb_flow_table read_valid(const char *text, const cb_flow_form *form)
{
    cb_flow_table table;
    cb_diagnostics *list = complaints_open();
    assert_int_equal(read_text(text, form, &table, list), CB_OK);
    assert_complaints(list, "");
    return table;
}

static void refused(const char *text, const cb_flow_form *form, const char *part)
{
    cb_flow_table table;
    cb_diagnostics *list = complaints_open();
    assert_int_equal(read_text(text, form, &table, list), CB_ERROR_INPUT);
    cb_flow_table_free(&table);
    assert_one_complaint(list, part);
}

static void columns_by_name_and_places_by_id(void **state)
{
    (void)state;
    cb_flow_table t = read_valid(USUAL, &plain);
    assert_int_equal(t.data.count, 3);
    assert_int_equal(t.data.places, 2);
    assert_string_equal(t.places[0], "A");
    assert_true(t.origin[0] == 1 && t.destination[0] == 0 && t.flow[0] == 10.0);
    assert_string_equal(t.labels[0], "km");
    assert_true(t.covariate[0][0] == 5.0);
    cb_flow_table_free(&t);
}

static void logarithms_and_flows_within_a_place(void **state)
{
    (void)state;
    cb_flow_form form = plain;
    form.logged = "people";
    form.power = true;
    refused(USUAL, &form, ":4:7: error: km is 0, but its logarithm counts: it must be above 0 (or --intra drop)");
    form.drop_intra = true;
    cb_flow_table t = read_valid(USUAL, &form);
    assert_int_equal(t.data.count, 2);
    assert_int_equal(t.dropped, 1);
    assert_string_equal(t.labels[0], "ln_people");
    assert_string_equal(t.labels[1], "ln_km");
    assert_true(t.covariate[0][0] == log(100.0) && t.covariate[1][1] == log(5.0));
    cb_flow_table_free(&t);
}

static void faults_name_the_cell(void **state)
{
    (void)state;
    cb_flow_form lost = plain;
    lost.cost = "peopel";
    refused(USUAL, &lost, ":1:1: error: there is no column `peopel`, did you mean `people`?");
    refused(HEADER "A,B,many,5,1\n", &plain, ":2:5: error: movers: `many` is not a number");
    refused(HEADER "A,B,,5,1\n", &plain, "movers: `` is not a number");
    refused(HEADER "A,B,nan,5,1\n", &plain, "movers: `nan` is not a number");
    refused(HEADER "A,B,-1,5,1\n", &plain, ":2:5: error: a flow of -1: there are no fewer than 0 movers");
    refused(HEADER "A,B,1,5,1\nB,A,1,5,1\nA,B,2,5,1\n", &plain,
            ":4:1: error: the flow from A to B stands in row 2 already");
}

static void all_faults_at_once(void **state)
{
    (void)state;
    cb_flow_table table;
    cb_diagnostics *list = complaints_open();
    assert_int_equal(read_text(HEADER "A,B,x,y,1\nB,A,-1,5,1\n", &plain, &table, list), CB_ERROR_INPUT);
    assert_int_equal(cb_diagnostics_count(list), 3);
    cb_flow_table_free(&table);
    cb_diagnostics_free(list);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(columns_by_name_and_places_by_id),
    cmocka_unit_test(logarithms_and_flows_within_a_place),
    cmocka_unit_test(faults_name_the_cell),
    cmocka_unit_test(all_faults_at_once),
};

CB_SUITE(tests)
