/* What is said when a run is interrupted: by Ctrl-C, or by a batch system that ends a job. */
#ifndef CB_INTERRUPTION_H
#define CB_INTERRUPTION_H

/* From now on SIGINT and SIGTERM say `hint` (kept until the end) on standard error before they end the program. */
void cb_interruption_begin(const char *hint);
void cb_interruption_end(void);

#endif
