#include "migration_plan.h"

#include <math.h>
#include <stdlib.h>

#include "great_circle.h"
#include "rogers_castro.h"

static void names_find(cb_migration_plan *p, const cb_setup *setup)
{
    p->moves = cb_move_fields_find(setup);
    p->cohorts = cb_setup_field(setup, "cohorts");
    p->population = cb_setup_field(setup, "population");
    p->special_people = cb_setup_field(setup, "special_people");
    p->distance = cb_setup_field(setup, "distance");
    p->out_level = cb_setup_field(setup, "out_level");
    p->town_stay = cb_setup_field(setup, "town_stay");
    p->village_stay = cb_setup_field(setup, "village_stay");
    p->town_inflow = cb_setup_field(setup, "town_inflow");
    p->village_inflow = cb_setup_field(setup, "village_inflow");
    p->town_share = cb_setup_field(setup, "town_mover_share");
    p->village_share = cb_setup_field(setup, "village_mover_share");
    p->attraction_by_age = cb_setup_field(setup, "attraction_by_age");
    p->out_rate = cb_setup_param(setup, "migration.out_rate");
    p->rural_factor = cb_setup_param(setup, "migration.rural_factor");
    p->settled_factor = cb_setup_param(setup, "migration.registered_factor");
    p->away_factor = cb_setup_param(setup, "migration.unregistered_factor");
    p->elasticity = cb_setup_param(setup, "migration.size_elasticity");
    p->attraction = cb_setup_param(setup, "migration.attraction");
    p->distance_decay = cb_setup_param(setup, "migration.distance_decay");
    p->barrier = cb_setup_param(setup, "registration.barrier");
    p->barrier_effect = cb_setup_param(setup, "migration.barrier_effect");
    p->growth_deviation = cb_setup_param(setup, "migration.growth_deviation");
    p->arrival_rate = cb_setup_param(setup, "migration.arrival_rate");
}

static cb_status groups_check(cb_migration_plan *p, cb_setup *setup)
{
    (void)p;
    static const char groups[] = "migration.age_groups";
    size_t count;
    const double *lower = cb_setup_list(setup, groups, &count);
    if (lower[0] > 0.0)
        return cb_setup_parameter_error(setup, groups, "%s must begin with 0: everybody belongs to a group", groups);
    for (size_t g = 0; g < count; g++)
        if (lower[g] != floor(lower[g]))
            return cb_setup_parameter_error(setup, groups, "%s are whole years, but one is %g", groups, lower[g]);
    return CB_OK;
}

static cb_status places_check(cb_migration_plan *p, cb_setup *setup)
{
    cb_status status = CB_OK;
    for (size_t i = 0; i < p->places; i++)
        if (isnan(cb_setup_longitude(setup, i)) || isnan(cb_setup_latitude(setup, i)))
            status = cb_setup_place_error(setup, i,
                                          "place %s has no coordinates, which migration needs: give lon and lat in the "
                                          "places table, or leave migration out of `processes`",
                                          cb_setup_place_id(setup, i));
    return status;
}

/* Means over many points hold one decay, and so does a deterrence that earlier movers have changed. */
static cb_status decay_check(cb_migration_plan *p, cb_setup *setup)
{
    static const char decay[] = "migration.distance_decay";
    if (p->power)
        return CB_OK;
    if (p->towns || p->stocks)
        return cb_setup_refuse_variation(
            setup, decay, false, "%s must be one number that no lever, shock or distribution changes where %s", decay,
            p->towns ? "destinations are towns: places may be means over many points"
                     : "a table migrant_stock acts on the deterrence");
    return cb_setup_refuse_variation(setup, decay, true, "%s must be the same in all places: a distance has two ends",
                                     decay);
}

/* ---- who moves, and who returns --------------------------------------------------------------------------------- */

static size_t age_of_row(const cb_setup *setup, const int *age, size_t row)
{
    size_t at = 0;
    while (age && at + 1 < cb_setup_axis(setup, "age") && cb_setup_age(setup, at) < age[row])
        at++;
    return at;
}

/* People at the start, by age and by place: of the base population, or of the table that gives people as they are. */
static void start_fill(cb_migration_plan *p, cb_setup *setup, double *by_age)
{
    const cb_rows *rows = cb_setup_table(setup, "population");
    const double *persons = rows ? cb_rows_number(rows, "persons") : NULL;
    const double *base = rows ? NULL : cb_setup_shared(setup, cb_setup_field(setup, "base_people"));
    const int *age = rows ? cb_rows_index(rows, "age") : NULL, *place = rows ? cb_rows_index(rows, "place") : NULL;
    size_t width = p->sexes * p->statuses;
    for (size_t row = 0; rows && row < cb_rows_count(rows); row++) {
        by_age[age_of_row(setup, age, row)] += persons[row];
        p->start[place[row]] += persons[row];
    }
    for (size_t cell = 0; base && cell < p->places * p->ages * width; cell++) {
        by_age[cell / width % p->ages] += base[cell];
        p->start[cell / width / p->ages] += base[cell];
    }
}

/* The schedule at the middle of each age group, with mean 1 over all people at the start. */
static cb_status schedule_fill(cb_migration_plan *p, cb_setup *setup)
{
    cb_rogers_castro_schedule schedule = cb_rogers_castro_read(setup);
    double *level = cb_setup_shared(setup, p->moves.schedule), *people = calloc(p->ages, sizeof *people);
    double all = 0.0, moves = 0.0;
    if (!level || !people) {
        free(people);
        return CB_ERROR_MEMORY;
    }
    start_fill(p, setup, people);
    for (size_t a = 0; a < p->ages; a++) {
        level[a] = cb_rogers_castro_of_group(&schedule, setup, a);
        all += people[a];
        moves += people[a] * level[a];
    }
    free(people);
    if (all > 0.0 && !(moves > 0.0))
        return cb_setup_parameter_error(setup, "migration.a1",
                                        "the Rogers-Castro schedule (migration.a1 to migration.c) is 0 at every age");
    for (size_t a = 0; a < p->ages && all > 0.0; a++)
        level[a] *= all / moves;
    return CB_OK;
}

/* Who is registered elsewhere and moves goes back to a village with a probability that depends on age. */
static cb_status returns_fill(cb_migration_plan *p, cb_setup *setup)
{
    double *share = p->villages ? cb_setup_shared(setup, p->moves.return_share) : NULL;
    double young = cb_setup_number(setup, "migration.return_share", 0.0);
    double old = cb_setup_number(setup, "migration.return_share_old", 0.0);
    double from = cb_setup_number(setup, "migration.return_age", 0.0);
    if (!share)
        return p->villages ? CB_ERROR_MEMORY : CB_OK;
    for (size_t a = 0; a < p->ages; a++)
        share[a] = cb_setup_age(setup, a) < from ? young : old;
    return CB_OK;
}

/* ---- what draws, and from how far ------------------------------------------------------------------------------- */

/* Constants of a place for one mover group beside its attraction. */
static cb_status by_age_fill(cb_migration_plan *p, cb_setup *setup)
{
    const cb_rows *rows = cb_setup_table(setup, "attraction_by_age");
    p->sizes = 1;
    if (!rows)
        return CB_OK;
    double *constants = cb_setup_shared(setup, p->attraction_by_age);
    const double *value = cb_rows_number(rows, "attraction"), *lower;
    const int *place = cb_rows_index(rows, "place"), *age = cb_rows_index(rows, "age");
    size_t count;
    if (!constants)
        return CB_ERROR_MEMORY;
    lower = cb_setup_list(setup, "migration.age_groups", &count);
    for (size_t row = 0; row < cb_rows_count(rows); row++) {
        size_t group = cb_mover_group(setup, age[row]);
        if (lower[group] != age[row])
            return cb_setup_row_error(setup, rows, row, "age",
                                      "age %d is not the lower end of one of migration.age_groups", age[row]);
        constants[(size_t)place[row] * p->groups + group] = value[row];
    }
    p->sizes = p->groups;
    return CB_OK;
}

static void distance_fill(const cb_migration_plan *p, cb_setup *setup, double *distance)
{
    for (size_t i = 0; i < p->places; i++)
        for (size_t j = 0; j < i; j++)
            distance[i * p->places + j] = distance[j * p->places + i] =
                cb_great_circle(cb_setup_longitude(setup, i), cb_setup_latitude(setup, i), cb_setup_longitude(setup, j),
                                cb_setup_latitude(setup, j));
}

/* The first form has points and a decay; towns have counties, the own place and a choice of forms. */
static cb_status form_fill(cb_migration_plan *p, cb_setup *setup, const double *distance)
{
    p->power = p->towns && cb_setup_number(setup, "migration.deterrence", 0.0) != 0.0;
    p->decay = cb_setup_number(setup, "migration.distance_decay", 0.0);
    cb_distance_form form = {.power = p->power, .parameter = p->decay};
    if (form.power)
        form.parameter = cb_setup_number(setup, "migration.distance_power", 0.0);
    if (!p->towns)
        return cb_deterrence_create_between_centres(&p->deterrence, p->places, distance, form);
    cb_status status = cb_deterrence_create(&p->deterrence, setup, form);
    double *own = status ? NULL : cb_setup_shared(setup, p->moves.own_county);
    if (status || !own)
        return status ? status : CB_ERROR_MEMORY;
    for (size_t i = 0; i < p->places; i++)
        own[i] = p->deterrence.own_county[i];
    return CB_OK;
}

static cb_status stock_apply(cb_migration_plan *p, cb_setup *setup)
{
    const cb_rows *rows = cb_setup_table(setup, "migrant_stock");
    double elasticity = cb_setup_number(setup, "migration.stock_elasticity", 0.0);
    p->stocks = rows && elasticity != 0.0;
    return rows ? cb_deterrence_apply_stock(&p->deterrence, setup, rows, elasticity) : CB_OK;
}

static cb_status deterrence_fill(cb_migration_plan *p, cb_setup *setup)
{
    double *distance = cb_setup_shared(setup, p->distance);
    if (!distance)
        return CB_ERROR_MEMORY;
    distance_fill(p, setup, distance);
    cb_status status = form_fill(p, setup, distance);
    if (!status)
        status = stock_apply(p, setup);
    if (!status)
        status = cb_kernel_create(&p->kernel, p->places, p->deterrence.between);
    free(p->deterrence.between);
    p->deterrence.between = NULL;
    return status;
}

/* ---- all -------------------------------------------------------------------------------------------------------- */

static cb_status plan_fill(cb_migration_plan *p, cb_setup *setup)
{
    names_find(p, setup);
    p->towns = cb_setup_number(setup, "migration.destinations", 0.0) != 0.0;
    p->villages = p->towns && cb_roles_register(p->moves.roles) && p->moves.roles.rural != CB_NONE;
    for (size_t age = 0; age < p->ages; age++)
        p->group[age] = cb_mover_group(setup, cb_setup_age(setup, age));
    cb_status (*const parts[])(cb_migration_plan *, cb_setup *) = {
        groups_check, places_check, schedule_fill, returns_fill, by_age_fill, deterrence_fill, decay_check};
    cb_status found = CB_OK;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) { /* all faults at once */
        cb_status status = parts[i](p, setup);
        if (status && status != CB_ERROR_INPUT)
            return status;
        found = status ? status : found;
    }
    return found;
}

cb_status cb_migration_plan_create(cb_migration_plan **plan, cb_setup *setup)
{
    cb_migration_plan *made = calloc(1, sizeof *made);
    *plan = made;
    if (!made)
        return CB_ERROR_MEMORY;
    *made = (cb_migration_plan){.places = cb_setup_places(setup),
                                .ages = cb_setup_axis(setup, "age"),
                                .sexes = cb_setup_axis(setup, "sex"),
                                .statuses = cb_setup_axis(setup, "status"),
                                .groups = cb_setup_axis(setup, "mover_group"),
                                .group = calloc(cb_setup_axis(setup, "age"), sizeof *made->group),
                                .start = calloc(cb_setup_places(setup), sizeof *made->start)};
    return made->group && made->start ? plan_fill(made, setup) : CB_ERROR_MEMORY;
}

void cb_migration_plan_free(cb_migration_plan *plan)
{
    if (!plan)
        return;
    cb_kernel_free(plan->kernel);
    cb_deterrence_free(&plan->deterrence);
    free(plan->group);
    free(plan->start);
    free(plan);
}
