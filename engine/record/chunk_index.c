#include "chunk_index.h"

#include <stdlib.h>

#define LARGEST_CHUNK UINT32_MAX /* bytes, of HDF5 */

static size_t span_of(const cb_manifest *manifest)
{
    return manifest->last_chunk - manifest->first_chunk;
}

cb_status cb_chunk_index_create(cb_chunk_index *index, const cb_manifest *manifest, cb_fault *fault)
{
    size_t count = 0;
    *index = (cb_chunk_index){.manifest = manifest};
    index->first = calloc(manifest->variable_count + 1, sizeof *index->first);
    if (!index->first)
        return CB_ERROR_MEMORY;
    for (size_t v = 0; v < manifest->variable_count; v++) {
        index->first[v] = count;
        if (!cb_manifest_is_chunked(manifest, v))
            continue;
        if (cb_manifest_part_values(manifest, v) > LARGEST_CHUNK / sizeof(double))
            return cb_fault_set(fault, CB_ERROR_INPUT,
                                "variable %s has over 4 GB for %d members at one time, more than HDF5 can hold in a "
                                "chunk: leave it out of `record`",
                                manifest->variables[v].name, CB_CHUNK_MEMBERS);
        count += cb_manifest_variants(manifest, v) * span_of(manifest) * cb_manifest_chunk_parts(manifest, v);
    }
    index->first[manifest->variable_count] = count;
    index->places = calloc(count + 1, sizeof *index->places);
    return index->places ? CB_OK : CB_ERROR_MEMORY;
}

double cb_chunk_index_bytes(const cb_manifest *manifest)
{
    size_t places = 0;
    for (size_t v = 0; v < manifest->variable_count; v++)
        if (cb_manifest_is_chunked(manifest, v))
            places += cb_manifest_variants(manifest, v) * cb_manifest_chunk_parts(manifest, v);
    return (double)(places * sizeof(cb_chunk_place));
}

void cb_chunk_index_clear(cb_chunk_index *index)
{
    free(index->places);
    free(index->first);
    *index = (cb_chunk_index){0};
}

cb_chunk_place *cb_chunk_index_at(const cb_chunk_index *index, cb_chunk_key key)
{
    const cb_manifest *manifest = index->manifest;
    if (key.variable >= manifest->variable_count || !cb_manifest_is_chunked(manifest, key.variable))
        return NULL;
    size_t parts = cb_manifest_chunk_parts(manifest, key.variable);
    if (key.variant >= cb_manifest_variants(manifest, key.variable) || key.chunk < manifest->first_chunk ||
        key.chunk >= manifest->last_chunk || key.part >= parts)
        return NULL;
    size_t chunk = key.variant * span_of(manifest) + key.chunk - manifest->first_chunk;
    return &index->places[index->first[key.variable] + chunk * parts + key.part];
}

static cb_chunk_key key_of(const cb_chunk_index *index, size_t place)
{
    const cb_manifest *manifest = index->manifest;
    size_t variable = 0, span = span_of(manifest);
    while (place >= index->first[variable + 1])
        variable++;
    size_t rest = place - index->first[variable], parts = cb_manifest_chunk_parts(manifest, variable);
    return (cb_chunk_key){.variable = (uint32_t)variable,
                          .variant = (uint32_t)(rest / parts / span),
                          .chunk = (uint32_t)(manifest->first_chunk + rest / parts % span),
                          .part = (uint32_t)(rest % parts)};
}

bool cb_chunk_index_missing(const cb_chunk_index *index, cb_chunk_key *key)
{
    size_t count = index->first[index->manifest->variable_count], place = 0;
    while (place < count && index->places[place].size)
        place++;
    if (place == count)
        return false;
    *key = key_of(index, place);
    return true;
}
