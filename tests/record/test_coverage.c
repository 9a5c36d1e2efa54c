#include "coverage.h"

#include "sample.h"

#define MEMBERS 61 /* eight chunks */
#define CHUNKS  8
#define MOST    12

typedef struct shards {
    cb_journal *journals[MOST];
    size_t count;
} shards;

/* A journal of what the manifest covers, with nothing in it. */
static void add_empty(shards *s, const cb_manifest *manifest)
{
    char name[32];
    cb_fault fault = {{0}};
    snprintf(name, sizeof name, "%zu.part", s->count);
    assert_done(cb_journal_create(&s->journals[s->count], sample_path(name), manifest, &fault));
    s->count++;
}

/* Of chunks [from, to), as no shard has them. */
static void add_full(shards *s, cb_manifest *manifest, size_t from, size_t to)
{
    manifest->shard = manifest->shards = 0;
    manifest->first_chunk = from;
    manifest->last_chunk = to;
    add_empty(s, manifest);
    sample_fill(s->journals[s->count - 1], 0);
}

/* Shard I of N. */
static void add_shard(shards *s, cb_manifest *manifest, size_t shard, size_t of)
{
    cb_manifest_choose_shard(manifest, shard, of);
    add_empty(s, manifest);
    sample_fill(s->journals[s->count - 1], 0);
}

static void release(shards *s, cb_manifest *manifest)
{
    for (size_t i = 0; i < s->count; i++)
        sample_close(s->journals[i]);
    cb_manifest_free(manifest);
}

static void assert_refused(const shards *s, const char *words, const char *advice)
{
    const cb_journal *owners[CHUNKS] = {0};
    cb_fault fault = {{0}};
    assert_int_equal(cb_coverage_find(s->journals, s->count, owners, &fault), CB_ERROR_INPUT);
    assert_says(fault, words);
    assert_says(fault, advice);
}

static void each_chunk_has_its_owner(void **state)
{
    const cb_journal *owners[CHUNKS] = {0};
    cb_fault fault = {{0}};
    cb_manifest *manifest = sample_manifest(MEMBERS);
    shards s = {0};
    (void)state;
    add_shard(&s, manifest, 3, 3);
    add_shard(&s, manifest, 1, 3);
    add_shard(&s, manifest, 2, 3);
    assert_done(cb_coverage_find(s.journals, s.count, owners, &fault));
    for (size_t c = 0; c < CHUNKS; c++)
        assert_ptr_equal(owners[c], s.journals[c < 2 ? 1 : c < 5 ? 2 : 0]);
    release(&s, manifest);
}

static void shards_may_be_empty(void **state)
{
    const cb_journal *owners[CHUNKS] = {0};
    cb_fault fault = {{0}};
    cb_manifest *manifest = sample_manifest(MEMBERS);
    shards s = {0};
    (void)state;
    for (size_t shard = 1; shard <= MOST; shard++)
        add_shard(&s, manifest, shard, MOST);
    assert_done(cb_coverage_find(s.journals, s.count, owners, &fault));
    release(&s, manifest);
}

static void a_gap_is_named_and_the_shard_that_fills_it(void **state)
{
    cb_manifest *manifest = sample_manifest(MEMBERS);
    shards s = {0};
    (void)state;
    add_shard(&s, manifest, 1, 3);
    add_shard(&s, manifest, 3, 3);
    assert_refused(&s, "members 16 to 39 are missing", "give the part of shard 2/3, or run it again");
    release(&s, manifest);
}

static void a_gap_of_several_shards(void **state)
{
    cb_manifest *manifest = sample_manifest(MEMBERS);
    shards s = {0};
    (void)state;
    add_shard(&s, manifest, 1, 4);
    add_shard(&s, manifest, 4, 4);
    assert_refused(&s, "members 16 to 47 are missing", "give the parts of shards 2/4 to 3/4, or run them again");
    release(&s, manifest);
}

/* Whatever other split the spans that are there would fit too. */
static void the_split_is_the_one_that_was_run(void **state)
{
    cb_manifest *manifest = sample_manifest(MEMBERS);
    shards s = {0}, few = {0};
    (void)state;
    for (size_t shard = 1; shard <= 7; shard++)
        if (shard != 3 && shard != 4)
            add_shard(&s, manifest, shard, 7);
    assert_refused(&s, "members 16 to 31 are missing", "give the parts of shards 3/7 to 4/7, or run them again");
    for (size_t i = 0; i < s.count; i++) {
        sample_close(s.journals[i]);
        unlink(sample_path((char[]){(char)('0' + i), '.', 'p', 'a', 'r', 't', 0}));
    }
    cb_manifest_free(manifest);
    manifest = sample_manifest(3); /* one chunk: the first of two shards is empty */
    add_shard(&few, manifest, 1, 2);
    assert_refused(&few, "members 0 to 2 are missing", "give the part of shard 2/2, or run it again");
    release(&few, manifest);
}

static void parts_of_different_splits(void **state)
{
    cb_manifest *manifest = sample_manifest(MEMBERS);
    shards s = {0};
    (void)state;
    add_shard(&s, manifest, 1, 2);
    add_shard(&s, manifest, 4, 4);
    assert_refused(&s, "members 32 to 47 are missing", "give the parts that hold them");
    release(&s, manifest);
}

static void a_gap_among_spans_of_no_even_share(void **state)
{
    cb_manifest *manifest = sample_manifest(MEMBERS);
    shards s = {0};
    (void)state;
    add_full(&s, manifest, 0, 3);
    add_full(&s, manifest, 3, 4);
    add_full(&s, manifest, 4, 6);
    assert_refused(&s, "members 48 to 60 are missing", "give the parts that hold them, or run those shards again");
    release(&s, manifest);
}

static void members_in_two_journals_are_named(void **state)
{
    cb_manifest *manifest = sample_manifest(MEMBERS);
    shards s = {0};
    (void)state;
    add_full(&s, manifest, 0, 5);
    add_full(&s, manifest, 3, 8);
    assert_refused(&s, "1.part: members 24 to 39 are also in", "0.part: give every member once");
    release(&s, manifest);
}

static void the_same_journal_twice(void **state)
{
    cb_manifest *manifest = sample_manifest(MEMBERS);
    shards s = {0};
    (void)state;
    add_shard(&s, manifest, 1, 1);
    s.journals[s.count++] = s.journals[0];
    assert_refused(&s, "members 0 to 60 are also in", "give every member once");
    s.count--;
    release(&s, manifest);
}

static void journals_of_different_runs(void **state)
{
    cb_manifest *manifest = sample_manifest(MEMBERS), *other = sample_manifest(MEMBERS);
    shards s = {0};
    (void)state;
    other->attributes[3].number = 7;
    add_shard(&s, manifest, 1, 2);
    add_shard(&s, other, 2, 2);
    assert_refused(&s, "1.part: does not belong to", "0.part: attribute seed is 7, not 2026");
    cb_manifest_free(other);
    release(&s, manifest);
}

static void an_unfinished_journal(void **state)
{
    cb_fault fault = {{0}};
    cb_manifest *manifest = sample_manifest(MEMBERS);
    shards s = {0};
    size_t count;
    (void)state;
    add_shard(&s, manifest, 1, 2);
    cb_manifest_choose_shard(manifest, 2, 2);
    add_empty(&s, manifest);
    cb_chunk_key *keys = sample_keys(manifest, &count);
    for (size_t i = 0; i < count; i++) /* all but the second chunk of members of the second variant */
        if (keys[i].variant != 1 || keys[i].chunk != 5)
            assert_done(sample_append(s.journals[1], keys[i], &fault));
    assert_refused(&s, "1.part: members 40 to 47 of variant plan are missing", "run shard 2/2 again with --resume");
    free(keys);
    release(&s, manifest);
}

static void an_unfinished_run_is_resumed(void **state)
{
    cb_manifest *manifest = sample_manifest(MEMBERS);
    shards s = {0};
    (void)state;
    cb_manifest_choose_shard(manifest, 1, 1);
    add_empty(&s, manifest);
    assert_refused(&s, "0.part: members 0 to 7 of variant base are missing", "missing: run again with --resume");
    release(&s, manifest);
}

static const struct CMUnitTest tests[] = {
    sample_case(each_chunk_has_its_owner),
    sample_case(shards_may_be_empty),
    sample_case(a_gap_is_named_and_the_shard_that_fills_it),
    sample_case(a_gap_of_several_shards),
    sample_case(the_split_is_the_one_that_was_run),
    sample_case(parts_of_different_splits),
    sample_case(a_gap_among_spans_of_no_even_share),
    sample_case(members_in_two_journals_are_named),
    sample_case(the_same_journal_twice),
    sample_case(journals_of_different_runs),
    sample_case(an_unfinished_journal),
    sample_case(an_unfinished_run_is_resumed),
};
CB_SUITE(tests)
