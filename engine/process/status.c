#include "status.h"

#define CB_STATUS_ROW(code, exit_status, text) {exit_status, text},
static const struct {
    int exit_status;
    const char *text;
} status_rows[] = {CB_STATUS_LIST(CB_STATUS_ROW)};

const char *cb_status_text(cb_status status)
{
    return (unsigned)status < CB_STATUS_COUNT ? status_rows[status].text : "unknown status";
}

int cb_status_exit(cb_status status)
{
    return (unsigned)status < CB_STATUS_COUNT ? status_rows[status].exit_status : 1;
}
