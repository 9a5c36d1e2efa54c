/* What the keys of each section are read into; the schema table names the members. */
#ifndef CB_RECORDS_H
#define CB_RECORDS_H

#include "scenario.h"
#include "yaml.h"

typedef struct cb_root_record {
    const char *title, *extends;
    const cb_yaml *clock, *places, *statuses, *processes, *parameters, *projects, *levers, *shocks, *regions, *targets,
        *record, *ensemble, *variants;
} cb_root_record;

typedef struct cb_clock_record {
    int start, end;
    double step;
} cb_clock_record;

/* `places:` and the sections of tables. */
typedef struct cb_table_record {
    const cb_yaml *table;
    const char *source, *assumed;
} cb_table_record;

typedef struct cb_value_record {
    const cb_yaml *value;
    const char *source, *assumed;
} cb_value_record;

typedef struct cb_place_values_record {
    const cb_yaml *table;
    const char *column, *unit, *source, *assumed;
} cb_place_values_record;

typedef struct cb_lever_record {
    cb_lever lever; /* first: records are sorted by the id they begin with */
    const cb_yaml *multiply, *add, *set, *until;
} cb_lever_record;

typedef struct cb_region_record {
    const char *name, *source, *assumed;
    const cb_yaml *places;
} cb_region_record;

typedef struct cb_target_record {
    cb_target target;
    const cb_yaml *at_least, *at_most, *between, *by, *region, *share_of, *with, *since;
    bool pairs;
} cb_target_record;

typedef struct cb_record_record {
    bool exact;
    const cb_yaml *variables;
} cb_record_record;

typedef struct cb_ensemble_record {
    uint64_t members, seed;
    int design; /* in the order of cb_design_kind */
} cb_ensemble_record;

#endif
