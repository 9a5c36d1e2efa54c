#include "suite.h"

#include "three_towns.h"

static void test_output_is_needed(void **state)
{
    (void)state;
    captured c = captured_words("merge", "a", "b");
    assert_int_equal(c.exit_status, 2);
    assert_contains(c.err, "-o FILE is missing");
    assert_contains(c.err, "usage: conurb merge -o FILE PART...");
    captured_free(c);
}

static void test_missing_and_foreign_parts(void **state)
{
    (void)state;
    folder f = three_towns_run();
    char merged[64];
    snprintf(merged, sizeof merged, "%s/merged.h5", f.path);
    captured c = captured_words("merge", "-o", merged, "/nowhere/part");
    assert_int_not_equal(c.exit_status, 0);
    assert_contains(c.err, "/nowhere/part");
    captured_free(c);
    c = captured_words("merge", "-o", merged, f.file); /* a result is no part */
    assert_int_not_equal(c.exit_status, 0);
    assert_contains(c.err, f.file);
    assert_int_not_equal(access(merged, F_OK), 0);
    captured_free(c);
    folder_remove(f);
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(test_output_is_needed),
                                          cmocka_unit_test(test_missing_and_foreign_parts)};
CB_SUITE(tests)
