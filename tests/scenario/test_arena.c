#include "suite.h"

#include "arena.h"

static size_t released[3], release_count;

static void release(void *object)
{
    released[release_count++] = *(size_t *)object;
}

static void memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    cb_arena *arena;
    assert_int_equal(cb_arena_create(&arena), CB_OK);
    for (size_t i = 1; i < 40; i++) {
        double *values = cb_arena_array(arena, i, sizeof *values);
        assert_non_null(values);
        assert_int_equal((uintptr_t)values % _Alignof(max_align_t), 0);
        for (size_t j = 0; j < i; j++)
            assert_true(values[j] == 0.0);
    }
    assert_non_null(cb_arena_array(arena, 0, 8));
    cb_arena_free(arena);
}

static void a_product_that_overflows_is_refused(void **state)
{
    (void)state;
    cb_arena *arena;
    assert_int_equal(cb_arena_create(&arena), CB_OK);
    assert_null(cb_arena_array(arena, SIZE_MAX / 4, 8));
    cb_arena_free(arena);
}

static void texts_are_formatted(void **state)
{
    (void)state;
    cb_arena *arena;
    assert_int_equal(cb_arena_create(&arena), CB_OK);
    assert_string_equal(cb_arena_text(arena, "%s of %d", "one", 3), "one of 3");
    assert_string_equal(cb_arena_text(arena, "%s", ""), "");
    cb_arena_free(arena);
}

static void objects_are_released_the_last_first(void **state)
{
    (void)state;
    cb_arena *arena;
    release_count = 0;
    assert_int_equal(cb_arena_create(&arena), CB_OK);
    for (size_t i = 0; i < 3; i++) {
        size_t *object = cb_arena_array(arena, 1, sizeof *object);
        assert_non_null(object);
        *object = i;
        assert_int_equal(cb_arena_own(arena, object, release), CB_OK);
    }
    cb_arena_free(arena);
    assert_int_equal(release_count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(released[i], 2 - i);
    cb_arena_free(NULL);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(memory_is_zeroed_and_aligned),
    cmocka_unit_test(a_product_that_overflows_is_refused),
    cmocka_unit_test(texts_are_formatted),
    cmocka_unit_test(objects_are_released_the_last_first),
};

CB_SUITE(tests)
