#include "fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Shortens to whole UTF-8 characters with dots behind. */
static void fault_shorten(cb_fault *fault)
{
    size_t end = sizeof fault->text - sizeof "...";
    while (end && ((unsigned char)fault->text[end] & 0xC0) == 0x80)
        end--;
    memcpy(fault->text + end, "...", sizeof "...");
}

cb_status cb_fault_set(cb_fault *fault, cb_status status, const char *format, ...)
{
    cb_fault made; /* an argument may be the old text */
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(made.text, sizeof made.text, format, arguments);
    va_end(arguments);
    if (length < 0)
        snprintf(made.text, sizeof made.text, "%s", cb_status_text(status));
    if (length >= (int)sizeof made.text)
        fault_shorten(&made);
    *fault = made;
    return status;
}
