#include <stdlib.h>

#include "assemble.h"
#include "run.h"

cb_status cb_merge(const char *const *parts, size_t count, const char *output, cb_fault *fault)
{
    cb_output place;
    cb_journal **journals = calloc(count + 1, sizeof(cb_journal *));
    if (!journals)
        return CB_ERROR_MEMORY;
    cb_status status = cb_output_make(&place, output, fault);
    for (size_t i = 0; i < count && !status; i++)
        status = cb_journal_open(&journals[i], parts[i], fault);
    if (!status)
        status = cb_assemble(journals, count, &place, fault);
    for (size_t i = 0; i < count; i++) {
        cb_status closed = cb_journal_close(journals[i], fault);
        status = status ? status : closed;
    }
    cb_output_clear(&place);
    free(journals);
    return status;
}
