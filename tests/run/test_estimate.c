#include "running.h"

static cb_run_cost cost_of(running *r, cb_run_options options)
{
    cb_run_cost cost;
    if (cb_run_estimate(r->l.scenario, &options, r->l.diagnostics, &cost, &r->fault))
        fail_msg("%s", r->fault.text);
    return cost;
}

/* Bytes of all values of a result that depend on the member. */
static double bytes_of_members(const char *path)
{
    cb_result *result = result_of(path);
    const cb_manifest *manifest = cb_result_manifest(result);
    double bytes = 0.0;
    for (size_t v = 0; v < manifest->variable_count; v++)
        if (cb_manifest_is_chunked(manifest, v))
            bytes += (double)cb_manifest_values(manifest, v) * sizeof(double);
    cb_result_close(result);
    return bytes;
}

static void sizes_are_those_of_the_scenario(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    cb_run_cost cost = cost_of(&r, running_options(.output = NULL));
    assert_int_equal(cost.members, RUNNING_MEMBERS);
    assert_int_equal(cost.variants, 2);
    assert_int_equal(cost.steps, 10);
    assert_int_equal(cost.places, 3);
    assert_int_equal(cost.cells, 1 * 2 * 2); /* one age group, two sexes, two statuses */
    assert_int_equal(cost.inputs, 1);
    assert_true(isfinite(cost.seconds) && cost.seconds >= 0.0);
    running_close(&r);
}

/* The estimate before compression is what the run then writes, to the byte. */
static void bytes_are_those_of_the_run(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    size_t quick = 1;
    cb_run_options choices[] = {running_options(.output = "r.h5"),
                                running_options(.output = "r.h5", .variants = &quick, .variant_count = 1),
                                running_options(.output = "r.h5", .block_lanes = 32)};
    for (size_t i = 0; i < 3; i++) {
        cb_run_cost cost = cost_of(&r, choices[i]);
        running_run(&r, choices[i]);
        assert_true(cost.file_bytes == bytes_of_members("r.h5"));
    }
    choices[0].member = 3;
    running_run(&r, choices[0]);
    assert_true(cost_of(&r, choices[0]).file_bytes == bytes_of_members("r.h5"));
    running_close(&r);
}

/* Of the file itself it is an upper bound, but for what does not grow with the members. */
static void the_file_is_not_larger(void **state)
{
    (void)state;
    double sizes[2];
    running r = running_open(RUNNING);
    for (size_t i = 0; i < 2; i++) {
        r.l.scenario->ensemble.members = i ? 4000 : 2000;
        running_run(&r, running_options(.output = "r.h5"));
        struct stat about;
        assert_int_equal(stat("r.h5", &about), 0);
        sizes[i] = (double)about.st_size;
    }
    double bytes = cost_of(&r, running_options(.output = NULL)).file_bytes / 2; /* of 2000 members more */
    assert_true(sizes[1] - sizes[0] < bytes);
    assert_true(sizes[1] - sizes[0] > bytes / 20); /* the traces of no two members are alike */
    running_close(&r);
}

/* Memory is that of blocks: it grows with their lanes, beside parameters without lanes, and with no more members or
 * variants. */
static void memory_knows_lanes_but_no_members(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    double eight = cost_of(&r, running_options(.output = NULL)).block_bytes;
    double sixteen = cost_of(&r, running_options(.block_lanes = 16)).block_bytes;
    double more = cost_of(&r, running_options(.block_lanes = 24)).block_bytes;
    assert_true(sixteen > 1.5 * eight);
    assert_true(more - sixteen == sixteen - eight);
    r.l.scenario->ensemble.members = 4000;
    assert_true(cost_of(&r, running_options(.output = NULL)).block_bytes == eight);
    assert_true(eight >= cost_of(&r, running_options(.output = NULL)).file_bytes / 4000 / 2 *
                             8); /* a block of recorded values */
    running_close(&r);
}

/* Every variant has a world, whatever the blocks and members. */
static void worlds_are_shared_by_blocks_but_not_by_variants(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    size_t quick = 1;
    double both = cost_of(&r, running_options(.output = NULL)).world_bytes;
    double one = cost_of(&r, running_options(.variants = &quick, .variant_count = 1)).world_bytes;
    assert_true(one > 0.0 && both == 2.0 * one);
    r.l.scenario->ensemble.members = 4000;
    assert_true(cost_of(&r, running_options(.block_lanes = 16)).world_bytes == both);
    running_close(&r);
}

static void more_members_cost_more(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    double bytes = cost_of(&r, running_options(.output = NULL)).file_bytes;
    r.l.scenario->ensemble.members *= 10;
    cb_run_cost cost = cost_of(&r, running_options(.output = NULL));
    assert_true(cost.file_bytes == 10.0 * bytes);
    assert_int_equal(cost.members, 10 * RUNNING_MEMBERS);
    running_close(&r);
}

static void an_estimate_writes_nothing(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    cost_of(&r, running_options(.output = "r.h5"));
    assert_true(probe_blocks == 1); /* one block was timed */
    assert_true(!file_exists("r.h5") && !file_exists("r.h5.parts"));
    running_close(&r);
}

static void what_would_fail_is_said(void **state)
{
    (void)state;
    running r = running_open(USUAL "parameters: {probe.pace: 2, probe.limit: 1}\n");
    cb_run_cost cost;
    cb_run_options options = running_options(.output = NULL);
    assert_int_equal(cb_run_estimate(r.l.scenario, &options, r.l.diagnostics, &cost, &r.fault), CB_ERROR_NUMBERS);
    assert_string_equal(r.fault.text, "step 3: the pace 2 is above the limit");
    running_close(&r);
    r = running_open(USUAL "parameters: {probe.refusal: 1}\n");
    assert_int_equal(cb_run_estimate(r.l.scenario, &options, r.l.diagnostics, &cost, &r.fault), CB_ERROR_INPUT);
    assert_int_equal(cb_diagnostics_count(r.l.diagnostics), 2); /* of both processes of this plan */
    running_close(&r);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(sizes_are_those_of_the_scenario),
    cmocka_unit_test(bytes_are_those_of_the_run),
    cmocka_unit_test(the_file_is_not_larger),
    cmocka_unit_test(memory_knows_lanes_but_no_members),
    cmocka_unit_test(worlds_are_shared_by_blocks_but_not_by_variants),
    cmocka_unit_test(more_members_cost_more),
    cmocka_unit_test(an_estimate_writes_nothing),
    cmocka_unit_test(what_would_fail_is_said),
};
CB_SUITE(tests)
