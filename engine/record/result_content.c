#include "result_content.h"

#include <hdf5_hl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "result_writer.h"

#define DIMS_SIZE 1024 /* of the names of all axes of a variable */

/* ---- entries ----------------------------------------------------------------------------------------------------- */

/* All entries of a dataset: texts, or numbers of eight bytes. */
typedef struct entries {
    bool text;
    size_t count;
    void *values;
    hid_t type, space; /* HDF5 releases texts by these */
} entries;

static bool is_text(hid_t dataset)
{
    hid_t type = H5Dget_type(dataset);
    bool text = type >= 0 && H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) > 0;
    cb_hdf5_close(type);
    return text;
}

static void entries_release(entries *e)
{
    if (e->text && e->values)
        H5Dvlen_reclaim(e->type, e->space, H5P_DEFAULT, e->values);
    free(e->values);
    cb_hdf5_close(e->space);
    cb_hdf5_close(e->type);
}

/* Numbers as `number`, an eight-byte type. Release in any case. */
static cb_status entries_read(entries *e, hid_t dataset, hid_t number)
{
    *e = (entries){.text = is_text(dataset), .space = H5Dget_space(dataset)};
    e->type = e->text ? cb_hdf5_text_type() : H5Tcopy(number);
    hssize_t count = e->space < 0 ? -1 : H5Sget_simple_extent_npoints(e->space);
    if (count < 0 || e->type < 0)
        return CB_ERROR_INPUT;
    e->count = (size_t)count;
    e->values = calloc(e->count + 1, sizeof(double));
    if (!e->values)
        return CB_ERROR_MEMORY;
    return H5Dread(dataset, e->type, H5S_ALL, H5S_ALL, H5P_DEFAULT, e->values) >= 0 ? CB_OK : CB_ERROR_INPUT;
}

/* ---- descriptions ------------------------------------------------------------------------------------------------ */

typedef struct description {
    char *unit, *long_name, *coordinates;
} description;

static bool description_read(description *d, hid_t dataset)
{
    *d = (description){0};
    return cb_hdf5_get_text(dataset, "units", &d->unit) && cb_hdf5_get_text(dataset, "long_name", &d->long_name) &&
           cb_hdf5_get_text(dataset, "coordinates", &d->coordinates);
}

static void description_free(description *d)
{
    free(d->unit);
    free(d->long_name);
    free(d->coordinates);
}

/* ---- dimensions -------------------------------------------------------------------------------------------------- */

static cb_status add_dimension(cb_manifest *manifest, const char *name, const description *d, const entries *e)
{
    if (e->text)
        return cb_manifest_add_texts(manifest, name, d->long_name, e->count, e->values, NULL);
    return cb_manifest_add_integers(manifest, name, d->unit, d->long_name, e->count, e->values, NULL);
}

static cb_status take_dimension(cb_manifest *manifest, hid_t dataset, const char *name)
{
    description d;
    entries e;
    if (H5DSis_scale(dataset) <= 0)
        return CB_OK;
    cb_status status = entries_read(&e, dataset, H5T_NATIVE_INT64);
    if (!description_read(&d, dataset) && !status)
        status = CB_ERROR_INPUT;
    if (!status)
        status = add_dimension(manifest, name, &d, &e);
    description_free(&d);
    entries_release(&e);
    return status;
}

/* ---- variables --------------------------------------------------------------------------------------------------- */

typedef struct axes {
    const cb_manifest *manifest;
    hsize_t extent[CB_MAX_RANK];
    char dims[DIMS_SIZE]; /* "variant member time " */
} axes;

static herr_t take_axis(hid_t dataset, unsigned axis, hid_t scale, void *data)
{
    axes *found = data;
    size_t used = strlen(found->dims);
    ssize_t length = H5DSget_scale_name(scale, found->dims + used, DIMS_SIZE - used);
    (void)dataset;
    if (length <= 0 || used + (size_t)length + 2 > DIMS_SIZE)
        return -1;
    size_t dimension = cb_manifest_find_dimension(found->manifest, found->dims + used);
    if (dimension == SIZE_MAX || found->manifest->dimensions[dimension].length != found->extent[axis])
        return -1;
    memcpy(found->dims + used + length, " ", sizeof " ");
    return 1;
}

/* Every axis has a scale, and is as long as it. */
static bool axes_read(axes *found, const cb_manifest *manifest, hid_t dataset)
{
    *found = (axes){.manifest = manifest};
    hid_t space = H5Dget_space(dataset);
    int rank = space < 0 ? -1 : H5Sget_simple_extent_ndims(space);
    bool done = rank >= 0 && rank <= CB_MAX_RANK && H5Sget_simple_extent_dims(space, found->extent, NULL) >= 0;
    for (int a = 0; a < rank && done; a++)
        done = H5DSiterate_scales(dataset, (unsigned)a, NULL, take_axis, found) > 0;
    cb_hdf5_close(space);
    return done;
}

static bool is_chunked(hid_t dataset)
{
    hid_t properties = H5Dget_create_plist(dataset);
    bool chunked = properties >= 0 && H5Pget_layout(properties) == H5D_CHUNKED;
    cb_hdf5_close(properties);
    return chunked;
}

static cb_status add_contiguous(cb_manifest *manifest, hid_t dataset, const char *name, const description *d,
                                const char *dims)
{
    entries e;
    cb_status status = entries_read(&e, dataset, H5T_NATIVE_DOUBLE);
    if (!status && e.text)
        status = cb_manifest_add_labels(manifest, name, d->long_name, dims, e.values);
    else if (!status)
        status = cb_manifest_add_variable(manifest, name, d->unit, d->long_name, dims, false, d->coordinates, e.values,
                                          NULL);
    entries_release(&e);
    return status;
}

static cb_status take_variable(cb_manifest *manifest, hid_t dataset, const char *name)
{
    description d;
    axes found;
    if (H5DSis_scale(dataset) > 0)
        return CB_OK;
    cb_status status = description_read(&d, dataset) && axes_read(&found, manifest, dataset) ? CB_OK : CB_ERROR_INPUT;
    if (!status && is_chunked(dataset))
        status =
            cb_manifest_add_variable(manifest, name, d.unit, d.long_name, found.dims, false, d.coordinates, NULL, NULL);
    else if (!status)
        status = add_contiguous(manifest, dataset, name, &d, found.dims);
    description_free(&d);
    return status;
}

/* ---- documents --------------------------------------------------------------------------------------------------- */

static cb_status take_document(cb_manifest *manifest, hid_t dataset, const char *name)
{
    char *own = NULL; /* where it holds a slash */
    entries e;
    cb_status status = entries_read(&e, dataset, H5T_NATIVE_DOUBLE);
    if (!status && (!e.text || e.count != 1 || !cb_hdf5_get_text(dataset, CB_RESULT_DOCUMENT_NAME, &own)))
        status = CB_ERROR_INPUT;
    if (!status)
        status = cb_manifest_add_document(manifest, own ? own : name, *(char **)e.values);
    free(own);
    entries_release(&e);
    return status;
}

/* ---- attributes -------------------------------------------------------------------------------------------------- */

static char *attribute_name(hid_t attribute)
{
    ssize_t length = H5Aget_name(attribute, 0, NULL);
    char *name = length > 0 ? malloc((size_t)length + 1) : NULL;
    if (name && H5Aget_name(attribute, (size_t)length + 1, name) == length)
        return name;
    free(name);
    return NULL;
}

static cb_status take_attribute(cb_manifest *manifest, hid_t file, hid_t attribute, const char *name)
{
    char *text = NULL;
    int64_t number;
    if (!strcmp(name, CB_RESULT_MARK))
        return CB_OK;
    cb_status status = cb_hdf5_get_text(file, name, &text) ? CB_OK : CB_ERROR_INPUT;
    if (!status && text)
        status = cb_manifest_add_attribute(manifest, name, text);
    else if (!status && H5Aread(attribute, H5T_NATIVE_INT64, &number) >= 0)
        status = cb_manifest_add_number(manifest, name, number);
    else
        status = CB_ERROR_INPUT;
    free(text);
    return status;
}

static cb_status take_attributes(cb_manifest *manifest, hid_t file)
{
    H5O_info_t about;
    cb_status status = H5Oget_info(file, &about) >= 0 ? CB_OK : CB_ERROR_INPUT;
    for (hsize_t i = 0; !status && i < about.num_attrs; i++) {
        hid_t attribute = H5Aopen_by_idx(file, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, H5P_DEFAULT, H5P_DEFAULT);
        char *name = attribute < 0 ? NULL : attribute_name(attribute);
        status = name ? take_attribute(manifest, file, attribute, name) : CB_ERROR_INPUT;
        free(name);
        cb_hdf5_close(attribute);
    }
    return status;
}

/* ---- all --------------------------------------------------------------------------------------------------------- */

/* The i-th object that was made in the group, and its name; negative where that fails. */
static hid_t open_link(hid_t group, hsize_t i, char **name)
{
    ssize_t length = H5Lget_name_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, NULL, 0, H5P_DEFAULT);
    *name = length > 0 ? malloc((size_t)length + 1) : NULL;
    if (!*name || H5Lget_name_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, *name, (size_t)length + 1,
                                     H5P_DEFAULT) != length)
        return -1;
    return H5Oopen(group, *name, H5P_DEFAULT);
}

typedef cb_status take(cb_manifest *manifest, hid_t dataset, const char *name);

static cb_status take_each(cb_manifest *manifest, hid_t group, take *one)
{
    H5G_info_t about;
    cb_status status = H5Gget_info(group, &about) >= 0 ? CB_OK : CB_ERROR_INPUT;
    for (hsize_t i = 0; !status && i < about.nlinks; i++) {
        char *name = NULL;
        hid_t object = open_link(group, i, &name);
        if (object < 0)
            status = CB_ERROR_INPUT;
        else if (H5Iget_type(object) == H5I_DATASET)
            status = one(manifest, object, name);
        cb_hdf5_close(object);
        free(name);
    }
    return status;
}

cb_status cb_result_content_read(hid_t file, cb_manifest **manifest)
{
    cb_manifest *made = NULL;
    hid_t documents = H5Gopen2(file, CB_RESULT_DOCUMENTS, H5P_DEFAULT);
    cb_status status = documents < 0 ? CB_ERROR_INPUT : cb_manifest_create(&made);
    if (!status)
        status = take_attributes(made, file);
    if (!status)
        status = take_each(made, file, take_dimension);
    if (!status)
        status = take_each(made, file, take_variable);
    if (!status)
        status = take_each(made, documents, take_document);
    cb_hdf5_close(documents);
    if (status) {
        cb_manifest_free(made);
        return status;
    }
    made->last_chunk = cb_manifest_chunks(made);
    *manifest = made;
    return CB_OK;
}
