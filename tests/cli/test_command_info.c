#include "suite.h"

#include <jansson.h>

#include "three_towns.h"

static json_int_t whole(const json_t *info, const char *name)
{
    const json_t *value = json_object_get(info, name);
    assert_true(json_is_integer(value));
    return json_integer_value(value);
}

static void test_json(void **state)
{
    (void)state;
    folder f = three_towns_run();
    captured c = captured_words("info", f.file, "--json");
    assert_int_equal(c.exit_status, 0);
    json_t *info = json_loads(c.out, 0, NULL);
    assert_true(json_is_object(info));
    assert_int_equal(whole(info, "members"), 10);
    assert_int_equal(whole(info, "seed"), 2026);
    assert_int_equal(whole(info, "steps"), 15);
    assert_int_equal(whole(info, "places"), 3);
    assert_string_equal(json_string_value(json_object_get(info, "version")), CONURB_VERSION);
    const json_t *variants = json_object_get(info, "variants");
    assert_int_equal(json_array_size(variants), 2);
    assert_string_equal(json_string_value(json_array_get(variants, 1)), "no-line");
    double residual = json_number_value(json_object_get(info, "largest_balance_residual"));
    assert_true(residual >= 0.0 && residual < 1e-9);
    assert_contains(json_string_value(json_object_get(info, "scenario")), "Three towns");
    json_decref(info);
    captured_free(c);
    folder_remove(f);
}

static void test_text(void **state)
{
    (void)state;
    folder f = three_towns_run();
    captured c = captured_words("info", f.file);
    assert_int_equal(c.exit_status, 0);
    assert_contains(c.out, "members                   10\n");
    assert_contains(c.out, "variants                  base, no-line\n");
    assert_contains(c.out, "\nThe scenario as it was resolved:\n");
    captured_free(c);
    folder_remove(f);
}

static void test_largest_seed(void **state)
{
    (void)state;
    folder f = folder_create();
    captured c = captured_words("run", THREE_TOWNS, "-o", f.file, "--members", "1", "--seed", "9007199254740993");
    assert_int_equal(c.exit_status, 0);
    captured_free(c);
    c = captured_words("info", f.file, "--json");
    assert_contains(c.out, "\"seed\": 9007199254740993");
    captured_free(c);
    folder_remove(f);
}

static void test_not_a_result(void **state)
{
    (void)state;
    captured c = captured_words("info", THREE_TOWNS);
    assert_int_not_equal(c.exit_status, 0);
    assert_contains(c.err, "conurb info: " THREE_TOWNS);
    captured_free(c);
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(test_json), cmocka_unit_test(test_text),
                                          cmocka_unit_test(test_largest_seed), cmocka_unit_test(test_not_a_result)};
CB_SUITE(tests)
