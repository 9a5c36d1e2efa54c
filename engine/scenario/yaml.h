/* A YAML document as a tree with a mark on every node. Scalars stay text until the schema gives them a type.
 *
 * One document a file, UTF-8, no anchors, aliases, tags or merge keys, no duplicate keys: each is an error with its
 * place. */
#ifndef CB_YAML_H
#define CB_YAML_H

#include <stdbool.h>

#include "diagnostics.h"

typedef enum cb_yaml_kind { CB_YAML_SCALAR = 1, CB_YAML_LIST, CB_YAML_MAPPING } cb_yaml_kind;

typedef struct cb_yaml {
    cb_yaml_kind kind;
    cb_mark mark;           /* `file` lives as long as the tree */
    char *text;             /* scalar */
    bool quoted;            /* scalar in quotes: never a number */
    size_t count;           /* items of a list or a mapping */
    struct cb_yaml **items; /* values */
    char **keys;            /* mapping */
    cb_mark *key_marks;     /* mapping */
} cb_yaml;

/* `shown`: the name for messages. Adds every complaint to `diagnostics`. */
cb_status cb_yaml_load(const char *path, const char *shown, cb_diagnostics *diagnostics, cb_yaml **tree) CB_MUST_USE;
/* Parses a value given on the command line; marks name `shown`. */
cb_status cb_yaml_parse(const char *text, size_t size, const char *shown, cb_diagnostics *diagnostics,
                        cb_yaml **tree) CB_MUST_USE;
/* Parses text[begin..]; marks count from the start of the text, whose part before `begin` has no line break. */
cb_status cb_yaml_parse_part(const char *text, size_t size, size_t begin, const char *shown,
                             cb_diagnostics *diagnostics, cb_yaml **tree) CB_MUST_USE;
void cb_yaml_free(cb_yaml *tree);
cb_yaml *cb_yaml_copy(const cb_yaml *tree);                         /* NULL: out of memory */
cb_yaml *cb_yaml_create(cb_yaml_kind kind, cb_mark mark);           /* empty; copies the name of the file */
cb_status cb_yaml_append(cb_yaml *list, cb_yaml *item) CB_MUST_USE; /* takes `item`, also on error */

cb_yaml *cb_yaml_get(const cb_yaml *mapping, const char *key); /* NULL: not a mapping, or no such key */
cb_mark cb_yaml_key_mark(const cb_yaml *mapping, const char *key);
/* Takes `value`, also on error; copies the mark; replaces what the key held. */
cb_status cb_yaml_put(cb_yaml *mapping, const char *key, cb_mark key_mark, cb_yaml *value) CB_MUST_USE;
void cb_yaml_remove(cb_yaml *mapping, const char *key);
void cb_yaml_drop(cb_yaml *node, size_t item);   /* removes an item by its number */
const char *cb_yaml_scalar(const cb_yaml *node); /* text, or NULL for anything but a scalar */

#endif
