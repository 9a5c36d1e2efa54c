#include "trajectory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "quantile.h"
#include "series.h"
#include "writer.h"

static const double levels[CB_TRAJECTORY_QUANTILES] = {0.5, 0.05, 0.1, 0.25, 0.75, 0.9, 0.95};
static const char *const level_names[CB_TRAJECTORY_QUANTILES] = {"median", "q05", "q10", "q25", "q75", "q90", "q95"};

/* values[member][time] of one variant; `column` has room for every member. */
static void summarise(cb_trajectory_row *row, const double *values, size_t members, size_t times, size_t time,
                      double *column)
{
    for (size_t m = 0; m < members; m++)
        column[m] = values[m * times + time];
    size_t numbers = cb_quantile_sort(column, members);
    row->mean = cb_mean(column, numbers);
    for (size_t q = 0; q < CB_TRAJECTORY_QUANTILES; q++)
        row->quantiles[q] = cb_quantile(column, numbers, levels[q]);
}

static cb_status fill_rows(cb_trajectory *trajectory, const cb_series *series, cb_fault *fault)
{
    const cb_dimension *variants = series->variants, *time = series->time;
    size_t members = series->members;
    trajectory->rows = calloc(variants->length * time->length + 1, sizeof *trajectory->rows);
    double *values = calloc(members * time->length + 1, sizeof *values);
    double *column = calloc(members + 1, sizeof *column);
    cb_status status = trajectory->rows && values && column ? CB_OK : CB_ERROR_MEMORY;
    for (size_t v = 0; v < variants->length && !status; v++) {
        status = cb_series_read(series, v, values, fault);
        for (size_t t = 0; t < time->length && !status; t++) {
            cb_trajectory_row *row = &trajectory->rows[trajectory->count++];
            row->variant = variants->texts[v];
            row->year = (int)time->integers[t];
            summarise(row, values, members, time->length, t, column);
        }
    }
    free(column);
    free(values);
    return status;
}

cb_status cb_trajectory_create(cb_trajectory **trajectory, cb_result *result, const char *indicator, const char *region,
                               cb_fault *fault)
{
    cb_series series;
    cb_trajectory *made = calloc(1, sizeof *made);
    if (!made)
        return CB_ERROR_MEMORY;
    cb_status status = cb_series_open(&series, result, indicator, region, fault);
    if (!status) {
        made->indicator = series.indicator;
        made->region = series.region;
        made->unit = series.unit;
        status = fill_rows(made, &series, fault);
    }
    if (status) {
        cb_trajectory_free(made);
        return status;
    }
    *trajectory = made;
    return CB_OK;
}

void cb_trajectory_free(cb_trajectory *trajectory)
{
    if (!trajectory)
        return;
    free(trajectory->rows);
    free(trajectory);
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

static void print_number(FILE *stream, double value)
{
    char text[CB_NUMBER_SIZE];
    cb_number_text(text, value);
    fprintf(stream, " %10s", text);
}

void cb_trajectory_print(const cb_trajectory *trajectory, FILE *stream)
{
    static const size_t order[] = {1, 2, 3, 0, 4, 5, 6}; /* 5 % to 95 % */
    const char *variant = "";
    bool pure = !trajectory->unit || !strcmp(trajectory->unit, "1");
    fprintf(stream, "%s in %s, %s\n", trajectory->indicator, trajectory->region,
            pure ? "dimensionless" : trajectory->unit);
    for (size_t i = 0; i < trajectory->count; i++) {
        const cb_trajectory_row *row = &trajectory->rows[i];
        if (strcmp(variant, row->variant)) {
            fprintf(stream, "\nvariant %s\n", row->variant);
            fprintf(stream, "year %10s %10s %10s %10s %10s %10s %10s %10s\n", "mean", "5 %", "10 %", "25 %", "median",
                    "75 %", "90 %", "95 %");
        }
        variant = row->variant;
        fprintf(stream, "%4d", row->year);
        print_number(stream, row->mean);
        for (size_t q = 0; q < CB_TRAJECTORY_QUANTILES; q++)
            print_number(stream, row->quantiles[order[q]]);
        fputc('\n', stream);
    }
}

void cb_trajectory_print_csv(const cb_trajectory *trajectory, FILE *stream)
{
    fprintf(stream, "variant,year,mean");
    for (size_t q = 0; q < CB_TRAJECTORY_QUANTILES; q++)
        fprintf(stream, ",%s", level_names[q]);
    fputc('\n', stream);
    for (size_t i = 0; i < trajectory->count; i++) {
        const cb_trajectory_row *row = &trajectory->rows[i];
        cb_csv_text(stream, row->variant);
        fprintf(stream, ",%d,", row->year);
        cb_csv_number(stream, row->mean);
        for (size_t q = 0; q < CB_TRAJECTORY_QUANTILES; q++) {
            fputc(',', stream);
            cb_csv_number(stream, row->quantiles[q]);
        }
        fputc('\n', stream);
    }
}
