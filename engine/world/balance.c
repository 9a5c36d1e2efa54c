#include "balance.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
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

/* "population (place A, status urban, member 17, end of 2024)" */
static void write_where(FILE *stream, const cb_block *block, const cb_layout *layout, size_t row, size_t lane)
{
    size_t cell = row % layout->cells, stride = layout->cells;
    fprintf(stream, "%s (", layout->field->name);
    if (layout->by_place)
        fprintf(stream, "place %s, ", cb_block_place_id(block, row / layout->cells));
    for (size_t a = 0; a < layout->rank; a++) {
        stride /= layout->axes[a]->count;
        fprintf(stream, "%s %s, ", layout->axes[a]->name,
                layout->axes[a]->labels[cell / stride % layout->axes[a]->count]);
    }
    fprintf(stream, "member %zu, end of %d)", block->members[lane],
            cb_clock_year(&block->world->scenario->clock, block->step + 1));
}

static cb_status block_complain(cb_block *block, const cb_layout *layout, size_t row, size_t lane, const char *format,
                                ...) CB_PRINTF(5, 6);
static cb_status block_complain(cb_block *block, const cb_layout *layout, size_t row, size_t lane, const char *format,
                                ...)
{
    char text[CB_FAIL_TEXT] = "";
    FILE *stream = fmemopen(text, sizeof text, "w");
    if (!stream)
        return CB_ERROR_MEMORY;
    write_where(stream, block, layout, row, lane);
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stream, format, arguments);
    va_end(arguments);
    fclose(stream);
    return cb_block_fail(block, "%s", text);
}

/* |change - accounts| relative to the largest number involved, at least one person (or unit), for eight members. */
static cb_vec row_residual(const cb_block *block, size_t field, size_t index)
{
    const cb_layout *layout = &block->world->layouts[field];
    cb_vec before = block->before[field][index], after = block->fields[field][index], explained = before;
    cb_vec scale = cb_max(cb_splat(1.0), cb_max(cb_abs(before), cb_abs(after)));
    for (size_t t = 0; t < layout->term_count; t++) {
        cb_vec account = block->fields[layout->terms[t].field][index];
        explained += cb_splat(layout->terms[t].sign) * account;
        scale = cb_max(scale, cb_abs(account));
    }
    return cb_abs(after - explained) / scale;
}

static cb_status complain_of_balance(cb_block *block, const cb_layout *layout, size_t row, size_t lane, double residual)
{
    return block_complain(block, layout, row, lane,
                          ": its accounts, %s, do not explain its change: they are off by %g of it, where rounding "
                          "explains %g",
                          layout->field->balance, residual, CB_BALANCE_TOLERANCE);
}

static cb_status field_balance(cb_block *block, size_t field)
{
    const cb_layout *layout = &block->world->layouts[field];
    for (size_t row = 0; row < layout_rows(layout); row++)
        for (size_t v = 0; v < block->vectors; v++) {
            cb_vec residual = row_residual(block, field, row * block->vectors + v);
            cb_vec worst = cb_load(block->residual + v * CB_WIDTH);
            if (cb_any(~(residual <= cb_splat(CB_BALANCE_TOLERANCE))))
                for (size_t lane = 0; lane < CB_WIDTH; lane++)
                    if (!(residual[lane] <= CB_BALANCE_TOLERANCE))
                        return complain_of_balance(block, layout, row, v * CB_WIDTH + lane, residual[lane]);
            cb_store(block->residual + v * CB_WIDTH, cb_max(worst, residual));
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
                return block_complain(block, layout, row, lane, " is %s", isnan(value) ? "not a number" : "infinite");
            if (bounded && !(value >= layout->field->min && value <= layout->field->max))
                return block_complain(block, layout, row, lane, " is %.17g: outside its bounds, %g to %g", value,
                                      layout->field->min, layout->field->max);
        }
    return CB_OK;
}

/* Bounds first: "not a finite number" says more than a balance that is lost by it. */
cb_status cb_balance_close(cb_block *block)
{
    cb_status status = CB_OK;
    for (size_t f = 0; f < block->world->field_count && !status; f++) {
        const cb_layout *layout = &block->world->layouts[f];
        if (!layout->has_age && (layout->field->kind == CB_STATE || layout->field->kind == CB_FLOW))
            status = field_bounds(block, f);
    }
    for (size_t f = 0; f < block->world->field_count && !status; f++)
        if (block->world->layouts[f].term_count)
            status = field_balance(block, f);
    return status;
}
