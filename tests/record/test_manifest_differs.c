#include "manifest.h"

#include "sample.h"

static void assert_difference(const cb_manifest *manifest, const cb_manifest *expected, const char *words)
{
    char text[256] = "";
    assert_true(cb_manifest_differs(manifest, expected, text, sizeof text));
    assert_string_equal(text, words);
}

static void replace(char **text, const char *with)
{
    free(*text);
    *text = strdup(with);
    assert_non_null(*text);
}

static void equal_manifests_do_not_differ(void **state)
{
    char text[256];
    cb_manifest *a = sample_manifest(25), *b = sample_manifest(25);
    (void)state;
    assert_false(cb_manifest_differs(a, b, text, sizeof text));
    b->first_chunk = 2; /* another shard of the same run */
    b->last_chunk = 3;
    assert_false(cb_manifest_differs(a, b, text, sizeof text));
    cb_manifest_free(a);
    cb_manifest_free(b);
}

/* One change after the other, undone by making the manifest anew. */
static void every_change_is_told(void **state)
{
    cb_manifest *a = sample_manifest(25);
    (void)state;
#define changed(change, words)                                                                                         \
    do {                                                                                                               \
        cb_manifest *b = sample_manifest(25);                                                                          \
        change;                                                                                                        \
        assert_difference(b, a, words);                                                                                \
        cb_manifest_free(b);                                                                                           \
    } while (0)
    changed(b->attributes[3].number = 7, "attribute seed is 7, not 2026");
    changed(replace(&b->attributes[0].text, "CF-1.9"), "attribute Conventions is \"CF-1.9\", not \"CF-1.10\"");
    changed(replace(&b->attributes[3].text, "7"), "attribute seed is of another type");
    changed(replace(&b->attributes[3].name, "end"), "attribute end stands where seed was expected");
    changed(replace(&b->dimensions[3].texts[0], "datong"), "dimension place has other entries");
    changed(b->dimensions[2].integers[4] = 2025, "dimension time has other entries");
    changed(replace(&b->dimensions[2].unit, "month"), "dimension time has other entries");
    changed(replace(&b->variables[3].unit, "thousand"), "variable population is declared otherwise");
    changed(b->variables[3].persons = false, "variable population is declared otherwise");
    changed(replace(&b->variables[4].coordinates, "area"), "variable rate is declared otherwise");
    changed(b->variables[3].dims[4] = 5, "variable population has other axes");
    changed(b->variables[1].values[0] += 1e-9, "variable latitude has other values");
    changed(b->variables[1].values[2] = 0.0, "variable latitude has other values");
    changed(replace(&b->variables[0].texts[1], "x"), "variable place_name has other values");
    changed(replace(&b->documents[0].text, "title: x\n"), "document scenario is another");
    changed(b->chunk_bytes = 1000, "chunks are of at most 1000 bytes, not 268435456");
    changed(replace(&b->variables[7].name, "height"), "variable height stands where weight was expected");
#undef changed
    cb_manifest_free(a);
}

static void one_more_or_less_is_told(void **state)
{
    cb_manifest *a = sample_manifest(25), *b = sample_manifest(25);
    (void)state;
    assert_int_equal(cb_manifest_add_document(b, "more", ""), CB_OK);
    assert_difference(b, a, "document more is too much");
    assert_difference(a, b, "document more is missing");
    assert_int_equal(cb_manifest_add_variable(b, "deaths", "1", "d", "member", false, NULL, NULL, NULL), CB_OK);
    assert_difference(b, a, "variable deaths is too much");
    assert_int_equal(cb_manifest_add_attribute(b, "end", "2030"), CB_OK);
    assert_difference(a, b, "attribute end is missing");
    cb_manifest_free(a);
    cb_manifest_free(b);
}

static void another_number_of_members_is_told(void **state)
{
    cb_manifest *a = sample_manifest(25), *b = sample_manifest(26);
    (void)state;
    assert_difference(b, a, "dimension member has 26 entries, not 25");
    cb_manifest_free(a);
    cb_manifest_free(b);
}

/* The seed says more than the draws that follow from it. */
static void attributes_are_told_first(void **state)
{
    cb_manifest *a = sample_manifest(25), *b = sample_manifest(26);
    (void)state;
    b->attributes[3].number = 1;
    assert_difference(b, a, "attribute seed is 1, not 2026");
    cb_manifest_free(a);
    cb_manifest_free(b);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(equal_manifests_do_not_differ), cmocka_unit_test(every_change_is_told),
    cmocka_unit_test(one_more_or_less_is_told),      cmocka_unit_test(another_number_of_members_is_told),
    cmocka_unit_test(attributes_are_told_first),
};
CB_SUITE(tests)
