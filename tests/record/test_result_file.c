#include "result_file.h"

#include "chunk.h"
#include "hdf5_tools.h"
#include "result_writer.h"
#include "sample.h"

#define MEMBERS 19

static cb_result *open_result(size_t members, size_t chunk_bytes)
{
    cb_result *result = NULL;
    cb_fault fault = {{0}};
    sample_result(sample_path("r.h5"), members, chunk_bytes);
    assert_done(cb_result_open(&result, sample_path("r.h5"), &fault));
    return result;
}

/* All values of a variable as they should be, or as the file has them. */
static void assert_values(cb_result *result, const cb_manifest *written, size_t variable)
{
    const cb_variable *v = cb_result_variable(result, written->variables[variable].name);
    size_t start[CB_MAX_RANK] = {0}, count[CB_MAX_RANK], total = cb_manifest_values(written, variable);
    double *values = malloc(total * sizeof *values);
    cb_fault fault = {{0}};
    assert_non_null(values);
    for (size_t a = 0; a < v->rank; a++)
        count[a] = cb_result_manifest(result)->dimensions[v->dims[a]].length;
    assert_done(cb_result_read(result, v->name, start, count, values, &fault));
    for (size_t i = 0; i < total; i++) {
        double given = sample_value(written, variable, i);
        double expected = written->variables[variable].persons ? cb_chunk_round(given) : given;
        if (memcmp(&values[i], &expected, sizeof expected))
            fail_msg("%s[%zu] is %a, not %a", v->name, i, values[i], expected);
        if (written->variables[variable].persons && !isnan(given))
            assert_true(fabs(values[i] - given) <= 0x1p-11);
    }
    free(values);
}

static void assert_round_trip(size_t members, size_t chunk_bytes)
{
    cb_result *result = open_result(members, chunk_bytes);
    cb_manifest *written = sample_manifest(members);
    for (size_t v = 0; v < written->variable_count; v++)
        if (cb_manifest_is_chunked(written, v))
            assert_values(result, written, v);
    cb_manifest_free(written);
    cb_result_close(result);
}

static void values_come_back_bit_by_bit(void **state)
{
    (void)state;
    assert_round_trip(MEMBERS, 0);
}

static void fewer_members_than_a_chunk_come_back(void **state)
{
    (void)state;
    assert_round_trip(1, 0);
}

static void variables_split_along_time_come_back(void **state)
{
    static const size_t chunk_bytes[] = {1, 200, 400, 600, 1000, 1500};
    (void)state;
    for (size_t i = 0; i < sizeof chunk_bytes / sizeof *chunk_bytes; i++)
        assert_round_trip(MEMBERS, chunk_bytes[i]);
}

/* Every start and count of two axes, the others at one entry. */
static void any_slab_is_read(void **state)
{
    double values[MEMBERS * SAMPLE_TIMES];
    cb_fault fault = {{0}};
    cb_result *result = open_result(MEMBERS, 100);
    cb_manifest *written = sample_manifest(MEMBERS);
    size_t rate = cb_manifest_find_variable(written, "rate");
    (void)state;
    for (size_t i = 0; i < MEMBERS * SAMPLE_TIMES; i++) {
        size_t member = i / SAMPLE_TIMES, time = i % SAMPLE_TIMES, members = MEMBERS - member;
        assert_done(
            cb_result_read(result, "rate", (size_t[]){1, member, time}, (size_t[]){1, members, 1}, values, &fault));
        for (size_t m = 0; m < members; m++) {
            double expected = sample_value(written, rate, (MEMBERS + member + m) * SAMPLE_TIMES + time);
            assert_memory_equal(&values[m], &expected, sizeof expected);
        }
    }
    cb_manifest_free(written);
    cb_result_close(result);
}

static void variables_without_members_are_read_too(void **state)
{
    double values[3] = {0.0};
    cb_fault fault = {{0}};
    cb_result *result = open_result(MEMBERS, 0);
    (void)state;
    assert_done(cb_result_read(result, "latitude", (size_t[]){0}, (size_t[]){3}, values, &fault));
    assert_true(values[0] == 37.87 && isnan(values[1]) && values[2] == 0.0 && signbit(values[2]));
    assert_memory_equal(values, cb_result_variable(result, "latitude")->values, sizeof values);
    assert_done(cb_result_read(result, "area", NULL, NULL, values, &fault));
    assert_true(values[0] == 0x1.fffffffffffffp+1023);
    assert_done(cb_result_read(result, "rate", (size_t[]){0, 0, 0}, (size_t[]){1, 0, 5}, values, &fault));
    cb_result_close(result);
}

static void what_is_not_there_is_refused(void **state)
{
    static const size_t outside[][6] = {{2, 0, 0, 1, 1, 1},
                                        {0, 0, 0, 3, 1, 1},
                                        {0, 18, 0, 1, 2, 1},
                                        {0, 0, SIZE_MAX, 1, 1, 2},
                                        {1, 0, 0, SIZE_MAX, 1, 1}};
    double value;
    cb_fault fault = {{0}};
    cb_result *result = open_result(MEMBERS, 0);
    (void)state;
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        assert_int_equal(cb_result_read(result, "rate", outside[i], outside[i] + 3, &value, &fault), CB_ERROR_INPUT);
        assert_says(fault, "r.h5: 'rate' does not reach that far");
    }
    assert_int_equal(cb_result_read(result, "nothing", outside[0], outside[0], &value, &fault), CB_ERROR_INPUT);
    assert_says(fault, "holds no numbers named 'nothing'");
    assert_int_equal(cb_result_read(result, "place_name", outside[0], outside[0], &value, &fault), CB_ERROR_INPUT);
    assert_int_equal(cb_result_read(result, "time", outside[0], outside[0], &value, &fault), CB_ERROR_INPUT);
    cb_result_close(result);
}

static void names_lead_to_what_they_name(void **state)
{
    cb_result *result = open_result(MEMBERS, 0);
    (void)state;
    assert_int_equal(cb_result_dimension(result, "time")->integers[4], 2024);
    assert_int_equal(cb_dimension_find(cb_result_dimension(result, "place"), "榆次"), 2);
    assert_true(cb_dimension_find(cb_result_dimension(result, "place"), "nowhere") == SIZE_MAX);
    assert_true(cb_dimension_find(cb_result_dimension(result, "time"), "2024") == SIZE_MAX);
    assert_null(cb_result_dimension(result, "rate"));
    assert_null(cb_result_variable(result, "time"));
    assert_string_equal(cb_result_variable(result, "place_name")->texts[2], SAMPLE_ODD);
    assert_string_equal(cb_result_variable(result, "population")->unit, "person");
    assert_string_equal(cb_result_attribute(result, "title"), SAMPLE_ODD);
    assert_null(cb_result_attribute(result, "seed"));
    assert_null(cb_result_attribute(result, "nothing"));
    assert_null(cb_result_attribute(result, CB_RESULT_MARK));
    assert_true(cb_result_number(result, "seed") == 2026.0);
    assert_true(isnan(cb_result_number(result, "title")) && isnan(cb_result_number(result, "nothing")));
    assert_string_equal(cb_result_document(result, "scenario"), "title: " SAMPLE_ODD "\n");
    assert_string_equal(cb_result_document(result, "tables/people.csv"), "");
    assert_null(cb_result_document(result, "tables:people.csv"));
    cb_result_close(result);
}

/* ---- refusals ------------------------------------------------------------------------------------------------------
 */

static void assert_refused(const char *name, cb_status status, const char *words)
{
    cb_result *result = NULL;
    cb_fault fault = {{0}};
    assert_int_equal(cb_result_open(&result, sample_path(name), &fault), status);
    assert_null(result);
    assert_says(fault, name);
    assert_says(fault, words);
}

static void what_is_no_hdf5_file_is_refused(void **state)
{
    (void)state;
    assert_refused("none.h5", CB_ERROR_INPUT, "none.h5: No such file or directory");
    sample_put_bytes(sample_path("a.yaml"), "title: Three towns\n", 19);
    assert_refused("a.yaml", CB_ERROR_INPUT, "not a result file of conurb");
    sample_put_bytes(sample_path("empty.h5"), "", 0);
    assert_refused("empty.h5", CB_ERROR_INPUT, "not a result file of conurb");
    assert_refused(".", CB_ERROR_INPUT, "Is a directory");
}

static void a_journal_is_named_as_one(void **state)
{
    cb_manifest *manifest = sample_manifest(MEMBERS);
    (void)state;
    sample_close(sample_journal(sample_path("a.part"), manifest, 0));
    cb_manifest_free(manifest);
    assert_refused("a.part", CB_ERROR_INPUT, "`conurb merge`");
}

/* An HDF5 file with this mark, or with none where it is negative. */
static void put_hdf5(const char *name, int64_t mark)
{
    hid_t file = H5Fcreate(sample_path(name), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    assert_true(file >= 0 && (mark < 0 || cb_hdf5_put_number(file, CB_RESULT_MARK, mark)));
    assert_true(H5Fclose(file) >= 0);
}

static void files_of_other_programs_are_refused(void **state)
{
    (void)state;
    put_hdf5("other.h5", -1);
    assert_refused("other.h5", CB_ERROR_INPUT, "an HDF5 file, but no result file of conurb");
    put_hdf5("new.h5", 2);
    assert_refused("new.h5", CB_ERROR_INPUT, "has result format 2, this program reads format 1");
    put_hdf5("bare.h5", CB_RESULT_FORMAT);
    assert_refused("bare.h5", CB_ERROR_INPUT, "damaged, or changed by another program");
}

static void a_file_cut_off_is_refused(void **state)
{
    size_t size;
    (void)state;
    sample_result(sample_path("r.h5"), MEMBERS, 0);
    char *bytes = file_bytes(sample_path("r.h5"), &size);
    for (size_t cut = 8; cut < size; cut += size / 50) {
        sample_put_bytes(sample_path("cut.h5"), bytes, cut);
        assert_refused("cut.h5", CB_ERROR_INPUT, "");
    }
    assert_refused("cut.h5", CB_ERROR_INPUT, "damaged or cut off: truncated file");
    free(bytes);
}

/* Where the first chunk of a variable lies. */
static size_t chunk_offset(const char *name, const char *variable, size_t *size)
{
    haddr_t at = 0;
    hsize_t bytes = 0, offset[CB_MAX_RANK];
    unsigned filters = 0;
    hid_t file = H5Fopen(sample_path(name), H5F_ACC_RDONLY, H5P_DEFAULT);
    hid_t dataset = H5Dopen2(file, variable, H5P_DEFAULT), space = H5Dget_space(dataset);
    assert_true(H5Dget_chunk_info(dataset, space, 0, offset, &filters, &at, &bytes) >= 0);
    assert_true(H5Sclose(space) >= 0 && H5Dclose(dataset) >= 0 && H5Fclose(file) >= 0);
    *size = (size_t)bytes;
    return (size_t)at;
}

/* The zlib stream has a checksum: a flipped byte is a failure, never a wrong number. */
static void a_flipped_byte_of_a_chunk_is_found(void **state)
{
    size_t size, at;
    double values[3];
    (void)state;
    sample_result(sample_path("r.h5"), 3, 0);
    at = chunk_offset("r.h5", "weight", &size);
    for (size_t i = 2; i < size; i++) {
        cb_result *result = NULL;
        cb_fault fault = {{0}};
        sample_flip(sample_path("r.h5"), at + i);
        assert_done(cb_result_open(&result, sample_path("r.h5"), &fault));
        assert_int_equal(cb_result_read(result, "weight", (size_t[]){0}, (size_t[]){3}, values, &fault), CB_ERROR_IO);
        assert_says(fault, "r.h5: reading 'weight' failed: ");
        cb_result_close(result);
        sample_flip(sample_path("r.h5"), at + i);
    }
}

static void closing_nothing_is_safe(void **state)
{
    (void)state;
    cb_result_close(NULL);
}

/* The file may be unlinked while it is read. */
static void the_file_stays_open(void **state)
{
    double value;
    cb_fault fault = {{0}};
    cb_result *result = open_result(MEMBERS, 0);
    (void)state;
    unlink(sample_path("r.h5"));
    assert_done(cb_result_read(result, "rate", (size_t[]){0, 0, 0}, (size_t[]){1, 1, 1}, &value, &fault));
    cb_result_close(result);
}

static const struct CMUnitTest tests[] = {
    sample_case(values_come_back_bit_by_bit),
    sample_case(fewer_members_than_a_chunk_come_back),
    sample_case(variables_split_along_time_come_back),
    sample_case(any_slab_is_read),
    sample_case(variables_without_members_are_read_too),
    sample_case(what_is_not_there_is_refused),
    sample_case(names_lead_to_what_they_name),
    sample_case(what_is_no_hdf5_file_is_refused),
    sample_case(a_journal_is_named_as_one),
    sample_case(files_of_other_programs_are_refused),
    sample_case(a_file_cut_off_is_refused),
    sample_case(a_flipped_byte_of_a_chunk_is_found),
    sample_case(closing_nothing_is_safe),
    sample_case(the_file_stays_open),
};
CB_SUITE(tests)
