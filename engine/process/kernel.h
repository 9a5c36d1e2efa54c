/* Production-constrained spatial interaction over many members: products with a deterrence matrix.
 *
 *   forward:  D[i] = sum_j F[i][j] W[j]        transposed:  I[j] = sum_i F[i][j] X[i]
 *
 * Every output is one chain of fused multiply-adds in index order, so a lane's bits depend neither on other lanes, nor
 * on the number of vectors, threads or the instruction set. Wilson 1971, Environment and Planning 3(1). */
#ifndef CB_KERNEL_H
#define CB_KERNEL_H

#include <stddef.h>

#include "lanes.h"
#include "status.h"

typedef struct cb_kernel cb_kernel;

/* Packs F (n x n, row-major, origin by destination) and its transpose. The caller keeps `matrix`. CB_ERROR_MEMORY is
 * the only error; *kernel may be freed after it too. */
cb_status cb_kernel_create(cb_kernel **kernel, size_t n, const double *matrix) CB_MUST_USE;
void cb_kernel_free(cb_kernel *kernel);
size_t cb_kernel_size(const cb_kernel *kernel);

/* y = F x; x and y are [n][vectors]; they must not overlap. */
#define cb_kernel_forward    CB_ISA(cb_kernel_forward)
#define cb_kernel_transposed CB_ISA(cb_kernel_transposed)
void cb_kernel_forward(const cb_kernel *kernel, size_t vectors, const cb_vec *x, cb_vec *y);
void cb_kernel_transposed(const cb_kernel *kernel, size_t vectors, const cb_vec *x, cb_vec *y);

/* The same where each lane has its own exponential decay, F[i][j] = cb_exp(-decay * cost[i][j]), F[i][i] = 0; `cost` is
 * n x n and symmetric, so this is both products; decay is [vectors]. A term of the diagonal is added as an exact 0, as
 * a kernel of that F adds it, so both give the same bits. */
#define cb_decay_product CB_ISA(cb_decay_product)
void cb_decay_product(size_t n, const double *cost, size_t vectors, const cb_vec *decay, const cb_vec *x, cb_vec *y);

#endif
