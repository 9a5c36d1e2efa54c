/* Where each chunk of a span of members lies in a journal, in fixed order: variable, variant, member, part. */
#ifndef CB_CHUNK_INDEX_H
#define CB_CHUNK_INDEX_H

#include "journal.h"

/* size 0: not there. */
typedef struct cb_chunk_place {
    uint64_t offset, size;
    uint32_t checksum;
} cb_chunk_place;

typedef struct cb_chunk_index {
    const cb_manifest *manifest;
    cb_chunk_place *places;
    size_t *first; /* place of the first chunk of each variable, and the number of all behind */
} cb_chunk_index;

/* Keeps the manifest; clear in any case. CB_ERROR_INPUT where a chunk is larger than HDF5 can hold. */
cb_status cb_chunk_index_create(cb_chunk_index *index, const cb_manifest *manifest, cb_fault *fault) CB_MUST_USE;
void cb_chunk_index_clear(cb_chunk_index *index);
/* NULL where the manifest or its span has no such chunk. */
cb_chunk_place *cb_chunk_index_at(const cb_chunk_index *index, cb_chunk_key key);
/* The first chunk that is not there; false where none is. */
bool cb_chunk_index_missing(const cb_chunk_index *index, cb_chunk_key *key);
/* Bytes for each chunk of 8 members. */
double cb_chunk_index_bytes(const cb_manifest *manifest);

#endif
