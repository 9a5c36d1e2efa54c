#include "result_content.h"

#include <hdf5_hl.h>

#include "result_writer.h"
#include "sample.h"

#define MEMBERS 19

static hid_t written(unsigned flags)
{
    cb_result_writer writer;
    cb_manifest *manifest = sample_manifest(MEMBERS);
    assert_true(cb_result_writer_create(&writer, sample_path("c.h5"), manifest));
    assert_true(cb_result_writer_close(&writer));
    cb_manifest_free(manifest);
    hid_t file = H5Fopen(sample_path("c.h5"), flags, H5P_DEFAULT);
    assert_true(file >= 0);
    return file;
}

/* The file holds neither `persons` nor the bound of chunks. */
static void the_manifest_comes_back(void **state)
{
    char what[256] = "";
    cb_manifest *manifest = sample_manifest(MEMBERS), *back = NULL;
    hid_t file = written(H5F_ACC_RDONLY);
    (void)state;
    for (size_t v = 0; v < manifest->variable_count; v++)
        manifest->variables[v].persons = false;
    assert_int_equal(cb_result_content_read(file, &back), CB_OK);
    if (cb_manifest_differs(back, manifest, what, sizeof what))
        fail_msg("%s", what);
    assert_int_equal(back->first_chunk, 0);
    assert_int_equal(back->last_chunk, cb_manifest_chunks(manifest));
    assert_int_equal(H5Fget_obj_count(file, H5F_OBJ_ALL), 1);
    assert_true(H5Fclose(file) >= 0);
    cb_manifest_free(manifest);
    cb_manifest_free(back);
}

static void assert_refused(hid_t file)
{
    cb_hdf5_session session;
    cb_manifest *back = NULL;
    cb_hdf5_begin(&session);
    assert_int_equal(cb_result_content_read(file, &back), CB_ERROR_INPUT);
    cb_hdf5_end(&session);
    assert_null(back);
    assert_int_equal(H5Fget_obj_count(file, H5F_OBJ_ALL), 1);
    assert_true(H5Fclose(file) >= 0);
}

static void add_dataset(hid_t file, const char *name, hid_t type, int rank, const hsize_t *lengths)
{
    hid_t space = rank ? H5Screate_simple(rank, lengths, NULL) : H5Screate(H5S_SCALAR);
    hid_t dataset = H5Dcreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    assert_true(dataset >= 0);
    assert_true(H5Dclose(dataset) >= 0 && H5Sclose(space) >= 0);
}

static void no_documents_are_refused(void **state)
{
    hid_t file = written(H5F_ACC_RDWR);
    (void)state;
    assert_true(H5Ldelete(file, CB_RESULT_DOCUMENTS, H5P_DEFAULT) >= 0);
    assert_refused(file);
}

static void a_document_is_one_text(void **state)
{
    hid_t file = written(H5F_ACC_RDWR);
    (void)state;
    add_dataset(file, CB_RESULT_DOCUMENTS "/number", H5T_NATIVE_DOUBLE, 0, NULL);
    assert_refused(file);
}

static void an_axis_without_a_scale_is_refused(void **state)
{
    hid_t file = written(H5F_ACC_RDWR);
    (void)state;
    add_dataset(file, "strange", H5T_NATIVE_DOUBLE, 1, (hsize_t[]){3});
    assert_refused(file);
}

static void an_axis_of_another_length_than_its_scale_is_refused(void **state)
{
    hid_t file = written(H5F_ACC_RDWR);
    (void)state;
    add_dataset(file, "strange", H5T_NATIVE_DOUBLE, 1, (hsize_t[]){1000});
    hid_t dataset = H5Dopen2(file, "strange", H5P_DEFAULT), scale = H5Dopen2(file, "place", H5P_DEFAULT);
    assert_true(H5DSattach_scale(dataset, scale, 0) >= 0);
    assert_true(H5Dclose(dataset) >= 0 && H5Dclose(scale) >= 0);
    assert_refused(file);
}

static void too_many_axes_are_refused(void **state)
{
    hid_t file = written(H5F_ACC_RDWR);
    (void)state;
    add_dataset(file, "strange", H5T_NATIVE_DOUBLE, 8, (hsize_t[]){1, 1, 1, 1, 1, 1, 1, 1});
    assert_refused(file);
}

static void texts_of_fixed_length_are_refused(void **state)
{
    hid_t file = written(H5F_ACC_RDWR), type = H5Tcopy(H5T_C_S1);
    (void)state;
    assert_true(H5Tset_size(type, 8) >= 0);
    add_dataset(file, "strange", type, 0, NULL);
    assert_true(H5Tclose(type) >= 0);
    assert_refused(file);
}

static void other_groups_are_passed_over(void **state)
{
    cb_manifest *back = NULL;
    hid_t file = written(H5F_ACC_RDWR);
    hid_t group = H5Gcreate2(file, "notes", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    (void)state;
    assert_true(group >= 0 && H5Gclose(group) >= 0);
    assert_int_equal(cb_result_content_read(file, &back), CB_OK);
    cb_manifest_free(back);
    assert_true(H5Fclose(file) >= 0);
}

static const struct CMUnitTest tests[] = {
    sample_case(the_manifest_comes_back),
    sample_case(no_documents_are_refused),
    sample_case(a_document_is_one_text),
    sample_case(an_axis_without_a_scale_is_refused),
    sample_case(an_axis_of_another_length_than_its_scale_is_refused),
    sample_case(too_many_axes_are_refused),
    sample_case(texts_of_fixed_length_are_refused),
    sample_case(other_groups_are_passed_over),
};
CB_SUITE(tests)
