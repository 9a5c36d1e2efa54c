/* Texts along a dimension of a manifest, taken one by one from a scenario. */
#ifndef CB_LABELS_H
#define CB_LABELS_H

#include "manifest.h"
#include "scenario.h"

#define TRY(call)                                                                                                      \
    do {                                                                                                               \
        cb_status try_status = (call);                                                                                 \
        if (try_status)                                                                                                \
            return try_status;                                                                                         \
    } while (0)

typedef const char *cb_text_of(const cb_scenario *scenario, size_t index); /* NULL counts as empty */

/* `dim` NULL: the texts are a new dimension of that name. */
cb_status cb_labels_add(cb_manifest *manifest, const cb_scenario *scenario, const char *name, const char *long_name,
                        const char *dim, size_t count, cb_text_of *text) CB_MUST_USE;

/* Everything about targets but their values: ids, what they ask for, where they stand. */
cb_status cb_targets_describe(cb_manifest *manifest, const cb_scenario *scenario) CB_MUST_USE;

#endif
