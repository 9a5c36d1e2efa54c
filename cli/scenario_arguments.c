#include "scenario_arguments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "registry.h"

#define MOST_THREADS 4096
#define MOST_LANES   4096
#define MOST_MEMBERS 100000000

/* ---- overrides ------------------------------------------------------------------------------------------------------
 */

typedef struct override_list {
    char **texts;
    size_t count, room;
} override_list;

static cb_status override_add(override_list *list, const char *key, const char *value)
{
    if (list->count == list->room) {
        size_t room = 2 * list->room + 8;
        char **texts = realloc(list->texts, room * sizeof *texts);
        if (!texts)
            return CB_ERROR_MEMORY;
        list->texts = texts;
        list->room = room;
    }
    size_t size = strlen(key) + strlen(value) + 1;
    char *text = malloc(size);
    if (!text)
        return CB_ERROR_MEMORY;
    snprintf(text, size, "%s%s", key, value);
    list->texts[list->count++] = text;
    return CB_OK;
}

static void override_clear(override_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->texts[i]);
    free(list->texts);
}

static cb_status override_whole(override_list *list, const cb_arguments *arguments, const char *option, uint64_t low,
                                uint64_t high, const char *key)
{
    uint64_t value;
    char text[32];
    if (!cb_arguments_has(arguments, option))
        return CB_OK;
    cb_status status = cb_arguments_whole(arguments, option, low, high, &value);
    if (status)
        return status;
    snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    return override_add(list, key, text);
}

/* "accounts,-population" -> record.variables=[accounts, -population] */
static cb_status override_record(override_list *list, const cb_arguments *arguments)
{
    const char *names = cb_arguments_text(arguments, "record");
    if (!names)
        return CB_OK;
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-,";
    if (!*names || strspn(names, letters) != strlen(names))
        return cb_usage_error(cb_arguments_command(arguments),
                              "--record %s: expected names parted by commas, like accounts,cohorts", names);
    size_t size = strlen(names) + 3;
    char *value = malloc(size);
    if (!value)
        return CB_ERROR_MEMORY;
    snprintf(value, size, "[%s]", names);
    cb_status status = override_add(list, "record.variables=", value);
    free(value);
    return status;
}

static cb_status override_all(override_list *list, const cb_arguments *arguments)
{
    cb_status status = override_whole(list, arguments, "members", 1, MOST_MEMBERS, "ensemble.members=");
    if (!status)
        status = override_whole(list, arguments, "seed", 0, UINT64_MAX, "ensemble.seed=");
    if (!status)
        status = override_record(list, arguments);
    const char *set;
    for (size_t i = 0; !status && (set = cb_arguments_repeated(arguments, "set", i)); i++)
        status = override_add(list, "", set);
    return status;
}

/* ---- variants -------------------------------------------------------------------------------------------------------
 */

static cb_status unknown_variant(const cb_arguments *arguments, const cb_scenario *scenario, const char *name)
{
    const char **names = calloc(scenario->variant_count, sizeof *names);
    if (!names)
        return CB_ERROR_MEMORY;
    for (size_t v = 0; v < scenario->variant_count; v++)
        names[v] = scenario->variants[v].name;
    const char *nearest = cb_nearest_name(name, names, scenario->variant_count);
    fprintf(stderr, "conurb %s: the scenario has no variant '%s'", cb_arguments_command(arguments)->name, name);
    if (nearest)
        fprintf(stderr, "; did you mean '%s'?", nearest);
    fprintf(stderr, "\nit has: ");
    for (size_t v = 0; v < scenario->variant_count; v++)
        fprintf(stderr, "%s%s", v ? ", " : "", names[v]);
    fputc('\n', stderr);
    free(names);
    return CB_ERROR_USAGE;
}

static size_t find_variant(const cb_scenario *scenario, const char *name)
{
    for (size_t v = 0; v < scenario->variant_count; v++)
        if (!strcmp(scenario->variants[v].name, name))
            return v;
    return SIZE_MAX;
}

static cb_status choose_variants(cb_loaded *loaded, const cb_arguments *arguments)
{
    const cb_scenario *scenario = loaded->scenario;
    if (!cb_arguments_has(arguments, "variant"))
        return CB_OK;
    bool *chosen = calloc(scenario->variant_count, sizeof *chosen);
    loaded->variants = calloc(scenario->variant_count, sizeof *loaded->variants);
    cb_status status = chosen && loaded->variants ? CB_OK : CB_ERROR_MEMORY;
    const char *name;
    for (size_t i = 0; !status && (name = cb_arguments_repeated(arguments, "variant", i)); i++) {
        size_t v = find_variant(scenario, name);
        if (v == SIZE_MAX)
            status = unknown_variant(arguments, scenario, name);
        else
            chosen[v] = true;
    }
    for (size_t v = 0; v < scenario->variant_count && !status; v++)
        if (chosen[v])
            loaded->variants[loaded->variant_count++] = v;
    free(chosen);
    return status;
}

/* ---- loading --------------------------------------------------------------------------------------------------------
 */

static cb_status read_numbers(cb_loaded *loaded, const cb_arguments *arguments)
{
    uint64_t threads = 0, lanes = 0;
    cb_status status = cb_arguments_whole(arguments, "threads", 1, MOST_THREADS, &threads);
    if (!status)
        status = cb_arguments_whole(arguments, "block-lanes", 8, MOST_LANES, &lanes);
    if (!status && lanes % 8)
        status = cb_usage_error(cb_arguments_command(arguments), "--block-lanes %llu: expected a multiple of 8",
                                (unsigned long long)lanes);
    loaded->threads = (int)threads;
    loaded->block_lanes = lanes;
    return status;
}

cb_status cb_loaded_open(cb_loaded *loaded, const cb_arguments *arguments, const char *file)
{
    override_list overrides = {0};
    *loaded = (cb_loaded){0};
    cb_status status = read_numbers(loaded, arguments);
    if (!status)
        status = override_all(&overrides, arguments);
    if (!status)
        status = cb_diagnostics_create(&loaded->diagnostics);
    if (!status) {
        cb_scenario_options options = {.sets = (const char *const *)overrides.texts, .set_count = overrides.count};
        options.processes = cb_registry(&options.process_count);
        status = cb_scenario_load(file, &options, loaded->diagnostics, &loaded->scenario);
        if (status)
            cb_loaded_complain(loaded, arguments, file, status, NULL);
    }
    if (!status)
        status = choose_variants(loaded, arguments);
    override_clear(&overrides);
    return status;
}

void cb_loaded_clear(cb_loaded *loaded)
{
    cb_scenario_free(loaded->scenario);
    cb_diagnostics_free(loaded->diagnostics);
    free(loaded->variants);
    *loaded = (cb_loaded){0};
}

void cb_loaded_complain(const cb_loaded *loaded, const cb_arguments *arguments, const char *file, cb_status status,
                        const cb_fault *fault)
{
    size_t errors = cb_diagnostics_count(loaded->diagnostics);
    const char *command = cb_arguments_command(arguments)->name;
    cb_diagnostics_print(loaded->diagnostics, stderr);
    if (errors)
        fprintf(stderr, "conurb %s: %s has %zu error%s\n", command, file, errors, errors == 1 ? "" : "s");
    else
        fprintf(stderr, "conurb %s: %s: %s\n", command, file,
                fault && fault->text[0] ? fault->text : cb_status_text(status));
}
