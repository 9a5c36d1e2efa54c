/* Compressed chunks in any order, each with a checksum, behind a manifest: what a run writes while it works.
 *
 * A journal may be cut off anywhere; what is whole before the cut counts. One process writes a journal at a time
 * (locked); cb_journal_append may be called from several threads. A program that writes journals ignores SIGXFSZ, so
 * that a file size limit is a write error like a full disk and not its end. */
#ifndef CB_JOURNAL_H
#define CB_JOURNAL_H

#include <stdint.h>

#include "fault.h"
#include "manifest.h"

typedef struct cb_journal cb_journal;

typedef struct cb_chunk_key {
    uint32_t variable, variant, chunk, part; /* chunk: members [8 chunk, 8 chunk + 8) */
} cb_chunk_key;

/* Starts a new journal at `path`. Refuses where one already lies there: CB_ERROR_IO while a run is using it,
 * CB_ERROR_USAGE where it was left. */
cb_status cb_journal_create(cb_journal **journal, const char *path, const cb_manifest *manifest,
                            cb_fault *fault) CB_MUST_USE;
/* Opens what a killed run left, drops a torn or damaged tail, and refuses a journal whose manifest differs. A journal
 * cut off before its first chunk is begun anew. */
cb_status cb_journal_resume(cb_journal **journal, const char *path, const cb_manifest *manifest,
                            cb_fault *fault) CB_MUST_USE;
/* Opens a finished or unfinished journal to read; refuses one that a run is writing (CB_ERROR_IO) and what is no
 * journal or cannot be opened (CB_ERROR_INPUT). */
cb_status cb_journal_open(cb_journal **journal, const char *path, cb_fault *fault) CB_MUST_USE;
/* Refuses (CB_ERROR_IO) a journal that a run is writing; it need not be there. */
cb_status cb_journal_check_unused(const char *path, cb_fault *fault) CB_MUST_USE;
/* Syncs (when writing), closes and frees; safe on NULL. */
cb_status cb_journal_close(cb_journal *journal, cb_fault *fault);

/* The path it was opened with. */
const char *cb_journal_path(const cb_journal *journal);
const cb_manifest *cb_journal_manifest(const cb_journal *journal);
bool cb_journal_has(const cb_journal *journal, cb_chunk_key key);
/* `values`: the part's doubles in C order [variant: 1][8 members][other axes], already padded with NaN, as many as
 * cb_manifest_part_values. They are rounded (persons, unless exact), shuffled, compressed and appended. A chunk that is
 * there already stays as it is. After a failure the journal holds what it held before. */
cb_status cb_journal_append(cb_journal *journal, cb_chunk_key key, const double *values, size_t count, bool round,
                            cb_fault *fault) CB_MUST_USE;
/* The compressed bytes of a chunk as HDF5 stores them; *bytes is malloc'ed and the caller's. Checks the checksum. */
cb_status cb_journal_read(const cb_journal *journal, cb_chunk_key key, void **bytes, size_t *size,
                          cb_fault *fault) CB_MUST_USE;
/* The first chunk of the span that is missing, in fixed order (variable, variant, member, part); false where none is.
 */
bool cb_journal_missing(const cb_journal *journal, cb_chunk_key *key);
/* Bytes of the file up to the last whole chunk. */
uint64_t cb_journal_bytes(const cb_journal *journal);

#endif
