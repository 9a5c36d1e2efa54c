#include "manifest.h"

#include "sample.h"

static const char *const texts[] = {"a", NULL, "太原"};
static const double numbers[] = {1.0, 2.0, 3.0};

/* Dimensions variant, member, time, place. */
static cb_manifest *small(void)
{
    static const int64_t integers[] = {1, 2, 3};
    cb_manifest *manifest = NULL;
    assert_int_equal(cb_manifest_create(&manifest), CB_OK);
    assert_int_equal(cb_manifest_add_texts(manifest, "variant", "v", 3, texts, NULL), CB_OK);
    assert_int_equal(cb_manifest_add_integers(manifest, "member", "1", "m", 3, integers, NULL), CB_OK);
    assert_int_equal(cb_manifest_add_integers(manifest, "time", "year", "t", 3, integers, NULL), CB_OK);
    assert_int_equal(cb_manifest_add_texts(manifest, "place", "p", 3, texts, NULL), CB_OK);
    return manifest;
}

static cb_status add(cb_manifest *manifest, const char *name, const char *dims, const double *values)
{
    return cb_manifest_add_variable(manifest, name, "1", "a number", dims, false, NULL, values, NULL);
}

static void everything_is_copied(void **state)
{
    char name[] = "place", label[] = "town";
    double value[] = {7.0};
    const char *const labels[] = {label};
    cb_manifest *manifest = NULL;
    (void)state;
    assert_int_equal(cb_manifest_create(&manifest), CB_OK);
    assert_int_equal(cb_manifest_add_texts(manifest, name, name, 1, labels, NULL), CB_OK);
    assert_int_equal(cb_manifest_add_variable(manifest, "area", label, label, name, true, label, value, NULL), CB_OK);
    assert_int_equal(cb_manifest_add_labels(manifest, "other", label, name, labels), CB_OK);
    assert_int_equal(cb_manifest_add_attribute(manifest, label, label), CB_OK);
    assert_int_equal(cb_manifest_add_document(manifest, label, label), CB_OK);
    memset(name, 'x', 1);
    memset(label, 'x', 1);
    value[0] = 0.0;
    assert_string_equal(manifest->dimensions[0].name, "place");
    assert_string_equal(manifest->dimensions[0].texts[0], "town");
    assert_string_equal(manifest->variables[0].unit, "town");
    assert_string_equal(manifest->variables[0].coordinates, "town");
    assert_true(manifest->variables[0].values[0] == 7.0);
    assert_true(manifest->variables[0].persons);
    assert_string_equal(manifest->variables[1].texts[0], "town");
    assert_string_equal(manifest->attributes[0].name, "town");
    assert_string_equal(manifest->documents[0].text, "town");
    cb_manifest_free(manifest);
}

static void a_missing_text_is_empty(void **state)
{
    cb_manifest *manifest = small();
    (void)state;
    assert_string_equal(manifest->dimensions[0].texts[1], "");
    assert_int_equal(cb_manifest_add_attribute(manifest, "title", NULL), CB_OK);
    assert_string_equal(manifest->attributes[0].text, "");
    assert_int_equal(cb_manifest_add_document(manifest, "scenario", NULL), CB_OK);
    assert_string_equal(manifest->documents[0].text, "");
    cb_manifest_free(manifest);
}

static void indices_are_told(void **state)
{
    size_t index = 99;
    cb_manifest *manifest = small();
    (void)state;
    assert_int_equal(cb_manifest_add_texts(manifest, "status", "s", 3, texts, &index), CB_OK);
    assert_int_equal(index, 4);
    assert_int_equal(cb_manifest_add_variable(manifest, "rate", "1", "r", " member  time ", false, NULL, NULL, &index),
                     CB_OK);
    assert_int_equal(index, 0);
    assert_int_equal(manifest->variables[0].rank, 2);
    assert_int_equal(manifest->variables[0].dims[0], 1);
    assert_int_equal(manifest->variables[0].dims[1], 2);
    cb_manifest_free(manifest);
}

static void names_are_given_once(void **state)
{
    cb_manifest *manifest = small();
    (void)state;
    assert_int_equal(add(manifest, "rate", "member", NULL), CB_OK);
    assert_int_equal(add(manifest, "rate", "member", NULL), CB_ERROR_INPUT);
    assert_int_equal(add(manifest, "place", "member", NULL), CB_ERROR_INPUT);
    assert_int_equal(cb_manifest_add_labels(manifest, "rate", "r", "place", texts), CB_ERROR_INPUT);
    assert_int_equal(cb_manifest_add_texts(manifest, "rate", "r", 3, texts, NULL), CB_ERROR_INPUT);
    assert_int_equal(cb_manifest_add_attribute(manifest, "title", ""), CB_OK);
    assert_int_equal(cb_manifest_add_number(manifest, "title", 1), CB_ERROR_INPUT);
    assert_int_equal(cb_manifest_add_document(manifest, "title", ""), CB_OK);
    assert_int_equal(cb_manifest_add_document(manifest, "title", ""), CB_ERROR_INPUT);
    assert_int_equal(manifest->dimension_count, 4);
    assert_int_equal(manifest->variable_count, 1);
    assert_int_equal(manifest->attribute_count, 1);
    assert_int_equal(manifest->document_count, 1);
    cb_manifest_free(manifest);
}

static void names_that_no_file_could_hold_are_refused(void **state)
{
    static const char *const names[] = {"", "a/b", "a b", NULL};
    cb_manifest *manifest = small();
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(add(manifest, names[i], "member", NULL), CB_ERROR_INPUT);
        assert_int_equal(cb_manifest_add_texts(manifest, names[i], "t", 3, texts, NULL), CB_ERROR_INPUT);
        assert_int_equal(cb_manifest_add_labels(manifest, names[i], "t", "place", texts), CB_ERROR_INPUT);
    }
    assert_int_equal(cb_manifest_add_attribute(manifest, "", "t"), CB_ERROR_INPUT);
    assert_int_equal(cb_manifest_add_document(manifest, "", "t"), CB_ERROR_INPUT);
    assert_int_equal(manifest->dimension_count, 4);
    assert_int_equal(manifest->variable_count, 0);
    cb_manifest_free(manifest);
}

static void an_axis_has_a_length(void **state)
{
    cb_manifest *manifest = small();
    (void)state;
    assert_int_equal(cb_manifest_add_texts(manifest, "none", "n", 0, texts, NULL), CB_ERROR_INPUT);
    assert_int_equal(cb_manifest_add_integers(manifest, "none", "1", "n", 0, NULL, NULL), CB_ERROR_INPUT);
    cb_manifest_free(manifest);
}

static void axes_must_be_known_and_stand_once(void **state)
{
    static const char *const wrong[] = {"member region", "member tim", "member timer", "member time member"};
    cb_manifest *manifest = small();
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(add(manifest, "rate", wrong[i], NULL), CB_ERROR_INPUT);
    assert_int_equal(add(manifest, "rate", "place place", numbers), CB_ERROR_INPUT);
    assert_int_equal(manifest->variable_count, 0);
    cb_manifest_free(manifest);
}

static void chunks_need_variant_and_member_first(void **state)
{
    static const char *const wrong[] = {
        "", "time", "variant time", "time member", "member variant time", "variant time member"};
    cb_manifest *manifest = small();
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(add(manifest, "rate", wrong[i], NULL), CB_ERROR_INPUT);
    assert_int_equal(add(manifest, "one", "member time", NULL), CB_OK);
    assert_int_equal(add(manifest, "two", "variant member", NULL), CB_OK);
    assert_int_equal(add(manifest, "three", "", numbers), CB_OK);
    cb_manifest_free(manifest);
}

static void there_are_at_most_seven_axes(void **state)
{
    cb_manifest *manifest = small();
    (void)state;
    for (char name[] = "a"; *name < 'e'; ++*name)
        assert_int_equal(cb_manifest_add_texts(manifest, name, "t", 2, texts, NULL), CB_OK);
    assert_int_equal(add(manifest, "seven", "variant member time a b c d", NULL), CB_OK);
    assert_int_equal(add(manifest, "eight", "variant member time place a b c d", NULL), CB_ERROR_INPUT);
    cb_manifest_free(manifest);
}

static void sizes_beyond_memory_are_refused(void **state)
{
    cb_manifest *manifest = NULL;
    size_t length = 1 << 12;
    int64_t *integers = calloc(length, sizeof *integers);
    char dims[64] = "member";
    (void)state;
    assert_non_null(integers);
    assert_int_equal(cb_manifest_create(&manifest), CB_OK);
    assert_int_equal(cb_manifest_add_integers(manifest, "member", "1", "m", length, integers, NULL), CB_OK);
    for (char name[] = "a"; *name < 'g'; ++*name) {
        assert_int_equal(cb_manifest_add_integers(manifest, name, "1", "m", length, integers, NULL), CB_OK);
        strcat(strcat(dims, " "), name);
    }
    assert_int_equal(add(manifest, "huge", dims, NULL), CB_ERROR_INPUT);
    assert_int_equal(add(manifest, "large", "member a b", NULL), CB_OK);
    cb_manifest_free(manifest);
    free(integers);
}

static void nothing_is_freed_twice(void **state)
{
    (void)state;
    cb_manifest_free(NULL);
    cb_manifest_free(sample_manifest(9));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(everything_is_copied),
    cmocka_unit_test(a_missing_text_is_empty),
    cmocka_unit_test(indices_are_told),
    cmocka_unit_test(names_are_given_once),
    cmocka_unit_test(names_that_no_file_could_hold_are_refused),
    cmocka_unit_test(an_axis_has_a_length),
    cmocka_unit_test(axes_must_be_known_and_stand_once),
    cmocka_unit_test(chunks_need_variant_and_member_first),
    cmocka_unit_test(there_are_at_most_seven_axes),
    cmocka_unit_test(sizes_beyond_memory_are_refused),
    cmocka_unit_test(nothing_is_freed_twice),
};
CB_SUITE(tests)
