/* What a result file will hold besides its chunks: dimensions, variables, attributes and provenance.
 *
 * It is written (as JSON) at the head of a journal, so that a file can be assembled from journals alone, and two
 * journals belong together exactly if their manifests are equal but for the members they cover. */
#ifndef CB_MANIFEST_H
#define CB_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "status.h"

#define CB_CHUNK_MEMBERS   8
#define CB_MAX_RANK        7
#define CB_MANIFEST_FORMAT 1

typedef enum cb_scale_type { CB_SCALE_TEXT, CB_SCALE_INTEGER } cb_scale_type;

typedef struct cb_dimension {
    char *name, *unit, *long_name; /* unit NULL: none (text) */
    size_t length;
    cb_scale_type type;
    char **texts;      /* CB_SCALE_TEXT */
    int64_t *integers; /* CB_SCALE_INTEGER */
} cb_dimension;

typedef struct cb_variable {
    char *name, *unit, *long_name;
    size_t rank;
    size_t dims[CB_MAX_RANK]; /* indices into dimensions; "variant" first if present, then "member" if present */
    bool persons;             /* rounded to 2^-10 unless exact; not kept in a result file */
    bool text;                /* contiguous variable of strings (names beside ids) */
    char *coordinates;        /* names of auxiliary coordinates, NULL: none */
    double *values;           /* contiguous variable (no member axis): all values; NULL: chunked */
    char **texts;             /* contiguous text */
} cb_variable;

typedef struct cb_document {
    char *name, *text; /* under /provenance */
} cb_document;

typedef struct cb_attribute {
    char *name, *text; /* root attribute (text) */
    int64_t number;    /* where text is NULL */
} cb_attribute;

typedef struct cb_manifest {
    cb_dimension *dimensions;
    size_t dimension_count;
    cb_variable *variables;
    size_t variable_count;
    cb_attribute *attributes;
    size_t attribute_count;
    cb_document *documents;
    size_t document_count;
    size_t chunk_bytes; /* a larger chunk is split along `time`; 256 MB unless set before the first journal */
    /* Chunks of members this journal covers, [first, last) of the `member` dimension in units of CB_CHUNK_MEMBERS, and
     * the shard 1..shards whose these are (0: not known); the only part that differs between shards. */
    size_t first_chunk, last_chunk, shard, shards;
} cb_manifest;

cb_status cb_manifest_create(cb_manifest **manifest) CB_MUST_USE;
void cb_manifest_free(cb_manifest *manifest);

/* Each copies what it is given. Index of the new entry in *index (may be NULL). CB_ERROR_INPUT: the name is taken or
 * empty, a dimension is unknown or stands twice, `variant` and `member` are not first, or a chunked variable has no
 * member axis; the manifest is then as it was. */
cb_status cb_manifest_add_texts(cb_manifest *manifest, const char *name, const char *long_name, size_t length,
                                const char *const *texts, size_t *index) CB_MUST_USE;
cb_status cb_manifest_add_integers(cb_manifest *manifest, const char *name, const char *unit, const char *long_name,
                                   size_t length, const int64_t *integers, size_t *index) CB_MUST_USE;
/* `dims` names dimensions, separated by blanks: "variant member time place". values NULL: chunked over members. */
cb_status cb_manifest_add_variable(cb_manifest *manifest, const char *name, const char *unit, const char *long_name,
                                   const char *dims, bool persons, const char *coordinates, const double *values,
                                   size_t *index) CB_MUST_USE;
cb_status cb_manifest_add_labels(cb_manifest *manifest, const char *name, const char *long_name, const char *dims,
                                 const char *const *texts) CB_MUST_USE;
cb_status cb_manifest_add_attribute(cb_manifest *manifest, const char *name, const char *text) CB_MUST_USE;
cb_status cb_manifest_add_number(cb_manifest *manifest, const char *name, int64_t number) CB_MUST_USE;
cb_status cb_manifest_add_document(cb_manifest *manifest, const char *name, const char *text) CB_MUST_USE;

/* Entries of one chunk of a chunked variable: CB_CHUNK_MEMBERS x every axis but variant and member. */
size_t cb_manifest_chunk_values(const cb_manifest *manifest, size_t variable);
/* A chunk over `chunk_bytes` is split along `time`: number of parts (1: whole). */
size_t cb_manifest_chunk_parts(const cb_manifest *manifest, size_t variable);
/* Years of one part, ceil(years / parts): the last part is padded. 1 where there is no time axis. */
size_t cb_manifest_chunk_span(const cb_manifest *manifest, size_t variable);
/* Entries of one part, as cb_journal_append takes them. */
size_t cb_manifest_part_values(const cb_manifest *manifest, size_t variable);
/* Variants a chunked variable has: 1 where it has no variant axis. */
size_t cb_manifest_variants(const cb_manifest *manifest, size_t variable);
size_t cb_manifest_members(const cb_manifest *manifest);
/* Chunks of CB_CHUNK_MEMBERS members that hold all of them. */
size_t cb_manifest_chunks(const cb_manifest *manifest);
/* The I-th of N shards covers chunks [C (I - 1) / N, C I / N) of C: as equal as chunks allow. */
void cb_manifest_choose_shard(cb_manifest *manifest, size_t shard, size_t shards);
/* Index of a dimension or a variable; SIZE_MAX where there is none. */
size_t cb_manifest_find_dimension(const cb_manifest *manifest, const char *name);
size_t cb_manifest_find_variable(const cb_manifest *manifest, const char *name);
/* Is the variable written in chunks of members (or contiguous, its values in the manifest)? */
bool cb_manifest_is_chunked(const cb_manifest *manifest, size_t variable);
/* Entries of the whole variable. */
size_t cb_manifest_values(const cb_manifest *manifest, size_t variable);

/* JSON with every double exact (NaN as null, infinities as "inf" and "-inf"); the caller frees *text. with_span false
 * leaves the chunks and the shard out. CB_ERROR_INPUT: a text is not UTF-8. */
cb_status cb_manifest_format(const cb_manifest *manifest, bool with_span, char **text) CB_MUST_USE;
/* CB_ERROR_INPUT: not a manifest of this program. */
cb_status cb_manifest_parse(const char *text, size_t size, cb_manifest **manifest) CB_MUST_USE;

/* Says in `text` what differs first, spans of chunks apart: "attribute seed is 1, not 2"; false where nothing does. */
bool cb_manifest_differs(const cb_manifest *manifest, const cb_manifest *expected, char *text, size_t size);

#endif
