#include "sources.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "overlay.h"
#include "records.h"
#include "schema.h"

#define MOST_EXTENDED 64 /* files, one on top of the other; a cycle was refused before */

typedef struct source_rows {
    struct source_rows *earlier;
    const cb_table *declared;
    cb_rows *rows; /* NULL: complained about */
} source_rows;

struct cb_source_table {
    cb_source_table *earlier;
    const char *path;
    cb_csv *csv; /* NULL: complained about */
    source_rows *rows;
};

/* ---- names ----------------------------------------------------------------------------------------------------- */

/* Bytes of the folder of a path, with its slash. */
static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

static char *joined(cb_arena *arena, const char *beside, const char *name)
{
    if (*name == '/')
        return cb_arena_text(arena, "%s", name);
    return cb_arena_text(arena, "%.*s%s", (int)folder_length(beside), beside, name);
}

/* NULL: elsewhere, by an absolute path. */
static const char *name_within(const cb_sources *sources, const char *path)
{
    size_t folder = folder_length(sources->file);
    if (folder && !strncmp(path, sources->file, folder))
        return path + folder;
    return *path == '/' ? NULL : path;
}

/* Is `name` the path, or its last parts? */
static bool ends_with(const char *path, const char *name)
{
    size_t length = strlen(path), size = strlen(name);
    return length >= size && !strcmp(path + length - size, name) && (length == size || path[length - size - 1] == '/');
}

static bool is_of_another(const cb_sources *sources, const char *path, const char *name)
{
    for (size_t i = 0; i < sources->count; i++) {
        const char *other = sources->texts[i].path, *within = name_within(sources, other);
        if (strcmp(other, path) && (within ? !strcmp(within, name) : ends_with(other, name)))
            return true;
    }
    return false;
}

/* A path without the folder of the scenario. Of one that lies elsewhere by an absolute path, the last part with as many
 * folders before it as tell it from all other files. */
static const char *name_of(const cb_sources *sources, const char *path)
{
    const char *within = name_within(sources, path), *name = path + strlen(path);
    if (within)
        return within;
    do
        for (name--; name > path && name[-1] != '/';)
            name--;
    while (name > path && is_of_another(sources, path, name));
    return name;
}

void cb_sources_name_texts(cb_sources *sources)
{
    for (size_t i = 0; i < sources->count; i++)
        sources->texts[i].name = name_of(sources, sources->texts[i].path);
}

static bool from_command_line(const cb_yaml *node)
{
    return !node->mark.file || cb_overlay_names_set(node->mark.file);
}

/* A file named on the command line is looked for where one named in the scenario would be: what is set and what is
 * written mean the same. */
static char *table_path(cb_sources *sources, const cb_yaml *node)
{
    return joined(sources->arena, from_command_line(node) ? sources->file : node->mark.file, node->text);
}

const char *cb_sources_name(cb_sources *sources, const cb_yaml *node)
{
    const char *path = table_path(sources, node);
    return path ? name_of(sources, path) : NULL;
}

/* ---- texts ----------------------------------------------------------------------------------------------------- */

static cb_status sources_add(cb_sources *sources, cb_source_text text)
{
    if (sources->count == sources->room) {
        size_t room = 2 * sources->room + 8;
        cb_source_text *texts = cb_arena_array(sources->arena, room, sizeof *texts);
        if (!texts)
            return CB_ERROR_MEMORY;
        if (sources->count)
            memcpy(texts, sources->texts, sources->count * sizeof *texts);
        sources->texts = texts;
        sources->room = room;
    }
    sources->texts[sources->count++] = text;
    return CB_OK;
}

static cb_status read_text(cb_arena *arena, const char *path, char **text)
{
    cb_status status = CB_ERROR_IO;
    *text = NULL;
    FILE *stream = fopen(path, "rb");
    if (!stream)
        return CB_ERROR_IO;
    if (!fseek(stream, 0, SEEK_END)) {
        long size = ftell(stream);
        rewind(stream);
        *text = size < 0 ? NULL : cb_arena_array(arena, (size_t)size + 1, 1);
        status = !*text ? CB_ERROR_MEMORY : fread(*text, 1, (size_t)size, stream) == (size_t)size ? CB_OK : CB_ERROR_IO;
    }
    fclose(stream);
    return status;
}

/* The path that a file extends; NULL: none. */
static cb_status extended_path(cb_arena *arena, const char *path, const char *text, char **extended)
{
    const cb_key *key = cb_section_key_at(cb_schema_section(CB_SECTION_SCENARIO), offsetof(cb_root_record, extends));
    cb_diagnostics *unheard = NULL;
    cb_yaml *tree = NULL;
    *extended = NULL;
    cb_status status = cb_diagnostics_create(&unheard);
    if (!status)
        status = cb_yaml_parse(text, strlen(text), path, unheard, &tree);
    const char *name = status ? NULL : cb_yaml_scalar(cb_yaml_get(tree, key->name));
    if (name) {
        *extended = joined(arena, path, name);
        status = *extended ? CB_OK : CB_ERROR_MEMORY;
    }
    cb_yaml_free(tree);
    cb_diagnostics_free(unheard);
    return status == CB_ERROR_INPUT ? CB_OK : status;
}

cb_status cb_sources_create(cb_sources *sources, const char *file, cb_arena *arena)
{
    *sources = (cb_sources){.file = file, .arena = arena};
    char *path = cb_arena_text(arena, "%s", file);
    if (!path)
        return CB_ERROR_MEMORY;
    for (size_t n = 0; path && n < MOST_EXTENDED; n++) {
        char *text, *extended;
        cb_status status = read_text(arena, path, &text);
        if (!status)
            status = sources_add(sources, (cb_source_text){.path = path, .text = text});
        if (!status)
            status = extended_path(arena, path, text, &extended);
        if (status)
            return status;
        path = extended;
    }
    return CB_OK;
}

/* ---- tables ---------------------------------------------------------------------------------------------------- */

static void release_csv(void *csv)
{
    cb_csv_free(csv);
}

static void release_rows(void *rows)
{
    cb_rows_free(rows);
}

static cb_status open_table(cb_sources *sources, cb_source_table *table, const cb_yaml *node,
                            cb_diagnostics *diagnostics)
{
    if (access(table->path, R_OK))
        return cb_diagnose(diagnostics, node->mark, "cannot read the table `%s`: %s", node->text, strerror(errno));
    cb_status status = cb_csv_load(table->path, table->path, diagnostics, &table->csv);
    if (status) {
        table->csv = NULL;
        return status;
    }
    status = cb_arena_own(sources->arena, table->csv, release_csv);
    if (!status)
        status = sources_add(sources, (cb_source_text){.path = table->path, .digest = cb_csv_digest(table->csv)});
    return status;
}

static cb_status find_table(cb_sources *sources, const cb_yaml *node, cb_diagnostics *diagnostics,
                            cb_source_table **table)
{
    const char *path = table_path(sources, node);
    if (!path)
        return CB_ERROR_MEMORY;
    for (*table = sources->tables; *table; *table = (*table)->earlier)
        if (!strcmp((*table)->path, path))
            return (*table)->csv ? CB_OK : CB_ERROR_INPUT;
    *table = cb_arena_array(sources->arena, 1, sizeof **table);
    if (!*table)
        return CB_ERROR_MEMORY;
    **table = (cb_source_table){.earlier = sources->tables, .path = path};
    sources->tables = *table;
    return open_table(sources, *table, node, diagnostics);
}

cb_status cb_sources_csv(cb_sources *sources, const cb_yaml *node, cb_diagnostics *diagnostics, const cb_csv **csv)
{
    cb_source_table *table;
    cb_status status = find_table(sources, node, diagnostics, &table);
    *csv = status ? NULL : table->csv;
    return status;
}

cb_status cb_sources_rows(cb_sources *sources, const cb_yaml *node, const cb_table *declared,
                          const cb_table_context *context, cb_diagnostics *diagnostics, cb_rows **rows)
{
    cb_source_table *table;
    *rows = NULL;
    cb_status status = find_table(sources, node, diagnostics, &table);
    if (status)
        return status;
    for (const source_rows *known = table->rows; known; known = known->earlier)
        if (known->declared == declared) {
            *rows = known->rows;
            return *rows ? CB_OK : CB_ERROR_INPUT;
        }
    source_rows *made = cb_arena_array(sources->arena, 1, sizeof *made);
    if (!made)
        return CB_ERROR_MEMORY;
    *made = (source_rows){.earlier = table->rows, .declared = declared};
    table->rows = made;
    status = cb_table_read(table->csv, declared, context, diagnostics, &made->rows);
    if (status) {
        made->rows = NULL;
        return status;
    }
    *rows = made->rows;
    return cb_arena_own(sources->arena, made->rows, release_rows);
}
