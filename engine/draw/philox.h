/* Counter-based random numbers: any draw can be made alone, from what it is for.
 *
 * Philox4x64-10 (Salmon, Moraes, Dror & Shaw 2011, doi:10.1145/2063384.2063405) by Random123, carried as a gsl_rng_type
 * so that GSL's samplers work on it. The key is (seed, purpose), the counter (member, place, step, n). */
#ifndef CB_PHILOX_H
#define CB_PHILOX_H

#include <gsl/gsl_rng.h>
#include <stdint.h>

/* What a draw is for. Two draws with equal streams are equal, so purposes must differ: cb_hash of their names. */
typedef struct cb_stream {
    uint64_t seed, purpose, member, place, step;
} cb_stream;

extern const gsl_rng_type *const cb_philox;

/* Puts a generator of type cb_philox at the first number of a stream. */
void cb_philox_begin(gsl_rng *generator, cb_stream stream);

/* One uniform number in (0, 1) without a generator: the first of the stream. */
double cb_philox_uniform(cb_stream stream);

/* 64 bits of a name, further hashed into `before` (0 for a first name): FNV-1a with a final mix. */
uint64_t cb_hash(uint64_t before, const char *name);

#endif
