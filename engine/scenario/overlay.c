#include "overlay.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MOST_EXTENDED 64

static const char extends[] = "extends", adds[] = "add";

/* ---- patches --------------------------------------------------------------------------------------------------- */

static bool removes(const cb_yaml *patch)
{
    const char *text = cb_yaml_scalar(patch);
    return text && !patch->quoted && (!strcmp(text, "~") || !strcmp(text, "null"));
}

static const char *record_id(const cb_yaml *record)
{
    return cb_yaml_scalar(cb_yaml_get(record, "id"));
}

static bool is_record_list(const cb_yaml *node)
{
    return node && node->kind == CB_YAML_LIST && (!node->count || record_id(node->items[0]));
}

/* Puts a copy of `patch` under a key, or removes the key. */
static cb_status replace(cb_yaml *base, const char *key, cb_mark key_mark, const cb_yaml *patch)
{
    if (removes(patch)) {
        cb_yaml_remove(base, key);
        return CB_OK;
    }
    cb_yaml *copy = cb_yaml_copy(patch);
    return copy ? cb_yaml_put(base, key, key_mark, copy) : CB_ERROR_MEMORY;
}

/* Patches a section or a record: its values are replaced whole. */
static cb_status merge_values(cb_yaml *base, const cb_yaml *patch)
{
    cb_status status = CB_OK;
    for (size_t i = 0; i < patch->count && !status; i++)
        status = replace(base, patch->keys[i], patch->key_marks[i], patch->items[i]);
    return status;
}

static size_t find_record(const cb_yaml *list, const char *id)
{
    for (size_t i = 0; i < list->count; i++) {
        const char *own = record_id(list->items[i]);
        if (own && !strcmp(own, id))
            return i;
    }
    return SIZE_MAX;
}

static cb_status complain_of_id(const cb_yaml *list, const char *section, const char *id, cb_mark mark,
                                cb_diagnostics *diagnostics)
{
    const char **ids = calloc(list->count + 1, sizeof *ids);
    if (!ids)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < list->count; i++)
        ids[i] = record_id(list->items[i]);
    const char *nearest = cb_nearest_name(id, ids, list->count);
    cb_status status = cb_diagnose(
        diagnostics, mark, "`%s` has no record `%s` to change%s%s%s", section, id, nearest ? ", did you mean `" : "",
        nearest ? nearest : ": a mapping changes records or adds them (`add: [{id: ...}]`), a list replaces them all",
        nearest ? "`?" : "");
    free(ids);
    return status;
}

static cb_status add_record(cb_yaml *list, const cb_yaml *record, const char *section, cb_diagnostics *diagnostics)
{
    const char *id = record_id(record);
    if (!id)
        return cb_diagnose(diagnostics, record->mark, "a record to add has an id: write `- {id: NAME, ...}`");
    if (find_record(list, id) != SIZE_MAX)
        return cb_diagnose(diagnostics, record->mark,
                           "`%s` has a record `%s` already: give another id, or change it by `%s: {%s: {...}}`",
                           section, id, section, id);
    cb_yaml *copy = cb_yaml_copy(record);
    return copy ? cb_yaml_append(list, copy) : CB_ERROR_MEMORY;
}

static cb_status add_records(cb_yaml *list, const cb_yaml *records, const char *section, cb_diagnostics *diagnostics)
{
    cb_status found = CB_OK;
    if (records->kind != CB_YAML_LIST)
        return cb_diagnose(diagnostics, records->mark,
                           "records to add are a list: write `%s: {add: [{id: NAME, ...}]}`", section);
    for (size_t i = 0; i < records->count; i++) {
        cb_status status = add_record(list, records->items[i], section, diagnostics);
        if (status && status != CB_ERROR_INPUT)
            return status;
        found = status ? status : found;
    }
    return found;
}

static cb_status patch_record(cb_yaml *list, const cb_yaml *patch, size_t i, const char *section,
                              cb_diagnostics *diagnostics)
{
    const cb_yaml *change = patch->items[i];
    size_t at = find_record(list, patch->keys[i]);
    if (at == SIZE_MAX && !strcmp(patch->keys[i], adds))
        return add_records(list, change, section, diagnostics);
    if (at == SIZE_MAX)
        return complain_of_id(list, section, patch->keys[i], patch->key_marks[i], diagnostics);
    if (removes(change)) {
        cb_yaml_drop(list, at);
        return CB_OK;
    }
    if (change->kind != CB_YAML_MAPPING)
        return cb_diagnose(diagnostics, change->mark,
                           "a record is changed by a mapping of its keys, for example `%s: {name: ...}`, or removed by "
                           "`~`",
                           patch->keys[i]);
    return merge_values(list->items[at], change);
}

static cb_status patch_records(cb_yaml *list, const cb_yaml *patch, const char *section, cb_diagnostics *diagnostics)
{
    cb_status found = CB_OK;
    for (size_t i = 0; i < patch->count; i++) {
        cb_status status = patch_record(list, patch, i, section, diagnostics);
        if (status && status != CB_ERROR_INPUT)
            return status;
        found = status ? status : found;
    }
    return found;
}

static cb_status patch_section(cb_yaml *base, const cb_yaml *patch, size_t i, cb_diagnostics *diagnostics)
{
    const char *key = patch->keys[i];
    const cb_yaml *change = patch->items[i];
    cb_yaml *section = cb_yaml_get(base, key);
    if (change->kind != CB_YAML_MAPPING || (section && section->kind == CB_YAML_SCALAR))
        return replace(base, key, patch->key_marks[i], change);
    if (is_record_list(section))
        return patch_records(section, change, key, diagnostics);
    if (section && section->kind == CB_YAML_LIST)
        return replace(base, key, patch->key_marks[i], change);
    bool records = !section && is_record_list(cb_yaml_get(change, adds));
    if (!section) {
        section = cb_yaml_create(records ? CB_YAML_LIST : CB_YAML_MAPPING, change->mark);
        cb_status status = section ? cb_yaml_put(base, key, patch->key_marks[i], section) : CB_ERROR_MEMORY;
        if (status)
            return status;
    }
    return records ? patch_records(section, change, key, diagnostics) : merge_values(section, change);
}

cb_status cb_overlay_apply(cb_yaml *base, const cb_yaml *patch, cb_diagnostics *diagnostics)
{
    cb_status found = CB_OK;
    if (base->kind != CB_YAML_MAPPING || patch->kind != CB_YAML_MAPPING)
        return cb_diagnose(diagnostics, patch->kind == CB_YAML_MAPPING ? base->mark : patch->mark,
                           "expected a mapping of keys to values");
    for (size_t i = 0; i < patch->count; i++) {
        cb_status status = patch_section(base, patch, i, diagnostics);
        if (status && status != CB_ERROR_INPUT)
            return status;
        found = status ? status : found;
    }
    return found;
}

/* ---- extends --------------------------------------------------------------------------------------------------- */

/* The files on the way from the first to the one being read. */
typedef struct chain {
    struct {
        dev_t device;
        ino_t inode;
    } files[MOST_EXTENDED];
    size_t count;
} chain;

static char *join(const char *beside, const char *name)
{
    const char *slash = *name == '/' ? NULL : strrchr(beside, '/');
    char *path;
    int folder = slash ? (int)(slash - beside) + 1 : 0;
    return asprintf(&path, "%.*s%s", folder, beside, name) < 0 ? NULL : path;
}

/* Is the file `name` (a node, NULL for the first file) new on the chain? */
static cb_status chain_add(chain *c, const char *path, const cb_yaml *name, cb_diagnostics *diagnostics)
{
    struct stat file;
    if (stat(path, &file)) {
        if (name)
            return cb_diagnose(diagnostics, name->mark, "cannot read `%s`: %s", path, strerror(errno));
        return CB_OK;
    }
    for (size_t i = 0; i < c->count; i++)
        if (c->files[i].device == file.st_dev && c->files[i].inode == file.st_ino)
            return cb_diagnose(diagnostics, name->mark,
                               "`%s` extends itself: it is already among the files that lead here", path);
    if (c->count == MOST_EXTENDED)
        return cb_diagnose(diagnostics, name->mark, "more than %d files extend one another", MOST_EXTENDED);
    c->files[c->count].device = file.st_dev;
    c->files[c->count++].inode = file.st_ino;
    return CB_OK;
}

static cb_status load_extended(chain *c, const char *path, cb_diagnostics *diagnostics, cb_yaml **tree);

/* Puts `*tree` on top of the file that it extends. */
static cb_status extend(chain *c, const char *path, cb_diagnostics *diagnostics, cb_yaml **tree)
{
    cb_yaml *base = NULL;
    const cb_yaml *name = cb_yaml_get(*tree, extends);
    if (!cb_yaml_scalar(name) || !*name->text)
        return cb_diagnose(diagnostics, name->mark, "`extends` names one file, for example `extends: base.yaml`");
    char *below = join(path, name->text);
    cb_status status = below ? chain_add(c, below, name, diagnostics) : CB_ERROR_MEMORY;
    if (!status)
        status = load_extended(c, below, diagnostics, &base);
    if (!status) {
        cb_yaml_remove(*tree, extends);
        status = cb_overlay_apply(base, *tree, diagnostics);
    }
    free(below);
    if (status) {
        cb_yaml_free(base);
        return status;
    }
    cb_yaml_free(*tree);
    *tree = base;
    return CB_OK;
}

static cb_status load_extended(chain *c, const char *path, cb_diagnostics *diagnostics, cb_yaml **tree)
{
    cb_status status = cb_yaml_load(path, path, diagnostics, tree);
    if (!status && (*tree)->kind != CB_YAML_MAPPING)
        status = cb_diagnose(diagnostics, (*tree)->mark, "a scenario is a mapping: expected `key: value` lines");
    if (!status && cb_yaml_get(*tree, extends))
        status = extend(c, path, diagnostics, tree);
    if (status) {
        cb_yaml_free(*tree);
        *tree = NULL;
    }
    return status;
}

cb_status cb_overlay_load(const char *path, cb_diagnostics *diagnostics, cb_yaml **tree)
{
    chain c = {.count = 0};
    *tree = NULL;
    cb_status status = chain_add(&c, path, NULL, diagnostics);
    return status ? status : load_extended(&c, path, diagnostics, tree);
}
