/* Journals in, one HDF5 file out: chunks in fixed order (variable, variant, member), fsynced and renamed.
 *
 * The same chunks give the same bytes whatever the journals they came from. The file opens as a labelled data set with
 * xarray, ncdump, h5py and R: netCDF-4 conventions, no library of ours. */
#ifndef CB_ASSEMBLE_H
#define CB_ASSEMBLE_H

#include "journal.h"
#include "output.h"

/* Refuses journals that do not belong together, overlap, leave chunks missing (naming them) or would be replaced by
 * what is made of them. `output->path` exists only when whole. */
cb_status cb_assemble(cb_journal *const *journals, size_t count, const cb_output *output, cb_fault *fault) CB_MUST_USE;

#endif
