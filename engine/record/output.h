/* Where a result goes: the file itself, and what lies beside it while it is made. */
#ifndef CB_OUTPUT_H
#define CB_OUTPUT_H

#include "fault.h"

typedef struct cb_output {
    char *path;      /* the file that will be written: where the name given is a link, the one it leads to */
    char *folder;    /* of the file */
    char *journal;   /* PATH.parts */
    char *temporary; /* .NAME.tmp in the folder, renamed when it is whole */
} cb_output;

/* Refuses (CB_ERROR_USAGE) what a file may not replace: a folder, a device, a pipe, a link that leads nowhere; and
 * what is in the way beside it. Refuses (CB_ERROR_IO) while another run is using the journal. Writes nothing.
 * Clear in any case. */
cb_status cb_output_make(cb_output *output, const char *path, cb_fault *fault) CB_MUST_USE;
void cb_output_clear(cb_output *output);

/* Refuses (CB_ERROR_USAGE) an output that would replace the file `input`, whatever names the two have. */
cb_status cb_output_spare(const cb_output *output, const char *input, cb_fault *fault) CB_MUST_USE;

#endif
