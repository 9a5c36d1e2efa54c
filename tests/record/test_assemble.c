#include "assemble.h"

#include <hdf5.h>
#include <signal.h>

#include "sample.h"

#define MEMBERS 61 /* eight chunks, the last one not full */

/* HDF5 cannot let go of a file whose closing failed. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libhdf5";
}

/* From one journal whose chunks were appended in the order of this number. */
static void assemble_ordered(const char *name, uint64_t order, size_t chunk_bytes)
{
    cb_fault fault = {{0}};
    cb_manifest *manifest = sample_manifest(MEMBERS);
    if (chunk_bytes)
        manifest->chunk_bytes = chunk_bytes;
    cb_journal *journal = sample_journal(sample_path("order.parts"), manifest, order);
    assert_done(sample_assemble(&journal, 1, sample_path(name), &fault));
    sample_close(journal);
    unlink(sample_path("order.parts"));
    cb_manifest_free(manifest);
}

/* From N shards, taken in the order of this number. */
static void assemble_shards(const char *name, size_t shards, uint64_t order)
{
    cb_fault fault = {{0}};
    cb_manifest *manifest = sample_manifest(MEMBERS);
    cb_journal *journals[16];
    for (size_t i = 0; i < shards; i++) {
        char part[32];
        snprintf(part, sizeof part, "%zu.part", i);
        journals[i] = sample_shard(part, manifest, i + 1, shards);
    }
    for (size_t i = shards; i > 1; i--) {
        size_t other = (size_t)(sample_mix(order * 100 + i) % i);
        cb_journal *kept = journals[i - 1];
        journals[i - 1] = journals[other];
        journals[other] = kept;
    }
    assert_done(sample_assemble(journals, shards, sample_path(name), &fault));
    for (size_t i = 0; i < shards; i++) {
        unlink(cb_journal_path(journals[i]));
        sample_close(journals[i]);
    }
    cb_manifest_free(manifest);
}

static void the_order_of_chunks_leaves_no_trace(void **state)
{
    (void)state;
    assemble_ordered("0.h5", 0, 0);
    for (uint64_t order = 1; order <= 5; order++) {
        assemble_ordered("n.h5", order, 0);
        assert_same_file(sample_path("n.h5"), sample_path("0.h5"));
    }
}

static void the_order_of_parts_leaves_no_trace(void **state)
{
    (void)state;
    assemble_ordered("0.h5", 0, 700);
    assemble_ordered("n.h5", 3, 700);
    assert_same_file(sample_path("n.h5"), sample_path("0.h5"));
}

static void the_number_and_order_of_shards_leave_no_trace(void **state)
{
    static const size_t shards[] = {1, 3, 7, 11}; /* of 11, some are empty */
    (void)state;
    assemble_ordered("0.h5", 0, 0);
    for (size_t s = 0; s < sizeof shards / sizeof *shards; s++)
        for (uint64_t order = 1; order <= 3; order++) {
            assemble_shards("n.h5", shards[s], order);
            assert_same_file(sample_path("n.h5"), sample_path("0.h5"));
        }
}

static void a_resumed_journal_leaves_no_trace(void **state)
{
    cb_fault fault = {{0}};
    cb_manifest *manifest = sample_manifest(MEMBERS);
    cb_journal *journal = sample_journal(sample_path("a.parts"), manifest, 4);
    off_t half = (off_t)cb_journal_bytes(journal) / 2;
    (void)state;
    assemble_ordered("0.h5", 0, 0);
    sample_close(journal);
    assert_int_equal(truncate(sample_path("a.parts"), half), 0);
    assert_done(cb_journal_resume(&journal, sample_path("a.parts"), manifest, &fault));
    sample_fill(journal, 9);
    assert_done(sample_assemble(&journal, 1, sample_path("a.h5"), &fault));
    assert_same_file(sample_path("a.h5"), sample_path("0.h5"));
    sample_close(journal);
    cb_manifest_free(manifest);
}

/* HDF5 keeps times to the second. */
static void the_time_leaves_no_trace(void **state)
{
    (void)state;
    assemble_ordered("0.h5", 0, 0);
    sleep(2);
    assemble_ordered("n.h5", 0, 0);
    assert_same_file(sample_path("n.h5"), sample_path("0.h5"));
}

/* ---- refusals ------------------------------------------------------------------------------------------------------
 */

static void assert_refused(cb_journal *const *journals, size_t count, cb_status status, const char *words)
{
    cb_fault fault = {{0}};
    size_t files = sample_files();
    assert_int_equal(sample_assemble(journals, count, sample_path("no.h5"), &fault), status);
    assert_says(fault, words);
    assert_int_equal(sample_files(), files);
}

static void journals_that_do_not_fit_are_refused(void **state)
{
    cb_manifest *manifest = sample_manifest(MEMBERS), *other = sample_manifest(MEMBERS);
    (void)state;
    other->attributes[3].number = 7;
    cb_journal *first = sample_shard("1.part", manifest, 1, 3), *second = sample_shard("2.part", manifest, 2, 3);
    cb_journal *third = sample_shard("3.part", manifest, 3, 3), *half = sample_shard("h.part", manifest, 2, 2);
    cb_journal *foreign = sample_shard("f.part", other, 2, 3);
    assert_refused((cb_journal *[]){first}, 0, CB_ERROR_USAGE, "no.h5: no journal to make it from");
    assert_refused((cb_journal *[]){third, first}, 2, CB_ERROR_INPUT,
                   "members 16 to 39 are missing: give the part of shard 2/3");
    assert_refused((cb_journal *[]){first, second, half}, 3, CB_ERROR_INPUT, "members 32 to 39 are also in");
    assert_refused((cb_journal *[]){first, foreign, third}, 3, CB_ERROR_INPUT, "attribute seed is 7, not 2026");
    sample_close(first);
    sample_close(second);
    sample_close(third);
    sample_close(half);
    sample_close(foreign);
    cb_manifest_free(manifest);
    cb_manifest_free(other);
}

/* In the last record, so that its head is looked at when the journal is opened but its bytes when it is read. */
static void a_damaged_chunk_is_found(void **state)
{
    size_t size;
    cb_fault fault = {{0}};
    cb_journal *journal = NULL;
    cb_manifest *manifest = sample_manifest(MEMBERS);
    (void)state;
    sample_close(sample_journal(sample_path("a.part"), manifest, 0));
    free(file_bytes(sample_path("a.part"), &size));
    sample_flip(sample_path("a.part"), size - 5);
    assert_done(cb_journal_open(&journal, sample_path("a.part"), &fault));
    assert_refused(&journal, 1, CB_ERROR_IO, "a.part: members 56 to 60 are damaged in variable weight");
    sample_close(journal);
    cb_manifest_free(manifest);
}

static void a_folder_that_is_not_there_is_named(void **state)
{
    cb_fault fault = {{0}};
    cb_manifest *manifest = sample_manifest(3);
    cb_journal *journal = sample_journal(sample_path("a.part"), manifest, 0);
    (void)state;
    assert_int_equal(sample_assemble(&journal, 1, sample_path("none/a.h5"), &fault), CB_ERROR_IO);
    assert_says(fault, "none/a.h5: writing failed: No such file or directory");
    sample_close(journal);
    cb_manifest_free(manifest);
}

static void a_part_is_not_replaced_by_the_whole(void **state)
{
    cb_manifest *manifest = sample_manifest(MEMBERS);
    cb_journal *first = sample_shard("1.part", manifest, 1, 2), *second = sample_shard("2.part", manifest, 2, 2);
    cb_fault fault = {{0}};
    size_t size, after;
    (void)state;
    assert_int_equal(link(sample_path("2.part"), sample_path("hard")), 0);
    assert_int_equal(symlink("2.part", sample_path("soft")), 0);
    free(file_bytes(sample_path("2.part"), &size));
    static const char *const names[] = {"1.part", "2.part", "hard", "soft"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(sample_assemble((cb_journal *[]){first, second}, 2, sample_path(names[i]), &fault),
                         CB_ERROR_USAGE);
        assert_says(fault, "the result would replace");
    }
    free(file_bytes(sample_path("2.part"), &after));
    assert_int_equal(after, size);
    sample_close(first);
    sample_close(second);
    cb_manifest_free(manifest);
}

/* ---- full disks
 * ------------------------------------------------------------------------------------------------------ */

/* The disk is full at any byte: nothing is left under either name, and where there is room again it goes on. */
static void a_failed_write_leaves_no_file(void **state)
{
    size_t size;
    cb_manifest *manifest = sample_manifest(MEMBERS);
    cb_journal *journal = sample_journal(sample_path("a.part"), manifest, 0);
    cb_fault fault = {{0}};
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    assemble_ordered("0.h5", 0, 0);
    free(file_bytes(sample_path("0.h5"), &size));
    for (size_t limit = 0; limit < size; limit += size / 40 + 1) {
        sample_limit(limit);
        cb_status status = sample_assemble(&journal, 1, sample_path("a.h5"), &fault);
        sample_limit(RLIM_INFINITY);
        assert_int_equal(status, CB_ERROR_IO);
        assert_says(fault, "a.h5: writing failed: File too large; make room");
        assert_int_equal(sample_files(), 2);
    }
    assert_done(sample_assemble(&journal, 1, sample_path("a.h5"), &fault));
    assert_same_file(sample_path("a.h5"), sample_path("0.h5"));
    sample_close(journal);
    cb_manifest_free(manifest);
}

static void an_older_result_stays_until_the_new_one_is_whole(void **state)
{
    cb_fault fault = {{0}};
    cb_manifest *manifest = sample_manifest(MEMBERS);
    cb_journal *journal = sample_journal(sample_path("a.part"), manifest, 0);
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    sample_put_bytes(sample_path("a.h5"), "an older result", 15);
    sample_put_bytes(sample_path("copy"), "an older result", 15);
    sample_limit(5000);
    cb_status status = sample_assemble(&journal, 1, sample_path("a.h5"), &fault);
    sample_limit(RLIM_INFINITY);
    assert_int_equal(status, CB_ERROR_IO);
    assert_same_file(sample_path("a.h5"), sample_path("copy"));
    assert_done(sample_assemble(&journal, 1, sample_path("a.h5"), &fault));
    assert_true(H5Fis_hdf5(sample_path("a.h5")) > 0);
    sample_close(journal);
    cb_manifest_free(manifest);
}

static void the_working_folder_needs_no_slash(void **state)
{
    char before[512];
    cb_fault fault = {{0}};
    cb_manifest *manifest = sample_manifest(3);
    cb_journal *journal = sample_journal(sample_path("a.part"), manifest, 0);
    (void)state;
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(sample_folder), 0);
    assert_done(sample_assemble(&journal, 1, "结果.h5", &fault));
    assert_int_equal(chdir(before), 0);
    assert_true(file_exists(sample_path("结果.h5")));
    assert_int_equal(sample_files(), 2);
    sample_close(journal);
    cb_manifest_free(manifest);
}

/* The result takes the place of what the link leads to, beside it. */
static void a_link_stays_a_link(void **state)
{
    struct stat about;
    cb_fault fault = {{0}};
    cb_manifest *manifest = sample_manifest(3);
    cb_journal *journal = sample_journal(sample_path("a.part"), manifest, 0);
    (void)state;
    sample_put_bytes(sample_path("there.h5"), "an older result", 15);
    assert_int_equal(symlink("there.h5", sample_path("a.h5")), 0);
    assert_done(sample_assemble(&journal, 1, sample_path("a.h5"), &fault));
    assert_int_equal(lstat(sample_path("a.h5"), &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    assert_int_equal(lstat(sample_path("there.h5"), &about), 0);
    assert_true(S_ISREG(about.st_mode) && H5Fis_hdf5(sample_path("there.h5")) > 0);
    sample_close(journal);
    cb_manifest_free(manifest);
}

static const struct CMUnitTest tests[] = {
    sample_case(the_order_of_chunks_leaves_no_trace),
    sample_case(the_order_of_parts_leaves_no_trace),
    sample_case(the_number_and_order_of_shards_leave_no_trace),
    sample_case(a_resumed_journal_leaves_no_trace),
    sample_case(the_time_leaves_no_trace),
    sample_case(journals_that_do_not_fit_are_refused),
    sample_case(a_damaged_chunk_is_found),
    sample_case(a_folder_that_is_not_there_is_named),
    sample_case(a_part_is_not_replaced_by_the_whole),
    sample_case(a_failed_write_leaves_no_file),
    sample_case(an_older_result_stays_until_the_new_one_is_whole),
    sample_case(the_working_folder_needs_no_slash),
    sample_case(a_link_stays_a_link),
};
CB_SUITE(tests)
