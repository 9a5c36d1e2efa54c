/* All that a model sees of the engine: how a process declares itself, prepares and steps.
 *
 * A process is one constant cb_process at the bottom of one file in models/. Its tables are the only place where its
 * names occur; storage, initial values, bounds, scenario keys, result variables and the reference follow from them. */
#ifndef CB_PROCESS_H
#define CB_PROCESS_H

#include <stdbool.h>
#include <stddef.h>

#include "lanes.h"
#include "status.h"

typedef struct cb_setup cb_setup; /* what `prepare` may ask: names, axes, tables, fixed numbers */
typedef struct cb_block cb_block; /* members stepped together: what `step` reads and writes */

/* ---- declarations ------------------------------------------------------------------------------------------- */

typedef enum cb_kind {
    CB_STATE = 1, /* saved; carried from step to step */
    CB_FLOW,      /* booked in a step; cleared before each step; recordable */
    CB_SCRATCH,   /* between processes inside a step; neither saved nor recorded; starts at zero */
    CB_SHARED     /* one copy for the whole run, no lanes; filled in `prepare`, then read-only; may begin with an axis
                   * "step": a copy for each step of the clock */
} cb_kind;

typedef struct cb_field {
    const char *name, *unit, *long_name;
    const char *axes; /* names separated by blanks, "place" first if present: "place age sex status", "place place" */
    cb_kind kind;
    double min, max;     /* checked after every step where min < max; NaN and infinity always */
    const char *balance; /* signed accounts that explain every change: "+births -deaths"; same axes */
    const char *initial; /* "table.column" that holds the start values; NULL: zero (or set in `start`) */
    const char *record;  /* NULL: only by name; "default", or the group that `record:` names: "accounts", "cohorts" */
} cb_field;

typedef enum cb_param_kind {
    CB_PARAM_NUMBER = 0, /* number or distribution, by place, with levers and shocks */
    CB_PARAM_FIXED,      /* one number for all members, places and years; read in `prepare` */
    CB_PARAM_CHOICE,     /* one word of `choices`; read in `prepare` */
    CB_PARAM_LIST        /* ascending numbers; read in `prepare`; may give an axis its size */
} cb_param_kind;

typedef struct cb_param {
    const char *name, *unit, *doc; /* name as in a scenario: "migration.out_rate" */
    const char *source;            /* where the default comes from; "assumed: rule" if it is assumed */
    double value, min, max;        /* default and closed range in `unit` */
    cb_param_kind kind;
    const char *choices; /* CB_PARAM_CHOICE: "rate logistic urgd", the first is the default */
    const char *list;    /* CB_PARAM_LIST: default, "0 15 30 60" */
} cb_param;

typedef enum cb_column_kind {
    CB_COLUMN_NUMBER = 0, /* data, in `unit`, inside [min, max] */
    CB_COLUMN_PLACE,      /* keys: together they name a row; a key column left out stands for all */
    CB_COLUMN_SEX,
    CB_COLUMN_AGE, /* lower end of an age group, whole years */
    CB_COLUMN_STATUS,
    CB_COLUMN_YEAR, /* calendar year, or a period "2020-2025" (from mid-year to mid-year) */
    CB_COLUMN_TEXT  /* a key that is free text */
} cb_column_kind;

typedef struct cb_column {
    const char *name, *unit, *doc;
    cb_column_kind kind;
    double min, max; /* of a number, where min < max */
    bool optional;   /* the column may be absent */
} cb_column;

typedef struct cb_table {
    const char *name; /* the scenario key: `mortality: {table: FILE}` */
    const char *doc;
    const cb_column *columns; /* ends with a NULL name */
    bool required;            /* a table that defines axes: needed where no other gives them */
    bool defines_axes;        /* the ages and sexes of this table are those of the world */
    int oldest; /* with defines_axes: ages of the world are as wide as the step up to this open age, whatever
                 * groups the table has; 0: they are the groups of the table, and none may be missing */
} cb_table;

typedef enum cb_reduction {
    CB_SUM = 1,        /* over the places of a region and all other axes, of `field` where `where` holds */
    CB_RATIO,          /* indicator `numerator` over indicator `denominator` */
    CB_WEIGHTED_MEAN,  /* of `field` ([place]) weighted by `weight` ([place] or [place][status]) */
    CB_MAX_OVER_PAIRS, /* of `field` ("place place") over unordered pairs of different places */
    CB_LENGTH          /* of the open projects with both ends in the region */
} cb_reduction;

typedef struct cb_indicator {
    const char *name, *unit, *doc;
    cb_reduction reduction;
    const char *field;
    const char *where; /* of an axis: "status=rural", "status!=rural", "age>=60"; NULL: all */
    const char *numerator, *denominator, *weight;
} cb_indicator;

typedef enum cb_access { CB_READ = 1, CB_WRITE } cb_access;

typedef struct cb_use {
    const char *field;
    cb_access access;
} cb_use;

/* An axis a process adds; its labels are the entries of a list parameter. */
typedef struct cb_axis_rule {
    const char *name, *doc, *list_param;
} cb_axis_rule;

typedef struct cb_process {
    const char *name, *doc, *reference; /* reference: the paper */
    const char *needs;                  /* a process without which this one does nothing, like "cohorts"; NULL: none */
    const char *statuses; /* it needs two or more, these among them, "registered unregistered"; NULL: any will do. Where
                           * a scenario does not choose its processes, those whose statuses it lacks stay out */
    /* Each table ends with an entry whose name (or field) is NULL; NULL stands for an empty table. */
    const cb_axis_rule *axes;
    const cb_field *fields;
    const cb_param *params;
    const cb_table *tables;
    const cb_indicator *indicators;
    const cb_use *uses; /* a field read here may be absent when its process was not chosen: CB_NONE */
    cb_status (*prepare)(cb_setup *setup, void **plan);    /* once per variant: shared, read-only afterwards */
    cb_status (*start)(cb_block *block, const void *plan); /* once per block: derived state of the start; may be NULL */
    cb_status (*step)(cb_block *block, const void *plan);  /* may be NULL */
    void (*release)(void *plan);                           /* safe on NULL and after a failed prepare */
} cb_process;

/* `const cb_process CB_PROCESS(name) = {...}` in models/name.c is found by its file name; nothing else to edit. */
#define CB_PROCESS(name) CB_ISA(cb_process_##name)

/* ---- in prepare: names become numbers ------------------------------------------------------------------------ */

typedef int cb_id;
#define CB_NONE (-1) /* the field or parameter belongs to a process that was not chosen */

size_t cb_setup_places(const cb_setup *setup);
const char *cb_setup_place_id(const cb_setup *setup, size_t place);
/* Degrees; NaN where the places table has no coordinates. Area in km2, NaN if absent. */
double cb_setup_longitude(const cb_setup *setup, size_t place);
double cb_setup_latitude(const cb_setup *setup, size_t place);
double cb_setup_area(const cb_setup *setup, size_t place);

/* Entries of an axis ("age", "sex", "status", or one that a process adds); 0 where there is no such axis. */
size_t cb_setup_axis(const cb_setup *setup, const char *axis);
const char *cb_setup_axis_label(const cb_setup *setup, const char *axis, size_t entry);
/* Index of a label on an axis, CB_NONE where it is not there. */
cb_id cb_setup_axis_find(const cb_setup *setup, const char *axis, const char *label);
/* Lower end of an age group in years; the last group is open. */
double cb_setup_age(const cb_setup *setup, size_t age);

/* Clock: internal dates (31 December of y is y + 1.0), step in years. */
double cb_setup_start(const cb_setup *setup);
double cb_setup_step_years(const cb_setup *setup);
size_t cb_setup_steps(const cb_setup *setup);

cb_id cb_setup_field(const cb_setup *setup, const char *name);
cb_id cb_setup_param(const cb_setup *setup, const char *name);
/* The number of a fixed parameter, the index of a choice; `fallback` where its process was not chosen. */
double cb_setup_number(const cb_setup *setup, const char *param, double fallback);
const double *cb_setup_list(const cb_setup *setup, const char *param, size_t *count);
/* Storage of a CB_SHARED field, row-major, zero at first; the process that declares it fills it in `prepare`. NULL when
 * memory is short. A field that nobody asked for stays absent. */
double *cb_setup_shared(cb_setup *setup, cb_id field);

/* Rows of a table, sorted by their keys in the order the columns are declared; NULL where the scenario gives none.
 * The engine has checked columns, units, ranges and that no key occurs twice. */
typedef struct cb_rows cb_rows;
const cb_rows *cb_setup_table(const cb_setup *setup, const char *table);
size_t cb_rows_count(const cb_rows *rows);
const double *cb_rows_number(const cb_rows *rows,
                             const char *column);                  /* NULL: column absent; also for CB_COLUMN_YEAR */
const int *cb_rows_index(const cb_rows *rows, const char *column); /* place, sex, status: index; age: years */
const char *const *cb_rows_text(const cb_rows *rows, const char *column);
bool cb_rows_is_period(const cb_rows *rows, const char *column); /* years are starts of 5-year periods */

/* Report bad input where the user wrote it: a row of a table, what the scenario says of a table or of a parameter, the
 * row of a place in the places table; what is not written there, and everything else, is reported where the process was
 * chosen. Each returns CB_ERROR_INPUT. */
cb_status cb_setup_row_error(cb_setup *setup, const cb_rows *rows, size_t row, const char *column, const char *format,
                             ...) CB_PRINTF(5, 6);
cb_status cb_setup_table_error(cb_setup *setup, const char *table, const char *format, ...) CB_PRINTF(3, 4);
cb_status cb_setup_parameter_error(cb_setup *setup, const char *parameter, const char *format, ...) CB_PRINTF(3, 4);
/* CB_OK for a parameter that is one number for all members, years and places, or, with `between_places`, that is the
 * same in all places; otherwise reports the value, lever or shock that varies it. */
cb_status cb_setup_refuse_variation(cb_setup *setup, const char *parameter, bool between_places, const char *format,
                                    ...) CB_PRINTF(4, 5);
cb_status cb_setup_place_error(cb_setup *setup, size_t place, const char *format, ...) CB_PRINTF(3, 4);
cb_status cb_setup_error(cb_setup *setup, const char *format, ...) CB_PRINTF(2, 3);

/* Projects: dated changes. `from` and `to` are places (CB_NONE: the project is not a link). */
typedef struct cb_project_info {
    const char *id, *kind;
    cb_id from, to;
} cb_project_info;
size_t cb_setup_projects(const cb_setup *setup);
cb_project_info cb_setup_project(const cb_setup *setup, size_t project);

/* ---- in step ------------------------------------------------------------------------------------------------- */

/* A field of a block: cell c of place p for the 8 lanes of `vector` is row(p, vector)[c * view.vectors]. */
typedef struct cb_view {
    cb_vec *data;   /* NULL: absent field, reads as zero, must not be written */
    size_t cells;   /* entries of all axes but place */
    size_t vectors; /* vectors of 8 lanes in the block: the stride from cell to cell */
} cb_view;
cb_view cb_block_view(const cb_block *block, cb_id field);
/* A shared field, of one with an axis "step" the part of the current step; NULL where it is absent. */
const double *cb_block_shared(const cb_block *block, cb_id field);

static inline cb_vec *cb_view_row(cb_view view, size_t place, size_t vector)
{
    return view.data + place * view.cells * view.vectors + vector;
}

/* A parameter in the current step, stored at the smallest shape that is true. */
typedef struct cb_param_view {
    const double *data; /* NULL where the parameter is absent: reads as zero */
    size_t place_stride, lane_stride;
} cb_param_view;
cb_param_view cb_block_param(const cb_block *block, cb_id param);

static inline cb_vec cb_param_at(cb_param_view view, size_t place, size_t vector)
{
    if (!view.data)
        return cb_splat(0.0);
    const double *at = view.data + place * view.place_stride;
    return view.lane_stride ? cb_load(at + vector * CB_WIDTH) : cb_splat(*at);
}

size_t cb_block_places(const cb_block *block);
size_t cb_block_vectors(const cb_block *block);
size_t cb_block_step_index(const cb_block *block); /* 0 for the first step */
double cb_block_time(const cb_block *block);       /* internal date at which the step begins */
double cb_block_years(const cb_block *block);      /* length of the step */

/* One number of a project for the 8 lanes of a vector. */
typedef enum cb_project_part {
    CB_PROJECT_OPENS,  /* internal date */
    CB_PROJECT_LENGTH, /* km */
    CB_PROJECT_COST,   /* CNY */
    CB_PROJECT_PARTS
} cb_project_part;
/* A row of doubles: vectors are not returned across the border, where the caller may be compiled for wider ones. */
const double *cb_block_project_row(const cb_block *block, cb_project_part part, size_t project, size_t vector);

static inline cb_vec cb_block_project(const cb_block *block, cb_project_part part, size_t project, size_t vector)
{
    return cb_load(cb_block_project_row(block, part, project, vector));
}

/* Calls `visit` for every place and vector. Places may be visited in any order and by several threads; a visit
 * writes only rows of its own place. */
typedef void cb_place_visit(cb_block *block, size_t place, size_t vector, void *context);
void cb_each_place(cb_block *block, cb_place_visit *visit, void *context);

/* Sums over places, the same bits in every regime: partial sums of 32 places each, added in order. `visit` adds the
 * terms of its place to `partial` (`width` vectors); `total` receives `width` vectors for each vector of the block:
 * total[vector * width + w]. */
typedef void cb_place_terms(cb_block *block, size_t place, size_t vector, cb_vec *partial, void *context);
cb_status cb_sum_places(cb_block *block, size_t width, cb_place_terms *visit, void *context, cb_vec *total) CB_MUST_USE;

/* Working memory of `count` vectors, aligned, owned by the block, valid until the step of the process ends. NULL when
 * memory is short. */
cb_vec *cb_block_workspace(cb_block *block, size_t count);

/* Report a number that stops the run ("place 140100, age 30, year 2024: ..."): returns CB_ERROR_NUMBERS. The first
 * report of a block stands. */
cb_status cb_block_fail(cb_block *block, const char *format, ...) CB_PRINTF(2, 3);
const char *cb_block_place_id(const cb_block *block, size_t place);

#endif
