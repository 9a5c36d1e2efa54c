/* What a result file says of itself: dimensions with their labels, targets in words, the scenario as given and as
 * resolved, seed and versions. Nothing of threads, shards, host, paths or clock. */
#ifndef CB_PROVENANCE_H
#define CB_PROVENANCE_H

#include "manifest.h"
#include "world.h"

/* `members` are the rows of the design that the file holds. */
cb_status cb_provenance_describe(cb_manifest *manifest, const cb_world *world, const size_t *variants,
                                 size_t variant_count, const size_t *members, size_t member_count) CB_MUST_USE;

#endif
