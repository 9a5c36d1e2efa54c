/* What a journal holds after a cut, a flipped byte or a full disk. */
#include <signal.h>

#include "journals.h"

/* What was whole before the cut is there; the rest, written once more, makes the same bytes as without a cut. */
static void a_journal_cut_anywhere_goes_on(void **state)
{
    size_t size, count;
    cb_fault fault = {{0}};
    cb_manifest *manifest = little();
    cb_chunk_key *keys = sample_keys(manifest, &count);
    uint64_t *ends = calloc(count + 1, sizeof *ends);
    cb_journal *journal = NULL;
    (void)state;
    assert_non_null(ends);
    assert_done(cb_journal_create(&journal, sample_path("whole"), manifest, &fault));
    ends[0] = cb_journal_bytes(journal);
    for (size_t i = 0; i < count; i++) {
        assert_done(sample_append(journal, keys[i], &fault));
        ends[i + 1] = cb_journal_bytes(journal);
    }
    sample_close(journal);
    char *bytes = file_bytes(sample_path("whole"), &size);
    assert_int_equal(size, ends[count]);
    for (size_t cut = 0; cut <= size; cut++) {
        sample_put_bytes(sample_path("cut"), bytes, cut);
        journal = resume(sample_path("cut"), manifest);
        for (size_t i = 0; i < count; i++)
            assert_int_equal(cb_journal_has(journal, keys[i]), cut >= ends[i + 1]);
        sample_fill(journal, 0);
        assert_whole(journal);
        sample_close(journal);
        assert_same_file(sample_path("cut"), sample_path("whole"));
    }
    free(bytes);
    free(ends);
    free(keys);
    cb_manifest_free(manifest);
}

static void a_cut_journal_can_be_read_up_to_there(void **state)
{
    size_t size;
    cb_fault fault = {{0}};
    cb_chunk_key missing;
    cb_manifest *manifest = little();
    cb_journal *journal = NULL;
    (void)state;
    sample_close(sample_journal(sample_path("a"), manifest, 0));
    free(file_bytes(sample_path("a"), &size));
    assert_int_equal(truncate(sample_path("a"), (off_t)size - 1), 0);
    assert_done(cb_journal_open(&journal, sample_path("a"), &fault));
    assert_true(cb_journal_missing(journal, &missing));
    assert_int_equal(missing.variable, 1);
    assert_int_equal(missing.chunk, 1);
    sample_close(journal);
    assert_int_equal(truncate(sample_path("a"), 100), 0);
    assert_int_equal(cb_journal_open(&journal, sample_path("a"), &fault), CB_ERROR_INPUT);
    assert_says(fault, "cut off before its first chunk");
    cb_manifest_free(manifest);
}

/* Never a wrong number: the journal is refused, a chunk is missing, or reading it says that it is damaged. */
static void assert_damage_is_found(const char *path, const cb_chunk_key *keys, size_t count)
{
    void *bytes = NULL;
    size_t size, found = 0;
    cb_journal *journal = NULL;
    cb_fault fault = {{0}};
    if (cb_journal_open(&journal, path, &fault)) {
        assert_says(fault, path);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (!cb_journal_has(journal, keys[i])) {
            found++;
        } else if (cb_journal_read(journal, keys[i], &bytes, &size, &fault)) {
            assert_says(fault, "are damaged in variable");
            found++;
        } else {
            free(bytes);
            assert_chunk(journal, keys[i]);
        }
    }
    assert_true(found > 0);
    sample_close(journal);
}

static void a_flipped_byte_is_found_anywhere(void **state)
{
    size_t size, count;
    cb_manifest *manifest = little();
    cb_chunk_key *keys = sample_keys(manifest, &count);
    (void)state;
    sample_close(sample_journal(sample_path("whole"), manifest, 0));
    char *bytes = file_bytes(sample_path("whole"), &size);
    for (size_t at = 0; at < size; at++) {
        bytes[at] = (char)(bytes[at] ^ 0x10);
        sample_put_bytes(sample_path("damaged"), bytes, size);
        bytes[at] = (char)(bytes[at] ^ 0x10);
        assert_damage_is_found(sample_path("damaged"), keys, count);
    }
    free(bytes);
    free(keys);
    cb_manifest_free(manifest);
}

static void a_damaged_journal_goes_on_or_is_refused(void **state)
{
    size_t size;
    cb_manifest *manifest = little();
    (void)state;
    sample_close(sample_journal(sample_path("whole"), manifest, 0));
    char *bytes = file_bytes(sample_path("whole"), &size);
    for (size_t at = 0; at < size; at++) {
        cb_journal *journal = NULL;
        cb_fault fault = {{0}};
        bytes[at] = (char)(bytes[at] ^ 0x10);
        sample_put_bytes(sample_path("damaged"), bytes, size);
        bytes[at] = (char)(bytes[at] ^ 0x10);
        if (cb_journal_resume(&journal, sample_path("damaged"), manifest, &fault)) {
            assert_says(fault, "damaged: ");
            continue;
        }
        sample_fill(journal, 0);
        sample_close(journal);
        assert_same_file(sample_path("damaged"), sample_path("whole"));
    }
    free(bytes);
    cb_manifest_free(manifest);
}

static void a_full_disk_leaves_what_was_there(void **state)
{
    cb_fault fault = {{0}};
    cb_journal *journal = NULL;
    cb_manifest *manifest = little();
    cb_chunk_key first = {0, 0, 0, 0}, second = {0, 0, 1, 0};
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    assert_done(cb_journal_create(&journal, sample_path("a"), manifest, &fault));
    assert_done(sample_append(journal, first, &fault));
    uint64_t bytes = cb_journal_bytes(journal);
    sample_limit(bytes + 40);
    cb_status status = sample_append(journal, second, &fault);
    sample_limit(RLIM_INFINITY);
    assert_int_equal(status, CB_ERROR_IO);
    assert_says(fault, "a: writing failed: File too large");
    assert_int_equal(cb_journal_bytes(journal), bytes);
    assert_true(cb_journal_has(journal, first));
    assert_false(cb_journal_has(journal, second));
    sample_fill(journal, 0); /* there is room again */
    assert_whole(journal);
    sample_close(journal);
    cb_manifest_free(manifest);
}

static void a_journal_that_cannot_begin_is_not_left(void **state)
{
    cb_fault fault = {{0}};
    cb_journal *journal = NULL;
    cb_manifest *manifest = little();
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    sample_limit(100);
    cb_status status = cb_journal_create(&journal, sample_path("a"), manifest, &fault);
    sample_limit(RLIM_INFINITY);
    assert_int_equal(status, CB_ERROR_IO);
    assert_int_equal(sample_files(), 0);
    cb_manifest_free(manifest);
}

static const struct CMUnitTest tests[] = {
    sample_case(a_journal_cut_anywhere_goes_on),    sample_case(a_cut_journal_can_be_read_up_to_there),
    sample_case(a_flipped_byte_is_found_anywhere),  sample_case(a_damaged_journal_goes_on_or_is_refused),
    sample_case(a_full_disk_leaves_what_was_there), sample_case(a_journal_that_cannot_begin_is_not_left),
};
CB_SUITE(tests)
