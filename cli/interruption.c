#include "interruption.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

static const char *volatile said;

/* Only what a signal handler may call. The program ends as if there were no handler, so shells see the signal. */
static void interrupted(int number)
{
    const char *hint = said;
    ssize_t ignored = hint ? write(STDERR_FILENO, hint, strlen(hint)) : 0;
    (void)ignored;
    signal(number, SIG_DFL);
    raise(number);
}

void cb_interruption_begin(const char *hint)
{
    said = hint;
    signal(SIGINT, interrupted);
    signal(SIGTERM, interrupted);
}

void cb_interruption_end(void)
{
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    said = NULL;
}
