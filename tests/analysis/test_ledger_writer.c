#include "suite.h"

#include <jansson.h>

#include "ledger_writer.h"
#include "printed.h"
#include "small_result.h"

/* Rows as a file could give them, one of every sort. */
static const cb_ledger_row rows[] = {
    {.file = "out/a.h5",
     .variant = "base",
     .target = "share-70",
     .name = "Urban share",
     .indicator = "urbanization_rate",
     .region = "all",
     .asks = "at least 70 %",
     .unit = "%",
     .kind = "expected",
     .source = "Plan, p. 3",
     .assumed = "",
     .not_modelled = "",
     .comparison = "at least",
     .status = CB_LEDGER_ASSUMED,
     .by = "2030",
     .value = "70",
     .low = 70.0,
     .high = NAN,
     .members = 1000.0,
     .p_met = 0.375,
     .interval = {0.345, 0.405},
     .median = 69.25,
     .q05 = 66.0,
     .q95 = 72.125},
    {.file = "out/a.h5",
     .variant = "base",
     .target = "a-target-with-an-uncommonly-long-name-that-no-page-could-ever-hold-whole-without-cutting",
     .name = "清洁空气",
     .indicator = "air",
     .region = "a-region-with-a-long-name",
     .asks = "between 1,000,000,000 and 2,000,000,000 inhabitants per square kilometre",
     .unit = "persons km-2",
     .kind = "binding",
     .source = "",
     .assumed = "the middle",
     .not_modelled = "no process gives it",
     .comparison = "between",
     .status = CB_LEDGER_NOT_MODELLED,
     .by = "2022-09-30",
     .value = "1..2",
     .low = 1.0,
     .high = 2.0,
     .members = NAN,
     .p_met = NAN,
     .interval = {NAN, NAN},
     .median = NAN,
     .q05 = NAN,
     .q95 = NAN},
};
static const cb_ledger ledger = {.rows = (cb_ledger_row *)rows, .count = 2};

static void test_csv(void **state)
{
    printed p;
    (void)state;
    cb_ledger_print_csv(&ledger, printed_open(&p));
    assert_string_equal(
        printed_close(&p),
        "variant,target,indicator,region,by,comparison,value,unit,members,status,p_met,p_low,p_high,"
        "median,q05,q95,kind,source,note,name,file\n"
        "base,share-70,urbanization_rate,all,2030,at least,70,%,1000,assumed inputs,0.375,0.345,0.405,"
        "69.25,66,72.125,expected,\"Plan, p. 3\",,Urban share,out/a.h5\n"
        "base,a-target-with-an-uncommonly-long-name-that-no-page-could-ever-hold-whole-without-cutting,"
        "air,a-region-with-a-long-name,2022-09-30,between,1..2,persons km-2,,not modelled,,,,,,,binding,"
        ",no process gives it,清洁空气,out/a.h5\n");
    free(p.text);
}

static void test_json(void **state)
{
    printed p;
    (void)state;
    assert_int_equal(cb_ledger_print_json(&ledger, printed_open(&p)), CB_OK);
    json_t *array = json_loads(printed_close(&p), 0, NULL);
    assert_int_equal(json_array_size(array), 2);
    const json_t *first = json_array_get(array, 0), *second = json_array_get(array, 1);
    assert_int_equal(json_integer_value(json_object_get(first, "members")), 1000);
    assert_true(json_real_value(json_object_get(first, "p_met")) == 0.375);
    assert_true(json_is_null(json_object_get(first, "high")));
    assert_true(json_is_null(json_object_get(second, "p_met")));
    assert_string_equal(json_string_value(json_object_get(second, "name")), "清洁空气");
    json_decref(array);
    free(p.text);
}

static void test_page_fits_and_says_why(void **state)
{
    printed p;
    (void)state;
    assert_int_equal(cb_ledger_print(&ledger, printed_open(&p)), CB_OK);
    printed_close(&p);
    const char *note = strstr(p.text, "  a-target"); /* notes below the page are not cut */
    assert_non_null(note);
    assert_non_null(strstr(note, "is not modelled: no process gives it"));
    assert_non_null(strstr(p.text, "38 % (34..40)"));
    assert_non_null(strstr(p.text, "69.25 (66.00..72.12)"));
    *(char *)note = '\0';
    assert_true(printed_width(p.text) <= 100);
    free(p.text);
}

/* Names are cut before the number that is asked for; people come in millions. */
static void test_page_keeps_what_is_asked(void **state)
{
    cb_ledger_row many[2] = {rows[0], rows[0]};
    printed p;
    (void)state;
    many[0].target = many[0].region = "an-uncommonly-long-name-of-a-target-or-of-a-region-of-the-plan";
    many[1].asks = "at least 13,000,000 person";
    many[1].median = 13406742.5;
    many[1].q05 = 999000.0;
    many[1].q95 = 14407106.5;
    assert_int_equal(cb_ledger_print(&(cb_ledger){.rows = many, .count = 2}, printed_open(&p)), CB_OK);
    printed_close(&p);
    assert_non_null(strstr(p.text, " >= 13,000,000 person "));
    assert_non_null(strstr(p.text, "13.41 M (0.9990..14.41)"));
    assert_true(printed_width(p.text) <= 100);
    free(p.text);
}

static void test_page_of_a_file(void **state)
{
    cb_result *result = small_result_open();
    cb_ledger *read = NULL;
    cb_fault fault = {{0}};
    printed p;
    (void)state;
    assert_int_equal(cb_ledger_create(&read), CB_OK);
    assert_int_equal(cb_ledger_add(read, "small.h5", result, &fault), CB_OK);
    assert_int_equal(cb_ledger_print(read, printed_open(&p)), CB_OK);
    assert_string_equal(
        printed_close(&p),
        "small.h5, variant base\n"
        "target   region by         asks for          chance (95 %) median (90 %)        status\n"
        "share-70 all    2023       at least 70 %     50 % (24..76) 69.50 (65.45..73.55) modelled\n"
        "no-more  north  2022       at most 100 km2   67 % (35..88) 98.00 (90.80..105.2) modelled\n"
        "line            2022-09-30 open              30 % (11..60) -                    modelled\n"
        "air             2023       at least 300 days -             -                    not modelled\n"
        "  air is not modelled: no process models air\n"
        "\n"
        "small.h5, variant fast\n"
        "target   region by         asks for          chance (95 %)   median (90 %)        status\n"
        "share-70 all    2023       at least 70 %     90 % (60..98)   73.50 (69.45..77.55) assumed inputs\n"
        "no-more  north  2022       at most 100 km2   100 % (70..100) 50.00 (50.00..50.00) met at start\n"
        "line            2022-09-30 open              0 % (0..28)     -                    assumed inputs\n"
        "air             2023       at least 300 days -               -                    not modelled\n"
        "  air is not modelled: no process models air\n");
    free(p.text);
    cb_ledger_free(read);
    cb_result_close(result);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_csv), cmocka_unit_test(test_json), cmocka_unit_test(test_page_fits_and_says_why),
    cmocka_unit_test(test_page_keeps_what_is_asked), cmocka_unit_test(test_page_of_a_file)};
CB_SUITE(tests)
