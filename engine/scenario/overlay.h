/* Scenarios built on scenarios: `extends:`, `variants:` and --set are the same operation, a patch on a tree.
 *
 * A patch replaces scalars and lists, and merges mappings at the top level, in sections, and in records (a record is an
 * entry of a list whose entries have an `id`). Values (numbers, distributions) are replaced whole. A list of records is
 * replaced by a list and patched by a mapping from id to record, whose key `add` holds a list of new records; a patch of
 * an id that is not there is an error with the nearest id. `null` or `~` removes a key or a record. */
#ifndef CB_OVERLAY_H
#define CB_OVERLAY_H

#include "yaml.h"

/* Loads a file and everything it extends (paths relative to the file that names them), innermost first. Cycles are an
 * error at the `extends:` that closes them. `shown` name of each file in messages: as the user wrote it, joined to the
 * folder of the first. The key `extends` is gone from the result. */
cb_status cb_overlay_load(const char *path, cb_diagnostics *diagnostics, cb_yaml **tree) CB_MUST_USE;

/* Applies `patch` (not changed) to `base`. */
cb_status cb_overlay_apply(cb_yaml *base, const cb_yaml *patch, cb_diagnostics *diagnostics) CB_MUST_USE;

/* Applies "path=value", for example "ensemble.design=central", "parameters.migration.out_rate={normal: [2 %/yr, 1
 * %/yr]}", "projects.fast-line.opens=2024", "record.exact=yes". Inside `parameters` the rest of the path is one key. */
cb_status cb_overlay_set(cb_yaml *base, const char *assignment, cb_diagnostics *diagnostics) CB_MUST_USE;
/* Remembers the text of an assignment, so that complaints about what it set show it. Its marks name the file
 * "--set path=value", shortened where the value is long. */
cb_status cb_overlay_set_source(const char *assignment, cb_diagnostics *diagnostics) CB_MUST_USE;
/* Is this the file of a mark that stands for an assignment? */
bool cb_overlay_names_set(const char *file);

#endif
