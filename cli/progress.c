#include "progress.h"

#include <math.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define SECONDS_BETWEEN 0.2

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

void cb_duration_text(char text[CB_DURATION_SIZE], double seconds)
{
    if (seconds < 9.95)
        snprintf(text, CB_DURATION_SIZE, "%.1f s", seconds);
    else if (seconds < 59.5)
        snprintf(text, CB_DURATION_SIZE, "%.0f s", seconds);
    else if (seconds < 3599.5)
        snprintf(text, CB_DURATION_SIZE, "%.0f min %02.0f s", floor(round(seconds) / 60.0), fmod(round(seconds), 60.0));
    else
        snprintf(text, CB_DURATION_SIZE, "%.0f h %02.0f min", floor(round(seconds / 60.0) / 60.0),
                 fmod(round(seconds / 60.0), 60.0));
}

void cb_progress_begin(cb_progress *progress)
{
    double begun = now();
    *progress = (cb_progress){.shown = isatty(STDERR_FILENO) == 1, .begun = begun, .printed = begun};
}

void cb_progress_update(void *context, size_t done, size_t total)
{
    cb_progress *progress = context;
    double time = progress->shown ? now() : 0.0;
    if (!progress->shown || !done || time - progress->printed < SECONDS_BETWEEN)
        return;
    char left[CB_DURATION_SIZE];
    cb_duration_text(left, (time - progress->begun) * (double)(total - done) / (double)done);
    fprintf(stderr, "\r\033[K%zu of %zu blocks, %s left", done, total, left);
    progress->printed = time;
}

void cb_progress_end(cb_progress *progress)
{
    if (progress->shown)
        fprintf(stderr, "\r\033[K");
    progress->shown = false;
}
