/* Points at which the elementary functions are fixed bit by bit, and a hash of their values there.
 *
 * The same numbers for every instruction set, compiler and optimisation level: whoever changes a coefficient or an
 * order of operations changes every recorded result, and shows it here. Include lanes.h first. */
#ifndef CB_ELEMENTARY_POINTS_H
#define CB_ELEMENTARY_POINTS_H

#include <math.h>

#include "sequence.h"

#define EXP_HASH 0xa0c58cb951e1c4edu
#define LOG_HASH 0x183dc102db39691cu
#define POW_HASH 0xccb9ce32ea78d950u

#define POINTS 20000

static const double special_points[] = {0.0,
                                        -0.0,
                                        1.0,
                                        -1.0,
                                        0.5,
                                        2.0,
                                        -2.0,
                                        3.0,
                                        INFINITY,
                                        -INFINITY,
                                        0x1p-1074,
                                        0x1p-1022,
                                        -0x1p-1074,
                                        0x1.fffffffffffffp+1023,
                                        -0x1.fffffffffffffp+1023,
                                        709.782712893384,
                                        709.7827128933841,
                                        -745.1332191019411,
                                        -745.1332191019412,
                                        -708.4,
                                        0x1.fffffffffffffp-1,
                                        0x1.0000000000001p0,
                                        0x1p70,
                                        -0x1p70,
                                        1e-320,
                                        650.0};
#define SPECIAL_POINTS (sizeof special_points / sizeof *special_points)

static inline uint64_t hash_bits(uint64_t hash, cb_vec values)
{
    for (int lane = 0; lane < CB_WIDTH; lane++) {
        double value = values[lane];
        uint64_t bits;
        memcpy(&bits, &value, sizeof bits);
        hash = (hash ^ (isnan(value) ? 0x7ff8000000000000u : bits)) * 0x100000001b3u; /* FNV-1a by words */
    }
    return hash;
}

/* Eight points, spread over all exponents; `span` is the largest |log2|. */
static inline cb_vec points_next(uint64_t *seed, double span, int is_signed)
{
    cb_vec v;
    for (int lane = 0; lane < CB_WIDTH; lane++) {
        double significand = 1.0 + sequence(seed), exponent = span * (2.0 * sequence(seed) - 1.0);
        double sign = is_signed && sequence(seed) < 0.5 ? -1.0 : 1.0;
        v[lane] = sign * ldexp(significand, (int)exponent);
    }
    return v;
}

static inline uint64_t hash_exp(void)
{
    uint64_t hash = 0, seed = 1;
    for (int i = 0; i < POINTS; i++)
        hash = hash_bits(hash, cb_exp(points_next(&seed, i % 2 ? 10.0 : 50.0, 1)));
    for (size_t i = 0; i < SPECIAL_POINTS; i++)
        hash = hash_bits(hash, cb_exp(cb_splat(special_points[i])));
    return hash;
}

static inline uint64_t hash_log(void)
{
    uint64_t hash = 0, seed = 2;
    for (int i = 0; i < POINTS; i++)
        hash = hash_bits(hash, cb_log(points_next(&seed, i % 2 ? 1.0 : 1074.0, 0)));
    for (size_t i = 0; i < SPECIAL_POINTS; i++)
        hash = hash_bits(hash, cb_log(cb_splat(special_points[i])));
    return hash;
}

static inline uint64_t hash_pow(void)
{
    uint64_t hash = 0, seed = 3;
    for (int i = 0; i < POINTS; i++) {
        cb_vec x = points_next(&seed, i % 2 ? 1.0 : 1074.0, 0), y = points_next(&seed, i % 2 ? 10.0 : 4.0, 1);
        hash = hash_bits(hash, cb_pow(x, y));
    }
    for (size_t i = 0; i < SPECIAL_POINTS; i++)
        for (size_t j = 0; j < SPECIAL_POINTS; j++)
            hash = hash_bits(hash, cb_pow(cb_splat(special_points[i]), cb_splat(special_points[j])));
    return hash;
}

#endif
