#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "open_result.h"

/* ---- what is said of a file
 * ------------------------------------------------------------------------------------------ */

/* The largest over variants and members; NaN where any is not a number. */
static cb_status largest_residual(cb_result *result, double *largest, cb_fault *fault)
{
    size_t start[2] = {0}, count[2];
    count[0] = cb_result_dimension(result, "variant")->length;
    count[1] = cb_result_dimension(result, "member")->length;
    double *values = calloc(count[0] * count[1] + 1, sizeof *values);
    if (!values)
        return CB_ERROR_MEMORY;
    cb_status status = cb_result_read(result, "balance_residual", start, count, values, fault);
    *largest = 0.0;
    for (size_t i = 0; i < count[0] * count[1] && !status && !isnan(*largest); i++)
        *largest = values[i] <= *largest ? *largest : values[i];
    free(values);
    return status;
}

static json_t *number_json(double value)
{
    if (!isfinite(value))
        return json_null();
    return value == floor(value) && fabs(value) < 0x1p53 ? json_integer((json_int_t)value) : json_real(value);
}

static json_t *names_json(const cb_dimension *dimension)
{
    json_t *names = json_array();
    for (size_t i = 0; names && dimension && i < dimension->length; i++)
        if (json_array_append_new(names, json_string(dimension->texts[i]))) {
            json_decref(names);
            return NULL;
        }
    return names;
}

static json_t *text_json(const char *text)
{
    return text ? json_string(text) : json_null();
}

/* A text in the file; it stays one where JSON's whole numbers could not hold it. */
static json_t *seed_json(const cb_result *result)
{
    const char *text = cb_result_attribute(result, "seed");
    if (!text)
        return json_null();
    unsigned long long seed = strtoull(text, NULL, 10);
    return seed <= INT64_MAX ? json_integer((json_int_t)seed) : json_string(text);
}

static double places_of(const cb_result *result)
{
    const cb_dimension *places = cb_result_dimension(result, "place");
    return places ? (double)places->length : NAN;
}

static json_t *info_object(const cb_result *result, double residual)
{
    const struct {
        const char *name;
        json_t *value;
    } entries[] = {
        {"title", text_json(cb_result_attribute(result, "title"))},
        {"version", text_json(cb_result_attribute(result, "conurb_version"))},
        {"members", number_json((double)cb_result_dimension(result, "member")->length)},
        {"design", text_json(cb_result_attribute(result, "design"))},
        {"design_members", number_json(cb_result_number(result, "members"))},
        {"seed", seed_json(result)},
        {"start", number_json(cb_result_number(result, "start"))},
        {"end", number_json(cb_result_number(result, "end"))},
        {"steps", number_json(cb_result_number(result, "steps"))},
        {"step_years", number_json(cb_result_number(result, "step_years"))},
        {"places", number_json(places_of(result))},
        {"variants", names_json(cb_result_dimension(result, "variant"))},
        {"targets", names_json(cb_result_dimension(result, "target"))},
        {"largest_balance_residual", number_json(residual)},
        {"scenario", text_json(cb_result_document(result, "scenario_resolved"))},
    };
    json_t *object = json_object();
    bool whole = object != NULL;
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
        whole &= !json_object_set_new(object, entries[i].name, entries[i].value);
    if (whole)
        return object;
    json_decref(object);
    return NULL;
}

/* ---- writing
 * ---------------------------------------------------------------------------------------------------------- */

static cb_status print_json(const json_t *info)
{
    int failed = json_dumpf(info, stdout, JSON_INDENT(2));
    putchar('\n');
    return failed ? CB_ERROR_IO : CB_OK;
}

static void print_value(const json_t *value)
{
    size_t index;
    const json_t *item;
    if (json_is_string(value))
        printf("%s", json_string_value(value));
    else if (json_is_integer(value))
        printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else if (json_is_real(value))
        printf("%.3g", json_real_value(value));
    else if (json_is_array(value))
        json_array_foreach(value, index, item) printf("%s%s", index ? ", " : "", json_string_value(item));
    else
        printf("-");
    putchar('\n');
}

static cb_status print_text(json_t *info)
{
    const char *name;
    json_t *value;
    json_object_foreach(info, name, value)
    {
        if (!strcmp(name, "scenario"))
            printf("\nThe scenario as it was resolved:\n\n");
        else
            printf("%-26s", name);
        print_value(value);
    }
    return CB_OK;
}

static cb_status info(const cb_arguments *arguments)
{
    const char *file = cb_arguments_word(arguments, 0);
    cb_result *result = NULL;
    cb_fault fault = {{0}};
    double residual;
    cb_status status = cb_open_result(arguments, file, &result);
    if (status)
        return status;
    status = largest_residual(result, &residual, &fault);
    json_t *object = status ? NULL : info_object(result, residual);
    if (status)
        cb_result_complain(arguments, file, status, &fault);
    else if (!object)
        status = CB_ERROR_MEMORY;
    else
        status = cb_arguments_has(arguments, "json") ? print_json(object) : print_text(object);
    json_decref(object);
    cb_result_close(result);
    return status;
}

static const cb_option options[] = {{.name = "json", .doc = "as one object"}, {0}};

const cb_command cb_command_info = {.name = "info",
                                    .doc = "what made a result file",
                                    .usage = "FILE [--json]",
                                    .options = options,
                                    .least = 1,
                                    .most = 1,
                                    .run = info};
