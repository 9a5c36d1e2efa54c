/* YAML text to tree, from the events of libyaml: unlike its documents they still tell anchors, aliases and tags. */
#include <libyaml.h>
#include <stdlib.h>
#include <string.h>

#include "text_file.h"
#include "utf8.h"
#include "yaml.h"

#define LARGEST_FILE ((size_t)64 << 20)
#define DEEPEST      64

/* A list or mapping that is not yet closed. */
typedef struct open_node {
    cb_yaml *node;
    char *key; /* of the value to come; NULL where a key comes next */
    cb_mark key_mark;
    bool skip; /* the value to come goes with a key that was refused */
} open_node;

typedef struct builder {
    yaml_parser_t parser;
    const char *shown;
    cb_diagnostics *diagnostics;
    open_node open[DEEPEST];
    size_t depth, documents;
    cb_yaml *root;
    bool complained, finished;
} builder;

static cb_mark mark_at(const builder *b, yaml_mark_t mark)
{
    return (cb_mark){.file = b->shown, .line = mark.line + 1, .column = mark.column + 1};
}

#define COMPLAIN(b, mark, ...) ((b)->complained = true, cb_diagnose((b)->diagnostics, mark, __VA_ARGS__))

/* ---- syntax errors --------------------------------------------------------------------------------------------- */

static const char tabs[] = "this line begins with a tab: indent with blanks, not tabs";

/* What libyaml says, for those who do not know its words. */
static const struct plain_words {
    const char *problem, *words;
} plain_words[] = {
    {"found character that cannot start any token",
     "this character cannot begin a value: put quotes around a text that begins with %, @ or `"},
    {"mapping values are not allowed in this context",
     "a `:` is not allowed here: check the indentation, or put quotes around a text with a colon"},
    {"did not find expected key", "expected a key here: check the indentation and the brackets"},
    {"did not find expected '-' indicator", "expected a `-` here: the entries of a list have the same indentation"},
    {"did not find expected ',' or ']'", "expected `,` or `]`: the list is not closed"},
    {"did not find expected ',' or '}'", "expected `,` or `}`: the mapping is not closed"},
    {"could not find expected ':'", "expected `: ` and a value after this key"},
    {"found unexpected end of stream", "the text ends inside quotes"},
    {"found a tab character that violates indentation", tabs},
    {"found a tab character where an indentation space is expected", tabs},
};

static cb_status syntax_error(builder *b)
{
    const yaml_parser_t *p = &b->parser;
    if (p->error == YAML_MEMORY_ERROR)
        return CB_ERROR_MEMORY;
    const char *problem = p->problem ? p->problem : "not YAML";
    for (size_t i = 0; i < sizeof plain_words / sizeof *plain_words; i++)
        if (!strcmp(problem, plain_words[i].problem))
            problem = plain_words[i].words;
    if (p->error == YAML_SCANNER_ERROR && p->unread && *p->buffer.pointer == '\t')
        problem = tabs;
    cb_mark mark = mark_at(b, p->problem_mark);
    if (problem == tabs || !p->context || p->context_mark.line == p->problem_mark.line)
        return COMPLAIN(b, mark, "%s", problem);
    return COMPLAIN(b, mark, "%s (for what began in line %zu)", problem, p->context_mark.line + 1);
}

/* ---- nodes ----------------------------------------------------------------------------------------------------- */

static void refuse_decoration(builder *b, const yaml_char_t *anchor, const yaml_char_t *tag, cb_mark mark)
{
    if (anchor)
        COMPLAIN(b, mark, "anchors (`&%s`) are not used in scenarios: write the value out", (const char *)anchor);
    if (tag)
        COMPLAIN(b, mark, "tags (like `!!str`) are not used in scenarios: write the value alone");
}

/* Puts a finished node where it belongs, and takes it. */
static cb_status place_node(builder *b, cb_yaml *node)
{
    if (!b->depth) {
        cb_yaml_free(b->root);
        b->root = node;
        return CB_OK;
    }
    open_node *o = &b->open[b->depth - 1];
    if (o->node->kind == CB_YAML_LIST)
        return cb_yaml_append(o->node, node);
    cb_status status = CB_OK;
    if (o->skip)
        cb_yaml_free(node);
    else
        status = cb_yaml_put(o->node, o->key, o->key_mark, node);
    free(o->key);
    o->key = NULL;
    o->skip = false;
    return status;
}

static bool key_comes(const builder *b)
{
    const open_node *o = b->depth ? &b->open[b->depth - 1] : NULL;
    return o && o->node->kind == CB_YAML_MAPPING && !o->key && !o->skip;
}

static cb_status take_key(builder *b, const char *text, bool plain, cb_mark mark)
{
    open_node *o = &b->open[b->depth - 1];
    if (plain && !strcmp(text, "<<")) {
        o->skip = true;
        COMPLAIN(b, mark, "merge keys (`<<`) are not used in scenarios: use `extends:` or write the keys out");
    } else if (cb_yaml_get(o->node, text)) {
        o->skip = true;
        COMPLAIN(b, mark, "the key `%s` stands twice: it is already in line %zu; remove one", text,
                 cb_yaml_key_mark(o->node, text).line);
    }
    o->key = o->skip ? NULL : strdup(text);
    o->key_mark = mark;
    return o->key || o->skip ? CB_OK : CB_ERROR_MEMORY;
}

static cb_status take_scalar(builder *b, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    cb_mark mark = mark_at(b, event->start_mark);
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    refuse_decoration(b, event->data.scalar.anchor, event->data.scalar.tag, mark);
    if (strlen(text) != event->data.scalar.length)
        COMPLAIN(b, mark, "this text contains a NUL (`\\0`): remove it");
    if (key_comes(b))
        return take_key(b, text, plain, mark);
    cb_yaml *node = cb_yaml_create(CB_YAML_SCALAR, mark);
    if (!node)
        return CB_ERROR_MEMORY;
    node->quoted = !plain;
    node->text = strdup(text);
    if (!node->text) {
        cb_yaml_free(node);
        return CB_ERROR_MEMORY;
    }
    return place_node(b, node);
}

static cb_status open_collection(builder *b, cb_yaml_kind kind, cb_mark mark)
{
    if (key_comes(b)) {
        b->finished = true;
        return COMPLAIN(b, mark,
                        "a key must be a word, here it is a %s: put quotes around a text that begins with `%s`",
                        kind == CB_YAML_LIST ? "list" : "mapping", kind == CB_YAML_LIST ? "[" : "{");
    }
    if (b->depth == DEEPEST) {
        b->finished = true;
        return COMPLAIN(b, mark, "lists and mappings are nested more than %d deep", DEEPEST);
    }
    cb_yaml *node = cb_yaml_create(kind, mark);
    if (!node)
        return CB_ERROR_MEMORY;
    b->open[b->depth++] = (open_node){.node = node};
    return CB_OK;
}

static cb_status take_alias(builder *b, const yaml_event_t *event)
{
    COMPLAIN(b, mark_at(b, event->start_mark), "aliases (`*%s`) are not used in scenarios: write the value out",
             (const char *)event->data.alias.anchor);
    if (key_comes(b)) {
        b->open[b->depth - 1].skip = true;
        return CB_OK;
    }
    cb_yaml *node = cb_yaml_create(CB_YAML_LIST, mark_at(b, event->start_mark));
    return node ? place_node(b, node) : CB_ERROR_MEMORY;
}

/* ---- events ---------------------------------------------------------------------------------------------------- */

static cb_status take_document(builder *b, const yaml_event_t *event)
{
    if (b->documents++) {
        b->finished = true;
        return COMPLAIN(b, mark_at(b, event->start_mark), "a second document begins here: one file is one document");
    }
    return CB_OK;
}

static cb_status take_event(builder *b, const yaml_event_t *event)
{
    cb_mark mark = mark_at(b, event->start_mark);
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return take_document(b, event);
    case YAML_ALIAS_EVENT:
        return take_alias(b, event);
    case YAML_SCALAR_EVENT:
        return take_scalar(b, event);
    case YAML_SEQUENCE_START_EVENT:
        refuse_decoration(b, event->data.sequence_start.anchor, event->data.sequence_start.tag, mark);
        return open_collection(b, CB_YAML_LIST, mark);
    case YAML_MAPPING_START_EVENT:
        refuse_decoration(b, event->data.mapping_start.anchor, event->data.mapping_start.tag, mark);
        return open_collection(b, CB_YAML_MAPPING, mark);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: {
        cb_yaml *closed = b->open[--b->depth].node;
        return place_node(b, closed);
    }
    case YAML_STREAM_END_EVENT:
        b->finished = true;
        return CB_OK;
    default:
        return CB_OK;
    }
}

static cb_status build(builder *b)
{
    cb_status status = CB_OK;
    while (!b->finished && (!status || status == CB_ERROR_INPUT)) {
        yaml_event_t event;
        if (!yaml_parser_parse(&b->parser, &event))
            return syntax_error(b);
        status = take_event(b, &event);
        yaml_event_delete(&event);
    }
    if (status && status != CB_ERROR_INPUT)
        return status;
    if (!b->complained && (!b->root || (b->root->kind == CB_YAML_SCALAR && !b->root->quoted && !*b->root->text)))
        return COMPLAIN(b, ((cb_mark){b->shown, 1, 1}), "the file is empty: expected `key: value` lines");
    return b->complained ? CB_ERROR_INPUT : CB_OK;
}

static void builder_clear(builder *b)
{
    for (size_t i = 0; i < b->depth; i++) {
        cb_yaml_free(b->open[i].node);
        free(b->open[i].key);
    }
    cb_yaml_free(b->root);
    yaml_parser_delete(&b->parser);
}

static cb_status read_tree(const char *text, size_t size, const char *shown, cb_diagnostics *diagnostics,
                           cb_yaml **tree)
{
    builder b = {.shown = shown, .diagnostics = diagnostics};
    if (!yaml_parser_initialize(&b.parser))
        return CB_ERROR_MEMORY;
    yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&b.parser, (const unsigned char *)text, size);
    cb_status status = build(&b);
    if (!status) {
        *tree = b.root;
        b.root = NULL;
    }
    builder_clear(&b);
    return status;
}

/* ---- files and texts ------------------------------------------------------------------------------------------- */

cb_status cb_yaml_load(const char *path, const char *shown, cb_diagnostics *diagnostics, cb_yaml **tree)
{
    char *text;
    size_t size;
    *tree = NULL;
    cb_status status = cb_text_file_read(path, shown, LARGEST_FILE, diagnostics, &text, &size);
    if (!status)
        status = read_tree(text, size, shown, diagnostics, tree);
    free(text);
    return status;
}

cb_status cb_yaml_parse(const char *text, size_t size, const char *shown, cb_diagnostics *diagnostics, cb_yaml **tree)
{
    return cb_yaml_parse_part(text, size, 0, shown, diagnostics, tree);
}

cb_status cb_yaml_parse_part(const char *text, size_t size, size_t begin, const char *shown,
                             cb_diagnostics *diagnostics, cb_yaml **tree)
{
    *tree = NULL;
    cb_status status = cb_diagnostics_source(diagnostics, shown, text, size);
    if (!status)
        status = cb_text_check(text, size, shown, diagnostics);
    char *blanked = status ? NULL : malloc(size + 1);
    if (status || !blanked)
        return status ? status : CB_ERROR_MEMORY;
    size_t to = 0, from = 0;
    for (; from < begin; from += cb_utf8_step(text + from, size - from))
        blanked[to++] = ' ';
    memcpy(blanked + to, text + from, size - from);
    status = read_tree(blanked, to + size - from, shown, diagnostics, tree);
    free(blanked);
    return status;
}
