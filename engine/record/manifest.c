#include "manifest.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES ((size_t)256 << 20)

/* ---- create and free ------------------------------------------------------------------------------------------- */

cb_status cb_manifest_create(cb_manifest **manifest)
{
    cb_manifest *made = calloc(1, sizeof *made);
    if (!made)
        return CB_ERROR_MEMORY;
    made->chunk_bytes = CHUNK_BYTES;
    *manifest = made;
    return CB_OK;
}

static void texts_free(char **texts, size_t count)
{
    for (size_t i = 0; texts && i < count; i++)
        free(texts[i]);
    free(texts);
}

static void dimension_clear(cb_dimension *dimension)
{
    free(dimension->name);
    free(dimension->unit);
    free(dimension->long_name);
    free(dimension->integers);
    texts_free(dimension->texts, dimension->length);
}

static void variable_clear(cb_variable *variable, size_t values)
{
    free(variable->name);
    free(variable->unit);
    free(variable->long_name);
    free(variable->coordinates);
    free(variable->values);
    texts_free(variable->texts, values);
}

void cb_manifest_free(cb_manifest *manifest)
{
    if (!manifest)
        return;
    for (size_t i = 0; i < manifest->variable_count; i++)
        variable_clear(&manifest->variables[i], cb_manifest_values(manifest, i));
    for (size_t i = 0; i < manifest->dimension_count; i++)
        dimension_clear(&manifest->dimensions[i]);
    for (size_t i = 0; i < manifest->attribute_count; i++) {
        free(manifest->attributes[i].name);
        free(manifest->attributes[i].text);
    }
    for (size_t i = 0; i < manifest->document_count; i++) {
        free(manifest->documents[i].name);
        free(manifest->documents[i].text);
    }
    free(manifest->variables);
    free(manifest->dimensions);
    free(manifest->attributes);
    free(manifest->documents);
    free(manifest);
}

/* ---- copies ------------------------------------------------------------------------------------------------------ */

/* True unless memory ran out; NULL stays NULL. */
static bool copy_text(char **to, const char *from)
{
    *to = from ? strdup(from) : NULL;
    return !from || *to;
}

static bool copy_texts(char ***to, const char *const *from, size_t count)
{
    char **texts = calloc(count + 1, sizeof *texts);
    if (!texts)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!copy_text(&texts[i], from[i] ? from[i] : "")) {
            texts_free(texts, count);
            return false;
        }
    *to = texts;
    return true;
}

static void *copy_array(const void *from, size_t count, size_t size)
{
    void *to = malloc(count * size + 1);
    if (to && count)
        memcpy(to, from, count * size);
    return to;
}

/* Room for one entry more in an array of `count`. */
static bool grow(void *array, size_t count, size_t size)
{
    void *old, *larger;
    memcpy(&old, array, sizeof old);
    larger = realloc(old, (count + 1) * size);
    if (larger)
        memcpy(array, &larger, sizeof larger);
    return larger;
}

/* ---- dimensions -------------------------------------------------------------------------------------------------- */

/* Dimensions and variables share the names of the root group. */
static bool name_is_free(const cb_manifest *manifest, const char *name)
{
    return name && *name && !strchr(name, '/') && !strchr(name, ' ') &&
           cb_manifest_find_dimension(manifest, name) == SIZE_MAX &&
           cb_manifest_find_variable(manifest, name) == SIZE_MAX;
}

static cb_status add_dimension(cb_manifest *manifest, cb_dimension dimension, bool copied, size_t *index)
{
    if (!copied || !grow(&manifest->dimensions, manifest->dimension_count, sizeof dimension)) {
        dimension_clear(&dimension);
        return CB_ERROR_MEMORY;
    }
    if (index)
        *index = manifest->dimension_count;
    manifest->dimensions[manifest->dimension_count++] = dimension;
    return CB_OK;
}

cb_status cb_manifest_add_texts(cb_manifest *manifest, const char *name, const char *long_name, size_t length,
                                const char *const *texts, size_t *index)
{
    cb_dimension made = {.length = length, .type = CB_SCALE_TEXT};
    if (!name_is_free(manifest, name) || !length)
        return CB_ERROR_INPUT;
    bool copied =
        copy_text(&made.name, name) && copy_text(&made.long_name, long_name) && copy_texts(&made.texts, texts, length);
    return add_dimension(manifest, made, copied, index);
}

cb_status cb_manifest_add_integers(cb_manifest *manifest, const char *name, const char *unit, const char *long_name,
                                   size_t length, const int64_t *integers, size_t *index)
{
    cb_dimension made = {.length = length, .type = CB_SCALE_INTEGER};
    if (!name_is_free(manifest, name) || !length)
        return CB_ERROR_INPUT;
    bool copied = copy_text(&made.name, name) && copy_text(&made.unit, unit) && copy_text(&made.long_name, long_name) &&
                  (made.integers = copy_array(integers, length, sizeof *integers));
    return add_dimension(manifest, made, copied, index);
}

/* ---- variables --------------------------------------------------------------------------------------------------- */

/* "variant member time" to indices; false where a name is unknown or stands twice, or the size leaves size_t. */
static bool resolve_dims(const cb_manifest *manifest, const char *dims, cb_variable *variable)
{
    size_t bytes = CB_CHUNK_MEMBERS * sizeof(double);
    while (*(dims += strspn(dims, " "))) {
        size_t length = strcspn(dims, " "), found = SIZE_MAX;
        for (size_t d = 0; d < manifest->dimension_count; d++)
            if (!strncmp(manifest->dimensions[d].name, dims, length) && !manifest->dimensions[d].name[length])
                found = d;
        if (found == SIZE_MAX || variable->rank == CB_MAX_RANK)
            return false;
        for (size_t a = 0; a < variable->rank; a++)
            if (variable->dims[a] == found)
                return false;
        if (__builtin_mul_overflow(bytes, manifest->dimensions[found].length, &bytes))
            return false;
        variable->dims[variable->rank++] = found;
        dims += length;
    }
    return true;
}

/* Position of a dimension among the axes of a variable; SIZE_MAX where it is none of them. */
static size_t axis_named(const cb_manifest *manifest, const cb_variable *variable, const char *name)
{
    for (size_t a = 0; a < variable->rank; a++)
        if (!strcmp(manifest->dimensions[variable->dims[a]].name, name))
            return a;
    return SIZE_MAX;
}

static bool axes_are_ordered(const cb_manifest *manifest, const cb_variable *variable, bool chunked)
{
    size_t variant = axis_named(manifest, variable, "variant"), member = axis_named(manifest, variable, "member");
    if (!chunked)
        return true;
    return member != SIZE_MAX && member == (variant == SIZE_MAX ? 0 : 1) && (variant == SIZE_MAX || variant == 0);
}

static size_t values_of(const cb_manifest *manifest, const cb_variable *variable)
{
    size_t values = 1;
    for (size_t a = 0; a < variable->rank; a++)
        values *= manifest->dimensions[variable->dims[a]].length;
    return values;
}

static cb_status add_variable(cb_manifest *manifest, cb_variable variable, bool copied, size_t *index)
{
    if (!copied || !grow(&manifest->variables, manifest->variable_count, sizeof variable)) {
        variable_clear(&variable, values_of(manifest, &variable));
        return CB_ERROR_MEMORY;
    }
    if (index)
        *index = manifest->variable_count;
    manifest->variables[manifest->variable_count++] = variable;
    return CB_OK;
}

cb_status cb_manifest_add_variable(cb_manifest *manifest, const char *name, const char *unit, const char *long_name,
                                   const char *dims, bool persons, const char *coordinates, const double *values,
                                   size_t *index)
{
    cb_variable made = {.persons = persons};
    if (!name_is_free(manifest, name) || !resolve_dims(manifest, dims, &made) ||
        !axes_are_ordered(manifest, &made, !values))
        return CB_ERROR_INPUT;
    bool copied = copy_text(&made.name, name) && copy_text(&made.unit, unit) && copy_text(&made.long_name, long_name) &&
                  copy_text(&made.coordinates, coordinates);
    if (copied && values)
        copied = (made.values = copy_array(values, values_of(manifest, &made), sizeof *values));
    return add_variable(manifest, made, copied, index);
}

cb_status cb_manifest_add_labels(cb_manifest *manifest, const char *name, const char *long_name, const char *dims,
                                 const char *const *texts)
{
    cb_variable made = {.text = true};
    if (!name_is_free(manifest, name) || !resolve_dims(manifest, dims, &made))
        return CB_ERROR_INPUT;
    bool copied = copy_text(&made.name, name) && copy_text(&made.long_name, long_name) &&
                  copy_texts(&made.texts, texts, values_of(manifest, &made));
    return add_variable(manifest, made, copied, NULL);
}

/* ---- attributes and documents --------------------------------------------------------------------------------------
 */

static cb_status add_attribute(cb_manifest *manifest, const char *name, const char *text, int64_t number)
{
    cb_attribute made = {.number = number};
    for (size_t i = 0; i < manifest->attribute_count; i++)
        if (!strcmp(manifest->attributes[i].name, name))
            return CB_ERROR_INPUT;
    if (!*name)
        return CB_ERROR_INPUT;
    if (!copy_text(&made.name, name) || !copy_text(&made.text, text) ||
        !grow(&manifest->attributes, manifest->attribute_count, sizeof made)) {
        free(made.name);
        free(made.text);
        return CB_ERROR_MEMORY;
    }
    manifest->attributes[manifest->attribute_count++] = made;
    return CB_OK;
}

cb_status cb_manifest_add_attribute(cb_manifest *manifest, const char *name, const char *text)
{
    return add_attribute(manifest, name, text ? text : "", 0);
}

cb_status cb_manifest_add_number(cb_manifest *manifest, const char *name, int64_t number)
{
    return add_attribute(manifest, name, NULL, number);
}

cb_status cb_manifest_add_document(cb_manifest *manifest, const char *name, const char *text)
{
    cb_document made = {0};
    for (size_t i = 0; i < manifest->document_count; i++)
        if (!strcmp(manifest->documents[i].name, name))
            return CB_ERROR_INPUT;
    if (!*name)
        return CB_ERROR_INPUT;
    if (!copy_text(&made.name, name) || !copy_text(&made.text, text ? text : "") ||
        !grow(&manifest->documents, manifest->document_count, sizeof made)) {
        free(made.name);
        free(made.text);
        return CB_ERROR_MEMORY;
    }
    manifest->documents[manifest->document_count++] = made;
    return CB_OK;
}
