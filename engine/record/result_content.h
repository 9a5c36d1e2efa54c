/* What a result file holds besides its chunks, read back as the manifest it was made from. */
#ifndef CB_RESULT_CONTENT_H
#define CB_RESULT_CONTENT_H

#include "hdf5_tools.h"

/* The caller frees *manifest. `persons` and `chunk_bytes` are not in the file. CB_ERROR_INPUT: HDF5 cannot read it, or
 * it is not as cb_result_writer leaves it. */
cb_status cb_result_content_read(hid_t file, cb_manifest **manifest) CB_MUST_USE;

#endif
