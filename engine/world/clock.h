/* Dates of a run: the end of calendar year y is y + 1.0. */
#ifndef CB_CLOCK_H
#define CB_CLOCK_H

#include "scenario.h"

/* Recorded times: the start and the end of every step. */
static inline size_t cb_clock_times(const cb_clock *clock)
{
    return clock->step_count + 1;
}

/* Calendar year whose end recorded time `time` is. */
static inline int cb_clock_year(const cb_clock *clock, size_t time)
{
    return clock->start + (int)time * clock->step;
}

/* Internal date of recorded time `time`; step s runs from date s to date s + 1. */
static inline double cb_clock_date(const cb_clock *clock, size_t time)
{
    return cb_clock_year(clock, time) + 1.0;
}

/* The recorded time of a calendar year; the caller has checked that it is one. */
static inline size_t cb_clock_time_of_year(const cb_clock *clock, int year)
{
    return (size_t)((year - clock->start) / clock->step);
}

#endif
