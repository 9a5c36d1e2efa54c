/* What of a block is kept: decides the variables of the result file, and gathers their chunks while a block runs. */
#ifndef CB_RECORDER_H
#define CB_RECORDER_H

#include "indicator.h"
#include "journal.h"
#include "target.h"

typedef enum cb_recorded_kind {
    CB_RECORDED_FIELD,    /* [time] of a field as it is */
    CB_RECORDED_ACCOUNT,  /* [time][region][status] of a field by place and status */
    CB_RECORDED_MEASURE,  /* [time][region] */
    CB_RECORDED_TARGETS,  /* [time][target] */
    CB_RECORDED_DRAWS,    /* [input] */
    CB_RECORDED_SHOCKS,   /* [time][series] */
    CB_RECORDED_OPENINGS, /* [project] */
    CB_RECORDED_RESIDUAL
} cb_recorded_kind;

typedef struct cb_recorded {
    cb_recorded_kind kind;
    size_t index;    /* field or measure */
    size_t variable; /* in the manifest */
    size_t entries;  /* values at one time */
    size_t times;    /* 1 where there is no time axis */
} cb_recorded;

/* Shared by all threads, read-only once created. */
typedef struct cb_recorder {
    const cb_world *world; /* of the first variant that runs: layouts are the same in all */
    cb_measures measures;
    cb_recorded *items;
    size_t count;
    const char **projects; /* ids over all variants that run, sorted: the axis `project` */
    size_t project_count;
    bool round;
} cb_recorder;

/* The variants that run, and the members: every variable, coordinate and label goes to `manifest`. */
cb_status cb_recorder_create(cb_recorder **recorder, const cb_world *world, const size_t *variants,
                             size_t variant_count, cb_manifest *manifest) CB_MUST_USE;
void cb_recorder_free(cb_recorder *recorder);
double cb_recorder_bytes(const cb_recorder *recorder, size_t lanes); /* of the values of a block */

/* The values of one block, [item][lane][time][entries]. */
typedef struct cb_tape cb_tape;
cb_status cb_tape_create(cb_tape **tape, const cb_recorder *recorder, size_t lanes) CB_MUST_USE;
void cb_tape_free(cb_tape *tape);
/* At recorded time `time` (0: the start; flows are then NaN). */
cb_status cb_tape_record(cb_tape *tape, cb_block *block, size_t time) CB_MUST_USE;
/* After the last step: targets, draws, shocks, openings, residuals. */
cb_status cb_tape_finish(cb_tape *tape, cb_block *block) CB_MUST_USE;
/* Bytes of a tape. */
double cb_tape_bytes(const cb_recorder *recorder, size_t lanes);
/* What chunks take, made and thrown away: bytes on disk of all of a block, and the memory it takes to make the largest
 * of them. */
typedef struct cb_tape_cost {
    double disk, memory;
} cb_tape_cost;
cb_status cb_tape_weigh(const cb_tape *tape, const cb_block *block, const cb_manifest *manifest,
                        cb_tape_cost *cost) CB_MUST_USE;
/* Appends every chunk of the block; `variant` is the position among those that run, `chunk` that of its first 8
 * members. */
cb_status cb_tape_append(const cb_tape *tape, const cb_block *block, cb_journal *journal, size_t variant, size_t chunk,
                         cb_fault *fault) CB_MUST_USE;

#endif
