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

/* What a status means for those who move. CB_NONE: this world has no such status. */
typedef struct cb_status_roles {
    cb_id rural;   /* people of villages, who can turn urban */
    cb_id settled; /* those who turn urban at home have this status; people registered where they live */
    cb_id away;    /* those who arrive from elsewhere have it; the same as `settled` where registration plays no part */
} cb_status_roles;

static inline cb_id cb_status_first(const cb_setup *setup, const char *const *labels)
{
    cb_id found = CB_NONE;
    for (; *labels && found == CB_NONE; labels++)
        found = cb_setup_axis_find(setup, "status", *labels);
    return found;
}

/* By the names rural, urban, registered and unregistered; where there is a rural status, the first other one stands for
 * names that are not there. */
static inline cb_status_roles cb_status_roles_find(const cb_setup *setup)
{
    static const char *const settled[] = {"urban", "registered", NULL}, *const away[] = {"urban", "unregistered", NULL};
    cb_status_roles roles = {.rural = CB_NONE, .settled = CB_NONE, .away = CB_NONE};
    if (cb_setup_axis(setup, "status") < 2)
        return roles;
    cb_id rural = cb_setup_axis_find(setup, "status", "rural");
    cb_id other = rural == CB_NONE ? CB_NONE : rural ? 0 : 1;
    roles = (cb_status_roles){
        .rural = rural, .settled = cb_status_first(setup, settled), .away = cb_status_first(setup, away)};
    if (roles.settled == CB_NONE)
        roles.settled = other;
    if (roles.away == CB_NONE)
        roles.away = roles.settled;
    return roles;
}

/* Is registration elsewhere told from registration here? */
static inline bool cb_roles_register(cb_status_roles roles)
{
    return roles.settled != CB_NONE && roles.away != roles.settled;
}

/* The usual lists of statuses, for loops that are compiled for each: [rural, urban] and [rural, registered,
 * unregistered]. */
typedef enum cb_status_layout { CB_LAYOUT_OTHER, CB_LAYOUT_URBAN, CB_LAYOUT_REGISTERED } cb_status_layout;
#define CB_ROLES_URBAN      ((cb_status_roles){.rural = 0, .settled = 1, .away = 1})
#define CB_ROLES_REGISTERED ((cb_status_roles){.rural = 0, .settled = 1, .away = 2})

static inline cb_status_layout cb_status_layout_of(size_t statuses, cb_status_roles roles)
{
    if (roles.rural != 0 || roles.settled != 1)
        return CB_LAYOUT_OTHER;
    if (statuses == 2 && roles.away == 1)
        return CB_LAYOUT_URBAN;
    return statuses == 3 && roles.away == 2 ? CB_LAYOUT_REGISTERED : CB_LAYOUT_OTHER;
}

#endif
