/* --set PATH=VALUE: a patch of one value. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "overlay.h"

#define LONGEST_NAME 80 /* bytes of an assignment that its name shows whole */

static const char option[] = "--set ";

typedef struct assignment {
    const char *text, *equals; /* path: text..equals */
    cb_mark mark;              /* of its start; `file` is the name of the assignment */
    cb_diagnostics *diagnostics;
} assignment;

/* ---- names -----------------------------------------------------------------------------------------------------
 */

/* "--set key=value", "--set key=..." where it is long. The caller frees it; NULL: out of memory. */
static char *name_of(const char *text)
{
    char *name = NULL;
    size_t size = strlen(text), path = strcspn(text, "=");
    int length = size <= LONGEST_NAME ? asprintf(&name, "%s%s", option, text)
                                      : asprintf(&name, "%s%.*s=...", option, (int)path, text);
    if (length < 0)
        return NULL;
    for (char *at = name; *at; at++)
        if ((unsigned char)*at < ' ')
            *at = ' ';
    return name;
}

bool cb_overlay_names_set(const char *file)
{
    return !strncmp(file, option, sizeof option - 1);
}

cb_status cb_overlay_set_source(const char *assignment_text, cb_diagnostics *diagnostics)
{
    char *name = name_of(assignment_text);
    cb_status status =
        name ? cb_diagnostics_source(diagnostics, name, assignment_text, strlen(assignment_text)) : CB_ERROR_MEMORY;
    free(name);
    return status;
}

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

/* Of a key inside the path. */
static cb_mark key_mark(const assignment *a, const char *key)
{
    cb_mark mark = a->mark;
    for (const char *at = a->text; at < key; at++)
        mark.column += ((unsigned char)*at & 0xC0) != 0x80; /* characters, not bytes */
    return mark;
}

/* `value` under a key of the path, in a mapping of its own. Takes the value; NULL: out of memory. */
static cb_yaml *wrap(const assignment *a, const char *key, size_t length, cb_yaml *value)
{
    cb_yaml *mapping = cb_yaml_create(CB_YAML_MAPPING, key_mark(a, key));
    char *name = strndup(key, length);
    cb_status status = CB_ERROR_MEMORY;
    if (mapping && name)
        status = cb_yaml_put(mapping, name, key_mark(a, key), value);
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
        patch = wrap(a, a->text, strlen(section), patch);
    free(section);
    return patch;
}

/* ---- assignments ----------------------------------------------------------------------------------------------- */

static cb_status complain(assignment *a, const char *problem)
{
    cb_status status = cb_overlay_set_source(a->text, a->diagnostics);
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
    cb_status status = cb_yaml_parse_part(a->text, strlen(a->text), (size_t)(a->equals + 1 - a->text), a->mark.file,
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

static cb_status check_and_apply(assignment *a, cb_yaml *base)
{
    if (!a->equals)
        return complain(a, "there is no `=`");
    if (!path_whole(a))
        return complain(a, "the key before `=` is not complete");
    if (!a->equals[1])
        return complain(a, "there is no value after `=`");
    return apply(a, base);
}

cb_status cb_overlay_set(cb_yaml *base, const char *assignment_text, cb_diagnostics *diagnostics)
{
    char *name = name_of(assignment_text);
    assignment a = {.text = assignment_text,
                    .equals = strchr(assignment_text, '='),
                    .mark = {.file = name, .line = 1, .column = 1},
                    .diagnostics = diagnostics};
    cb_status status = name ? check_and_apply(&a, base) : CB_ERROR_MEMORY;
    free(name);
    return status;
}
