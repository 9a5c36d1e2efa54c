/* A scenario while it is read: shared by the files that each read one part of it.
 *
 * Every part adds its complaints to the list and goes on with what it has, so that all errors come at once. A function
 * returns CB_ERROR_INPUT when it complained, another error when the machine failed; references to what could not be
 * read (`..._known` false) are not complained about. */
#ifndef CB_LOADER_H
#define CB_LOADER_H

#include "arena.h"
#include "quantity.h"
#include "records.h"
#include "schema.h"
#include "sources.h"
#include "table.h"

typedef struct cb_loader {
    const char *file;
    const cb_scenario_options *options;
    cb_diagnostics *diagnostics;
    cb_units *units;
    cb_arena *arena;       /* becomes the scenario's */
    cb_scenario *scenario; /* filled part by part */
    cb_sources sources;
    const cb_yaml **trees; /* [variants] whole trees, the first is the scenario without variants */
    cb_root_record root;   /* of the first tree */
    bool clock_known, processes_known, places_known;
    cb_parameter *parameters; /* of the chosen processes, sorted by name, with their defaults */
    size_t parameter_count;
    size_t region_room;
} cb_loader;

/* Only failures of the machine stop a load: what is wrong with the input is on the list. */
#define CB_GO_ON(call)                                                                                                 \
    do {                                                                                                               \
        cb_status go_on_ = (call);                                                                                     \
        if (go_on_ != CB_OK && go_on_ != CB_ERROR_INPUT)                                                               \
            return go_on_;                                                                                             \
    } while (0)

/* ---- schema_read.c ------------------------------------------------------------------------------------------- */

/* Reads a mapping into the record of its section: every key, defaults for those that are absent. Complains of unknown,
 * missing and malformed keys; what they would hold stays zero (CB_NONE for places, SIZE_MAX for parameters). With
 * CB_SECTION_SCENARIO and CB_SECTION_TABLE other keys are left to the processes. */
cb_status cb_schema_read(cb_loader *loader, cb_section_id section, const cb_yaml *node, void *record) CB_MUST_USE;
/* The value in `node` that went to the member at `offset`; `node` itself where the key is absent. */
const cb_yaml *cb_schema_node(cb_section_id section, const cb_yaml *node, size_t offset);
/* The name of the key that goes to the member at `offset`. */
const char *cb_schema_name(cb_section_id section, size_t offset);
/* Complains where a plan value has neither source nor assumption. */
cb_status cb_schema_evidence(cb_loader *loader, cb_section_id section, const cb_yaml *node, const char *source,
                             const char *assumed);

/* Reads a list of records, each into `size` bytes, and calls `finish` on each; sorts them by the id they begin with
 * where `sorted`. A NULL list has no records. */
typedef cb_status cb_record_finish(cb_loader *loader, const cb_yaml *node, void *record);
cb_status cb_records_read(cb_loader *loader, cb_section_id section, const cb_yaml *list, size_t size, bool sorted,
                          cb_record_finish *finish, void **records, size_t *count) CB_MUST_USE;

/* ---- text for messages --------------------------------------------------------------------------------------- */

/* "; did you mean `x`?", or "; NOUN are: a, b, c" where nothing is near; owned by the arena, "" when memory is short.
 */
const char *cb_suggestion(cb_loader *loader, const char *word, const char *const *names, size_t count,
                          const char *noun);

/* ---- parts ---------------------------------------------------------------------------------------------------- */

cb_status cb_load_settings(cb_loader *loader) CB_MUST_USE;  /* title, clock, ensemble */
cb_status cb_load_record(cb_loader *loader) CB_MUST_USE;    /* what to record */
cb_status cb_load_processes(cb_loader *loader) CB_MUST_USE; /* chosen and in order */
cb_status cb_load_places(cb_loader *loader) CB_MUST_USE;
cb_status cb_load_regions(cb_loader *loader) CB_MUST_USE;
cb_status cb_load_axes(cb_loader *loader) CB_MUST_USE;     /* age and sex, from the table that defines them */
cb_status cb_load_statuses(cb_loader *loader) CB_MUST_USE; /* the axis after them */

/* The parameters of the chosen processes, with defaults. */
cb_status cb_load_declared(cb_loader *loader) CB_MUST_USE;
/* What a tree says of parameters and tables, and of projects, levers and shocks. */
cb_status cb_load_parameters(cb_loader *loader, const cb_yaml *tree, const cb_root_record *root,
                             cb_variant *variant) CB_MUST_USE;
cb_status cb_load_tables(cb_loader *loader, const cb_yaml *tree, cb_variant *variant) CB_MUST_USE;
cb_status cb_load_projects(cb_loader *loader, const cb_root_record *root, cb_variant *variant) CB_MUST_USE;
cb_status cb_load_levers(cb_loader *loader, const cb_root_record *root, cb_variant *variant) CB_MUST_USE;
cb_status cb_load_shocks(cb_loader *loader, const cb_root_record *root, cb_variant *variant) CB_MUST_USE;

/* Makes the whole tree of every variant out of what was given, and reads the keys of the first. */
cb_status cb_load_trees(cb_loader *loader, const cb_yaml *given) CB_MUST_USE;
/* Resolves every tree. */
cb_status cb_load_variants(cb_loader *loader) CB_MUST_USE;
cb_status cb_load_process_axes(cb_loader *loader) CB_MUST_USE; /* from the list parameters of the base variant */
cb_status cb_load_targets(cb_loader *loader) CB_MUST_USE;
cb_status cb_load_resolved(cb_loader *loader) CB_MUST_USE;

/* ---- references ----------------------------------------------------------------------------------------------- */

/* ": it is the name of the place `ID`; write this id", where a name was written in place of an id; else "". */
const char *cb_place_hint(cb_loader *loader, const char *word);
cb_status cb_place_find(cb_loader *loader, const cb_yaml *node, cb_id *place) CB_MUST_USE;
/* A region, or a place: then a region of that place alone is added. Indices hold until cb_regions_sort. */
cb_status cb_region_find(cb_loader *loader, const cb_yaml *node, size_t *region) CB_MUST_USE;
/* Sorts the regions by id and renumbers levers, shocks and targets. */
cb_status cb_regions_sort(cb_loader *loader) CB_MUST_USE;
/* A parameter that varies: a number of a chosen process. */
cb_status cb_parameter_find(cb_loader *loader, const cb_yaml *node, size_t *parameter) CB_MUST_USE;
/* A number, a distribution, or values by place. */
cb_status cb_value_read(cb_loader *loader, const cb_yaml *node, const char *unit, double low, double high,
                        cb_value *value) CB_MUST_USE;
/* What a tree says of a parameter, under `parameters` or in the section of a table; NULL: nothing. */
const cb_yaml *cb_parameter_node(const cb_loader *loader, const cb_yaml *tree, const char *name);
bool cb_process_chosen(const cb_loader *loader, const cb_process *process);

#endif
