#include <string.h>

#include "command.h"
#include "flow_table.h"
#include "flow_writer.h"
#include "open_result.h"

static const char *text_or(const cb_arguments *arguments, const char *option, const char *otherwise)
{
    const char *text = cb_arguments_text(arguments, option);
    return text ? text : otherwise;
}

/* The index of an option's word among those allowed. */
static cb_status choose(const cb_arguments *arguments, const char *option, const char *const *words, size_t count,
                        size_t *choice)
{
    const char *text = text_or(arguments, option, words[0]);
    for (*choice = 0; *choice < count; ++*choice)
        if (!strcmp(words[*choice], text))
            return CB_OK;
    return cb_usage_error(cb_arguments_command(arguments), "--%s is `%s`, but must be one of %s, %s%s%s%s%s", option,
                          text, words[0], words[1], count > 2 ? ", " : "", count > 2 ? words[2] : "",
                          count > 3 ? ", " : "", count > 3 ? words[3] : "");
}

static cb_status read_form(const cb_arguments *arguments, cb_flow_form *form)
{
    static const char *const constraints[] = {"none", "production", "attraction", "doubly"};
    static const char *const decays[] = {"exponential", "power"};
    static const char *const intra[] = {"keep", "drop"};
    size_t constraint = 0, decay = 0, dropped = 0;
    cb_status status = choose(arguments, "constraint", constraints, 4, &constraint);
    if (!status)
        status = choose(arguments, "decay", decays, 2, &decay);
    if (!status)
        status = choose(arguments, "intra", intra, 2, &dropped);
    if (status)
        return status;
    *form = (cb_flow_form){.origin = text_or(arguments, "origin", "origin"),
                           .destination = text_or(arguments, "destination", "destination"),
                           .flow = text_or(arguments, "flow", "flow"),
                           .cost = cb_arguments_text(arguments, "cost"),
                           .logged = cb_arguments_text(arguments, "log"),
                           .linear = cb_arguments_text(arguments, "linear"),
                           .constraint = (cb_flow_constraint)constraint,
                           .constraint_name = constraints[constraint],
                           .power = decay == 1,
                           .drop_intra = dropped == 1};
    return CB_OK;
}

static cb_status write_fragment(const cb_arguments *arguments, const cb_flow_report *report)
{
    const char *path = cb_arguments_text(arguments, "output");
    cb_fault fault = {{0}};
    if (!path)
        return CB_OK;
    cb_status status =
        cb_flow_write_fragment(report, path, text_or(arguments, "unit", "km"), cb_arguments_text(arguments, "size"),
                               cb_arguments_has(arguments, "robust"), &fault);
    return status ? cb_result_complain(arguments, path, status, &fault) : CB_OK;
}

static cb_status report_fit(const cb_arguments *arguments, const cb_flow_report *report)
{
    cb_status status = write_fragment(arguments, report);
    if (status)
        return status;
    if (cb_arguments_has(arguments, "json"))
        return cb_flow_print_json(report, stdout);
    cb_flow_print(report, stdout);
    return CB_OK;
}

static cb_status fit_table(const cb_arguments *arguments, const char *file, const cb_flow_form *form,
                           const cb_flow_table *table)
{
    cb_flow_fit fit;
    cb_fault fault = {{0}};
    cb_status status = cb_flow_fit_create(&fit, &table->data, form->constraint, &fault);
    if (status)
        status = cb_result_complain(arguments, file, status, &fault);
    else
        status = report_fit(arguments,
                            &(cb_flow_report){.file = file,
                                              .form = form,
                                              .table = table,
                                              .fit = &fit,
                                              .statistics = cb_flow_statistics_of(table->data.flow, fit.fitted,
                                                                                  table->data.count, fit.parameters)});
    cb_flow_fit_free(&fit);
    return status;
}

static cb_status calibrate_flows(const cb_arguments *arguments, const char *file)
{
    cb_flow_form form;
    cb_flow_table table;
    cb_diagnostics *diagnostics;
    cb_status status = read_form(arguments, &form);
    if (!status)
        status = cb_diagnostics_create(&diagnostics);
    if (status)
        return status;
    status = cb_flow_table_read(&table, file, &form, diagnostics);
    cb_diagnostics_print(diagnostics, stderr);
    if (status)
        fprintf(stderr, "conurb calibrate: %s cannot be used\n", file);
    else
        status = fit_table(arguments, file, &form, &table);
    cb_flow_table_free(&table);
    cb_diagnostics_free(diagnostics);
    return status;
}

static cb_status calibrate(const cb_arguments *arguments)
{
    if (strcmp(cb_arguments_word(arguments, 0), "flows"))
        return cb_usage_error(cb_arguments_command(arguments), "`%s` is nothing to calibrate: write `flows`",
                              cb_arguments_word(arguments, 0));
    return calibrate_flows(arguments, cb_arguments_word(arguments, 1));
}

static const cb_option options[] = {
    {.name = "constraint", .value = "WORD", .doc = "none, production, attraction or doubly (default: none)"},
    {.name = "cost", .value = "COLUMN", .doc = "what flows fall off with, a distance or a time"},
    {.name = "decay", .value = "WORD", .doc = "exponential or power (default: exponential)"},
    {.name = "log", .value = "COLUMNS", .doc = "covariates whose logarithm counts, parted by commas"},
    {.name = "linear", .value = "COLUMNS", .doc = "covariates that count as they are"},
    {.name = "origin", .value = "COLUMN", .doc = "where flows begin (default: origin)"},
    {.name = "destination", .value = "COLUMN", .doc = "where they end (default: destination)"},
    {.name = "flow", .value = "COLUMN", .doc = "how many (default: flow)"},
    {.name = "intra", .value = "WORD", .doc = "keep or drop flows within a place (default: keep)"},
    {.name = "json", .doc = "the fit as JSON, fitted flows as well"},
    {.name = "output", .value = "FILE", .letter = 'o', .doc = "write a scenario fragment for `extends`"},
    {.name = "size", .value = "COLUMN", .doc = "the logged covariate that is a destination's size, for the fragment"},
    {.name = "unit", .value = "UNIT", .doc = "of the cost, for the fragment (default: km)"},
    {.name = "robust", .doc = "robust errors in the fragment"},
    {0}};

const cb_command cb_command_calibrate = {.name = "calibrate",
                                         .doc = "fit a model of flows to a table of flows",
                                         .usage = "flows FILE [OPTIONS]",
                                         .options = options,
                                         .least = 2,
                                         .most = 2,
                                         .run = calibrate};
