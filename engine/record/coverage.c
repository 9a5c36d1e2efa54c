#include "coverage.h"

#include <stdio.h>

#include "words.h"

#define ADVICE_SIZE 160

/* ---- what to do about members that are missing
 * ------------------------------------------------------------------------------------ */

/* The I of N whose span ends at `last`, the first of them. */
static size_t shard_ending_at(size_t last, size_t chunks, size_t shards)
{
    return (last * shards + chunks - 1) / chunks;
}

/* The N of which all journals are shards; 0: of different ones, or not known. */
static size_t shards_of(cb_journal *const *journals, size_t count)
{
    size_t shards = cb_journal_manifest(journals[0])->shards;
    for (size_t i = 1; i < count; i++)
        if (cb_journal_manifest(journals[i])->shards != shards)
            return 0;
    return shards;
}

/* Chunks [first, last) are in none of the parts: where they are. */
static void advise_part(char *text, size_t size, size_t shards, size_t chunks, size_t first, size_t last)
{
    size_t from = shards ? shard_ending_at(first + 1, chunks, shards) : 0;
    size_t to = shards ? shard_ending_at(last, chunks, shards) : 0;
    if (!shards)
        snprintf(text, size, "give the parts that hold them, or run those shards again");
    else if (from == to)
        snprintf(text, size, "give the part of shard %zu/%zu, or run it again", from, shards);
    else
        snprintf(text, size, "give the parts of shards %zu/%zu to %zu/%zu, or run them again", from, shards, to,
                 shards);
}

static void advise_run(char *text, size_t size, const cb_manifest *unfinished)
{
    if (unfinished->shards > 1)
        snprintf(text, size, "run shard %zu/%zu again with --resume", unfinished->shard, unfinished->shards);
    else
        snprintf(text, size, "run %sagain with --resume", unfinished->shards ? "" : "its shard ");
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
    advise_part(advice, sizeof advice, shards, chunks, first, last);
    return cb_fault_set(fault, CB_ERROR_INPUT, "%s are missing: %s", members, advice);
}

static cb_status check_finished(const cb_journal *journal, cb_fault *fault)
{
    const cb_manifest *manifest = cb_journal_manifest(journal);
    char members[CB_WORDS_SIZE], advice[ADVICE_SIZE];
    cb_chunk_key key;
    if (!cb_journal_missing(journal, &key))
        return CB_OK;
    cb_words_chunk(members, sizeof members, manifest, key);
    advise_run(advice, sizeof advice, manifest);
    return cb_fault_set(fault, CB_ERROR_INPUT, "%s: %s are missing: %s", cb_journal_path(journal), members, advice);
}

cb_status cb_coverage_find(cb_journal *const *journals, size_t count, const cb_journal **owners, cb_fault *fault)
{
    const cb_manifest *manifest = cb_journal_manifest(journals[0]);
    size_t shards = shards_of(journals, count);
    cb_status status = check_belonging(journals, count, fault);
    for (size_t i = 0; i < count && !status; i++)
        status = take_span(journals[i], owners, fault);
    if (!status)
        status = check_gaps(manifest, owners, shards, fault);
    for (size_t i = 0; i < count && !status; i++)
        status = check_finished(journals[i], fault);
    return status;
}
