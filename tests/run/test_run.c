#include "running.h"

#include "draws.h"

/* ---- the time loop ------------------------------------------------------------------------------------------------
 */

enum { TIMES = 11, TOWNS = 3 };

/* Steps in order, each recorded at its end; a reader after the writer in the same step; each member its own draw. */
static void steps_and_records_are_in_order(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    running_run(&r, running_options(.output = "r.h5"));
    cb_result *result = result_of("r.h5");
    size_t count, inputs;
    double *trace = result_values(result, "trace", &count), *read = result_values(result, "echo", NULL);
    double *draws = result_values(result, "draws", &inputs);
    assert_int_equal(count, 2 * RUNNING_MEMBERS * TIMES * TOWNS);
    assert_int_equal(inputs, 2 * RUNNING_MEMBERS);
    for (size_t row = 0; row < inputs; row++) {
        double expected = 100.0;
        assert_true(draws[row] >= (row < RUNNING_MEMBERS ? 0.0 : 1.0) &&
                    draws[row] <= (row < RUNNING_MEMBERS ? 1.0 : 3.0));
        for (size_t i = row * TIMES * TOWNS, time = 0; time < TIMES; time++) {
            for (size_t place = 0; place < TOWNS; place++, i++) {
                assert_true(trace[i] == expected);
                assert_true(read[i] == (time ? expected : 0.0));
            }
            expected = probe_next(expected, time, draws[row]);
        }
    }
    free(trace);
    free(read);
    free(draws);
    cb_result_close(result);
    running_close(&r);
}

static void threads_and_blocks_move_no_byte(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    running_run(&r, running_options(.output = "r.h5", .threads = 1));
    running_run(&r, running_options(.output = "t.h5", .threads = 5));
    assert_same_file("t.h5", "r.h5");
    running_run(&r, running_options(.output = "b.h5", .threads = 2, .block_lanes = 32));
    assert_same_file("b.h5", "r.h5");
    running_close(&r);
}

static void nothing_but_the_result_is_left(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    running_run(&r, running_options(.output = "r.h5"));
    assert_true(file_exists("r.h5") && !file_exists("r.h5.parts") && !file_exists(".r.h5.tmp"));
    running_close(&r);
}

/* ---- selections ---------------------------------------------------------------------------------------------------
 */

/* Trace of members [first, first + members) of a variant of r.h5 is all that `path` holds. */
static void assert_part(const char *path, size_t variant, size_t first, size_t members)
{
    size_t count, each = TIMES * TOWNS;
    cb_result *part = result_of(path), *whole = result_of("r.h5");
    double *some = result_values(part, "trace", &count), *all = result_values(whole, "trace", NULL);
    assert_int_equal(count, members * each);
    assert_memory_equal(some, all + (variant * RUNNING_MEMBERS + first) * each, count * sizeof *some);
    free(some);
    free(all);
    cb_result_close(part);
    cb_result_close(whole);
}

static void a_member_or_variant_alone_is_the_same(void **state)
{
    (void)state;
    size_t quick = 1;
    running r = running_open(RUNNING);
    running_run(&r, running_options(.output = "r.h5"));
    running_run(&r, running_options(.output = "v.h5", .variants = &quick, .variant_count = 1));
    assert_part("v.h5", 1, 0, RUNNING_MEMBERS);
    cb_run_options alone = running_options(.output = "m.h5", .variants = &quick, .variant_count = 1);
    for (cb_id member = 0; member < RUNNING_MEMBERS; member += 20) {
        alone.member = member;
        running_run(&r, alone);
        assert_part("m.h5", 1, (size_t)member, 1);
        cb_result *result = result_of("m.h5");
        assert_int_equal(cb_result_dimension(result, "member")->integers[0], member);
        cb_result_close(result);
    }
    running_close(&r);
}

static void selections_that_are_not_there_are_refused(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    cb_run_options options = running_options(.output = "r.h5");
    options.member = RUNNING_MEMBERS;
    running_fails(&r, options, CB_ERROR_USAGE, "--member 61: the design has members 0 to 60");
    options.member = -5;
    running_fails(&r, options, CB_ERROR_USAGE, "--member -5: the design has members 0 to 60");
    options = running_options(.output = "r.h5");
    options.shard = 3;
    options.shards = 2;
    running_fails(&r, options, CB_ERROR_USAGE, "--shard 3/2: the first number must be 1 to 2");
    assert_true(probe_blocks == 0 && !file_exists("r.h5") && !file_exists("r.h5.parts"));
    running_close(&r);
}

/* ---- numbers that leave their bounds -------------------------------------------------------------------------------
 */

#define LIMIT   0.9
#define FAILING USUAL ENSEMBLE "parameters: {probe.pace: {uniform: [0, 1]}, probe.limit: 0.9}\nvariants: {also: {}}\n"

/* The pace that the first failing block of the design meets first. */
static double first_failing_pace(const cb_scenario *scenario)
{
    cb_draws *draws = NULL;
    double pace = 0.0;
    assert_int_equal(cb_draws_create(&draws, scenario), CB_OK);
    for (size_t m = 0; m < scenario->ensemble.members && !(pace > LIMIT); m++)
        pace = cb_draws_value(draws, 0, 0, m);
    cb_draws_free(draws);
    assert_true(pace > LIMIT);
    return pace;
}

/* Even where another thread meets the failure of a later block before. */
static void the_failure_of_the_first_block_stands(void **state)
{
    (void)state;
    char expected[128];
    running r = running_open(FAILING);
    probe_waits_with = first_failing_pace(r.l.scenario);
    snprintf(expected, sizeof expected, "variant base: step %d: the pace %.17g is above the limit", PROBE_FAILS_FROM,
             probe_waits_with);
    for (int threads = 2; threads <= 8; threads++) {
        probe_failures = 0;
        assert_int_equal(running_status(&r, running_options(.output = "r.h5", .threads = threads)), CB_ERROR_NUMBERS);
        assert_string_equal(r.fault.text, expected);
    }
    running_close(&r);
}

/* It would fail again: neither a file nor a journal is left, and a result that was there stays. */
static void failed_numbers_leave_nothing(void **state)
{
    (void)state;
    running r = running_open(FAILING);
    assert_int_equal(running_status(&r, running_options(.output = "r.h5")), CB_ERROR_NUMBERS);
    assert_true(!file_exists("r.h5") && !file_exists("r.h5.parts") && !file_exists(".r.h5.tmp"));
    loading_write("old.h5", "an earlier result");
    loading_write("expected", "an earlier result");
    assert_int_equal(running_status(&r, running_options(.output = "old.h5")), CB_ERROR_NUMBERS);
    assert_same_file("old.h5", "expected");
    assert_false(file_exists("old.h5.parts"));
    running_close(&r);
}

static void a_variant_that_fails_is_named(void **state)
{
    (void)state;
    running r = running_open(USUAL ENSEMBLE "variants:\n"
                                            "  a: {}\n"
                                            "  wild: {parameters: {probe.pace: 2, probe.limit: 1}}\n");
    running_fails(&r, running_options(.output = "r.h5"), CB_ERROR_NUMBERS, "variant wild: step 3: the pace 2 is");
    size_t tame = 1;
    running_run(&r, running_options(.output = "r.h5", .variants = &tame, .variant_count = 1));
    running_close(&r);
}

/* ---- outputs ------------------------------------------------------------------------------------------------------
 */

static void an_output_that_exists_is_replaced(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    loading_write("r.h5", "an earlier result");
    running_run(&r, running_options(.output = "r.h5"));
    running_run(&r, running_options(.output = "new.h5"));
    assert_same_file("r.h5", "new.h5");
    running_close(&r);
}

static void outputs_that_cannot_be_are_refused_before_the_run(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    assert_int_equal(mkdir("folder", 0700), 0);
    running_fails(&r, running_options(.output = "folder"), CB_ERROR_USAGE, "folder: is a folder: expected the name");
    running_fails(&r, running_options(.output = "folder/"), CB_ERROR_USAGE, "folder/: is a folder");
    running_fails(&r, running_options(.output = "nowhere/r.h5"), CB_ERROR_IO, "nowhere/r.h5.parts: No such file");
    running_fails(&r, running_options(.output = "places.csv/r.h5"), CB_ERROR_IO, "places.csv/r.h5.parts: Not a dir");
    assert_true(probe_blocks == 0 && !file_exists("folder.parts"));
    assert_int_equal(rmdir("folder"), 0);
    running_close(&r);
}

/* Under any name: the scenario, what it extends, a table. */
static void inputs_are_not_replaced(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    loading_write("base.yaml", RUNNING);
    loading_write("on-top.yaml", "extends: base.yaml\n");
    loading on_top = {0};
    loading_read(&on_top, "on-top.yaml", (cb_scenario_options){.processes = running_processes, .process_count = 4});
    if (on_top.status)
        fail_msg("%s", on_top.complaints);
    assert_int_equal(symlink("people.csv", "soft") | link("on-top.yaml", "hard"), 0);
    static const char *const names[] = {"on-top.yaml", "./base.yaml", "places.csv", "people.csv", "soft", "hard"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (size_t shards = 1; shards <= 2; shards++) {
            cb_run_options options = running_options(.output = names[i]);
            options.shards = shards;
            r.fault.text[0] = '\0';
            assert_int_equal(cb_run(on_top.scenario, &options, r.l.diagnostics, &r.fault), CB_ERROR_USAGE);
            assert_non_null(strstr(r.fault.text, "the result would replace "));
        }
    assert_int_equal(probe_blocks, 0);
    cb_scenario_free(on_top.scenario);
    cb_diagnostics_free(on_top.diagnostics);
    free(on_top.complaints);
    running_close(&r);
}

/* What prepare finds wrong is a complaint about the scenario: nothing runs, nothing is written. */
static void complaints_of_prepare_leave_nothing(void **state)
{
    (void)state;
    running r = running_open(USUAL "parameters: {probe.refusal: 1}\n");
    assert_int_equal(running_status(&r, running_options(.output = "r.h5")), CB_ERROR_INPUT);
    assert_true(cb_diagnostics_count(r.l.diagnostics) > 0);
    assert_true(probe_blocks == 0 && !file_exists("r.h5") && !file_exists("r.h5.parts"));
    running_close(&r);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(steps_and_records_are_in_order),
    cmocka_unit_test(threads_and_blocks_move_no_byte),
    cmocka_unit_test(nothing_but_the_result_is_left),
    cmocka_unit_test(a_member_or_variant_alone_is_the_same),
    cmocka_unit_test(selections_that_are_not_there_are_refused),
    cmocka_unit_test(the_failure_of_the_first_block_stands),
    cmocka_unit_test(failed_numbers_leave_nothing),
    cmocka_unit_test(a_variant_that_fails_is_named),
    cmocka_unit_test(an_output_that_exists_is_replaced),
    cmocka_unit_test(outputs_that_cannot_be_are_refused_before_the_run),
    cmocka_unit_test(inputs_are_not_replaced),
    cmocka_unit_test(complaints_of_prepare_leave_nothing),
};
CB_SUITE(tests)
