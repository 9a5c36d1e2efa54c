#include "running.h"

enum { MOST_PARTS = 9 };

/* Names of the parts of a run in so many shards: "2.1", "2.2". */
typedef struct parts {
    char names[MOST_PARTS][48];
    const char *list[MOST_PARTS];
} parts;

static void run_parts(running *r, size_t shards, parts *p)
{
    for (size_t i = 0; i < shards; i++) {
        snprintf(p->names[i], sizeof p->names[i], "%zu.%zu", shards, i + 1);
        p->list[i] = p->names[i];
        cb_run_options options = running_options(.output = p->names[i]);
        options.shard = i + 1;
        options.shards = shards;
        running_run(r, options);
    }
}

static void merge(const char *const *list, size_t count, const char *output)
{
    cb_fault fault = {{0}};
    if (cb_merge(list, count, output, &fault))
        fail_msg("%s", fault.text);
}

/* Refused with a message that holds `text`, and nothing is written. */
static void assert_refused(const char *const *list, size_t count, cb_status expected, const char *text)
{
    cb_fault fault = {{0}};
    assert_int_equal(cb_merge(list, count, "refused.h5", &fault), expected);
    if (!strstr(fault.text, text))
        fail_msg("'%s' is not in: %s", text, fault.text);
    assert_true(!file_exists("refused.h5") && !file_exists(".refused.h5.tmp"));
}

#define assert_merge_refused(expected, text, ...)                                                                      \
    assert_refused((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *),    \
                   expected, text)

/* Of 8 chunks: 9 shards leave one empty. */
static void parts_in_any_order_are_the_whole(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    running_run(&r, running_options(.output = "r.h5"));
    static const size_t splits[] = {2, 3, 7, 9};
    for (size_t i = 0; i < sizeof splits / sizeof *splits; i++) {
        parts p;
        run_parts(&r, splits[i], &p);
        merge(p.list, splits[i], "merged.h5");
        assert_same_file("merged.h5", "r.h5");
        for (size_t k = 0; k < splits[i] / 2; k++) {
            const char *kept = p.list[k];
            p.list[k] = p.list[splits[i] - 1 - k];
            p.list[splits[i] - 1 - k] = kept;
        }
        merge(p.list, splits[i], "merged.h5");
        assert_same_file("merged.h5", "r.h5");
    }
    running_close(&r);
}

/* A shard leaves a journal under its own name; merging leaves it as it was. */
static void a_part_is_a_finished_journal(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    parts p;
    run_parts(&r, 2, &p);
    assert_false(file_exists("2.1.parts"));
    assert_int_equal(system("cp 2.1 before"), 0);
    merge(p.list, 2, "merged.h5");
    assert_same_file("2.1", "before");
    running_close(&r);
}

/* Shards of one member alone: all but one are empty. */
static void one_member_may_be_sharded(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    cb_run_options options = running_options(.output = "alone.h5");
    options.member = 17;
    running_run(&r, options);
    options.shards = 2;
    options.output = "one";
    running_run(&r, options);
    options.shard = 2;
    options.output = "two";
    running_run(&r, options);
    merge((const char *const[]){"one", "two"}, 2, "merged.h5");
    assert_same_file("merged.h5", "alone.h5");
    running_close(&r);
}

static void missing_parts_are_named(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    parts p;
    run_parts(&r, 3, &p);
    assert_merge_refused(CB_ERROR_INPUT, "members 16 to 39 are missing: give the part of shard 2/3, or run it again",
                         "3.1", "3.3");
    assert_merge_refused(CB_ERROR_INPUT, "members 40 to 60 are missing: give the part of shard 3/3, or run it again",
                         "3.2", "3.1");
    assert_merge_refused(CB_ERROR_INPUT, "members 16 to 60 are missing: give the parts of shards 2/3 to 3/3", "3.1");
    running_close(&r);
}

static void members_given_twice_are_named(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    parts halves, thirds;
    run_parts(&r, 2, &halves);
    run_parts(&r, 3, &thirds);
    assert_merge_refused(CB_ERROR_INPUT, "2.1: members 0 to 31 are also in 2.1: give every member once", "2.1", "2.1",
                         "2.2");
    assert_merge_refused(CB_ERROR_INPUT, "3.2: members 16 to 31 are also in 2.1", "2.1", "3.2", "3.3");
    running_close(&r);
}

/* Parts of runs that differ in anything but their members: the message says in what. */
static void foreign_parts_are_refused(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    parts p;
    running_run(&r, running_options(.output = "r.h5"));
    run_parts(&r, 2, &p);
    cb_run_options second = running_options(.output = "seed");
    second.shard = second.shards = 2;
    r.l.scenario->ensemble.seed = 4;
    running_run(&r, second);
    r.l.scenario->ensemble.seed = 3;
    second.output = "variant";
    second.variant_count = 1;
    second.variants = &(size_t){1};
    running_run(&r, second);
    second.variants = NULL;
    second.output = "draws";
    second.draws_file = "r.h5";
    running_run(&r, second);
    assert_merge_refused(CB_ERROR_INPUT, "seed: does not belong to 2.1: attribute seed is \"4\", not \"3\"", "2.1",
                         "seed");
    assert_merge_refused(CB_ERROR_INPUT, "variant: does not belong to 2.1: ", "2.1", "variant");
    assert_merge_refused(CB_ERROR_INPUT, "draws: does not belong to 2.1: ", "2.1", "draws");
    running_close(&r);
}

static void what_is_no_part_is_refused(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    parts p;
    run_parts(&r, 2, &p);
    running_run(&r, running_options(.output = "r.h5"));
    assert_int_equal(system("head -c 20 2.2 >torn; head -c 100 2.2 >cut"), 0);
    assert_merge_refused(CB_ERROR_INPUT, "nowhere: No such file or directory", "2.1", "nowhere");
    assert_merge_refused(CB_ERROR_INPUT, ".: Is a directory", "2.1", ".");
    assert_merge_refused(CB_ERROR_INPUT, "r.h5: this is no journal", "2.1", "r.h5");
    assert_merge_refused(CB_ERROR_INPUT, "places.csv: this is no journal", "places.csv");
    assert_merge_refused(CB_ERROR_INPUT, "torn: cut off before its first chunk", "2.1", "torn");
    assert_merge_refused(CB_ERROR_INPUT, "cut: cut off before its first chunk", "2.1", "cut");
    cb_fault fault = {{0}};
    assert_int_equal(cb_merge(NULL, 0, "refused.h5", &fault), CB_ERROR_USAGE);
    running_close(&r);
}

/* A part cut off in its last chunk: which members, and what to do. */
static void unfinished_parts_are_refused(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    parts p;
    run_parts(&r, 2, &p);
    assert_int_equal(system("head -c -1 2.2 >short && mv short 2.2"), 0);
    assert_merge_refused(CB_ERROR_INPUT, "are missing: run shard 2/2 again", "2.1", "2.2");
    running_close(&r);
}

static void an_output_that_cannot_be_is_refused(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    parts p;
    cb_fault fault = {{0}};
    run_parts(&r, 2, &p);
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_int_equal(cb_merge(p.list, 2, "folder", &fault), CB_ERROR_USAGE);
    assert_non_null(strstr(fault.text, "folder: is a folder"));
    assert_int_equal(cb_merge(p.list, 2, "nowhere/m.h5", &fault), CB_ERROR_IO);
    assert_non_null(strstr(fault.text, "nowhere/m.h5: writing failed: No such file or directory"));
    running_close(&r);
}

/* After a refusal a result that was there stays as it was. */
static void a_refusal_keeps_what_was_there(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    parts p;
    cb_fault fault = {{0}};
    run_parts(&r, 2, &p);
    loading_write("m.h5", "an earlier result");
    loading_write("expected", "an earlier result");
    assert_int_equal(cb_merge(p.list, 1, "m.h5", &fault), CB_ERROR_INPUT);
    assert_same_file("m.h5", "expected");
    running_close(&r);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(parts_in_any_order_are_the_whole),    cmocka_unit_test(a_part_is_a_finished_journal),
    cmocka_unit_test(one_member_may_be_sharded),           cmocka_unit_test(missing_parts_are_named),
    cmocka_unit_test(members_given_twice_are_named),       cmocka_unit_test(foreign_parts_are_refused),
    cmocka_unit_test(what_is_no_part_is_refused),          cmocka_unit_test(unfinished_parts_are_refused),
    cmocka_unit_test(an_output_that_cannot_be_is_refused), cmocka_unit_test(a_refusal_keeps_what_was_there),
};
CB_SUITE(tests)
