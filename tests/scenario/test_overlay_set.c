#include "complaints.h"
#include "overlay.h"

#define BASE                                                                                                           \
    "{title: A, ensemble: {members: 10}, parameters: {moving.rate: 1}, "                                               \
    "projects: [{id: line, opens: 2025}, {id: line.east, opens: 2026}], processes: [a, b]}"

static void assert_set(const char *assignment, const char *section, const char *expected)
{
    cb_diagnostics *d = complaints_open();
    cb_yaml *tree = tree_of(BASE, d);
    cb_status status = cb_overlay_set(tree, assignment, d);
    assert_complaints(d, "");
    assert_int_equal(status, CB_OK);
    if (expected)
        assert_tree(cb_yaml_get(tree, section), expected);
    else
        assert_null(cb_yaml_get(tree, section));
    cb_yaml_free(tree);
}

static void refused(const char *assignment, const char *expected)
{
    cb_diagnostics *d = complaints_open();
    cb_yaml *tree = tree_of(BASE, d);
    assert_int_equal(cb_overlay_set(tree, assignment, d), CB_ERROR_INPUT);
    cb_yaml_free(tree);
    assert_one_complaint(d, expected);
}

static void keys_and_sections(void **state)
{
    (void)state;
    assert_set("title=B", "title", "B");
    assert_set("title= B", "title", "B");
    assert_set("title=a=b", "title", "a=b");
    assert_set("ensemble.members=100", "ensemble", "{members: 100}");
    assert_set("ensemble.design=central", "ensemble", "{members: 10, design: central}");
    assert_set("record.exact=yes", "record", "{exact: yes}");
    assert_set("processes=[a]", "processes", "[a]");
    assert_set("title=~", "title", NULL);
    assert_set("ensemble.members=~", "ensemble", "{}");
}

static void the_rest_of_the_path_of_a_parameter_is_one_key(void **state)
{
    (void)state;
    assert_set("parameters.moving.rate=2 %/yr", "parameters", "{moving.rate: 2 %/yr}");
    assert_set("parameters.moving.decay={normal: [1, 2]}", "parameters",
               "{moving.rate: 1, moving.decay: {normal: [1, 2]}}");
}

static void records_are_found_by_the_longest_id(void **state)
{
    (void)state;
    assert_set("projects.line.opens=2024", "projects", "[{id: line, opens: 2024}, {id: line.east, opens: 2026}]");
    assert_set("projects.line.east.opens=2024", "projects", "[{id: line, opens: 2025}, {id: line.east, opens: 2024}]");
    assert_set("projects.line=~", "projects", "[{id: line.east, opens: 2026}]");
    assert_set("projects.line.east={opens: 2030, cost: 1}", "projects",
               "[{id: line, opens: 2025}, {id: line.east, opens: 2030, cost: 1}]");
    refused("projects.lime.opens=2024", "`projects` has no record `lime` to change, did you mean `line`?");
    refused("projects.line=2024", "--set projects.line=2024:1:15: error: a record is changed by a mapping");
}

static void marks_are_of_the_command_line(void **state)
{
    (void)state;
    cb_diagnostics *d = complaints_open();
    cb_yaml *tree = tree_of(BASE, d);
    assert_int_equal(cb_overlay_set(tree, "ensemble.members=many", d), CB_OK);
    const cb_yaml *members = cb_yaml_get(cb_yaml_get(tree, "ensemble"), "members");
    assert_string_equal(members->mark.file, "--set ensemble.members=many");
    assert_int_equal(members->mark.line, 1);
    assert_int_equal(members->mark.column, 18);
    cb_diagnose(d, members->mark, "no");
    cb_yaml_free(tree);
    assert_complaints(
        d, "--set ensemble.members=many:1:18: error: no\n    ensemble.members=many\n                     ^\n");
}

static void keys_have_marks_of_their_own(void **state)
{
    (void)state;
    cb_diagnostics *d = complaints_open();
    cb_yaml *tree = tree_of(BASE, d);
    assert_int_equal(cb_overlay_set(tree, "projects.line.\xC3\xA9=1", d), CB_OK);
    assert_int_equal(cb_overlay_set(tree, "parameters.moving.decay=1", d), CB_OK);
    const cb_yaml *line = cb_yaml_get(tree, "projects")->items[0], *parameters = cb_yaml_get(tree, "parameters");
    assert_int_equal(cb_yaml_key_mark(line, "\xC3\xA9").column, 15);
    assert_int_equal(cb_yaml_get(line, "\xC3\xA9")->mark.column, 17);
    assert_int_equal(cb_yaml_key_mark(parameters, "moving.decay").column, 12);
    assert_string_equal(cb_yaml_key_mark(parameters, "moving.decay").file, "--set parameters.moving.decay=1");
    cb_yaml_free(tree);
    cb_diagnostics_free(d);
}

static void a_long_value_is_not_in_the_name(void **state)
{
    (void)state;
    char text[256] = "title=";
    memset(text + 6, 'a', 200);
    cb_diagnostics *d = complaints_open();
    cb_yaml *tree = tree_of(BASE, d);
    assert_int_equal(cb_overlay_set(tree, text, d), CB_OK);
    assert_string_equal(cb_yaml_get(tree, "title")->mark.file, "--set title=...");
    assert_true(cb_overlay_names_set(cb_yaml_get(tree, "title")->mark.file));
    assert_false(cb_overlay_names_set("f"));
    cb_yaml_free(tree);
    cb_diagnostics_free(d);
}

static void what_is_no_assignment_is_refused(void **state)
{
    (void)state;
    static const char *const incomplete[] = {"=1", ".a=1", "a.=1", "a..b=1", "a b=1", "a\tb=1"};
    refused("title",
            "--set title:1:1: error: there is no `=`: expected key=value, for example `ensemble.members=100` or "
            "`parameters.migration.out_rate=2 %/yr`\n    title\n    ^\n");
    refused("", "there is no `=`");
    refused("title=", "there is no value after `=`");
    for (size_t i = 0; i < sizeof incomplete / sizeof *incomplete; i++)
        refused(incomplete[i], "the key before `=` is not complete");
}

static void values_are_yaml(void **state)
{
    (void)state;
    refused("title=[a", "the list is not closed");
    refused("title=&x a", "--set title=&x a:1:7: error: ");
    refused("title=\xff", "--set title=\xff:1:7: error: the byte 0xFF is not UTF-8");
    refused("title=a\nb: c", "--set title=a b: c:");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(keys_and_sections),
    cmocka_unit_test(the_rest_of_the_path_of_a_parameter_is_one_key),
    cmocka_unit_test(records_are_found_by_the_longest_id),
    cmocka_unit_test(marks_are_of_the_command_line),
    cmocka_unit_test(keys_have_marks_of_their_own),
    cmocka_unit_test(a_long_value_is_not_in_the_name),
    cmocka_unit_test(what_is_no_assignment_is_refused),
    cmocka_unit_test(values_are_yaml),
};

CB_SUITE(tests)
