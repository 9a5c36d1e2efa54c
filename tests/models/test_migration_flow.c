#include "migration_flow.h"

#include "cells.h"
#include "settlements.h"
#include "stepped.h"

/* ---- every cell ------------------------------------------------------------------------------------------------- */

/* What the fields of a step say of one place and cell. */
typedef struct flow {
    const stepped *of;
    size_t places, ages, sexes, statuses, groups;
    cb_move_fields fields;
    const cb_vec *town_inflow, *village_inflow, *town_share, *village_share;
    cb_vec *before; /* people at the start of the step */
} flow;

static flow flow_of(const stepped *s)
{
    const cb_setup *setup = &s->setup;
    size_t size = stepped_size(s, "cohorts") * sizeof(cb_vec);
    flow f = {.of = s,
              .places = cb_setup_places(setup),
              .ages = cb_setup_axis(setup, "age"),
              .sexes = cb_setup_axis(setup, "sex"),
              .statuses = cb_setup_axis(setup, "status"),
              .groups = cb_setup_axis(setup, "mover_group"),
              .fields = cb_move_fields_find(setup),
              .town_inflow = stepped_field(s, "town_inflow"),
              .village_inflow = stepped_field(s, "village_inflow"),
              .town_share = stepped_field(s, "town_mover_share"),
              .village_share = stepped_field(s, "village_mover_share"),
              .before = aligned_alloc(64, size)};
    assert_non_null(f.before);
    return f;
}

/* Leavers by age, sex and status from the hazards, arrivals from the inflows and their composition. */
static void sums_of(const flow *f, size_t age, size_t sex, size_t status, cb_vec *departures, cb_vec *arrivals)
{
    size_t group = cb_mover_group(&f->of->setup, cb_setup_age(&f->of->setup, age));
    size_t cell = (age * f->sexes + sex) * f->statuses + status, of_place = f->ages * f->sexes * f->statuses;
    *departures = *arrivals = cb_splat(0.0);
    for (size_t place = 0; place < f->places; place++) {
        cb_move_hazards hazards;
        cb_moves moves[CB_MOST_STATUSES];
        cb_move_hazards_read(&hazards, &f->fields, f->of->block, place, 0);
        cb_moves_at_age(&hazards, &f->fields, f->statuses, age, group, moves);
        *departures += f->before[place * of_place + cell] * (moves[status].to_town + moves[status].to_village);
        *arrivals += f->town_inflow[place * f->groups + group] * f->town_share[cell];
        if ((cb_id)status == f->fields.roles.away && cb_roles_register(f->fields.roles))
            *arrivals += f->village_inflow[place * f->groups + group] * f->village_share[age * f->sexes + sex];
    }
}

static void check_cells(const flow *f)
{
    for (size_t age = 0; age < f->ages; age++)
        for (size_t sex = 0; sex < f->sexes; sex++)
            for (size_t status = 0; status < f->statuses; status++) {
                cb_vec departures, arrivals;
                sums_of(f, age, sex, status, &departures, &arrivals);
                for (size_t lane = 0; lane < CB_WIDTH; lane++) {
                    assert_true(departures[lane] > 0.1);
                    assert_relative(arrivals[lane], departures[lane], 1e-12);
                }
            }
}

static void check_closed(const char *scenario, const char *const *sets)
{
    stepped s;
    stepped_open(&s, scenario, sets);
    flow f = flow_of(&s);
    for (size_t step = 0; step < cb_setup_steps(&s.setup); step++) {
        memcpy(f.before, stepped_field(&s, "cohorts"), stepped_size(&s, "cohorts") * sizeof(cb_vec));
        stepped_step(&s);
        check_cells(&f);
    }
    free(f.before);
    stepped_close(&s);
}

#define EIGHT_MEMBERS "ensemble.design=lhs", "ensemble.members=8"

static void arrivals_equal_departures_of_every_cell_to_towns_and_villages(void **state)
{
    (void)state;
    check_closed(SETTLEMENTS "scenario.yaml",
                 (const char *const[]){EIGHT_MEMBERS, "parameters.migration.out_rate={uniform: [1 %/yr, 5 %/yr]}",
                                       "parameters.registration.rate={uniform: [0 %/yr, 9 %/yr]}", NULL});
}

static void arrivals_equal_departures_of_every_cell_with_attraction_by_age(void **state)
{
    (void)state;
    check_closed(SETTLEMENTS "scenario.yaml",
                 (const char *const[]){EIGHT_MEMBERS, "attraction_by_age.table=by-age.csv",
                                       "parameters.migration.attraction={each: {normal: [0, 1]}}",
                                       "parameters.migration.deterrence=power", NULL});
}

static void arrivals_equal_departures_of_every_cell_between_people(void **state)
{
    (void)state;
    check_closed(TOWNS "scenario.yaml",
                 (const char *const[]){EIGHT_MEMBERS,
                                       "parameters.migration.distance_decay={uniform: [0 1/km, 0.01 1/km]}", NULL});
}

static void arrivals_equal_departures_of_every_cell_where_growth_departs(void **state)
{
    (void)state;
    check_closed(SETTLEMENTS "scenario.yaml", (const char *const[]){DEVIATION("fewer"), NULL});
    check_closed(SETTLEMENTS "scenario.yaml", (const char *const[]){DEVIATION("more"), NULL});
}

/* ---- decay ------------------------------------------------------------------------------------------------------ */

/* A decay whose first number is 0 is a decay: half of 0 to 0.01 is 0.005. */
static void a_decay_that_begins_at_nothing_is_not_ignored(void **state)
{
    (void)state;
    static const char uniform[] = "parameters.migration.distance_decay={uniform: [0 1/km, 0.01 1/km]}";
    size_t count;
    cb_result *number = run_scenario(TOWNS "scenario.yaml", NULL);
    cb_result *middle = run_scenario(TOWNS "scenario.yaml", (const char *const[]){uniform, NULL});
    double *a = result_values(number, "arrivals", &count), *b = result_values(middle, "arrivals", NULL);
    for (size_t i = 0; i < count; i++)
        if (!isnan(a[i]))
            assert_relative(b[i], a[i], 1e-13);
    free(a);
    free(b);
    cb_result_close(number);
    cb_result_close(middle);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(arrivals_equal_departures_of_every_cell_to_towns_and_villages),
    cmocka_unit_test(arrivals_equal_departures_of_every_cell_with_attraction_by_age),
    cmocka_unit_test(arrivals_equal_departures_of_every_cell_between_people),
    cmocka_unit_test(arrivals_equal_departures_of_every_cell_where_growth_departs),
    cmocka_unit_test(a_decay_that_begins_at_nothing_is_not_ignored),
};

CB_SUITE(tests)
