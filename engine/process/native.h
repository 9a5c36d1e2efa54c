/* What one instruction works on: 8 lanes with AVX-512, 4 with AVX2. Included by lanes.h only.
 *
 * A 64-byte vector in AVX2 code is handled as two halves that stay in registers; left whole, compilers keep it in
 * memory. Both sets compute each lane by the same IEEE 754 operations. */
#ifndef CB_NATIVE_H
#define CB_NATIVE_H

/* Before a loop of constant length: unrolled, so that an array it indexes stays in registers. */
#ifdef __clang__
#define CB_UNROLL _Pragma("clang loop unroll(full)")
#else
#define CB_UNROLL _Pragma("GCC unroll 32")
#endif

#if defined(__AVX512F__) && defined(__AVX512DQ__)

#define CB_NATIVE_WIDTH 8
typedef double cb_native __attribute__((vector_size(64)));
typedef unsigned long long cb_native_bits __attribute__((vector_size(64)));

#define CB_BY_PARTS1(function, a)       function(a)
#define CB_BY_PARTS2(function, a, b)    function(a, b)
#define CB_BY_PARTS3(function, a, b, c) function(a, b, c)

CB_INLINE cb_native cb_native_splat(double x)
{
    return _mm512_set1_pd(x);
}

CB_INLINE cb_native cb_native_fma(cb_native a, cb_native b, cb_native c)
{
    return _mm512_fmadd_pd(a, b, c);
}

CB_INLINE cb_native cb_native_sqrt(cb_native x)
{
    return _mm512_sqrt_pd(x);
}

CB_INLINE cb_native cb_native_min(cb_native a, cb_native b)
{
    return _mm512_min_pd(a, b);
}

CB_INLINE cb_native cb_native_max(cb_native a, cb_native b)
{
    return _mm512_max_pd(a, b);
}

/* By the sign of `mask`. */
CB_INLINE cb_native cb_native_select(cb_native mask, cb_native yes, cb_native no)
{
    return _mm512_mask_blend_pd(_mm512_movepi64_mask((__m512i)mask), no, yes);
}

CB_INLINE int cb_native_any(cb_mask mask)
{
    return _mm512_movepi64_mask((__m512i)mask) != 0;
}

/* x * 2^n, rounded once; n is whole, -1100 < n < 1100. */
CB_INLINE cb_native cb_native_scale(cb_native x, cb_native n)
{
    return _mm512_scalef_pd(x, n);
}

#else

#define CB_NATIVE_WIDTH 4
typedef double cb_native __attribute__((vector_size(32)));
typedef unsigned long long cb_native_bits __attribute__((vector_size(32)));

/* Through memory of 32-byte moves, which gcc handles better than shuffles of the whole. */
typedef union cb_halves {
    cb_vec whole;
    cb_native part[2];
} cb_halves;

#define CB_LOW(v)          (((cb_halves){(cb_vec)(v)}).part[0])
#define CB_HIGH(v)         (((cb_halves){(cb_vec)(v)}).part[1])
#define CB_JOIN(low, high) (((cb_halves){.part = {low, high}}).whole)

#define CB_BY_PARTS1(function, a)    CB_JOIN(function(CB_LOW(a)), function(CB_HIGH(a)))
#define CB_BY_PARTS2(function, a, b) CB_JOIN(function(CB_LOW(a), CB_LOW(b)), function(CB_HIGH(a), CB_HIGH(b)))
#define CB_BY_PARTS3(function, a, b, c)                                                                                \
    CB_JOIN(function(CB_LOW(a), CB_LOW(b), CB_LOW(c)), function(CB_HIGH(a), CB_HIGH(b), CB_HIGH(c)))

CB_INLINE cb_native cb_native_splat(double x)
{
    return _mm256_set1_pd(x);
}

CB_INLINE cb_native cb_native_fma(cb_native a, cb_native b, cb_native c)
{
    return _mm256_fmadd_pd(a, b, c);
}

CB_INLINE cb_native cb_native_sqrt(cb_native x)
{
    return _mm256_sqrt_pd(x);
}

CB_INLINE cb_native cb_native_min(cb_native a, cb_native b)
{
    return _mm256_min_pd(a, b);
}

CB_INLINE cb_native cb_native_max(cb_native a, cb_native b)
{
    return _mm256_max_pd(a, b);
}

CB_INLINE cb_native cb_native_select(cb_native mask, cb_native yes, cb_native no)
{
    return _mm256_blendv_pd(no, yes, mask);
}

CB_INLINE int cb_native_any(cb_mask mask)
{
    return (_mm256_movemask_pd(CB_LOW(mask)) | _mm256_movemask_pd(CB_HIGH(mask))) != 0;
}

/* In two steps, since 2^n may not be a normal number: the first is exact, so the result is rounded once. */
CB_INLINE cb_native cb_native_scale(cb_native x, cb_native n)
{
    const cb_native whole = cb_native_splat(0x1.8p52), biased = cb_native_splat(0x1.8p52 + 1023.0);
    cb_native half = (n * cb_native_splat(0.5) + whole) - whole;
    cb_native first = (cb_native)((cb_native_bits)(half + biased) << 52);
    cb_native second = (cb_native)((cb_native_bits)((n - half) + biased) << 52);
    return x * first * second;
}

#endif
#endif
