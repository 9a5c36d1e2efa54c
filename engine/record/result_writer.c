#include "result_writer.h"

#include <hdf5_hl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ORDER          (H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED)
#define METADATA_CACHE (256 * 1024) /* bytes */
#define DEFLATE_LEVEL  1

/* ---- property lists ---------------------------------------------------------------------------------------------- */

/* No time stamps, so that equal content is equal bytes; creation order, so that readers list things as they were made.
 */
static hid_t ordered_properties(hid_t class, bool links)
{
    hid_t properties = H5Pcreate(class);
    if (properties >= 0 && H5Pset_obj_track_times(properties, false) >= 0 &&
        H5Pset_attr_creation_order(properties, ORDER) >= 0 &&
        (!links || H5Pset_link_creation_order(properties, ORDER) >= 0))
        return properties;
    cb_hdf5_close(properties);
    return -1;
}

static const char *axis_name(const cb_manifest *manifest, const cb_variable *variable, size_t axis)
{
    return manifest->dimensions[variable->dims[axis]].name;
}

static void chunk_shape(const cb_manifest *manifest, size_t index, hsize_t *shape)
{
    const cb_variable *variable = &manifest->variables[index];
    for (size_t a = 0; a < variable->rank; a++) {
        const char *name = axis_name(manifest, variable, a);
        shape[a] = !strcmp(name, "variant")  ? 1
                   : !strcmp(name, "member") ? CB_CHUNK_MEMBERS
                   : !strcmp(name, "time")   ? cb_manifest_chunk_span(manifest, index)
                                             : manifest->dimensions[variable->dims[a]].length;
    }
}

static bool set_chunks(hid_t properties, const cb_manifest *manifest, size_t index)
{
    hsize_t shape[CB_MAX_RANK];
    chunk_shape(manifest, index, shape);
    return H5Pset_chunk(properties, (int)manifest->variables[index].rank, shape) >= 0 &&
           H5Pset_shuffle(properties) >= 0 && H5Pset_deflate(properties, DEFLATE_LEVEL) >= 0;
}

static hid_t variable_properties(const cb_manifest *manifest, size_t index)
{
    const double fill = NAN;
    hid_t properties = ordered_properties(H5P_DATASET_CREATE, false);
    bool done = properties >= 0;
    if (done && !manifest->variables[index].text)
        done = H5Pset_fill_value(properties, H5T_NATIVE_DOUBLE, &fill) >= 0;
    if (done && cb_manifest_is_chunked(manifest, index))
        done = set_chunks(properties, manifest, index);
    if (done)
        return properties;
    cb_hdf5_close(properties);
    return -1;
}

/* ---- datasets ---------------------------------------------------------------------------------------------------- */

/* Creates a dataset and writes `values` unless NULL; negative where that fails. Takes the properties. */
static hid_t dataset_make(hid_t group, const char *name, hid_t stored, hid_t given, hid_t space, hid_t properties,
                          const void *values)
{
    hid_t dataset = -1;
    if (stored >= 0 && space >= 0 && properties >= 0)
        dataset = H5Dcreate2(group, name, stored, space, H5P_DEFAULT, properties, H5P_DEFAULT);
    bool done = dataset >= 0 && (!values || H5Dwrite(dataset, given, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
    done &= cb_hdf5_close(properties);
    if (done)
        return dataset;
    cb_hdf5_close(dataset);
    return -1;
}

static bool put_labels(hid_t dataset, const char *unit, const char *long_name)
{
    return (!long_name || cb_hdf5_put_text(dataset, "long_name", long_name)) &&
           (!unit || !*unit || cb_hdf5_put_text(dataset, "units", unit));
}

static bool fits_int32(const cb_dimension *dimension)
{
    for (size_t i = 0; i < dimension->length; i++)
        if (dimension->integers[i] < INT32_MIN || dimension->integers[i] > INT32_MAX)
            return false;
    return true;
}

static hid_t scale_make(hid_t file, const cb_dimension *dimension)
{
    hsize_t length = dimension->length;
    hid_t properties = ordered_properties(H5P_DATASET_CREATE, false);
    hid_t space = H5Screate_simple(1, &length, NULL), text = cb_hdf5_text_type(), scale;
    if (dimension->type == CB_SCALE_TEXT)
        scale = dataset_make(file, dimension->name, text, text, space, properties, dimension->texts);
    else
        scale = dataset_make(file, dimension->name, fits_int32(dimension) ? H5T_STD_I32LE : H5T_STD_I64LE,
                             H5T_NATIVE_INT64, space, properties, dimension->integers);
    bool done = scale >= 0 && H5DSset_scale(scale, dimension->name) >= 0 &&
                put_labels(scale, dimension->unit, dimension->long_name);
    done &= cb_hdf5_close(text);
    done &= cb_hdf5_close(space);
    if (done)
        return scale;
    cb_hdf5_close(scale);
    return -1;
}

/* HDF5 refuses a chunk that is longer than the axis may become: with less than 8 members, room for 8. */
static hid_t variable_space(const cb_manifest *manifest, size_t index)
{
    const cb_variable *variable = &manifest->variables[index];
    hsize_t lengths[CB_MAX_RANK], most[CB_MAX_RANK];
    chunk_shape(manifest, index, most);
    for (size_t a = 0; a < variable->rank; a++) {
        lengths[a] = manifest->dimensions[variable->dims[a]].length;
        most[a] = most[a] < lengths[a] ? lengths[a] : most[a];
    }
    if (!variable->rank)
        return H5Screate(H5S_SCALAR);
    return H5Screate_simple((int)variable->rank, lengths, cb_manifest_is_chunked(manifest, index) ? most : NULL);
}

/* netCDF wants it as an array of one entry. */
static bool put_fill_value(hid_t dataset)
{
    const double fill = NAN;
    const hsize_t one = 1;
    hid_t space = H5Screate_simple(1, &one, NULL), attribute = -1;
    if (space >= 0)
        attribute = H5Acreate2(dataset, "_FillValue", H5T_IEEE_F64LE, space, H5P_DEFAULT, H5P_DEFAULT);
    bool done = attribute >= 0 && H5Awrite(attribute, H5T_NATIVE_DOUBLE, &fill) >= 0;
    done &= cb_hdf5_close(attribute);
    return cb_hdf5_close(space) && done;
}

static bool variable_describe(const cb_result_writer *writer, hid_t dataset, const cb_variable *variable)
{
    bool done = put_labels(dataset, variable->unit, variable->long_name);
    if (done && !variable->text)
        done = put_fill_value(dataset);
    if (done && variable->coordinates)
        done = cb_hdf5_put_text(dataset, "coordinates", variable->coordinates);
    for (size_t a = 0; a < variable->rank && done; a++)
        done = H5DSattach_scale(dataset, writer->scales[variable->dims[a]], (unsigned)a) >= 0;
    return done;
}

static bool variable_make(const cb_result_writer *writer, size_t index)
{
    const cb_variable *variable = &writer->manifest->variables[index];
    hid_t properties = variable_properties(writer->manifest, index), text = cb_hdf5_text_type();
    hid_t space = variable_space(writer->manifest, index), dataset;
    if (variable->text)
        dataset = dataset_make(writer->file, variable->name, text, text, space, properties, variable->texts);
    else
        dataset = dataset_make(writer->file, variable->name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, space, properties,
                               variable->values);
    bool done = dataset >= 0 && variable_describe(writer, dataset, variable);
    done &= cb_hdf5_close(dataset);
    done &= cb_hdf5_close(text);
    return cb_hdf5_close(space) && done;
}

/* ---- documents --------------------------------------------------------------------------------------------------- */

static bool document_make(hid_t group, const cb_document *document)
{
    char *name = strdup(document->name);
    if (!name)
        return false;
    for (char *slash = name; (slash = strchr(slash, '/'));)
        *slash = ':';
    hid_t text = cb_hdf5_text_type(), space = H5Screate(H5S_SCALAR);
    hid_t dataset =
        dataset_make(group, name, text, text, space, ordered_properties(H5P_DATASET_CREATE, false), &document->text);
    bool done = dataset >= 0;
    if (done && strcmp(name, document->name))
        done = cb_hdf5_put_text(dataset, CB_RESULT_DOCUMENT_NAME, document->name);
    free(name);
    done &= cb_hdf5_close(dataset);
    done &= cb_hdf5_close(text);
    return cb_hdf5_close(space) && done;
}

static bool documents_make(hid_t file, const cb_manifest *manifest)
{
    hid_t properties = ordered_properties(H5P_GROUP_CREATE, true), group = -1;
    if (properties >= 0)
        group = H5Gcreate2(file, CB_RESULT_DOCUMENTS, H5P_DEFAULT, properties, H5P_DEFAULT);
    bool done = group >= 0;
    for (size_t i = 0; i < manifest->document_count && done; i++)
        done = document_make(group, &manifest->documents[i]);
    done &= cb_hdf5_close(group);
    return cb_hdf5_close(properties) && done;
}

/* ---- file -------------------------------------------------------------------------------------------------------- */

static bool put_attributes(hid_t file, const cb_manifest *manifest)
{
    bool done = true;
    for (size_t i = 0; i < manifest->attribute_count && done; i++) {
        const cb_attribute *attribute = &manifest->attributes[i];
        done = attribute->text ? cb_hdf5_put_text(file, attribute->name, attribute->text)
                               : cb_hdf5_put_number(file, attribute->name, attribute->number);
    }
    return done && cb_hdf5_put_number(file, CB_RESULT_MARK, CB_RESULT_FORMAT);
}

static bool scales_make(cb_result_writer *writer)
{
    const cb_manifest *manifest = writer->manifest;
    for (size_t i = 0; i < manifest->dimension_count; i++)
        if ((writer->scales[i] = scale_make(writer->file, &manifest->dimensions[i])) < 0)
            return false;
    return true;
}

/* The cache of metadata held at its first size: left alone it grows with the number of chunks. */
static hid_t frugal_access(void)
{
    H5AC_cache_config_t cache = {.version = H5AC__CURR_CACHE_CONFIG_VERSION};
    hid_t properties = H5Pcreate(H5P_FILE_ACCESS);
    if (properties >= 0 && H5Pget_mdc_config(properties, &cache) >= 0) {
        cache.set_initial_size = true;
        cache.initial_size = cache.max_size = cache.min_size = METADATA_CACHE;
        cache.incr_mode = H5C_incr__off;
        cache.flash_incr_mode = H5C_flash_incr__off;
        cache.decr_mode = H5C_decr__off;
        if (H5Pset_mdc_config(properties, &cache) >= 0)
            return properties;
    }
    cb_hdf5_close(properties);
    return -1;
}

bool cb_result_writer_create(cb_result_writer *writer, const char *path, const cb_manifest *manifest)
{
    *writer = (cb_result_writer){.manifest = manifest, .file = -1, .variable = -1};
    writer->scales = malloc((manifest->dimension_count + 1) * sizeof *writer->scales);
    if (!writer->scales)
        return false;
    for (size_t i = 0; i < manifest->dimension_count; i++)
        writer->scales[i] = -1;
    hid_t properties = ordered_properties(H5P_FILE_CREATE, true);
    hid_t access = frugal_access();
    if (properties >= 0 && access >= 0)
        writer->file = H5Fcreate(path, H5F_ACC_TRUNC, properties, access);
    bool done = writer->file >= 0 && put_attributes(writer->file, manifest) && scales_make(writer);
    for (size_t i = 0; i < manifest->variable_count && done; i++)
        done = variable_make(writer, i);
    if (done)
        done = documents_make(writer->file, manifest);
    done &= cb_hdf5_close(access);
    return cb_hdf5_close(properties) && done;
}

static bool open_variable(cb_result_writer *writer, size_t index)
{
    if (writer->variable >= 0 && writer->variable_index == index)
        return true;
    if (!cb_hdf5_close(writer->variable))
        return false;
    writer->variable = H5Dopen2(writer->file, writer->manifest->variables[index].name, H5P_DEFAULT);
    writer->variable_index = index;
    return writer->variable >= 0;
}

bool cb_result_writer_chunk(cb_result_writer *writer, cb_chunk_key key, const void *bytes, size_t size)
{
    const cb_variable *variable = &writer->manifest->variables[key.variable];
    hsize_t offset[CB_MAX_RANK] = {0};
    for (size_t a = 0; a < variable->rank; a++) {
        const char *name = axis_name(writer->manifest, variable, a);
        if (!strcmp(name, "variant"))
            offset[a] = key.variant;
        else if (!strcmp(name, "member"))
            offset[a] = (hsize_t)key.chunk * CB_CHUNK_MEMBERS;
        else if (!strcmp(name, "time"))
            offset[a] = key.part * cb_manifest_chunk_span(writer->manifest, key.variable);
    }
    return open_variable(writer, key.variable) &&
           H5Dwrite_chunk(writer->variable, H5P_DEFAULT, 0, offset, size, bytes) >= 0;
}

/* Flushes before it closes: H5Fclose may succeed although data was lost. */
bool cb_result_writer_close(cb_result_writer *writer)
{
    bool done = cb_hdf5_close(writer->variable);
    for (size_t i = 0; writer->scales && i < writer->manifest->dimension_count; i++)
        done &= cb_hdf5_close(writer->scales[i]);
    free(writer->scales);
    writer->scales = NULL;
    if (writer->file >= 0) {
        done &= H5Fflush(writer->file, H5F_SCOPE_GLOBAL) >= 0;
        done &= H5Fclose(writer->file) >= 0;
    }
    writer->file = -1;
    return done;
}
