/* The files that went into a scenario: each is read once, and named without the folders of the machine. */
#ifndef CB_SOURCES_H
#define CB_SOURCES_H

#include "arena.h"
#include "csv.h"
#include "table.h"
#include "yaml.h"

typedef struct cb_source_table cb_source_table; /* a CSV file and the rows read from it */

typedef struct cb_sources {
    const char *file; /* the scenario */
    cb_arena *arena;
    cb_source_text *texts; /* without names until cb_sources_name_texts: the scenario, what it extends, then tables in
                              the order they were asked for */
    size_t count, room;
    cb_source_table *tables; /* the last asked for first */
} cb_sources;

/* Reads the texts of a scenario and of all that it extends. The scenario has been read already: no complaints. */
cb_status cb_sources_create(cb_sources *sources, const char *file, cb_arena *arena) CB_MUST_USE;

/* The CSV file that the scalar `node` names, relative to the file in which the node stands, or to the working directory
 * where the node came from the command line. NULL after a complaint, of this call or of an earlier one. */
cb_status cb_sources_csv(cb_sources *sources, const cb_yaml *node, cb_diagnostics *diagnostics,
                         const cb_csv **csv) CB_MUST_USE;
/* Its rows as a table of a process; the same rows when asked again. NULL after a complaint. */
cb_status cb_sources_rows(cb_sources *sources, const cb_yaml *node, const cb_table *declared,
                          const cb_table_context *context, cb_diagnostics *diagnostics, cb_rows **rows) CB_MUST_USE;
/* Names of all files, once all are known: relative to the folder of the scenario, or the end of an absolute path that
 * tells a file elsewhere from all others. */
void cb_sources_name_texts(cb_sources *sources);
/* That of a table file; owned by the arena, NULL: out of memory. */
const char *cb_sources_name(cb_sources *sources, const cb_yaml *node);

#endif
