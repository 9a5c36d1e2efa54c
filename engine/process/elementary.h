/* exp, log and pow of one register, the same bits everywhere. Included by lanes.h only.
 *
 * exp: x = n log 2 + r, |r| <= log(2)/2; a minimax polynomial of degree 11 (relative error 2^-57.9) is scaled by 2^n.
 * log: x = 2^k m, m in [sqrt(1/2), sqrt(2)); with s = (m - 1)/(m + 1), log m = 2 s + 2/3 s^3 + s^5 T(s^2), T minimax
 * (2^-73). The sum is carried in two doubles, so that pow = exp(y log x) stays within 2 ulp: Tang 1990 and 1992,
 * ACM Transactions on Mathematical Software 16(4) and 18(2), without the tables. */
#ifndef CB_ELEMENTARY_H
#define CB_ELEMENTARY_H

#define CB_LOG_2_HIGH 0x1.62e42fefa3800p-1 /* 42 bits: exact times an exponent */
#define CB_LOG_2_LOW  0x1.ef35793c76730p-45

/* An unevaluated sum; |low| is at most about an ulp of high. */
typedef struct cb_native_pair {
    cb_native high, low;
} cb_native_pair;

/* c[0] + c[1] x + ... + c[n-1] x^(n-1) with n even, as two chains in x^2. */
CB_INLINE cb_native cb_native_polynomial(cb_native x, cb_native square, const double *c, int n)
{
    cb_native even = cb_native_splat(c[n - 2]), odd = cb_native_splat(c[n - 1]);
    for (int i = n - 4; i >= 0; i -= 2) {
        even = cb_native_fma(even, square, cb_native_splat(c[i]));
        odd = cb_native_fma(odd, square, cb_native_splat(c[i + 1]));
    }
    return cb_native_fma(odd, x, even);
}

/* Beyond these bounds exp has overflowed or vanished; NaN passes as the second argument of min and max. */
CB_INLINE cb_native cb_native_exp_bounded(cb_native x)
{
    return cb_native_max(cb_native_splat(-746.0), cb_native_min(cb_native_splat(710.0), x));
}

/* The whole number nearest to x / log 2: adding 1.5 * 2^52 leaves no bits for a fraction. */
CB_INLINE cb_native cb_native_exp_scale(cb_native x)
{
    const cb_native whole = cb_native_splat(0x1.8p52);
    return cb_native_fma(x, cb_native_splat(0x1.71547652b82fep+0), whole) - whole;
}

/* e^(x + low) for a bounded x. The rounded r serves the small terms only; the sum takes its two parts. */
CB_INLINE cb_native cb_native_exp_sum(cb_native x, cb_native low)
{
    static const double c[] = {0x1.0000000000009p-1,  0x1.55555555554fap-3,  0x1.55555555509c2p-5,
                               0x1.1111111127b82p-7,  0x1.6c16c183f32c9p-10, 0x1.a01a012a148f8p-13,
                               0x1.a0199a83c96b7p-16, 0x1.71df26748d1c0p-19, 0x1.28ad183558b20p-22,
                               0x1.ad7d199042eb3p-26};
    cb_native n = cb_native_exp_scale(x);
    cb_native high = cb_native_fma(-n, cb_native_splat(CB_LOG_2_HIGH), x);
    low = cb_native_fma(-n, cb_native_splat(CB_LOG_2_LOW), low);
    cb_native r = high + low, square = r * r;
    cb_native q = cb_native_polynomial(r, square, c, 10);
    return cb_native_scale(cb_native_splat(1.0) + (high + cb_native_fma(square, q, low)), n);
}

CB_INLINE cb_native cb_native_exp(cb_native x)
{
    return cb_native_exp_sum(cb_native_exp_bounded(x), cb_native_splat(0.0));
}

/* (m - 1) / (m + 1) in two doubles. */
CB_INLINE cb_native_pair cb_native_log_quotient(cb_native m)
{
    const cb_native one = cb_native_splat(1.0);
    cb_native above = m - one, below = m + one, below_low = m - (below - one);
    cb_native inverse = one / below, high = above * inverse;
    cb_native rest = cb_native_fma(-high, below_low, cb_native_fma(-high, below, above));
    return (cb_native_pair){high, rest * inverse};
}

/* k log 2 + log m with s the quotient of m; each step keeps what rounding drops. */
CB_INLINE cb_native_pair cb_native_log_sum(cb_native k, cb_native_pair s)
{
    static const double t[] = {0x1.9999999999998p-2, 0x1.2492492492b73p-2, 0x1.c71c71c5fa8f0p-3, 0x1.745d17ff9d24ap-3,
                               0x1.3b136ea21ef2ap-3, 0x1.111f1b27ac0b2p-3, 0x1.de6e5d214ecf8p-4, 0x1.e950c7aef60edp-4};
    const cb_native third = cb_native_splat(0x1.5555555555555p-1), third_low = cb_native_splat(0x1.5555555555555p-55);
    cb_native z = s.high * s.high;
    cb_native z_low = cb_native_fma(s.high, s.high, -z) + (s.high + s.high) * s.low;
    cb_native tail = z * cb_native_polynomial(z, z * z, t, 8);
    cb_native u = third + tail, u_low = ((third - u) + tail) + third_low; /* 2/3 + z T(z) */
    cb_native v = z * u;
    cb_native v_low = cb_native_fma(z, u, -v) + cb_native_fma(z, u_low, z_low * u);
    cb_native w = s.high * v; /* log m = 2 s + s v */
    cb_native w_low = cb_native_fma(s.high, v, -w) + cb_native_fma(s.high, v_low, s.low * (cb_native_splat(2.0) + v));
    cb_native a = k * cb_native_splat(CB_LOG_2_HIGH), b = s.high + s.high;
    cb_native ab = a + b, ab_low = (a - ab) + b;
    cb_native high = ab + w, high_low = (ab - high) + w;
    return (cb_native_pair){high, ab_low + high_low + cb_native_fma(k, cb_native_splat(CB_LOG_2_LOW), w_low)};
}

/* log x in two doubles, for finite x > 0. */
CB_INLINE cb_native_pair cb_native_log_pair(cb_native x)
{
    cb_native small = (cb_native)(x < cb_native_splat(0x1p-1022));
    x = cb_native_select(small, x * cb_native_splat(0x1p54), x);
    cb_native shift =
        cb_native_select(small, cb_native_splat(0x1p52 + 1023.0 + 54.0), cb_native_splat(0x1p52 + 1023.0));
    cb_native_bits root = (cb_native_bits)cb_native_splat(0x1.6a09e667f3bcdp-1); /* sqrt(1/2) */
    cb_native_bits bits = (cb_native_bits)x + ((cb_native_bits)cb_native_splat(1.0) - root);
    cb_native k = (cb_native)((bits >> 52) | (cb_native_bits)cb_native_splat(0x1p52)) - shift;
    cb_native m = (cb_native)((bits & 0x000fffffffffffffull) + root);
    return cb_native_log_sum(k, cb_native_log_quotient(m));
}

CB_INLINE cb_native cb_native_log(cb_native x)
{
    const cb_native zero = cb_native_splat(0.0), infinity = cb_native_splat(__builtin_inf());
    cb_native_pair sum = cb_native_log_pair(x);
    cb_native y = cb_native_select((cb_native)(x < infinity), sum.high + sum.low, x + x); /* infinity and NaN stay */
    y = cb_native_select((cb_native)(x == zero), -infinity, y);
    return cb_native_select((cb_native)(x < zero), cb_native_splat(__builtin_nan("")), y);
}

/* exp(y log x) for finite x > 0; an exponent beyond 2^65 is no different from it, as |log x| > 2^-54 or 0. */
CB_INLINE cb_native cb_native_pow_positive(cb_native x, cb_native y)
{
    cb_native_pair sum = cb_native_log_pair(x);
    y = cb_native_max(cb_native_splat(-0x1p65), cb_native_min(cb_native_splat(0x1p65), y));
    cb_native high = y * sum.high;
    cb_native low = cb_native_fma(y, sum.low, cb_native_fma(y, sum.high, -high));
    cb_native bounded = cb_native_exp_bounded(high);
    return cb_native_exp_sum(bounded, cb_native_select((cb_native)(bounded == high), low, cb_native_splat(0.0)));
}

CB_INLINE cb_native cb_native_pow(cb_native x, cb_native y)
{
    const cb_native zero = cb_native_splat(0.0), infinity = cb_native_splat(__builtin_inf());
    const cb_native one = cb_native_splat(1.0), nan = cb_native_splat(__builtin_nan(""));
    cb_native power = cb_native_pow_positive(x, y);
    cb_native grows = cb_native_select((cb_native)(y > zero), infinity, zero); /* infinity^y */
    cb_native falls = cb_native_select((cb_native)(y > zero), zero, infinity); /* 0^y */
    power = cb_native_select((cb_native)(x == infinity), grows, power);
    power = cb_native_select((cb_native)(x == zero), falls, power);
    power = cb_native_select((cb_native)((x >= zero) & (y == y)), power, nan);
    return cb_native_select((cb_native)((x == one) | (y == zero)), one, power);
}

#endif
