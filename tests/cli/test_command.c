#include "suite.h"

#include <fcntl.h>

#include "captured.h"

static const char *const names[] = {"check", "run", "merge", "targets", "show", "describe", "info"};

static void test_no_command(void **state)
{
    (void)state;
    captured c = captured_run((const char *const[]){NULL});
    assert_int_equal(c.exit_status, 2);
    assert_string_equal(c.out, "");
    assert_contains(c.err, "usage: conurb COMMAND");
    captured_free(c);
}

static void test_help_lists_every_command(void **state)
{
    (void)state;
    captured c = captured_words("--help");
    assert_int_equal(c.exit_status, 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_contains(c.out, names[i]);
    captured_free(c);
}

static void test_help_of_each_command(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char usage[64];
        snprintf(usage, sizeof usage, "usage: conurb %s ", names[i]);
        captured one = captured_words(names[i], "--help"), other = captured_words("help", names[i]);
        assert_int_equal(one.exit_status, 0);
        assert_contains(one.out, usage);
        assert_contains(one.out, "-h, --help");
        assert_string_equal(one.out, other.out);
        captured_free(one);
        captured_free(other);
    }
}

static void test_unknown_command(void **state)
{
    (void)state;
    captured c = captured_words("targts", "x.h5");
    assert_int_equal(c.exit_status, 2);
    assert_contains(c.err, "conurb: unknown command 'targts'; did you mean 'targets'?\n");
    captured_free(c);
    c = captured_words("help", "rum");
    assert_int_equal(c.exit_status, 2);
    assert_contains(c.err, "did you mean 'run'?");
    captured_free(c);
}

static void test_too_few_arguments(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!strcmp(names[i], "describe"))
            continue;
        captured c = captured_words(names[i]);
        assert_int_equal(c.exit_status, 2);
        assert_true(*c.err);
        assert_string_equal(c.out, "");
        captured_free(c);
    }
}

static void test_version(void **state)
{
    (void)state;
    captured c = captured_words("--version");
    assert_int_equal(c.exit_status, 0);
    assert_string_equal(c.out, "conurb " CONURB_VERSION "\n");
    captured_free(c);
}

/* A device that is always full takes the place of standard output. */
static void test_full_output_fails(void **state)
{
    (void)state;
    int full = open("/dev/full", O_WRONLY), kept = dup(STDOUT_FILENO);
    FILE *err = tmpfile();
    int kept_err = captured_redirect(stderr, err);
    fflush(stdout);
    assert_true(full >= 0 && dup2(full, STDOUT_FILENO) >= 0);
    int exit_status = cb_main(2, (char *[]){"conurb", "--help", NULL});
    clearerr(stdout);
    assert_true(dup2(kept, STDOUT_FILENO) >= 0);
    close(full);
    close(kept);
    char *text = captured_restore(stderr, err, kept_err);
    assert_int_equal(exit_status, 1);
    assert_string_equal(text, "conurb: writing to standard output failed\n");
    free(text);
}

/* The same mistake has one exit status: whatever the file was to be. */
static void test_input_that_cannot_be_read_is_bad_input(void **state)
{
    (void)state;
    static const char *const inputs[] = {"/nowhere/x", "/"};
    for (size_t i = 0; i < 2; i++) {
        const char *const commands[][6] = {{"check", inputs[i]},
                                           {"run", inputs[i], "-o", "/nowhere/r.h5"},
                                           {"merge", "-o", "/nowhere/r.h5", inputs[i]},
                                           {"targets", inputs[i]},
                                           {"show", inputs[i], "population", "all"},
                                           {"info", inputs[i]}};
        for (size_t c = 0; c < sizeof commands / sizeof *commands; c++) {
            captured run = captured_run(commands[c]);
            if (run.exit_status != 2)
                fail_msg("conurb %s %s: exit status %d", commands[c][0], inputs[i], run.exit_status);
            assert_string_equal(run.out, "");
            assert_contains(run.err, inputs[i]);
            captured_free(run);
        }
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_no_command),           cmocka_unit_test(test_help_lists_every_command),
    cmocka_unit_test(test_help_of_each_command), cmocka_unit_test(test_unknown_command),
    cmocka_unit_test(test_too_few_arguments),    cmocka_unit_test(test_version),
    cmocka_unit_test(test_full_output_fails),    cmocka_unit_test(test_input_that_cannot_be_read_is_bad_input)};
CB_SUITE(tests)
