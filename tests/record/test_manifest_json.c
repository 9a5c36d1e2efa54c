#include "sample.h"

static cb_manifest *there_and_back(const cb_manifest *manifest)
{
    char *text = NULL;
    cb_manifest *back = NULL;
    assert_int_equal(cb_manifest_format(manifest, true, &text), CB_OK);
    assert_int_equal(cb_manifest_parse(text, strlen(text), &back), CB_OK);
    free(text);
    return back;
}

/* Odd texts stand in dimensions, labels, attributes and documents of the sample. */
static void everything_survives(void **state)
{
    char what[256] = "";
    cb_manifest *manifest = sample_manifest(25);
    (void)state;
    manifest->chunk_bytes = 12345;
    manifest->first_chunk = 1;
    manifest->last_chunk = 3;
    manifest->shard = 2;
    manifest->shards = 5;
    cb_manifest *back = there_and_back(manifest);
    if (cb_manifest_differs(back, manifest, what, sizeof what))
        fail_msg("%s", what);
    assert_int_equal(back->first_chunk, 1);
    assert_int_equal(back->last_chunk, 3);
    assert_int_equal(back->shard, 2);
    assert_int_equal(back->shards, 5);
    assert_string_equal(back->dimensions[3].texts[1], SAMPLE_ODD);
    assert_string_equal(back->documents[0].text, "title: " SAMPLE_ODD "\n");
    assert_null(back->variables[4].coordinates);
    cb_manifest_free(back);
    cb_manifest_free(manifest);
}

static void every_character_survives(void **state)
{
    char text[128 * 2] = "";
    cb_manifest *manifest = NULL;
    (void)state;
    for (int c = 1; c < 128; c++)
        text[c - 1] = (char)c;
    strcat(text, "é太🏙\xEF\xBB\xBF");
    assert_int_equal(cb_manifest_create(&manifest), CB_OK);
    assert_int_equal(cb_manifest_add_attribute(manifest, text, text), CB_OK);
    cb_manifest *back = there_and_back(manifest);
    assert_string_equal(back->attributes[0].name, text);
    assert_string_equal(back->attributes[0].text, text);
    cb_manifest_free(back);
    cb_manifest_free(manifest);
}

static void numbers_survive_bit_by_bit(void **state)
{
    static const double odd[] = {0.0, -0.0,   1.0 / 3.0, 1e300, 5e-324, 0x1.fffffffffffffp+1023, INFINITY, -INFINITY,
                                 NAN, 2026.0, 1e22,      0.1,   -1e-7};
    static const int64_t integers[] = {INT64_MIN, INT64_MAX, 0};
    enum { COUNT = 2000 };
    double values[COUNT];
    const char *labels[COUNT] = {0};
    cb_manifest *manifest = NULL;
    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        uint64_t bits = sample_mix(i + 1);
        memcpy(&values[i], &bits, sizeof bits);
        if (i < sizeof odd / sizeof *odd)
            values[i] = odd[i];
        if (isnan(values[i]))
            values[i] = NAN;
    }
    assert_int_equal(cb_manifest_create(&manifest), CB_OK);
    assert_int_equal(cb_manifest_add_integers(manifest, "whole", "1", "w", 3, integers, NULL), CB_OK);
    assert_int_equal(cb_manifest_add_texts(manifest, "place", "p", COUNT, labels, NULL), CB_OK);
    assert_int_equal(cb_manifest_add_variable(manifest, "v", "1", "v", "place", false, NULL, values, NULL), CB_OK);
    cb_manifest *back = there_and_back(manifest);
    assert_memory_equal(back->variables[0].values, values, sizeof values);
    assert_memory_equal(back->dimensions[0].integers, integers, sizeof integers);
    cb_manifest_free(back);
    cb_manifest_free(manifest);
}

static void the_same_manifest_gives_the_same_text(void **state)
{
    char *text = NULL, *again = NULL;
    cb_manifest *manifest = sample_manifest(9), *other = sample_manifest(9);
    (void)state;
    cb_manifest_choose_shard(other, 2, 2);
    assert_int_equal(cb_manifest_format(manifest, false, &text), CB_OK);
    assert_int_equal(cb_manifest_format(other, false, &again), CB_OK);
    assert_string_equal(text, again);
    free(again);
    assert_int_equal(cb_manifest_format(other, true, &again), CB_OK);
    assert_string_not_equal(text, again);
    free(text);
    free(again);
    cb_manifest_free(manifest);
    cb_manifest_free(other);
}

static void what_is_not_utf8_is_refused(void **state)
{
    static const char *const wrong[] = {"caf\xE9", "\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE5\xA4"};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char *text = NULL;
        cb_manifest *manifest = sample_manifest(9);
        assert_int_equal(cb_manifest_add_attribute(manifest, "wrong", wrong[i]), CB_OK);
        assert_int_equal(cb_manifest_format(manifest, true, &text), CB_ERROR_INPUT);
        assert_null(text);
        cb_manifest_free(manifest);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(everything_survives),         cmocka_unit_test(every_character_survives),
    cmocka_unit_test(numbers_survive_bit_by_bit),  cmocka_unit_test(the_same_manifest_gives_the_same_text),
    cmocka_unit_test(what_is_not_utf8_is_refused),
};
CB_SUITE(tests)
