#include "workspace.h"

#include "suite.h"

#define SLAB 8192 /* vectors; what is larger has a slab of its own */

static cb_workspace *workspace_create(void)
{
    cb_workspace *workspace = cb_workspace_create();
    assert_non_null(workspace);
    return workspace;
}

/* Fills it with `value`, so that an overlap or too small a piece shows. */
static cb_vec *take(cb_workspace *workspace, size_t count, double value)
{
    cb_vec *taken = cb_workspace_take(workspace, count);
    assert_non_null(taken);
    assert_int_equal((uintptr_t)taken % 64, 0);
    for (size_t i = 0; i < count; i++)
        taken[i] = cb_splat(value);
    return taken;
}

static void pieces_are_aligned_and_apart(void **state)
{
    (void)state;
    static const size_t counts[] = {1, 3, SLAB - 4, 1, SLAB, 2 * SLAB, 7};
    enum { PIECES = sizeof counts / sizeof *counts };
    cb_workspace *workspace = workspace_create();
    cb_vec *pieces[PIECES];
    for (size_t p = 0; p < PIECES; p++)
        pieces[p] = take(workspace, counts[p], (double)p);
    for (size_t p = 0; p < PIECES; p++)
        for (size_t i = 0; i < counts[p]; i++)
            for (size_t lane = 0; lane < CB_WIDTH; lane++)
                assert_true(pieces[p][i][lane] == (double)p);
    cb_workspace_free(workspace);
}

static void the_same_step_gets_the_same_memory_again(void **state)
{
    (void)state;
    cb_workspace *workspace = workspace_create();
    cb_vec *small = take(workspace, 5, 1.0), *large = take(workspace, 3 * SLAB, 2.0), *next = take(workspace, 6, 3.0);
    for (int step = 0; step < 3; step++) {
        cb_workspace_reset(workspace);
        assert_ptr_equal(cb_workspace_take(workspace, 5), small);
        assert_ptr_equal(cb_workspace_take(workspace, 3 * SLAB), large);
        assert_ptr_equal(cb_workspace_take(workspace, 6), next);
    }
    cb_workspace_free(workspace);
}

/* More bytes than there are addresses: the second count would wrap to a few. */
static void without_memory_there_is_none_and_the_rest_stands(void **state)
{
    (void)state;
    cb_workspace *workspace = workspace_create();
    cb_vec *before = take(workspace, 4, 4.0);
    assert_null(cb_workspace_take(workspace, SIZE_MAX / sizeof(cb_vec) + 1));
    assert_null(cb_workspace_take(workspace, SIZE_MAX / sizeof(cb_vec) + 3));
    assert_null(cb_workspace_take(workspace, SIZE_MAX));
    cb_vec *after = take(workspace, 4, 5.0);
    assert_true(before[3][7] == 4.0 && after[3][7] == 5.0);
    cb_workspace_free(workspace);
}

static void nothing_is_freed_safely(void **state)
{
    (void)state;
    cb_workspace_free(NULL);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(pieces_are_aligned_and_apart),
    cmocka_unit_test(the_same_step_gets_the_same_memory_again),
    cmocka_unit_test(without_memory_there_is_none_and_the_rest_stands),
    cmocka_unit_test(nothing_is_freed_safely),
};

CB_SUITE(tests)
