#include "result_layout.h"

#include <math.h>
#include <string.h>

#include "hdf5_tools.h"

#define ORDER          (H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED)
#define METADATA_CACHE (256 * 1024) /* bytes */
#define DEFLATE_LEVEL  1

hid_t cb_result_layout_ordered(hid_t class, bool links)
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

hid_t cb_result_layout_variable(const cb_manifest *manifest, size_t index)
{
    const double fill = NAN;
    hid_t properties = cb_result_layout_ordered(H5P_DATASET_CREATE, false);
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

/* HDF5 refuses a chunk that is longer than the axis may become: with less than 8 members, room for 8. */
hid_t cb_result_layout_space(const cb_manifest *manifest, size_t index)
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

hid_t cb_result_layout_access(void)
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

void cb_result_layout_offset(const cb_manifest *manifest, cb_chunk_key key, hsize_t *offset)
{
    const cb_variable *variable = &manifest->variables[key.variable];
    for (size_t a = 0; a < variable->rank; a++) {
        const char *name = axis_name(manifest, variable, a);
        offset[a] = !strcmp(name, "variant")  ? key.variant
                    : !strcmp(name, "member") ? (hsize_t)key.chunk * CB_CHUNK_MEMBERS
                    : !strcmp(name, "time")   ? key.part * cb_manifest_chunk_span(manifest, key.variable)
                                              : 0;
    }
}
