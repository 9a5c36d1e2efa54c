/* Writes parts of a scenario as YAML that reads back as the same. */
#ifndef CB_SCENARIO_WRITER_H
#define CB_SCENARIO_WRITER_H

#include <stdio.h>

#include "loader.h"

typedef struct cb_writer {
    cb_loader *loader;
    FILE *stream;
    size_t variant; /* whose tree is written */
    int indent;
} cb_writer;

/* Begins a line: "  name:". */
void cb_write_key(cb_writer *writer, const char *name);
/* A node in one line; the files of tables are named from the folder of the scenario, whichever file named them. */
void cb_write_node(cb_writer *writer, const char *key, const cb_yaml *node);
/* A number in the shortest text that reads back as the same, and its unit. */
void cb_write_number(FILE *stream, double value, const char *unit);
/* The value of a parameter of the variant, in the unit of its declaration. */
void cb_write_parameter(cb_writer *writer, const cb_parameter *parameter);

#endif
