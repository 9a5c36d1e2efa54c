/* One immutable scenario: what a user wrote in YAML and CSV, checked, in internal units, with every default filled in.
 *
 * Internal units are those the declaring tables name (parameters, columns) and: years, km, minutes, km2, CNY, persons.
 * Internal dates: 31 December of year y is y + 1.0 (so a bare year y is y + 1.0).
 * Places, regions and all other lists with ids are sorted by id (strcmp), so the order of rows moves no bit. */
#ifndef CB_SCENARIO_H
#define CB_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "diagnostics.h"
#include "process.h"

/* ---- values ---------------------------------------------------------------------------------------------------- */

typedef enum cb_distribution_kind {
    CB_CONSTANT = 0, /* a */
    CB_NORMAL,       /* mean a, standard deviation b */
    CB_LOGNORMAL,    /* median a, standard deviation of the logarithm b */
    CB_UNIFORM,      /* from a to b */
    CB_TRIANGULAR,   /* from a over mode b to c */
    CB_BETA          /* shapes a and b, on c to d */
} cb_distribution_kind;

typedef struct cb_distribution {
    cb_distribution_kind kind;
    double a, b, c, d;
    double lower, upper; /* truncation; -INFINITY and INFINITY where there is none */
} cb_distribution;

/* A number, or what is known of it. */
typedef struct cb_value {
    cb_distribution distribution;
    bool given;       /* false: absent, or the default */
    bool each;        /* one draw per place instead of one for all */
    double *by_place; /* [places] numbers from a table, NULL otherwise; then `distribution` is unused */
    const char *source, *assumed;
    cb_mark mark;
} cb_value;

/* ---- parts of a scenario ----------------------------------------------------------------------------------------- */

typedef struct cb_axis {
    const char *name; /* "place", "age", "sex", "status" or an axis of a process */
    size_t count;
    const char **labels; /* "140100"; "0", "1", .. "100"; "F", "M"; "rural", "urban" */
    double *values;      /* ages and list parameters: lower ends; NULL otherwise */
} cb_axis;

typedef struct cb_place {
    const char *id, *name; /* name: the id where the table has none */
    double longitude, latitude, area;
    cb_mark mark; /* of its row */
} cb_place;

typedef struct cb_region {
    const char *id, *name;
    size_t *places; /* ascending indices */
    size_t count;
} cb_region;

typedef struct cb_clock {
    int start, end;    /* calendar years; the run goes from the end of `start` to the end of `end` */
    int step;          /* years: 1 or 5 */
    size_t step_count; /* (end - start) / step */
} cb_clock;

typedef struct cb_project {
    const char *id, *name, *kind, *source, *assumed;
    cb_id from, to;              /* places, CB_NONE */
    cb_value opens;              /* internal date */
    cb_value length, time, cost; /* km, min, CNY; constant 0 where not given */
    cb_mark mark;
} cb_project;

typedef enum cb_lever_action { CB_MULTIPLY, CB_ADD, CB_SET } cb_lever_action;

typedef struct cb_lever {
    const char *id, *source, *assumed;
    size_t region;    /* index into regions */
    size_t parameter; /* index into parameters */
    cb_lever_action action;
    cb_value amount;    /* factor, or in the unit of the parameter */
    double from, until; /* internal dates: acts in steps that begin in [from, until); INFINITY: for ever */
    double ramp;        /* years over which it grows linearly to its full amount, counted from `from` */
    cb_mark mark;
} cb_lever;

/* A yearly AR(1) factor on a parameter: exp(x), x' = persistence x + sd sqrt(1 - persistence^2) e, started from its
 * stationary law; one series for the region, or one for each of its places. */
typedef struct cb_shock {
    const char *id, *source, *assumed;
    size_t region, parameter;
    cb_value sd, persistence; /* constants or distributions; dimensionless */
    bool each;
    cb_mark mark;
} cb_shock;

typedef enum cb_target_quantity {
    CB_TARGET_LEVEL,  /* the indicator */
    CB_TARGET_CHANGE, /* less its value at the end of `since` */
    CB_TARGET_SHARE,  /* over its value in `share_of` */
    CB_TARGET_PAIRS,  /* the largest over pairs of places of the region, or with `with` */
    CB_TARGET_EVENT   /* 1 from the year end at which `project` is open */
} cb_target_quantity;

typedef enum cb_comparison { CB_AT_LEAST, CB_AT_MOST, CB_BETWEEN, CB_OPEN_BY } cb_comparison;

typedef struct cb_target {
    const char *id, *name, *kind, *source, *assumed; /* kind: "expected" or "binding" */
    const char *not_modelled;                        /* why there is no number, NULL where there is one */
    const char *indicator;                           /* name, NULL for an event */
    const char *unit;                                /* of low, high and target_value, as the user wrote it */
    double unit_scale, unit_offset;                  /* value in `unit` = internal * scale + offset */
    cb_target_quantity quantity;
    cb_comparison comparison;
    double low, high;        /* in `unit`; at_least: low; at_most: high; the other is infinite */
    double by;               /* internal date */
    int since;               /* calendar year */
    size_t region, share_of; /* indices into regions */
    const char *region_id;   /* as written: a region that is not modelled may be unknown here; NULL: none is named */
    cb_id with;              /* place, CB_NONE: all pairs */
    cb_id project;           /* index into the *base* variant's projects by id; CB_NONE */
    const char *project_id;
    cb_mark mark;
} cb_target;

typedef enum cb_design_kind { CB_DESIGN_LHS, CB_DESIGN_RANDOM, CB_DESIGN_CENTRAL } cb_design_kind;

typedef struct cb_ensemble {
    size_t members;
    cb_design_kind design;
    uint64_t seed;
} cb_ensemble;

typedef struct cb_record_choice {
    bool exact;             /* keep every bit instead of rounding persons to 2^-10 */
    const char **variables; /* groups and fields added ("cohorts", "accounts", ...) or, with '-', left out */
    size_t count;
} cb_record_choice;

/* A parameter of a chosen process with the value of this variant. */
typedef struct cb_parameter {
    const cb_param *declared;
    const cb_process *process;
    cb_value value;
    size_t choice; /* CB_PARAM_CHOICE: index into its words */
    double *list;  /* CB_PARAM_LIST */
    size_t list_count;
} cb_parameter;

/* A table of a chosen process, read and checked; `rows` NULL where the scenario names no file. */
typedef struct cb_table_data {
    const cb_table *declared;
    const cb_process *process;
    const char *source, *assumed;
    cb_rows *rows;
    cb_mark mark; /* of the section; line 0 where there is none */
} cb_table_data;

/* One set of assumptions: "base" or a named overlay. */
typedef struct cb_variant {
    const char *name;
    cb_parameter *parameters; /* sorted by name */
    size_t parameter_count;
    cb_table_data *tables; /* in the order of the processes */
    size_t table_count;
    cb_project *projects; /* sorted by id */
    size_t project_count;
    cb_lever *levers; /* sorted by id; applied in this order: all multiply, then add, then set */
    size_t lever_count;
    cb_shock *shocks; /* sorted by id */
    size_t shock_count;
} cb_variant;

/* A file that went into the scenario, for the provenance. */
typedef struct cb_source_text {
    const char *name; /* as written in the scenario, without the folder of the machine */
    const char *path; /* from the working folder; in no result */
    const char *text; /* YAML files; NULL for tables */
    uint64_t digest;  /* tables: of the set of their rows, so that their order does not matter */
} cb_source_text;

typedef struct cb_scenario {
    const char *title;
    cb_clock clock;
    cb_place *places;
    size_t place_count;
    const char *places_source, *places_assumed;
    cb_axis *axes; /* age, sex, status, then those of the processes */
    size_t axis_count;
    const cb_process **processes; /* chosen, in the order of stepping: writers before readers, ties by name */
    cb_mark *process_marks;       /* where they are chosen */
    size_t process_count;
    const cb_process *const *known; /* every process of the program */
    size_t known_count;
    cb_region *regions; /* sorted by id: "all", those of the scenario, and single places that targets, levers name */
    size_t region_count;
    cb_target *targets; /* in the order of the scenario */
    size_t target_count;
    cb_ensemble ensemble;
    cb_record_choice record;
    cb_variant *variants; /* [0] is "base", then in the order of the scenario */
    size_t variant_count;
    cb_source_text *sources;
    size_t source_count;
    char *resolved;          /* YAML: the whole scenario with every default, defaults marked by a comment */
    struct cb_arena *memory; /* of all of it, with the scenario itself */
} cb_scenario;

/* What the command line says of a scenario. */
typedef struct cb_scenario_options {
    const char *const *sets; /* "key=value", applied last, to every variant */
    size_t set_count;
    const cb_process *const *processes; /* every process of the program */
    size_t process_count;
} cb_scenario_options;

/* Reads, checks and resolves a scenario with all its tables. On CB_ERROR_INPUT every complaint is in `diagnostics` and
 * *scenario is NULL. */
cb_status cb_scenario_load(const char *file, const cb_scenario_options *options, cb_diagnostics *diagnostics,
                           cb_scenario **scenario) CB_MUST_USE;
void cb_scenario_free(cb_scenario *scenario);

/* Index by id, or CB_NONE. */
cb_id cb_scenario_place(const cb_scenario *scenario, const char *id);
cb_id cb_scenario_region(const cb_scenario *scenario, const char *id);
cb_id cb_scenario_axis(const cb_scenario *scenario, const char *name);
cb_id cb_variant_parameter(const cb_variant *variant, const char *name);
const cb_table_data *cb_variant_table(const cb_variant *variant, const char *name);
/* Does anything that the variant uses rest on an assumption: a value, table, project, lever or shock that is marked
 * assumed, a value or table of the scenario without a source, or a default that its process calls assumed? */
bool cb_variant_assumed(const cb_scenario *scenario, const cb_variant *variant);
/* A declaration by name among the chosen processes; NULL if none. `owner` may be NULL. */
const cb_field *cb_scenario_field(const cb_scenario *scenario, const char *name, const cb_process **owner);
const cb_indicator *cb_scenario_indicator(const cb_scenario *scenario, const char *name, const cb_process **owner);

/* Adds an error at a row of a table (for prepare). column may be NULL. */
cb_status cb_rows_diagnose(const cb_rows *rows, cb_diagnostics *diagnostics, size_t row, const char *column,
                           const char *message);

#endif
