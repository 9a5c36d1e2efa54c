/* A result file in the making: everything but the chunks from a manifest, then chunk by chunk. */
#ifndef CB_RESULT_WRITER_H
#define CB_RESULT_WRITER_H

#include "hdf5_tools.h"
#include "journal.h"

/* Root attribute by which a result file of this program is known, and its value. */
#define CB_RESULT_MARK   "conurb_format"
#define CB_RESULT_FORMAT 1
/* Group of the documents. A document whose name holds a slash has it as an attribute. */
#define CB_RESULT_DOCUMENTS     "provenance"
#define CB_RESULT_DOCUMENT_NAME "name"

typedef struct cb_result_writer {
    const cb_manifest *manifest;
    hid_t file, variable; /* the variable whose chunks are being written */
    size_t variable_index;
    hid_t *scales; /* of each dimension, open while variables are made */
} cb_result_writer;

/* All return false where HDF5 fails or memory is short; close must follow in any case and is true only where nothing
 * failed while closing. */
bool cb_result_writer_create(cb_result_writer *writer, const char *path, const cb_manifest *manifest);
bool cb_result_writer_chunk(cb_result_writer *writer, cb_chunk_key key, const void *bytes, size_t size);
bool cb_result_writer_close(cb_result_writer *writer);

#endif
