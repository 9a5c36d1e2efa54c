/* Reading a finished result file: dimensions, variables, attributes, documents. */
#ifndef CB_RESULT_FILE_H
#define CB_RESULT_FILE_H

#include "journal.h"

typedef struct cb_result cb_result;

/* Refuses what is not a result file of this program, saying why. */
cb_status cb_result_open(cb_result **result, const char *path, cb_fault *fault) CB_MUST_USE;
void cb_result_close(cb_result *result);

/* Dimensions, attributes, variables without member axis (values filled in) and documents. */
const cb_manifest *cb_result_manifest(const cb_result *result);
/* NULL (or CB_NONE-like SIZE_MAX) where there is none. */
const cb_dimension *cb_result_dimension(const cb_result *result, const char *name);
const cb_variable *cb_result_variable(const cb_result *result, const char *name);
size_t cb_dimension_find(const cb_dimension *dimension, const char *text); /* SIZE_MAX: not there */
const char *cb_result_attribute(const cb_result *result, const char *name);
double cb_result_number(const cb_result *result, const char *name); /* NaN where there is none */
const char *cb_result_document(const cb_result *result, const char *name);

/* A hyperslab: start and count for every dimension of the variable, in C order. `values` has room for the product of
 * the counts. */
cb_status cb_result_read(cb_result *result, const char *variable, const size_t *start, const size_t *count,
                         double *values, cb_fault *fault) CB_MUST_USE;

#endif
