#include "suite.h"

#include <jansson.h>

#include "three_towns.h"

#define FOUR_TOWNS TESTS_DIR "/models/scenarios/four-towns/scenario.yaml"

static void test_csv_of_two_files(void **state)
{
    (void)state;
    folder f = three_towns_run();
    captured c = captured_words("targets", f.file, f.file, "--csv");
    assert_int_equal(c.exit_status, 0);
    static const char header[] =
        "variant,target,indicator,region,by,comparison,value,unit,members,status,p_met,p_low,"
        "p_high,median,q05,q95,kind,source,note,name,file\nbase,share-70,urbanization_rate,all,"
        "2030,at least,70,%,10,assumed inputs,";
    assert_memory_equal(c.out, header, sizeof header - 1);
    assert_contains(c.out, "\nno-line,share-70,");
    size_t lines = 0;
    for (const char *at = c.out; *at; at++)
        lines += *at == '\n';
    assert_int_equal((lines - 1) % 4, 0); /* two files of two variants */
    captured_free(c);
    folder_remove(f);
}

static void test_json(void **state)
{
    (void)state;
    folder f = three_towns_run();
    captured c = captured_words("targets", f.file, "--json");
    assert_int_equal(c.exit_status, 0);
    json_t *rows = json_loads(c.out, 0, NULL);
    assert_true(json_array_size(rows) >= 2);
    assert_string_equal(json_string_value(json_object_get(json_array_get(rows, 0), "file")), f.file);
    json_decref(rows);
    captured_free(c);
    folder_remove(f);
}

static void test_page(void **state)
{
    (void)state;
    folder f = three_towns_run();
    captured c = captured_words("targets", f.file);
    assert_int_equal(c.exit_status, 0);
    assert_contains(c.out, "variant base\ntarget");
    assert_contains(c.out, "at least 70 %");
    captured_free(c);
    folder_remove(f);
}

/* Neither its tables nor its values have a source, though none is marked assumed. */
static void test_values_without_a_source_are_assumed_inputs(void **state)
{
    (void)state;
    folder f = folder_create();
    captured c = captured_words("run", FOUR_TOWNS, "-o", f.file, "--set",
                                "targets=[{id: t, indicator: population, region: A, by: 2030, at_least: 1e9 people, "
                                "source: page 7}]");
    assert_int_equal(c.exit_status, 0);
    captured_free(c);
    c = captured_words("targets", f.file, "--csv");
    assert_contains(c.out, "base,t,population,A,2030,at least,1000000000,people,1,assumed inputs,0,");
    captured_free(c);
    folder_remove(f);
}

/* A region that the scenario does not have, and one that it has. */
static void test_a_target_that_is_not_modelled_has_its_region(void **state)
{
    (void)state;
    folder f = folder_create();
    captured c = captured_words("run", FOUR_TOWNS, "-o", f.file, "--set",
                                "targets=[{id: air, indicator: pm25, region: the basin, by: 2030, at_most: 30 ug/m3, "
                                "not_modelled: no air, assumed: x}, {id: road, indicator: project_length, region: A, "
                                "by: 2030, at_least: 3 km, assumed: x}]");
    assert_int_equal(c.exit_status, 0);
    captured_free(c);
    c = captured_words("targets", f.file, "--csv");
    assert_contains(c.out, "base,air,pm25,the basin,2030,at most,30,ug/m3,,not modelled,");
    assert_contains(c.out, "base,road,project_length,A,2030,at least,3,km,,not modelled,");
    captured_free(c);
    c = captured_words("targets", f.file);
    assert_contains(c.out, "air    the basin 2030 at most 30 ug/m3 ");
    captured_free(c);
    folder_remove(f);
}

/* Nothing has flowed at the start: 0 there would meet the target. */
static void test_flows_are_not_met_at_start(void **state)
{
    (void)state;
    folder f = folder_create();
    captured c = captured_words("run", THREE_TOWNS, "-o", f.file, "--members", "8", "--set",
                                "targets.share-70.indicator=natural_increase", "--set",
                                "targets.share-70.at_least=-1000000 people");
    assert_int_equal(c.exit_status, 0);
    captured_free(c);
    c = captured_words("targets", f.file, "--csv");
    assert_contains(c.out, "natural_increase,all,2030,at least,-1000000,people,8,assumed inputs,1,");
    captured_free(c);
    folder_remove(f);
}

/* Births and deaths before the start are not known: there is no natural increase then, and no change since. */
static void test_no_change_since_a_start_without_a_value(void **state)
{
    (void)state;
    captured c = captured_words("check", THREE_TOWNS, "--set",
                                "targets=[{id: more, indicator: natural_increase, region: all, since: 2020, by: 2030, "
                                "at_least: 5 person, assumed: x}, {id: known, indicator: natural_increase, region: "
                                "all, since: 2021, by: 2030, at_least: 5 person, assumed: x}]");
    assert_int_equal(c.exit_status, 2);
    assert_contains(c.err, "the target `more` asks for `natural_increase` in 2020");
    assert_null(strstr(c.err, "the target `known`"));
    captured_free(c);
}

/* Nobody is registered where people are rural or urban. */
static void test_where_no_member_has_a_number_nothing_is_modelled(void **state)
{
    (void)state;
    folder f = folder_create();
    captured c = captured_words("run", FOUR_TOWNS, "-o", f.file, "--set",
                                "targets=[{id: t, indicator: registered_share, region: A, by: 2030, at_least: 10 %, "
                                "assumed: x}]");
    assert_int_equal(c.exit_status, 0);
    captured_free(c);
    c = captured_words("targets", f.file);
    assert_contains(c.out, "t is not modelled: no member has a number");
    captured_free(c);
    folder_remove(f);
}

static void test_refusals(void **state)
{
    (void)state;
    captured c = captured_words("targets", "x.h5", "--csv", "--json");
    assert_int_equal(c.exit_status, 2);
    assert_contains(c.err, "--csv and --json exclude each other");
    captured_free(c);
    c = captured_words("targets", "/nowhere/x.h5");
    assert_int_not_equal(c.exit_status, 0);
    assert_string_equal(c.out, "");
    assert_contains(c.err, "conurb targets: /nowhere/x.h5");
    captured_free(c);
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(test_csv_of_two_files),
                                          cmocka_unit_test(test_json),
                                          cmocka_unit_test(test_page),
                                          cmocka_unit_test(test_values_without_a_source_are_assumed_inputs),
                                          cmocka_unit_test(test_a_target_that_is_not_modelled_has_its_region),
                                          cmocka_unit_test(test_flows_are_not_met_at_start),
                                          cmocka_unit_test(test_no_change_since_a_start_without_a_value),
                                          cmocka_unit_test(test_where_no_member_has_a_number_nothing_is_modelled),
                                          cmocka_unit_test(test_refusals)};

CB_SUITE(tests)
