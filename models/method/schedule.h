/* Numbers prepared once for every step and place, at the smallest shape that is true. */
#ifndef CB_SCHEDULE_H
#define CB_SCHEDULE_H

#include <stdlib.h>

#include "process.h"

typedef struct cb_schedule {
    double *values; /* [steps][places][cells]; NULL: there is no such schedule */
    size_t steps;   /* 1: the same in every step */
    size_t places;  /* 1: the same in every place */
    size_t cells;
} cb_schedule;

static inline cb_status cb_schedule_create(cb_schedule *schedule, size_t steps, size_t places, size_t cells)
{
    *schedule = (cb_schedule){.steps = steps, .places = places, .cells = cells};
    schedule->values = calloc(steps * places * cells, sizeof *schedule->values);
    return schedule->values ? CB_OK : CB_ERROR_MEMORY;
}

static inline void cb_schedule_free(cb_schedule *schedule)
{
    free(schedule->values);
    schedule->values = NULL;
}

static inline double *cb_schedule_at(const cb_schedule *schedule, size_t step, size_t place)
{
    step = schedule->steps > 1 ? step : 0;
    place = schedule->places > 1 ? place : 0;
    return schedule->values + (step * schedule->places + place) * schedule->cells;
}

#endif
