/* One variant made ready to run: fields laid out, start values gathered, every process prepared. Shared by all threads
 * and read-only once created. */
#ifndef CB_WORLD_H
#define CB_WORLD_H

#include "clock.h"
#include "draws.h"
#include "field.h"

typedef struct cb_world {
    const cb_scenario *scenario;
    const cb_variant *variant;
    size_t variant_index;
    const cb_draws *draws;
    cb_layout *layouts; /* a cb_id of a field is an index here */
    size_t field_count;
    double **initial; /* [field]: [places][cells], NULL: zero */
    double **shared;  /* [field]: storage of CB_SHARED fields that a process filled, NULL otherwise */
    void **plans;     /* [process] */
} cb_world;

/* Lays out and prepares. What tables and parameters get wrong together goes to `diagnostics`. The scenario and the
 * draws must outlive the world. */
cb_status cb_world_create(cb_world **world, const cb_scenario *scenario, size_t variant, const cb_draws *draws,
                          cb_diagnostics *diagnostics) CB_MUST_USE;
void cb_world_free(cb_world *world);

#endif
