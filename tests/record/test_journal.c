#include "journal.h"

#include <pthread.h>

#include "journals.h"

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
    assert_int_equal(cb_journal_create(&other, sample_path("a.parts"), manifest, &fault), CB_ERROR_USAGE);
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
    assert_int_equal(cb_journal_create(&other, sample_path("a.parts"), manifest, &fault), CB_ERROR_IO);
    assert_says(fault, "another run is using this journal");
    assert_int_equal(cb_journal_check_unused(sample_path("a.parts"), &fault), CB_ERROR_IO);
    sample_close(journal);
    assert_done(cb_journal_check_unused(sample_path("a.parts"), &fault));
    assert_done(cb_journal_check_unused(sample_path("none"), &fault));
    cb_manifest_free(manifest);
}

static void a_missing_journal_is_named(void **state)
{
    cb_fault fault = {{0}};
    cb_journal *journal = NULL;
    cb_manifest *manifest = little();
    (void)state;
    assert_int_equal(cb_journal_open(&journal, sample_path("none"), &fault), CB_ERROR_INPUT);
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
    manifest->attributes[3].number = 7;
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
    assert_false(file_exists(sample_path("a")));
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
    sample_case(another_run_or_shard_is_not_gone_on_with),
    sample_case(a_text_that_is_not_utf8_is_refused_before_anything_is_written),
    sample_case(several_threads_append),
};
CB_SUITE(tests)
