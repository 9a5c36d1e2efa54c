/* One line with the time left while a run works, where standard error is a terminal. */
#ifndef CB_PROGRESS_H
#define CB_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#define CB_DURATION_SIZE 32

typedef struct cb_progress {
    bool shown;
    double begun, printed; /* seconds of a monotonic clock */
} cb_progress;

void cb_progress_begin(cb_progress *progress);
/* For cb_run_options.progress; `context` is the cb_progress. */
void cb_progress_update(void *context, size_t done, size_t total);
void cb_progress_end(cb_progress *progress); /* clears the line */

/* "45 s", "3 min 20 s", "2 h 05 min". */
void cb_duration_text(char text[CB_DURATION_SIZE], double seconds);

#endif
