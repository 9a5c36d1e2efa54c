#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "ledger_writer.h"
#include "open_result.h"

static cb_status print_ledger(const cb_arguments *arguments, const cb_ledger *ledger)
{
    if (cb_arguments_has(arguments, "json"))
        return cb_ledger_print_json(ledger, stdout);
    if (!cb_arguments_has(arguments, "csv"))
        return cb_ledger_print(ledger, stdout);
    cb_ledger_print_csv(ledger, stdout);
    return CB_OK;
}

static cb_status add_file(const cb_arguments *arguments, cb_ledger *ledger, const char *file, cb_result **result)
{
    cb_fault fault = {{0}};
    size_t before = ledger->count;
    cb_status status = cb_open_result(arguments, file, result);
    if (status)
        return status;
    status = cb_ledger_add(ledger, file, *result, &fault);
    if (status)
        return cb_result_complain(arguments, file, status, &fault);
    if (ledger->count == before)
        fprintf(stderr, "conurb targets: %s has no targets\n", file);
    return CB_OK;
}

static cb_status targets(const cb_arguments *arguments)
{
    if (cb_arguments_has(arguments, "csv") && cb_arguments_has(arguments, "json"))
        return cb_usage_error(cb_arguments_command(arguments), "--csv and --json exclude each other");
    size_t count = cb_arguments_count(arguments);
    cb_ledger *ledger = NULL;
    cb_result **results = calloc(count + 1, sizeof(cb_result *));
    cb_status status = results ? cb_ledger_create(&ledger) : CB_ERROR_MEMORY;
    for (size_t i = 0; i < count && !status; i++)
        status = add_file(arguments, ledger, cb_arguments_word(arguments, i), &results[i]);
    if (!status)
        status = print_ledger(arguments, ledger);
    cb_ledger_free(ledger);
    for (size_t i = 0; results && i < count; i++)
        cb_result_close(results[i]);
    free(results);
    return status;
}

static const cb_option options[] = {{.name = "csv", .doc = "one row for each variant and target"},
                                    {.name = "json", .doc = "the same as an array of objects"},
                                    {0}};

const cb_command cb_command_targets = {.name = "targets",
                                       .doc = "the ledger: how likely each target is to be met",
                                       .usage = "FILE... [--csv|--json]",
                                       .options = options,
                                       .least = 1,
                                       .most = SIZE_MAX,
                                       .run = targets};
