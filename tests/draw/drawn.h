/* The draws of a scenario that is written in a test. */
#ifndef CB_DRAWN_H
#define CB_DRAWN_H

#include "draws.h"
#include "loading.h"

#define RATE      "moving.rate: {uniform: [0 1/yr, 1 1/yr]}"
#define DECAY     "moving.decay: {uniform: [0 1/km, 1 1/km]}"
#define ENSEMBLE  "ensemble: {members: 61, seed: 5}\n"
#define UNCERTAIN USUAL ENSEMBLE "parameters: {" RATE ", " DECAY "}\n"
enum { MEMBERS = 61 };

typedef struct drawn {
    loading l;
    cb_draws *draws;
} drawn;

static inline drawn draws_of(const char *yaml)
{
    drawn made = {.l = loading_valid(yaml)};
    assert_int_equal(cb_draws_create(&made.draws, made.l.scenario), CB_OK);
    return made;
}

static inline void drawn_close(drawn *made)
{
    cb_draws_free(made->draws);
    loading_close(&made->l);
}

static inline double value_of(const drawn *d, size_t variant, const char *name, size_t member)
{
    cb_id input = cb_draws_find(d->draws, name);
    assert_int_not_equal(input, CB_NONE);
    return cb_draws_value(d->draws, variant, (size_t)input, member);
}

static inline double resolve_rate(const drawn *d, size_t variant, const char *place, size_t member)
{
    const cb_variant *v = &d->l.scenario->variants[variant];
    const cb_value *value = &v->parameters[cb_variant_parameter(v, "moving.rate")].value;
    return cb_draws_resolve(d->draws, variant, "moving.rate", value, place, member);
}

#endif
