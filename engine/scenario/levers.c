/* Levers and shocks: what changes a parameter over time, by policy and by chance. */
#include <math.h>
#include <string.h>

#include "loader.h"

/* ---- levers ---------------------------------------------------------------------------------------------------- */

static cb_status read_amount(cb_loader *loader, const cb_lever_record *record, cb_lever *lever)
{
    const cb_param *param = loader->parameters[lever->parameter].declared;
    switch (lever->action) {
    case CB_MULTIPLY:
        return cb_value_read(loader, record->multiply, "1", 0.0, INFINITY, &lever->amount);
    case CB_ADD:
        return cb_value_read(loader, record->add, param->unit, -INFINITY, INFINITY, &lever->amount);
    case CB_SET:
        return cb_value_read(loader, record->set, param->unit, param->min, param->max, &lever->amount);
    }
    return CB_OK;
}

static cb_status finish_amount(cb_loader *loader, const cb_yaml *node, cb_lever_record *record)
{
    const char *multiply = cb_schema_name(CB_SECTION_LEVER, offsetof(cb_lever_record, multiply));
    const char *add = cb_schema_name(CB_SECTION_LEVER, offsetof(cb_lever_record, add));
    const char *set = cb_schema_name(CB_SECTION_LEVER, offsetof(cb_lever_record, set));
    int given = !!record->multiply + !!record->add + !!record->set;
    if (given != 1)
        return cb_diagnose(loader->diagnostics, node->mark, "the lever `%s` needs exactly one of `%s`, `%s` and `%s`",
                           record->lever.id, multiply, add, set);
    record->lever.action = record->multiply ? CB_MULTIPLY : record->add ? CB_ADD : CB_SET;
    if (record->lever.parameter >= loader->parameter_count ||
        loader->parameters[record->lever.parameter].declared->kind != CB_PARAM_NUMBER)
        return CB_ERROR_INPUT;
    return read_amount(loader, record, &record->lever);
}

static cb_status finish_until(cb_loader *loader, cb_lever_record *record)
{
    cb_lever *lever = &record->lever;
    lever->until = INFINITY;
    if (!record->until)
        return CB_OK;
    cb_status status = cb_quantity_date(record->until, loader->diagnostics, &lever->until);
    if (status || lever->until > lever->from)
        return status;
    return cb_diagnose(loader->diagnostics, record->until->mark,
                       "the lever `%s` ends before it begins: `%s` must be later than `%s`", lever->id,
                       cb_schema_name(CB_SECTION_LEVER, offsetof(cb_lever_record, until)),
                       cb_schema_name(CB_SECTION_LEVER, offsetof(cb_lever_record, lever.from)));
}

static cb_status finish_lever(cb_loader *loader, const cb_yaml *node, void *record)
{
    cb_lever_record *made = record;
    made->lever.mark = node->mark;
    CB_GO_ON(finish_amount(loader, node, made));
    CB_GO_ON(finish_until(loader, made));
    return cb_schema_evidence(loader, CB_SECTION_LEVER, node, made->lever.source, made->lever.assumed);
}

cb_status cb_load_levers(cb_loader *loader, const cb_root_record *root, cb_variant *variant)
{
    void *records;
    size_t count;
    CB_GO_ON(cb_records_read(loader, CB_SECTION_LEVER, root->levers, sizeof(cb_lever_record), true, finish_lever,
                             &records, &count));
    variant->levers = cb_arena_array(loader->arena, count, sizeof *variant->levers);
    if (!variant->levers)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++)
        variant->levers[i] = ((cb_lever_record *)records)[i].lever;
    variant->lever_count = count;
    return CB_OK;
}

/* ---- shocks ---------------------------------------------------------------------------------------------------- */

static cb_status finish_shock(cb_loader *loader, const cb_yaml *node, void *record)
{
    cb_shock *shock = record;
    shock->mark = node->mark;
    return cb_schema_evidence(loader, CB_SECTION_SHOCK, node, shock->source, shock->assumed);
}

cb_status cb_load_shocks(cb_loader *loader, const cb_root_record *root, cb_variant *variant)
{
    void *records;
    cb_status status = cb_records_read(loader, CB_SECTION_SHOCK, root->shocks, sizeof(cb_shock), true, finish_shock,
                                       &records, &variant->shock_count);
    variant->shocks = records;
    return status;
}
