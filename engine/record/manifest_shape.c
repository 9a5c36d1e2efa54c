/* Sizes that follow from a manifest: entries, chunks, parts. */
#include <string.h>

#include "manifest.h"

size_t cb_manifest_find_dimension(const cb_manifest *manifest, const char *name)
{
    for (size_t i = 0; i < manifest->dimension_count; i++)
        if (!strcmp(manifest->dimensions[i].name, name))
            return i;
    return SIZE_MAX;
}

size_t cb_manifest_find_variable(const cb_manifest *manifest, const char *name)
{
    for (size_t i = 0; i < manifest->variable_count; i++)
        if (!strcmp(manifest->variables[i].name, name))
            return i;
    return SIZE_MAX;
}

bool cb_manifest_is_chunked(const cb_manifest *manifest, size_t variable)
{
    const cb_variable *v = &manifest->variables[variable];
    return !v->text && !v->values;
}

static bool axis_is(const cb_manifest *manifest, const cb_variable *variable, size_t axis, const char *name)
{
    return axis < variable->rank && !strcmp(manifest->dimensions[variable->dims[axis]].name, name);
}

static size_t length_of(const cb_manifest *manifest, const cb_variable *variable, size_t axis)
{
    return manifest->dimensions[variable->dims[axis]].length;
}

size_t cb_manifest_values(const cb_manifest *manifest, size_t variable)
{
    const cb_variable *v = &manifest->variables[variable];
    size_t values = 1;
    for (size_t a = 0; a < v->rank; a++)
        values *= length_of(manifest, v, a);
    return values;
}

size_t cb_manifest_chunk_values(const cb_manifest *manifest, size_t variable)
{
    const cb_variable *v = &manifest->variables[variable];
    size_t values = CB_CHUNK_MEMBERS;
    for (size_t a = 0; a < v->rank; a++)
        if (!axis_is(manifest, v, a, "variant") && !axis_is(manifest, v, a, "member"))
            values *= length_of(manifest, v, a);
    return values;
}

static size_t times_of(const cb_manifest *manifest, size_t variable)
{
    const cb_variable *v = &manifest->variables[variable];
    for (size_t a = 0; a < v->rank; a++)
        if (axis_is(manifest, v, a, "time"))
            return length_of(manifest, v, a);
    return 1;
}

static size_t ceil_ratio(size_t a, size_t b)
{
    return (a + b - 1) / b;
}

/* No part is empty: 5 years in 4 parts would be 2 + 2 + 1 + 0, and so are 3 parts. */
size_t cb_manifest_chunk_parts(const cb_manifest *manifest, size_t variable)
{
    size_t times = times_of(manifest, variable), values = cb_manifest_chunk_values(manifest, variable);
    size_t year_bytes = values / times * sizeof(double);
    size_t span = manifest->chunk_bytes / year_bytes;
    if (span >= times)
        return 1;
    span = ceil_ratio(times, ceil_ratio(times, span ? span : 1));
    return ceil_ratio(times, span);
}

size_t cb_manifest_chunk_span(const cb_manifest *manifest, size_t variable)
{
    return ceil_ratio(times_of(manifest, variable), cb_manifest_chunk_parts(manifest, variable));
}

size_t cb_manifest_part_values(const cb_manifest *manifest, size_t variable)
{
    return cb_manifest_chunk_values(manifest, variable) / times_of(manifest, variable) *
           cb_manifest_chunk_span(manifest, variable);
}

size_t cb_manifest_variants(const cb_manifest *manifest, size_t variable)
{
    const cb_variable *v = &manifest->variables[variable];
    return axis_is(manifest, v, 0, "variant") ? length_of(manifest, v, 0) : 1;
}

size_t cb_manifest_members(const cb_manifest *manifest)
{
    size_t member = cb_manifest_find_dimension(manifest, "member");
    return member == SIZE_MAX ? 0 : manifest->dimensions[member].length;
}

size_t cb_manifest_chunks(const cb_manifest *manifest)
{
    return ceil_ratio(cb_manifest_members(manifest), CB_CHUNK_MEMBERS);
}

void cb_manifest_choose_shard(cb_manifest *manifest, size_t shard, size_t shards)
{
    size_t chunks = cb_manifest_chunks(manifest);
    manifest->shard = shard;
    manifest->shards = shards;
    manifest->first_chunk = chunks * (shard - 1) / shards;
    manifest->last_chunk = chunks * shard / shards;
}
