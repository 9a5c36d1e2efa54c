#include "scenario_writer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- scalars --------------------------------------------------------------------------------------------------- */

/* Would YAML read it as the same text, inside a list too? */
static bool is_plain(const char *text)
{
    size_t length = strlen(text);
    if (!length || strchr("?:,[]{}#&*!|>'\"%@`~ ", *text) || (*text == '-' && (!text[1] || text[1] == ' ')) ||
        text[length - 1] == ' ' || text[length - 1] == ':')
        return false;
    for (const char *c = text; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f || strchr(",[]{}", *c) || (*c == ':' && c[1] == ' ') ||
            (*c == '#' && c > text && c[-1] == ' '))
            return false;
    return strcmp(text, "null") != 0;
}

static void write_quoted(FILE *stream, const char *text)
{
    fputc('"', stream);
    for (const char *c = text; *c; c++)
        if (*c == '"' || *c == '\\')
            fprintf(stream, "\\%c", *c);
        else if ((unsigned char)*c < ' ' || *c == 0x7f)
            fprintf(stream, "\\x%02X", (unsigned)(unsigned char)*c);
        else
            fputc(*c, stream);
    fputc('"', stream);
}

static void write_text(FILE *stream, const char *text, bool quoted)
{
    if (quoted || !is_plain(text))
        write_quoted(stream, text);
    else
        fputs(text, stream);
}

/* The shortest of 15 to 17 digits that reads back as the same number. */
void cb_write_number(FILE *stream, double value, const char *unit)
{
    char text[32];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    fprintf(stream, "%s%s%s", text, unit && strcmp(unit, "1") ? " " : "", unit && strcmp(unit, "1") ? unit : "");
}

/* ---- nodes ----------------------------------------------------------------------------------------------------- */

static bool names_table(const char *key)
{
    return !strcmp(key, cb_schema_name(CB_SECTION_TABLE, offsetof(cb_table_record, table)));
}

/* Table files are named from the folder of the scenario, whichever file named them. */
void cb_write_node(cb_writer *writer, const char *key, const cb_yaml *node)
{
    const char *name = NULL;
    if (node->kind == CB_YAML_SCALAR) {
        if (key && names_table(key))
            name = cb_sources_name(&writer->loader->sources, node);
        write_text(writer->stream, name ? name : node->text, node->quoted);
        return;
    }
    fputc(node->kind == CB_YAML_LIST ? '[' : '{', writer->stream);
    for (size_t i = 0; i < node->count; i++) {
        if (i)
            fputs(", ", writer->stream);
        if (node->kind == CB_YAML_MAPPING) {
            write_text(writer->stream, node->keys[i], false);
            fputs(": ", writer->stream);
        }
        cb_write_node(writer, node->kind == CB_YAML_MAPPING ? node->keys[i] : NULL, node->items[i]);
    }
    fputc(node->kind == CB_YAML_LIST ? ']' : '}', writer->stream);
}

void cb_write_key(cb_writer *writer, const char *name)
{
    fprintf(writer->stream, "%*s", writer->indent, "");
    write_text(writer->stream, name, false);
    fputc(':', writer->stream);
}

/* ---- values ---------------------------------------------------------------------------------------------------- */

static void write_list(cb_writer *writer, const double *values, const char *const *units, size_t count)
{
    fputc('[', writer->stream);
    for (size_t i = 0; i < count; i++) {
        fputs(i ? ", " : "", writer->stream);
        cb_write_number(writer->stream, values[i], units ? units[i] : NULL);
    }
    fputc(']', writer->stream);
}

static void write_kind(cb_writer *writer, const cb_distribution *d, const char *unit)
{
    static const struct {
        const char *name;
        size_t count,
            pure; /* numbers, and how many of them have no unit: the last of `lognormal`, the first of `beta` */
    } kinds[] = {[CB_NORMAL] = {"normal", 2, 0},
                 [CB_LOGNORMAL] = {"lognormal", 2, 2},
                 [CB_UNIFORM] = {"uniform", 2, 0},
                 [CB_TRIANGULAR] = {"triangular", 3, 0},
                 [CB_BETA] = {"beta", 4, 1}};
    double values[] = {d->a, d->b, d->c, d->d};
    const char *units[] = {unit, unit, unit, unit};
    if (d->kind == CB_LOGNORMAL || d->kind == CB_BETA)
        units[1] = "1";
    if (d->kind == CB_BETA)
        units[0] = "1";
    fprintf(writer->stream, "%s: ", kinds[d->kind].name);
    write_list(writer, values, units, kinds[d->kind].count);
}

static void write_limits(cb_writer *writer, const cb_distribution *d, const char *unit)
{
    if (isfinite(d->lower)) {
        fputs(", min: ", writer->stream);
        cb_write_number(writer->stream, d->lower, unit);
    }
    if (isfinite(d->upper)) {
        fputs(", max: ", writer->stream);
        cb_write_number(writer->stream, d->upper, unit);
    }
}

static void write_distribution(cb_writer *writer, const cb_distribution *d, const char *unit)
{
    if (isfinite(d->lower) || isfinite(d->upper)) {
        fputs("truncated: {", writer->stream);
        write_kind(writer, d, unit);
        write_limits(writer, d, unit);
        fputc('}', writer->stream);
    } else
        write_kind(writer, d, unit);
}

static void write_evidence(cb_writer *writer, const cb_value *value)
{
    const char *const names[] = {
        cb_schema_name(CB_SECTION_VALUE, offsetof(cb_value_record, source)),
        cb_schema_name(CB_SECTION_VALUE, offsetof(cb_value_record, assumed)),
    };
    const char *const texts[] = {value->source, value->assumed};
    for (size_t i = 0; i < 2; i++)
        if (texts[i]) {
            fprintf(writer->stream, ", %s: ", names[i]);
            write_text(writer->stream, texts[i], false);
        }
}

static void write_plain(cb_writer *writer, const cb_parameter *parameter)
{
    const cb_param *param = parameter->declared;
    const char *choice = param->choices;
    switch (param->kind) {
    case CB_PARAM_CHOICE:
        for (size_t i = 0; i < parameter->choice; i++)
            choice += strcspn(choice, " ") + 1;
        fprintf(writer->stream, "%.*s", (int)strcspn(choice, " "), choice);
        break;
    case CB_PARAM_LIST:
        write_list(writer, parameter->list, NULL, parameter->list_count);
        break;
    case CB_PARAM_NUMBER:
    case CB_PARAM_FIXED:
        cb_write_number(writer->stream, parameter->value.distribution.a, param->unit);
        break;
    }
}

void cb_write_parameter(cb_writer *writer, const cb_parameter *parameter)
{
    const cb_value *value = &parameter->value;
    const cb_param *param = parameter->declared;
    bool spread = value->distribution.kind != CB_CONSTANT, sourced = value->source || value->assumed;
    if (value->by_place) {
        cb_write_node(writer, NULL,
                      cb_parameter_node(writer->loader, writer->loader->trees[writer->variant], param->name));
        return;
    }
    if (!spread && !sourced) {
        write_plain(writer, parameter);
        return;
    }
    fputs(!spread ? "{value: " : value->each ? "{each: {" : "{", writer->stream);
    if (spread)
        write_distribution(writer, &value->distribution, param->unit);
    else
        write_plain(writer, parameter);
    fputs(spread && value->each ? "}" : "", writer->stream);
    write_evidence(writer, value);
    fputc('}', writer->stream);
}
