#include "overlay.h"

#include "complaints.h"

#define BASE                                                                                                           \
    "{title: A, clock: {start: 2020, end: 2030}, processes: [people, roads], rate: {normal: [1, 2], source: x}, "      \
    "projects: [{id: line, opens: 2025, cost: 1}, {id: road, opens: 2026}], projectors: [], word: w}"

static cb_yaml *patched(const char *base, const char *patch, cb_diagnostics *d, cb_status *status)
{
    cb_yaml *tree = tree_of(base, d), *change = tree_of(patch, d);
    *status = cb_overlay_apply(tree, change, d);
    cb_yaml_free(change);
    return tree;
}

/* `section` of BASE with a patch of it. */
static void assert_patched(const char *section, const char *patch, const char *expected)
{
    cb_status status;
    char text[256];
    cb_diagnostics *d = complaints_open();
    snprintf(text, sizeof text, "{%s: %s}", section, patch);
    cb_yaml *tree = patched(BASE, text, d, &status);
    assert_complaints(d, "");
    assert_int_equal(status, CB_OK);
    const cb_yaml *found = cb_yaml_get(tree, section);
    if (expected)
        assert_tree(found, expected);
    else
        assert_null(found);
    cb_yaml_free(tree);
}

static void refused(const char *patch, const char *part)
{
    cb_status status;
    cb_diagnostics *d = complaints_open();
    cb_yaml_free(patched(BASE, patch, d, &status));
    assert_int_equal(status, CB_ERROR_INPUT);
    assert_one_complaint(d, part);
}

/* ---- patches --------------------------------------------------------------------------------------------------- */

static void scalars_and_lists_are_replaced(void **state)
{
    (void)state;
    assert_patched("title", "B", "B");
    assert_patched("title", "[a]", "[a]");
    assert_patched("title", "{a: b}", "{a: b}");
    assert_patched("processes", "[roads]", "[roads]");
    assert_patched("processes", "{a: b}", "{a: b}");
    assert_patched("projects", "[{id: path}]", "[{id: path}]");
    assert_patched("projects", "[]", "[]");
    assert_patched("clock", "[1]", "[1]");
}

static void sections_are_merged_and_their_values_replaced_whole(void **state)
{
    (void)state;
    assert_patched("clock", "{end: 2035, step: 5 yr}", "{start: 2020, end: 2035, step: 5 yr}");
    assert_patched("rate", "{normal: [3, 4]}", "{normal: [3, 4], source: x}");
    assert_patched("ensemble", "{members: 10}", "{members: 10}");
    assert_patched("clock", "{}", "{start: 2020, end: 2030}");
}

static void records_are_patched_by_their_ids(void **state)
{
    (void)state;
    assert_patched("projects", "{line: {opens: 2024, to: B}}",
                   "[{id: line, opens: 2024, cost: 1, to: B}, {id: road, opens: 2026}]");
    assert_patched("projects", "{road: {opens: {normal: [2026, 1]}}}",
                   "[{id: line, opens: 2025, cost: 1}, {id: road, opens: {normal: [2026, 1]}}]");
}

/* Who builds on a scenario keeps its records without repeating them; an id that is there is no new one. */
static void records_are_added_to_those_that_are_there(void **state)
{
    (void)state;
    assert_patched("projects", "{add: [{id: path, opens: 2030}], road: {opens: 2027}}",
                   "[{id: line, opens: 2025, cost: 1}, {id: road, opens: 2027}, {id: path, opens: 2030}]");
    assert_patched("projectors", "{add: [{id: a}]}", "[{id: a}]");
    assert_patched("levers", "{add: [{id: a}, {id: b}]}", "[{id: a}, {id: b}]");
    refused("{projects: {add: [{id: line}]}}",
            "f:1:19: error: `projects` has a record `line` already: give another id, or change it");
    refused("{projects: {add: {id: path}}}", "records to add are a list: write `projects: {add: [{id: NAME, ...}]}`");
    refused("{projects: {add: [{opens: 2030}]}}", "a record to add has an id");
    refused("{levers: {add: [{id: a}, {id: a}]}}", "`levers` has a record `a` already");
}

static void null_removes(void **state)
{
    (void)state;
    assert_patched("title", "~", NULL);
    assert_patched("projects", "null", NULL);
    assert_patched("title", "'~'", "~");
    assert_patched("clock", "{end: ~}", "{start: 2020}");
    assert_patched("projects", "{line: ~}", "[{id: road, opens: 2026}]");
    assert_patched("projects", "{line: {cost: ~}}", "[{id: line, opens: 2025}, {id: road, opens: 2026}]");
    assert_patched("nothing", "~", NULL);
}

static void a_patch_of_what_is_not_there_is_refused(void **state)
{
    (void)state;
    refused("{projects: {lime: {opens: 2024}}}",
            "f:1:13: error: `projects` has no record `lime` to change, did you mean `line`?");
    refused("{projects: {bridge: ~}}",
            "`projects` has no record `bridge` to change: a mapping changes records or adds them");
    refused("{projectors: {a: {b: c}}}", "`projectors` has no record `a` to change");
    refused("{projects: {line: 2024}}", "f:1:19: error: a record is changed by a mapping of its keys");
    refused("[a]", "expected a mapping of keys to values");
}

static void every_bad_patch_is_told_and_the_others_applied(void **state)
{
    (void)state;
    cb_status status;
    cb_diagnostics *d = complaints_open();
    cb_yaml *tree = patched(BASE, "{projects: {a: ~, line: ~, road: 1}, title: B}", d, &status);
    assert_int_equal(status, CB_ERROR_INPUT);
    assert_int_equal(cb_diagnostics_count(d), 2);
    assert_tree(cb_yaml_get(tree, "title"), "B");
    assert_tree(cb_yaml_get(tree, "projects"), "[{id: road, opens: 2026}]");
    cb_yaml_free(tree);
    cb_diagnostics_free(d);
}

static void a_patch_stays_as_it_was(void **state)
{
    (void)state;
    cb_diagnostics *d = complaints_open();
    cb_yaml *tree = tree_of(BASE, d), *patch = tree_of("{clock: {end: 2035}, extra: {a: [b]}}", d);
    assert_int_equal(cb_overlay_apply(tree, patch, d), CB_OK);
    assert_int_equal(cb_overlay_apply(tree, patch, d), CB_OK);
    cb_yaml_free(tree);
    assert_tree(patch, "{clock: {end: 2035}, extra: {a: [b]}}");
    cb_yaml_free(patch);
    assert_complaints(d, "");
}

/* ---- extends --------------------------------------------------------------------------------------------------- */

static char folder[32];

static void write_file(const char *name, const char *text)
{
    FILE *stream = fopen(name, "w");
    assert_non_null(stream);
    assert_true(fputs(text, stream) >= 0);
    assert_int_equal(fclose(stream), 0);
}

static int open_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/conurb-test-XXXXXX");
    return !mkdtemp(folder) || chdir(folder);
}

static int close_folder(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return chdir("/") || system(command);
}

static void the_innermost_comes_first(void **state)
{
    (void)state;
    cb_yaml *tree;
    cb_diagnostics *d = complaints_open();
    assert_int_equal(system("mkdir below"), 0);
    write_file("top.yaml", "extends: below/middle.yaml\nc: 3\n");
    write_file("below/middle.yaml", "b: 2\nc: 2\nextends: base.yaml\n");
    write_file("below/base.yaml", "a: 1\nb: 1\nc: 1\n");
    assert_int_equal(cb_overlay_load("top.yaml", d, &tree), CB_OK);
    assert_complaints(d, "");
    assert_tree(tree, "{a: 1, b: 2, c: 3}");
    assert_string_equal(cb_yaml_get(tree, "a")->mark.file, "below/base.yaml");
    assert_string_equal(cb_yaml_get(tree, "b")->mark.file, "below/middle.yaml");
    assert_string_equal(cb_yaml_get(tree, "c")->mark.file, "top.yaml");
    cb_yaml_free(tree);
}

static void not_loaded(const char *text, const char *part)
{
    cb_yaml *tree;
    cb_diagnostics *d = complaints_open();
    write_file("top.yaml", text);
    assert_int_equal(cb_overlay_load("top.yaml", d, &tree), CB_ERROR_INPUT);
    assert_null(tree);
    assert_one_complaint(d, part);
}

static void files_that_cannot_be_extended(void **state)
{
    (void)state;
    write_file("list.yaml", "- a\n");
    write_file("word.yaml", "extends: list.yaml\n");
    write_file("circle.yaml", "extends: ./top.yaml\n");
    not_loaded("extends: lost.yaml\n", "top.yaml:1:10: error: cannot read `lost.yaml`: No such file or directory");
    not_loaded("extends: [a, b]\n", "top.yaml:1:10: error: `extends` names one file");
    not_loaded("extends: ''\n", "`extends` names one file, for example `extends: base.yaml`");
    not_loaded("extends: word.yaml\n", "list.yaml:1:1: error: a scenario is a mapping: expected `key: value` lines");
    not_loaded("extends: top.yaml\n", "top.yaml:1:10: error: `top.yaml` extends itself");
    not_loaded("extends: circle.yaml\n", "circle.yaml:1:10: error: `./top.yaml` extends itself");
    not_loaded("- a\n", "top.yaml:1:1: error: a scenario is a mapping");
}

static void chains_have_an_end(void **state)
{
    (void)state;
    char name[32], text[32];
    for (int i = 0; i < 70; i++) {
        snprintf(name, sizeof name, "f%d.yaml", i);
        snprintf(text, sizeof text, "extends: f%d.yaml\n", i + 1);
        write_file(name, text);
    }
    not_loaded("extends: f0.yaml\n", "more than 64 files extend one another");
}

static void the_first_file_must_be_there(void **state)
{
    (void)state;
    cb_yaml *tree;
    cb_diagnostics *d = complaints_open();
    assert_int_equal(cb_overlay_load("lost.yaml", d, &tree), CB_ERROR_INPUT);
    assert_complaints(d, "lost.yaml: error: cannot be read: No such file or directory\n");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(scalars_and_lists_are_replaced),
    cmocka_unit_test(sections_are_merged_and_their_values_replaced_whole),
    cmocka_unit_test(records_are_patched_by_their_ids),
    cmocka_unit_test(records_are_added_to_those_that_are_there),
    cmocka_unit_test(null_removes),
    cmocka_unit_test(a_patch_of_what_is_not_there_is_refused),
    cmocka_unit_test(every_bad_patch_is_told_and_the_others_applied),
    cmocka_unit_test(a_patch_stays_as_it_was),
    cmocka_unit_test_setup_teardown(the_innermost_comes_first, open_folder, close_folder),
    cmocka_unit_test_setup_teardown(files_that_cannot_be_extended, open_folder, close_folder),
    cmocka_unit_test_setup_teardown(chains_have_an_end, open_folder, close_folder),
    cmocka_unit_test_setup_teardown(the_first_file_must_be_there, open_folder, close_folder),
};

CB_SUITE(tests)
