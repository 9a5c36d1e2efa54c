/* Which processes act, and in which order they step.
 *
 * Without a choice all act whose statuses the scenario has; a choice is taken as it is written, so what a chosen
 * process lacks is an error.
 *
 * Writers come before readers. What is booked or passed on within a step (flow, scratch, shared) must be written first,
 * so a cycle is refused. A state is there before it is written: where its reader must come first, it reads the state as
 * the step found it (writers and readers of states are taken in the order of their names). Ties by name, so that adding
 * a process that does nothing moves no other. */
#include <string.h>

#include "loader.h"

typedef struct order_graph {
    const cb_process **processes; /* sorted by name */
    size_t count;
    bool *before;  /* [writer * count + reader] */
    bool *reaches; /* the same over any number of processes in between */
} order_graph;

bool cb_process_chosen(const cb_loader *loader, const cb_process *process)
{
    for (size_t p = 0; p < loader->scenario->process_count; p++)
        if (loader->scenario->processes[p] == process)
            return true;
    return false;
}

/* ---- choosing -------------------------------------------------------------------------------------------------- */

static void insert_by_name(cb_scenario *scenario, const cb_process *process)
{
    size_t at = scenario->process_count++;
    for (; at && strcmp(scenario->processes[at - 1]->name, process->name) > 0; at--)
        scenario->processes[at] = scenario->processes[at - 1];
    scenario->processes[at] = process;
}

static cb_status unknown_process(cb_loader *loader, const cb_yaml *node, const char *word)
{
    const char **names = cb_arena_array(loader->arena, loader->options->process_count, sizeof *names);
    if (!names)
        return CB_ERROR_MEMORY;
    for (size_t p = 0; p < loader->options->process_count; p++)
        names[p] = loader->options->processes[p]->name;
    return cb_diagnose(loader->diagnostics, node->mark, "there is no process `%s`%s", word,
                       cb_suggestion(loader, word, names, loader->options->process_count, "the processes are"));
}

/* Does a list of words hold `word` of `length` characters? */
static bool list_holds(const cb_yaml *list, const char *word, size_t length)
{
    for (size_t i = 0; i < list->count; i++) {
        const char *text = cb_yaml_scalar(list->items[i]);
        if (text && strlen(text) == length && !memcmp(text, word, length))
            return true;
    }
    return false;
}

/* Who tells people apart by status needs two at least, with those that he names. */
static bool statuses_suffice(const cb_loader *loader, const cb_process *process)
{
    const cb_yaml *statuses = loader->root.statuses;
    bool given = cb_yaml_get(loader->trees[0], cb_schema_name(CB_SECTION_SCENARIO, offsetof(cb_root_record, statuses)));
    if (!process->statuses || (given && !statuses)) /* what could not be read is complained about already */
        return true;
    bool suffice = statuses && statuses->count > 1;
    for (const char *word = process->statuses; suffice && *word; word += strspn(word, " ")) {
        size_t length = strcspn(word, " ");
        suffice = list_holds(statuses, word, length);
        word += length;
    }
    return suffice;
}

static cb_status complain_of_statuses(cb_loader *loader, const cb_yaml *node, const cb_process *process)
{
    return cb_diagnose(loader->diagnostics, node->mark,
                       "the process `%s` needs two statuses or more, with [%s] among them: add what is missing to "
                       "`statuses`, or leave `%s` out of `processes`",
                       process->name, process->statuses, process->name);
}

static cb_status choose_process(cb_loader *loader, const cb_yaml *node)
{
    const char *word = cb_yaml_scalar(node);
    if (!word)
        return cb_diagnose(loader->diagnostics, node->mark, "the name of a process is expected");
    for (size_t p = 0; p < loader->options->process_count; p++) {
        const cb_process *process = loader->options->processes[p];
        if (strcmp(process->name, word))
            continue;
        if (cb_process_chosen(loader, process))
            return cb_diagnose(loader->diagnostics, node->mark, "the process `%s` is named twice", word);
        insert_by_name(loader->scenario, process);
        return statuses_suffice(loader, process) ? CB_OK : complain_of_statuses(loader, node, process);
    }
    return unknown_process(loader, node, word);
}

/* A process among the chosen ones, by name. */
static bool name_chosen(const cb_scenario *scenario, const char *name)
{
    for (size_t p = 0; p < scenario->process_count; p++)
        if (!strcmp(scenario->processes[p]->name, name))
            return true;
    return false;
}

/* Once all are chosen: is the process there that the one named in `node` acts for? */
static cb_status check_needed(cb_loader *loader, const cb_yaml *node)
{
    const cb_scenario *scenario = loader->scenario;
    const char *word = cb_yaml_scalar(node);
    for (size_t p = 0; word && p < scenario->process_count; p++) {
        const char *needs = scenario->processes[p]->needs;
        if (!strcmp(scenario->processes[p]->name, word) && needs && !name_chosen(scenario, needs))
            return cb_diagnose(loader->diagnostics, node->mark,
                               "the process `%s` needs the process `%s`: add `%s` to `processes`", word, needs, needs);
    }
    return CB_OK;
}

static cb_status choose_processes(cb_loader *loader)
{
    const cb_yaml *list = loader->root.processes;
    loader->processes_known = true;
    if (!cb_yaml_get(loader->trees[0], cb_schema_name(CB_SECTION_SCENARIO, offsetof(cb_root_record, processes)))) {
        for (size_t p = 0; p < loader->options->process_count; p++)
            if (statuses_suffice(loader, loader->options->processes[p]))
                insert_by_name(loader->scenario, loader->options->processes[p]);
        return CB_OK;
    }
    size_t before = cb_diagnostics_count(loader->diagnostics);
    if (list && !list->count)
        CB_GO_ON(cb_diagnose(loader->diagnostics, list->mark,
                             "the list of processes is empty: name some, or leave `processes` out for all of them"));
    for (size_t i = 0; list && i < list->count; i++)
        CB_GO_ON(choose_process(loader, list->items[i]));
    for (size_t i = 0; list && i < list->count; i++)
        CB_GO_ON(check_needed(loader, list->items[i]));
    loader->processes_known = list && cb_diagnostics_count(loader->diagnostics) == before;
    return loader->processes_known ? CB_OK : CB_ERROR_INPUT;
}

/* ---- ordering -------------------------------------------------------------------------------------------------- */

static bool uses_field(const cb_process *process, const char *field, cb_access access)
{
    for (const cb_use *use = process->uses; use && use->field; use++)
        if (use->access == access && !strcmp(use->field, field))
            return true;
    return false;
}

static void close_graph(order_graph *graph)
{
    size_t n = graph->count;
    memcpy(graph->reaches, graph->before, n * n * sizeof *graph->reaches);
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                graph->reaches[i * n + j] |= graph->reaches[i * n + k] && graph->reaches[k * n + j];
}

/* Does `reader` read what `writer` writes, in a state or in what lives within a step? */
static bool feeds(const order_graph *graph, size_t writer, size_t reader, bool states)
{
    for (size_t p = 0; p < graph->count && writer != reader; p++)
        for (const cb_field *field = graph->processes[p]->fields; field && field->name; field++)
            if ((field->kind == CB_STATE) == states && uses_field(graph->processes[writer], field->name, CB_WRITE) &&
                uses_field(graph->processes[reader], field->name, CB_READ))
                return true;
    return false;
}

static void order_graph_fill(order_graph *graph)
{
    size_t n = graph->count;
    for (size_t w = 0; w < n; w++)
        for (size_t r = 0; r < n; r++)
            graph->before[w * n + r] = feeds(graph, w, r, false);
    close_graph(graph);
    for (size_t w = 0; w < n; w++)
        for (size_t r = 0; r < n; r++)
            if (feeds(graph, w, r, true) && !graph->reaches[r * n + w]) {
                graph->before[w * n + r] = true;
                close_graph(graph);
            }
}

/* The names on a cycle through process `start`: "a -> b -> a". */
static const char *cycle_text(cb_loader *loader, const order_graph *graph, size_t start)
{
    size_t n = graph->count, at = start;
    const char *text = graph->processes[start]->name;
    for (size_t steps = 0; steps < n && text; steps++) {
        size_t next = start;
        if (!graph->before[at * n + start])
            for (next = 0; next < n && !(graph->before[at * n + next] && graph->reaches[next * n + start]);)
                next++;
        text = cb_arena_text(loader->arena, "%s -> %s", text, graph->processes[next]->name);
        if (next == start)
            break;
        at = next;
    }
    return text;
}

static cb_status complain_of_cycle(cb_loader *loader, const order_graph *graph)
{
    size_t start = 0;
    while (start < graph->count && !graph->reaches[start * graph->count + start])
        start++;
    const cb_yaml *node = loader->root.processes ? loader->root.processes : loader->trees[0];
    const char *text = cycle_text(loader, graph, start);
    return text ? cb_diagnose(loader->diagnostics, node->mark,
                              "these processes each need what another writes first, in a circle: %s; leave one of "
                              "them out of `processes`",
                              text)
                : CB_ERROR_MEMORY;
}

/* Takes again and again the first process by name that waits for none. */
static cb_status sort_processes(cb_loader *loader, order_graph *graph)
{
    cb_scenario *scenario = loader->scenario;
    bool *done = cb_arena_array(loader->arena, graph->count, sizeof *done);
    if (!done)
        return CB_ERROR_MEMORY;
    for (size_t placed = 0; placed < graph->count; placed++) {
        size_t p = 0;
        for (; p < graph->count; p++) {
            bool waits = done[p];
            for (size_t w = 0; w < graph->count && !waits; w++)
                waits = !done[w] && graph->before[w * graph->count + p];
            if (!waits)
                break;
        }
        if (p == graph->count)
            return complain_of_cycle(loader, graph);
        done[p] = true;
        scenario->processes[placed] = graph->processes[p];
    }
    return CB_OK;
}

/* Where each process is chosen: at its name, or, where none is, at the start of the scenario. */
static cb_status mark_processes(cb_loader *loader)
{
    cb_scenario *scenario = loader->scenario;
    const cb_yaml *list = loader->root.processes;
    scenario->process_marks = cb_arena_array(loader->arena, scenario->process_count, sizeof *scenario->process_marks);
    if (!scenario->process_marks)
        return CB_ERROR_MEMORY;
    for (size_t p = 0; p < scenario->process_count; p++) {
        scenario->process_marks[p] = loader->trees[0]->mark;
        for (size_t i = 0; list && i < list->count; i++) {
            const char *word = cb_yaml_scalar(list->items[i]);
            if (word && !strcmp(word, scenario->processes[p]->name))
                scenario->process_marks[p] = list->items[i]->mark;
        }
    }
    return CB_OK;
}

cb_status cb_load_processes(cb_loader *loader)
{
    cb_scenario *scenario = loader->scenario;
    size_t known = loader->options->process_count;
    scenario->known = loader->options->processes;
    scenario->known_count = known;
    scenario->processes = cb_arena_array(loader->arena, known, sizeof *scenario->processes);
    if (!scenario->processes)
        return CB_ERROR_MEMORY;
    CB_GO_ON(choose_processes(loader));
    size_t n = scenario->process_count;
    order_graph graph = {.processes = cb_arena_array(loader->arena, n, sizeof *graph.processes),
                         .count = n,
                         .before = cb_arena_array(loader->arena, n * n, sizeof *graph.before),
                         .reaches = cb_arena_array(loader->arena, n * n, sizeof *graph.reaches)};
    if (!graph.processes || !graph.before || !graph.reaches)
        return CB_ERROR_MEMORY;
    memcpy(graph.processes, scenario->processes, n * sizeof *graph.processes);
    order_graph_fill(&graph);
    cb_status status = sort_processes(loader, &graph);
    return status ? status : mark_processes(loader);
}
