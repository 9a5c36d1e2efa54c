#include "chunk_index.h"

#include "sample.h"

static cb_chunk_index index_of(const cb_manifest *manifest)
{
    cb_chunk_index index;
    cb_fault fault = {{0}};
    assert_done(cb_chunk_index_create(&index, manifest, &fault));
    return index;
}

/* A middle shard, time split in five. */
static cb_manifest *middle(void)
{
    cb_manifest *manifest = sample_manifest(40);
    manifest->chunk_bytes = 1;
    manifest->first_chunk = 1;
    manifest->last_chunk = 4;
    return manifest;
}

static void every_chunk_has_a_place_of_its_own(void **state)
{
    size_t count;
    cb_manifest *manifest = middle();
    cb_chunk_index index = index_of(manifest);
    cb_chunk_key *keys = sample_keys(manifest, &count);
    (void)state;
    assert_int_equal(count, index.first[manifest->variable_count]);
    for (size_t i = 0; i < count; i++)
        assert_ptr_equal(cb_chunk_index_at(&index, keys[i]), &index.places[i]);
    assert_true(cb_chunk_index_bytes(manifest) * 3 == (double)(count * sizeof *index.places)); /* three chunks */
    free(keys);
    cb_chunk_index_clear(&index);
    cb_manifest_free(manifest);
}

static void what_is_outside_has_none(void **state)
{
    cb_manifest *manifest = middle();
    cb_chunk_index index = index_of(manifest);
    uint32_t rate = (uint32_t)cb_manifest_find_variable(manifest, "rate");
    uint32_t latitude = (uint32_t)cb_manifest_find_variable(manifest, "latitude");
    uint32_t weight = (uint32_t)cb_manifest_find_variable(manifest, "weight");
    const cb_chunk_key outside[] = {
        {rate, 0, 0, 0},         {rate, 0, 4, 0},     {rate, 2, 1, 0},
        {rate, 0, 1, 5},         {latitude, 0, 1, 0}, {(uint32_t)manifest->variable_count, 0, 1, 0},
        {weight, 1, 1, 0},       {weight, 0, 1, 1},   {UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX},
        {rate, 0, UINT32_MAX, 0}};
    (void)state;
    assert_non_null(cb_chunk_index_at(&index, (cb_chunk_key){rate, 1, 3, 4}));
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        assert_null(cb_chunk_index_at(&index, outside[i]));
    cb_chunk_index_clear(&index);
    cb_manifest_free(manifest);
}

/* Filled from the last to the first: the first of the fixed order is missing until the end. */
static void the_first_missing_chunk_is_told(void **state)
{
    size_t count;
    cb_manifest *manifest = middle();
    cb_chunk_index index = index_of(manifest);
    cb_chunk_key *keys = sample_keys(manifest, &count), key;
    (void)state;
    for (size_t i = 0; i < count; i++) {
        assert_true(cb_chunk_index_missing(&index, &key));
        assert_memory_equal(&key, &keys[i], sizeof key);
        index.places[i].size = 1;
    }
    assert_false(cb_chunk_index_missing(&index, &key));
    free(keys);
    cb_chunk_index_clear(&index);
    cb_manifest_free(manifest);
}

static void an_empty_span_misses_nothing(void **state)
{
    cb_chunk_key key;
    cb_manifest *manifest = middle();
    (void)state;
    manifest->last_chunk = manifest->first_chunk;
    cb_chunk_index index = index_of(manifest);
    assert_false(cb_chunk_index_missing(&index, &key));
    assert_null(cb_chunk_index_at(&index, (cb_chunk_key){.variable = 4, .chunk = 1}));
    cb_chunk_index_clear(&index);
    cb_manifest_free(manifest);
}

static void a_chunk_that_hdf5_cannot_hold_is_refused(void **state)
{
    enum { LENGTH = 8192 };
    int64_t *integers = calloc(LENGTH, sizeof *integers);
    cb_manifest *manifest = NULL;
    cb_chunk_index index;
    cb_fault fault = {{0}};
    (void)state;
    assert_non_null(integers);
    assert_int_equal(cb_manifest_create(&manifest), CB_OK);
    assert_int_equal(cb_manifest_add_integers(manifest, "member", "1", "m", 1, integers, NULL), CB_OK);
    assert_int_equal(cb_manifest_add_integers(manifest, "from", "1", "f", LENGTH, integers, NULL), CB_OK);
    assert_int_equal(cb_manifest_add_integers(manifest, "to", "1", "t", LENGTH, integers, NULL), CB_OK);
    assert_int_equal(cb_manifest_add_variable(manifest, "flow", "1", "f", "member from to", false, NULL, NULL, NULL),
                     CB_OK);
    manifest->last_chunk = 1;
    assert_int_equal(cb_chunk_index_create(&index, manifest, &fault), CB_ERROR_INPUT);
    assert_says(fault, "variable flow has over 4 GB");
    assert_says(fault, "`record`");
    cb_chunk_index_clear(&index);
    cb_manifest_free(manifest);
    free(integers);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_chunk_has_a_place_of_its_own),       cmocka_unit_test(what_is_outside_has_none),
    cmocka_unit_test(the_first_missing_chunk_is_told),          cmocka_unit_test(an_empty_span_misses_nothing),
    cmocka_unit_test(a_chunk_that_hdf5_cannot_hold_is_refused),
};
CB_SUITE(tests)
