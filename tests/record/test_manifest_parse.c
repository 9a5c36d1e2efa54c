#include "sample.h"

static cb_status parse(const char *text)
{
    cb_manifest *manifest = NULL;
    cb_status status = cb_manifest_parse(text, strlen(text), &manifest);
    if (status)
        assert_null(manifest);
    cb_manifest_free(manifest);
    return status;
}

static void the_least_manifest_is_taken(void **state)
{
    (void)state;
    assert_int_equal(parse("{\"format\":1,\"dimensions\":[],\"variables\":[],\"attributes\":[],\"documents\":[],"
                           "\"chunk_bytes\":8}"),
                     CB_OK);
}

static void what_is_no_manifest_is_refused(void **state)
{
    static const char *const wrong[] = {
        "",
        "{",
        "[]",
        "1",
        "null",
        "{}",
        "{\"format\":2,\"dimensions\":[],\"variables\":[],\"attributes\":[],\"documents\":[],\"chunk_bytes\":8}",
        "{\"format\":1,\"variables\":[],\"attributes\":[],\"documents\":[],\"chunk_bytes\":8}",
        "{\"format\":1,\"dimensions\":{},\"variables\":[],\"attributes\":[],\"documents\":[],\"chunk_bytes\":8}",
        ("{\"format\":1,\"format\":1,\"dimensions\":[],\"variables\":[],\"attributes\":[],\"documents\":[],"
         "\"chunk_bytes\":8}"), /* in brackets: one text on two lines */
        "{\"format\":1,\"dimensions\":[],\"variables\":[],\"attributes\":[],\"documents\":[]}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(parse(wrong[i]), CB_ERROR_INPUT);
}

/* Replaces the first `from` in the JSON of the sample. */
static void assert_refused_with(const char *from, const char *to)
{
    char *text = NULL, *changed;
    cb_manifest *manifest = sample_manifest(25);
    assert_int_equal(cb_manifest_format(manifest, true, &text), CB_OK);
    cb_manifest_free(manifest);
    char *at = strstr(text, from);
    if (!at)
        fail_msg("%s is not in %s", from, text);
    changed = malloc(strlen(text) + strlen(to) + 1);
    assert_non_null(changed);
    sprintf(changed, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    if (parse(changed) != CB_ERROR_INPUT)
        fail_msg("%s for %s was taken", to, from);
    free(changed);
    free(text);
}

static void every_wrong_entry_is_refused(void **state)
{
    (void)state;
    assert_refused_with("[\"base\",\"plan\"]", "[\"base\",1]");
    assert_refused_with("[\"base\",\"plan\"]", "[]");
    assert_refused_with("[\"base\",\"plan\"]", "7");
    assert_refused_with("[2020,2021", "[2020.5,2021");
    assert_refused_with("\"name\":\"variant\"", "\"name\":null");
    assert_refused_with("\"name\":\"rate\"", "\"name\":\"flow\"");
    assert_refused_with("\"name\":\"rate\"", "\"name\":\"a/b\"");
    assert_refused_with("\"dims\":[\"place\"]", "\"dims\":\"place\"");
    assert_refused_with("\"dims\":[\"place\"]", "\"dims\":[\"nowhere\"]");
    assert_refused_with("\"dims\":[\"place\"]", "\"dims\":[\"variant\"]");
    assert_refused_with("\"dims\":[\"member\"]", "\"dims\":[\"place\"]");
    assert_refused_with("\"values\":[37.8", "\"values\":[1.0,37.8");
    assert_refused_with("\"values\":[37.8", "\"values\":[true,37.8");
    assert_refused_with("\"values\":[37.8", "\"values\":[\"NaN\",37.8");
    assert_refused_with("\"number\":2026", "\"number\":[]");
    assert_refused_with("\"number\":2026", "\"none\":1");
    assert_refused_with("\"name\":\"scenario\",", "");
    assert_refused_with("\"chunk_bytes\":268435456", "\"chunk_bytes\":-1");
    assert_refused_with("\"chunk_bytes\":268435456", "\"chunk_bytes\":\"8\"");
}

static void a_span_lies_within_the_members(void **state)
{
    (void)state;
    assert_refused_with("\"last_chunk\":4", "\"last_chunk\":5");
    assert_refused_with("\"last_chunk\":4", "\"last_chunk\":9000000000000000000");
    assert_refused_with("\"first_chunk\":0", "\"first_chunk\":5");
    assert_refused_with("\"first_chunk\":0", "\"first_chunk\":-1");
    assert_refused_with("\"first_chunk\":0", "\"first_chunk\":0.5");
}

/* Cut anywhere, and with any byte flipped: taken or refused, never a crash. */
static void damage_is_survived(void **state)
{
    char *text = NULL;
    cb_manifest *manifest = sample_manifest(2);
    (void)state;
    assert_int_equal(cb_manifest_format(manifest, true, &text), CB_OK);
    cb_manifest_free(manifest);
    size_t size = strlen(text);
    for (size_t i = 0; i < size; i++) {
        cb_manifest *cut = NULL, *flipped = NULL;
        assert_int_equal(cb_manifest_parse(text, i, &cut), CB_ERROR_INPUT);
        text[i] ^= 4;
        cb_status status = cb_manifest_parse(text, size, &flipped);
        assert_true(status == CB_OK || status == CB_ERROR_INPUT);
        text[i] ^= 4;
        cb_manifest_free(flipped);
    }
    free(text);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_least_manifest_is_taken),  cmocka_unit_test(what_is_no_manifest_is_refused),
    cmocka_unit_test(every_wrong_entry_is_refused), cmocka_unit_test(a_span_lies_within_the_members),
    cmocka_unit_test(damage_is_survived),
};
CB_SUITE(tests)
