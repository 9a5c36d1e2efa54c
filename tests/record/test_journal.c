#include "journal.h"

#include <pthread.h>
#include <signal.h>

#include "chunk.h"
#include "sample.h"

/* Nine members, two chunks; few bytes, so that a journal can be cut at each of them. */
static cb_manifest *little(void)
{
    static const char *const variants[] = {"base", "plan"};
    static const int64_t integers[] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    cb_manifest *manifest = NULL;
    assert_int_equal(cb_manifest_create(&manifest), CB_OK);
    assert_int_equal(cb_manifest_add_texts(manifest, "variant", "v", 2, variants, NULL), CB_OK);
    assert_int_equal(cb_manifest_add_integers(manifest, "member", "1", "m", 9, integers, NULL), CB_OK);
    assert_int_equal(cb_manifest_add_variable(manifest, "weight", "1", "w", "variant member", true, NULL, NULL, NULL),
                     CB_OK);
    assert_int_equal(cb_manifest_add_variable(manifest, "rate", "1", "r", "member", false, NULL, NULL, NULL), CB_OK);
    manifest->last_chunk = 2;
    return manifest;
}

static cb_journal *resume(const char *path, const cb_manifest *manifest)
{
    cb_journal *journal = NULL;
    cb_fault fault = {{0}};
    assert_done(cb_journal_resume(&journal, path, manifest, &fault));
    return journal;
}

/* The values of a chunk are those of the sample, rounded where they are persons. */
static void assert_chunk(const cb_journal *journal, cb_chunk_key key)
{
    void *bytes = NULL;
    size_t size, count;
    cb_fault fault = {{0}};
    const cb_manifest *manifest = cb_journal_manifest(journal);
    double *expected = sample_part(manifest, key, &count), *values = malloc(count * sizeof *values);
    assert_non_null(values);
    assert_done(cb_journal_read(journal, key, &bytes, &size, &fault));
    assert_int_equal(cb_chunk_decode(bytes, size, values, count), CB_OK);
    for (size_t i = 0; i < count && manifest->variables[key.variable].persons; i++)
        expected[i] = cb_chunk_round(expected[i]);
    assert_memory_equal(values, expected, count * sizeof *values);
    free(bytes);
    free(values);
    free(expected);
}

static void assert_whole(const cb_journal *journal)
{
    size_t count;
    cb_chunk_key *keys = sample_keys(cb_journal_manifest(journal), &count), missing;
    assert_false(cb_journal_missing(journal, &missing));
    for (size_t i = 0; i < count; i++) {
        assert_true(cb_journal_has(journal, keys[i]));
        assert_chunk(journal, keys[i]);
    }
    free(keys);
}

static void chunks_come_back(void **state)
{
    cb_fault fault = {{0}};
    cb_journal *again = NULL;
    cb_manifest *manifest = sample_manifest(19);
    manifest->chunk_bytes = 400;
    cb_journal *journal = sample_journal(sample_path("a.parts"), manifest, 5);
    (void)state;
    assert_whole(journal);
    assert_string_equal(cb_journal_path(journal), sample_path("a.parts"));
    sample_close(journal);
    assert_done(cb_journal_open(&again, sample_path("a.parts"), &fault));
    assert_whole(again);
    sample_close(again);
    cb_manifest_free(manifest);
}

static void a_journal_is_not_begun_twice(void **state)
{
    cb_fault fault = {{0}};
    cb_journal *other = NULL;
    cb_manifest *manifest = little();
    (void)state;
    sample_close(sample_journal(sample_path("a.parts"), manifest, 0));
    assert_int_equal(cb_journal_create(&other, sample_path("a.parts"), manifest, &fault), CB_ERROR_IO);
    assert_says(fault, "a.parts: an unfinished run left this journal: go on with --resume, or delete it");
    cb_manifest_free(manifest);
}

static void a_journal_is_used_by_one(void **state)
{
    cb_fault fault = {{0}};
    cb_journal *other = NULL;
    cb_manifest *manifest = little();
    cb_journal *journal = sample_journal(sample_path("a.parts"), manifest, 0);
    (void)state;
    assert_int_equal(cb_journal_resume(&other, sample_path("a.parts"), manifest, &fault), CB_ERROR_IO);
    assert_says(fault, "another run is using this journal");
    assert_int_equal(cb_journal_open(&other, sample_path("a.parts"), &fault), CB_ERROR_IO);
    assert_says(fault, "another run is using this journal");
    sample_close(journal);
    cb_manifest_free(manifest);
}

static void a_missing_journal_is_named(void **state)
{
    cb_fault fault = {{0}};
    cb_journal *journal = NULL;
    cb_manifest *manifest = little();
    (void)state;
    assert_int_equal(cb_journal_open(&journal, sample_path("none"), &fault), CB_ERROR_IO);
    assert_says(fault, "/none: No such file or directory");
    assert_int_equal(cb_journal_resume(&journal, sample_path("none"), manifest, &fault), CB_ERROR_IO);
    assert_int_equal(cb_journal_create(&journal, sample_path("none/a"), manifest, &fault), CB_ERROR_IO);
    assert_int_equal(cb_journal_close(NULL, &fault), CB_OK);
    cb_manifest_free(manifest);
}

static void what_has_no_place_is_refused(void **state)
{
    double values[8] = {0};
    cb_fault fault = {{0}};
    cb_manifest *manifest = little();
    cb_journal *journal = NULL, *reader = NULL;
    (void)state;
    assert_done(cb_journal_create(&journal, sample_path("a.parts"), manifest, &fault));
    assert_int_equal(cb_journal_append(journal, (cb_chunk_key){0, 0, 0, 0}, values, 7, false, &fault), CB_ERROR_INPUT);
    assert_int_equal(cb_journal_append(journal, (cb_chunk_key){0, 2, 0, 0}, values, 8, false, &fault), CB_ERROR_INPUT);
    assert_int_equal(cb_journal_append(journal, (cb_chunk_key){0, 0, 2, 0}, values, 8, false, &fault), CB_ERROR_INPUT);
    assert_int_equal(cb_journal_append(journal, (cb_chunk_key){2, 0, 0, 0}, values, 8, false, &fault), CB_ERROR_INPUT);
    assert_says(fault, "no place for 8 values");
    sample_close(journal);
    assert_done(cb_journal_open(&reader, sample_path("a.parts"), &fault));
    assert_int_equal(cb_journal_append(reader, (cb_chunk_key){0, 0, 0, 0}, values, 8, false, &fault), CB_ERROR_INPUT);
    sample_close(reader);
    cb_manifest_free(manifest);
}

static void a_chunk_that_is_there_stays(void **state)
{
    double values[8] = {1.0};
    cb_fault fault = {{0}};
    cb_manifest *manifest = little();
    cb_journal *journal = sample_journal(sample_path("a.parts"), manifest, 0);
    uint64_t bytes = cb_journal_bytes(journal);
    (void)state;
    assert_done(cb_journal_append(journal, (cb_chunk_key){0, 0, 0, 0}, values, 8, false, &fault));
    assert_int_equal(cb_journal_bytes(journal), bytes);
    assert_whole(journal);
    sample_close(journal);
    cb_manifest_free(manifest);
}

static void a_chunk_that_is_not_there_is_not_read(void **state)
{
    void *bytes = NULL;
    size_t size;
    cb_fault fault = {{0}};
    cb_journal *journal = NULL;
    cb_manifest *manifest = little();
    (void)state;
    assert_done(cb_journal_create(&journal, sample_path("a.parts"), manifest, &fault));
    assert_int_equal(cb_journal_read(journal, (cb_chunk_key){0}, &bytes, &size, &fault), CB_ERROR_INPUT);
    assert_says(fault, "is not there");
    sample_close(journal);
    cb_manifest_free(manifest);
}

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
    char *bytes = sample_bytes(sample_path("whole"), &size);
    assert_int_equal(size, ends[count]);
    for (size_t cut = 0; cut <= size; cut++) {
        sample_put_bytes(sample_path("cut"), bytes, cut);
        journal = resume(sample_path("cut"), manifest);
        for (size_t i = 0; i < count; i++)
            assert_int_equal(cb_journal_has(journal, keys[i]), cut >= ends[i + 1]);
        sample_fill(journal, 0);
        assert_whole(journal);
        sample_close(journal);
        assert_same_files(sample_path("cut"), sample_path("whole"));
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
    free(sample_bytes(sample_path("a"), &size));
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
    char *bytes = sample_bytes(sample_path("whole"), &size);
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
    char *bytes = sample_bytes(sample_path("whole"), &size);
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
        assert_same_files(sample_path("damaged"), sample_path("whole"));
    }
    free(bytes);
    cb_manifest_free(manifest);
}

static void another_run_or_shard_is_not_gone_on_with(void **state)
{
    cb_fault fault = {{0}};
    cb_journal *journal = NULL;
    cb_manifest *manifest = sample_manifest(25);
    (void)state;
    manifest->last_chunk = 2;
    sample_close(sample_journal(sample_path("a"), manifest, 0));
    manifest->first_chunk = 1;
    assert_int_equal(cb_journal_resume(&journal, sample_path("a"), manifest, &fault), CB_ERROR_INPUT);
    assert_says(fault, "this journal is of another shard: it covers members 0 to 15;");
    manifest->attributes[3].number = 7.0;
    assert_int_equal(cb_journal_resume(&journal, sample_path("a"), manifest, &fault), CB_ERROR_INPUT);
    assert_says(fault, "this journal is of another run: attribute seed is 2026, not 7");
    cb_manifest_free(manifest);
}

static void a_text_that_is_not_utf8_is_refused_before_anything_is_written(void **state)
{
    cb_fault fault = {{0}};
    cb_journal *journal = NULL;
    cb_manifest *manifest = little();
    (void)state;
    assert_int_equal(cb_manifest_add_attribute(manifest, "title", "caf\xE9"), CB_OK);
    assert_int_equal(cb_journal_create(&journal, sample_path("a"), manifest, &fault), CB_ERROR_INPUT);
    assert_says(fault, "not UTF-8");
    assert_false(sample_exists(sample_path("a")));
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

/* ---- threads -------------------------------------------------------------------------------------------------------
 */

typedef struct worker {
    pthread_t thread;
    cb_journal *journal;
    const cb_chunk_key *keys;
    size_t first, count, failures;
} worker;

/* Every fourth chunk, and the one behind, which another appends too. */
static void *work(void *data)
{
    worker *w = data;
    cb_fault fault;
    for (size_t i = w->first; i < w->count; i += 4) {
        w->failures += sample_append(w->journal, w->keys[i], &fault) != CB_OK;
        w->failures += sample_append(w->journal, w->keys[(i + 1) % w->count], &fault) != CB_OK;
        w->failures += !cb_journal_has(w->journal, w->keys[i]);
    }
    return NULL;
}

static void several_threads_append(void **state)
{
    size_t count;
    cb_fault fault = {{0}};
    cb_journal *journal = NULL;
    cb_manifest *manifest = sample_manifest(50);
    cb_chunk_key *keys = sample_keys(manifest, &count);
    worker workers[4];
    (void)state;
    assert_done(cb_journal_create(&journal, sample_path("a"), manifest, &fault));
    for (size_t t = 0; t < 4; t++) {
        workers[t] = (worker){.journal = journal, .keys = keys, .first = t, .count = count};
        assert_int_equal(pthread_create(&workers[t].thread, NULL, work, &workers[t]), 0);
    }
    for (size_t t = 0; t < 4; t++) {
        pthread_join(workers[t].thread, NULL);
        assert_int_equal(workers[t].failures, 0);
    }
    assert_whole(journal);
    sample_close(journal);
    journal = resume(sample_path("a"), manifest);
    assert_whole(journal);
    sample_close(journal);
    free(keys);
    cb_manifest_free(manifest);
}

static const struct CMUnitTest tests[] = {
    sample_case(chunks_come_back),
    sample_case(a_journal_is_not_begun_twice),
    sample_case(a_journal_is_used_by_one),
    sample_case(a_missing_journal_is_named),
    sample_case(what_has_no_place_is_refused),
    sample_case(a_chunk_that_is_there_stays),
    sample_case(a_chunk_that_is_not_there_is_not_read),
    sample_case(a_journal_cut_anywhere_goes_on),
    sample_case(a_cut_journal_can_be_read_up_to_there),
    sample_case(a_flipped_byte_is_found_anywhere),
    sample_case(a_damaged_journal_goes_on_or_is_refused),
    sample_case(another_run_or_shard_is_not_gone_on_with),
    sample_case(a_text_that_is_not_utf8_is_refused_before_anything_is_written),
    sample_case(a_full_disk_leaves_what_was_there),
    sample_case(a_journal_that_cannot_begin_is_not_left),
    sample_case(several_threads_append),
};
CB_SUITE(tests)
