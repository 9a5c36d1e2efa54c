/* Lists of complaints compared as they are printed, and inputs that a test writes: files, trees and tables. */
#ifndef CB_COMPLAINTS_H
#define CB_COMPLAINTS_H

#include <stdlib.h>
#include <unistd.h>

#include "csv.h"
#include "suite.h"
#include "yaml.h"

static inline cb_diagnostics *complaints_open(void)
{
    cb_diagnostics *list;
    assert_int_equal(cb_diagnostics_create(&list), CB_OK);
    return list;
}

/* As printed; the caller frees it. */
static inline char *complaints_text(const cb_diagnostics *list)
{
    char *text;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    cb_diagnostics_print(list, stream);
    assert_int_equal(fclose(stream), 0);
    return text;
}

/* Compares what is printed, and frees the list. */
static inline void assert_complaints(cb_diagnostics *list, const char *expected)
{
    char *text = complaints_text(list);
    cb_diagnostics_free(list);
    assert_string_equal(text, expected);
    free(text);
}

/* Exactly one error, whose text holds `part`; frees the list. */
static inline void assert_one_complaint(cb_diagnostics *list, const char *part)
{
    char *text = complaints_text(list);
    size_t count = cb_diagnostics_count(list);
    cb_diagnostics_free(list);
    if (count != 1 || !strstr(text, part))
        fail_msg("expected one error with \"%s\", not:\n%s", part, text);
    free(text);
}

#define WRITTEN_PATH 40

/* Writes a temporary file; `path` has room for WRITTEN_PATH characters. The caller unlinks it. */
static inline void written(const char *bytes, size_t size, char *path)
{
    strcpy(path, "/tmp/conurb-test-XXXXXX");
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_true(write(file, bytes, size) == (ssize_t)size);
    assert_int_equal(close(file), 0);
}

/* A text as the tree of the file `f`; the caller frees it. */
static inline cb_yaml *tree_of(const char *text, cb_diagnostics *list)
{
    cb_yaml *tree;
    if (cb_yaml_parse(text, strlen(text), "f", list, &tree))
        fail_msg("%s: %s", text, complaints_text(list));
    return tree;
}

/* Writes a tree in one line: {key: value, list: [1, {a: b}]}. */
static inline void tree_print(const cb_yaml *tree, FILE *stream)
{
    const char *brackets = tree->kind == CB_YAML_LIST ? "[]" : "{}";
    if (tree->kind == CB_YAML_SCALAR) {
        fputs(tree->text, stream);
        return;
    }
    fputc(brackets[0], stream);
    for (size_t i = 0; i < tree->count; i++) {
        fputs(i ? ", " : "", stream);
        if (tree->kind == CB_YAML_MAPPING)
            fprintf(stream, "%s: ", tree->keys[i]);
        tree_print(tree->items[i], stream);
    }
    fputc(brackets[1], stream);
}

static inline void assert_tree(const cb_yaml *tree, const char *expected)
{
    char *text;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    tree_print(tree, stream);
    assert_int_equal(fclose(stream), 0);
    assert_string_equal(text, expected);
    free(text);
}

/* A text as the table `t.csv`; the caller frees it. */
static inline cb_csv *table_of(const char *text, cb_diagnostics *list)
{
    char path[WRITTEN_PATH];
    cb_csv *csv;
    written(text, strlen(text), path);
    cb_status status = cb_csv_load(path, "t.csv", list, &csv);
    unlink(path);
    if (status)
        fail_msg("%s: %s", text, complaints_text(list));
    return csv;
}

#endif
