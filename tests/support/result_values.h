/* The numbers of a result file. */
#ifndef CB_RESULT_VALUES_H
#define CB_RESULT_VALUES_H

#include <stdlib.h>

#include "result_file.h"
#include "suite.h"

/* All values of a variable; the caller frees. *count may be NULL. */
static inline double *result_values(cb_result *result, const char *name, size_t *count)
{
    const cb_variable *variable = cb_result_variable(result, name);
    assert_non_null(variable);
    const cb_manifest *manifest = cb_result_manifest(result);
    size_t start[CB_MAX_RANK] = {0}, counts[CB_MAX_RANK], total = 1;
    for (size_t d = 0; d < variable->rank; d++)
        total *= counts[d] = manifest->dimensions[variable->dims[d]].length;
    double *values = malloc(total * sizeof *values);
    assert_non_null(values);
    cb_fault fault = {{0}};
    if (cb_result_read(result, name, start, counts, values, &fault))
        fail_msg("%s: %s", name, fault.text);
    if (count)
        *count = total;
    return values;
}

/* Two results have the same bits in a variable. */
static inline void assert_same_values(cb_result *one, cb_result *other, const char *name)
{
    size_t count, other_count;
    double *values = result_values(one, name, &count), *others = result_values(other, name, &other_count);
    assert_int_equal(count, other_count);
    assert_memory_equal(values, others, count * sizeof *values);
    free(values);
    free(others);
}

#endif
