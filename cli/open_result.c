#include "open_result.h"

#include <stdio.h>
#include <string.h>

cb_status cb_result_complain(const cb_arguments *arguments, const char *file, cb_status status, const cb_fault *fault)
{
    const char *text = fault->text[0] ? fault->text : cb_status_text(status);
    bool named = !strncmp(text, file, strlen(file)); /* most faults begin with the file they speak of */
    fprintf(stderr, "conurb %s: %s%s%s\n", cb_arguments_command(arguments)->name, named ? "" : file, named ? "" : ": ",
            text);
    return status;
}

cb_status cb_open_result(const cb_arguments *arguments, const char *file, cb_result **result)
{
    cb_fault fault = {{0}};
    cb_status status = cb_result_open(result, file, &fault);
    return status ? cb_result_complain(arguments, file, status, &fault) : CB_OK;
}
