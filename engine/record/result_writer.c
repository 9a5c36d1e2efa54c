#include "result_writer.h"

#include <hdf5_hl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "result_layout.h"

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
    hid_t properties = cb_result_layout_ordered(H5P_DATASET_CREATE, false);
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
    hid_t properties = cb_result_layout_variable(writer->manifest, index), text = cb_hdf5_text_type();
    hid_t space = cb_result_layout_space(writer->manifest, index), dataset;
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
    hid_t dataset = dataset_make(group, name, text, text, space, cb_result_layout_ordered(H5P_DATASET_CREATE, false),
                                 &document->text);
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
    hid_t properties = cb_result_layout_ordered(H5P_GROUP_CREATE, true), group = -1;
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

bool cb_result_writer_create(cb_result_writer *writer, const char *path, const cb_manifest *manifest)
{
    *writer = (cb_result_writer){.manifest = manifest, .file = -1, .variable = -1};
    writer->scales = malloc((manifest->dimension_count + 1) * sizeof *writer->scales);
    if (!writer->scales)
        return false;
    for (size_t i = 0; i < manifest->dimension_count; i++)
        writer->scales[i] = -1;
    hid_t properties = cb_result_layout_ordered(H5P_FILE_CREATE, true);
    hid_t access = cb_result_layout_access();
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
    hsize_t offset[CB_MAX_RANK];
    cb_result_layout_offset(writer->manifest, key, offset);
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
