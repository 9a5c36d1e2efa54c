/* --set PATH=VALUE: a patch of one value. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "overlay.h"

static const char command_line[] = "--set";

typedef struct assignment {
    const char *text, *equals; /* path: text..equals */
    cb_mark mark;
    cb_diagnostics *diagnostics;
} assignment;

/* ---- paths ----------------------------------------------------------------------------------------------------- */

/* Bytes of the id at the start of `rest`: the longest of a record, else up to the next dot. */
static size_t id_length(const cb_yaml *list, const char *rest, size_t size)
{
    size_t longest = 0;
    for (size_t i = 0; i < list->count; i++) {
        const char *id = cb_yaml_scalar(cb_yaml_get(list->items[i], "id"));
        size_t length = id ? strlen(id) : 0;
        if (length > longest && length <= size && !strncmp(rest, id, length) && (length == size || rest[length] == '.'))
            longest = length;
    }
    const char *dot = memchr(rest, '.', size);
    return longest ? longest : dot ? (size_t)(dot - rest) : size;
}

/* `value` under a key, in a mapping of its own. Takes the value; NULL: out of memory. */
static cb_yaml *wrap(const assignment *a, const char *key, size_t length, cb_yaml *value)
{
    cb_yaml *mapping = cb_yaml_create(CB_YAML_MAPPING, a->mark);
    char *name = strndup(key, length);
    cb_status status = CB_ERROR_MEMORY;
    if (mapping && name)
        status = cb_yaml_put(mapping, name, a->mark, value);
    else
        cb_yaml_free(value);
    free(name);
    if (!status)
        return mapping;
    cb_yaml_free(mapping);
    return NULL;
}

/* The patch that an assignment stands for. Takes the value; NULL: out of memory. */
static cb_yaml *make_patch(const assignment *a, const cb_yaml *base, cb_yaml *value)
{
    size_t size = (size_t)(a->equals - a->text);
    const char *dot = memchr(a->text, '.', size);
    if (!dot)
        return wrap(a, a->text, size, value);
    char *section = strndup(a->text, (size_t)(dot - a->text));
    const cb_yaml *given = section ? cb_yaml_get(base, section) : NULL;
    const char *rest = dot + 1;
    size_t left = (size_t)(a->equals - rest);
    cb_yaml *patch = section ? value : NULL;
    if (!section)
        cb_yaml_free(value);
    if (patch && given && given->kind == CB_YAML_LIST) {
        size_t length = id_length(given, rest, left);
        if (length < left)
            patch = wrap(a, rest + length + 1, left - length - 1, patch);
        left = length;
    }
    if (patch)
        patch = wrap(a, rest, left, patch);
    if (patch)
        patch = wrap(a, section, strlen(section), patch);
    free(section);
    return patch;
}

/* ---- assignments ----------------------------------------------------------------------------------------------- */

static cb_status complain(assignment *a, const char *problem)
{
    cb_status status = cb_diagnostics_source(a->diagnostics, command_line, a->text, strlen(a->text));
    return status ? status
                  : cb_diagnose(a->diagnostics, a->mark,
                                "%s: expected key=value, for example `ensemble.members=100` or "
                                "`parameters.migration.out_rate=2 %%/yr`",
                                problem);
}

/* Every part of the path between dots has a name. */
static bool path_whole(const assignment *a)
{
    if (a->equals == a->text || *a->text == '.' || a->equals[-1] == '.')
        return false;
    for (const char *at = a->text; at < a->equals; at++)
        if ((unsigned char)*at <= ' ' || (*at == '.' && at[1] == '.'))
            return false;
    return true;
}

static cb_status apply(assignment *a, cb_yaml *base)
{
    cb_yaml *value = NULL;
    cb_status status = cb_yaml_parse_part(a->text, strlen(a->text), (size_t)(a->equals + 1 - a->text), command_line,
                                          a->diagnostics, &value);
    if (status)
        return status;
    cb_yaml *patch = make_patch(a, base, value);
    if (!patch)
        return CB_ERROR_MEMORY;
    status = cb_overlay_apply(base, patch, a->diagnostics);
    cb_yaml_free(patch);
    return status;
}

cb_status cb_overlay_set(cb_yaml *base, const char *assignment_text, cb_diagnostics *diagnostics)
{
    assignment a = {.text = assignment_text,
                    .equals = strchr(assignment_text, '='),
                    .mark = {.file = command_line, .line = 1, .column = 1},
                    .diagnostics = diagnostics};
    if (!a.equals)
        return complain(&a, "there is no `=`");
    if (!path_whole(&a))
        return complain(&a, "the key before `=` is not complete");
    if (!a.equals[1])
        return complain(&a, "there is no value after `=`");
    return apply(&a, base);
}
