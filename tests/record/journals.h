/* A journal of few bytes, and what must be in one. */
#ifndef CB_JOURNALS_H
#define CB_JOURNALS_H

#include "chunk.h"
#include "sample.h"

/* Nine members, two chunks; few bytes, so that a journal can be cut at each of them. */
static inline cb_manifest *little(void)
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

static inline cb_journal *resume(const char *path, const cb_manifest *manifest)
{
    cb_journal *journal = NULL;
    cb_fault fault = {{0}};
    assert_done(cb_journal_resume(&journal, path, manifest, &fault));
    return journal;
}

/* The values of a chunk are those of the sample, rounded where they are persons. */
static inline void assert_chunk(const cb_journal *journal, cb_chunk_key key)
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

static inline void assert_whole(const cb_journal *journal)
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

#endif
