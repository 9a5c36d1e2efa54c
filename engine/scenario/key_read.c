#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "key_read.h"

const char *cb_yaml_kind_text(const cb_yaml *node)
{
    return node->kind == CB_YAML_LIST      ? "a list"
           : node->kind == CB_YAML_MAPPING ? "a mapping"
           : *node->text                   ? "a single value"
                                           : "nothing";
}

static cb_status expected(const cb_key_reading *r, const char *what)
{
    if (r->node->kind == CB_YAML_SCALAR && *r->node->text)
        return cb_diagnose(r->loader->diagnostics, r->node->mark, "`%s` is `%s`, but %s is expected: %s", r->key->name,
                           r->node->text, what, r->key->doc);
    return cb_diagnose(r->loader->diagnostics, r->node->mark, "`%s` is %s, but %s is expected: %s", r->key->name,
                       cb_yaml_kind_text(r->node), what, r->key->doc);
}

/* ---- one reader for each kind ---------------------------------------------------------------------------------- */

static cb_status read_scalar(const cb_key_reading *r)
{
    const char *text = cb_yaml_scalar(r->node);
    if (!text || !*text)
        return expected(r, "a single value");
    *(const cb_yaml **)r->member = r->node;
    return CB_OK;
}

static cb_status read_text(const cb_key_reading *r)
{
    const char *text = cb_yaml_scalar(r->node);
    if (!text || !*text)
        return expected(r, "a text");
    *(const char **)r->member = text;
    return CB_OK;
}

static cb_status read_id(const cb_key_reading *r)
{
    const char *text = cb_yaml_scalar(r->node);
    if (!text || !cb_schema_is_id(text))
        return expected(r, "an id of " CB_ID_WORDS);
    *(const char **)r->member = text;
    return CB_OK;
}

/* "lhs, random or central" */
static const char *alternatives(cb_loader *loader, const char *choices)
{
    const char *text = "", *rest = choices;
    while (text && *rest) {
        size_t length = strcspn(rest, " ");
        const char *after = rest + length + strspn(rest + length, " "), *before = !*text ? "" : *after ? ", " : " or ";
        text = cb_arena_text(loader->arena, "%s%s%.*s", text, before, (int)length, rest);
        rest = after;
    }
    return text;
}

static cb_status read_choice(const cb_key_reading *r)
{
    const char *text = cb_yaml_scalar(r->node);
    cb_id choice = text ? cb_schema_choice(r->key->choices, text) : CB_NONE;
    if (choice == CB_NONE) {
        const char *what = alternatives(r->loader, r->key->choices);
        return what ? expected(r, what) : CB_ERROR_MEMORY;
    }
    *(int *)r->member = choice;
    return CB_OK;
}

static cb_status read_word(const cb_key_reading *r)
{
    int choice;
    cb_key_reading chosen = *r;
    chosen.member = &choice;
    cb_status status = read_choice(&chosen);
    if (!status)
        *(const char **)r->member = r->node->text;
    return status;
}

static cb_status read_yes_no(const cb_key_reading *r)
{
    const char *text = cb_yaml_scalar(r->node);
    cb_id choice = text ? cb_schema_choice("yes true no false", text) : CB_NONE;
    if (choice == CB_NONE)
        return expected(r, "yes or no");
    *(bool *)r->member = choice < 2;
    return CB_OK;
}

static cb_status read_whole(const cb_key_reading *r)
{
    const char *text = cb_yaml_scalar(r->node);
    if (!text || !*text || strspn(text, "0123456789") != strlen(text))
        return expected(r, "a whole number");
    errno = 0;
    unsigned long long value = strtoull(text, NULL, 10);
    unsigned long long most = r->key->high < (double)UINT64_MAX ? (unsigned long long)r->key->high : UINT64_MAX;
    if (errno || (double)value < r->key->low || value > most)
        return cb_diagnose(r->loader->diagnostics, r->node->mark, "`%s` is %s, but must be from %.0f to %llu",
                           r->key->name, text, r->key->low, most);
    *(uint64_t *)r->member = value;
    return CB_OK;
}

static cb_status read_number(const cb_key_reading *r)
{
    return cb_quantity_number(r->loader->units, r->node, r->key->unit, r->key->low, r->key->high,
                              r->loader->diagnostics, r->member);
}

static cb_status read_year(const cb_key_reading *r)
{
    int year;
    cb_status status = cb_quantity_year(r->node, r->loader->diagnostics, &year);
    if (status)
        return status;
    if (year < r->key->low || year > r->key->high)
        return cb_diagnose(r->loader->diagnostics, r->node->mark, "`%s` is %d, but must be a year from %.0f to %.0f",
                           r->key->name, year, r->key->low, r->key->high);
    *(int *)r->member = year;
    return CB_OK;
}

static cb_status read_date(const cb_key_reading *r)
{
    return cb_quantity_date(r->node, r->loader->diagnostics, r->member);
}

static cb_status read_any_value(const cb_key_reading *r, bool date)
{
    cb_value *value = r->member;
    cb_status status = cb_quantity_value(r->loader->units, r->node, r->key->unit, r->key->low, r->key->high, date,
                                         r->loader->diagnostics, value);
    if (status)
        return status;
    if (value->each)
        return cb_diagnose(r->loader->diagnostics, r->node->mark,
                           "`%s` is one number; `each:` is for parameters, which have a value in every place",
                           r->key->name);
    return CB_OK;
}

static cb_status read_value(const cb_key_reading *r)
{
    return read_any_value(r, false);
}

static cb_status read_date_value(const cb_key_reading *r)
{
    return read_any_value(r, true);
}

/* The node of an id or name that is looked up, by what the key refers to. */
static cb_status read_reference(const cb_key_reading *r, const cb_yaml **node)
{
    cb_key_reading scalar = *r;
    *node = NULL;
    scalar.member = node;
    return read_scalar(&scalar);
}

static cb_status read_place(const cb_key_reading *r)
{
    const cb_yaml *node;
    cb_status status = read_reference(r, &node);
    return status ? status : cb_place_find(r->loader, node, r->member);
}

static cb_status read_region(const cb_key_reading *r)
{
    const cb_yaml *node;
    cb_status status = read_reference(r, &node);
    return status ? status : cb_region_find(r->loader, node, r->member);
}

static cb_status read_parameter(const cb_key_reading *r)
{
    const cb_yaml *node;
    cb_status status = read_reference(r, &node);
    return status ? status : cb_parameter_find(r->loader, node, r->member);
}

static cb_status read_any(const cb_key_reading *r)
{
    *(const cb_yaml **)r->member = r->node;
    return CB_OK;
}

static cb_status read_list(const cb_key_reading *r)
{
    return r->node->kind == CB_YAML_LIST ? read_any(r) : expected(r, "a list");
}

static cb_status read_mapping(const cb_key_reading *r)
{
    return r->node->kind == CB_YAML_MAPPING ? read_any(r) : expected(r, "a mapping of keys");
}

static cb_status read_records(const cb_key_reading *r)
{
    if (r->node->kind == CB_YAML_MAPPING)
        return cb_diagnose(r->loader->diagnostics, r->node->mark,
                           "`%s` is a mapping, which changes entries that are there already, but there are none: write "
                           "a list of entries that each have an `id`",
                           r->key->name);
    return r->node->kind == CB_YAML_LIST ? read_any(r) : expected(r, "a list of entries with ids");
}

static cb_status (*const readers[])(const cb_key_reading *r) = {[CB_KEY_TEXT] = read_text,
                                                                [CB_KEY_ID] = read_id,
                                                                [CB_KEY_WORD] = read_word,
                                                                [CB_KEY_CHOICE] = read_choice,
                                                                [CB_KEY_YES_NO] = read_yes_no,
                                                                [CB_KEY_WHOLE] = read_whole,
                                                                [CB_KEY_NUMBER] = read_number,
                                                                [CB_KEY_YEAR] = read_year,
                                                                [CB_KEY_DATE] = read_date,
                                                                [CB_KEY_VALUE] = read_value,
                                                                [CB_KEY_DATE_VALUE] = read_date_value,
                                                                [CB_KEY_PLACE] = read_place,
                                                                [CB_KEY_REGION] = read_region,
                                                                [CB_KEY_PARAMETER] = read_parameter,
                                                                [CB_KEY_SCALAR] = read_scalar,
                                                                [CB_KEY_ANY] = read_any,
                                                                [CB_KEY_LIST] = read_list,
                                                                [CB_KEY_MAPPING] = read_mapping,
                                                                [CB_KEY_RECORDS] = read_records};

cb_status cb_key_read(const cb_key_reading *reading)
{
    return readers[reading->key->kind](reading);
}
