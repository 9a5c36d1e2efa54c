#include "suite.h"

#include "captured.h"
#include "shard.h"

static const cb_option options[] = {
    {.name = "shard", .value = "I/N", .doc = "part"}, {.name = "member", .value = "I", .doc = "one"}, {0}};
static const cb_command command = {.name = "run", .doc = "", .usage = "SCENARIO", .options = options};

typedef struct chosen {
    cb_status status;
    size_t shard, shards;
    char err[512];
} chosen;

static chosen choose(const char *option, const char *value)
{
    char *argv[] = {"run", (char *)option, (char *)value, NULL};
    cb_arguments *arguments = NULL;
    chosen c = {0};
    assert_int_equal(cb_arguments_create(&arguments, &command, option ? 3 : 1, argv), CB_OK);
    FILE *err = tmpfile();
    int kept = captured_redirect(stderr, err);
    c.status = cb_shard_choose(arguments, &c.shard, &c.shards);
    char *text = captured_restore(stderr, err, kept);
    snprintf(c.err, sizeof c.err, "%s", text);
    free(text);
    cb_arguments_free(arguments);
    return c;
}

static void slurm_set(const char *name, const char *value)
{
    char full[64];
    snprintf(full, sizeof full, "SLURM_ARRAY_TASK_%s", name);
    if (value)
        setenv(full, value, 1);
    else
        unsetenv(full);
}

/* As Slurm has it, which sets `most` and `step` too. */
static void slurm_array(const char *id, const char *least, const char *count, const char *most, const char *step)
{
    slurm_set("ID", id);
    slurm_set("MIN", least);
    slurm_set("COUNT", count);
    slurm_set("MAX", most);
    slurm_set("STEP", step);
}

static void slurm(const char *id, const char *least, const char *count)
{
    slurm_array(id, least, count, NULL, NULL);
}

static int no_slurm(void **state)
{
    (void)state;
    slurm(NULL, NULL, NULL);
    return 0;
}

static void test_whole_run_by_default(void **state)
{
    (void)state;
    chosen c = choose(NULL, NULL);
    assert_int_equal(c.status, CB_OK);
    assert_true(c.shard == 1 && c.shards == 1);
}

static void test_given(void **state)
{
    (void)state;
    slurm("1", "0", "4"); /* the option counts */
    chosen c = choose("--shard", "3/7");
    assert_int_equal(c.status, CB_OK);
    assert_true(c.shard == 3 && c.shards == 7);
}

static void test_job_array(void **state)
{
    (void)state;
    slurm("5", "5", "4");
    chosen c = choose(NULL, NULL);
    assert_true(c.shard == 1 && c.shards == 4);
    assert_string_equal(c.err, "conurb run: part 1 of 4 of this job array\n");
    slurm("8", "5", "4");
    c = choose(NULL, NULL);
    assert_true(c.shard == 4 && c.shards == 4);
}

static void test_array_as_slurm_has_it(void **state)
{
    (void)state;
    slurm_array("8", "5", "4", "8", "1");
    chosen c = choose(NULL, NULL);
    assert_int_equal(c.status, CB_OK);
    assert_true(c.shard == 4 && c.shards == 4);
    slurm("", "", ""); /* handed through a shell where there was none */
    c = choose(NULL, NULL);
    assert_int_equal(c.status, CB_OK);
    assert_true(c.shard == 1 && c.shards == 1);
}

/* Every task of it would run everything, into the same file. */
static void test_broken_array_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *id, *least, *count, *most, *step, *words;
    } cases[] = {
        {"x", "1", "3", NULL, NULL, "SLURM_ARRAY_TASK_ID is x, a whole number was expected"},
        {"1x", "1", "3", NULL, NULL, "SLURM_ARRAY_TASK_ID is 1x"},
        {"5", "5", NULL, NULL, NULL, "SLURM_ARRAY_TASK_COUNT is not set"},
        {"5", NULL, "4", NULL, NULL, "SLURM_ARRAY_TASK_MIN is not set"},
        {"5", "-5", "4", NULL, NULL, "SLURM_ARRAY_TASK_MIN is -5"},
        {"5", "5", "4", "eight", NULL, "SLURM_ARRAY_TASK_MAX is eight"},
        {"5", "5", "0", NULL, NULL, "the ids must be consecutive"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        slurm_array(cases[i].id, cases[i].least, cases[i].count, cases[i].most, cases[i].step);
        chosen c = choose(NULL, NULL);
        assert_int_equal(c.status, CB_ERROR_USAGE);
        assert_contains(c.err, cases[i].words);
    }
}

/* Its first task too, whose id would fit. */
static void test_array_with_gaps_is_refused(void **state)
{
    (void)state;
    static const char *const arrays[][5] = {
        {"9", "1", "3", NULL, NULL}, /* --array=1,5,9 */
        {"1", "1", "3", "9", "1"},
        {"0", "0", "3", "4", "2"}, /* --array=0-4:2 */
        {"0", "0", "2", NULL, "2"},
    };
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
        slurm_array(arrays[i][0], arrays[i][1], arrays[i][2], arrays[i][3], arrays[i][4]);
        chosen c = choose(NULL, NULL);
        assert_int_equal(c.status, CB_ERROR_USAGE);
        assert_contains(c.err, "the ids must be consecutive, like --array=1-");
    }
}

static void test_one_member_is_not_parted(void **state)
{
    (void)state;
    slurm("2", "1", "3");
    chosen c = choose("--member", "17");
    assert_int_equal(c.status, CB_OK);
    assert_true(c.shard == 1 && c.shards == 1);
}

static void test_refusals(void **state)
{
    static const char *const bad[] = {"0/3",  "4/3",  "1",     "1/", "/3",           "1/0",
                                      "1/3x", "-1/3", "1 / 3", "",   "99999999999/1"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        chosen c = choose("--shard", bad[i]);
        assert_int_equal(c.status, CB_ERROR_USAGE);
        assert_contains(c.err, "expected I/N with 1 <= I <= N");
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(test_whole_run_by_default, no_slurm, no_slurm),
    cmocka_unit_test_setup_teardown(test_given, no_slurm, no_slurm),
    cmocka_unit_test_setup_teardown(test_job_array, no_slurm, no_slurm),
    cmocka_unit_test_setup_teardown(test_array_as_slurm_has_it, no_slurm, no_slurm),
    cmocka_unit_test_setup_teardown(test_broken_array_is_refused, no_slurm, no_slurm),
    cmocka_unit_test_setup_teardown(test_array_with_gaps_is_refused, no_slurm, no_slurm),
    cmocka_unit_test_setup_teardown(test_one_member_is_not_parted, no_slurm, no_slurm),
    cmocka_unit_test_setup_teardown(test_refusals, no_slurm, no_slurm),
};
CB_SUITE(tests)
