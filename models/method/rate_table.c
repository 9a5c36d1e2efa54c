#include "rate_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEYS_SIZE 400

/* ---- keys ------------------------------------------------------------------------------------------------------- */

/* Distinct numbers of a key column in ascending order; one 0 without the column. */
static cb_status distinct(size_t count, const double *numbers, const int *whole, double **values, size_t *found)
{
    *found = 0;
    *values = malloc((count + 1) * sizeof **values);
    if (!*values)
        return CB_ERROR_MEMORY;
    for (size_t row = 0; row < count && (numbers || whole); row++) {
        double value = numbers ? numbers[row] : whole[row];
        size_t at = *found;
        while (at && (*values)[at - 1] > value)
            at--;
        if (at && (*values)[at - 1] == value)
            continue;
        for (size_t i = (*found)++; i > at; i--)
            (*values)[i] = (*values)[i - 1];
        (*values)[at] = value;
    }
    if (!*found)
        (*values)[(*found)++] = 0.0;
    return CB_OK;
}

static size_t position(const double *values, size_t count, double value)
{
    size_t at = 0;
    while (at + 1 < count && values[at] < value)
        at++;
    return at;
}

static cb_status table_keys(cb_rate_table *t, const cb_setup *setup, const cb_rows *rows)
{
    size_t count = cb_rows_count(rows);
    t->by_age = cb_rows_index(rows, "age");
    t->periods = cb_rows_number(rows, "year") && cb_rows_is_period(rows, "year");
    t->places = cb_rows_index(rows, "place") ? cb_setup_places(setup) : 1;
    t->sexes = cb_rows_index(rows, "sex") ? cb_setup_axis(setup, "sex") : 1;
    t->statuses = cb_rows_index(rows, "status") ? cb_setup_axis(setup, "status") : 1;
    cb_status status = distinct(count, cb_rows_number(rows, "year"), NULL, &t->year, &t->years);
    if (!status)
        status = distinct(count, NULL, cb_rows_index(rows, "age"), &t->age, &t->ages);
    return status;
}

/* ---- values ----------------------------------------------------------------------------------------------------- */

static size_t table_index(const cb_rate_table *t, size_t year, size_t place, size_t sex, size_t age, size_t status)
{
    place = t->places > 1 ? place : 0;
    sex = t->sexes > 1 ? sex : 0;
    status = t->statuses > 1 ? status : 0;
    return (((year * t->places + place) * t->sexes + sex) * t->ages + age) * t->statuses + status;
}

static size_t entry_of(const int *index, size_t row)
{
    return index ? (size_t)index[row] : 0;
}

static void table_fill(cb_rate_table *t, const cb_rows *rows, const double *column)
{
    const double *year = cb_rows_number(rows, "year");
    const int *place = cb_rows_index(rows, "place"), *sex = cb_rows_index(rows, "sex");
    const int *age = cb_rows_index(rows, "age"), *status = cb_rows_index(rows, "status");
    for (size_t row = 0; row < cb_rows_count(rows); row++)
        t->values[table_index(t, year ? position(t->year, t->years, year[row]) : 0, entry_of(place, row),
                              entry_of(sex, row), age ? position(t->age, t->ages, age[row]) : 0,
                              entry_of(status, row))] = column[row];
}

static void append_key(char text[KEYS_SIZE], const char *key, const char *word)
{
    size_t used = strlen(text);
    snprintf(text + used, KEYS_SIZE - used, "%s%s %s", used ? ", " : "", key, word);
}

/* Names the row by those keys that the table has. */
static cb_status complain_of_gap(const cb_rate_table *t, cb_setup *setup, const cb_rows *rows, size_t index)
{
    size_t status = index % t->statuses, age = index / t->statuses % t->ages;
    size_t sex = index / t->statuses / t->ages % t->sexes;
    size_t place = index / t->statuses / t->ages / t->sexes % t->places;
    size_t year = index / t->statuses / t->ages / t->sexes / t->places;
    char keys[KEYS_SIZE] = "", number[32];
    if (t->periods)
        snprintf(number, sizeof number, "%g-%g", t->year[year], t->year[year] + 5.0);
    else
        snprintf(number, sizeof number, "%g", t->year[year]);
    if (cb_rows_number(rows, "year"))
        append_key(keys, "year", number);
    if (cb_rows_index(rows, "place"))
        append_key(keys, "place", cb_setup_place_id(setup, place));
    if (cb_rows_index(rows, "sex"))
        append_key(keys, "sex", cb_setup_axis_label(setup, "sex", sex));
    snprintf(number, sizeof number, "%g", t->age[age]);
    if (t->by_age)
        append_key(keys, "age", number);
    if (cb_rows_index(rows, "status"))
        append_key(keys, "status", cb_setup_axis_label(setup, "status", status));
    return cb_setup_table_error(
        setup, t->name, "table %s has no row for %s: it needs one for every combination of the keys that it uses",
        t->name, keys);
}

cb_status cb_rate_table_create(cb_rate_table *t, cb_setup *setup, const char *name, const cb_rows *rows,
                               const char *column, double missing)
{
    *t = (cb_rate_table){.name = name};
    cb_status status = table_keys(t, setup, rows);
    size_t count = t->years * t->places * t->sexes * t->ages * t->statuses;
    if (!status && !(t->values = malloc(count * sizeof *t->values)))
        status = CB_ERROR_MEMORY;
    for (size_t i = 0; i < count && !status; i++)
        t->values[i] = missing;
    if (!status)
        table_fill(t, rows, cb_rows_number(rows, column));
    for (size_t i = 0; i < count && !status; i++)
        if (isnan(t->values[i]))
            status = complain_of_gap(t, setup, rows, i);
    if (status)
        cb_rate_table_free(t);
    return status;
}

void cb_rate_table_free(cb_rate_table *t)
{
    free(t->year);
    free(t->age);
    free(t->values);
    *t = (cb_rate_table){0};
}

double cb_rate_table_at(const cb_rate_table *t, size_t year, size_t place, size_t sex, size_t age, size_t status)
{
    return t->values[table_index(t, year, place, sex, age, status)];
}

double cb_rate_table_linear(const cb_rate_table *t, cb_moment now, size_t place, size_t sex, size_t age, size_t status)
{
    double before = cb_rate_table_at(t, now.before, place, sex, age, status);
    double after = cb_rate_table_at(t, now.after, place, sex, age, status);
    return before + now.weight * (after - before);
}

#define PERIOD_CENTRE 2.5 /* of calendar years, after the first year */

/* ---- time ------------------------------------------------------------------------------------------------------- */

cb_moment cb_rate_table_year(const cb_rate_table *t, double year)
{
    double centre = t->periods ? PERIOD_CENTRE : 0.0;
    size_t after = 0;
    while (after + 1 < t->years && t->year[after] + centre < year)
        after++;
    if (!after || t->year[after] + centre <= year)
        return (cb_moment){.before = after, .after = after};
    double before = t->year[after - 1] + centre;
    return (cb_moment){
        .before = after - 1, .after = after, .weight = (year - before) / (t->year[after] + centre - before)};
}

cb_moment cb_rate_table_moment(const cb_rate_table *t, const cb_setup *setup, size_t step)
{
    double years = cb_setup_step_years(setup);
    double begin = cb_setup_start(setup) + (double)step * years; /* also the calendar year that begins then */
    if (t->periods && years > 1.0)
        return cb_rate_table_year(t, begin - 1.0 + PERIOD_CENTRE);
    return cb_rate_table_year(t, begin + (years - 1.0) / 2.0);
}

/* ---- ages ------------------------------------------------------------------------------------------------------- */

cb_id cb_rate_table_age(const cb_rate_table *t, double age, double step, bool open)
{
    if (age < t->age[0])
        return CB_NONE;
    size_t at = t->ages - 1;
    while (t->age[at] > age)
        at--;
    double width = t->ages > 1 ? t->age[t->ages - 1] - t->age[t->ages - 2] : step;
    if (!open && at + 1 == t->ages && age >= t->age[at] + width)
        return CB_NONE;
    return (cb_id)at;
}

cb_status cb_rate_table_groups(const cb_rate_table *t, cb_setup *setup, bool all)
{
    size_t groups = cb_setup_axis(setup, "age");
    double width = cb_setup_step_years(setup), open = cb_setup_age(setup, groups - 1);
    for (size_t i = 0; i < t->ages; i++)
        if (t->age[i] > open || fmod(t->age[i], width) != 0.0)
            return cb_setup_table_error(
                setup, t->name,
                "table %s: age %g does not begin an age group of the population (%g years wide, the "
                "last from %g)",
                t->name, t->age[i], width, open);
    if (all && t->ages != groups)
        return cb_setup_table_error(
            setup, t->name,
            "table %s has %zu age groups, the population has %zu (%g years wide, the last from %g): "
            "give one row for each",
            t->name, t->ages, groups, width, open);
    return CB_OK;
}
