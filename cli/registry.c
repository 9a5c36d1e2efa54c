#include "registry.h"

#include <stdlib.h>
#include <string.h>

/* Written by CMake from the names of the files in models/; each ends with NULL. */
extern const cb_process *const cb_processes_avx2[];
extern const cb_process *const cb_processes_avx512[];

static bool use_avx512(void)
{
    const char *wanted = getenv("CONURB_ISA");
    if (wanted && !strcmp(wanted, "avx2"))
        return false;
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
}

const cb_process *const *cb_registry(size_t *count)
{
    const cb_process *const *processes = use_avx512() ? cb_processes_avx512 : cb_processes_avx2;
    *count = 0;
    while (processes[*count])
        ++*count;
    return processes;
}
