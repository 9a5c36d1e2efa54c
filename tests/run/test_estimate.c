#include <sys/resource.h>

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

static double largest_chunk(const char *path)
{
    cb_result *result = result_of(path);
    const cb_manifest *manifest = cb_result_manifest(result);
    size_t most = 0;
    for (size_t v = 0; v < manifest->variable_count; v++)
        if (cb_manifest_is_chunked(manifest, v) && cb_manifest_chunk_values(manifest, v) > most)
            most = cb_manifest_chunk_values(manifest, v);
    cb_result_close(result);
    return (double)most * sizeof(double);
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
        assert_true(cost.value_bytes == bytes_of_members("r.h5"));
    }
    choices[0].member = 3;
    running_run(&r, choices[0]);
    assert_true(cost_of(&r, choices[0]).value_bytes == bytes_of_members("r.h5"));
    running_close(&r);
}

/* By one block: within a quarter, as the traces of no two members are alike. */
static void the_file_is_as_large_as_was_said(void **state)
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
    cb_run_cost cost = cost_of(&r, running_options(.output = NULL));
    double grown = sizes[1] - sizes[0], expected = cost.file_bytes / 2; /* of 2000 members more */
    assert_true(grown < 1.25 * expected && grown > 0.75 * expected);
    assert_true(cost.file_bytes < cost.value_bytes);
    assert_true(cost.file_seconds > 0.0);
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
    assert_true(eight >= cost_of(&r, running_options(.output = NULL)).value_bytes / 4000 / 2 *
                             8); /* a block of recorded values */
    running_close(&r);
}

/* Of the program, of the design (four bytes for each input) with the places of its chunks, and of the largest chunk:
 * its values, the bytes in the order of the file, and what is left of them. */
static void memory_is_more_than_blocks(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    cb_run_cost cost = cost_of(&r, running_options(.output = NULL));
    r.l.scenario->ensemble.design = CB_DESIGN_RANDOM;
    double design = cost.ensemble_bytes - cost_of(&r, running_options(.output = NULL)).ensemble_bytes;
    assert_true(design == 4.0 * RUNNING_MEMBERS);
    r.l.scenario->ensemble.members *= 8;
    cb_run_cost more = cost_of(&r, running_options(.output = NULL));
    assert_true(more.ensemble_bytes > 7.0 * (cost.ensemble_bytes - design));
    running_run(&r, running_options(.output = "r.h5"));
    double largest = largest_chunk("r.h5");
    assert_true(more.chunk_bytes > 2.0 * largest && more.chunk_bytes < 3.1 * largest);
    assert_true(more.program_bytes > 1e6 && more.program_bytes < 4e9);
    running_close(&r);
}

/* However many members there are: neither they nor their design are made. */
static void an_estimate_takes_little_memory(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    struct rlimit before, limit;
    unsigned long pages = 0;
    FILE *stream = fopen("/proc/self/statm", "r");
    assert_non_null(stream);
    assert_int_equal(fscanf(stream, "%lu", &pages), 1);
    fclose(stream);
    assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
    limit = before;
    limit.rlim_cur = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + ((rlim_t)64 << 20);
    r.l.scenario->ensemble.members = 100000000;
    assert_int_equal(setrlimit(RLIMIT_AS, &limit), 0);
    cb_run_cost cost = cost_of(&r, running_options(.output = NULL));
    assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
    assert_int_equal(cost.members, 100000000);
    assert_true(cost.ensemble_bytes > 4e8);
    running_close(&r);
}

static void more_members_cost_more(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    double bytes = cost_of(&r, running_options(.output = NULL)).value_bytes;
    r.l.scenario->ensemble.members *= 10;
    cb_run_cost cost = cost_of(&r, running_options(.output = NULL));
    assert_true(cost.value_bytes == 10.0 * bytes);
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
    cmocka_unit_test(sizes_are_those_of_the_scenario),  cmocka_unit_test(bytes_are_those_of_the_run),
    cmocka_unit_test(the_file_is_as_large_as_was_said), cmocka_unit_test(memory_knows_lanes_but_no_members),
    cmocka_unit_test(memory_is_more_than_blocks),       cmocka_unit_test(an_estimate_takes_little_memory),
    cmocka_unit_test(more_members_cost_more),           cmocka_unit_test(an_estimate_writes_nothing),
    cmocka_unit_test(what_would_fail_is_said),
};
CB_SUITE(tests)
