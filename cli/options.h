/* The words after `conurb COMMAND`: options from the command's table, and the rest. */
#ifndef CB_OPTIONS_H
#define CB_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "status.h"

typedef struct cb_option {
    const char *name;  /* "members": --members */
    const char *value; /* "N": what it takes; NULL: nothing */
    const char *doc;
    char letter; /* 'o': -o as well; 0: none */
} cb_option;

typedef struct cb_arguments cb_arguments;

typedef struct cb_command {
    const char *name, *doc;
    const char *usage;        /* what follows the name */
    const cb_option *options; /* ends with a NULL name; NULL: none but --help */
    size_t least, most;       /* words that are no options */
    cb_status (*run)(const cb_arguments *arguments);
} cb_command;

/* argv[0] is the command's name. Complaints go to standard error; CB_ERROR_USAGE. Words belong to `argv`. */
cb_status cb_arguments_create(cb_arguments **arguments, const cb_command *command, int argc, char **argv) CB_MUST_USE;
void cb_arguments_free(cb_arguments *arguments);

const cb_command *cb_arguments_command(const cb_arguments *arguments);
bool cb_arguments_help(const cb_arguments *arguments);
size_t cb_arguments_count(const cb_arguments *arguments); /* words that are no options */
const char *cb_arguments_word(const cb_arguments *arguments, size_t index);

/* An option that was not given is no error: false, NULL, or *value left as it is. The last one given counts. */
bool cb_arguments_has(const cb_arguments *arguments, const char *option);
const char *cb_arguments_text(const cb_arguments *arguments, const char *option);
cb_status cb_arguments_whole(const cb_arguments *arguments, const char *option, uint64_t low, uint64_t high,
                             uint64_t *value) CB_MUST_USE;
/* The index-th of a repeated option; NULL past the last. */
const char *cb_arguments_repeated(const cb_arguments *arguments, const char *option, size_t index);

/* "conurb NAME: message", the usage line; always CB_ERROR_USAGE. */
cb_status cb_usage_error(const cb_command *command, const char *format, ...) CB_PRINTF(2, 3);
void cb_command_help(const cb_command *command);

#endif
