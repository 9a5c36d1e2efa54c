#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "describe.h"
#include "diagnostics.h"
#include "registry.h"

typedef struct catalogue {
    const cb_process *const *processes;
    size_t count;
} catalogue;

/* ---- every entry of a kind -----------------------------------------------------------------------------------------
 */

static void all_processes(const cb_sheet *sheet, const cb_process *process)
{
    cb_sheet_entry(sheet, process->name, "%s", "");
    cb_sheet_detail(sheet, NULL, process->doc);
    cb_sheet_detail(sheet, "after", process->reference);
}

static void all_fields(const cb_sheet *sheet, const cb_process *process)
{
    for (const cb_field *field = process->fields; field && field->name; field++)
        cb_describe_field(sheet, field);
}

static void all_params(const cb_sheet *sheet, const cb_process *process)
{
    for (const cb_param *param = process->params; param && param->name; param++)
        cb_describe_param(sheet, param);
}

static void all_tables(const cb_sheet *sheet, const cb_process *process)
{
    for (const cb_table *table = process->tables; table && table->name; table++)
        cb_describe_table(sheet, table);
}

static void all_indicators(const cb_sheet *sheet, const cb_process *process)
{
    for (const cb_indicator *indicator = process->indicators; indicator && indicator->name; indicator++)
        cb_describe_indicator(sheet, indicator);
}

static const struct topic {
    const char *word, *doc;
    void (*describe)(const cb_sheet *sheet, const cb_process *process);
} topics[] = {
    {"processes", "the pieces of science", all_processes},
    {"parameters", "numbers and choices of a scenario, with unit, range, default and source", all_params},
    {"tables", "CSV files that a scenario names", all_tables},
    {"indicators", "what targets are measured on", all_indicators},
    {"fields", "state and flows that a run keeps", all_fields},
};
#define SCENARIO_TOPIC "scenario" /* beside the topics, which go through the processes */
#define TOPIC_COUNT    (sizeof topics / sizeof *topics)

static void describe_topic(const cb_sheet *sheet, const catalogue *known, const struct topic *topic)
{
    cb_sheet_heading(sheet, 1, topic->word);
    for (size_t p = 0; p < known->count; p++)
        topic->describe(sheet, known->processes[p]);
}

static void describe_scenario(const cb_sheet *sheet)
{
    cb_sheet_heading(sheet, 1, "Keys of a scenario");
    for (int section = 0; section < CB_SECTION_COUNT; section++)
        cb_describe_section(sheet, (cb_section_id)section);
}

static void describe_overview(const cb_sheet *sheet, const catalogue *known)
{
    cb_sheet_text(sheet, "What `conurb describe` can be asked for, besides the name of any of it:");
    for (size_t t = 0; t < TOPIC_COUNT; t++)
        cb_sheet_entry(sheet, topics[t].word, "%s", topics[t].doc);
    cb_sheet_entry(sheet, SCENARIO_TOPIC, "%s", "the keys of a scenario file");
    cb_sheet_heading(sheet, 2, "processes");
    for (size_t p = 0; p < known->count; p++)
        cb_sheet_entry(sheet, known->processes[p]->name, "%s", known->processes[p]->doc);
}

static void describe_everything(const cb_sheet *sheet, const catalogue *known)
{
    cb_sheet_heading(sheet, 1, "Reference");
    cb_sheet_text(sheet, "Written by `conurb describe --markdown` from the tables that the program itself uses.");
    for (size_t p = 0; p < known->count; p++)
        cb_describe_process(sheet, known->processes[p]);
}

/* ---- one name ------------------------------------------------------------------------------------------------------
 */

/* Describes what bears `word` in one process; returns how many things do. */
static size_t describe_in_process(const cb_sheet *sheet, const cb_process *process, const char *word)
{
    size_t found = 0;
    if (!strcmp(process->name, word)) {
        cb_describe_process(sheet, process);
        found++;
    }
    for (const cb_param *param = process->params; param && param->name; param++)
        if (!strcmp(param->name, word) && ++found)
            cb_describe_param(sheet, param);
    for (const cb_table *table = process->tables; table && table->name; table++)
        if (!strcmp(table->name, word) && ++found)
            cb_describe_table(sheet, table);
    for (const cb_indicator *indicator = process->indicators; indicator && indicator->name; indicator++)
        if (!strcmp(indicator->name, word) && ++found)
            cb_describe_indicator(sheet, indicator);
    for (const cb_field *field = process->fields; field && field->name; field++)
        if (!strcmp(field->name, word) && ++found)
            cb_describe_field(sheet, field);
    return found;
}

/* Names of one process at `names` where that is not NULL; returns how many there are. */
static size_t names_of(const cb_process *process, const char **names)
{
    size_t count = 0;
#define ADD(name) (names ? (void)(names[count] = (name)) : (void)0, count++)
    ADD(process->name);
    for (const cb_param *param = process->params; param && param->name; param++)
        ADD(param->name);
    for (const cb_table *table = process->tables; table && table->name; table++)
        ADD(table->name);
    for (const cb_indicator *indicator = process->indicators; indicator && indicator->name; indicator++)
        ADD(indicator->name);
    for (const cb_field *field = process->fields; field && field->name; field++)
        ADD(field->name);
#undef ADD
    return count;
}

static cb_status unknown_name(const cb_arguments *arguments, const catalogue *known, const char *word)
{
    size_t count = TOPIC_COUNT + 1;
    for (size_t p = 0; p < known->count; p++)
        count += names_of(known->processes[p], NULL);
    const char **names = calloc(count, sizeof *names);
    if (!names)
        return CB_ERROR_MEMORY;
    for (count = 0; count < TOPIC_COUNT; count++)
        names[count] = topics[count].word;
    names[count++] = SCENARIO_TOPIC;
    for (size_t p = 0; p < known->count; p++)
        count += names_of(known->processes[p], names + count);
    const char *nearest = cb_nearest_name(word, names, count);
    cb_status status = nearest ? cb_usage_error(cb_arguments_command(arguments),
                                                "nothing is named '%s'; did you mean '%s'?", word, nearest)
                               : cb_usage_error(cb_arguments_command(arguments),
                                                "nothing is named '%s'; `conurb describe` lists what is", word);
    free(names);
    return status;
}

static cb_status describe_word(const cb_arguments *arguments, const cb_sheet *sheet, const catalogue *known,
                               const char *word)
{
    for (size_t t = 0; t < TOPIC_COUNT; t++)
        if (!strcmp(topics[t].word, word)) {
            describe_topic(sheet, known, &topics[t]);
            return CB_OK;
        }
    if (!strcmp(word, SCENARIO_TOPIC)) {
        describe_scenario(sheet);
        return CB_OK;
    }
    size_t found = 0;
    for (size_t p = 0; p < known->count; p++)
        found += describe_in_process(sheet, known->processes[p], word);
    return found ? CB_OK : unknown_name(arguments, known, word);
}

static cb_status describe(const cb_arguments *arguments)
{
    cb_sheet sheet = {.stream = stdout, .markdown = cb_arguments_has(arguments, "markdown")};
    const char *word = cb_arguments_word(arguments, 0);
    catalogue known;
    known.processes = cb_registry(&known.count);
    if (word)
        return describe_word(arguments, &sheet, &known, word);
    if (sheet.markdown)
        describe_everything(&sheet, &known);
    else
        describe_overview(&sheet, &known);
    return CB_OK;
}

static const cb_option options[] = {{.name = "markdown", .doc = "as Markdown; without a name the whole reference"},
                                    {0}};

const cb_command cb_command_describe = {
    .name = "describe",
    .doc = "what there is to write in a scenario, and to find in a result",
    .usage = "[scenario|processes|parameters|tables|indicators|fields|NAME] [--markdown]",
    .options = options,
    .least = 0,
    .most = 1,
    .run = describe};
