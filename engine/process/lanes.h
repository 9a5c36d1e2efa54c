/* Eight members side by side: a 64-byte vector of doubles, the same bits on AVX2+FMA and AVX-512.
 *
 * The functions are inline and use only +, -, *, /, sqrt, fma, comparisons and integer operations, which IEEE 754
 * fixes, so a lane's result does not depend on the instruction set, the compiler or its optimisation level. No libm
 * function is called in a step. Files that include this are compiled with -ffp-contract=off. */
#ifndef CB_LANES_H
#define CB_LANES_H

#define CB_WIDTH 8

/* Sources of models/ and the kernel are compiled once for each instruction set; CB_ISA gives each copy its name. */
#ifndef CB_ISA_SUFFIX
#define CB_ISA_SUFFIX avx2
#endif
#define CB_PASTE_(name, suffix) name##_##suffix
#define CB_PASTE(name, suffix)  CB_PASTE_(name, suffix)
#define CB_ISA(name)            CB_PASTE(name, CB_ISA_SUFFIX)

typedef double cb_vec __attribute__((vector_size(64)));
typedef long long cb_mask __attribute__((vector_size(64))); /* -1 where true, 0 where false: what comparisons give */

/* to be completed: cb_splat cb_load cb_store cb_fma cb_sqrt cb_min cb_max cb_select(mask, yes, no) cb_any(mask)
 * cb_exp cb_log cb_pow, and scalar versions cb_exp1 cb_log1 cb_pow1 that give a lane's bits */
#endif
