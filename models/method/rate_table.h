/* Numbers of a table over the keys year, place, sex, age and status, each of which it may leave out, and how they
 * change between years: constant without a year column, linear between years, the nearest beyond the first and the
 * last. */
#ifndef CB_RATE_TABLE_H
#define CB_RATE_TABLE_H

#include "process.h"

/* Values are [year][place][sex][age][status]; a key that the table leaves out has one entry. */
typedef struct cb_rate_table {
    const char *name;
    size_t years, places, sexes, ages, statuses;
    bool by_age, periods;
    double *year; /* [years] ascending; of a period its first year */
    double *age;  /* [ages] ascending lower ends; one 0 without ages */
    double *values;
} cb_rate_table;

/* A moment between two years of a table: value = (1 - weight) * at `before` + weight * at `after`. */
typedef struct cb_moment {
    size_t before, after;
    double weight;
} cb_moment;

#define cb_rate_table_create CB_ISA(cb_rate_table_create_)
#define cb_rate_table_free   CB_ISA(cb_rate_table_free_)
#define cb_rate_table_moment CB_ISA(cb_rate_table_moment_)
#define cb_rate_table_year   CB_ISA(cb_rate_table_year_)
#define cb_rate_table_at     CB_ISA(cb_rate_table_at_)
#define cb_rate_table_linear CB_ISA(cb_rate_table_linear_)
#define cb_rate_table_age    CB_ISA(cb_rate_table_age_)
#define cb_rate_table_groups CB_ISA(cb_rate_table_groups_)

/* Reads `column` of `rows`. Combinations of keys without a row are an error where `missing` is NaN and have the value
 * `missing` otherwise. */
cb_status cb_rate_table_create(cb_rate_table *table, cb_setup *setup, const char *name, const cb_rows *rows,
                               const char *column, double missing) CB_MUST_USE;
void cb_rate_table_free(cb_rate_table *table);

/* When step `step` is, in the table's years. A calendar year holds at its middle; a period from the middle of y to the
 * middle of y + 5 is centred at calendar year y + 2.5; a step of one year is the calendar year it ends with, a step of
 * five years is centred at the third. Periods of a world with five-year steps are those that begin in the year of the
 * step's start, as they stand. */
cb_moment cb_rate_table_moment(const cb_rate_table *table, const cb_setup *setup, size_t step);
/* The middle of a calendar year. */
cb_moment cb_rate_table_year(const cb_rate_table *table, double year);

/* Keys that the table leaves out are ignored; `age` is an index into table->age. */
double cb_rate_table_at(const cb_rate_table *table, size_t year, size_t place, size_t sex, size_t age, size_t status);
/* The same at a moment between two years. */
double cb_rate_table_linear(const cb_rate_table *table, cb_moment now, size_t place, size_t sex, size_t age,
                            size_t status);

/* Index of the table's age group that holds `age` years, CB_NONE below the first; beyond the last group, which is as
 * wide as the one before, too, unless `open`. */
cb_id cb_rate_table_age(const cb_rate_table *table, double age, double step, bool open);

/* Complains unless each age of the table is the lower end of a group of the population, and with `all` each group of
 * the population is in the table. */
cb_status cb_rate_table_groups(const cb_rate_table *table, cb_setup *setup, bool all) CB_MUST_USE;

#endif
