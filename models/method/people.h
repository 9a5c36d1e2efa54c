/* What several processes must agree on about the sexes and statuses of people. */
#ifndef CB_PEOPLE_H
#define CB_PEOPLE_H

#include <string.h>

#include "process.h"

enum { CB_MOST_STATUSES = 8 };

/* The sex that gives birth: "F" or "female"; CB_NONE where there is none. */
static inline cb_id cb_female_sex(const cb_setup *setup)
{
    for (size_t sex = 0; sex < cb_setup_axis(setup, "sex"); sex++) {
        const char *label = cb_setup_axis_label(setup, "sex", sex);
        if (!strcmp(label, "F") || !strcmp(label, "female"))
            return (cb_id)sex;
    }
    return CB_NONE;
}

/* The status that people can leave for a town; CB_NONE where there is none, or no other to turn to. */
static inline cb_id cb_rural_status(const cb_setup *setup)
{
    return cb_setup_axis(setup, "status") > 1 ? cb_setup_axis_find(setup, "status", "rural") : CB_NONE;
}

/* The urban status of those who were rural: the first of two names that this world knows, then the first that is not
 * rural. Only where there is a rural status. */
static inline cb_id cb_urban_status(const cb_setup *setup, const char *with_hukou)
{
    cb_id found = cb_setup_axis_find(setup, "status", "urban");
    if (found == CB_NONE)
        found = cb_setup_axis_find(setup, "status", with_hukou);
    if (found == CB_NONE)
        found = cb_rural_status(setup) ? 0 : 1;
    return found;
}

#endif
