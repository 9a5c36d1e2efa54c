#include "interruption.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "suite.h"

/* A child that a signal ends: the signal, and what it said. The caller frees. */
static int ended_by(int number, bool begun, bool ended, char **text)
{
    int ends[2], status;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (!child) {
        dup2(ends[1], STDERR_FILENO);
        signal(number, SIG_DFL); /* a test runner may ignore it */
        if (begun)
            cb_interruption_begin("go on\n");
        if (ended)
            cb_interruption_end();
        raise(number);
        _exit(0);
    }
    close(ends[1]);
    *text = calloc(64, 1);
    assert_non_null(*text);
    for (ssize_t got, at = 0; (got = read(ends[0], *text + at, (size_t)(63 - at))) > 0;)
        at += got;
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    return WTERMSIG(status);
}

static void check(int number, bool begun, bool ended, const char *expected)
{
    char *text;
    assert_int_equal(ended_by(number, begun, ended, &text), number);
    assert_string_equal(text, expected);
    free(text);
}

static void a_signal_says_what_to_do_and_ends_the_program(void **state)
{
    (void)state;
    check(SIGINT, true, false, "go on\n");
    check(SIGTERM, true, false, "go on\n");
}

static void before_and_after_a_run_nothing_is_said(void **state)
{
    (void)state;
    check(SIGINT, false, false, "");
    check(SIGTERM, true, true, "");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_signal_says_what_to_do_and_ends_the_program),
    cmocka_unit_test(before_and_after_a_run_nothing_is_said),
};

CB_SUITE(tests)
