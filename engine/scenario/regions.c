/* Regions: named sets of places. */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "loader.h"

typedef enum visit { NOT_VISITED, BEING_VISITED, VISITED } visit;

typedef struct region_graph {
    const cb_yaml **members; /* of each region of `regions:` the list of what it holds; NULL: complained about */
    bool *holds;             /* [region * places + place] */
    visit *visits;
} region_graph;

/* ---- storage --------------------------------------------------------------------------------------------------- */

static cb_status region_add(cb_loader *loader, cb_region region)
{
    cb_scenario *scenario = loader->scenario;
    if (scenario->region_count == loader->region_room) {
        size_t room = 2 * loader->region_room + 8;
        cb_region *regions = cb_arena_array(loader->arena, room, sizeof *regions);
        if (!regions)
            return CB_ERROR_MEMORY;
        if (scenario->region_count)
            memcpy(regions, scenario->regions, scenario->region_count * sizeof *regions);
        scenario->regions = regions;
        loader->region_room = room;
    }
    scenario->regions[scenario->region_count++] = region;
    return CB_OK;
}

static cb_id region_index(const cb_loader *loader, const char *id)
{
    for (size_t r = 0; r < loader->scenario->region_count; r++)
        if (!strcmp(loader->scenario->regions[r].id, id))
            return (cb_id)r;
    return CB_NONE;
}

/* The places that are marked in holds[places]. */
static cb_status region_fill(cb_loader *loader, cb_region *region, const bool *holds)
{
    size_t n = loader->scenario->place_count;
    region->places = cb_arena_array(loader->arena, n, sizeof *region->places);
    if (!region->places)
        return CB_ERROR_MEMORY;
    for (size_t p = 0; p < n; p++)
        if (holds[p])
            region->places[region->count++] = p;
    return CB_OK;
}

static cb_status region_add_all(cb_loader *loader)
{
    cb_region all = {.id = "all", .name = "all places"};
    size_t n = loader->scenario->place_count;
    bool *holds = cb_arena_array(loader->arena, n, sizeof *holds);
    if (!holds)
        return CB_ERROR_MEMORY;
    memset(holds, true, n);
    cb_status status = region_fill(loader, &all, holds);
    return status ? status : region_add(loader, all);
}

static cb_status region_add_place(cb_loader *loader, size_t place)
{
    const cb_place *of = &loader->scenario->places[place];
    cb_region region = {
        .id = of->id, .name = of->name, .places = cb_arena_array(loader->arena, 1, sizeof *region.places), .count = 1};
    if (!region.places)
        return CB_ERROR_MEMORY;
    region.places[0] = place;
    return region_add(loader, region);
}

/* ---- complaints ------------------------------------------------------------------------------------------------ */

static cb_status unknown_region(cb_loader *loader, const cb_yaml *node)
{
    const cb_scenario *scenario = loader->scenario;
    size_t count = 0;
    const char **names = cb_arena_array(loader->arena, scenario->region_count + scenario->place_count, sizeof *names);
    if (!names)
        return CB_ERROR_MEMORY;
    for (size_t r = 0; r < scenario->region_count; r++)
        names[count++] = scenario->regions[r].id;
    for (size_t p = 0; p < scenario->place_count; p++)
        names[count++] = scenario->places[p].id;
    const char *hint = cb_place_hint(loader, node->text);
    const char *nearest = *hint ? NULL : cb_nearest_name(node->text, names, count);
    if (nearest)
        return cb_diagnose(loader->diagnostics, node->mark, "there is no region or place `%s`; did you mean `%s`?",
                           node->text, nearest);
    return cb_diagnose(loader->diagnostics, node->mark, "there is no region or place with the id `%s`%s", node->text,
                       *hint ? hint : ": regions are `all`, those under `regions`, and every place");
}

/* ---- members --------------------------------------------------------------------------------------------------- */

static cb_status region_resolve(cb_loader *loader, region_graph *graph, size_t region);

static cb_status member_pattern(cb_loader *loader, const cb_yaml *node, bool *holds)
{
    bool found = false;
    for (size_t p = 0; p < loader->scenario->place_count; p++)
        if (!fnmatch(node->text, loader->scenario->places[p].id, 0))
            found = holds[p] = true;
    return found ? CB_OK
                 : cb_diagnose(loader->diagnostics, node->mark,
                               "no place has an id like `%s`: the region would be empty", node->text);
}

static cb_status member_region(cb_loader *loader, region_graph *graph, size_t region, const cb_yaml *node,
                               size_t member)
{
    size_t n = loader->scenario->place_count;
    if (graph->visits[member] == BEING_VISITED)
        return cb_diagnose(loader->diagnostics, node->mark, "the regions `%s` and `%s` hold each other",
                           loader->scenario->regions[region].id, node->text);
    cb_status status = region_resolve(loader, graph, member);
    for (size_t p = 0; p < n; p++)
        graph->holds[region * n + p] |= graph->holds[member * n + p];
    return status;
}

static cb_status member_add(cb_loader *loader, region_graph *graph, size_t region, const cb_yaml *node)
{
    bool *holds = graph->holds + region * loader->scenario->place_count;
    const char *word = cb_yaml_scalar(node);
    if (!word || !*word)
        return cb_diagnose(loader->diagnostics, node->mark, "a place, a region or a pattern like \"14*\" is expected");
    if (strpbrk(word, "*?["))
        return member_pattern(loader, node, holds);
    cb_id place = cb_scenario_place(loader->scenario, word), member = region_index(loader, word);
    if (place == CB_NONE)
        return member == CB_NONE ? unknown_region(loader, node)
                                 : member_region(loader, graph, region, node, (size_t)member);
    holds[place] = true;
    return CB_OK;
}

static cb_status region_resolve(cb_loader *loader, region_graph *graph, size_t region)
{
    const cb_yaml *members = graph->members[region];
    if (graph->visits[region] == VISITED)
        return CB_OK;
    graph->visits[region] = BEING_VISITED;
    if (members && !members->count)
        CB_GO_ON(cb_diagnose(loader->diagnostics, members->mark, "the region `%s` has no places",
                             loader->scenario->regions[region].id));
    for (size_t i = 0; members && i < members->count; i++)
        CB_GO_ON(member_add(loader, graph, region, members->items[i]));
    graph->visits[region] = VISITED;
    return CB_OK;
}

/* ---- reading --------------------------------------------------------------------------------------------------- */

/* Adds region `i` of the mapping, still without places; *members is NULL where there is no list of them. */
static cb_status region_read(cb_loader *loader, const cb_yaml *mapping, size_t i, const cb_yaml **members)
{
    cb_region_record record = {0};
    const cb_yaml *node = mapping->items[i];
    const char *id = mapping->keys[i];
    if (node->kind == CB_YAML_LIST)
        record.places = node;
    else if (node->kind == CB_YAML_SCALAR)
        CB_GO_ON(cb_diagnose(loader->diagnostics, node->mark, "a region is a list of places: write `%s: [%s]`", id,
                             *node->text ? node->text : "PLACE, PLACE"));
    else
        CB_GO_ON(cb_schema_read(loader, CB_SECTION_REGION, node, &record));
    *members = record.places;
    if (!cb_schema_is_id(id))
        CB_GO_ON(cb_diagnose(loader->diagnostics, mapping->key_marks[i],
                             "`%s` is not an id of a region: " CB_ID_WORDS " are", id));
    else if (!strcmp(id, "all"))
        CB_GO_ON(cb_diagnose(loader->diagnostics, mapping->key_marks[i],
                             "`all` is always there, and means every place; choose another id"));
    else if (cb_scenario_place(loader->scenario, id) != CB_NONE)
        CB_GO_ON(cb_diagnose(loader->diagnostics, mapping->key_marks[i],
                             "`%s` is the id of a place, and every place is a region already; choose another id", id));
    return region_add(loader, (cb_region){.id = id, .name = record.name ? record.name : id});
}

cb_status cb_load_regions(cb_loader *loader)
{
    const cb_yaml *mapping = loader->root.regions;
    size_t n = loader->scenario->place_count, count = (mapping ? mapping->count : 0) + 1;
    CB_GO_ON(region_add_all(loader));
    if (!mapping || !loader->places_known)
        return CB_OK;
    region_graph graph = {.members = cb_arena_array(loader->arena, count, sizeof *graph.members),
                          .holds = cb_arena_array(loader->arena, count * (n + 1), sizeof *graph.holds),
                          .visits = cb_arena_array(loader->arena, count, sizeof *graph.visits)};
    if (!graph.members || !graph.holds || !graph.visits)
        return CB_ERROR_MEMORY;
    memset(graph.holds, true, n);
    graph.visits[0] = VISITED;
    for (size_t i = 0; i < mapping->count; i++)
        CB_GO_ON(region_read(loader, mapping, i, &graph.members[i + 1]));
    for (size_t r = 1; r < count; r++)
        CB_GO_ON(region_resolve(loader, &graph, r));
    for (size_t r = 1; r < count; r++)
        CB_GO_ON(region_fill(loader, &loader->scenario->regions[r], graph.holds + r * n));
    return CB_OK;
}

/* ---- references ------------------------------------------------------------------------------------------------ */

cb_status cb_region_find(cb_loader *loader, const cb_yaml *node, size_t *region)
{
    *region = 0;
    if (!loader->places_known)
        return CB_ERROR_INPUT;
    cb_id found = region_index(loader, node->text), place = cb_scenario_place(loader->scenario, node->text);
    if (found == CB_NONE && place == CB_NONE)
        return unknown_region(loader, node);
    if (found == CB_NONE) {
        cb_status status = region_add_place(loader, (size_t)place);
        if (status)
            return status;
        found = (cb_id)loader->scenario->region_count - 1;
    }
    *region = (size_t)found;
    return CB_OK;
}

static int compare_regions(const void *a, const void *b)
{
    const cb_region *left = a, *right = b;
    return strcmp(left->id, right->id);
}

cb_status cb_regions_sort(cb_loader *loader)
{
    cb_scenario *scenario = loader->scenario;
    size_t n = scenario->region_count;
    const char **ids = cb_arena_array(loader->arena, n, sizeof *ids);
    size_t *moved = cb_arena_array(loader->arena, n, sizeof *moved);
    if (!ids || !moved)
        return CB_ERROR_MEMORY;
    for (size_t r = 0; r < n; r++)
        ids[r] = scenario->regions[r].id;
    qsort(scenario->regions, n, sizeof *scenario->regions, compare_regions);
    for (size_t r = 0; r < n; r++)
        moved[r] = (size_t)region_index(loader, ids[r]);
    for (size_t v = 0; v < scenario->variant_count; v++) {
        cb_variant *variant = &scenario->variants[v];
        for (size_t i = 0; i < variant->lever_count; i++)
            variant->levers[i].region = moved[variant->levers[i].region];
        for (size_t i = 0; i < variant->shock_count; i++)
            variant->shocks[i].region = moved[variant->shocks[i].region];
    }
    for (size_t t = 0; t < scenario->target_count; t++) {
        scenario->targets[t].region = moved[scenario->targets[t].region];
        scenario->targets[t].share_of = moved[scenario->targets[t].share_of];
    }
    return CB_OK;
}
