/* The processes of this program, compiled for the instruction set of this machine. */
#ifndef CB_REGISTRY_H
#define CB_REGISTRY_H

#include "process.h"

/* *count processes, in the order of their files. AVX-512 where the machine has it, AVX2 otherwise or where the
 * environment says CONURB_ISA=avx2; both give the same bits. */
const cb_process *const *cb_registry(size_t *count);

#endif
