/* How a kernel lies in memory; private to kernel.c and kernel_pack.c. */
#ifndef CB_KERNEL_LAYOUT_H
#define CB_KERNEL_LAYOUT_H

#include "kernel.h"

/* Outputs that share a panel: with 4 registers of lanes each, 24 chains of FMAs hide their latency. */
#define CB_PANEL_ROWS 6

/* Entry k of row r of panel p is at [(p n + k) CB_PANEL_ROWS + r]: a product reads its panels front to back. Rows past
 * the last are 0. */
struct cb_kernel {
    size_t n, panels;
    double *forward;    /* rows of F */
    double *transposed; /* rows of its transpose; the same memory where F is symmetric */
};

#endif
