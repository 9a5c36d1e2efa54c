/* A manifest as JSON. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "manifest.h"

/* The first failure of many calls: a missing text is null, one that is not UTF-8 a failure of its own. */
typedef struct writer {
    cb_status status;
} writer;

static json_t *keep(writer *w, json_t *value)
{
    if (!value && !w->status)
        w->status = CB_ERROR_MEMORY;
    return value;
}

static json_t *text_json(writer *w, const char *text)
{
    json_t *value = text ? json_string(text) : json_null();
    if (!value && !w->status) {
        json_t *unchecked = json_string_nocheck(text);
        w->status = unchecked ? CB_ERROR_INPUT : CB_ERROR_MEMORY;
        json_decref(unchecked);
    }
    return value;
}

static json_t *number_json(writer *w, double number)
{
    if (isnan(number))
        return json_null();
    if (isinf(number))
        return text_json(w, number > 0.0 ? "inf" : "-inf");
    return keep(w, json_real(number));
}

static void put(writer *w, json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) && !w->status)
        w->status = CB_ERROR_MEMORY;
}

static void append(writer *w, json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) && !w->status)
        w->status = CB_ERROR_MEMORY;
}

static json_t *texts_json(writer *w, char *const *texts, size_t count)
{
    json_t *array = keep(w, json_array());
    for (size_t i = 0; i < count; i++)
        append(w, array, text_json(w, texts[i]));
    return array;
}

static json_t *dimension_json(writer *w, const cb_dimension *dimension)
{
    json_t *object = keep(w, json_object());
    put(w, object, "name", text_json(w, dimension->name));
    put(w, object, "unit", text_json(w, dimension->unit));
    put(w, object, "long_name", text_json(w, dimension->long_name));
    if (dimension->type == CB_SCALE_TEXT) {
        put(w, object, "texts", texts_json(w, dimension->texts, dimension->length));
        return object;
    }
    json_t *integers = keep(w, json_array());
    for (size_t i = 0; i < dimension->length; i++)
        append(w, integers, keep(w, json_integer(dimension->integers[i])));
    put(w, object, "integers", integers);
    return object;
}

static json_t *dims_json(writer *w, const cb_manifest *manifest, const cb_variable *variable)
{
    json_t *dims = keep(w, json_array());
    for (size_t a = 0; a < variable->rank; a++)
        append(w, dims, text_json(w, manifest->dimensions[variable->dims[a]].name));
    return dims;
}

static json_t *variable_json(writer *w, const cb_manifest *manifest, size_t index)
{
    const cb_variable *variable = &manifest->variables[index];
    size_t count = cb_manifest_values(manifest, index);
    json_t *object = keep(w, json_object());
    put(w, object, "name", text_json(w, variable->name));
    put(w, object, "unit", text_json(w, variable->unit));
    put(w, object, "long_name", text_json(w, variable->long_name));
    put(w, object, "dims", dims_json(w, manifest, variable));
    put(w, object, "persons", json_boolean(variable->persons));
    put(w, object, "coordinates", text_json(w, variable->coordinates));
    if (variable->text)
        put(w, object, "texts", texts_json(w, variable->texts, count));
    if (variable->values) {
        json_t *values = keep(w, json_array());
        for (size_t i = 0; i < count; i++)
            append(w, values, number_json(w, variable->values[i]));
        put(w, object, "values", values);
    }
    return object;
}

static json_t *attribute_json(writer *w, const cb_attribute *attribute)
{
    json_t *object = keep(w, json_object());
    put(w, object, "name", text_json(w, attribute->name));
    if (attribute->text)
        put(w, object, "text", text_json(w, attribute->text));
    else
        put(w, object, "number", keep(w, json_integer(attribute->number)));
    return object;
}

static json_t *document_json(writer *w, const cb_document *document)
{
    json_t *object = keep(w, json_object());
    put(w, object, "name", text_json(w, document->name));
    put(w, object, "text", text_json(w, document->text));
    return object;
}

static json_t *manifest_json(writer *w, const cb_manifest *manifest, bool with_span)
{
    json_t *root = keep(w, json_object()), *dimensions = keep(w, json_array()), *variables = keep(w, json_array());
    json_t *attributes = keep(w, json_array()), *documents = keep(w, json_array());
    for (size_t i = 0; i < manifest->dimension_count; i++)
        append(w, dimensions, dimension_json(w, &manifest->dimensions[i]));
    for (size_t i = 0; i < manifest->variable_count; i++)
        append(w, variables, variable_json(w, manifest, i));
    for (size_t i = 0; i < manifest->attribute_count; i++)
        append(w, attributes, attribute_json(w, &manifest->attributes[i]));
    for (size_t i = 0; i < manifest->document_count; i++)
        append(w, documents, document_json(w, &manifest->documents[i]));
    put(w, root, "format", keep(w, json_integer(CB_MANIFEST_FORMAT)));
    put(w, root, "dimensions", dimensions);
    put(w, root, "variables", variables);
    put(w, root, "attributes", attributes);
    put(w, root, "documents", documents);
    put(w, root, "chunk_bytes", keep(w, json_integer((json_int_t)manifest->chunk_bytes)));
    if (with_span) {
        put(w, root, "first_chunk", keep(w, json_integer((json_int_t)manifest->first_chunk)));
        put(w, root, "last_chunk", keep(w, json_integer((json_int_t)manifest->last_chunk)));
        put(w, root, "shard", keep(w, json_integer((json_int_t)manifest->shard)));
        put(w, root, "shards", keep(w, json_integer((json_int_t)manifest->shards)));
    }
    return root;
}

cb_status cb_manifest_format(const cb_manifest *manifest, bool with_span, char **text)
{
    writer w = {.status = CB_OK};
    json_t *root = manifest_json(&w, manifest, with_span);
    *text = w.status ? NULL : json_dumps(root, JSON_COMPACT | JSON_REAL_PRECISION(17));
    json_decref(root);
    return w.status ? w.status : *text ? CB_OK : CB_ERROR_MEMORY;
}
