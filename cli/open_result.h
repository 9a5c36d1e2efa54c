/* Opens a result file for a command, or says why not. */
#ifndef CB_OPEN_RESULT_H
#define CB_OPEN_RESULT_H

#include "options.h"
#include "result_file.h"

/* A file that cannot be opened is named on standard error. */
cb_status cb_open_result(const cb_arguments *arguments, const char *file, cb_result **result) CB_MUST_USE;
/* "conurb COMMAND: FILE: text"; returns `status`. */
cb_status cb_result_complain(const cb_arguments *arguments, const char *file, cb_status status, const cb_fault *fault);

#endif
