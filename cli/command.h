/* The commands of the program. Each stands in its own file, command_NAME.c, as one constant at its end. */
#ifndef CB_COMMAND_H
#define CB_COMMAND_H

#include "options.h"

extern const cb_command cb_command_check, cb_command_run, cb_command_merge, cb_command_targets, cb_command_show,
    cb_command_describe, cb_command_info, cb_command_calibrate;

/* The whole program: finds the command, runs it, checks standard output. Returns the exit status: 0 done, 1 the work
 * failed, 2 bad input or usage. May be called more than once. */
int cb_main(int argc, char **argv);

#endif
