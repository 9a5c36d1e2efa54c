#include "suite.h"

#include <sys/stat.h>

#include "three_towns.h"

static void assert_same_bytes(const char *one, const char *other)
{
    char command[128];
    snprintf(command, sizeof command, "cmp '%s' '%s'", one, other);
    assert_int_equal(system(command), 0);
}

static void test_writes_a_file_and_nothing_else(void **state)
{
    (void)state;
    folder f = three_towns_run();
    char parts[64];
    snprintf(parts, sizeof parts, "%s.parts", f.file);
    assert_int_equal(access(f.file, R_OK), 0);
    assert_int_not_equal(access(parts, F_OK), 0);
    folder_remove(f);
}

static void test_output_is_needed(void **state)
{
    (void)state;
    captured c = captured_words("run", THREE_TOWNS);
    assert_int_equal(c.exit_status, 2);
    assert_string_equal(c.err, "conurb run: -o FILE is missing: where the result goes\n"
                               "usage: conurb run SCENARIO -o FILE [OPTIONS]\n");
    captured_free(c);
}

static void test_bad_input_leaves_nothing(void **state)
{
    (void)state;
    folder f = folder_create();
    const struct {
        const char *option, *value, *message;
    } cases[] = {
        {"--set", "parameters.migration.out_rat=1 %/yr", "out_rate"},
        {"--variant", "no-lin", "the scenario has no variant 'no-lin'; did you mean 'no-line'?\nit has: base, no-line"},
        {"--members", "0", "--members 0: expected a whole number from 1"},
        {"--seed", "x", "--seed x: expected a whole number"},
        {"--record", "a: b", "--record a: b: expected names parted by commas"},
        {"--record", "populatoin", "populatoin"},
        {"--member", "1000", "--member 1000: the design has members 0 to 999"},
        {"--shard", "3/2", "--shard 3/2: expected I/N"},
        {"--block-lanes", "12", "--block-lanes 12: expected a multiple of 8"},
        {"--draws", "/nowhere/x.h5", "/nowhere/x.h5"},
        {"--draws", "/", "/: Is a directory"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        captured c = captured_words("run", THREE_TOWNS, "-o", f.file, cases[i].option, cases[i].value);
        if (c.exit_status != 2)
            fail_msg("%s %s: exit status %d", cases[i].option, cases[i].value, c.exit_status);
        assert_string_equal(c.out, "");
        assert_contains(c.err, cases[i].message);
        assert_int_equal(rmdir(f.path), 0); /* empty */
        assert_int_equal(mkdir(f.path, 0700), 0);
        captured_free(c);
    }
    folder_remove(f);
}

static void test_missing_scenario(void **state)
{
    (void)state;
    folder f = folder_create();
    captured c = captured_words("run", "/nowhere/scenario.yaml", "-o", f.file);
    assert_int_equal(c.exit_status, 2);
    assert_contains(c.err, "/nowhere/scenario.yaml");
    captured_free(c);
    folder_remove(f);
}

static void test_unwritable_output(void **state)
{
    (void)state;
    captured c = captured_words("run", THREE_TOWNS, "-o", "/nowhere/result.h5", "--members", "2");
    assert_int_equal(c.exit_status, 1);
    assert_contains(c.err, "/nowhere/result.h5");
    captured_free(c);
}

static void test_shards_and_merge(void **state)
{
    (void)state;
    folder f = three_towns_run();
    char one[64], two[64], merged[64];
    snprintf(one, sizeof one, "%s/1", f.path);
    snprintf(two, sizeof two, "%s/2", f.path);
    snprintf(merged, sizeof merged, "%s/merged.h5", f.path);
    captured c = captured_words("run", THREE_TOWNS, "-o", one, "--members", "10", "--shard", "1/2");
    assert_int_equal(c.exit_status, 0);
    captured_free(c);
    c = captured_words("merge", "-o", merged, one);
    assert_int_not_equal(c.exit_status, 0);
    assert_contains(c.err, "conurb merge: ");
    assert_int_not_equal(access(merged, F_OK), 0);
    captured_free(c);
    setenv("SLURM_ARRAY_TASK_ID", "1", 1);
    setenv("SLURM_ARRAY_TASK_MIN", "0", 1);
    setenv("SLURM_ARRAY_TASK_COUNT", "2", 1);
    c = captured_words("run", THREE_TOWNS, "-o", two, "--members", "10");
    unsetenv("SLURM_ARRAY_TASK_ID");
    unsetenv("SLURM_ARRAY_TASK_MIN");
    unsetenv("SLURM_ARRAY_TASK_COUNT");
    assert_int_equal(c.exit_status, 0);
    captured_free(c);
    c = captured_words("merge", "-o", merged, two, one);
    assert_int_equal(c.exit_status, 0);
    captured_free(c);
    assert_same_bytes(f.file, merged);
    folder_remove(f);
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(test_writes_a_file_and_nothing_else),
                                          cmocka_unit_test(test_output_is_needed),
                                          cmocka_unit_test(test_bad_input_leaves_nothing),
                                          cmocka_unit_test(test_missing_scenario),
                                          cmocka_unit_test(test_unwritable_output),
                                          cmocka_unit_test(test_shards_and_merge)};
CB_SUITE(tests)
