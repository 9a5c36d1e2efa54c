/* Eight members side by side: a 64-byte vector of doubles, the same bits on AVX2+FMA and AVX-512.
 *
 * The functions are inline and use only +, -, *, /, sqrt, fma, comparisons and integer operations, which IEEE 754
 * fixes, so a lane's result does not depend on the instruction set, the compiler or its optimisation level. No libm
 * function is called in a step. Files that include this are compiled with -ffp-contract=off. That a lane is NaN is
 * promised; the sign and payload of the NaN are not. */
#ifndef CB_LANES_H
#define CB_LANES_H

#include <immintrin.h>
#include <stdint.h>
#include <string.h>

#if !defined(__AVX2__) || !defined(__FMA__)
#error "Conurb needs AVX2 and FMA: compile with -mavx2 -mfma"
#endif

#define CB_WIDTH 8

/* Sources of models/ and the kernel are compiled once for each instruction set; CB_ISA gives each copy its name. */
#ifndef CB_ISA_SUFFIX
#define CB_ISA_SUFFIX avx2
#endif
#define CB_PASTE_(name, suffix) name##_##suffix
#define CB_PASTE(name, suffix)  CB_PASTE_(name, suffix)
#define CB_ISA(name)            CB_PASTE(name, CB_ISA_SUFFIX)

/* Inlined at every optimisation level: as calls, the two copies would pass 64-byte vectors differently. */
#define CB_INLINE static inline __attribute__((always_inline))

/* Masks are -1 where true, 0 where false: what comparisons give. Aligned in so many words: gcc would give AVX2 code
 * half of it, too little for the AVX-512 copy that it calls. */
typedef double cb_vec __attribute__((vector_size(64), aligned(64)));
typedef long long cb_mask __attribute__((vector_size(64), aligned(64)));

#include "native.h"

CB_INLINE cb_vec cb_splat(double x)
{
    return (cb_vec){x, x, x, x, x, x, x, x};
}

/* From and to 8 doubles, aligned or not. */
CB_INLINE cb_vec cb_load(const double *from)
{
    cb_vec v;
    memcpy(&v, from, sizeof v);
    return v;
}

CB_INLINE void cb_store(double *to, cb_vec v)
{
    memcpy(to, &v, sizeof v);
}

/* Asks memory for what a loop that goes through `at` in strides of `stride` vectors will need soon. Nothing is read, so
 * the last rounds may ask for what lies past the end. */
CB_INLINE void cb_fetch_ahead(const cb_vec *at, size_t stride)
{
    enum { ROUNDS_AHEAD = 48 };
    uintptr_t ahead = (uintptr_t)at + ROUNDS_AHEAD * stride * sizeof *at;
    __builtin_prefetch((const void *)ahead);
}

/* a * b + c, rounded once. */
CB_INLINE cb_vec cb_fma(cb_vec a, cb_vec b, cb_vec c)
{
    return CB_BY_PARTS3(cb_native_fma, a, b, c);
}

CB_INLINE cb_vec cb_sqrt(cb_vec x)
{
    return CB_BY_PARTS1(cb_native_sqrt, x);
}

/* a < b ? a : b and a > b ? a : b: the second argument where one of them is NaN. */
CB_INLINE cb_vec cb_min(cb_vec a, cb_vec b)
{
    return CB_BY_PARTS2(cb_native_min, a, b);
}

CB_INLINE cb_vec cb_max(cb_vec a, cb_vec b)
{
    return CB_BY_PARTS2(cb_native_max, a, b);
}

CB_INLINE cb_vec cb_abs(cb_vec x)
{
    return (cb_vec)((cb_mask)x & 0x7fffffffffffffff);
}

CB_INLINE cb_vec cb_select(cb_mask mask, cb_vec yes, cb_vec no)
{
    return CB_BY_PARTS3(cb_native_select, (cb_vec)mask, yes, no);
}

/* 1 where the mask holds in at least one lane, else 0. */
CB_INLINE int cb_any(cb_mask mask)
{
    return cb_native_any(mask);
}

#include "elementary.h"

/* e^x to 1 ulp; overflow gives infinity, underflow goes through the subnormals to 0. */
CB_INLINE cb_vec cb_exp(cb_vec x)
{
    return CB_BY_PARTS1(cb_native_exp, x);
}

/* Natural logarithm to 1 ulp; log(0) = -infinity, NaN below 0. */
CB_INLINE cb_vec cb_log(cb_vec x)
{
    return CB_BY_PARTS1(cb_native_log, x);
}

/* x^y to 2 ulp for x >= 0 and any y, with the special cases of C: x^0 = 1^y = 1 (NaN included), 0^y is 0 or infinity.
 * NaN for x < 0 unless y is 0; -0 counts as 0. */
CB_INLINE cb_vec cb_pow(cb_vec x, cb_vec y)
{
    return CB_BY_PARTS2(cb_native_pow, x, y);
}

/* One number; the bits that a lane would get. */
static inline double cb_exp1(double x)
{
    return cb_exp(cb_splat(x))[0];
}

static inline double cb_log1(double x)
{
    return cb_log(cb_splat(x))[0];
}

static inline double cb_pow1(double x, double y)
{
    return cb_pow(cb_splat(x), cb_splat(y))[0];
}

#endif
