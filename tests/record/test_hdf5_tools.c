#include "hdf5_tools.h"

#include "sample.h"

static hid_t new_file(const char *name)
{
    hid_t file = H5Fcreate(sample_path(name), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    assert_true(file >= 0);
    return file;
}

static void texts_come_back(void **state)
{
    static const char *const texts[] = {"plain", "", SAMPLE_ODD};
    hid_t file = new_file("a.h5");
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char name[] = {(char)('a' + i), '\0'}, *back = NULL;
        assert_true(cb_hdf5_put_text(file, name, texts[i]));
        assert_true(cb_hdf5_get_text(file, name, &back));
        assert_string_equal(back, texts[i]);
        free(back);
    }
    assert_true(cb_hdf5_close(file));
}

/* Over 64 kB HDF5 keeps attributes elsewhere, where a file may have that at all. */
static void a_long_text_is_kept_or_refused(void **state)
{
    enum { LENGTH = 200000 };
    char *text = malloc(LENGTH + 1), *back = NULL;
    cb_hdf5_session session;
    hid_t file = new_file("a.h5");
    (void)state;
    assert_non_null(text);
    memset(text, 'x', LENGTH);
    text[LENGTH] = '\0';
    cb_hdf5_begin(&session);
    if (cb_hdf5_put_text(file, "long", text)) {
        assert_true(cb_hdf5_get_text(file, "long", &back));
        assert_string_equal(back, text);
    } else {
        assert_true(session.reason[0]);
    }
    cb_hdf5_end(&session);
    free(back);
    free(text);
    assert_true(cb_hdf5_close(file));
}

static void attributes_are_as_netcdf_writes_them(void **state)
{
    hid_t file = new_file("a.h5");
    (void)state;
    assert_true(cb_hdf5_put_text(file, "units", "km²"));
    hid_t attribute = H5Aopen(file, "units", H5P_DEFAULT), type = H5Aget_type(attribute);
    hid_t space = H5Aget_space(attribute);
    assert_int_equal(H5Tget_class(type), H5T_STRING);
    assert_false(H5Tis_variable_str(type));
    assert_int_equal(H5Tget_cset(type), H5T_CSET_UTF8);
    assert_int_equal(H5Tget_size(type), strlen("km²"));
    assert_int_equal(H5Sget_simple_extent_type(space), H5S_SCALAR);
    assert_true(cb_hdf5_close(space) && cb_hdf5_close(type) && cb_hdf5_close(attribute) && cb_hdf5_close(file));
}

static void numbers_come_back(void **state)
{
    int64_t back = 0;
    hid_t file = new_file("a.h5");
    (void)state;
    assert_true(cb_hdf5_put_number(file, "seed", INT64_MIN + 1));
    hid_t attribute = H5Aopen(file, "seed", H5P_DEFAULT);
    hid_t type = H5Aget_type(attribute);
    assert_true(H5Tequal(type, H5T_STD_I64LE) > 0);
    assert_true(H5Aread(attribute, H5T_NATIVE_INT64, &back) >= 0);
    assert_true(back == INT64_MIN + 1);
    assert_true(cb_hdf5_close(type) && cb_hdf5_close(attribute) && cb_hdf5_close(file));
}

static void what_is_no_text_is_none(void **state)
{
    char *text = (char *)"unchanged";
    hid_t file = new_file("a.h5");
    (void)state;
    assert_true(cb_hdf5_put_number(file, "seed", 1));
    assert_true(cb_hdf5_get_text(file, "seed", &text));
    assert_null(text);
    assert_true(cb_hdf5_get_text(file, "nothing", &text));
    assert_null(text);
    assert_true(cb_hdf5_close(file));
}

static void the_type_of_names_is_variable_utf8(void **state)
{
    hid_t type = cb_hdf5_text_type();
    (void)state;
    assert_true(type >= 0 && H5Tis_variable_str(type) > 0);
    assert_int_equal(H5Tget_cset(type), H5T_CSET_UTF8);
    assert_true(cb_hdf5_close(type));
}

static void a_negative_id_is_closed_already(void **state)
{
    (void)state;
    assert_true(cb_hdf5_close(-1));
}

static void a_session_keeps_the_first_failure(void **state)
{
    cb_hdf5_session session;
    char first[sizeof session.reason];
    (void)state;
    cb_hdf5_begin(&session);
    assert_string_equal(session.reason, "");
    assert_true(H5Fopen(sample_path("nothing.h5"), H5F_ACC_RDONLY, H5P_DEFAULT) < 0);
    assert_string_equal(session.reason, "No such file or directory");
    memcpy(first, session.reason, sizeof first);
    assert_true(H5Dopen2(-1, "x", H5P_DEFAULT) < 0);
    assert_string_equal(session.reason, first);
    cb_hdf5_end(&session);
}

static void the_handler_from_before_comes_back(void **state)
{
    cb_hdf5_session session;
    H5E_auto2_t before, after;
    void *data_before, *data_after;
    (void)state;
    assert_true(H5Eget_auto2(H5E_DEFAULT, &before, &data_before) >= 0);
    cb_hdf5_begin(&session);
    cb_hdf5_end(&session);
    assert_true(H5Eget_auto2(H5E_DEFAULT, &after, &data_after) >= 0);
    assert_true(before == after && data_before == data_after);
}

static const struct CMUnitTest tests[] = {
    sample_case(texts_come_back),
    sample_case(a_long_text_is_kept_or_refused),
    sample_case(attributes_are_as_netcdf_writes_them),
    sample_case(numbers_come_back),
    sample_case(what_is_no_text_is_none),
    cmocka_unit_test(the_type_of_names_is_variable_utf8),
    cmocka_unit_test(a_negative_id_is_closed_already),
    sample_case(a_session_keeps_the_first_failure),
    cmocka_unit_test(the_handler_from_before_comes_back),
};
CB_SUITE(tests)
