#include "words.h"

#include "sample.h"

static void assert_members(const cb_manifest *manifest, size_t first, size_t last, const char *expected)
{
    char text[CB_WORDS_SIZE];
    cb_words_members(text, sizeof text, manifest, first, last);
    assert_string_equal(text, expected);
}

static void members_are_named_as_labelled(void **state)
{
    cb_manifest *manifest = sample_manifest(25);
    (void)state;
    assert_members(manifest, 0, 1, "members 0 to 7");
    assert_members(manifest, 1, 3, "members 8 to 23");
    assert_members(manifest, 2, 4, "members 16 to 24");
    cb_manifest_free(manifest);
}

static void one_member_and_none(void **state)
{
    cb_manifest *manifest = sample_manifest(25);
    (void)state;
    assert_members(manifest, 3, 4, "member 24");
    assert_members(manifest, 2, 2, "no members");
    cb_manifest_free(manifest);
}

/* `--member 17` records one member under its number in the design. */
static void labels_need_not_be_positions(void **state)
{
    cb_manifest *manifest = NULL;
    (void)state;
    assert_int_equal(cb_manifest_create(&manifest), CB_OK);
    assert_int_equal(cb_manifest_add_integers(manifest, "member", "1", "member", 1, &(int64_t){17}, NULL), CB_OK);
    assert_members(manifest, 0, 1, "member 17");
    cb_manifest_free(manifest);
}

static void a_chunk_says_its_variant(void **state)
{
    char text[CB_WORDS_SIZE];
    cb_manifest *manifest = sample_manifest(25);
    cb_chunk_key key = {.variable = (uint32_t)cb_manifest_find_variable(manifest, "rate"), .variant = 1, .chunk = 1};
    (void)state;
    cb_words_chunk(text, sizeof text, manifest, key);
    assert_string_equal(text, "members 8 to 15 of variant plan");
    key = (cb_chunk_key){.variable = (uint32_t)cb_manifest_find_variable(manifest, "weight"), .chunk = 3};
    cb_words_chunk(text, sizeof text, manifest, key);
    assert_string_equal(text, "member 24");
    cb_manifest_free(manifest);
}

static void a_text_too_long_is_cut(void **state)
{
    char text[12] = "unchanged..";
    cb_manifest *manifest = sample_manifest(25);
    (void)state;
    cb_words_chunk(text, 10, manifest,
                   (cb_chunk_key){.variable = (uint32_t)cb_manifest_find_variable(manifest, "rate")});
    assert_string_equal(text, "members 0");
    cb_manifest_free(manifest);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(members_are_named_as_labelled), cmocka_unit_test(one_member_and_none),
    cmocka_unit_test(labels_need_not_be_positions),  cmocka_unit_test(a_chunk_says_its_variant),
    cmocka_unit_test(a_text_too_long_is_cut),
};
CB_SUITE(tests)
