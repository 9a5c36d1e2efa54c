#include "suite.h"

#include "scenario_arguments.h"
#include "three_towns.h"

static const cb_option options[] = {CB_SCENARIO_OPTIONS, {0}};
static const cb_command command = {.name = "test", .doc = "", .usage = "SCENARIO", .options = options, .most = 1};

static cb_status load(cb_loaded *loaded, const char *const *words)
{
    char *argv[CAPTURED_WORDS] = {"test"};
    int argc = 1;
    for (; *words; words++)
        argv[argc++] = (char *)*words;
    cb_arguments *arguments = NULL;
    assert_int_equal(cb_arguments_create(&arguments, &command, argc, argv), CB_OK);
    cb_status status = cb_loaded_open(loaded, arguments, THREE_TOWNS);
    cb_arguments_free(arguments);
    return status;
}
#define load_words(loaded, ...) load(loaded, (const char *const[]){__VA_ARGS__, NULL})

static void test_overrides(void **state)
{
    cb_loaded loaded;
    (void)state;
    assert_int_equal(load_words(&loaded, "--members", "12", "--seed", "18446744073709551615", "--threads", "3",
                                "--block-lanes", "32", "--record=accounts,-population", "--set",
                                "ensemble.design=random", "--set", "record.exact=yes"),
                     CB_OK);
    assert_int_equal(loaded.scenario->ensemble.members, 12);
    assert_true(loaded.scenario->ensemble.seed == UINT64_MAX);
    assert_int_equal(loaded.scenario->ensemble.design, CB_DESIGN_RANDOM);
    assert_true(loaded.scenario->record.exact);
    assert_int_equal(loaded.scenario->record.count, 2);
    assert_string_equal(loaded.scenario->record.variables[0], "-population");
    assert_string_equal(loaded.scenario->record.variables[1], "accounts");
    assert_int_equal(loaded.threads, 3);
    assert_int_equal(loaded.block_lanes, 32);
    assert_null(loaded.variants);
    cb_loaded_clear(&loaded);
}

static void test_set_counts_last(void **state)
{
    cb_loaded loaded;
    (void)state;
    assert_int_equal(
        load_words(&loaded, "--set", "ensemble.members=5", "--members", "12", "--set", "ensemble.members=6"), CB_OK);
    assert_int_equal(loaded.scenario->ensemble.members, 6);
    cb_loaded_clear(&loaded);
}

static void test_variants_in_the_order_of_the_scenario(void **state)
{
    cb_loaded loaded;
    (void)state;
    assert_int_equal(load_words(&loaded, "--variant", "no-line", "--variant", "base", "--variant", "no-line"), CB_OK);
    assert_int_equal(loaded.variant_count, 2);
    assert_int_equal(loaded.variants[0], 0);
    assert_int_equal(loaded.variants[1], 1);
    cb_loaded_clear(&loaded);
    assert_int_equal(load_words(&loaded, "--variant", "no-line"), CB_OK);
    assert_int_equal(loaded.variant_count, 1);
    assert_int_equal(loaded.variants[0], 1);
    cb_loaded_clear(&loaded);
}

static void test_clear_after_a_failure(void **state)
{
    cb_loaded loaded;
    (void)state;
    FILE *err = tmpfile();
    int kept = captured_redirect(stderr, err);
    cb_status status = load_words(&loaded, "--set", "nonsense=1");
    free(captured_restore(stderr, err, kept));
    assert_int_equal(status, CB_ERROR_INPUT);
    assert_null(loaded.scenario);
    cb_loaded_clear(&loaded);
    cb_loaded_clear(&loaded);
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(test_overrides), cmocka_unit_test(test_set_counts_last),
                                          cmocka_unit_test(test_variants_in_the_order_of_the_scenario),
                                          cmocka_unit_test(test_clear_after_a_failure)};
CB_SUITE(tests)
