#include "census_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "total.h"

#define LARGEST_GAP 0.5 /* persons between the two tables */

/* ---- age groups ------------------------------------------------------------------------------------------------- */

/* Which ages begin a group. */
static cb_status borders_find(cb_setup *setup, const cb_rows *rows, bool *border)
{
    const int *age = cb_rows_index(rows, "age");
    size_t oldest = 0;
    for (size_t row = 1; row < cb_rows_count(rows); row++)
        if (age[row] > age[oldest])
            oldest = row;
    if (age[oldest] > CB_OPEN_AGE)
        return cb_setup_row_error(setup, rows, oldest, "age",
                                  "ages of the run end with %d and over: join the people of age %d to those of %d",
                                  CB_OPEN_AGE, age[oldest], CB_OPEN_AGE);
    for (size_t row = 0; row < cb_rows_count(rows); row++)
        border[age[row]] = true;
    return CB_OK;
}

/* Lower ends of the groups, and group[age] of those of them. */
static cb_status groups_find(cb_census_table *c, cb_setup *setup, const cb_rows *rows, size_t *group)
{
    bool border[CB_SINGLE_AGES] = {false};
    c->lower = malloc(CB_SINGLE_AGES * sizeof *c->lower);
    if (!c->lower)
        return CB_ERROR_MEMORY;
    c->groups.lower = c->lower;
    cb_status status = borders_find(setup, rows, border);
    for (size_t age = 0; age < CB_SINGLE_AGES && !status; age++)
        if (border[age]) {
            group[age] = c->groups.count;
            c->lower[c->groups.count++] = (double)age;
        }
    if (!status && (!border[0] || c->groups.count < 2))
        status = cb_setup_table_error(setup, "census",
                                      "table census needs age groups from 0 on, and at least two: the last is open");
    return status;
}

/* ---- people ----------------------------------------------------------------------------------------------------- */

static size_t persons_index(const cb_census_table *c, size_t place, size_t sex, size_t group)
{
    return (place * c->sexes + sex) * c->groups.count + group;
}

/* One sex of a place; `known` counts the groups that have a row. */
static cb_status complain_of_groups(const cb_census_table *c, cb_setup *setup, size_t place, size_t sex, size_t known)
{
    const char *id = cb_setup_place_id(setup, place), *label = cb_setup_axis_label(setup, "sex", sex);
    cb_status status = CB_OK;
    if (!known)
        return cb_setup_table_error(setup, "census",
                                    "table census has no people of place %s, sex %s: add a row for each of its %zu age "
                                    "groups, with 0 persons where there are none",
                                    id, label, c->groups.count);
    for (size_t g = 0; g < c->groups.count; g++)
        if (isnan(c->persons[persons_index(c, place, sex, g)]))
            status = cb_setup_table_error(setup, "census",
                                          "table census has no people of place %s, sex %s, age %g: add the row, with 0 "
                                          "persons if there are none",
                                          id, label, c->lower[g]);
    return status;
}

static cb_status complain_of_census(const cb_census_table *c, cb_setup *setup)
{
    cb_status status = CB_OK;
    for (size_t place = 0; place < c->places; place++)
        for (size_t sex = 0; sex < c->sexes; sex++) {
            size_t known = 0;
            for (size_t g = 0; g < c->groups.count; g++)
                known += isnan(c->persons[persons_index(c, place, sex, g)]) ? 0 : 1;
            if (known < c->groups.count)
                status = complain_of_groups(c, setup, place, sex, known);
        }
    return status;
}

static cb_status census_read(cb_census_table *c, cb_setup *setup, const cb_rows *rows, const size_t *group)
{
    const double *persons = cb_rows_number(rows, "persons");
    const int *place = cb_rows_index(rows, "place"), *sex = cb_rows_index(rows, "sex");
    const int *age = cb_rows_index(rows, "age"); /* none above 100 */
    size_t cells = c->places * c->sexes * c->groups.count;
    c->persons = malloc(cells * sizeof *c->persons);
    if (!c->persons)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < cells; i++)
        c->persons[i] = NAN;
    for (size_t row = 0; row < cb_rows_count(rows); row++)
        c->persons[persons_index(c, (size_t)place[row], (size_t)sex[row], group[age[row]])] = persons[row];
    return complain_of_census(c, setup);
}

/* ---- residence -------------------------------------------------------------------------------------------------- */

static size_t row_of_place(const cb_rows *rows, size_t place)
{
    size_t row = 0;
    while (cb_rows_index(rows, "place")[row] != (int)place)
        row++;
    return row;
}

/* The census rules: what the statuses differ from it by rounding goes to them in proportion. */
static cb_status residence_fit(const cb_census_table *c, cb_setup *setup, const cb_rows *rows, size_t place)
{
    double *statuses = c->residence + place * c->statuses;
    double people = cb_total(&c->persons[persons_index(c, place, 0, 0)], c->sexes * c->groups.count);
    double sum = rows ? cb_total(statuses, c->statuses) : people;
    if (fabs(sum - people) > LARGEST_GAP)
        return cb_setup_row_error(setup, rows, row_of_place(rows, place), "persons",
                                  "people of place %s by status add to %.10g, in table census to %.10g: they may "
                                  "differ by %g at most; give both of the same census and area",
                                  cb_setup_place_id(setup, place), sum, people, LARGEST_GAP);
    if (!rows)
        statuses[0] = people;
    else if (sum != people)
        for (size_t s = 0; s < c->statuses; s++)
            statuses[s] = sum > 0.0 ? statuses[s] * (people / sum) : people / (double)c->statuses;
    return CB_OK;
}

/* Statuses of a place that have no row; with `complete` it has them all. */
static cb_status complain_of_statuses(const cb_census_table *c, cb_setup *setup, size_t place, bool *complete)
{
    cb_status status = CB_OK;
    for (size_t s = 0; s < c->statuses; s++)
        if (isnan(c->residence[place * c->statuses + s]))
            status = cb_setup_table_error(
                setup, "residence",
                "table residence has no people of place %s, status %s: add the row, with 0 persons "
                "if there are none",
                cb_setup_place_id(setup, place), cb_setup_axis_label(setup, "status", s));
    *complete = !status;
    return status;
}

static cb_status residence_read(cb_census_table *c, cb_setup *setup, const cb_rows *rows)
{
    size_t cells = c->places * c->statuses;
    c->residence = malloc(cells * sizeof *c->residence);
    if (!c->residence)
        return CB_ERROR_MEMORY;
    if (!rows && c->statuses > 1)
        return cb_setup_table_error(setup, "census",
                                    "people of several statuses need the table residence (place, status, persons) "
                                    "beside the census: write `residence: {table: FILE.csv}`");
    for (size_t i = 0; i < cells; i++)
        c->residence[i] = rows ? NAN : 0.0;
    for (size_t row = 0; rows && row < cb_rows_count(rows); row++) {
        const int *status = cb_rows_index(rows, "status");
        c->residence[(size_t)cb_rows_index(rows, "place")[row] * c->statuses + (status ? (size_t)status[row] : 0)] =
            cb_rows_number(rows, "persons")[row];
    }
    cb_status status = CB_OK;
    for (size_t place = 0; place < c->places; place++) {
        bool complete;
        cb_status here = complain_of_statuses(c, setup, place, &complete);
        bool counted = !isnan(cb_total(&c->persons[persons_index(c, place, 0, 0)], c->sexes * c->groups.count));
        if (complete && counted)
            here = residence_fit(c, setup, rows, place);
        status = here ? here : status;
    }
    return status;
}

/* ---- both ------------------------------------------------------------------------------------------------------- */

cb_status cb_census_table_create(cb_census_table *census, cb_setup *setup, const cb_rows *rows,
                                 const cb_rows *residence)
{
    size_t group[CB_SINGLE_AGES] = {0};
    *census = (cb_census_table){.places = cb_setup_places(setup),
                                .sexes = cb_setup_axis(setup, "sex"),
                                .statuses = cb_setup_axis(setup, "status")};
    cb_status status = groups_find(census, setup, rows, group);
    if (!status) {
        status = census_read(census, setup, rows, group);
        if (status == CB_OK || status == CB_ERROR_INPUT) {
            cb_status other = residence_read(census, setup, residence);
            status = status ? status : other;
        }
    }
    if (status)
        cb_census_table_free(census);
    return status;
}

void cb_census_table_free(cb_census_table *census)
{
    free(census->lower);
    free(census->persons);
    free(census->residence);
    *census = (cb_census_table){0};
}
