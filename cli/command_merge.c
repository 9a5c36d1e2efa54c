#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "run.h"

static cb_status merge(const cb_arguments *arguments)
{
    const char *output = cb_arguments_text(arguments, "output");
    size_t count = cb_arguments_count(arguments);
    if (!output || !*output)
        return cb_usage_error(cb_arguments_command(arguments), "-o FILE is missing: where the result goes");
    const char **parts = calloc(count + 1, sizeof *parts);
    if (!parts)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++)
        parts[i] = cb_arguments_word(arguments, i);
    cb_fault fault = {{0}};
    cb_status status = cb_merge(parts, count, output, &fault);
    if (status)
        fprintf(stderr, "conurb merge: %s\n", fault.text[0] ? fault.text : cb_status_text(status));
    free(parts);
    return status;
}

static const cb_option options[] = {{.name = "output", .value = "FILE", .letter = 'o', .doc = "result file"}, {0}};

const cb_command cb_command_merge = {.name = "merge",
                                     .doc = "join the parts of a run into a result file",
                                     .usage = "-o FILE PART...",
                                     .options = options,
                                     .least = 1,
                                     .most = SIZE_MAX,
                                     .run = merge};
