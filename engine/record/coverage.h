/* Do journals belong together and hold every member once? */
#ifndef CB_COVERAGE_H
#define CB_COVERAGE_H

#include "journal.h"

/* owners[c]: the journal with members [8 c, 8 c + 8), for all cb_manifest_chunks of the manifest. Refuses
 * (CB_ERROR_INPUT) journals of different runs, members that are in two or in none, and journals that are unfinished. */
cb_status cb_coverage_find(cb_journal *const *journals, size_t count, const cb_journal **owners,
                           cb_fault *fault) CB_MUST_USE;

#endif
