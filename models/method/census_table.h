/* The tables of the base population: people of a census by age group and sex, and by status. Whatever is missing is
 * named, all of it at once; nothing is filled in. */
#ifndef CB_CENSUS_TABLE_H
#define CB_CENSUS_TABLE_H

#include "age_spline.h"

typedef struct cb_census_table {
    size_t places, sexes, statuses;
    cb_age_groups groups; /* those of the table */
    double *lower;        /* what groups.lower points to */
    double *persons;      /* [place][sex][group] */
    double *residence;    /* [place][status], adding to the persons of the place */
} cb_census_table;

#define cb_census_table_create CB_ISA(cb_census_table_create_)
#define cb_census_table_free   CB_ISA(cb_census_table_free_)

/* Reads the tables `census` and `residence`, which may be absent where there is one status. */
cb_status cb_census_table_create(cb_census_table *census, cb_setup *setup, const cb_rows *rows,
                                 const cb_rows *residence) CB_MUST_USE;
void cb_census_table_free(cb_census_table *census);

#endif
