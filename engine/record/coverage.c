#include "coverage.h"

#include <stdio.h>

#include "words.h"

#define ADVICE_SIZE 96

/* ---- which shard to run again ------------------------------------------------------------------------------------ */

/* Shard I of N covers chunks [C (I-1) / N, C I / N). The I whose span ends at `last`, the first of them. */
static size_t shard_ending_at(size_t last, size_t chunks, size_t shards)
{
    return (last * shards + chunks - 1) / chunks;
}

static bool is_shard(const cb_manifest *manifest, size_t chunks, size_t shards)
{
    if (manifest->first_chunk == manifest->last_chunk)
        return true;
    size_t shard = shard_ending_at(manifest->last_chunk, chunks, shards);
    return chunks * shard / shards == manifest->last_chunk && chunks * (shard - 1) / shards == manifest->first_chunk;
}

/* The least N of which all journals are shards: the shards of N that hold a gap fill it exactly. 0: none. */
static size_t shards_guess(cb_journal *const *journals, size_t count, size_t chunks)
{
    for (size_t shards = 1; shards <= chunks + count; shards++) {
        size_t fitting = 0;
        while (fitting < count && is_shard(cb_journal_manifest(journals[fitting]), chunks, shards))
            fitting++;
        if (fitting == count)
            return shards;
    }
    return 0;
}

/* What to do about chunks [first, last). */
static void advise(char *text, size_t size, size_t shards, size_t chunks, size_t first, size_t last)
{
    size_t from = shards ? shard_ending_at(first + 1, chunks, shards) : 0;
    size_t to = shards ? shard_ending_at(last, chunks, shards) : 0;
    if (!shards)
        snprintf(text, size, "run the shards that hold them again");
    else if (shards == 1)
        snprintf(text, size, "run again with --resume");
    else if (from == to)
        snprintf(text, size, "run shard %zu/%zu again", from, shards);
    else
        snprintf(text, size, "run shards %zu/%zu to %zu/%zu again", from, shards, to, shards);
}

/* ---- checks ------------------------------------------------------------------------------------------------------ */

static cb_status check_belonging(cb_journal *const *journals, size_t count, cb_fault *fault)
{
    char what[256];
    for (size_t i = 1; i < count; i++)
        if (cb_manifest_differs(cb_journal_manifest(journals[i]), cb_journal_manifest(journals[0]), what, sizeof what))
            return cb_fault_set(fault, CB_ERROR_INPUT, "%s: does not belong to %s: %s", cb_journal_path(journals[i]),
                                cb_journal_path(journals[0]), what);
    return CB_OK;
}

static cb_status take_span(const cb_journal *journal, const cb_journal **owners, cb_fault *fault)
{
    const cb_manifest *manifest = cb_journal_manifest(journal);
    char members[CB_WORDS_SIZE];
    for (size_t c = manifest->first_chunk; c < manifest->last_chunk; c++) {
        if (owners[c]) {
            size_t end = cb_journal_manifest(owners[c])->last_chunk;
            cb_words_members(members, sizeof members, manifest, c,
                             end < manifest->last_chunk ? end : manifest->last_chunk);
            return cb_fault_set(fault, CB_ERROR_INPUT, "%s: %s are also in %s: give every member once",
                                cb_journal_path(journal), members, cb_journal_path(owners[c]));
        }
        owners[c] = journal;
    }
    return CB_OK;
}

static cb_status check_gaps(const cb_manifest *manifest, const cb_journal *const *owners, size_t shards,
                            cb_fault *fault)
{
    size_t chunks = cb_manifest_chunks(manifest), first = 0;
    char members[CB_WORDS_SIZE], advice[ADVICE_SIZE];
    while (first < chunks && owners[first])
        first++;
    if (first == chunks)
        return CB_OK;
    size_t last = first;
    while (last < chunks && !owners[last])
        last++;
    cb_words_members(members, sizeof members, manifest, first, last);
    advise(advice, sizeof advice, shards, chunks, first, last);
    return cb_fault_set(fault, CB_ERROR_INPUT, "%s are missing: %s", members, advice);
}

static cb_status check_finished(const cb_journal *journal, size_t shards, cb_fault *fault)
{
    const cb_manifest *manifest = cb_journal_manifest(journal);
    char members[CB_WORDS_SIZE], advice[ADVICE_SIZE];
    cb_chunk_key key;
    if (!cb_journal_missing(journal, &key))
        return CB_OK;
    cb_words_chunk(members, sizeof members, manifest, key);
    advise(advice, sizeof advice, shards, cb_manifest_chunks(manifest), key.chunk, key.chunk + 1);
    return cb_fault_set(fault, CB_ERROR_INPUT, "%s: %s are missing: %s", cb_journal_path(journal), members, advice);
}

cb_status cb_coverage_find(cb_journal *const *journals, size_t count, const cb_journal **owners, cb_fault *fault)
{
    const cb_manifest *manifest = cb_journal_manifest(journals[0]);
    size_t shards = shards_guess(journals, count, cb_manifest_chunks(manifest));
    cb_status status = check_belonging(journals, count, fault);
    for (size_t i = 0; i < count && !status; i++)
        status = take_span(journals[i], owners, fault);
    if (!status)
        status = check_gaps(manifest, owners, shards, fault);
    for (size_t i = 0; i < count && !status; i++)
        status = check_finished(journals[i], shards, fault);
    return status;
}
