/* How HDF5 is to keep what a manifest describes: property lists, spaces, and where a chunk lies. */
#ifndef CB_RESULT_LAYOUT_H
#define CB_RESULT_LAYOUT_H

#include <hdf5.h>

#include "journal.h"

/* Each makes an HDF5 id, negative where that fails. */

/* No time stamps, so that equal content is equal bytes; creation order, so that readers list things as they were made.
 * `class`: of a file or a group (links) or of a dataset. */
hid_t cb_result_layout_ordered(hid_t class, bool links);
/* For a file: the cache of metadata held at its first size; left alone it grows with the number of chunks. */
hid_t cb_result_layout_access(void);
/* For the dataset of a variable: chunks as in a journal, compressed as there. */
hid_t cb_result_layout_variable(const cb_manifest *manifest, size_t variable);
hid_t cb_result_layout_space(const cb_manifest *manifest, size_t variable);

/* The first entry of a chunk, in every axis of its variable. */
void cb_result_layout_offset(const cb_manifest *manifest, cb_chunk_key key, hsize_t *offset);

#endif
