#include "manifest.h"

#include "sample.h"

static size_t variable(const cb_manifest *manifest, const char *name)
{
    size_t found = cb_manifest_find_variable(manifest, name);
    assert_true(found != SIZE_MAX);
    return found;
}

static void names_are_found(void **state)
{
    cb_manifest *manifest = sample_manifest(10);
    (void)state;
    assert_int_equal(cb_manifest_find_dimension(manifest, "variant"), 0);
    assert_int_equal(cb_manifest_find_dimension(manifest, "input"), 5);
    assert_true(cb_manifest_find_dimension(manifest, "population") == SIZE_MAX);
    assert_true(cb_manifest_find_variable(manifest, "variant") == SIZE_MAX);
    cb_manifest_free(manifest);
}

static void sizes_are_products_of_axes(void **state)
{
    cb_manifest *manifest = sample_manifest(10);
    size_t population = variable(manifest, "population"), weight = variable(manifest, "weight");
    (void)state;
    assert_int_equal(cb_manifest_values(manifest, population), 2 * 10 * 5 * 3 * 2);
    assert_int_equal(cb_manifest_chunk_values(manifest, population), 8 * 5 * 3 * 2);
    assert_int_equal(cb_manifest_values(manifest, weight), 10);
    assert_int_equal(cb_manifest_chunk_values(manifest, weight), 8);
    assert_int_equal(cb_manifest_values(manifest, variable(manifest, "area")), 1);
    cb_manifest_free(manifest);
}

static void only_what_has_members_is_chunked(void **state)
{
    cb_manifest *manifest = sample_manifest(10);
    (void)state;
    assert_true(cb_manifest_is_chunked(manifest, variable(manifest, "population")));
    assert_true(cb_manifest_is_chunked(manifest, variable(manifest, "weight")));
    assert_false(cb_manifest_is_chunked(manifest, variable(manifest, "latitude")));
    assert_false(cb_manifest_is_chunked(manifest, variable(manifest, "place_name")));
    assert_false(cb_manifest_is_chunked(manifest, variable(manifest, "area")));
    cb_manifest_free(manifest);
}

static void variants_count_where_they_are_an_axis(void **state)
{
    cb_manifest *manifest = sample_manifest(10);
    (void)state;
    assert_int_equal(cb_manifest_variants(manifest, variable(manifest, "rate")), 2);
    assert_int_equal(cb_manifest_variants(manifest, variable(manifest, "weight")), 1);
    cb_manifest_free(manifest);
}

static void chunks_hold_all_members(void **state)
{
    static const size_t chunks[][2] = {{1, 1}, {7, 1}, {8, 1}, {9, 2}, {16, 2}, {1000, 125}};
    cb_manifest *empty = NULL;
    (void)state;
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        cb_manifest *manifest = sample_manifest(chunks[i][0]);
        assert_int_equal(cb_manifest_members(manifest), chunks[i][0]);
        assert_int_equal(cb_manifest_chunks(manifest), chunks[i][1]);
        cb_manifest_free(manifest);
    }
    assert_int_equal(cb_manifest_create(&empty), CB_OK);
    assert_int_equal(cb_manifest_members(empty), 0);
    assert_int_equal(cb_manifest_chunks(empty), 0);
    cb_manifest_free(empty);
}

/* Any bound: parts are as even as years allow, none is empty, together they hold every year, and each keeps the bound
 * unless it is one year already. */
static void parts_share_the_years(void **state)
{
    cb_manifest *manifest = sample_manifest(10);
    size_t population = variable(manifest, "population"), year = 8 * 3 * 2 * sizeof(double);
    (void)state;
    for (size_t bytes = 0; bytes <= 6 * year; bytes += 8) {
        manifest->chunk_bytes = bytes;
        size_t parts = cb_manifest_chunk_parts(manifest, population);
        size_t span = cb_manifest_chunk_span(manifest, population);
        assert_true(span * parts >= SAMPLE_TIMES && span * (parts - 1) < SAMPLE_TIMES);
        assert_true(span == 1 || span * year <= bytes);
        assert_int_equal(cb_manifest_part_values(manifest, population), span * year / sizeof(double));
        assert_int_equal(parts == 1, bytes >= SAMPLE_TIMES * year);
    }
    cb_manifest_free(manifest);
}

static void what_has_no_time_is_never_split(void **state)
{
    cb_manifest *manifest = sample_manifest(10);
    size_t draws = variable(manifest, "draws");
    (void)state;
    manifest->chunk_bytes = 1;
    assert_int_equal(cb_manifest_chunk_parts(manifest, draws), 1);
    assert_int_equal(cb_manifest_chunk_span(manifest, draws), 1);
    assert_int_equal(cb_manifest_part_values(manifest, draws), 8 * 2);
    cb_manifest_free(manifest);
}

/* Of four chunks: spans as equal as chunks allow, one after the other, and no chunk in two. */
static void shards_share_the_chunks(void **state)
{
    cb_manifest *manifest = sample_manifest(25);
    (void)state;
    for (size_t shards = 1; shards <= 7; shards++)
        for (size_t shard = 1, next = 0; shard <= shards; shard++) {
            cb_manifest_choose_shard(manifest, shard, shards);
            assert_true(manifest->shard == shard && manifest->shards == shards);
            assert_int_equal(manifest->first_chunk, next);
            next = manifest->last_chunk;
            assert_true(next - manifest->first_chunk <= (4 + shards - 1) / shards);
            assert_true(shard < shards || next == 4);
        }
    cb_manifest_free(manifest);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(names_are_found),
    cmocka_unit_test(sizes_are_products_of_axes),
    cmocka_unit_test(only_what_has_members_is_chunked),
    cmocka_unit_test(variants_count_where_they_are_an_axis),
    cmocka_unit_test(chunks_hold_all_members),
    cmocka_unit_test(parts_share_the_years),
    cmocka_unit_test(what_has_no_time_is_never_split),
    cmocka_unit_test(shards_share_the_chunks),
};
CB_SUITE(tests)
