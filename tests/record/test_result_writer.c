#include "result_writer.h"

#include <hdf5_hl.h>

#include "sample.h"

#define MEMBERS 19

/* A file with everything but its chunks. */
static hid_t written(cb_manifest *manifest)
{
    cb_result_writer writer;
    assert_true(cb_result_writer_create(&writer, sample_path("w.h5"), manifest));
    assert_true(cb_result_writer_close(&writer));
    hid_t file = H5Fopen(sample_path("w.h5"), H5F_ACC_RDONLY, H5P_DEFAULT);
    assert_true(file >= 0);
    return file;
}

static void release(hid_t file, cb_manifest *manifest)
{
    assert_int_equal(H5Fget_obj_count(file, H5F_OBJ_ALL), 1);
    assert_true(H5Fclose(file) >= 0);
    cb_manifest_free(manifest);
}

static void assert_text(hid_t object, const char *name, const char *expected)
{
    char *text = NULL;
    assert_true(cb_hdf5_get_text(object, name, &text));
    if (expected)
        assert_non_null(text);
    else
        assert_null(text);
    if (expected)
        assert_string_equal(text, expected);
    free(text);
}

static void names_stand_in_the_order_of_the_manifest(void **state)
{
    char name[64];
    cb_manifest *manifest = sample_manifest(MEMBERS);
    hid_t file = written(manifest);
    size_t dimensions = manifest->dimension_count, variables = manifest->variable_count;
    (void)state;
    for (size_t i = 0; i <= dimensions + variables; i++) {
        const char *expected = i < dimensions               ? manifest->dimensions[i].name
                               : i < dimensions + variables ? manifest->variables[i - dimensions].name
                                                            : CB_RESULT_DOCUMENTS;
        assert_true(H5Lget_name_by_idx(file, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, name, sizeof name, H5P_DEFAULT) >
                    0);
        assert_string_equal(name, expected);
    }
    release(file, manifest);
}

static void every_dimension_is_a_scale(void **state)
{
    char name[64];
    cb_manifest *manifest = sample_manifest(MEMBERS);
    hid_t file = written(manifest);
    (void)state;
    for (size_t d = 0; d < manifest->dimension_count; d++) {
        hid_t scale = H5Dopen2(file, manifest->dimensions[d].name, H5P_DEFAULT);
        assert_true(H5DSis_scale(scale) > 0);
        assert_true(H5DSget_scale_name(scale, name, sizeof name) > 0);
        assert_string_equal(name, manifest->dimensions[d].name);
        assert_text(scale, "CLASS", "DIMENSION_SCALE");
        assert_text(scale, "units", manifest->dimensions[d].unit);
        assert_text(scale, "long_name", manifest->dimensions[d].long_name);
        assert_true(H5Dclose(scale) >= 0);
    }
    release(file, manifest);
}

static herr_t check_scale(hid_t dataset, unsigned axis, hid_t scale, void *expected)
{
    char name[64];
    (void)dataset;
    (void)axis;
    return H5DSget_scale_name(scale, name, sizeof name) > 0 && !strcmp(name, expected) ? 1 : -1;
}

static void every_axis_has_its_scale(void **state)
{
    cb_manifest *manifest = sample_manifest(MEMBERS);
    hid_t file = written(manifest);
    (void)state;
    for (size_t v = 0; v < manifest->variable_count; v++) {
        const cb_variable *variable = &manifest->variables[v];
        hid_t dataset = H5Dopen2(file, variable->name, H5P_DEFAULT);
        assert_false(H5DSis_scale(dataset));
        for (size_t a = 0; a < variable->rank; a++) {
            assert_int_equal(H5DSget_num_scales(dataset, (unsigned)a), 1);
            assert_true(H5DSiterate_scales(dataset, (unsigned)a, NULL, check_scale,
                                           manifest->dimensions[variable->dims[a]].name) > 0);
        }
        assert_true(H5Dclose(dataset) >= 0);
    }
    release(file, manifest);
}

/* As an array of one entry of the type of the data. */
static void assert_fill_value(hid_t dataset)
{
    double fill = 0.0;
    hsize_t length = 0;
    hid_t attribute = H5Aopen(dataset, "_FillValue", H5P_DEFAULT), space = H5Aget_space(attribute);
    hid_t type = H5Aget_type(attribute), stored = H5Dget_type(dataset);
    assert_int_equal(H5Sget_simple_extent_dims(space, &length, NULL), 1);
    assert_int_equal(length, 1);
    assert_true(H5Tequal(type, stored) > 0);
    assert_true(H5Aread(attribute, H5T_NATIVE_DOUBLE, &fill) >= 0);
    assert_true(isnan(fill));
    assert_true(cb_hdf5_close(stored) && cb_hdf5_close(type) && cb_hdf5_close(space) && cb_hdf5_close(attribute));
}

static void every_variable_says_what_it_is(void **state)
{
    cb_manifest *manifest = sample_manifest(MEMBERS);
    hid_t file = written(manifest);
    (void)state;
    for (size_t v = 0; v < manifest->variable_count; v++) {
        const cb_variable *variable = &manifest->variables[v];
        hid_t dataset = H5Dopen2(file, variable->name, H5P_DEFAULT);
        assert_text(dataset, "units", variable->unit);
        assert_text(dataset, "long_name", variable->long_name);
        assert_text(dataset, "coordinates", variable->coordinates);
        if (variable->text)
            assert_int_equal(H5Aexists(dataset, "_FillValue"), 0);
        else
            assert_fill_value(dataset);
        assert_true(H5Dclose(dataset) >= 0);
    }
    release(file, manifest);
}

/* netCDF tools crash on texts of fixed length. */
static void names_are_texts_of_any_length(void **state)
{
    static const char *const names[] = {"variant", "place", "place_name", CB_RESULT_DOCUMENTS "/scenario"};
    cb_manifest *manifest = sample_manifest(MEMBERS);
    hid_t file = written(manifest);
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        hid_t dataset = H5Dopen2(file, names[i], H5P_DEFAULT), type = H5Dget_type(dataset);
        assert_true(H5Tis_variable_str(type) > 0);
        assert_int_equal(H5Tget_cset(type), H5T_CSET_UTF8);
        assert_true(cb_hdf5_close(type) && cb_hdf5_close(dataset));
    }
    release(file, manifest);
}

static void assert_integers(int64_t integer, hid_t expected)
{
    const int64_t integers[] = {integer, 0};
    cb_manifest *manifest = NULL;
    assert_int_equal(cb_manifest_create(&manifest), CB_OK);
    assert_int_equal(cb_manifest_add_integers(manifest, "time", "year", "t", 2, integers, NULL), CB_OK);
    hid_t file = written(manifest), dataset = H5Dopen2(file, "time", H5P_DEFAULT), type = H5Dget_type(dataset);
    int64_t back[2];
    assert_true(H5Tequal(type, expected) > 0);
    assert_true(H5Dread(dataset, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, back) >= 0);
    assert_memory_equal(back, integers, sizeof back);
    assert_true(cb_hdf5_close(type) && cb_hdf5_close(dataset));
    release(file, manifest);
}

static void integers_are_as_wide_as_needed(void **state)
{
    (void)state;
    assert_integers(2030, H5T_STD_I32LE);
    assert_integers(INT32_MIN, H5T_STD_I32LE);
    assert_integers((int64_t)INT32_MAX + 1, H5T_STD_I64LE);
    assert_integers(INT64_MIN, H5T_STD_I64LE);
}

static void the_root_says_what_the_file_is(void **state)
{
    char text[100001];
    cb_manifest *manifest = sample_manifest(MEMBERS);
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_int_equal(cb_manifest_add_attribute(manifest, "long", text), CB_OK);
    hid_t file = written(manifest);
    (void)state;
    assert_text(file, "Conventions", "CF-1.10");
    assert_text(file, "title", SAMPLE_ODD);
    assert_text(file, "comment", "");
    assert_text(file, "long", text);
    assert_true(H5Aexists(file, "seed") > 0 && H5Aexists(file, CB_RESULT_MARK) > 0);
    release(file, manifest);
}

static void documents_keep_names_with_slashes(void **state)
{
    cb_manifest *manifest = sample_manifest(MEMBERS);
    hid_t file = written(manifest), plain = H5Dopen2(file, CB_RESULT_DOCUMENTS "/scenario", H5P_DEFAULT);
    hid_t nested = H5Dopen2(file, CB_RESULT_DOCUMENTS "/tables:people.csv", H5P_DEFAULT);
    (void)state;
    assert_text(plain, CB_RESULT_DOCUMENT_NAME, NULL);
    assert_text(nested, CB_RESULT_DOCUMENT_NAME, "tables/people.csv");
    assert_true(cb_hdf5_close(plain) && cb_hdf5_close(nested));
    release(file, manifest);
}

static herr_t no_times(hid_t object, const char *name, const H5O_info_t *about, void *data)
{
    size_t *seen = data;
    (void)object;
    if (about->atime || about->mtime || about->ctime || about->btime)
        fail_msg("%s has a time stamp", name);
    ++*seen;
    return 0;
}

static void nothing_has_a_time_stamp(void **state)
{
    size_t seen = 0;
    cb_manifest *manifest = sample_manifest(MEMBERS);
    hid_t file = written(manifest);
    (void)state;
    assert_true(H5Ovisit(file, H5_INDEX_NAME, H5_ITER_INC, no_times, &seen) >= 0);
    assert_int_equal(seen, 2 + manifest->dimension_count + manifest->variable_count + manifest->document_count);
    release(file, manifest);
}

static void what_was_not_written_is_no_number(void **state)
{
    double values[MEMBERS] = {0.0};
    cb_manifest *manifest = sample_manifest(MEMBERS);
    hid_t file = written(manifest), dataset = H5Dopen2(file, "weight", H5P_DEFAULT);
    (void)state;
    assert_true(H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
    for (size_t i = 0; i < MEMBERS; i++)
        assert_true(isnan(values[i]));
    assert_true(H5Dclose(dataset) >= 0);
    release(file, manifest);
}

static void a_file_that_cannot_be_made_is_told(void **state)
{
    cb_hdf5_session session;
    cb_result_writer writer;
    cb_manifest *manifest = sample_manifest(MEMBERS);
    (void)state;
    cb_hdf5_begin(&session);
    assert_false(cb_result_writer_create(&writer, sample_path("none/w.h5"), manifest));
    assert_true(cb_result_writer_close(&writer));
    cb_hdf5_end(&session);
    assert_string_equal(session.reason, "No such file or directory");
    cb_manifest_free(manifest);
}

static const struct CMUnitTest tests[] = {
    sample_case(names_stand_in_the_order_of_the_manifest),
    sample_case(every_dimension_is_a_scale),
    sample_case(every_axis_has_its_scale),
    sample_case(every_variable_says_what_it_is),
    sample_case(names_are_texts_of_any_length),
    sample_case(integers_are_as_wide_as_needed),
    sample_case(the_root_says_what_the_file_is),
    sample_case(documents_keep_names_with_slashes),
    sample_case(nothing_has_a_time_stamp),
    sample_case(what_was_not_written_is_no_number),
    sample_case(a_file_that_cannot_be_made_is_told),
};
CB_SUITE(tests)
