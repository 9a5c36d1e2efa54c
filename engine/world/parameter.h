/* Parameters of a block, year by year: the scenario's value, its draw, levers and shocks, at the smallest true shape.
 */
#ifndef CB_PARAMETER_H
#define CB_PARAMETER_H

#include "world.h"

/* Values [step][place][lane]; a stride of 0 means that the axis does not matter. */
typedef struct cb_parameter_table {
    double *data;
    size_t capacity; /* doubles */
    size_t step_stride, place_stride, lane_stride;
} cb_parameter_table;

/* Fills the table of one parameter for `lanes` members. Levers act in order of action (multiply, add, set) and id, then
 * shocks multiply; the result is kept inside the parameter's declared range. Reuses the table's memory. */
cb_status cb_parameter_fill(cb_parameter_table *table, const cb_world *world, size_t parameter, size_t lanes,
                            const size_t *members) CB_MUST_USE;

/* Bytes of that table. */
double cb_parameter_bytes(const cb_world *world, size_t parameter, size_t lanes);

/* Part of a lever that is in force in a step that begins at `date` and lasts `years`: 0 before, 1 when fully up; on the
 * ramp its value at the middle of the step. */
double cb_lever_strength(const cb_lever *lever, double date, double years);

#endif
