/* The scenario written back as YAML: every value with its unit, defaults marked, and what each variant changes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenario_writer.h"

/* One top-level part of a scenario, as it stands in a variant; writes nothing where it is absent. */
typedef void write_part(cb_writer *writer, const cb_key *key);

static const char default_mark[] = " # default";

/* Every key of a section: what is given, and the defaults of the rest. The first line begins with `bullet`. */
static void write_section(cb_writer *writer, cb_section_id section, const cb_yaml *node, const char *bullet)
{
    for (const cb_key *key = cb_schema_section(section)->keys; key->name; key++) {
        const cb_yaml *value = cb_yaml_get(node, key->name);
        if (!value && !key->fallback)
            continue;
        if (*bullet) {
            fprintf(writer->stream, "%*s%s", writer->indent - (int)strlen(bullet), "", bullet);
            fprintf(writer->stream, "%s: ", key->name);
        } else
            fprintf(writer->stream, "%*s%s: ", writer->indent, "", key->name);
        bullet = "";
        if (value)
            cb_write_node(writer, key->name, value);
        else
            fputs(key->fallback, writer->stream);
        fprintf(writer->stream, "%s\n", value ? "" : default_mark);
    }
}

/* ---- parts ------------------------------------------------------------------------------------------------------ */

static const cb_yaml *part_node(const cb_writer *writer, const cb_key *key)
{
    return cb_yaml_get(writer->loader->trees[writer->variant], key->name);
}

static void write_given(cb_writer *writer, const cb_key *key)
{
    const cb_yaml *node = part_node(writer, key);
    if (!node && !key->fallback)
        return;
    cb_write_key(writer, key->name);
    fputc(' ', writer->stream);
    if (node)
        cb_write_node(writer, NULL, node);
    else
        fputs(key->fallback, writer->stream);
    fprintf(writer->stream, "%s\n", node ? "" : default_mark);
}

static void write_block(cb_writer *writer, const cb_key *key, cb_section_id section)
{
    cb_write_key(writer, key->name);
    fputc('\n', writer->stream);
    writer->indent += 2;
    write_section(writer, section, part_node(writer, key), "");
    writer->indent -= 2;
}

static void write_clock(cb_writer *writer, const cb_key *key)
{
    write_block(writer, key, CB_SECTION_CLOCK);
}

static void write_places(cb_writer *writer, const cb_key *key)
{
    write_block(writer, key, CB_SECTION_PLACES);
}

static void write_record(cb_writer *writer, const cb_key *key)
{
    write_block(writer, key, CB_SECTION_RECORD);
}

static void write_ensemble(cb_writer *writer, const cb_key *key)
{
    write_block(writer, key, CB_SECTION_ENSEMBLE);
}

static void write_processes(cb_writer *writer, const cb_key *key)
{
    const cb_scenario *scenario = writer->loader->scenario;
    cb_write_key(writer, key->name);
    fputs(" [", writer->stream);
    for (size_t p = 0; p < scenario->process_count; p++)
        fprintf(writer->stream, "%s%s", p ? ", " : "", scenario->processes[p]->name);
    fprintf(writer->stream, "]%s\n", part_node(writer, key) ? "" : default_mark);
}

static void write_records(cb_writer *writer, const cb_key *key, cb_section_id section)
{
    const cb_yaml *list = part_node(writer, key);
    if (!list)
        return;
    cb_write_key(writer, key->name);
    fputs(list->count ? "\n" : " []\n", writer->stream);
    writer->indent += 4;
    for (size_t i = 0; i < list->count; i++)
        write_section(writer, section, list->items[i], "- ");
    writer->indent -= 4;
}

static void write_projects(cb_writer *writer, const cb_key *key)
{
    write_records(writer, key, CB_SECTION_PROJECT);
}

static void write_levers(cb_writer *writer, const cb_key *key)
{
    write_records(writer, key, CB_SECTION_LEVER);
}

static void write_shocks(cb_writer *writer, const cb_key *key)
{
    write_records(writer, key, CB_SECTION_SHOCK);
}

static void write_targets(cb_writer *writer, const cb_key *key)
{
    write_records(writer, key, CB_SECTION_TARGET);
}

static void write_regions(cb_writer *writer, const cb_key *key)
{
    const cb_yaml *mapping = part_node(writer, key);
    if (!mapping)
        return;
    cb_write_key(writer, key->name);
    fputs(mapping->count ? "\n" : " {}\n", writer->stream);
    writer->indent += 2;
    for (size_t i = 0; i < mapping->count; i++) {
        cb_write_key(writer, mapping->keys[i]);
        fputc(' ', writer->stream);
        cb_write_node(writer, NULL, mapping->items[i]);
        fputc('\n', writer->stream);
    }
    writer->indent -= 2;
}

/* ---- what differs between variants ------------------------------------------------------------------------------- */

/* What `write` says of the base, and of the variant where that is another text. */
typedef struct comparison {
    char *base, *own;
} comparison;

static char *text_of(const cb_writer *writer, size_t variant, write_part *write, const cb_key *key)
{
    char *text = NULL;
    size_t size = 0;
    cb_writer inner = *writer;
    inner.variant = variant;
    inner.stream = open_memstream(&text, &size);
    if (!inner.stream)
        return NULL;
    write(&inner, key);
    if (fclose(inner.stream)) {
        free(text);
        return NULL;
    }
    return text;
}

/* Writes a part of a variant where it is not as in the base: whole, or `~` where the variant has taken it away. */
static cb_status write_difference(cb_writer *writer, write_part *write, const cb_key *key)
{
    comparison c = {.base = text_of(writer, 0, write, key), .own = text_of(writer, writer->variant, write, key)};
    cb_status status = c.base && c.own ? CB_OK : CB_ERROR_MEMORY;
    if (!status && strcmp(c.base, c.own)) {
        fputs(c.own, writer->stream);
        if (!*c.own) {
            cb_write_key(writer, key->name);
            fputs(" ~\n", writer->stream);
        }
    }
    free(c.base);
    free(c.own);
    return status;
}

static void write_one_parameter(cb_writer *writer, const cb_key *key)
{
    const cb_variant *variant = &writer->loader->scenario->variants[writer->variant];
    const cb_parameter *parameter = &variant->parameters[cb_variant_parameter(variant, key->name)];
    cb_write_key(writer, key->name);
    fputc(' ', writer->stream);
    cb_write_parameter(writer, parameter);
    fprintf(writer->stream, "%s\n", parameter->value.given ? "" : default_mark);
}

static cb_status write_parameter_differences(cb_writer *writer, const cb_key *key)
{
    const cb_variant *variant = &writer->loader->scenario->variants[writer->variant];
    char *text = NULL;
    size_t size = 0;
    cb_writer inner = *writer;
    inner.indent += 2;
    inner.stream = open_memstream(&text, &size);
    if (!inner.stream)
        return CB_ERROR_MEMORY;
    cb_status status = CB_OK;
    for (size_t p = 0; p < variant->parameter_count && !status; p++)
        status =
            write_difference(&inner, write_one_parameter, &(cb_key){.name = variant->parameters[p].declared->name});
    if (fclose(inner.stream))
        status = CB_ERROR_MEMORY;
    if (!status && *text) {
        cb_write_key(writer, key->name);
        fprintf(writer->stream, "\n%s", text);
    }
    free(text);
    return status;
}

static void write_parameters(cb_writer *writer, const cb_key *key)
{
    const cb_variant *variant = &writer->loader->scenario->variants[writer->variant];
    cb_write_key(writer, key->name);
    fputs(variant->parameter_count ? "\n" : " {}\n", writer->stream);
    writer->indent += 2;
    for (size_t p = 0; p < variant->parameter_count; p++)
        write_one_parameter(writer, &(cb_key){.name = variant->parameters[p].declared->name});
    writer->indent -= 2;
}

static void write_table(cb_writer *writer, const cb_key *key)
{
    const cb_yaml *section = part_node(writer, key);
    const cb_table_data *data = cb_variant_table(&writer->loader->scenario->variants[writer->variant], key->name);
    if (section && data && data->rows)
        write_block(writer, key, CB_SECTION_TABLE);
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

static const struct {
    size_t offset; /* of the member of cb_root_record */
    write_part *write;
} parts[] = {
    {offsetof(cb_root_record, title), write_given},         {offsetof(cb_root_record, clock), write_clock},
    {offsetof(cb_root_record, places), write_places},       {offsetof(cb_root_record, statuses), write_given},
    {offsetof(cb_root_record, processes), write_processes}, {offsetof(cb_root_record, parameters), write_parameters},
    {offsetof(cb_root_record, projects), write_projects},   {offsetof(cb_root_record, levers), write_levers},
    {offsetof(cb_root_record, shocks), write_shocks},       {offsetof(cb_root_record, regions), write_regions},
    {offsetof(cb_root_record, targets), write_targets},     {offsetof(cb_root_record, record), write_record},
    {offsetof(cb_root_record, ensemble), write_ensemble}};

static void write_base(cb_writer *writer)
{
    const cb_variant *base = &writer->loader->scenario->variants[0];
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const cb_key *key = cb_section_key_at(cb_schema_section(CB_SECTION_SCENARIO), parts[i].offset);
        for (size_t t = 0; parts[i].write == write_parameters && t < base->table_count; t++)
            write_table(writer, &(cb_key){.name = base->tables[t].declared->name});
        parts[i].write(writer, key);
    }
}

static cb_status write_variant(cb_writer *writer)
{
    const cb_variant *variant = &writer->loader->scenario->variants[writer->variant];
    cb_status status = CB_OK;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !status; i++) {
        const cb_key *key = cb_section_key_at(cb_schema_section(CB_SECTION_SCENARIO), parts[i].offset);
        bool parameters = parts[i].write == write_parameters;
        for (size_t t = 0; parameters && t < variant->table_count && !status; t++)
            status = write_difference(writer, write_table, &(cb_key){.name = variant->tables[t].declared->name});
        if (parameters && !status)
            status = write_parameter_differences(writer, key);
        else if (!status && !key->fixed)
            status = write_difference(writer, parts[i].write, key);
    }
    return status;
}

static cb_status write_variants(cb_writer *writer)
{
    const cb_scenario *scenario = writer->loader->scenario;
    cb_status status = CB_OK;
    if (scenario->variant_count > 1)
        cb_write_key(writer, cb_schema_name(CB_SECTION_SCENARIO, offsetof(cb_root_record, variants)));
    fputs(scenario->variant_count > 1 ? "\n" : "", writer->stream);
    for (size_t v = 1; v < scenario->variant_count && !status; v++) {
        char *text = NULL;
        size_t size = 0;
        cb_writer inner = {.loader = writer->loader, .variant = v, .indent = 4, .stream = open_memstream(&text, &size)};
        status = inner.stream ? write_variant(&inner) : CB_ERROR_MEMORY;
        if (inner.stream && fclose(inner.stream))
            status = CB_ERROR_MEMORY;
        if (!status)
            fprintf(writer->stream, "  %s:%s%s", scenario->variants[v].name, *text ? "\n" : " {}\n", text);
        free(text);
    }
    return status;
}

cb_status cb_load_resolved(cb_loader *loader)
{
    char *text = NULL;
    size_t size = 0;
    cb_writer writer = {.loader = loader, .stream = open_memstream(&text, &size)};
    if (!writer.stream)
        return CB_ERROR_MEMORY;
    write_base(&writer);
    cb_status status = write_variants(&writer);
    if (fclose(writer.stream))
        status = CB_ERROR_MEMORY;
    if (!status) {
        loader->scenario->resolved = cb_arena_text(loader->arena, "%s", text);
        status = loader->scenario->resolved ? CB_OK : CB_ERROR_MEMORY;
    }
    free(text);
    return status;
}
