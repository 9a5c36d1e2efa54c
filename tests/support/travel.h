/* Travel times between the three places of a small world: A-B 10, B-C 20, A-C 30 minutes. */
#ifndef CB_TRAVEL_H
#define CB_TRAVEL_H

#include "setup.h"
#include "small_world.h"

/* A place is 99 minutes from itself, so that a pair of one place shows. */
static inline void travel_fill(small_world *w)
{
    static const double minutes[] = {99, 10, 30, 10, 99, 20, 30, 20, 99};
    cb_setup setup = {.world = w->world, .diagnostics = w->loaded.diagnostics, .process = &roads};
    double *matrix = cb_setup_shared(&setup, cb_setup_field(&setup, "travel"));
    assert_non_null(matrix);
    memcpy(matrix, minutes, sizeof minutes);
}

#endif
