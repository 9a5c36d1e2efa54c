#include "running.h"

#include "ready.h"

static cb_status ready_status(running *r, cb_run_options options, cb_ready *ready)
{
    static cb_run_options kept; /* `ready` keeps a pointer to it */
    kept = options;
    r->fault.text[0] = '\0';
    return cb_ready_make(ready, r->l.scenario, &kept, r->l.diagnostics, &r->fault);
}

/* Making ready fails with a message that holds `text`; releasing is safe. */
static void assert_not_ready(running *r, cb_run_options options, cb_status expected, const char *text)
{
    cb_ready ready;
    assert_int_equal(ready_status(r, options, &ready), expected);
    if (!strstr(r->fault.text, text))
        fail_msg("'%s' is not in: %s", text, r->fault.text);
    cb_ready_release(&ready);
}

static void everything_is_chosen_by_default(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    cb_ready ready;
    assert_int_equal(ready_status(&r, running_options(.output = "r.h5"), &ready), CB_OK);
    assert_int_equal(ready.variant_count, 2);
    assert_int_equal(ready.member_count, RUNNING_MEMBERS);
    assert_int_equal(ready.lanes, 8);
    for (size_t v = 0; v < 2; v++) {
        assert_int_equal(ready.variants[v], v);
        assert_int_equal(ready.worlds[v]->variant_index, v);
        assert_ptr_equal(ready.worlds[v]->draws, ready.draws); /* shared: variants have the same chance */
    }
    for (size_t m = 0; m < RUNNING_MEMBERS; m++)
        assert_int_equal(ready.members[m], m);
    cb_ready_release(&ready);
    running_close(&r);
}

static void a_choice_is_kept(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    cb_ready ready;
    size_t quick = 1;
    cb_run_options options =
        running_options(.output = "r.h5", .variants = &quick, .variant_count = 1, .block_lanes = 32);
    options.member = 60;
    assert_int_equal(ready_status(&r, options, &ready), CB_OK);
    assert_int_equal(ready.variant_count, 1);
    assert_int_equal(ready.worlds[0]->variant_index, 1);
    assert_int_equal(ready.member_count, 1);
    assert_int_equal(ready.members[0], 60);
    assert_int_equal(ready.lanes, 32);
    assert_int_equal(cb_manifest_members(ready.manifest), 1);
    cb_ready_release(&ready);
    running_close(&r);
}

/* Shards follow one another without gap from the first to the last chunk, none longer than another by more than one. */
static void shards_part_the_chunks(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    size_t chunks = cb_chunks_of(RUNNING_MEMBERS);
    assert_int_equal(chunks, 8);
    for (size_t shards = 1; shards <= 11; shards++) {
        size_t end = 0;
        for (size_t shard = 1; shard <= shards; shard++) {
            cb_ready ready;
            cb_run_options options = running_options(.output = "r.h5");
            options.shard = shard;
            options.shards = shards;
            assert_int_equal(ready_status(&r, options, &ready), CB_OK);
            size_t length = ready.manifest->last_chunk - ready.manifest->first_chunk;
            assert_int_equal(ready.manifest->first_chunk, end);
            assert_true(length == chunks / shards || length == (chunks + shards - 1) / shards);
            end = ready.manifest->last_chunk;
            cb_ready_release(&ready);
        }
        assert_int_equal(end, chunks);
    }
    running_close(&r);
}

static void chunks_hold_eight_members(void **state)
{
    (void)state;
    assert_int_equal(cb_chunks_of(1), 1);
    assert_int_equal(cb_chunks_of(8), 1);
    assert_int_equal(cb_chunks_of(9), 2);
    assert_int_equal(cb_chunks_of(4000), 500);
}

static void what_is_not_there_is_refused(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    cb_run_options options = running_options(.output = "r.h5");
    options.member = RUNNING_MEMBERS;
    assert_not_ready(&r, options, CB_ERROR_USAGE, "--member 61");
    options = running_options(.output = "r.h5");
    options.shard = 0;
    assert_not_ready(&r, options, CB_ERROR_USAGE, "--shard 0/1");
    options.shards = 3;
    options.shard = 4;
    assert_not_ready(&r, options, CB_ERROR_USAGE, "--shard 4/3: the first number must be 1 to 3");
    running_close(&r);
}

static void a_process_may_refuse(void **state)
{
    (void)state;
    running r = running_open(USUAL ENSEMBLE "variants: {bad: {parameters: {probe.refusal: 1}}}\n");
    assert_not_ready(&r, running_options(.output = "r.h5"), CB_ERROR_INPUT, "");
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    cb_diagnostics_print(r.l.diagnostics, stream);
    fclose(stream);
    assert_non_null(strstr(text, "process probe: does not want to run"));
    free(text);
    running_close(&r);
}

/* ---- draws of an earlier run ---------------------------------------------------------------------------------------
 */

/* Pace of a member as the world of a variant has it. */
static double pace_of(const cb_ready *ready, size_t variant, size_t member)
{
    return cb_draws_value(ready->draws, variant, (size_t)cb_draws_find(ready->draws, "probe.pace"), member);
}

/* The draws of a run with another seed, and of a smaller design, take the place of the own ones. */
static void draws_are_those_of_the_earlier_run(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    running_run(&r, running_options(.output = "r.h5"));
    cb_result *result = result_of("r.h5");
    double *draws = result_values(result, "draws", NULL);
    cb_result_close(result);
    r.l.scenario->ensemble.seed = 99;
    r.l.scenario->ensemble.members = 20;
    cb_ready ready;
    assert_int_equal(ready_status(&r, running_options(.output = "x.h5", .draws_file = "r.h5"), &ready), CB_OK);
    for (size_t v = 0; v < 2; v++)
        for (size_t m = 0; m < 20; m++)
            assert_true(pace_of(&ready, v, m) == draws[v * RUNNING_MEMBERS + m]);
    cb_ready_release(&ready);
    free(draws);
    running_close(&r);
}

/* One member alone has its number: it stands for itself and for no other. */
static void a_member_alone_repeats_itself(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    cb_run_options options = running_options(.output = "alone.h5");
    options.member = 17;
    running_run(&r, options);
    options.output = "again.h5";
    options.draws_file = "alone.h5";
    running_run(&r, options);
    cb_result *one = result_of("alone.h5"), *two = result_of("again.h5");
    assert_same_values(one, two, "trace");
    cb_result_close(one);
    cb_result_close(two);
    options.member = 0;
    assert_not_ready(&r, options, CB_ERROR_INPUT, "alone.h5: holds no draw of probe.pace for member 0 of variant base");
    assert_not_ready(&r, running_options(.output = "x.h5", .draws_file = "alone.h5"), CB_ERROR_INPUT,
                     "for member 0 of variant base");
    running_close(&r);
}

static void draws_that_are_not_there_are_refused(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    size_t quick = 1;
    running_run(&r, running_options(.output = "quick.h5", .variants = &quick, .variant_count = 1));
    assert_not_ready(&r, running_options(.output = "x.h5", .draws_file = "quick.h5"), CB_ERROR_INPUT,
                     "quick.h5: holds no draw of probe.pace for member 0 of variant base");
    cb_ready ready;
    assert_int_equal(ready_status(&r,
                                  running_options(.output = "x.h5", .draws_file = "quick.h5", .variants = &quick,
                                                  .variant_count = 1),
                                  &ready),
                     CB_OK);
    cb_ready_release(&ready);
    assert_not_ready(&r, running_options(.output = "x.h5", .draws_file = "nowhere.h5"), CB_ERROR_INPUT, "nowhere.h5");
    assert_not_ready(&r, running_options(.output = "x.h5", .draws_file = "people.csv"), CB_ERROR_INPUT, "people.csv");
    r.l.scenario->ensemble.members = 62;
    assert_not_ready(
        &r, running_options(.output = "x.h5", .draws_file = "quick.h5", .variants = &quick, .variant_count = 1),
        CB_ERROR_INPUT, "for member 61 of variant quick");
    running_close(&r);
}

#define SHAKEN                                                                                                         \
    USUAL ENSEMBLE                                                                                                     \
        "parameters: {probe.pace: 2}\nshocks:\n"                                                                       \
        "- {id: calm, region: all, parameter: probe.pace, sd: 0.2, persistence: 0.6, assumed: x}\n"                    \
        "- {id: wild, region: all, parameter: probe.pace, sd: 0.5, persistence: 0.1, each: yes, assumed: x}\n"

/* Nothing but the file is asked: the seed makes other shocks, the design none. */
static void shocks_are_those_of_the_earlier_run(void **state)
{
    (void)state;
    running r = running_open(SHAKEN "variants: {tame: {shocks: {wild: {sd: 0.1}}}}\n");
    running_run(&r, running_options(.output = "r.h5"));
    r.l.scenario->ensemble.seed = 4;
    running_run(&r, running_options(.output = "other.h5"));
    running_run(&r, running_options(.output = "again.h5", .draws_file = "r.h5"));
    r.l.scenario->ensemble.design = CB_DESIGN_CENTRAL;
    running_run(&r, running_options(.output = "central.h5", .draws_file = "r.h5"));
    cb_result *first = result_of("r.h5"), *other = result_of("other.h5");
    cb_result *again = result_of("again.h5"), *central = result_of("central.h5");
    size_t count;
    double *mine = result_values(first, "trace", &count), *others = result_values(other, "trace", NULL);
    assert_memory_not_equal(mine, others, count * sizeof *mine);
    static const char *const names[] = {"trace", "shocks"};
    for (size_t i = 0; i < 2; i++) {
        assert_same_values(first, again, names[i]);
        assert_same_values(first, central, names[i]);
    }
    free(mine);
    free(others);
    cb_result_close(first);
    cb_result_close(other);
    cb_result_close(again);
    cb_result_close(central);
    running_close(&r);
}

static void shocks_that_are_not_there_are_refused(void **state)
{
    (void)state;
    running r = running_open(SHAKEN);
    cb_shock *shocks = r.l.scenario->variants[0].shocks;
    running_run(&r, running_options(.output = "r.h5"));
    shocks[0].id = "late";
    assert_not_ready(&r, running_options(.output = "x.h5", .draws_file = "r.h5"), CB_ERROR_INPUT,
                     "r.h5: holds no draw of late for member 0 of variant base");
    shocks[0].id = "calm";
    r.l.scenario->clock.end++;
    r.l.scenario->clock.step_count++;
    assert_not_ready(&r, running_options(.output = "x.h5", .draws_file = "r.h5"), CB_ERROR_INPUT,
                     "r.h5: holds no draw of calm for member 0 of variant base");
    running_close(&r);
}

static void a_result_without_draws_is_refused(void **state)
{
    (void)state;
    running certain = running_open(USUAL ENSEMBLE);
    running_run(&certain, running_options(.output = "certain.h5"));
    assert_not_ready(&certain, running_options(.output = "x.h5", .draws_file = "certain.h5"), CB_ERROR_INPUT,
                     "certain.h5: holds no draws: nothing was uncertain in that run");
    running_close(&certain);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(everything_is_chosen_by_default),
    cmocka_unit_test(a_choice_is_kept),
    cmocka_unit_test(shards_part_the_chunks),
    cmocka_unit_test(chunks_hold_eight_members),
    cmocka_unit_test(what_is_not_there_is_refused),
    cmocka_unit_test(a_process_may_refuse),
    cmocka_unit_test(draws_are_those_of_the_earlier_run),
    cmocka_unit_test(a_member_alone_repeats_itself),
    cmocka_unit_test(draws_that_are_not_there_are_refused),
    cmocka_unit_test(shocks_are_those_of_the_earlier_run),
    cmocka_unit_test(shocks_that_are_not_there_are_refused),
    cmocka_unit_test(a_result_without_draws_is_refused),
};
CB_SUITE(tests)
