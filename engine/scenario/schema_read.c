#include <stdlib.h>
#include <string.h>

#include "key_read.h"

/* ---- text for messages --------------------------------------------------------------------------------------- */

const char *cb_suggestion(cb_loader *loader, const char *word, const char *const *names, size_t count, const char *noun)
{
    const char *nearest = cb_nearest_name(word, names, count), *text = NULL;
    if (nearest)
        text = cb_arena_text(loader->arena, "; did you mean `%s`?", nearest);
    else
        text = cb_arena_text(loader->arena, "; %s:", noun);
    for (size_t i = 0; text && !nearest && i < count; i++)
        text = cb_arena_text(loader->arena, "%s%s %s", text, i ? "," : "", names[i]);
    return text ? text : "";
}

/* ---- a section --------------------------------------------------------------------------------------------------- */

static void release_tree(void *tree)
{
    cb_yaml_free(tree);
}

/* The default of a key, as if it had been written. */
static cb_status read_default(cb_key_reading r)
{
    cb_yaml *tree = NULL;
    cb_status status = cb_yaml_parse(r.key->fallback, strlen(r.key->fallback), "default", r.loader->diagnostics, &tree);
    if (!status)
        status = cb_arena_own(r.loader->arena, tree, release_tree);
    if (status)
        return status;
    r.node = tree;
    status = cb_key_read(&r);
    if (r.key->kind == CB_KEY_VALUE || r.key->kind == CB_KEY_DATE_VALUE)
        ((cb_value *)r.member)->given = false;
    return status;
}

static cb_status read_key(cb_key_reading r, const cb_section *section, const cb_yaml *mapping)
{
    r.node = cb_yaml_get(mapping, r.key->name);
    if (r.key->kind == CB_KEY_PLACE)
        *(cb_id *)r.member = CB_NONE;
    if (r.key->kind == CB_KEY_PARAMETER)
        *(size_t *)r.member = SIZE_MAX;
    if (r.node)
        return cb_key_read(&r);
    if (r.key->required)
        return cb_diagnose(r.loader->diagnostics, mapping->mark, "%s needs the key `%s`: %s", section->name,
                           r.key->name, r.key->doc);
    return r.key->fallback ? read_default(r) : CB_OK;
}

static cb_status complain_of_key(cb_loader *loader, const cb_section *section, const cb_yaml *mapping, size_t item)
{
    size_t count = cb_section_key_count(section);
    const char **names = cb_arena_array(loader->arena, count, sizeof *names);
    const char *noun = cb_arena_text(loader->arena, "the keys of %s are", section->name);
    if (!names || !noun)
        return CB_ERROR_MEMORY;
    for (size_t k = 0; k < count; k++)
        names[k] = section->keys[k].name;
    return cb_diagnose(loader->diagnostics, mapping->key_marks[item], "%s has no key `%s`%s", section->name,
                       mapping->keys[item], cb_suggestion(loader, mapping->keys[item], names, count, noun));
}

cb_status cb_schema_read(cb_loader *loader, cb_section_id id, const cb_yaml *node, void *record)
{
    const cb_section *section = cb_schema_section(id);
    bool open = id == CB_SECTION_SCENARIO || id == CB_SECTION_TABLE;
    size_t before = cb_diagnostics_count(loader->diagnostics);
    if (node->kind != CB_YAML_MAPPING)
        return cb_diagnose(loader->diagnostics, node->mark, "%s is a mapping of keys, but this is %s", section->name,
                           cb_yaml_kind_text(node));
    for (size_t i = 0; i < node->count && !open; i++)
        if (!cb_section_key(section, node->keys[i]))
            CB_GO_ON(complain_of_key(loader, section, node, i));
    for (const cb_key *key = section->keys; key->name; key++)
        CB_GO_ON(read_key((cb_key_reading){.loader = loader, .key = key, .member = (char *)record + key->offset},
                          section, node));
    return cb_diagnostics_count(loader->diagnostics) == before ? CB_OK : CB_ERROR_INPUT;
}

const char *cb_schema_name(cb_section_id section, size_t offset)
{
    return cb_section_key_at(cb_schema_section(section), offset)->name;
}

const cb_yaml *cb_schema_node(cb_section_id section, const cb_yaml *node, size_t offset)
{
    const cb_yaml *value = cb_yaml_get(node, cb_schema_name(section, offset));
    return value ? value : node;
}

cb_status cb_schema_evidence(cb_loader *loader, cb_section_id section, const cb_yaml *node, const char *source,
                             const char *assumed)
{
    if (source || assumed)
        return CB_OK;
    return cb_diagnose(loader->diagnostics, node->mark,
                       "%s needs `source:` (document and page) or `assumed:` (the rule by which it is assumed)",
                       cb_schema_section(section)->name);
}

/* ---- lists of records ---------------------------------------------------------------------------------------------
 */

static const char *record_id(const void *record)
{
    return *(const char *const *)record;
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(record_id(a), record_id(b));
}

/* Every record begins with its id. */
static cb_status complain_of_repetition(cb_loader *loader, cb_section_id section, const cb_yaml *list, size_t item,
                                        const char *id)
{
    const char *key = cb_schema_name(section, 0);
    for (size_t i = 0; i < item; i++) {
        const char *other = cb_yaml_scalar(cb_yaml_get(list->items[i], key));
        if (other && !strcmp(other, id))
            return cb_diagnose(loader->diagnostics, cb_yaml_get(list->items[item], key)->mark,
                               "the id `%s` is used twice, first in line %zu; ids in a list must differ", id,
                               list->items[i]->mark.line);
    }
    return CB_OK;
}

cb_status cb_records_read(cb_loader *loader, cb_section_id section, const cb_yaml *list, size_t size, bool sorted,
                          cb_record_finish *finish, void **records, size_t *count)
{
    size_t before = cb_diagnostics_count(loader->diagnostics);
    *count = 0;
    *records = cb_arena_array(loader->arena, list ? list->count : 0, size);
    if (!*records)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; list && i < list->count; i++) {
        char *record = (char *)*records + *count * size;
        CB_GO_ON(cb_schema_read(loader, section, list->items[i], record));
        if (list->items[i]->kind != CB_YAML_MAPPING || !record_id(record)) {
            memset(record, 0, size);
            continue;
        }
        CB_GO_ON(complain_of_repetition(loader, section, list, i, record_id(record)));
        CB_GO_ON(finish(loader, list->items[i], record));
        ++*count;
    }
    if (sorted && *count)
        qsort(*records, *count, size, compare_ids);
    return cb_diagnostics_count(loader->diagnostics) == before ? CB_OK : CB_ERROR_INPUT;
}
