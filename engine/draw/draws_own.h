/* What the files of the draws share; nobody else needs it. */
#ifndef CB_DRAWS_OWN_H
#define CB_DRAWS_OWN_H

#include "draws.h"
#include "inputs.h"

typedef struct cb_series {
    char *name;              /* "wages", "wages[140100]" */
    const char *place;       /* NULL: one series for the region */
    const cb_shock **shocks; /* [variant]: NULL where the variant does not have it */
} cb_series;

struct cb_draws {
    const cb_scenario *scenario;
    cb_inputs inputs;
    cb_series *series; /* sorted by name */
    size_t series_count;
    uint32_t *order;          /* [input][member], design lhs only */
    double *repeated;         /* [variant][member][input], NaN: none was given; NULL: by the design */
    double *repeated_factors; /* [variant][member][series][step], with `repeated` */
};

/* The series of all shocks. */
cb_status cb_draws_find_series(cb_draws *draws) CB_MUST_USE;
void cb_draws_free_series(cb_draws *draws);

static inline double *cb_draws_repeated_at(const cb_draws *draws, size_t variant, size_t member, size_t input)
{
    return draws->repeated + (variant * draws->scenario->ensemble.members + member) * draws->inputs.count + input;
}

/* The steps of one series. */
static inline double *cb_draws_factors_at(const cb_draws *draws, size_t variant, size_t member, size_t series)
{
    size_t row = (variant * draws->scenario->ensemble.members + member) * draws->series_count + series;
    return draws->repeated_factors + row * draws->scenario->clock.step_count;
}

#endif
