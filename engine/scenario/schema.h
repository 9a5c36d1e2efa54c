/* The fixed keys of a scenario: one table says how each is named, what it holds and where it goes.
 *
 * Reading, complaints about unknown keys, `conurb describe scenario` and the reference all come from it. Keys that
 * depend on the processes (table sections, parameters) come from the tables of the processes. */
#ifndef CB_SCHEMA_H
#define CB_SCHEMA_H

#include "scenario.h"
#include "yaml.h"

/* What a key holds, and the type of the member of the record that receives it. */
typedef enum cb_key_kind {
    CB_KEY_TEXT = 1,   /* const char * */
    CB_KEY_ID,         /* const char *: letters, digits, - and _ */
    CB_KEY_WORD,       /* const char *: one of `choices` */
    CB_KEY_CHOICE,     /* int: index of one of `choices` */
    CB_KEY_YES_NO,     /* bool */
    CB_KEY_WHOLE,      /* uint64_t */
    CB_KEY_NUMBER,     /* double, in `unit` */
    CB_KEY_YEAR,       /* int */
    CB_KEY_DATE,       /* double: internal date */
    CB_KEY_VALUE,      /* cb_value: number or distribution, in `unit` */
    CB_KEY_DATE_VALUE, /* cb_value: date or distribution of dates */
    CB_KEY_PLACE,      /* cb_id of a place */
    CB_KEY_REGION,     /* size_t: region or place */
    CB_KEY_PARAMETER,  /* size_t: parameter of a chosen process; SIZE_MAX: none */
    CB_KEY_SCALAR,     /* const cb_yaml *, read with what the rest of the record says */
    CB_KEY_ANY,        /* const cb_yaml *, likewise */
    CB_KEY_LIST,       /* const cb_yaml *: a list */
    CB_KEY_MAPPING,    /* const cb_yaml *: a mapping */
    CB_KEY_RECORDS     /* const cb_yaml *: a list of mappings with different ids */
} cb_key_kind;

typedef struct cb_key {
    const char *name, *doc;
    cb_key_kind kind;
    const char *unit;
    double low, high;     /* closed range, where low < high */
    const char *fallback; /* the default as one would write it; NULL: none */
    const char *choices;  /* words separated by blanks */
    size_t offset;        /* of the member of the section's record */
    bool required;
    bool fixed; /* a variant may not change it */
} cb_key;

typedef enum cb_section_id {
    CB_SECTION_SCENARIO, /* the top of a file */
    CB_SECTION_CLOCK,
    CB_SECTION_PLACES,
    CB_SECTION_TABLE,        /* of a process */
    CB_SECTION_VALUE,        /* a word or a list, with where it comes from */
    CB_SECTION_PLACE_VALUES, /* a parameter by place */
    CB_SECTION_PROJECT,
    CB_SECTION_LEVER,
    CB_SECTION_SHOCK,
    CB_SECTION_REGION,
    CB_SECTION_TARGET,
    CB_SECTION_RECORD,
    CB_SECTION_ENSEMBLE,
    CB_SECTION_COUNT
} cb_section_id;

typedef struct cb_section {
    const char *name; /* with article, as in messages: "a project" */
    const char *doc;
    const cb_key *keys; /* ends with a NULL name */
} cb_section;

const cb_section *cb_schema_section(cb_section_id section);
size_t cb_section_key_count(const cb_section *section);
/* NULL where the section has no such key. */
const cb_key *cb_section_key(const cb_section *section, const char *name);
/* The key whose value goes to the member at `offset`; never NULL for a member of the section's record. */
const cb_key *cb_section_key_at(const cb_section *section, size_t offset);
/* The columns of the places table, as a process would declare them. */
const cb_table *cb_schema_places(void);

/* Letters, digits, - and _ (and any letter beyond ASCII), not beginning with -; at most CB_ID_BYTES, so that names made
 * of ids have a bound: "levers.ID.multiply[ID]". */
#define CB_ID_BYTES 100
#define CB_ID_WORDS "at most 100 letters, digits, - and _"
bool cb_schema_is_id(const char *text);
/* Position of `word` in a list separated by blanks, CB_NONE where it is not there. */
cb_id cb_schema_choice(const char *choices, const char *word);

#endif
