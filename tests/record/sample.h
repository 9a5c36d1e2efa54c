/* A run in small, for tests of the record layer: a manifest with an odd text in every place where a text may be, values
 * that follow from where they stand, and journals of any span of its members. */
#ifndef CB_SAMPLE_H
#define CB_SAMPLE_H

#include <stdlib.h>

#include "assemble.h"
#include "folder.h"

#define SAMPLE_TIMES 5

/* Fails with the message of the fault. */
#define assert_done(call)                                                                                              \
    do {                                                                                                               \
        cb_status done_status = (call);                                                                                \
        if (done_status)                                                                                               \
            fail_msg("%s: status %d: %s", #call, done_status, fault.text);                                             \
    } while (0)

#define assert_says(fault, words)                                                                                      \
    do {                                                                                                               \
        if (!strstr((fault).text, words))                                                                              \
            fail_msg("\"%s\" does not say \"%s\"", (fault).text, words);                                               \
    } while (0)

/* ---- manifest ---------------------------------------------------------------------------------------------------- */

#define SAMPLE_ODD "太原 \"quoted\" back\\slash\nnew line\ttab, emoji 🏙"

static inline void sample_dimensions(cb_manifest *manifest, size_t members)
{
    static const char *const variants[] = {"base", "plan"}, *const statuses[] = {"rural", "urban"};
    static const char *const places[] = {"taiyuan", SAMPLE_ODD, "榆次"}, *const inputs[] = {"out_rate",
                                                                                            "distance_decay"};
    static const int64_t years[SAMPLE_TIMES] = {2020, 2021, 2022, 2023, 2024};
    int64_t *labels = calloc(members, sizeof *labels);
    assert_non_null(labels);
    for (size_t m = 0; m < members; m++)
        labels[m] = (int64_t)m;
    assert_int_equal(cb_manifest_add_texts(manifest, "variant", "set of assumptions", 2, variants, NULL), 0);
    assert_int_equal(cb_manifest_add_integers(manifest, "member", "1", "row of the design", members, labels, NULL), 0);
    assert_int_equal(cb_manifest_add_integers(manifest, "time", "year", "end of year", SAMPLE_TIMES, years, NULL), 0);
    assert_int_equal(cb_manifest_add_texts(manifest, "place", "place id", 3, places, NULL), 0);
    assert_int_equal(cb_manifest_add_texts(manifest, "status", "status", 2, statuses, NULL), 0);
    assert_int_equal(cb_manifest_add_texts(manifest, "input", "uncertain input", 2, inputs, NULL), 0);
    free(labels);
}

static inline void sample_variables(cb_manifest *manifest)
{
    static const char *const names[] = {"太原", "", SAMPLE_ODD};
    static const double latitudes[] = {37.87, NAN, -0.0}, area = 0x1.fffffffffffffp+1023;
    static const struct {
        const char *name, *unit, *dims;
        bool persons;
    } chunked[] = {{"population", "person", "variant member time place status", true},
                   {"rate", "%", "variant member time", false},
                   {"flow", "person", "variant member place time", true},
                   {"draws", "1", "variant member input", false},
                   {"weight", "1", "member", false}};
    assert_int_equal(cb_manifest_add_labels(manifest, "place_name", "name of a place", "place", names), 0);
    assert_int_equal(cb_manifest_add_variable(manifest, "latitude", "degrees_north", "latitude", "place", false, NULL,
                                              latitudes, NULL),
                     0);
    assert_int_equal(cb_manifest_add_variable(manifest, "area", "km2", "area", "", false, NULL, &area, NULL), 0);
    for (size_t v = 0; v < sizeof chunked / sizeof *chunked; v++)
        assert_int_equal(cb_manifest_add_variable(manifest, chunked[v].name, chunked[v].unit, "a number",
                                                  chunked[v].dims, chunked[v].persons, v ? NULL : "latitude place_name",
                                                  NULL, NULL),
                         0);
}

/* Covers all members. */
static inline cb_manifest *sample_manifest(size_t members)
{
    cb_manifest *manifest = NULL;
    assert_int_equal(cb_manifest_create(&manifest), 0);
    sample_dimensions(manifest, members);
    sample_variables(manifest);
    assert_int_equal(cb_manifest_add_attribute(manifest, "Conventions", "CF-1.10"), 0);
    assert_int_equal(cb_manifest_add_attribute(manifest, "title", SAMPLE_ODD), 0);
    assert_int_equal(cb_manifest_add_attribute(manifest, "comment", ""), 0);
    assert_int_equal(cb_manifest_add_number(manifest, "seed", 2026), 0);
    assert_int_equal(cb_manifest_add_document(manifest, "scenario", "title: " SAMPLE_ODD "\n"), 0);
    assert_int_equal(cb_manifest_add_document(manifest, "tables/people.csv", ""), 0);
    manifest->last_chunk = cb_manifest_chunks(manifest);
    return manifest;
}

/* ---- values ------------------------------------------------------------------------------------------------------ */

static inline uint64_t sample_mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

/* Every bit pattern may come: also NaN, infinities, denormal numbers. Persons are numbers up to 16 million. */
static inline double sample_value(const cb_manifest *manifest, size_t variable, size_t index)
{
    uint64_t bits = sample_mix(index + 1 + ((uint64_t)variable << 40));
    double value;
    if (manifest->variables[variable].persons)
        return index % 11 ? (double)(bits >> 11) * 0x1p-29 : NAN;
    memcpy(&value, &bits, sizeof value);
    return isnan(value) ? NAN : value;
}

/* Entries of the axes between variant and member, and `time`; `inner` those behind it. */
static inline void sample_shape(const cb_manifest *manifest, size_t variable, size_t *outer, size_t *times,
                                size_t *inner)
{
    const cb_variable *v = &manifest->variables[variable];
    *outer = *times = *inner = 1;
    bool behind = cb_manifest_chunk_parts(manifest, variable) == 1;
    for (size_t a = 0; a < v->rank; a++) {
        const cb_dimension *dimension = &manifest->dimensions[v->dims[a]];
        if (!strcmp(dimension->name, "variant") || !strcmp(dimension->name, "member"))
            continue;
        if (!behind && !strcmp(dimension->name, "time")) {
            *times = dimension->length;
            behind = true;
        } else if (behind) {
            *inner *= dimension->length;
        } else {
            *outer *= dimension->length;
        }
    }
}

/* What belongs into one part of a chunk; the caller frees. */
static inline double *sample_part(const cb_manifest *manifest, cb_chunk_key key, size_t *count)
{
    size_t outer, times, inner, members = cb_manifest_members(manifest);
    sample_shape(manifest, key.variable, &outer, &times, &inner);
    size_t span = times > 1 ? cb_manifest_chunk_span(manifest, key.variable) : 1;
    *count = cb_manifest_part_values(manifest, key.variable);
    assert_int_equal(*count, CB_CHUNK_MEMBERS * outer * span * inner);
    double *values = malloc(*count * sizeof *values);
    assert_non_null(values);
    for (size_t i = 0; i < *count; i++) {
        size_t member = key.chunk * CB_CHUNK_MEMBERS + i / (outer * span * inner);
        size_t o = i / (span * inner) % outer, time = key.part * span + i / inner % span;
        size_t index = (((key.variant * members + member) * outer + o) * times + time) * inner + i % inner;
        values[i] = member < members && time < times ? sample_value(manifest, key.variable, index) : NAN;
    }
    return values;
}

/* ---- journals ---------------------------------------------------------------------------------------------------- */

/* All chunks of the span of a manifest; *count of them. The caller frees. */
static inline cb_chunk_key *sample_keys(const cb_manifest *manifest, size_t *count)
{
    cb_chunk_key *keys = NULL;
    *count = 0;
    for (uint32_t v = 0; v < manifest->variable_count; v++) {
        if (!cb_manifest_is_chunked(manifest, v))
            continue;
        for (uint32_t variant = 0; variant < cb_manifest_variants(manifest, v); variant++)
            for (uint32_t c = (uint32_t)manifest->first_chunk; c < manifest->last_chunk; c++)
                for (uint32_t part = 0; part < cb_manifest_chunk_parts(manifest, v); part++) {
                    keys = realloc(keys, (*count + 1) * sizeof *keys);
                    assert_non_null(keys);
                    keys[(*count)++] = (cb_chunk_key){v, variant, c, part};
                }
    }
    return keys;
}

static inline void sample_shuffle(cb_chunk_key *keys, size_t count, uint64_t order)
{
    for (size_t i = count; order && i > 1; i--) {
        size_t other = (size_t)(sample_mix(order * 1000 + i) % i);
        cb_chunk_key kept = keys[i - 1];
        keys[i - 1] = keys[other];
        keys[other] = kept;
    }
}

static inline cb_status sample_append(cb_journal *journal, cb_chunk_key key, cb_fault *fault)
{
    size_t count;
    const cb_manifest *manifest = cb_journal_manifest(journal);
    double *values = sample_part(manifest, key, &count);
    cb_status status = cb_journal_append(journal, key, values, count, manifest->variables[key.variable].persons, fault);
    free(values);
    return status;
}

/* Every chunk of its span, in the order that the number stands for (0: the fixed one). */
static inline void sample_fill(cb_journal *journal, uint64_t order)
{
    size_t count;
    cb_fault fault = {{0}};
    cb_chunk_key *keys = sample_keys(cb_journal_manifest(journal), &count);
    sample_shuffle(keys, count, order);
    for (size_t i = 0; i < count; i++)
        assert_done(sample_append(journal, keys[i], &fault));
    free(keys);
}

/* A finished journal, still open to write. */
static inline cb_journal *sample_journal(const char *path, const cb_manifest *manifest, uint64_t order)
{
    cb_journal *journal = NULL;
    cb_fault fault = {{0}};
    assert_done(cb_journal_create(&journal, path, manifest, &fault));
    sample_fill(journal, order);
    return journal;
}

static inline void sample_close(cb_journal *journal)
{
    cb_fault fault = {{0}};
    assert_done(cb_journal_close(journal, &fault));
}

/* The journal of shard I of N, closed and opened to read. */
static inline cb_journal *sample_shard(const char *name, cb_manifest *manifest, size_t shard, size_t shards)
{
    cb_journal *journal = NULL;
    cb_fault fault = {{0}};
    cb_manifest_choose_shard(manifest, shard, shards);
    sample_close(sample_journal(sample_path(name), manifest, shard));
    assert_done(cb_journal_open(&journal, sample_path(name), &fault));
    return journal;
}

static inline cb_status sample_assemble(cb_journal *const *journals, size_t count, const char *path, cb_fault *fault)
{
    cb_output output;
    cb_status status = cb_output_make(&output, path, fault);
    if (!status)
        status = cb_assemble(journals, count, &output, fault);
    cb_output_clear(&output);
    return status;
}

/* The result file of a whole run; `chunk_bytes` 0: as usual. */
static inline void sample_result(const char *path, size_t members, size_t chunk_bytes)
{
    cb_fault fault = {{0}};
    cb_manifest *manifest = sample_manifest(members);
    if (chunk_bytes)
        manifest->chunk_bytes = chunk_bytes;
    cb_journal *journal = sample_journal(sample_path("result.parts"), manifest, 1);
    assert_done(sample_assemble(&journal, 1, path, &fault));
    sample_close(journal);
    unlink(sample_path("result.parts"));
    cb_manifest_free(manifest);
}

#endif
