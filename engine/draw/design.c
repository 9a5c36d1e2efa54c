#include "design.h"

#include <gsl/gsl_randist.h>
#include <math.h>

#include "philox.h"

#define BELOW_ONE (1.0 - 0x1p-53)

static cb_stream input_stream(const cb_ensemble *ensemble, const char *purpose, const char *input)
{
    return (cb_stream){.seed = ensemble->seed, .purpose = cb_hash(cb_hash(0, purpose), input)};
}

cb_status cb_design_order(const cb_ensemble *ensemble, const char *input, uint32_t *order)
{
    if (ensemble->design != CB_DESIGN_LHS)
        return CB_OK;
    gsl_rng *generator = gsl_rng_alloc(cb_philox);
    if (!generator)
        return CB_ERROR_MEMORY;
    cb_philox_begin(generator, input_stream(ensemble, "order of strata", input));
    for (size_t member = 0; member < ensemble->members; member++)
        order[member] = (uint32_t)member;
    gsl_ran_shuffle(generator, order, ensemble->members, sizeof *order);
    gsl_rng_free(generator);
    return CB_OK;
}

double cb_design_uniform(const cb_ensemble *ensemble, const char *input, const uint32_t *order, size_t member)
{
    if (ensemble->design == CB_DESIGN_CENTRAL)
        return 0.5;
    cb_stream stream = input_stream(ensemble, "value of an input", input);
    stream.member = member;
    double uniform = cb_philox_uniform(stream);
    if (ensemble->design != CB_DESIGN_LHS)
        return uniform;
    return fmin(((double)order[member] + uniform) / (double)ensemble->members, BELOW_ONE); /* the sum may round up */
}
