#include "result_layout.h"

#include "hdf5_tools.h"
#include "sample.h"

#define MEMBERS 19

static size_t population(const cb_manifest *manifest)
{
    return cb_manifest_find_variable(manifest, "population");
}

/* The chunk of HDF5 is the part of the journal, also where there are fewer members than it has. */
static void assert_shape(size_t members, size_t chunk_bytes, const hsize_t *expected)
{
    hsize_t shape[CB_MAX_RANK], lengths[CB_MAX_RANK], most[CB_MAX_RANK];
    cb_manifest *manifest = sample_manifest(members);
    manifest->chunk_bytes = chunk_bytes;
    hid_t properties = cb_result_layout_variable(manifest, population(manifest));
    hid_t space = cb_result_layout_space(manifest, population(manifest));
    assert_int_equal(H5Pget_chunk(properties, CB_MAX_RANK, shape), 5);
    assert_memory_equal(shape, expected, 5 * sizeof *shape);
    assert_int_equal(H5Sget_simple_extent_dims(space, lengths, most), 5);
    assert_int_equal(lengths[1], members);
    for (size_t a = 0; a < 5; a++)
        assert_true(lengths[a] <= most[a] && shape[a] <= most[a] && most[a] != H5S_UNLIMITED);
    assert_true(cb_hdf5_close(properties) && cb_hdf5_close(space));
    cb_manifest_free(manifest);
}

static void chunks_have_the_shape_of_parts(void **state)
{
    (void)state;
    assert_shape(MEMBERS, 1 << 20, (hsize_t[]){1, 8, 5, 3, 2});
    assert_shape(MEMBERS, 1000, (hsize_t[]){1, 8, 2, 3, 2});
    assert_shape(1, 1, (hsize_t[]){1, 8, 1, 3, 2});
}

static void chunks_are_shuffled_and_deflated(void **state)
{
    unsigned flags, level = 0;
    size_t count = 1;
    cb_manifest *manifest = sample_manifest(MEMBERS);
    hid_t properties = cb_result_layout_variable(manifest, population(manifest));
    (void)state;
    assert_int_equal(H5Pget_nfilters(properties), 2);
    assert_int_equal(H5Pget_filter2(properties, 0, &flags, NULL, NULL, 0, NULL, NULL), H5Z_FILTER_SHUFFLE);
    assert_int_equal(H5Pget_filter2(properties, 1, &flags, &count, &level, 0, NULL, NULL), H5Z_FILTER_DEFLATE);
    assert_int_equal(level, 1);
    assert_true(cb_hdf5_close(properties));
    cb_manifest_free(manifest);
}

static void what_has_no_members_lies_in_one_piece(void **state)
{
    static const char *const names[] = {"place_name", "latitude", "area"};
    cb_manifest *manifest = sample_manifest(MEMBERS);
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t index = cb_manifest_find_variable(manifest, names[i]);
        hid_t properties = cb_result_layout_variable(manifest, index), space = cb_result_layout_space(manifest, index);
        assert_int_equal(H5Pget_layout(properties), H5D_CONTIGUOUS);
        assert_int_equal(H5Sget_simple_extent_npoints(space), cb_manifest_values(manifest, index));
        assert_true(cb_hdf5_close(properties) && cb_hdf5_close(space));
    }
    cb_manifest_free(manifest);
}

static void a_chunk_lies_where_its_members_are(void **state)
{
    hsize_t offset[CB_MAX_RANK];
    cb_manifest *manifest = sample_manifest(MEMBERS);
    uint32_t flow = (uint32_t)cb_manifest_find_variable(manifest, "flow");
    uint32_t weight = (uint32_t)cb_manifest_find_variable(manifest, "weight");
    (void)state;
    manifest->chunk_bytes = 400; /* parts of two years */
    cb_result_layout_offset(manifest, (cb_chunk_key){flow, 1, 2, 2}, offset);
    assert_memory_equal(offset, ((hsize_t[]){1, 16, 0, 4}), 4 * sizeof *offset);
    cb_result_layout_offset(manifest, (cb_chunk_key){weight, 0, 1, 0}, offset);
    assert_int_equal(offset[0], 8);
    cb_manifest_free(manifest);
}

static void nothing_tells_the_time(void **state)
{
    hbool_t times = true;
    (void)state;
    const hid_t classes[] = {H5P_FILE_CREATE, H5P_GROUP_CREATE, H5P_DATASET_CREATE};
    for (size_t i = 0; i < 3; i++) {
        hid_t properties = cb_result_layout_ordered(classes[i], i < 2);
        assert_true(H5Pget_obj_track_times(properties, &times) >= 0);
        assert_false(times);
        assert_true(cb_hdf5_close(properties));
    }
}

static void the_cache_of_metadata_does_not_grow(void **state)
{
    H5AC_cache_config_t cache = {.version = H5AC__CURR_CACHE_CONFIG_VERSION};
    hid_t properties = cb_result_layout_access();
    (void)state;
    assert_true(H5Pget_mdc_config(properties, &cache) >= 0);
    assert_int_equal(cache.max_size, cache.initial_size);
    assert_int_equal(cache.incr_mode, H5C_incr__off);
    assert_int_equal(cache.flash_incr_mode, H5C_flash_incr__off);
    assert_true(cb_hdf5_close(properties));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(chunks_have_the_shape_of_parts),
    cmocka_unit_test(chunks_are_shuffled_and_deflated),
    cmocka_unit_test(what_has_no_members_lies_in_one_piece),
    cmocka_unit_test(a_chunk_lies_where_its_members_are),
    cmocka_unit_test(nothing_tells_the_time),
    cmocka_unit_test(the_cache_of_metadata_does_not_grow),
};
CB_SUITE(tests)
