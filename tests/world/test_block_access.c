#include "indicator.h"
#include "small_world.h"

/* ---- views ------------------------------------------------------------------------------------------------------- */

static void what_is_absent_reads_as_nothing(void **state)
{
    (void)state;
    small_world w = small_world_of(USUAL, NULL);
    assert_int_equal(small_world_begin(&w, 16, 1), CB_OK);
    cb_view view = cb_block_view(w.block, CB_NONE);
    assert_null(view.data);
    assert_int_equal(view.vectors, 2);
    assert_null(cb_block_shared(w.block, CB_NONE));
    cb_param_view param = cb_block_param(w.block, CB_NONE);
    for (size_t lane = 0; lane < CB_WIDTH; lane++)
        assert_true(cb_param_at(param, 2, 1)[lane] == 0.0);
    small_world_close(&w);
}

static void a_parameter_is_read_for_the_step_place_and_lane(void **state)
{
    (void)state;
    static const char yaml[] =
        USUAL "parameters: {moving.rate: {uniform: [1 %/yr, 2 %/yr]}}\nensemble: {members: 16, design: lhs}\n"
              "levers:\n- {id: l, region: B, parameter: moving.rate, from: 2022, multiply: 2, assumed: x}\n";
    small_world w = small_world_of(yaml, NULL);
    assert_int_equal(small_world_begin(&w, 16, 16), CB_OK);
    cb_id rate = cb_variant_parameter(w.world->variant, "moving.rate");
    for (size_t step = 0; step < 4; step++) {
        cb_param_view view = cb_block_param(w.block, rate);
        for (size_t lane = 0; lane < 16; lane++) {
            double base = cb_draws_value(w.draws, 0, 0, lane);
            assert_true(cb_param_at(view, 0, lane / 8)[lane % 8] == base);
            assert_true(cb_param_at(view, 1, lane / 8)[lane % 8] == (step < 2 ? base : 2 * base));
        }
        assert_int_equal(cb_block_step(w.block), CB_OK);
    }
    small_world_close(&w);
}

static void time_goes_on_with_the_steps(void **state)
{
    (void)state;
    small_world w = small_world_of("clock: {start: 2020, end: 2030, step: 5 yr}\n" PLACES PEOPLE, NULL);
    assert_int_equal(small_world_begin(&w, 24, 1), CB_OK);
    assert_int_equal(cb_block_places(w.block), 3);
    assert_int_equal(cb_block_vectors(w.block), 3);
    assert_true(cb_block_years(w.block) == 5.0);
    assert_true(cb_block_time(w.block) == 2021.0);
    assert_int_equal(cb_block_step(w.block), CB_OK);
    assert_true(cb_block_time(w.block) == 2026.0);
    assert_int_equal(cb_block_step_index(w.block), 1);
    assert_string_equal(cb_block_place_id(w.block, 2), "C");
    small_world_close(&w);
}

/* The rule of a model, opens <= beginning of the step: an opening inside 2022 acts in the step that begins with the end
 * of 2022, one at the end of 2022 too, one a day later not. */
static void projects_act_in_steps_that_begin_at_or_after_their_opening(void **state)
{
    (void)state;
    static const char yaml[] = USUAL "projects:\n- {id: a, kind: road, opens: 2022-09-30, assumed: x}\n"
                                     "- {id: b, kind: road, opens: 2022, assumed: x}\n"
                                     "- {id: c, kind: road, opens: 2023-01-01, assumed: x}\n";
    static const int acts[3][4] = {{0, 0, 1, 1}, {0, 0, 1, 1}, {0, 0, 0, 1}};
    small_world w = small_world_of(yaml, NULL);
    assert_int_equal(small_world_begin(&w, 8, 1), CB_OK);
    for (size_t step = 0; step < 4; step++) {
        for (size_t p = 0; p < 3; p++)
            assert_int_equal(cb_block_project(w.block, CB_PROJECT_OPENS, p, 0)[0] <= cb_block_time(w.block),
                             acts[p][step]);
        assert_int_equal(cb_block_step(w.block), CB_OK);
    }
    small_world_close(&w);
}

/* ---- over places ------------------------------------------------------------------------------------------------- */

static small_world many_world(size_t lanes)
{
    small_world w = {0};
    loading_open(&w.loaded);
    many_write();
    small_world_make(&w, MANY, NULL, 0);
    assert_int_equal(w.status, CB_OK);
    assert_int_equal(small_world_begin(&w, lanes, 1), CB_OK);
    return w;
}

static void count_visit(cb_block *block, size_t place, size_t vector, void *context)
{
    (void)block;
    int(*visits)[4] = context;
    assert_true(place < MANY_COUNT && vector < 4);
    visits[place][vector]++;
}

static void every_place_and_vector_is_visited_once(void **state)
{
    (void)state;
    int visits[MANY_COUNT][4] = {{0}};
    small_world w = many_world(32);
    cb_each_place(w.block, count_visit, visits);
    for (size_t place = 0; place < MANY_COUNT; place++)
        for (size_t vector = 0; vector < 4; vector++)
            assert_int_equal(visits[place][vector], 1);
    small_world_close(&w);
}

typedef struct crowd {
    cb_view people;
} crowd;

/* Urban people and the square root of rural ones. */
static void crowd_terms(cb_block *block, size_t place, size_t vector, cb_vec *partial, void *context)
{
    (void)block;
    const crowd *c = context;
    const cb_vec *row = cb_view_row(c->people, place, vector);
    partial[0] += row[c->people.vectors];
    partial[1] += cb_sqrt(row[0]);
}

static void sums_over_places_have_the_same_bits_in_any_block(void **state)
{
    (void)state;
    static const size_t blocks[] = {8, 32, 64};
    double roots = 0.0;
    for (size_t place = 0; place < MANY_COUNT; place++)
        roots += sqrt(((double)place + 1.0) / 7.0);
    for (size_t other = 8; other <= 128; other *= 2) /* the numbers do tell partial sums apart */
        assert_int_equal(many_urban_sum(other) == many_urban_sum(32), other == 32);
    for (size_t b = 0; b < 3; b++) {
        small_world w = many_world(blocks[b]);
        crowd c = {.people = cb_block_view(w.block, (cb_id)small_world_field(&w, "population"))};
        cb_vec total[2 * 8];
        assert_int_equal(cb_sum_places(w.block, 2, crowd_terms, &c, total), CB_OK);
        for (size_t v = 0; v < blocks[b] / CB_WIDTH; v++)
            for (size_t lane = 0; lane < CB_WIDTH; lane++) {
                assert_true(total[2 * v][lane] == many_urban_sum(32));
                assert_relative(total[2 * v + 1][lane], roots, 1e-13);
            }
        small_world_close(&w);
    }
}

static void a_region_of_all_places_has_the_same_sum(void **state)
{
    (void)state;
    small_world w = many_world(16);
    cb_view crowds = cb_block_view(w.block, (cb_id)small_world_field(&w, "population"));
    const cb_region *all = &w.loaded.scenario->regions[cb_scenario_region(w.loaded.scenario, "all")];
    cb_vec sum[2];
    cb_region_sum(all, crowds.data + 1 * crowds.vectors, crowds.cells * crowds.vectors, crowds.vectors, sum);
    for (size_t lane = 0; lane < 16; lane++)
        assert_true(sum[lane / 8][lane % 8] == many_urban_sum(32));
    small_world_close(&w);
}

/* ---- memory and failures ----------------------------------------------------------------------------------------- */

static void memory_that_is_short_is_said(void **state)
{
    (void)state;
    small_world w = small_world_of(USUAL, NULL);
    assert_int_equal(small_world_begin(&w, 8, 1), CB_OK);
    crowd c = {.people = cb_block_view(w.block, (cb_id)small_world_field(&w, "population"))};
    cb_vec total[1];
    assert_null(cb_block_workspace(w.block, SIZE_MAX / 32));
    assert_int_equal(cb_sum_places(w.block, SIZE_MAX / 32, crowd_terms, &c, total), CB_ERROR_MEMORY);
    cb_vec *some = cb_block_workspace(w.block, 10);
    assert_non_null(some);
    assert_int_equal((uintptr_t)some % 64, 0);
    small_world_close(&w);
}

static void the_first_failure_of_a_block_stands(void **state)
{
    (void)state;
    small_world w = small_world_of(USUAL, NULL);
    assert_int_equal(small_world_begin(&w, 8, 1), CB_OK);
    assert_int_equal(cb_block_fail(w.block, "place %s, year %d", "B", 2024), CB_ERROR_NUMBERS);
    assert_int_equal(cb_block_fail(w.block, "another"), CB_ERROR_NUMBERS);
    assert_string_equal(w.block->failure, "place B, year 2024");
    assert_int_equal(cb_block_step(w.block), CB_ERROR_NUMBERS); /* nothing runs on */
    small_world_close(&w);
}

static void a_long_failure_is_cut(void **state)
{
    (void)state;
    small_world w = small_world_of(USUAL, NULL);
    assert_int_equal(small_world_begin(&w, 8, 1), CB_OK);
    assert_int_equal(cb_block_fail(w.block, "%*d", 2 * CB_FAIL_TEXT, 1), CB_ERROR_NUMBERS);
    assert_int_equal(strlen(w.block->failure), CB_FAIL_TEXT - 1);
    small_world_close(&w);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_is_absent_reads_as_nothing),
    cmocka_unit_test(a_parameter_is_read_for_the_step_place_and_lane),
    cmocka_unit_test(time_goes_on_with_the_steps),
    cmocka_unit_test(projects_act_in_steps_that_begin_at_or_after_their_opening),
    cmocka_unit_test(every_place_and_vector_is_visited_once),
    cmocka_unit_test(sums_over_places_have_the_same_bits_in_any_block),
    cmocka_unit_test(a_region_of_all_places_has_the_same_sum),
    cmocka_unit_test(memory_that_is_short_is_said),
    cmocka_unit_test(the_first_failure_of_a_block_stands),
    cmocka_unit_test(a_long_failure_is_cut),
};

CB_SUITE(tests)
