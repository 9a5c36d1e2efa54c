/* The bytes of a journal: a head with the manifest, then one record after the other, each with its own checksums. */
#ifndef CB_JOURNAL_FILE_H
#define CB_JOURNAL_FILE_H

#include "journal.h"

#define CB_JOURNAL_MAGIC "CBJRNL\r\n" /* the line end shows a transfer as text */

typedef struct cb_journal_record {
    cb_chunk_key key;
    uint64_t size;     /* of the compressed bytes behind this head */
    uint32_t checksum; /* of these bytes */
    uint32_t own;      /* checksum of this head up to here */
} cb_journal_record;

/* Whole writes and reads at an offset. Writing sets errno where it fails. */
bool cb_journal_write_all(int file, const void *bytes, size_t size, uint64_t offset);
bool cb_journal_read_all(int file, void *bytes, size_t size, uint64_t offset);

/* LOCK_EX or LOCK_SH until the file is closed; CB_ERROR_IO while another run has it. Where the file system has no locks
 * (some parallel ones) there is none. */
cb_status cb_journal_lock(int file, const char *path, int kind, cb_fault *fault) CB_MUST_USE;
/* The fault of a new journal where one lies already: one that is written at this moment is not to be resumed, let alone
 * deleted. */
cb_status cb_journal_in_the_way(const char *path, cb_fault *fault) CB_MUST_USE;

/* Writes the head; *end is where the first record goes. */
cb_status cb_journal_write_head(int file, const char *path, const char *manifest, uint64_t *end,
                                cb_fault *fault) CB_MUST_USE;
/* *torn: cut off before the end of the head, so that there is no manifest (NULL) and no chunk. */
cb_status cb_journal_read_head(int file, const char *path, cb_manifest **manifest, uint64_t *end, bool *torn,
                               cb_fault *fault) CB_MUST_USE;

/* A resumed journal must be of the very same run and shard: is the manifest that was there the one that is asked for?
 */
cb_status cb_journal_check_same(const char *path, const cb_manifest *there, const cb_manifest *manifest,
                                cb_fault *fault) CB_MUST_USE;

/* Fills in the head of a record. */
cb_journal_record cb_journal_record_make(cb_chunk_key key, const void *bytes, size_t size);
/* Is there a whole record at `offset` of a file of `size` bytes? `deep` reads and checks its bytes too. */
bool cb_journal_record_read(int file, uint64_t size, uint64_t offset, bool deep, cb_journal_record *record);

/* Status and message of a failed write. */
cb_status cb_journal_write_fault(const char *path, cb_fault *fault);

#endif
