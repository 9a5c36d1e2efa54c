#include "schema.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "records.h"

/* Internal dates of openings, and km, minutes and CNY of one project. */
#define FIRST_DATE  1900.0
#define LAST_DATE   2300.0
#define MOST_LENGTH 40000.0
#define MOST_TIME   100000.0
#define MOST_COST   1e15
#define MOST_SEED   18446744073709551615.0
#define MOST_MEMBER 1e8

#define AT(record, member) .offset = offsetof(record, member)
#define EVIDENCE(record, prefix)                                                                                       \
    {.name = "source", .kind = CB_KEY_TEXT, AT(record, prefix source), .doc = "where it is written: document, page"},  \
    {                                                                                                                  \
        .name = "assumed", .kind = CB_KEY_TEXT, AT(record, prefix assumed),                                            \
        .doc = "the rule by which it is assumed, where there is no source"                                             \
    }
#define NAME(record, prefix)                                                                                           \
    {                                                                                                                  \
        .name = "name", .kind = CB_KEY_TEXT, AT(record, prefix name), .doc = "for people to read; the id by default"   \
    }

static const cb_key scenario_keys[] = {
    {.name = "extends",
     .kind = CB_KEY_TEXT,
     .fixed = true,
     AT(cb_root_record, extends),
     .doc = "the scenario file that this one changes, relative to this file"},
    {.name = "title", .kind = CB_KEY_TEXT, AT(cb_root_record, title), .doc = "one line that says what it is about"},
    {.name = "clock",
     .kind = CB_KEY_MAPPING,
     .required = true,
     .fixed = true,
     AT(cb_root_record, clock),
     .doc = "{start: 2020, end: 2035, step: 1 yr}"},
    {.name = "places",
     .kind = CB_KEY_MAPPING,
     .required = true,
     .fixed = true,
     AT(cb_root_record, places),
     .doc = "{table: FILE.csv} with columns id, name, lon, lat, area"},
    {.name = "statuses",
     .kind = CB_KEY_LIST,
     .fixed = true,
     .fallback = "[total]",
     AT(cb_root_record, statuses),
     .doc = "the statuses of people, like [rural, urban]"},
    {.name = "processes",
     .kind = CB_KEY_LIST,
     .fixed = true,
     AT(cb_root_record, processes),
     .doc = "the processes that act; by default all whose statuses are there"},
    {.name = "parameters",
     .kind = CB_KEY_MAPPING,
     AT(cb_root_record, parameters),
     .doc = "parameter name: number with unit, or a distribution"},
    {.name = "projects", .kind = CB_KEY_RECORDS, AT(cb_root_record, projects), .doc = "dated changes: a line, a road"},
    {.name = "levers",
     .kind = CB_KEY_RECORDS,
     AT(cb_root_record, levers),
     .doc = "parameters that policy changes over time in a region"},
    {.name = "shocks",
     .kind = CB_KEY_RECORDS,
     AT(cb_root_record, shocks),
     .doc = "parameters that vary from year to year by chance"},
    {.name = "regions",
     .kind = CB_KEY_MAPPING,
     .fixed = true,
     AT(cb_root_record, regions),
     .doc = "id: list of places, regions or patterns like \"14*\"; `all` is every place"},
    {.name = "targets", .kind = CB_KEY_RECORDS, .fixed = true, AT(cb_root_record, targets), .doc = "what is promised"},
    {.name = "record",
     .kind = CB_KEY_MAPPING,
     .fixed = true,
     .fallback = "{}",
     AT(cb_root_record, record),
     .doc = "what the result file holds beside its default contents"},
    {.name = "ensemble",
     .kind = CB_KEY_MAPPING,
     .fixed = true,
     .fallback = "{}",
     AT(cb_root_record, ensemble),
     .doc = "how many futures, and how they are drawn"},
    {.name = "variants",
     .kind = CB_KEY_MAPPING,
     .fixed = true,
     AT(cb_root_record, variants),
     .doc = "name: what this set of assumptions changes; `base` is the scenario itself"},
    {0}};

static const cb_key clock_keys[] = {{.name = "start",
                                     .kind = CB_KEY_YEAR,
                                     .required = true,
                                     AT(cb_clock_record, start),
                                     .low = FIRST_DATE,
                                     .high = LAST_DATE,
                                     .doc = "year at whose end the run starts"},
                                    {.name = "end",
                                     .kind = CB_KEY_YEAR,
                                     .required = true,
                                     AT(cb_clock_record, end),
                                     .low = FIRST_DATE,
                                     .high = LAST_DATE,
                                     .doc = "year at whose end it stops"},
                                    {.name = "step",
                                     .kind = CB_KEY_NUMBER,
                                     .unit = "yr",
                                     AT(cb_clock_record, step),
                                     .fallback = "1 yr",
                                     .doc = "1 yr or 5 yr; age groups are as wide"},
                                    {0}};

static const cb_key places_keys[] = {{.name = "table",
                                      .kind = CB_KEY_SCALAR,
                                      .required = true,
                                      AT(cb_table_record, table),
                                      .doc = "CSV file of the places, relative to the scenario file"},
                                     EVIDENCE(cb_table_record, ),
                                     {0}};

static const cb_key table_keys[] = {{.name = "table",
                                     .kind = CB_KEY_SCALAR,
                                     AT(cb_table_record, table),
                                     .doc = "CSV file, relative to the scenario file"},
                                    EVIDENCE(cb_table_record, ),
                                    {0}};

static const cb_key value_keys[] = {
    {.name = "value", .kind = CB_KEY_ANY, .required = true, AT(cb_value_record, value), .doc = "the word, or the list"},
    EVIDENCE(cb_value_record, ),
    {0}};

static const cb_key place_values_keys[] = {{.name = "table",
                                            .kind = CB_KEY_SCALAR,
                                            .required = true,
                                            AT(cb_place_values_record, table),
                                            .doc = "CSV file with a column `place` and one row for each place"},
                                           {.name = "column",
                                            .kind = CB_KEY_TEXT,
                                            .required = true,
                                            AT(cb_place_values_record, column),
                                            .doc = "the column that holds the values"},
                                           {.name = "unit",
                                            .kind = CB_KEY_TEXT,
                                            AT(cb_place_values_record, unit),
                                            .doc = "unit of the column; that of the parameter by default"},
                                           EVIDENCE(cb_place_values_record, ),
                                           {0}};

static const cb_key project_keys[] = {
    {.name = "id", .kind = CB_KEY_ID, .required = true, AT(cb_project, id), .doc = "its name in files and commands"},
    NAME(cb_project, ),
    {.name = "kind",
     .kind = CB_KEY_TEXT,
     .required = true,
     AT(cb_project, kind),
     .doc = "what it is, in the words of the plan"},
    {.name = "from", .kind = CB_KEY_PLACE, AT(cb_project, from), .doc = "place where the link begins"},
    {.name = "to",
     .kind = CB_KEY_PLACE,
     AT(cb_project, to),
     .doc = "place where it ends: the same for what lies in one place"},
    {.name = "opens",
     .kind = CB_KEY_DATE_VALUE,
     .required = true,
     AT(cb_project, opens),
     .low = FIRST_DATE,
     .high = LAST_DATE,
     .doc = "date, or a distribution of dates; a bare year is its 31 December"},
    {.name = "length",
     .kind = CB_KEY_VALUE,
     .unit = "km",
     .high = MOST_LENGTH,
     .fallback = "0 km",
     AT(cb_project, length),
     .doc = "length that it adds"},
    {.name = "time",
     .kind = CB_KEY_VALUE,
     .unit = "min",
     .high = MOST_TIME,
     .fallback = "0 min",
     AT(cb_project, time),
     .doc = "travel time from end to end"},
    {.name = "cost",
     .kind = CB_KEY_VALUE,
     .unit = "CNY",
     .high = MOST_COST,
     .fallback = "0 CNY",
     AT(cb_project, cost),
     .doc = "what it costs"},
    EVIDENCE(cb_project, ),
    {0}};

static const cb_key lever_keys[] = {
    {.name = "id",
     .kind = CB_KEY_ID,
     .required = true,
     AT(cb_lever_record, lever.id),
     .doc = "its name in files and commands"},
    {.name = "region",
     .kind = CB_KEY_REGION,
     .required = true,
     AT(cb_lever_record, lever.region),
     .doc = "region or place where it acts"},
    {.name = "parameter",
     .kind = CB_KEY_PARAMETER,
     .required = true,
     AT(cb_lever_record, lever.parameter),
     .doc = "what it changes"},
    {.name = "from",
     .kind = CB_KEY_DATE,
     .required = true,
     AT(cb_lever_record, lever.from),
     .doc = "date from which it acts, in steps that begin at or after it"},
    {.name = "until",
     .kind = CB_KEY_SCALAR,
     AT(cb_lever_record, until),
     .doc = "date at which it ends; never by default"},
    {.name = "ramp",
     .kind = CB_KEY_NUMBER,
     .unit = "yr",
     .high = 200.0,
     .fallback = "0 yr",
     AT(cb_lever_record, lever.ramp),
     .doc = "time over which it grows to its full amount"},
    {.name = "multiply",
     .kind = CB_KEY_ANY,
     AT(cb_lever_record, multiply),
     .doc = "factor on the parameter; exactly one of multiply, add and set"},
    {.name = "add", .kind = CB_KEY_ANY, AT(cb_lever_record, add), .doc = "added, in the unit of the parameter"},
    {.name = "set", .kind = CB_KEY_ANY, AT(cb_lever_record, set), .doc = "in place of the value of the parameter"},
    EVIDENCE(cb_lever_record, lever.),
    {0}};

static const cb_key shock_keys[] = {
    {.name = "id", .kind = CB_KEY_ID, .required = true, AT(cb_shock, id), .doc = "its name in files and commands"},
    {.name = "parameter",
     .kind = CB_KEY_PARAMETER,
     .required = true,
     AT(cb_shock, parameter),
     .doc = "what it multiplies, year by year, by exp(x), x an AR(1) series"},
    {.name = "region",
     .kind = CB_KEY_REGION,
     .required = true,
     AT(cb_shock, region),
     .doc = "region or place where it acts"},
    {.name = "sd",
     .kind = CB_KEY_VALUE,
     .high = 10.0,
     .required = true,
     AT(cb_shock, sd),
     .doc = "standard deviation of x"},
    {.name = "persistence",
     .kind = CB_KEY_VALUE,
     .high = 0.999,
     .required = true,
     AT(cb_shock, persistence),
     .doc = "correlation of x with x a year earlier"},
    {.name = "each",
     .kind = CB_KEY_YES_NO,
     .fallback = "no",
     AT(cb_shock, each),
     .doc = "yes: a series for each place instead of one for all"},
    EVIDENCE(cb_shock, ),
    {0}};

static const cb_key region_keys[] = {NAME(cb_region_record, ),
                                     {.name = "places",
                                      .kind = CB_KEY_LIST,
                                      .required = true,
                                      AT(cb_region_record, places),
                                      .doc = "places, other regions, or patterns like \"14*\""},
                                     EVIDENCE(cb_region_record, ),
                                     {0}};

static const cb_key target_keys[] = {
    {.name = "id",
     .kind = CB_KEY_ID,
     .required = true,
     AT(cb_target_record, target.id),
     .doc = "its name in files and commands"},
    NAME(cb_target_record, target.),
    {.name = "indicator",
     .kind = CB_KEY_TEXT,
     AT(cb_target_record, target.indicator),
     .doc = "what it is measured on; `conurb describe indicators` lists them"},
    {.name = "region", .kind = CB_KEY_SCALAR, AT(cb_target_record, region), .doc = "region or place where it counts"},
    {.name = "by",
     .kind = CB_KEY_SCALAR,
     .required = true,
     AT(cb_target_record, by),
     .doc = "year at whose end it must be met; for a project the date by which it must be open"},
    {.name = "at_least", .kind = CB_KEY_SCALAR, AT(cb_target_record, at_least), .doc = "lowest value that meets it"},
    {.name = "at_most", .kind = CB_KEY_SCALAR, AT(cb_target_record, at_most), .doc = "highest value that meets it"},
    {.name = "between", .kind = CB_KEY_LIST, AT(cb_target_record, between), .doc = "[lowest, highest] value"},
    {.name = "since",
     .kind = CB_KEY_SCALAR,
     AT(cb_target_record, since),
     .doc = "the change since the end of this year is meant, not the level"},
    {.name = "share_of",
     .kind = CB_KEY_SCALAR,
     AT(cb_target_record, share_of),
     .doc = "the share of this larger region is meant, not the level"},
    {.name = "pairs",
     .kind = CB_KEY_YES_NO,
     AT(cb_target_record, pairs),
     .doc = "yes: the largest value over pairs of different places of the region"},
    {.name = "with", .kind = CB_KEY_SCALAR, AT(cb_target_record, with), .doc = "only pairs with this place"},
    {.name = "project",
     .kind = CB_KEY_TEXT,
     AT(cb_target_record, target.project_id),
     .doc = "the project that must be open, in place of an indicator"},
    {.name = "kind",
     .kind = CB_KEY_WORD,
     .choices = "expected binding",
     .fallback = "expected",
     AT(cb_target_record, target.kind),
     .doc = "as the plan calls it"},
    {.name = "not_modelled",
     .kind = CB_KEY_TEXT,
     AT(cb_target_record, target.not_modelled),
     .doc = "why no number can be given; it is listed without one"},
    EVIDENCE(cb_target_record, target.),
    {0}};

static const cb_key record_keys[] = {{.name = "exact",
                                      .kind = CB_KEY_YES_NO,
                                      .fallback = "no",
                                      AT(cb_record_record, exact),
                                      .doc = "yes: every bit of every number; no: persons to 2^-10"},
                                     {.name = "variables",
                                      .kind = CB_KEY_LIST,
                                      .fallback = "[]",
                                      AT(cb_record_record, variables),
                                      .doc = "fields and groups to add, like accounts, cohorts; -NAME leaves one out"},
                                     {0}};

static const cb_key ensemble_keys[] = {{.name = "members",
                                        .kind = CB_KEY_WHOLE,
                                        .low = 1.0,
                                        .high = MOST_MEMBER,
                                        .fallback = "100",
                                        AT(cb_ensemble_record, members),
                                        .doc = "number of futures"},
                                       {.name = "design",
                                        .kind = CB_KEY_CHOICE,
                                        .choices = "lhs random central",
                                        .fallback = "lhs",
                                        AT(cb_ensemble_record, design),
                                        .doc = "Latin hypercube, independent draws, or every input at its median"},
                                       {.name = "seed",
                                        .kind = CB_KEY_WHOLE,
                                        .high = MOST_SEED,
                                        .fallback = "1",
                                        AT(cb_ensemble_record, seed),
                                        .doc = "number that all chance is drawn from"},
                                       {0}};

static const cb_section sections[CB_SECTION_COUNT] = {
    [CB_SECTION_SCENARIO] = {"a scenario", "the top of a file, beside one section for each table of a process",
                             scenario_keys},
    [CB_SECTION_CLOCK] = {"the clock", "`clock`: bare years mean their 31 December", clock_keys},
    [CB_SECTION_PLACES] = {"`places`", "`places`: where people live", places_keys},
    [CB_SECTION_TABLE] = {"a table section", "the section of a table of a process; `mortality: {table: FILE.csv}`",
                          table_keys},
    [CB_SECTION_VALUE] = {"a value with its source", "a word or a list of a parameter, with where it comes from",
                          value_keys},
    [CB_SECTION_PLACE_VALUES] = {"a value by place", "in place of a number: one number for each place",
                                 place_values_keys},
    [CB_SECTION_PROJECT] = {"a project", "an entry of `projects`: a dated change", project_keys},
    [CB_SECTION_LEVER] = {"a lever", "an entry of `levers`: a parameter changed over time in a region", lever_keys},
    [CB_SECTION_SHOCK] = {"a shock", "an entry of `shocks`: a parameter that varies by chance", shock_keys},
    [CB_SECTION_REGION] = {"a region", "an entry of `regions`, where it is more than a list", region_keys},
    [CB_SECTION_TARGET] = {"a target", "an entry of `targets`: what is promised", target_keys},
    [CB_SECTION_RECORD] = {"`record`", "`record`: what the result file holds", record_keys},
    [CB_SECTION_ENSEMBLE] = {"`ensemble`", "`ensemble`: the futures of a run", ensemble_keys},
};

const cb_section *cb_schema_section(cb_section_id section)
{
    return &sections[section];
}

size_t cb_section_key_count(const cb_section *section)
{
    size_t count = 0;
    while (section->keys[count].name)
        count++;
    return count;
}

const cb_key *cb_section_key(const cb_section *section, const char *name)
{
    for (const cb_key *key = section->keys; key->name; key++)
        if (!strcmp(key->name, name))
            return key;
    return NULL;
}

const cb_key *cb_section_key_at(const cb_section *section, size_t offset)
{
    for (const cb_key *key = section->keys; key->name; key++)
        if (key->offset == offset)
            return key;
    return NULL;
}

const cb_table *cb_schema_places(void)
{
    static const cb_column columns[] = {
        {.name = "id", .kind = CB_COLUMN_TEXT, .doc = "letters, digits, - and _; like an adcode"},
        {.name = "name", .kind = CB_COLUMN_TEXT, .optional = true, .doc = "for people to read; the id by default"},
        {.name = "lon", .unit = "degrees_east", .min = -180.0, .max = 180.0, .optional = true, .doc = "longitude"},
        {.name = "lat", .unit = "degrees_north", .min = -90.0, .max = 90.0, .optional = true, .doc = "latitude"},
        {.name = "area", .unit = "km2", .min = 0.0, .max = 2e7, .optional = true, .doc = "land area"},
        {0}};
    static const cb_table places = {.name = "places",
                                    .doc = "one row for each place; the order of rows has no meaning",
                                    .columns = columns,
                                    .required = true};
    return &places;
}

bool cb_schema_is_id(const char *text)
{
    for (const char *c = text; *c; c++)
        if (!isalnum((unsigned char)*c) && *c != '-' && *c != '_' && !((unsigned char)*c & 0x80))
            return false;
    return *text && *text != '-' && strlen(text) <= CB_ID_BYTES;
}

cb_id cb_schema_choice(const char *choices, const char *word)
{
    size_t length = strlen(word);
    cb_id index = 0;
    for (const char *at = choices; *at; index++) {
        size_t span = strcspn(at, " ");
        if (span == length && length && !strncmp(at, word, length))
            return index;
        at += span;
        at += strspn(at, " ");
    }
    return CB_NONE;
}
