/* The fields of the chosen processes: their shapes, and where the cells of an axis label lie. */
#ifndef CB_FIELD_H
#define CB_FIELD_H

#include "scenario.h"

#define CB_MAX_AXES 5

/* One signed account of a balance. */
typedef struct cb_balance_term {
    size_t field; /* index into the layouts */
    double sign;
} cb_balance_term;

/* Shape of a field. Values are [places][cells][lanes]; cells run over `axes` in C order. */
typedef struct cb_layout {
    const cb_field *field;
    const cb_process *owner;
    bool by_place, pairs; /* pairs: [place][place], only CB_SHARED */
    bool by_step;         /* a copy for each step of the clock, only CB_SHARED */
    size_t places;        /* 1 where the field has no place axis */
    size_t rank;          /* axes other than place */
    const cb_axis *axes[CB_MAX_AXES];
    size_t cells; /* product over `axes`; places for pairs */
    bool has_age;
    cb_balance_term *terms; /* of `field->balance` */
    size_t term_count;
} cb_layout;

/* Lays out every field of the chosen processes, in the order of processes and tables. A declaration that does not make
 * sense (unknown axis, a balance over unknown accounts) is reported to `diagnostics` at the process. */
cb_status cb_layouts_create(const cb_scenario *scenario, cb_diagnostics *diagnostics, cb_layout **layouts,
                            size_t *count) CB_MUST_USE;
void cb_layouts_free(cb_layout *layouts, size_t count);
cb_id cb_layout_find(const cb_layout *layouts, size_t count, const char *name);

/* Cells of a field that fulfil `where` ("status=rural", "status!=rural", "age>=60", "age<15"; NULL: all): ascending
 * indices, the caller frees. *count is SIZE_MAX where this world does not have the axis, the label or, for a bound, the
 * border between groups: nothing to sum, so not modelled. */
cb_status cb_layout_cells(const cb_layout *layout, const char *where, size_t **cells, size_t *count) CB_MUST_USE;

#endif
