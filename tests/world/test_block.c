#include "block.h"

#include "small_world.h"

/* ---- a process that grows a stock by an uncertain rate ----------------------------------------------------------- */

typedef struct growth_plan {
    cb_id stock, growth, seen, rate;
} growth_plan;

static growth_plan names;
static char trace[64];                  /* what was called first, in order */
static cb_status fail_start, fail_step; /* what the process answers */

static void note(const char *call)
{
    strncat(trace, call, sizeof trace - 1 - strlen(trace));
}

static cb_status growth_prepare(cb_setup *setup, void **plan)
{
    names = (growth_plan){.stock = cb_setup_field(setup, "stock"),
                          .growth = cb_setup_field(setup, "growth"),
                          .seen = cb_setup_field(setup, "seen"),
                          .rate = cb_setup_param(setup, "growth.rate")};
    *plan = &names;
    return CB_OK;
}

static cb_status growth_start(cb_block *block, const void *plan)
{
    assert_ptr_equal(plan, &names);
    assert_non_null(cb_block_workspace(block, 4));
    note("start ");
    return fail_start ? cb_block_fail(block, "no start in place %s", cb_block_place_id(block, 1)) : CB_OK;
}

/* stock grows by the rate; a flow that is not cleared or a scratch that is not kept would show. */
static void growth_visit(cb_block *block, size_t place, size_t vector, void *context)
{
    const growth_plan *p = context;
    cb_view stock = cb_block_view(block, p->stock), growth = cb_block_view(block, p->growth);
    cb_vec rate = cb_param_at(cb_block_param(block, p->rate), place, vector);
    for (size_t c = 0; c < stock.cells; c++) {
        cb_vec *cell = cb_view_row(stock, place, vector) + c * stock.vectors;
        cb_vec more = rate * *cell;
        cb_view_row(growth, place, vector)[c * growth.vectors] += more;
        *cell += more;
    }
    *cb_view_row(cb_block_view(block, p->seen), place, vector) += cb_splat(1.0);
}

static cb_status growth_step(cb_block *block, const void *plan)
{
    note("step ");
    growth_plan p = *(const growth_plan *)plan;
    cb_each_place(block, growth_visit, &p);
    return fail_step;
}

static const cb_field growth_fields[] = {{.name = "stock",
                                          .unit = "person",
                                          .axes = "place status",
                                          .kind = CB_STATE,
                                          .balance = "+growth",
                                          .initial = "population.persons"},
                                         {.name = "growth", .unit = "person", .axes = "place status", .kind = CB_FLOW},
                                         {.name = "seen", .unit = "1", .axes = "place", .kind = CB_SCRATCH},
                                         {0}};
static const cb_param growth_params[] = {{.name = "growth.rate",
                                          .unit = "1/yr",
                                          .doc = "growth",
                                          .source = "assumed: slow",
                                          .value = 0.01,
                                          .min = -1.0,
                                          .max = 1.0},
                                         {0}};
static const cb_process growth = {.name = "growing",
                                  .doc = "grows",
                                  .reference = "none",
                                  .fields = growth_fields,
                                  .params = growth_params,
                                  .prepare = growth_prepare,
                                  .start = growth_start,
                                  .step = growth_step};

#define MEMBERS 20
#define UNSURE                                                                                                         \
    USUAL "parameters: {growth.rate: {each: {uniform: [1 %/yr, 5 %/yr]}}}\n"                                           \
          "ensemble: {members: 20, design: lhs, seed: 3}\n"

static small_world growing_of(const char *yaml)
{
    trace[0] = '\0';
    fail_start = fail_step = CB_OK;
    return small_world_of(yaml, &growth);
}

/* ---- memory ------------------------------------------------------------------------------------------------------ */

/* Of place B, rural, women: 30 in every lane of that cell and nowhere else. */
static void values_lie_by_entity_and_then_lane(void **state)
{
    (void)state;
    static const double persons[] = {10, 20, 11, 21, 30, 40, 31, 41, 50, 60, 51, 61};
    small_world w = growing_of(USUAL);
    assert_int_equal(small_world_begin(&w, 16, 1), CB_OK);
    const double *values = (const double *)w.block->fields[small_world_field(&w, "population")];
    assert_int_equal((uintptr_t)values % 64, 0);
    for (size_t i = 0; i < 12 * 16; i++)
        assert_true(values[i] == persons[i / 16]);
    cb_view view = cb_block_view(w.block, (cb_id)small_world_field(&w, "population"));
    assert_int_equal(view.vectors, 2);
    assert_int_equal(view.cells, 4);
    assert_ptr_equal(&cb_view_row(view, 1, 1)[2 * view.vectors], (const cb_vec *)values + (1 * 4 + 2) * 2 + 1);
    assert_null(w.block->fields[small_world_field(&w, "travel")]); /* shared: no lanes */
    small_world_close(&w);
}

/* Doubles of a lane: population 12, births 6, moves 9, stock 6 and its copy 6, growth 6, seen 3. A parameter without
 * lanes takes one vector, one that varies by place 3 doubles of a lane. */
static void bytes_grow_with_the_lanes(void **state)
{
    (void)state;
    double lane = (12 + 6 + 9 + 12 + 6 + 3) * sizeof(double);
    small_world w = growing_of(USUAL);
    double fixed = (double)w.world->variant->parameter_count * 64.0;
    assert_true(cb_block_bytes(w.world, 8) == fixed + 8 * lane);
    assert_true(cb_block_bytes(w.world, 64) == fixed + 64 * lane);
    small_world_close(&w);
    w = growing_of(UNSURE);
    assert_true(cb_block_bytes(w.world, 64) == fixed - 64.0 + 64 * (lane + 3 * sizeof(double)));
    small_world_close(&w);
}

static void nothing_is_freed_safely(void **state)
{
    (void)state;
    cb_block_free(NULL);
}

/* ---- steps ------------------------------------------------------------------------------------------------------- */

static double rate_of(const small_world *w, const char *place, size_t member)
{
    char name[64];
    snprintf(name, sizeof name, "growth.rate[%s]", place);
    cb_id input = cb_draws_find(w->draws, name);
    assert_true(input != CB_NONE);
    return cb_draws_value(w->draws, 0, (size_t)input, member);
}

static void every_lane_is_its_member_and_padding_repeats_the_last(void **state)
{
    (void)state;
    static const double urban[] = {41, 81, 121};
    small_world w = growing_of(UNSURE);
    assert_int_equal(small_world_begin(&w, 16, 11), CB_OK);
    assert_int_equal(w.block->live, 11);
    assert_int_equal(cb_block_step(w.block), CB_OK);
    for (size_t lane = 0; lane < 16; lane++) {
        size_t member = lane < 11 ? lane : 10;
        assert_int_equal(w.block->members[lane], member);
        for (size_t place = 0; place < 3; place++) {
            double before = urban[place], rate = rate_of(&w, w.loaded.scenario->places[place].id, member);
            assert_true(*small_world_at(&w, "stock", place, 1, lane) == before + rate * before);
        }
    }
    small_world_close(&w);
}

static void flows_are_of_one_step_states_and_scratch_are_carried(void **state)
{
    (void)state;
    small_world w = growing_of(USUAL);
    assert_int_equal(small_world_begin(&w, 8, 1), CB_OK);
    double rural = 21.0; /* of A */
    assert_true(*small_world_at(&w, "stock", 0, 0, 0) == rural);
    for (size_t step = 0; step < 3; step++) {
        assert_int_equal(cb_block_step_index(w.block), step);
        assert_int_equal(cb_block_step(w.block), CB_OK);
        double more = 0.01 * rural;
        rural += more;
        assert_true(*small_world_at(&w, "growth", 0, 0, 0) == more);
        assert_true(*small_world_at(&w, "stock", 0, 0, 0) == rural);
        assert_true(*small_world_at(&w, "seen", 2, 0, 7) == (double)step + 1.0);
    }
    small_world_close(&w);
}

/* The values of `stock` in all lanes after three steps, [place][cell][lane]. */
static double *stock_after(small_world *w, size_t lanes, const size_t *members, size_t live)
{
    if (!w->block)
        assert_int_equal(cb_block_create(&w->block, w->world, lanes), CB_OK);
    assert_int_equal(cb_block_begin(w->block, w->world, members, live), CB_OK);
    for (int step = 0; step < 3; step++)
        assert_int_equal(cb_block_step(w->block), CB_OK);
    double *values = malloc(6 * lanes * sizeof *values);
    assert_non_null(values);
    memcpy(values, w->block->fields[small_world_field(w, "stock")], 6 * lanes * sizeof *values);
    return values;
}

static void members_have_the_same_bits_alone_and_in_blocks_of_any_size(void **state)
{
    (void)state;
    size_t members[MEMBERS];
    small_world w = growing_of(UNSURE);
    for (size_t m = 0; m < MEMBERS; m++)
        members[m] = m;
    double *together = stock_after(&w, 24, members, MEMBERS);
    cb_block_free(w.block);
    w.block = NULL;
    for (size_t m = 0; m < MEMBERS; m++) {
        double *alone = stock_after(&w, 8, &m, 1);
        for (size_t row = 0; row < 6; row++)
            assert_memory_equal(&alone[row * 8], &together[row * 24 + m], sizeof *alone);
        free(alone);
    }
    free(together);
    small_world_close(&w);
}

static void a_block_begins_anew(void **state)
{
    (void)state;
    static const size_t first[] = {0, 1, 2, 3}, others[] = {17, 5};
    small_world w = growing_of(UNSURE);
    double *once = stock_after(&w, 8, first, 4);
    assert_int_equal(w.block->step, 3);
    free(stock_after(&w, 8, others, 2));
    assert_int_equal(w.block->live, 2);
    assert_int_equal(w.block->members[7], 5);
    double *again = stock_after(&w, 8, first, 4);
    assert_int_equal(w.block->step, 3);
    assert_memory_equal(once, again, 48 * sizeof *once);
    free(once);
    free(again);
    small_world_close(&w);
}

/* ---- processes that fail ----------------------------------------------------------------------------------------- */

static void processes_start_once_and_step_in_turn(void **state)
{
    (void)state;
    small_world w = growing_of(USUAL);
    assert_int_equal(small_world_begin(&w, 8, 1), CB_OK);
    assert_string_equal(trace, "start ");
    assert_int_equal(cb_block_step(w.block), CB_OK);
    assert_int_equal(cb_block_step(w.block), CB_OK);
    assert_string_equal(trace, "start step step ");
    small_world_close(&w);
}

static void a_start_that_fails_stops_the_block(void **state)
{
    (void)state;
    small_world w = growing_of(USUAL);
    fail_start = CB_ERROR_NUMBERS;
    assert_int_equal(small_world_begin(&w, 8, 1), CB_ERROR_NUMBERS);
    assert_string_equal(w.block->failure, "no start in place B");
    fail_start = CB_OK;
    assert_int_equal(small_world_begin(&w, 8, 1), CB_OK); /* a failure does not outlive its block's members */
    assert_string_equal(w.block->failure, "");
    assert_int_equal(cb_block_step(w.block), CB_OK);
    small_world_close(&w);
}

static void a_step_that_fails_stops_the_block(void **state)
{
    (void)state;
    small_world w = growing_of(USUAL);
    assert_int_equal(small_world_begin(&w, 8, 1), CB_OK);
    fail_step = CB_ERROR_MEMORY;
    assert_int_equal(cb_block_step(w.block), CB_ERROR_MEMORY);
    small_world_close(&w);
}

/* ---- projects ---------------------------------------------------------------------------------------------------- */

static void numbers_of_projects_are_those_of_the_member(void **state)
{
    (void)state;
    static const char yaml[] = USUAL "ensemble: {members: 20, design: lhs, seed: 3}\n"
                                     "projects:\n- {id: line, kind: rail, from: A, to: B, length: 48 km, "
                                     "opens: {triangular: [2025, 2026, 2029]}, cost: {uniform: [1e9 CNY, 2e9 CNY]}, "
                                     "assumed: x}\n- {id: bridge, kind: road, opens: 2023, assumed: x}\n";
    small_world w = growing_of(yaml);
    assert_int_equal(small_world_begin(&w, 16, 16), CB_OK);
    cb_id opens = cb_draws_find(w.draws, "projects.line.opens"), cost = cb_draws_find(w.draws, "projects.line.cost");
    assert_true(opens != CB_NONE && cost != CB_NONE);
    for (size_t lane = 0; lane < 16; lane++) {
        cb_vec line = cb_block_project(w.block, CB_PROJECT_OPENS, 1, lane / 8);
        assert_true(line[lane % 8] == cb_draws_value(w.draws, 0, (size_t)opens, lane));
        assert_true(line[lane % 8] >= 2026.0 && line[lane % 8] <= 2030.0);
        line = cb_block_project(w.block, CB_PROJECT_COST, 1, lane / 8);
        assert_true(line[lane % 8] == cb_draws_value(w.draws, 0, (size_t)cost, lane));
        assert_true(cb_block_project(w.block, CB_PROJECT_LENGTH, 1, lane / 8)[lane % 8] == 48.0);
        assert_true(cb_block_project(w.block, CB_PROJECT_OPENS, 0, lane / 8)[lane % 8] == 2024.0);
    }
    small_world_close(&w);
}

/* A block made for the variant without projects serves one with two. */
static void a_block_has_room_for_the_projects_of_every_variant(void **state)
{
    (void)state;
    static const char yaml[] = USUAL "variants:\n  plan:\n    projects:\n"
                                     "    - {id: a, kind: road, opens: 2023, length: 3 km, assumed: x}\n"
                                     "    - {id: b, kind: road, opens: 2025, length: 4 km, assumed: x}\n";
    small_world w = growing_of(yaml);
    cb_world *plan;
    static const size_t member = 0;
    assert_int_equal(small_world_begin(&w, 64, 1), CB_OK);
    assert_int_equal(cb_world_create(&plan, w.loaded.scenario, 1, w.draws, w.loaded.diagnostics), CB_OK);
    assert_int_equal(cb_block_begin(w.block, plan, &member, 1), CB_OK);
    assert_true(cb_block_project(w.block, CB_PROJECT_LENGTH, 1, 7)[7] == 4.0);
    assert_int_equal(cb_block_begin(w.block, w.world, &member, 1), CB_OK);
    cb_world_free(plan);
    small_world_close(&w);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(values_lie_by_entity_and_then_lane),
    cmocka_unit_test(bytes_grow_with_the_lanes),
    cmocka_unit_test(nothing_is_freed_safely),
    cmocka_unit_test(every_lane_is_its_member_and_padding_repeats_the_last),
    cmocka_unit_test(flows_are_of_one_step_states_and_scratch_are_carried),
    cmocka_unit_test(members_have_the_same_bits_alone_and_in_blocks_of_any_size),
    cmocka_unit_test(a_block_begins_anew),
    cmocka_unit_test(processes_start_once_and_step_in_turn),
    cmocka_unit_test(a_start_that_fails_stops_the_block),
    cmocka_unit_test(a_step_that_fails_stops_the_block),
    cmocka_unit_test(numbers_of_projects_are_those_of_the_member),
    cmocka_unit_test(a_block_has_room_for_the_projects_of_every_variant),
};

CB_SUITE(tests)
