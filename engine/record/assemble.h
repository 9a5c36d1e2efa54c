/* Journals in, one HDF5 file out: chunks in fixed order (variable, variant, member), fsynced and renamed.
 *
 * The same chunks give the same bytes whatever the journals they came from. The file opens as a labelled data set with
 * xarray, ncdump, h5py and R: netCDF-4 conventions, no library of ours. */
#ifndef CB_ASSEMBLE_H
#define CB_ASSEMBLE_H

#include "journal.h"

/* Refuses (CB_ERROR_USAGE) a path that names a folder: nothing could take its place. */
cb_status cb_assemble_check(const char *path, cb_fault *fault) CB_MUST_USE;

/* Refuses journals that do not belong together, overlap or leave chunks missing (naming them). Writes `.NAME.tmp` in
 * the folder of `path`, then renames: `path` exists only when whole. */
cb_status cb_assemble(cb_journal *const *journals, size_t count, const char *path, cb_fault *fault) CB_MUST_USE;

#endif
