/* A message of up to 500 characters that says what failed and what to do, beside the status. */
#ifndef CB_FAULT_H
#define CB_FAULT_H

#include "status.h"

typedef struct cb_fault {
    char text[512];
} cb_fault;

/* Returns `status`. A longer message ends in "...". */
cb_status cb_fault_set(cb_fault *fault, cb_status status, const char *format, ...) CB_PRINTF(3, 4);

#endif
