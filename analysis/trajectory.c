#include "trajectory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "quantile.h"
#include "writer.h"

#define REGION_PREFIX "region_"
#define TIME_AXIS     2
#define REGION_AXIS   3

static const double levels[CB_TRAJECTORY_QUANTILES] = {0.5, 0.05, 0.1, 0.25, 0.75, 0.9, 0.95};
static const char *const level_names[CB_TRAJECTORY_QUANTILES] = {"median", "q05", "q10", "q25", "q75", "q90", "q95"};

/* ---- finding ----------------------------------------------------------------------------------------------------- */

static bool is_trajectory(const cb_manifest *manifest, const cb_variable *variable)
{
    static const char *const axes[] = {"variant", "member", "time", "region"};
    if (strncmp(variable->name, REGION_PREFIX, strlen(REGION_PREFIX)) || variable->rank <= REGION_AXIS)
        return false;
    for (size_t a = 0; a <= REGION_AXIS; a++)
        if (strcmp(manifest->dimensions[variable->dims[a]].name, axes[a]))
            return false;
    return true;
}

static cb_status find_variable(const cb_manifest *manifest, const char *indicator, const cb_variable **found,
                               cb_fault *fault)
{
    const char **names = calloc(manifest->variable_count + 1, sizeof *names);
    if (!names)
        return CB_ERROR_MEMORY;
    size_t count = 0;
    *found = NULL;
    for (size_t v = 0; v < manifest->variable_count; v++) {
        const cb_variable *variable = &manifest->variables[v];
        if (!is_trajectory(manifest, variable))
            continue;
        names[count++] = variable->name + strlen(REGION_PREFIX);
        if (!strcmp(names[count - 1], indicator))
            *found = variable;
    }
    cb_status status = *found ? CB_OK : cb_names_unknown(fault, "indicator", indicator, names, count);
    free(names);
    return status;
}

/* ---- reading -------------------------------------------------------------------------------------------------------
 */

static cb_status read_variant(cb_result *result, const cb_variable *variable, size_t variant, size_t region,
                              size_t other, double *values, cb_fault *fault)
{
    const cb_manifest *manifest = cb_result_manifest(result);
    size_t start[CB_MAX_RANK] = {variant}, count[CB_MAX_RANK] = {1};
    for (size_t a = 1; a < variable->rank; a++)
        count[a] = manifest->dimensions[variable->dims[a]].length;
    start[REGION_AXIS] = region;
    count[REGION_AXIS] = 1;
    cb_status status = cb_result_read(result, variable->name, start, count, values, fault);
    size_t sums = count[1] * count[TIME_AXIS];
    for (size_t i = 0; i < sums && other > 1 && !status; i++) {
        double sum = 0.0;
        for (size_t o = 0; o < other; o++)
            sum += values[i * other + o];
        values[i] = sum;
    }
    return status;
}

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

static cb_status fill_rows(cb_trajectory *trajectory, cb_result *result, const cb_variable *variable, size_t region,
                           cb_fault *fault)
{
    const cb_dimension *dimensions = cb_result_manifest(result)->dimensions;
    const cb_dimension *variants = &dimensions[variable->dims[0]], *time = &dimensions[variable->dims[TIME_AXIS]];
    size_t members = dimensions[variable->dims[1]].length, other = 1;
    for (size_t a = REGION_AXIS + 1; a < variable->rank; a++)
        other *= dimensions[variable->dims[a]].length;
    trajectory->rows = calloc(variants->length * time->length + 1, sizeof *trajectory->rows);
    double *values = calloc(members * time->length * other + 1, sizeof *values);
    double *column = calloc(members + 1, sizeof *column);
    cb_status status = trajectory->rows && values && column ? CB_OK : CB_ERROR_MEMORY;
    for (size_t v = 0; v < variants->length && !status; v++) {
        status = read_variant(result, variable, v, region, other, values, fault);
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
    const cb_variable *variable;
    cb_status status = find_variable(cb_result_manifest(result), indicator, &variable, fault);
    if (status)
        return status;
    const cb_dimension *regions = cb_result_dimension(result, "region");
    size_t index = cb_dimension_find(regions, region);
    if (index == SIZE_MAX)
        return cb_names_unknown(fault, "region", region, (const char *const *)regions->texts, regions->length);
    cb_trajectory *made = calloc(1, sizeof *made);
    if (!made)
        return CB_ERROR_MEMORY;
    made->indicator = variable->name + strlen(REGION_PREFIX);
    made->region = regions->texts[index];
    made->unit = variable->unit;
    made->long_name = variable->long_name;
    status = fill_rows(made, result, variable, index, fault);
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

/* ---- writing -------------------------------------------------------------------------------------------------------
 */

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
    fprintf(stream, "%s in %s, %s\n", trajectory->indicator, trajectory->region,
            trajectory->unit ? trajectory->unit : "1");
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
