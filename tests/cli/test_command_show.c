#include "suite.h"

#include "three_towns.h"

static folder result;

static int result_create(void **state)
{
    (void)state;
    result = three_towns_run();
    return 0;
}

static int result_remove(void **state)
{
    (void)state;
    folder_remove(result);
    return 0;
}

static void test_csv(void **state)
{
    (void)state;
    captured c = captured_words("show", result.file, "urbanization_rate", "all", "--csv");
    assert_int_equal(c.exit_status, 0);
    static const char header[] = "variant,year,mean,median,q05,q10,q25,q75,q90,q95\nbase,2020,";
    assert_memory_equal(c.out, header, sizeof header - 1);
    size_t lines = 0;
    for (const char *at = c.out; *at; at++)
        lines += *at == '\n';
    assert_int_equal(lines, 1 + 2 * 16);
    captured_free(c);
}

static void test_page(void **state)
{
    (void)state;
    captured c = captured_words("show", result.file, "population", "A");
    assert_int_equal(c.exit_status, 0);
    assert_contains(c.out, "population in A, person\n");
    assert_contains(c.out, "variant no-line\n");
    captured_free(c);
}

static void test_unknown_names(void **state)
{
    (void)state;
    captured c = captured_words("show", result.file, "urbanisation_rate", "all");
    assert_int_equal(c.exit_status, 2);
    assert_string_equal(c.out, "");
    assert_contains(c.err,
                    "indicator 'urbanisation_rate' is not in the file; did you mean 'urbanization_rate'?\nit has: ");
    captured_free(c);
    c = captured_words("show", result.file, "population", "al");
    assert_int_equal(c.exit_status, 2);
    assert_contains(c.err, "region 'al' is not in the file");
    assert_contains(c.err, "it has: ");
    captured_free(c);
}

static void test_not_a_result(void **state)
{
    (void)state;
    captured c = captured_words("show", THREE_TOWNS, "population", "all");
    assert_int_not_equal(c.exit_status, 0);
    assert_contains(c.err, "conurb show: " THREE_TOWNS);
    captured_free(c);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(test_csv, result_create, result_remove),
    cmocka_unit_test_setup_teardown(test_page, result_create, result_remove),
    cmocka_unit_test_setup_teardown(test_unknown_names, result_create, result_remove),
    cmocka_unit_test(test_not_a_result)};
CB_SUITE(tests)
