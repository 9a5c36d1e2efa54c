/* Variants: the trees of a scenario, one for each set of assumptions, and what each of them says. */
#include <stdlib.h>
#include <string.h>

#include "loader.h"
#include "overlay.h"

/* ---- trees ----------------------------------------------------------------------------------------------------- */

static void release_tree(void *tree)
{
    cb_yaml_free(tree);
}

static cb_status copy_tree(cb_loader *loader, const cb_yaml *tree, cb_yaml **copy)
{
    *copy = cb_yaml_copy(tree);
    return *copy ? cb_arena_own(loader->arena, *copy, release_tree) : CB_ERROR_MEMORY;
}

/* Applies every --set that fits the tree, and remembers in accepted[sets] which did. */
static cb_status apply_sets(cb_loader *loader, cb_yaml *tree, bool *accepted)
{
    for (size_t s = 0; s < loader->options->set_count; s++) {
        cb_diagnostics *unheard = NULL;
        cb_status status = cb_diagnostics_create(&unheard);
        if (!status)
            status = cb_overlay_set(tree, loader->options->sets[s], unheard);
        cb_diagnostics_free(unheard);
        CB_GO_ON(status);
        accepted[s] |= !status;
    }
    return CB_OK;
}

/* A variant may lack the project that a --set changes; one that fits no variant is an error. */
static cb_status complain_of_sets(cb_loader *loader, cb_yaml *tree, const bool *accepted)
{
    for (size_t s = 0; s < loader->options->set_count; s++)
        if (!accepted[s])
            CB_GO_ON(cb_overlay_set(tree, loader->options->sets[s], loader->diagnostics));
    return CB_OK;
}

static int compare_names(const void *a, const void *b)
{
    const char *left = cb_yaml_scalar(*(cb_yaml *const *)a), *right = cb_yaml_scalar(*(cb_yaml *const *)b);
    return strcmp(left ? left : "", right ? right : "");
}

/* What to record is a set: the order in which it was named, and how often, leaves no trace. */
static void sort_recorded(cb_yaml *tree)
{
    const cb_yaml *record = cb_yaml_get(tree, cb_schema_name(CB_SECTION_SCENARIO, offsetof(cb_root_record, record)));
    cb_yaml *list = cb_yaml_get(record, cb_schema_name(CB_SECTION_RECORD, offsetof(cb_record_record, variables)));
    if (!list || list->kind != CB_YAML_LIST || !list->count)
        return;
    qsort(list->items, list->count, sizeof *list->items, compare_names);
    for (size_t i = list->count - 1; i > 0; i--) {
        const char *name = cb_yaml_scalar(list->items[i]), *before = cb_yaml_scalar(list->items[i - 1]);
        if (name && before && !strcmp(name, before))
            cb_yaml_drop(list, i);
    }
}

static cb_status check_variant(cb_loader *loader, const cb_yaml *variants, size_t i)
{
    const cb_yaml *patch = variants->items[i];
    const char *name = variants->keys[i];
    if (!strcmp(name, "base"))
        CB_GO_ON(cb_diagnose(loader->diagnostics, variants->key_marks[i],
                             "`base` is the scenario without a variant; choose another name"));
    else if (!cb_schema_is_id(name))
        CB_GO_ON(cb_diagnose(loader->diagnostics, variants->key_marks[i],
                             "`%s` is not a name of a variant: " CB_ID_WORDS " are", name));
    if (patch->kind != CB_YAML_MAPPING)
        return cb_diagnose(loader->diagnostics, patch->mark,
                           "the variant `%s` is a mapping of what it changes, like {projects: []}", name);
    for (size_t k = 0; k < patch->count; k++) {
        const cb_key *key = cb_section_key(cb_schema_section(CB_SECTION_SCENARIO), patch->keys[k]);
        if (key && key->fixed)
            CB_GO_ON(cb_diagnose(loader->diagnostics, patch->key_marks[k],
                                 "the variant `%s` may not change `%s`, which all variants share; make a scenario that "
                                 "extends this one instead",
                                 name, key->name));
    }
    return CB_OK;
}

static cb_status variant_tree(cb_loader *loader, const cb_yaml *given, const cb_yaml *variants, size_t i,
                              bool *accepted)
{
    cb_yaml *tree;
    cb_status status = copy_tree(loader, given, &tree);
    if (status)
        return status;
    cb_yaml_remove(tree, cb_schema_name(CB_SECTION_SCENARIO, offsetof(cb_root_record, variants)));
    CB_GO_ON(check_variant(loader, variants, i));
    if (variants->items[i]->kind == CB_YAML_MAPPING)
        CB_GO_ON(cb_overlay_apply(tree, variants->items[i], loader->diagnostics));
    CB_GO_ON(apply_sets(loader, tree, accepted));
    loader->scenario->variants[loader->scenario->variant_count].name = variants->keys[i];
    loader->trees[loader->scenario->variant_count++] = tree;
    return CB_OK;
}

cb_status cb_load_trees(cb_loader *loader, const cb_yaml *given)
{
    cb_scenario *scenario = loader->scenario;
    bool *accepted = cb_arena_array(loader->arena, loader->options->set_count, sizeof *accepted);
    cb_yaml *base;
    cb_status status = accepted ? copy_tree(loader, given, &base) : CB_ERROR_MEMORY;
    if (status)
        return status;
    for (size_t s = 0; s < loader->options->set_count; s++)
        CB_GO_ON(cb_overlay_set_source(loader->options->sets[s], loader->diagnostics));
    CB_GO_ON(apply_sets(loader, base, accepted));
    sort_recorded(base);
    const cb_yaml *variants =
        cb_yaml_get(base, cb_schema_name(CB_SECTION_SCENARIO, offsetof(cb_root_record, variants)));
    size_t count = variants && variants->kind == CB_YAML_MAPPING ? variants->count : 0;
    loader->trees = cb_arena_array(loader->arena, count + 1, sizeof *loader->trees);
    scenario->variants = cb_arena_array(loader->arena, count + 1, sizeof *scenario->variants);
    if (!loader->trees || !scenario->variants)
        return CB_ERROR_MEMORY;
    loader->trees[0] = base;
    scenario->variants[0].name = "base";
    scenario->variant_count = 1;
    for (size_t i = 0; i < count; i++)
        CB_GO_ON(variant_tree(loader, given, variants, i, accepted));
    CB_GO_ON(complain_of_sets(loader, base, accepted));
    return cb_schema_read(loader, CB_SECTION_SCENARIO, base, &loader->root);
}

/* ---- what a tree says ------------------------------------------------------------------------------------------ */

/* The fixed keys and the names of all tables; names NULL: only counts. */
static size_t top_names(const cb_loader *loader, const char **names)
{
    size_t count = 0;
    for (const cb_key *key = cb_schema_section(CB_SECTION_SCENARIO)->keys; key->name; key++, count++)
        if (names)
            names[count] = key->name;
    for (size_t p = 0; p < loader->options->process_count; p++)
        for (const cb_table *table = loader->options->processes[p]->tables; table && table->name; table++, count++)
            if (names)
                names[count] = table->name;
    return count;
}

static cb_status check_top(cb_loader *loader, const cb_yaml *tree)
{
    size_t count = top_names(loader, NULL);
    const char **names = cb_arena_array(loader->arena, count, sizeof *names);
    if (!names)
        return CB_ERROR_MEMORY;
    top_names(loader, names);
    for (size_t i = 0; tree->kind == CB_YAML_MAPPING && i < tree->count; i++) {
        size_t n = 0;
        while (n < count && strcmp(names[n], tree->keys[i]))
            n++;
        if (n == count)
            CB_GO_ON(cb_diagnose(loader->diagnostics, tree->key_marks[i], "a scenario has no key `%s`%s", tree->keys[i],
                                 cb_suggestion(loader, tree->keys[i], names, count, "its keys are")));
    }
    return CB_OK;
}

/* The list that gives an axis its size is the same in all variants. */
static cb_status check_axes(cb_loader *loader, const cb_process *process, const cb_variant *variant)
{
    const cb_variant *base = &loader->scenario->variants[0];
    for (const cb_axis_rule *rule = process->axes; rule && rule->name; rule++) {
        cb_id id = cb_variant_parameter(base, rule->list_param);
        if (id == CB_NONE)
            continue;
        const cb_parameter *own = &variant->parameters[id], *first = &base->parameters[id];
        if (own->list_count != first->list_count || memcmp(own->list, first->list, own->list_count * sizeof *own->list))
            CB_GO_ON(cb_diagnose(loader->diagnostics, own->value.mark,
                                 "the variant `%s` may not change `%s`, which gives all variants the axis `%s`",
                                 variant->name, rule->list_param, rule->name));
    }
    return CB_OK;
}

static cb_status load_variant(cb_loader *loader, size_t v)
{
    cb_root_record root = {0};
    cb_variant *variant = &loader->scenario->variants[v];
    CB_GO_ON(check_top(loader, loader->trees[v]));
    CB_GO_ON(cb_schema_read(loader, CB_SECTION_SCENARIO, loader->trees[v], &root));
    CB_GO_ON(cb_load_parameters(loader, loader->trees[v], &root, variant));
    CB_GO_ON(cb_load_tables(loader, loader->trees[v], variant));
    CB_GO_ON(cb_load_projects(loader, &root, variant));
    CB_GO_ON(cb_load_levers(loader, &root, variant));
    CB_GO_ON(cb_load_shocks(loader, &root, variant));
    for (size_t p = 0; v && p < loader->scenario->process_count; p++)
        CB_GO_ON(check_axes(loader, loader->scenario->processes[p], variant));
    return CB_OK;
}

cb_status cb_load_variants(cb_loader *loader)
{
    for (size_t v = 0; v < loader->scenario->variant_count; v++)
        CB_GO_ON(load_variant(loader, v));
    return CB_OK;
}
