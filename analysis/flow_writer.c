#include "flow_writer.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- statistics, by their names ---------------------------------------------------------------------------------- */

typedef struct statistic {
    const char *name;
    size_t offset;
} statistic;

static const statistic statistics[] = {
    {"deviance", offsetof(cb_flow_statistics, deviance)},
    {"null_deviance", offsetof(cb_flow_statistics, null_deviance)},
    {"llf", offsetof(cb_flow_statistics, log_likelihood)},
    {"llnull", offsetof(cb_flow_statistics, null_log_likelihood)},
    {"AIC", offsetof(cb_flow_statistics, aic)},
    {"D2", offsetof(cb_flow_statistics, d2)},
    {"pseudoR2", offsetof(cb_flow_statistics, pseudo_r2)},
    {"SRMSE", offsetof(cb_flow_statistics, srmse)},
    {"SSI", offsetof(cb_flow_statistics, ssi)},
    {"CPC", offsetof(cb_flow_statistics, cpc)},
};
#define STATISTICS (sizeof statistics / sizeof *statistics)

static double statistic_of(const cb_flow_report *report, size_t i)
{
    double value;
    memcpy(&value, (const char *)&report->statistics + statistics[i].offset, sizeof value);
    return value;
}

/* ---- parameters, one by one -------------------------------------------------------------------------------------- */

typedef void visit_parameter(void *context, const char *label, double value, double error, double robust);

static void visit_effects(const cb_flow_report *report, const cb_flow_effects *effects, const char *end,
                          visit_parameter *visit, void *context)
{
    char label[256];
    for (size_t p = 0; effects->value && p < report->fit->places; p++) {
        if (isnan(effects->value[p]) || effects->value[p] == 0.0)
            continue; /* no flows, or the place that the others are compared with */
        snprintf(label, sizeof label, "%s_%s", end, report->table->places[p]);
        visit(context, label, effects->value[p], effects->error[p], NAN);
    }
}

static void visit_all(const cb_flow_report *report, visit_parameter *visit, void *context)
{
    const cb_flow_fit *fit = report->fit;
    visit(context, "const", fit->constant, fit->constant_error, NAN);
    visit_effects(report, &fit->origin, "origin", visit, context);
    visit_effects(report, &fit->destination, "destination", visit, context);
    for (size_t k = 0; k < fit->covariates; k++)
        visit(context, report->table->labels[k], fit->coefficient[k], fit->error[k], fit->robust_error[k]);
}

/* ---- a table ---------------------------------------------------------------------------------------------------- */

static void print_number(FILE *stream, double value)
{
    if (isnan(value))
        fprintf(stream, " %14s", "-");
    else
        fprintf(stream, " %14.8g", value);
}

static void print_parameter(void *context, const char *label, double value, double error, double robust)
{
    fprintf(context, "  %-24s", label);
    print_number(context, value);
    print_number(context, error);
    print_number(context, robust);
    fputc('\n', context);
}

void cb_flow_print(const cb_flow_report *report, FILE *stream)
{
    fprintf(stream, "%s: %zu flows between %zu places, constraint %s, %zu steps", report->file,
            report->table->data.count, report->table->data.places, report->form->constraint_name,
            report->fit->iterations);
    if (report->table->dropped)
        fprintf(stream, ", %zu flows within a place left out", report->table->dropped);
    fprintf(stream, "\n  %-24s %14s %14s %14s\n", "", "value", "error", "robust error");
    visit_all(report, print_parameter, stream);
    for (size_t i = 0; i < STATISTICS; i++) {
        fprintf(stream, "  %-24s", statistics[i].name);
        print_number(stream, statistic_of(report, i));
        fputc('\n', stream);
    }
}

/* ---- JSON ------------------------------------------------------------------------------------------------------- */

typedef struct parameters {
    json_t *values, *errors, *robust;
} parameters;

static json_t *number_json(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static void add_parameter(void *context, const char *label, double value, double error, double robust)
{
    parameters *p = context;
    json_object_set_new(p->values, label, number_json(value));
    json_object_set_new(p->errors, label, number_json(error));
    if (!isnan(robust))
        json_object_set_new(p->robust, label, number_json(robust));
}

static json_t *fitted_json(const cb_flow_report *report)
{
    const cb_flow_table *t = report->table;
    json_t *rows = json_array();
    for (size_t i = 0; i < t->data.count; i++)
        json_array_append_new(rows, json_pack("{s:s, s:s, s:f, s:f}", "origin", t->places[t->origin[i]], "destination",
                                              t->places[t->destination[i]], "flow", t->flow[i], "fitted",
                                              report->fit->fitted[i]));
    return rows;
}

cb_status cb_flow_print_json(const cb_flow_report *report, FILE *stream)
{
    parameters p = {json_object(), json_object(), json_object()};
    json_t *root = json_pack("{s:s, s:s, s:s, s:b, s:I, s:I, s:I, s:I}", "file", report->file, "constraint",
                             report->form->constraint_name, "decay",
                             !report->form->cost   ? "none"
                             : report->form->power ? "power"
                                                   : "exponential",
                             "intra", !report->form->drop_intra, "n", (json_int_t)report->table->data.count, "places",
                             (json_int_t)report->table->data.places, "parameters", (json_int_t)report->fit->parameters,
                             "iterations", (json_int_t)report->fit->iterations);
    cb_status status = root ? CB_OK : CB_ERROR_MEMORY;
    visit_all(report, add_parameter, &p);
    json_object_set_new(root, "params", p.values);
    json_object_set_new(root, "std_err", p.errors);
    json_object_set_new(root, "robust_std_err", p.robust);
    for (size_t i = 0; i < STATISTICS; i++)
        json_object_set_new(root, statistics[i].name, number_json(statistic_of(report, i)));
    json_object_set_new(root, "fitted", fitted_json(report));
    if (!status && json_dumpf(root, stream, JSON_INDENT(2) | JSON_REAL_PRECISION(15)))
        status = CB_ERROR_IO;
    fputc('\n', stream);
    json_decref(root);
    return status;
}

/* ---- a scenario fragment ---------------------------------------------------------------------------------------- */

static size_t covariate_find(const cb_flow_report *report, const char *prefix, const char *name)
{
    char label[256];
    snprintf(label, sizeof label, "%s%s", prefix, name);
    for (size_t k = 0; k < report->fit->covariates; k++)
        if (!strcmp(report->table->labels[k], label))
            return k;
    return SIZE_MAX;
}

/* Between single quotes, where YAML takes all but the quote as it is. */
static void write_source(FILE *stream, const cb_flow_report *report)
{
    fputs(", source: 'conurb calibrate flows ", stream);
    for (const char *c = report->file; *c; c++)
        fputs(*c == '\'' ? "''" : (char[]){*c, '\0'}, stream);
    fprintf(stream, ", constraint %s, %zu flows'}\n", report->form->constraint_name, report->table->data.count);
}

static void write_decay(FILE *stream, const cb_flow_report *report, const char *unit, const double *errors)
{
    size_t k = covariate_find(report, report->form->power ? "ln_" : "", report->form->cost);
    double decay = -report->fit->coefficient[k];
    if (report->form->power)
        fprintf(stream, "  migration.distance_power: {value: %.9g", decay);
    else
        fprintf(stream, "  migration.distance_decay: {normal: [%.9g 1/%s, %.9g 1/%s]", decay, unit, errors[k], unit);
    write_source(stream, report);
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat x, y;
    return !stat(a, &x) && !stat(b, &y) && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

cb_status cb_flow_write_fragment(const cb_flow_report *report, const char *path, const char *unit, const char *size,
                                 bool robust, cb_fault *fault)
{
    const double *errors = robust ? report->fit->robust_error : report->fit->error;
    size_t elasticity = size ? covariate_find(report, "ln_", size) : SIZE_MAX;
    if (size && elasticity == SIZE_MAX)
        return cb_fault_set(fault, CB_ERROR_USAGE, "%s: `%s` is not among the columns of --log", path, size);
    if (!size && !report->form->cost)
        return cb_fault_set(fault, CB_ERROR_USAGE, "%s: nothing to write without --cost and without --size", path);
    if (is_same_file(path, report->file))
        return cb_fault_set(fault, CB_ERROR_USAGE, "%s: is the table of flows itself; give another file", path);
    FILE *stream = fopen(path, "w");
    if (!stream)
        return cb_fault_set(fault, CB_ERROR_IO, "%s: cannot be written: %s", path, strerror(errno));
    fprintf(stream, "# Written by `conurb calibrate flows`; scenarios build on it with `extends`.\nparameters:\n");
    if (report->form->cost)
        write_decay(stream, report, unit, errors);
    if (size) {
        fprintf(stream, "  migration.size_elasticity: {normal: [%.9g, %.9g]", report->fit->coefficient[elasticity],
                errors[elasticity]);
        write_source(stream, report);
    }
    bool failed = ferror(stream);
    if (!fclose(stream) && !failed)
        return CB_OK;
    unlink(path); /* no half that looks whole */
    return cb_fault_set(fault, CB_ERROR_IO, "%s: writing failed", path);
}
