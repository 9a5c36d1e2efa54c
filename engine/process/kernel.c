/* Products y = F x in register tiles: some panels of F by some columns of x, a column being one register of lanes.
 * Compiled once for each instruction set. */
#include "kernel_layout.h"

typedef cb_native column __attribute__((may_alias)); /* a part of a cb_vec */

#define PARTS        (CB_WIDTH / CB_NATIVE_WIDTH) /* columns in a cb_vec */
#define TILE_COLUMNS (CB_NATIVE_WIDTH == 8 ? 4 : 2)
#define TILE_PANELS  (CB_NATIVE_WIDTH == 8 ? 4 : 1)
#define BLOCK_TERMS  512 /* terms and panels of a block: F is read from memory once for all columns */
#define BLOCK_PANELS 16

/* A block of a product: `terms` terms from `first` on, of outputs from `row` on; x and y are [n][columns]. */
typedef struct block {
    size_t n, columns, first, terms, row;
    const double *panel; /* entry `first` of the panel of `row` */
    const column *x;
    column *y;
} block;

/* The outputs of `panels` panels in `width` columns from `at` on; both constants, so that the sums stay in registers.
 * A block that is not the first goes on with the sums it finds in y. */
CB_INLINE void tile(const block *b, size_t at, size_t panels, size_t width)
{
    const size_t rows = panels * CB_PANEL_ROWS, size = rows * width, stride = b->columns;
    const size_t used = b->n - b->row < rows ? b->n - b->row : rows;
    column *y = b->y + b->row * stride + at;
    cb_native sum[TILE_PANELS * CB_PANEL_ROWS * TILE_COLUMNS];
    CB_UNROLL
    for (size_t s = 0; s < size; s++)
        sum[s] = b->first && s / width < used ? y[s / width * stride + s % width] : (column)cb_native_splat(0.0);
    const double *panel[TILE_PANELS];
    CB_UNROLL
    for (size_t p = 0; p < panels; p++)
        panel[p] = b->panel + p * b->n * CB_PANEL_ROWS;
    for (size_t k = 0; k < b->terms; k++) {
        const column *x = b->x + (b->first + k) * stride + at;
        CB_UNROLL
        for (size_t r = 0; r < rows; r++) {
            cb_native factor = cb_native_splat(panel[r / CB_PANEL_ROWS][k * CB_PANEL_ROWS + r % CB_PANEL_ROWS]);
            CB_UNROLL
            for (size_t c = 0; c < width; c++)
                sum[r * width + c] = cb_native_fma(factor, x[c], sum[r * width + c]);
        }
    }
    CB_UNROLL
    for (size_t s = 0; s < size; s++)
        if (s / width < used)
            y[s / width * stride + s % width] = sum[s];
}

/* All `panels` panels of a block, `together` at a time. */
CB_INLINE void strip(block b, size_t at, size_t panels, size_t together, size_t width)
{
    size_t p = 0;
    for (; p + together <= panels; p += together) {
        tile(&b, at, together, width);
        b.panel += together * b.n * CB_PANEL_ROWS;
        b.row += together * CB_PANEL_ROWS;
    }
    for (; p < panels; p++) {
        tile(&b, at, 1, width);
        b.panel += b.n * CB_PANEL_ROWS;
        b.row += CB_PANEL_ROWS;
    }
}

/* Fewer columns leave registers for more panels. */
static void block_apply(const block *b, size_t panels)
{
    size_t at = 0;
#if CB_NATIVE_WIDTH == 8
    for (; at + 4 <= b->columns; at += 4)
        strip(*b, at, panels, 1, 4);
    switch (b->columns - at) {
    case 3:
        strip(*b, at, panels, 1, 3);
        break;
    case 2:
        strip(*b, at, panels, 2, 2);
        break;
    case 1:
        strip(*b, at, panels, 4, 1);
        break;
    }
#else
    for (; at < b->columns; at += 2)
        strip(*b, at, panels, 1, 2);
#endif
}

static void product(const cb_kernel *kernel, const double *packed, size_t vectors, const cb_vec *x, cb_vec *y)
{
    block b = {.n = kernel->n, .columns = vectors * PARTS, .x = (const column *)x, .y = (column *)y};
    for (b.first = 0; b.first < b.n; b.first += BLOCK_TERMS) {
        b.terms = b.n - b.first < BLOCK_TERMS ? b.n - b.first : BLOCK_TERMS;
        for (size_t p = 0; p < kernel->panels; p += BLOCK_PANELS) {
            b.row = p * CB_PANEL_ROWS;
            b.panel = packed + (p * b.n + b.first) * CB_PANEL_ROWS;
            block_apply(&b, kernel->panels - p < BLOCK_PANELS ? kernel->panels - p : BLOCK_PANELS);
        }
    }
}

void cb_kernel_forward(const cb_kernel *kernel, size_t vectors, const cb_vec *x, cb_vec *y)
{
    product(kernel, kernel->forward, vectors, x, y);
}

void cb_kernel_transposed(const cb_kernel *kernel, size_t vectors, const cb_vec *x, cb_vec *y)
{
    product(kernel, kernel->transposed, vectors, x, y);
}

#define DECAY_ROWS  8
#define DECAY_TERMS 32

/* Outputs from `row` on, terms from `first` on, in one column. */
typedef struct decay_tile {
    size_t n, columns, column, row, first, terms;
    const double *cost;
    cb_native decay;
    const column *x;
    column *y;
} decay_tile;

/* F = exp(-decay * cost), 0 on the diagonal: as the term of a packed kernel, not left out, so that a NaN shows alike.
 */
CB_INLINE void decay_factors(const decay_tile *t, size_t rows, cb_native factor[][DECAY_TERMS])
{
    for (size_t r = 0; r < rows; r++) {
        const double *cost = t->cost + (t->row + r) * t->n + t->first;
        for (size_t k = 0; k < t->terms; k++)
            factor[r][k] = cb_native_exp(-t->decay * cb_native_splat(cost[k]));
        if (t->row + r - t->first < t->terms) /* the difference wraps round for a diagonal before the tile */
            factor[r][t->row + r - t->first] = cb_native_splat(0.0);
    }
}

/* `rows` is a constant, so that the sums stay in registers. */
CB_INLINE void decay_rows(const decay_tile *t, size_t rows)
{
    cb_native factor[DECAY_ROWS][DECAY_TERMS];
    decay_factors(t, rows, factor);
    const column *x = t->x + t->first * t->columns + t->column;
    column *y = t->y + t->row * t->columns + t->column;
    cb_native sum[DECAY_ROWS];
    CB_UNROLL
    for (size_t r = 0; r < rows; r++)
        sum[r] = t->first ? y[r * t->columns] : (column)cb_native_splat(0.0);
    for (size_t k = 0; k < t->terms; k++) {
        CB_UNROLL
        for (size_t r = 0; r < rows; r++)
            sum[r] = cb_native_fma(factor[r][k], x[k * t->columns], sum[r]);
    }
    CB_UNROLL
    for (size_t r = 0; r < rows; r++)
        y[r * t->columns] = sum[r];
}

static void decay_column(decay_tile t)
{
    for (t.row = 0; t.row < t.n; t.row += t.n - t.row < DECAY_ROWS ? 1 : DECAY_ROWS)
        for (t.first = 0; t.first < t.n; t.first += DECAY_TERMS) {
            t.terms = t.n - t.first < DECAY_TERMS ? t.n - t.first : DECAY_TERMS;
            if (t.n - t.row < DECAY_ROWS)
                decay_rows(&t, 1);
            else
                decay_rows(&t, DECAY_ROWS);
        }
}

void cb_decay_product(size_t n, const double *cost, size_t vectors, const cb_vec *decay, const cb_vec *x, cb_vec *y)
{
    decay_tile t = {.n = n, .columns = vectors * PARTS, .cost = cost};
    t.x = (const column *)x;
    t.y = (column *)y;
    for (t.column = 0; t.column < t.columns; t.column++) {
        t.decay = ((const column *)decay)[t.column];
        decay_column(t);
    }
}
