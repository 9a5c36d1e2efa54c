/* A scenario from its file to the finished structure: the parts in the order in which they need each other. */
#include "loader.h"
#include "overlay.h"

static void release_tree(void *tree)
{
    cb_yaml_free(tree);
}

static cb_status load_given(cb_loader *loader)
{
    cb_yaml *given = NULL;
    cb_status status = cb_overlay_load(loader->file, loader->diagnostics, &given);
    if (!status)
        status = cb_arena_own(loader->arena, given, release_tree);
    if (!status)
        status = cb_sources_create(&loader->sources, loader->file, loader->arena);
    return status ? status : cb_load_trees(loader, given);
}

static cb_status load_parts(cb_loader *loader)
{
    cb_status status = load_given(loader);
    if (status && (status != CB_ERROR_INPUT || !loader->trees))
        return status;
    CB_GO_ON(cb_load_processes(loader));
    CB_GO_ON(cb_load_settings(loader));
    CB_GO_ON(cb_load_places(loader));
    CB_GO_ON(cb_load_axes(loader));
    CB_GO_ON(cb_load_statuses(loader));
    CB_GO_ON(cb_load_regions(loader));
    CB_GO_ON(cb_load_record(loader));
    CB_GO_ON(cb_load_declared(loader));
    CB_GO_ON(cb_load_variants(loader));
    CB_GO_ON(cb_load_process_axes(loader));
    return cb_load_targets(loader);
}

static cb_status finish(cb_loader *loader)
{
    cb_status status = cb_regions_sort(loader);
    if (!status)
        status = cb_load_resolved(loader);
    cb_sources_name_texts(&loader->sources);
    loader->scenario->sources = loader->sources.texts;
    loader->scenario->source_count = loader->sources.count;
    return status;
}

cb_status cb_scenario_load(const char *file, const cb_scenario_options *options, cb_diagnostics *diagnostics,
                           cb_scenario **scenario)
{
    cb_loader loader = {.file = file, .options = options, .diagnostics = diagnostics};
    size_t before = cb_diagnostics_count(diagnostics);
    *scenario = NULL;
    cb_status status = cb_arena_create(&loader.arena);
    if (status)
        return status;
    loader.scenario = cb_arena_array(loader.arena, 1, sizeof *loader.scenario);
    status = loader.scenario ? cb_units_create(&loader.units) : CB_ERROR_MEMORY;
    if (!status)
        status = load_parts(&loader);
    if (!status && cb_diagnostics_count(diagnostics) > before)
        status = CB_ERROR_INPUT;
    if (!status)
        status = finish(&loader);
    cb_units_free(loader.units);
    if (status) {
        cb_arena_free(loader.arena);
        return status;
    }
    loader.scenario->memory = loader.arena;
    *scenario = loader.scenario;
    return CB_OK;
}
