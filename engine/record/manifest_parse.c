/* A manifest from JSON. It goes through cb_manifest_add_*, so what is refused there is refused here. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "manifest.h"

static const char *text_at(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

/* Texts of an array, which keeps them; NULL with a status where it is not one of texts only. */
static cb_status texts_of(const json_t *array, const char ***texts)
{
    size_t count = json_array_size(array);
    const char **made = calloc(count + 1, sizeof *made);
    if (!made)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++)
        if (!(made[i] = json_string_value(json_array_get(array, i)))) {
            free(made);
            return CB_ERROR_INPUT;
        }
    *texts = made;
    return CB_OK;
}

static bool number_of(const json_t *value, double *number)
{
    const char *text = json_string_value(value);
    if (json_is_null(value))
        *number = NAN;
    else if (json_is_number(value))
        *number = json_number_value(value);
    else if (text && (!strcmp(text, "inf") || !strcmp(text, "-inf")))
        *number = *text == '-' ? -INFINITY : INFINITY;
    else
        return false;
    return true;
}

static cb_status read_integers(cb_manifest *manifest, const json_t *object, const json_t *array)
{
    size_t count = json_array_size(array);
    int64_t *integers = calloc(count + 1, sizeof *integers);
    cb_status status = integers ? CB_OK : CB_ERROR_MEMORY;
    for (size_t i = 0; i < count && !status; i++) {
        status = json_is_integer(json_array_get(array, i)) ? CB_OK : CB_ERROR_INPUT;
        integers[i] = json_integer_value(json_array_get(array, i));
    }
    if (!status)
        status = cb_manifest_add_integers(manifest, text_at(object, "name"), text_at(object, "unit"),
                                          text_at(object, "long_name"), count, integers, NULL);
    free(integers);
    return status;
}

static cb_status read_dimension(cb_manifest *manifest, const json_t *object)
{
    const json_t *texts = json_object_get(object, "texts"), *integers = json_object_get(object, "integers");
    const char **labels = NULL;
    if (integers)
        return read_integers(manifest, object, integers);
    cb_status status = texts_of(texts, &labels);
    if (!status)
        status = cb_manifest_add_texts(manifest, text_at(object, "name"), text_at(object, "long_name"),
                                       json_array_size(texts), labels, NULL);
    free(labels);
    return status;
}

/* Joined with blanks; *entries: the product of their lengths. */
static cb_status read_dims(const cb_manifest *manifest, const json_t *array, char *dims, size_t size, size_t *entries)
{
    size_t used = 0;
    *entries = 1;
    dims[0] = '\0';
    if (!json_is_array(array))
        return CB_ERROR_INPUT;
    for (size_t i = 0; i < json_array_size(array); i++) {
        const char *name = json_string_value(json_array_get(array, i));
        size_t found = name ? cb_manifest_find_dimension(manifest, name) : SIZE_MAX;
        if (found == SIZE_MAX || used + strlen(name) + 2 > size)
            return CB_ERROR_INPUT;
        used += (size_t)snprintf(dims + used, size - used, "%s ", name);
        *entries *= manifest->dimensions[found].length;
    }
    return CB_OK;
}

static cb_status read_labels(cb_manifest *manifest, const json_t *object, const json_t *array, const char *dims)
{
    const char **texts = NULL;
    cb_status status = texts_of(array, &texts);
    if (!status)
        status = cb_manifest_add_labels(manifest, text_at(object, "name"), text_at(object, "long_name"), dims, texts);
    free(texts);
    return status;
}

static cb_status read_numbers(cb_manifest *manifest, const json_t *object, const json_t *array, const char *dims)
{
    size_t count = json_array_size(array);
    double *values = array ? calloc(count + 1, sizeof *values) : NULL;
    cb_status status = !array || values ? CB_OK : CB_ERROR_MEMORY;
    for (size_t i = 0; i < count && !status; i++)
        status = number_of(json_array_get(array, i), &values[i]) ? CB_OK : CB_ERROR_INPUT;
    if (!status)
        status = cb_manifest_add_variable(
            manifest, text_at(object, "name"), text_at(object, "unit"), text_at(object, "long_name"), dims,
            json_is_true(json_object_get(object, "persons")), text_at(object, "coordinates"), values, NULL);
    free(values);
    return status;
}

static cb_status read_variable(cb_manifest *manifest, const json_t *object)
{
    const json_t *texts = json_object_get(object, "texts"), *values = json_object_get(object, "values");
    char dims[1024];
    size_t entries;
    cb_status status = read_dims(manifest, json_object_get(object, "dims"), dims, sizeof dims, &entries);
    if (status)
        return status;
    if ((texts && json_array_size(texts) != entries) || (values && json_array_size(values) != entries))
        return CB_ERROR_INPUT;
    return texts ? read_labels(manifest, object, texts, dims) : read_numbers(manifest, object, values, dims);
}

static cb_status read_attribute(cb_manifest *manifest, const json_t *object)
{
    const char *name = text_at(object, "name"), *text = text_at(object, "text");
    const json_t *number = json_object_get(object, "number");
    if (name && text)
        return cb_manifest_add_attribute(manifest, name, text);
    if (!name || !json_is_integer(number))
        return CB_ERROR_INPUT;
    return cb_manifest_add_number(manifest, name, json_integer_value(number));
}

static cb_status read_document(cb_manifest *manifest, const json_t *object)
{
    const char *name = text_at(object, "name"), *text = text_at(object, "text");
    return name && text ? cb_manifest_add_document(manifest, name, text) : CB_ERROR_INPUT;
}

static cb_status read_sizes(cb_manifest *manifest, const json_t *root)
{
    const struct {
        const char *key;
        size_t *to;
        bool optional;
    } sizes[] = {{"chunk_bytes", &manifest->chunk_bytes, false},
                 {"first_chunk", &manifest->first_chunk, true},
                 {"last_chunk", &manifest->last_chunk, true},
                 {"shard", &manifest->shard, true},
                 {"shards", &manifest->shards, true}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const json_t *value = json_object_get(root, sizes[i].key);
        if (!value && sizes[i].optional)
            continue;
        if (!json_is_integer(value) || json_integer_value(value) < 0)
            return CB_ERROR_INPUT;
        *sizes[i].to = (size_t)json_integer_value(value);
    }
    return manifest->first_chunk <= manifest->last_chunk && manifest->last_chunk <= cb_manifest_chunks(manifest)
               ? CB_OK
               : CB_ERROR_INPUT;
}

static cb_status read_root(cb_manifest *manifest, const json_t *root)
{
    static const struct {
        const char *key;
        cb_status (*read)(cb_manifest *manifest, const json_t *object);
    } lists[] = {{"dimensions", read_dimension},
                 {"variables", read_variable},
                 {"attributes", read_attribute},
                 {"documents", read_document}};
    if (json_integer_value(json_object_get(root, "format")) != CB_MANIFEST_FORMAT)
        return CB_ERROR_INPUT;
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
        const json_t *array = json_object_get(root, lists[l].key);
        if (!json_is_array(array))
            return CB_ERROR_INPUT;
        for (size_t i = 0; i < json_array_size(array); i++) {
            cb_status status = lists[l].read(manifest, json_array_get(array, i));
            if (status)
                return status;
        }
    }
    return read_sizes(manifest, root);
}

cb_status cb_manifest_parse(const char *text, size_t size, cb_manifest **manifest)
{
    cb_manifest *made = NULL;
    json_t *root = json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
    cb_status status = root ? cb_manifest_create(&made) : CB_ERROR_INPUT;
    if (!status)
        status = read_root(made, root);
    json_decref(root);
    if (status) {
        cb_manifest_free(made);
        return status;
    }
    *manifest = made;
    return CB_OK;
}
