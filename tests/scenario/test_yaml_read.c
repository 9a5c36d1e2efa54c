#include "complaints.h"
#include "yaml.h"

static cb_yaml *parsed(const char *text)
{
    cb_yaml *tree;
    cb_diagnostics *d = complaints_open();
    cb_status status = cb_yaml_parse(text, strlen(text), "f", d, &tree);
    assert_complaints(d, "");
    assert_int_equal(status, CB_OK);
    return tree;
}

static void refused(const char *text, const char *expected)
{
    cb_yaml *tree;
    cb_diagnostics *d = complaints_open();
    assert_int_equal(cb_yaml_parse(text, strlen(text), "f", d, &tree), CB_ERROR_INPUT);
    assert_null(tree);
    assert_complaints(d, expected);
}

static void every_node_has_its_place(void **state)
{
    (void)state;
    cb_yaml *tree = parsed("clock: {start: 2020}\nlist:\n  - a\n  - 'b: c'\n");
    assert_int_equal(tree->kind, CB_YAML_MAPPING);
    const cb_yaml *start = cb_yaml_get(cb_yaml_get(tree, "clock"), "start");
    assert_string_equal(cb_yaml_scalar(start), "2020");
    assert_int_equal(start->mark.line, 1);
    assert_int_equal(start->mark.column, 16);
    assert_int_equal(cb_yaml_key_mark(cb_yaml_get(tree, "clock"), "start").column, 9);
    const cb_yaml *list = cb_yaml_get(tree, "list");
    assert_int_equal(list->kind, CB_YAML_LIST);
    assert_int_equal(list->count, 2);
    assert_false(list->items[0]->quoted);
    assert_true(list->items[1]->quoted);
    assert_string_equal(list->items[1]->text, "b: c");
    assert_int_equal(list->items[1]->mark.line, 4);
    assert_int_equal(list->items[1]->mark.column, 5);
    assert_string_equal(list->mark.file, "f");
    cb_yaml_free(tree);
}

static void carriage_returns_and_chinese_move_no_mark(void **state)
{
    (void)state;
    cb_yaml *tree = parsed("a: 1\r\n\"\xE5\xA4\xAA\xE5\x8E\x9F\": x\r\n");
    const cb_yaml *value = cb_yaml_get(tree, "\xE5\xA4\xAA\xE5\x8E\x9F");
    assert_string_equal(cb_yaml_scalar(value), "x");
    assert_int_equal(value->mark.line, 2);
    assert_int_equal(value->mark.column, 7);
    cb_yaml_free(tree);
}

static void scalars_stay_text(void **state)
{
    (void)state;
    cb_yaml *tree = parsed("[no, 0x10, 1e3, ~, 2020-01-01, 2.5 %/yr, '']");
    static const char *const words[] = {"no", "0x10", "1e3", "~", "2020-01-01", "2.5 %/yr", ""};
    for (size_t i = 0; i < 7; i++)
        assert_string_equal(tree->items[i]->text, words[i]);
    cb_yaml_free(tree);
}

static void every_decoration_is_refused_at_once(void **state)
{
    (void)state;
    refused(
        "a: &x 1\nb: *x\nc: !!int 3\n<<: {q: 1}\nk: 2\n\"k\": 3\n? *x\n: 4\n",
        "f:1:4: error: anchors (`&x`) are not used in scenarios: write the value out\n    a: &x 1\n       ^\n"
        "f:2:4: error: aliases (`*x`) are not used in scenarios: write the value out\n    b: *x\n       ^\n"
        "f:3:4: error: tags (like `!!str`) are not used in scenarios: write the value alone\n    c: !!int 3\n       "
        "^\n"
        "f:4:1: error: merge keys (`<<`) are not used in scenarios: use `extends:` or write the keys out\n    <<: "
        "{q: 1}\n    ^\n"
        "f:6:1: error: the key `k` stands twice: it is already in line 5; remove one\n    \"k\": 3\n    ^\n"
        "f:7:3: error: aliases (`*x`) are not used in scenarios: write the value out\n    ? *x\n      ^\n");
}

static void a_quoted_merge_sign_is_a_key(void **state)
{
    (void)state;
    cb_yaml *tree = parsed("'<<': 1");
    assert_non_null(cb_yaml_get(tree, "<<"));
    cb_yaml_free(tree);
}

static void tabs_are_explained(void **state)
{
    (void)state;
    static const char *const texts[] = {"a:\n\tb: 2\n", "a: 1\n\tb: 2\n", "a:\n  b: 1\n\tc: 2\n"};
    for (size_t i = 0; i < 3; i++) {
        cb_yaml *tree;
        cb_diagnostics *d = complaints_open();
        assert_int_equal(cb_yaml_parse(texts[i], strlen(texts[i]), "f", d, &tree), CB_ERROR_INPUT);
        assert_one_complaint(d, ":1: error: this line begins with a tab: indent with blanks, not tabs\n    \t");
    }
}

static void syntax_is_explained(void **state)
{
    (void)state;
    refused("a: b: c", "f:1:5: error: a `:` is not allowed here: check the indentation, or put quotes around a text "
                       "with a colon\n    a: b: c\n        ^\n");
    refused("b: [1, 2\nc: 3", "f:2:2: error: expected `,` or `]`: the list is not closed (for what began in line 1)\n"
                              "    c: 3\n     ^\n");
    refused("a: %x", "f:1:4: error: this character cannot begin a value: put quotes around a text that begins with %, "
                     "@ or `\n    a: %x\n       ^\n");
    refused("a: 1\nb\nc: 3\n",
            "f:3:1: error: expected `: ` and a value after this key (for what began in line 2)\n    c: 3\n    ^\n");
    refused("? [a]\n: 1", "f:1:3: error: a key must be a word, here it is a list: put quotes around a text that begins "
                          "with `[`\n    ? [a]\n      ^\n");
}

static void one_document(void **state)
{
    (void)state;
    cb_yaml_free(parsed("---\na: 1\n...\n"));
    refused("a: 1\n---\nb: 2\n", "f:2:1: error: a second document begins here: one file is one document\n    ---\n    "
                                 "^\n");
    refused("", "f:1:1: error: the file is empty: expected `key: value` lines\n");
    refused("# nothing\n", "f:1:1: error: the file is empty: expected `key: value` lines\n    # nothing\n    ^\n");
}

static void depth_has_an_end(void **state)
{
    (void)state;
    char text[200];
    memset(text, '[', 64);
    memset(text + 64, ']', 64);
    text[128] = '\0';
    cb_yaml_free(parsed(text));
    memset(text, '[', 199);
    text[199] = '\0';
    cb_yaml *tree;
    cb_diagnostics *d = complaints_open();
    assert_int_equal(cb_yaml_parse(text, 199, "f", d, &tree), CB_ERROR_INPUT);
    assert_one_complaint(d, "f:1:65: error: lists and mappings are nested more than 64 deep\n");
}

static void a_zero_inside_a_text_is_refused(void **state)
{
    (void)state;
    refused("a: \"x\\0y\"", "f:1:4: error: this text contains a NUL (`\\0`): remove it\n    a: \"x\\0y\"\n       ^\n");
}

static void part_of_a_text_keeps_its_columns(void **state)
{
    (void)state;
    static const char text[] = "p\xC3\xA9=[1, x]";
    cb_yaml *tree;
    cb_diagnostics *d = complaints_open();
    assert_int_equal(cb_yaml_parse_part(text, sizeof text - 1, 4, "--set", d, &tree), CB_OK);
    assert_int_equal(tree->items[1]->mark.column, 8);
    cb_diagnose(d, tree->items[1]->mark, "here");
    cb_yaml_free(tree);
    assert_complaints(d, "--set:1:8: error: here\n    p\xC3\xA9=[1, x]\n           ^\n");
}

static void files_are_named_as_the_user_does(void **state)
{
    (void)state;
    char path[WRITTEN_PATH];
    cb_yaml *tree;
    cb_diagnostics *d = complaints_open();
    written("a: caf\xE9\n", 8, path);
    assert_int_equal(cb_yaml_load(path, "mine.yaml", d, &tree), CB_ERROR_INPUT);
    unlink(path);
    assert_int_equal(cb_yaml_load("/nowhere.yaml", "other.yaml", d, &tree), CB_ERROR_INPUT);
    assert_complaints(d, "mine.yaml:1:7: error: the byte 0xE9 is not UTF-8: save the file as UTF-8\n    a: caf?\n"
                         "          ^\n"
                         "other.yaml: error: cannot be read: No such file or directory\n");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_node_has_its_place),
    cmocka_unit_test(carriage_returns_and_chinese_move_no_mark),
    cmocka_unit_test(scalars_stay_text),
    cmocka_unit_test(every_decoration_is_refused_at_once),
    cmocka_unit_test(a_quoted_merge_sign_is_a_key),
    cmocka_unit_test(tabs_are_explained),
    cmocka_unit_test(syntax_is_explained),
    cmocka_unit_test(one_document),
    cmocka_unit_test(depth_has_an_end),
    cmocka_unit_test(a_zero_inside_a_text_is_refused),
    cmocka_unit_test(part_of_a_text_keeps_its_columns),
    cmocka_unit_test(files_are_named_as_the_user_does),
};

CB_SUITE(tests)
