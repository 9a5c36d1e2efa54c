#include "result_file.h"

#include "chunk.h"
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

static const struct CMUnitTest tests[] = {
    sample_case(values_come_back_bit_by_bit),
    sample_case(fewer_members_than_a_chunk_come_back),
};
CB_SUITE(tests)
