#include "result_file.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "journal_file.h"
#include "result_content.h"
#include "result_writer.h"

/* Decompressed chunks of one variable, so that reading it target by target inflates each once. */
#define CACHE_BYTES ((size_t)64 << 20)
#define CACHE_SLOTS 12421 /* a prime, as HDF5 advises */

struct cb_result {
    char *path;
    hid_t file, dataset; /* the variable that was read last */
    size_t variable;
    cb_manifest *manifest;
};

/* ---- open -------------------------------------------------------------------------------------------------------- */

/* What HDF5 would only call "not an HDF5 file". */
static cb_status check_file(const char *path, cb_fault *fault)
{
    char magic[sizeof CB_JOURNAL_MAGIC - 1] = {0};
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = file < 0 ? -1 : pread(file, magic, sizeof magic, 0);
    int reason = errno;
    if (file >= 0)
        close(file);
    if (got < 0)
        return cb_fault_set(fault, CB_ERROR_INPUT, "%s: %s", path, strerror(reason));
    if (!memcmp(magic, CB_JOURNAL_MAGIC, sizeof magic))
        return cb_fault_set(fault, CB_ERROR_INPUT,
                            "%s: a journal, not yet a result file: `conurb merge` makes one of the journals of all "
                            "shards, --resume ends an unfinished run",
                            path);
    return CB_OK;
}

static cb_status check_mark(const cb_result *result, cb_fault *fault)
{
    double format = NAN;
    hid_t mark = -1;
    if (H5Aexists(result->file, CB_RESULT_MARK) > 0)
        mark = H5Aopen(result->file, CB_RESULT_MARK, H5P_DEFAULT);
    bool read = mark >= 0 && H5Aread(mark, H5T_NATIVE_DOUBLE, &format) >= 0;
    cb_hdf5_close(mark);
    if (!read)
        return cb_fault_set(fault, CB_ERROR_INPUT, "%s: an HDF5 file, but no result file of conurb", result->path);
    if (format != CB_RESULT_FORMAT)
        return cb_fault_set(fault, CB_ERROR_INPUT,
                            "%s: has result format %g, this program reads format %d: use the program that wrote it",
                            result->path, format, CB_RESULT_FORMAT);
    return CB_OK;
}

static cb_status result_load(cb_result *result, const cb_hdf5_session *session, cb_fault *fault)
{
    if (H5Fis_hdf5(result->path) <= 0)
        return cb_fault_set(fault, CB_ERROR_INPUT, "%s: not a result file of conurb (no HDF5 file)", result->path);
    result->file = H5Fopen(result->path, H5F_ACC_RDONLY, H5P_DEFAULT);
    if (result->file < 0)
        return cb_fault_set(fault, CB_ERROR_INPUT, "%s: damaged or cut off: %s", result->path, session->reason);
    cb_status status = check_mark(result, fault);
    if (status)
        return status;
    status = cb_result_content_read(result->file, &result->manifest);
    if (status == CB_ERROR_INPUT)
        status = cb_fault_set(fault, status, "%s: damaged, or changed by another program: %s", result->path,
                              session->reason[0] ? session->reason : "its contents do not fit together");
    return status;
}

cb_status cb_result_open(cb_result **result, const char *path, cb_fault *fault)
{
    cb_hdf5_session session;
    cb_status status = check_file(path, fault);
    if (status)
        return status;
    cb_result *made = calloc(1, sizeof *made);
    if (!made)
        return CB_ERROR_MEMORY;
    *made = (cb_result){.path = strdup(path), .file = -1, .dataset = -1};
    cb_hdf5_begin(&session);
    status = made->path ? result_load(made, &session, fault) : CB_ERROR_MEMORY;
    cb_hdf5_end(&session);
    if (status) {
        cb_result_close(made);
        return status;
    }
    *result = made;
    return CB_OK;
}

void cb_result_close(cb_result *result)
{
    if (!result)
        return;
    cb_hdf5_close(result->dataset);
    cb_hdf5_close(result->file);
    cb_manifest_free(result->manifest);
    free(result->path);
    free(result);
}

/* ---- contents ---------------------------------------------------------------------------------------------------- */

const cb_manifest *cb_result_manifest(const cb_result *result)
{
    return result->manifest;
}

const cb_dimension *cb_result_dimension(const cb_result *result, const char *name)
{
    size_t found = cb_manifest_find_dimension(result->manifest, name);
    return found == SIZE_MAX ? NULL : &result->manifest->dimensions[found];
}

const cb_variable *cb_result_variable(const cb_result *result, const char *name)
{
    size_t found = cb_manifest_find_variable(result->manifest, name);
    return found == SIZE_MAX ? NULL : &result->manifest->variables[found];
}

size_t cb_dimension_find(const cb_dimension *dimension, const char *text)
{
    for (size_t i = 0; dimension->texts && i < dimension->length; i++)
        if (!strcmp(dimension->texts[i], text))
            return i;
    return SIZE_MAX;
}

static const cb_attribute *attribute_named(const cb_result *result, const char *name)
{
    for (size_t i = 0; i < result->manifest->attribute_count; i++)
        if (!strcmp(result->manifest->attributes[i].name, name))
            return &result->manifest->attributes[i];
    return NULL;
}

const char *cb_result_attribute(const cb_result *result, const char *name)
{
    const cb_attribute *found = attribute_named(result, name);
    return found ? found->text : NULL;
}

double cb_result_number(const cb_result *result, const char *name)
{
    const cb_attribute *found = attribute_named(result, name);
    return found && !found->text ? (double)found->number : NAN;
}

const char *cb_result_document(const cb_result *result, const char *name)
{
    for (size_t i = 0; i < result->manifest->document_count; i++)
        if (!strcmp(result->manifest->documents[i].name, name))
            return result->manifest->documents[i].text;
    return NULL;
}

/* ---- values ------------------------------------------------------------------------------------------------------ */

/* The open one where it is the same; negative where HDF5 fails. */
static hid_t dataset_of(cb_result *result, size_t variable)
{
    if (result->dataset >= 0 && result->variable == variable)
        return result->dataset;
    cb_hdf5_close(result->dataset);
    result->dataset = -1;
    result->variable = variable;
    hid_t properties = H5Pcreate(H5P_DATASET_ACCESS);
    if (properties >= 0 && H5Pset_chunk_cache(properties, CACHE_SLOTS, CACHE_BYTES, 1.0) >= 0)
        result->dataset = H5Dopen2(result->file, result->manifest->variables[variable].name, properties);
    cb_hdf5_close(properties);
    return result->dataset;
}

static bool read_slab(hid_t dataset, size_t rank, const size_t *start, const size_t *count, double *values)
{
    hsize_t from[CB_MAX_RANK], length[CB_MAX_RANK];
    for (size_t a = 0; a < rank; a++) {
        from[a] = start[a];
        length[a] = count[a];
    }
    if (dataset < 0)
        return false;
    if (!rank)
        return H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0;
    hid_t space = H5Dget_space(dataset), memory = H5Screate_simple((int)rank, length, NULL);
    bool done = space >= 0 && memory >= 0 &&
                H5Sselect_hyperslab(space, H5S_SELECT_SET, from, NULL, length, NULL) >= 0 &&
                H5Dread(dataset, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, values) >= 0;
    cb_hdf5_close(memory);
    cb_hdf5_close(space);
    return done;
}

static bool is_inside(const cb_result *result, const cb_variable *variable, const size_t *start, const size_t *count)
{
    for (size_t a = 0; a < variable->rank; a++) {
        size_t length = result->manifest->dimensions[variable->dims[a]].length;
        if (start[a] > length || count[a] > length - start[a])
            return false;
    }
    return true;
}

cb_status cb_result_read(cb_result *result, const char *variable, const size_t *start, const size_t *count,
                         double *values, cb_fault *fault)
{
    cb_hdf5_session session;
    size_t index = cb_manifest_find_variable(result->manifest, variable);
    const cb_variable *found = index == SIZE_MAX ? NULL : &result->manifest->variables[index];
    if (!found || found->text)
        return cb_fault_set(fault, CB_ERROR_INPUT, "%s: holds no numbers named '%s'", result->path, variable);
    if (!is_inside(result, found, start, count))
        return cb_fault_set(fault, CB_ERROR_INPUT, "%s: '%s' does not reach that far", result->path, variable);
    cb_hdf5_begin(&session);
    bool done = read_slab(dataset_of(result, index), found->rank, start, count, values);
    cb_hdf5_end(&session);
    if (done)
        return CB_OK;
    return cb_fault_set(fault, CB_ERROR_IO, "%s: reading '%s' failed: %s", result->path, variable,
                        session.reason[0] ? session.reason : "out of memory");
}
