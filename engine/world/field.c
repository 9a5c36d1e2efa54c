#include "field.h"

#include <stdlib.h>
#include <string.h>

/* The next word of a blank-separated list, copied into `word`; NULL at the end. One that is too long is cut: no name is
 * like it, so it is reported. */
static const char *next_word(const char *list, char *word, size_t size)
{
    while (*list == ' ')
        list++;
    size_t length = strcspn(list, " ");
    if (!length)
        return NULL;
    size_t kept = length < size ? length : size - 1;
    memcpy(word, list, kept);
    word[kept] = '\0';
    return list + length;
}

static cb_status layout_complain(const cb_layout *layout, cb_diagnostics *diagnostics, const char *what,
                                 const char *word)
{
    return cb_diagnose(diagnostics, (cb_mark){.file = layout->owner->name}, "field %s: %s `%s`", layout->field->name,
                       what, word);
}

static cb_status layout_add_axis(cb_layout *layout, const cb_scenario *scenario, const char *word,
                                 cb_diagnostics *diagnostics)
{
    if (!strcmp(word, "step")) {
        layout->by_step = true;
        return CB_OK;
    }
    if (!strcmp(word, "place")) {
        if (layout->rank || layout->pairs)
            return layout_complain(layout, diagnostics, "`place` stands first, once or twice, unlike in",
                                   layout->field->axes);
        layout->pairs = layout->by_place;
        layout->by_place = true;
        layout->places = scenario->place_count;
        if (layout->pairs)
            layout->cells *= scenario->place_count;
        return CB_OK;
    }
    cb_id axis = cb_scenario_axis(scenario, word);
    if (axis == CB_NONE || layout->rank == CB_MAX_AXES)
        return layout_complain(layout, diagnostics, "no axis", word);
    layout->axes[layout->rank++] = &scenario->axes[axis];
    layout->cells *= scenario->axes[axis].count;
    layout->has_age |= !strcmp(word, "age");
    return CB_OK;
}

static cb_status layout_shape(cb_layout *layout, const cb_scenario *scenario, cb_diagnostics *diagnostics)
{
    char word[64];
    layout->places = layout->cells = 1;
    for (const char *rest = layout->field->axes; rest && (rest = next_word(rest, word, sizeof word));) {
        cb_status status = layout_add_axis(layout, scenario, word, diagnostics);
        if (status)
            return status;
    }
    if (layout->pairs && layout->field->kind != CB_SHARED)
        return layout_complain(layout, diagnostics, "only a shared field is by pairs, unlike", layout->field->axes);
    return CB_OK;
}

static bool same_axes(const cb_layout *a, const cb_layout *b)
{
    return a->by_place == b->by_place && a->rank == b->rank && !memcmp(a->axes, b->axes, a->rank * sizeof *a->axes);
}

static cb_status layout_balance(cb_layout *layout, const cb_layout *layouts, size_t count, cb_diagnostics *diagnostics)
{
    char word[64];
    if (!layout->field->balance)
        return CB_OK;
    if (layout->field->kind == CB_SHARED)
        return layout_complain(layout, diagnostics, "it is shared, so nothing changes it, unlike in its balance",
                               layout->field->balance);
    layout->terms = calloc(strlen(layout->field->balance) / 2 + 1, sizeof *layout->terms);
    if (!layout->terms)
        return CB_ERROR_MEMORY;
    for (const char *rest = layout->field->balance; (rest = next_word(rest, word, sizeof word));) {
        cb_id account = cb_layout_find(layouts, count, word + 1);
        if (account == CB_NONE || !strchr("+-", word[0]) || layouts[account].field->kind == CB_SHARED ||
            !same_axes(&layouts[account], layout))
            return layout_complain(layout, diagnostics, "no account of its shape", word);
        layout->terms[layout->term_count++] =
            (cb_balance_term){.field = (size_t)account, .sign = word[0] == '+' ? 1.0 : -1.0};
    }
    return CB_OK;
}

cb_status cb_layouts_create(const cb_scenario *scenario, cb_diagnostics *diagnostics, cb_layout **layouts,
                            size_t *count)
{
    cb_status status = CB_OK;
    size_t total = 0, n = 0;
    for (size_t p = 0; p < scenario->process_count; p++)
        for (const cb_field *field = scenario->processes[p]->fields; field && field->name; field++)
            total++;
    cb_layout *made = calloc(total ? total : 1, sizeof *made);
    if (!made)
        return CB_ERROR_MEMORY;
    for (size_t p = 0; p < scenario->process_count; p++)
        for (const cb_field *field = scenario->processes[p]->fields; field && field->name && !status; field++) {
            made[n] = (cb_layout){.field = field, .owner = scenario->processes[p]};
            status = layout_shape(&made[n++], scenario, diagnostics);
        }
    for (size_t i = 0; i < n && !status; i++)
        status = layout_balance(&made[i], made, n, diagnostics);
    if (status) {
        cb_layouts_free(made, n);
        return status;
    }
    *layouts = made;
    *count = n;
    return CB_OK;
}

void cb_layouts_free(cb_layout *layouts, size_t count)
{
    for (size_t i = 0; layouts && i < count; i++)
        free(layouts[i].terms);
    free(layouts);
}

cb_id cb_layout_find(const cb_layout *layouts, size_t count, const char *name)
{
    for (size_t i = 0; name && i < count; i++)
        if (!strcmp(layouts[i].field->name, name))
            return (cb_id)i;
    return CB_NONE;
}

/* ---- filters ------------------------------------------------------------------------------------------------- */

typedef enum filter_test { FILTER_UNEQUAL, FILTER_FROM, FILTER_BELOW, FILTER_EQUAL } filter_test;

typedef struct cell_filter {
    size_t axis; /* in layout->axes */
    filter_test test;
    const char *label;
    double bound;
} cell_filter;

/* Only a border of groups divides an axis: nobody knows who of the group 0-4 is below 3. */
static bool filter_bound(const cb_axis *axis, cell_filter *filter)
{
    char *end;
    filter->bound = strtod(filter->label, &end);
    bool found = false;
    for (size_t i = 0; axis->values && end != filter->label && !*end && i < axis->count; i++)
        found |= axis->values[i] == filter->bound;
    return found;
}

static bool filter_label(const cb_axis *axis, const cell_filter *filter)
{
    for (size_t i = 0; i < axis->count; i++)
        if (!strcmp(axis->labels[i], filter->label))
            return true;
    return false;
}

/* "status!=rural", "age>=60", "age<15" */
static bool filter_parse(const cb_layout *layout, const char *where, cell_filter *filter)
{
    static const char *const signs[] = {
        [FILTER_UNEQUAL] = "!=", [FILTER_FROM] = ">=", [FILTER_BELOW] = "<", [FILTER_EQUAL] = "="};
    size_t length = strcspn(where, "=!<>");
    size_t axis = 0, test = 0;
    while (axis < layout->rank &&
           (strncmp(layout->axes[axis]->name, where, length) || layout->axes[axis]->name[length]))
        axis++;
    while (test <= FILTER_EQUAL && strncmp(where + length, signs[test], strlen(signs[test])))
        test++;
    if (axis == layout->rank || test > FILTER_EQUAL)
        return false;
    *filter = (cell_filter){.axis = axis, .test = (filter_test)test, .label = where + length + strlen(signs[test])};
    return test == FILTER_FROM || test == FILTER_BELOW ? filter_bound(layout->axes[axis], filter)
                                                       : filter_label(layout->axes[axis], filter);
}

static bool filter_holds(const cell_filter *filter, const cb_axis *axis, size_t entry)
{
    switch (filter->test) {
    case FILTER_EQUAL:
        return !strcmp(axis->labels[entry], filter->label);
    case FILTER_UNEQUAL:
        return strcmp(axis->labels[entry], filter->label) != 0;
    case FILTER_FROM:
        return axis->values[entry] >= filter->bound;
    case FILTER_BELOW:
        return axis->values[entry] < filter->bound;
    }
    return false;
}

/* Entry of `axis` that cell `cell` belongs to (C order, last axis fastest). */
static size_t cell_entry(const cb_layout *layout, size_t axis, size_t cell)
{
    for (size_t a = layout->rank; a-- > axis + 1;)
        cell /= layout->axes[a]->count;
    return cell % layout->axes[axis]->count;
}

cb_status cb_layout_cells(const cb_layout *layout, const char *where, size_t **cells, size_t *count)
{
    cell_filter filter = {0};
    *cells = NULL;
    *count = SIZE_MAX;
    if (where && !filter_parse(layout, where, &filter))
        return CB_OK;
    size_t *chosen = malloc((layout->cells ? layout->cells : 1) * sizeof *chosen);
    if (!chosen)
        return CB_ERROR_MEMORY;
    *count = 0;
    for (size_t cell = 0; cell < layout->cells; cell++)
        if (!where || filter_holds(&filter, layout->axes[filter.axis], cell_entry(layout, filter.axis, cell)))
            chosen[(*count)++] = cell;
    *cells = chosen;
    return CB_OK;
}
