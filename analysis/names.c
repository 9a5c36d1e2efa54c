#include "names.h"

#include <stdio.h>
#include <string.h>

#include "diagnostics.h"

#define LIST_SIZE 360
#define TAIL_SIZE 32 /* room for "and 12345 more" */

static void names_list(char *text, const char *const *names, size_t count)
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(names[i]) + 2;
        if (used + length + TAIL_SIZE > LIST_SIZE) {
            snprintf(text + used, LIST_SIZE - used, " and %zu more", count - i);
            return;
        }
        used += (size_t)snprintf(text + used, LIST_SIZE - used, "%s%s", i ? ", " : "", names[i]);
    }
}

cb_status cb_names_unknown(cb_fault *fault, const char *what, const char *word, const char *const *names, size_t count)
{
    const char *nearest = cb_nearest_name(word, names, count);
    char list[LIST_SIZE];
    names_list(list, names, count);
    return cb_fault_set(fault, CB_ERROR_USAGE, "%s '%.60s' is not in the file%s%.60s%s\nit has: %s", what, word,
                        nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "",
                        count ? list : "none");
}
