#include "yaml.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Every mark owns the name of its file, so that nodes can move from tree to tree. */
static void mark_clear(cb_mark mark)
{
    free((char *)mark.file);
}

static bool mark_copy(cb_mark mark, cb_mark *copy)
{
    *copy = mark;
    copy->file = strdup(mark.file ? mark.file : "");
    return copy->file;
}

/* ---- whole trees ----------------------------------------------------------------------------------------------- */

void cb_yaml_free(cb_yaml *tree)
{
    if (!tree)
        return;
    for (size_t i = 0; i < tree->count; i++) {
        cb_yaml_free(tree->items[i]);
        if (tree->keys) {
            free(tree->keys[i]);
            mark_clear(tree->key_marks[i]);
        }
    }
    free(tree->items);
    free(tree->keys);
    free(tree->key_marks);
    free(tree->text);
    mark_clear(tree->mark);
    free(tree);
}

cb_yaml *cb_yaml_create(cb_yaml_kind kind, cb_mark mark)
{
    cb_yaml *node = calloc(1, sizeof *node);
    if (!node)
        return NULL;
    node->kind = kind;
    if (!mark_copy(mark, &node->mark)) {
        free(node);
        return NULL;
    }
    return node;
}

static cb_status copy_items(const cb_yaml *tree, cb_yaml *copy)
{
    cb_status status = CB_OK;
    for (size_t i = 0; i < tree->count && !status; i++) {
        cb_yaml *item = cb_yaml_copy(tree->items[i]);
        if (!item)
            return CB_ERROR_MEMORY;
        if (tree->kind == CB_YAML_MAPPING)
            status = cb_yaml_put(copy, tree->keys[i], tree->key_marks[i], item);
        else
            status = cb_yaml_append(copy, item);
    }
    return status;
}

cb_yaml *cb_yaml_copy(const cb_yaml *tree)
{
    cb_yaml *copy = cb_yaml_create(tree->kind, tree->mark);
    if (!copy)
        return NULL;
    copy->quoted = tree->quoted;
    copy->text = tree->text ? strdup(tree->text) : NULL;
    if ((tree->text && !copy->text) || copy_items(tree, copy)) {
        cb_yaml_free(copy);
        return NULL;
    }
    return copy;
}

/* ---- items ----------------------------------------------------------------------------------------------------- */

/* Room for one item more: sizes are 0, 4, 8, 16, .. */
static bool grow(cb_yaml *node)
{
    size_t n = node->count;
    if (n && (n < 4 || n & (n - 1)))
        return true;
    size_t room = n ? 2 * n : 4;
    cb_yaml **items = realloc(node->items, room * sizeof *items);
    if (!items)
        return false;
    node->items = items;
    if (node->kind != CB_YAML_MAPPING)
        return true;
    char **keys = realloc(node->keys, room * sizeof *keys);
    if (keys)
        node->keys = keys;
    cb_mark *marks = realloc(node->key_marks, room * sizeof *marks);
    if (marks)
        node->key_marks = marks;
    return keys && marks;
}

cb_status cb_yaml_append(cb_yaml *list, cb_yaml *item)
{
    if (!grow(list)) {
        cb_yaml_free(item);
        return CB_ERROR_MEMORY;
    }
    list->items[list->count++] = item;
    return CB_OK;
}

static size_t find(const cb_yaml *mapping, const char *key)
{
    size_t i = 0;
    while (i < mapping->count && strcmp(mapping->keys[i], key))
        i++;
    return i;
}

cb_yaml *cb_yaml_get(const cb_yaml *mapping, const char *key)
{
    if (!mapping || mapping->kind != CB_YAML_MAPPING)
        return NULL;
    size_t i = find(mapping, key);
    return i < mapping->count ? mapping->items[i] : NULL;
}

cb_mark cb_yaml_key_mark(const cb_yaml *mapping, const char *key)
{
    if (!mapping || mapping->kind != CB_YAML_MAPPING)
        return (cb_mark){0};
    size_t i = find(mapping, key);
    return i < mapping->count ? mapping->key_marks[i] : mapping->mark;
}

cb_status cb_yaml_put(cb_yaml *mapping, const char *key, cb_mark key_mark, cb_yaml *value)
{
    size_t at = find(mapping, key);
    cb_mark mark;
    char *name = strdup(key);
    if (!name || !mark_copy(key_mark, &mark)) {
        free(name);
        cb_yaml_free(value);
        return CB_ERROR_MEMORY;
    }
    if (at == mapping->count && !grow(mapping)) {
        free(name);
        mark_clear(mark);
        cb_yaml_free(value);
        return CB_ERROR_MEMORY;
    }
    if (at < mapping->count) {
        cb_yaml_free(mapping->items[at]);
        free(mapping->keys[at]);
        mark_clear(mapping->key_marks[at]);
    } else {
        mapping->count++;
    }
    mapping->items[at] = value;
    mapping->keys[at] = name;
    mapping->key_marks[at] = mark;
    return CB_OK;
}

void cb_yaml_drop(cb_yaml *node, size_t i)
{
    size_t after = node->count - i - 1;
    cb_yaml_free(node->items[i]);
    memmove(node->items + i, node->items + i + 1, after * sizeof *node->items);
    if (node->kind == CB_YAML_MAPPING) {
        free(node->keys[i]);
        mark_clear(node->key_marks[i]);
        memmove(node->keys + i, node->keys + i + 1, after * sizeof *node->keys);
        memmove(node->key_marks + i, node->key_marks + i + 1, after * sizeof *node->key_marks);
    }
    node->count--;
}

void cb_yaml_remove(cb_yaml *mapping, const char *key)
{
    size_t i = mapping && mapping->kind == CB_YAML_MAPPING ? find(mapping, key) : SIZE_MAX;
    if (i != SIZE_MAX && i < mapping->count)
        cb_yaml_drop(mapping, i);
}

const char *cb_yaml_scalar(const cb_yaml *node)
{
    return node && node->kind == CB_YAML_SCALAR ? node->text : NULL;
}
