#include "balance.h"

#include <math.h>
#include <string.h>

static size_t layout_rows(const cb_layout *layout)
{
    return layout->places * layout->cells;
}

void cb_balance_open(cb_block *block)
{
    for (size_t f = 0; f < block->world->field_count; f++)
        if (block->before[f])
            memcpy(block->before[f], block->fields[f],
                   layout_rows(&block->world->layouts[f]) * block->vectors * sizeof(cb_vec));
}

static cb_status block_complain(cb_block *block, const cb_layout *layout, size_t row, size_t lane, const char *what,
                                double value)
{
    size_t place = row / layout->cells;
    return cb_block_fail(block, "%s of place %s, cell %zu, member %zu, end of %d: %s (%.17g)", layout->field->name,
                         layout->by_place ? cb_block_place_id(block, place) : "-", row % layout->cells,
                         block->members[lane], cb_clock_year(&block->world->scenario->clock, block->step + 1), what,
                         value);
}

/* |change - accounts| relative to the largest number involved, at least one person (or unit). */
static double row_residual(const cb_block *block, size_t field, size_t index)
{
    const cb_layout *layout = &block->world->layouts[field];
    const double *before = (const double *)block->before[field], *after = (const double *)block->fields[field];
    double explained = before[index], scale = fmax(1.0, fmax(fabs(before[index]), fabs(after[index])));
    for (size_t t = 0; t < layout->term_count; t++) {
        double account = ((const double *)block->fields[layout->terms[t].field])[index];
        explained += layout->terms[t].sign * account;
        scale = fmax(scale, fabs(account));
    }
    return fabs(after[index] - explained) / scale;
}

static cb_status field_balance(cb_block *block, size_t field)
{
    const cb_layout *layout = &block->world->layouts[field];
    for (size_t row = 0; row < layout_rows(layout); row++)
        for (size_t lane = 0; lane < block->lanes; lane++) {
            double residual = row_residual(block, field, row * block->lanes + lane);
            if (!(residual <= CB_BALANCE_TOLERANCE))
                return block_complain(block, layout, row, lane, "its accounts do not explain its change; residual",
                                      residual);
            block->residual[lane] = fmax(block->residual[lane], residual);
        }
    return CB_OK;
}

static cb_status field_bounds(cb_block *block, size_t field)
{
    const cb_layout *layout = &block->world->layouts[field];
    const double *values = (const double *)block->fields[field];
    bool bounded = layout->field->min < layout->field->max;
    for (size_t row = 0; row < layout_rows(layout); row++)
        for (size_t lane = 0; lane < block->lanes; lane++) {
            double value = values[row * block->lanes + lane];
            if (!isfinite(value))
                return block_complain(block, layout, row, lane, "not a finite number", value);
            if (bounded && !(value >= layout->field->min && value <= layout->field->max))
                return block_complain(block, layout, row, lane, "outside its bounds", value);
        }
    return CB_OK;
}

cb_status cb_balance_close(cb_block *block)
{
    for (size_t f = 0; f < block->world->field_count; f++) {
        const cb_layout *layout = &block->world->layouts[f];
        cb_status status = layout->term_count ? field_balance(block, f) : CB_OK;
        bool checked = !layout->has_age && (layout->field->kind == CB_STATE || layout->field->kind == CB_FLOW);
        if (!status && checked)
            status = field_bounds(block, f);
        if (status)
            return status;
    }
    return CB_OK;
}
