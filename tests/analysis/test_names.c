#include "suite.h"

#include "names.h"

static void test_nearest_and_list(void **state)
{
    static const char *const names[] = {"population", "urban_population", "urbanization_rate"};
    cb_fault fault;
    (void)state;
    assert_int_equal(cb_names_unknown(&fault, "indicator", "urbanisation_rate", names, 3), CB_ERROR_USAGE);
    assert_string_equal(fault.text, "indicator 'urbanisation_rate' is not in the file; did you mean "
                                    "'urbanization_rate'?\nit has: population, urban_population, urbanization_rate");
}

static void test_nothing_near(void **state)
{
    static const char *const names[] = {"all"};
    cb_fault fault;
    (void)state;
    assert_int_equal(cb_names_unknown(&fault, "region", "zzzzzzzz", names, 1), CB_ERROR_USAGE);
    assert_string_equal(fault.text, "region 'zzzzzzzz' is not in the file\nit has: all");
    assert_int_equal(cb_names_unknown(&fault, "region", "all", names, 0), CB_ERROR_USAGE);
    assert_string_equal(fault.text, "region 'all' is not in the file\nit has: none");
}

static void test_long_list_says_how_many_are_left(void **state)
{
    char texts[400][16];
    const char *names[400];
    cb_fault fault;
    size_t left;
    (void)state;
    for (size_t i = 0; i < 400; i++) {
        snprintf(texts[i], sizeof texts[i], "place%04zu", i);
        names[i] = texts[i];
    }
    assert_int_equal(cb_names_unknown(&fault, "region", "x", names, 400), CB_ERROR_USAGE);
    const char *tail = strstr(fault.text, " and ");
    assert_non_null(tail);
    assert_int_equal(sscanf(tail, " and %zu more", &left), 1);
    size_t shown = 0;
    for (const char *at = fault.text; (at = strstr(at, "place")); at++)
        shown++;
    assert_int_equal(shown + left, 400);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_nearest_and_list),
    cmocka_unit_test(test_nothing_near),
    cmocka_unit_test(test_long_list_says_how_many_are_left),
};
CB_SUITE(tests)
