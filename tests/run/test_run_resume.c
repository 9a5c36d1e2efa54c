#include "running.h"

/* ---- progress and interruption --------------------------------------------------------------------------------------
 */

typedef struct progress {
    size_t calls, last, total, copy_at;
    bool out_of_order, not_copied;
} progress;

/* Keeps the journal as it is after `copy_at` blocks, as if the run had been killed there. */
static void watch(void *context, size_t done, size_t total)
{
    progress *p = context;
    p->calls++;
    p->out_of_order |= done != p->last + 1;
    p->last = done;
    p->total = total;
    if (done == p->copy_at)
        p->not_copied = system("cp r.h5.parts cut.h5.parts");
}

static void progress_counts_every_block(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    for (int threads = 1; threads <= 4; threads += 3) {
        progress p = {0};
        running_run(&r,
                    running_options(.output = "r.h5", .threads = threads, .progress = watch, .progress_context = &p));
        assert_int_equal(p.calls, 16); /* 2 variants of 8 blocks: 7 whole ones and one of 5 members */
        assert_int_equal(p.total, 16);
        assert_false(p.out_of_order);
    }
    running_close(&r);
}

static void a_resumed_run_goes_on_where_it_was(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    for (size_t at = 1; at < 16; at += 5) {
        progress p = {.copy_at = at};
        running_run(&r, running_options(.output = "r.h5", .threads = 1, .progress = watch, .progress_context = &p));
        probe_blocks = 0;
        running_run(&r, running_options(.output = "cut.h5", .threads = 2, .resume = true));
        assert_int_equal(probe_blocks, 16 - at);
        assert_same_file("cut.h5", "r.h5");
        assert_false(file_exists("cut.h5.parts"));
    }
    running_close(&r);
}

/* Blocks of other lengths take what is there, and leave no member out. */
static void a_run_is_resumed_with_other_blocks(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    progress p = {.copy_at = 3};
    running_run(&r, running_options(.output = "r.h5", .threads = 1, .progress = watch, .progress_context = &p));
    running_run(&r, running_options(.output = "cut.h5", .resume = true, .block_lanes = 32));
    assert_same_file("cut.h5", "r.h5");
    running_close(&r);
}

static void resume_without_a_journal_begins(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    running_run(&r, running_options(.output = "r.h5"));
    running_run(&r, running_options(.output = "n.h5", .resume = true));
    assert_same_file("n.h5", "r.h5");
    running_close(&r);
}

static void a_journal_is_neither_overwritten_nor_taken_for_another(void **state)
{
    (void)state;
    running r = running_open(RUNNING);
    progress p = {.copy_at = 3};
    running_run(&r, running_options(.output = "r.h5", .threads = 1, .progress = watch, .progress_context = &p));
    running_fails(&r, running_options(.output = "cut.h5"), CB_ERROR_USAGE,
                  "cut.h5.parts: an unfinished run left this journal: go on with --resume, or delete it");
    r.l.scenario->ensemble.seed = 4;
    running_fails(&r, running_options(.output = "cut.h5", .resume = true), CB_ERROR_INPUT,
                  "cut.h5.parts: this journal is of another run: attribute seed is \"3\", not \"4\"");
    r.l.scenario->ensemble.seed = 3;
    running_fails(&r, running_options(.output = "cut.h5", .resume = true, .draws_file = "r.h5"), CB_ERROR_INPUT,
                  "this journal is of another run");
    cb_run_options shard = running_options(.output = "cut.h5", .resume = true);
    shard.shards = 2;
    running_fails(&r, shard, CB_ERROR_INPUT, "cut.h5.parts: this journal is of another shard");
    running_run(&r, running_options(.output = "cut.h5", .resume = true)); /* it was left as it was */
    assert_same_file("cut.h5", "r.h5");
    running_close(&r);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(progress_counts_every_block),
    cmocka_unit_test(a_resumed_run_goes_on_where_it_was),
    cmocka_unit_test(a_run_is_resumed_with_other_blocks),
    cmocka_unit_test(resume_without_a_journal_begins),
    cmocka_unit_test(a_journal_is_neither_overwritten_nor_taken_for_another),
};
CB_SUITE(tests)
