/* What a variant rests on: sources, or assumptions. */
#include <string.h>

#include "scenario.h"

static bool unsupported(const char *source, const char *assumed)
{
    return assumed || !source;
}

static bool parameter_assumed(const cb_parameter *parameter)
{
    static const char word[] = "assumed";
    const char *source = parameter->declared->source;
    if (parameter->value.given)
        return unsupported(parameter->value.source, parameter->value.assumed);
    return !source || !strncmp(source, word, sizeof word - 1);
}

static bool parameters_assumed(const cb_variant *variant)
{
    for (size_t i = 0; i < variant->parameter_count; i++)
        if (parameter_assumed(&variant->parameters[i]))
            return true;
    return false;
}

static bool tables_assumed(const cb_variant *variant)
{
    for (size_t i = 0; i < variant->table_count; i++) {
        const cb_table_data *table = &variant->tables[i];
        if (table->rows && unsupported(table->source, table->assumed))
            return true;
    }
    return false;
}

/* The source of a record stands for the values in it, unless one of them is marked by itself. */
static bool projects_assumed(const cb_variant *variant)
{
    for (size_t i = 0; i < variant->project_count; i++) {
        const cb_project *p = &variant->projects[i];
        if (unsupported(p->source, p->assumed) || p->opens.assumed || p->length.assumed || p->time.assumed ||
            p->cost.assumed)
            return true;
    }
    return false;
}

static bool levers_assumed(const cb_variant *variant)
{
    for (size_t i = 0; i < variant->lever_count; i++) {
        const cb_lever *lever = &variant->levers[i];
        if (unsupported(lever->source, lever->assumed) || lever->amount.assumed)
            return true;
    }
    return false;
}

static bool shocks_assumed(const cb_variant *variant)
{
    for (size_t i = 0; i < variant->shock_count; i++) {
        const cb_shock *shock = &variant->shocks[i];
        if (unsupported(shock->source, shock->assumed) || shock->sd.assumed || shock->persistence.assumed)
            return true;
    }
    return false;
}

bool cb_variant_assumed(const cb_scenario *scenario, const cb_variant *variant)
{
    return unsupported(scenario->places_source, scenario->places_assumed) || parameters_assumed(variant) ||
           tables_assumed(variant) || projects_assumed(variant) || levers_assumed(variant) || shocks_assumed(variant);
}
