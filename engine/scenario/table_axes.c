/* The ages and sexes of a population table are those of the world. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "table_columns.h"

typedef struct axes_reading {
    const cb_csv *csv;
    int step, oldest; /* oldest: the last age of the world, 0: as the table has it */
    cb_diagnostics *diagnostics;
    size_t age_column, sex_column; /* SIZE_MAX: absent */
} axes_reading;

static const char *cell(const axes_reading *r, size_t row, size_t column)
{
    return r->csv->cells[row * r->csv->columns + column];
}

static cb_mark mark(const axes_reading *r, size_t row, size_t column)
{
    return r->csv->marks[row * r->csv->columns + column];
}

static void axis_clear(cb_axis *axis)
{
    for (size_t i = 0; axis->labels && i < axis->count; i++)
        free((char *)axis->labels[i]);
    free(axis->labels);
    free(axis->values);
    *axis = (cb_axis){0};
}

/* ---- ages ------------------------------------------------------------------------------------------------------ */

/* first[years]: the first row of an age, SIZE_MAX where it has none. */
static cb_status find_ages(const axes_reading *r, size_t *first)
{
    cb_status status = CB_OK;
    for (size_t i = 0; i <= CB_OLDEST; i++)
        first[i] = SIZE_MAX;
    for (size_t row = 0; row < r->csv->rows; row++) {
        int years;
        const char *text = cell(r, row, r->age_column);
        if (!cb_table_age(text, &years))
            status = cb_table_complain_age(r->diagnostics, mark(r, row, r->age_column), text);
        else if (first[years] == SIZE_MAX)
            first[years] = row;
    }
    return status;
}

/* Ages must be 0, step, 2 step, ..; one complaint is enough. *count: how many there are. */
static cb_status check_ages(const axes_reading *r, const size_t *first, size_t *count)
{
    int expected = 0, oldest = 0;
    for (int years = 0; years <= CB_OLDEST; years++) {
        if (first[years] == SIZE_MAX)
            continue;
        cb_mark at = mark(r, first[years], r->age_column);
        if (years % r->step)
            return cb_diagnose(r->diagnostics, at,
                               "age %d is not the border of an age group: groups are as wide as the step of %d years "
                               "and begin at 0, %d, %d, ..",
                               years, r->step, r->step, 2 * r->step);
        if (years != expected)
            return cb_diagnose(r->diagnostics, at,
                               "there are no people of age %d, before age %d: ages are 0, %d, %d, .. without a gap",
                               expected, years, r->step, 2 * r->step);
        oldest = years;
        expected += r->step;
    }
    *count = (size_t)(oldest / r->step) + 1;
    return CB_OK;
}

static cb_status fill_ages(cb_axis *age, size_t count, int step)
{
    age->labels = calloc(count, sizeof *age->labels);
    age->values = calloc(count, sizeof *age->values);
    if (!age->labels || !age->values)
        return CB_ERROR_MEMORY;
    for (age->count = 0; age->count < count; age->count++) {
        char *label;
        int years = (int)age->count * step;
        if (asprintf(&label, "%d", years) < 0)
            return CB_ERROR_MEMORY;
        age->labels[age->count] = label;
        age->values[age->count] = years;
    }
    return CB_OK;
}

static cb_status read_ages(const axes_reading *r, cb_axis *age)
{
    size_t first[CB_OLDEST + 1], count = 1;
    cb_status status = CB_OK;
    if (r->age_column != SIZE_MAX) {
        status = find_ages(r, first);
        if (!status && !r->oldest)
            status = check_ages(r, first, &count);
    }
    if (r->oldest)
        count = (size_t)(r->oldest / r->step) + 1;
    return status ? status : fill_ages(age, count, r->step);
}

/* ---- sexes ----------------------------------------------------------------------------------------------------- */

/* The first third sex is enough: which of the three is the misspelt one is not known. */
static cb_status complain_third(const axes_reading *r, size_t row, const size_t *first)
{
    size_t c = r->sex_column;
    return cb_diagnose(r->diagnostics, mark(r, row, c),
                       "`%s` is a third sex beside `%s` (line %zu) and `%s` (line %zu): a population has at most two",
                       cell(r, row, c), cell(r, first[0], c), mark(r, first[0], c).line, cell(r, first[1], c),
                       mark(r, first[1], c).line);
}

static cb_status find_sexes(const axes_reading *r, const char **known, size_t *count)
{
    cb_status status = CB_OK;
    size_t first[2]; /* rows */
    for (size_t row = 0; row < r->csv->rows; row++) {
        const char *text = cell(r, row, r->sex_column);
        size_t i = 0;
        while (i < *count && strcmp(known[i], text))
            i++;
        if (i < *count)
            continue;
        if (*text && *count == 2)
            return complain_third(r, row, first);
        if (!*text) {
            status = cb_diagnose(r->diagnostics, mark(r, row, r->sex_column), "the sex is blank: every row needs one");
        } else {
            first[*count] = row;
            known[(*count)++] = text;
        }
    }
    return status;
}

static cb_status read_sexes(const axes_reading *r, cb_axis *sex)
{
    const char *known[2] = {"total", ""};
    size_t count = r->sex_column == SIZE_MAX;
    cb_status status = count ? CB_OK : find_sexes(r, known, &count);
    if (status)
        return status;
    if (count == 2 && strcmp(known[0], known[1]) > 0) {
        const char *first = known[1];
        known[1] = known[0];
        known[0] = first;
    }
    sex->labels = calloc(count, sizeof *sex->labels);
    if (!sex->labels)
        return CB_ERROR_MEMORY;
    for (sex->count = 0; sex->count < count; sex->count++)
        if (!(sex->labels[sex->count] = strdup(known[sex->count])))
            return CB_ERROR_MEMORY;
    return CB_OK;
}

/* ---- axes ------------------------------------------------------------------------------------------------------ */

static size_t column_of(const cb_table *declared, const size_t *at, cb_column_kind kind)
{
    for (size_t c = 0; declared->columns[c].name; c++)
        if (declared->columns[c].kind == kind)
            return at[c];
    return SIZE_MAX;
}

cb_status cb_table_axes(const cb_csv *csv, const cb_table *declared, int step, cb_diagnostics *diagnostics,
                        cb_axis *age, cb_axis *sex)
{
    *age = (cb_axis){.name = "age"};
    *sex = (cb_axis){.name = "sex"};
    size_t *at = calloc(cb_table_column_count(declared) + 1, sizeof *at);
    if (!at)
        return CB_ERROR_MEMORY;
    cb_status status = cb_table_match(csv, declared, NULL, diagnostics, at);
    axes_reading r = {.csv = csv,
                      .step = step,
                      .oldest = declared->oldest,
                      .diagnostics = diagnostics,
                      .age_column = column_of(declared, at, CB_COLUMN_AGE),
                      .sex_column = column_of(declared, at, CB_COLUMN_SEX)};
    free(at);
    if (!status) {
        status = read_ages(&r, age);
        cb_status other = read_sexes(&r, sex);
        status = status ? status : other;
    }
    if (status) {
        axis_clear(age);
        axis_clear(sex);
    }
    return status;
}
