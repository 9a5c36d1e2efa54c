/* The inputs of a scenario: every value of every variant that has a distribution, by its name. */
#ifndef CB_INPUTS_H
#define CB_INPUTS_H

#include "scenario.h"

typedef struct cb_input {
    char *name;              /* "migration.out_rate", "projects.fast-line.opens", "migration.out_rate[140100]" */
    const char *unit;        /* internal unit of its values, that of the first variant that has it */
    const cb_value **values; /* [variant]: NULL where the variant has a plain number or nothing */
} cb_input;

typedef struct cb_inputs {
    cb_input *items; /* sorted by name (strcmp), each name once */
    size_t count;
} cb_inputs;

cb_status cb_inputs_create(cb_inputs *inputs, const cb_scenario *scenario) CB_MUST_USE;
void cb_inputs_free(cb_inputs *inputs);
cb_id cb_inputs_find(const cb_inputs *inputs, const char *name);

#endif
