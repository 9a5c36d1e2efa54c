#include "philox.h"

#include <Random123/philox.h>
#include <string.h>

#define WORDS 4

typedef struct philox_state {
    philox4x64_key_t key;
    philox4x64_ctr_t counter, numbers;
    unsigned used; /* of `numbers` */
} philox_state;

static void state_begin(philox_state *state, cb_stream stream)
{
    *state = (philox_state){.key = {{stream.seed, stream.purpose}},
                            .counter = {{stream.member, stream.place, stream.step, 0}},
                            .used = WORDS};
}

static uint64_t state_next(philox_state *state)
{
    if (state->used == WORDS) {
        state->numbers = philox4x64(state->counter, state->key);
        state->counter.v[WORDS - 1]++;
        state->used = 0;
    }
    return state->numbers.v[state->used++];
}

/* The middle of one of 2^52 equal parts of the unit interval, exact: neither 0 nor, by rounding, 1. */
static double to_uniform(uint64_t bits)
{
    return ((double)(bits >> 12) + 0.5) * 0x1p-52;
}

static void philox_set(void *state, unsigned long seed)
{
    state_begin(state, (cb_stream){.seed = seed});
}

static unsigned long philox_get(void *state)
{
    return state_next(state);
}

static double philox_get_double(void *state)
{
    return (double)(state_next(state) >> 11) * 0x1p-53; /* GSL wants [0, 1) */
}

static const gsl_rng_type philox_type = {.name = "philox4x64-10",
                                         .max = UINT64_MAX,
                                         .min = 0,
                                         .size = sizeof(philox_state),
                                         .set = philox_set,
                                         .get = philox_get,
                                         .get_double = philox_get_double};
const gsl_rng_type *const cb_philox = &philox_type;

void cb_philox_begin(gsl_rng *generator, cb_stream stream)
{
    state_begin(generator->state, stream);
}

double cb_philox_uniform(cb_stream stream)
{
    philox_state state;
    state_begin(&state, stream);
    return to_uniform(state_next(&state));
}

uint64_t cb_hash(uint64_t before, const char *name)
{
    uint64_t hash = before ^ 0xcbf29ce484222325u;
    for (const char *c = name; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001b3u;
    hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9u;
    hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebu;
    return hash ^ (hash >> 31);
}
