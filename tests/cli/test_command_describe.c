#include "suite.h"

#include "captured.h"
#include "registry.h"
#include "schema.h"

static void test_overview_names_every_process(void **state)
{
    size_t count;
    (void)state;
    captured overview = captured_words("describe"), listed = captured_words("describe", "processes");
    const cb_process *const *processes = cb_registry(&count);
    assert_int_equal(overview.exit_status, 0);
    assert_int_equal(listed.exit_status, 0);
    for (size_t i = 0; i < count; i++) {
        assert_contains(overview.out, processes[i]->name);
        assert_contains(listed.out, processes[i]->name);
    }
    captured_free(overview);
    captured_free(listed);
}

static void assert_described(const char *topic, const char *name)
{
    captured all = captured_words("describe", topic), one = captured_words("describe", name);
    assert_int_equal(all.exit_status, 0);
    assert_int_equal(one.exit_status, 0);
    assert_contains(all.out, name);
    assert_contains(one.out, name);
    captured_free(all);
    captured_free(one);
}

/* Of every process: each declaration under its topic and by its name. */
static void test_every_declaration(void **state)
{
    size_t count;
    (void)state;
    const cb_process *const *processes = cb_registry(&count);
    for (size_t i = 0; i < count; i++) {
        assert_described("processes", processes[i]->name);
        for (const cb_param *param = processes[i]->params; param && param->name; param++)
            assert_described("parameters", param->name);
        for (const cb_table *table = processes[i]->tables; table && table->name; table++)
            assert_described("tables", table->name);
        for (const cb_indicator *indicator = processes[i]->indicators; indicator && indicator->name; indicator++)
            assert_described("indicators", indicator->name);
        for (const cb_field *field = processes[i]->fields; field && field->name; field++)
            assert_described("fields", field->name);
    }
}

static void test_markdown(void **state)
{
    (void)state;
    captured c = captured_words("describe", "--markdown");
    assert_int_equal(c.exit_status, 0);
    assert_int_equal(strncmp(c.out, "# Reference\n", 12), 0);
    assert_contains(c.out, "\n## cohorts\n");
    assert_contains(c.out, "- **`population`**");
    captured_free(c);
}

static void test_every_key_of_a_scenario(void **state)
{
    (void)state;
    captured c = captured_words("describe", "scenario");
    assert_int_equal(c.exit_status, 0);
    for (int section = 0; section < CB_SECTION_COUNT; section++)
        for (const cb_key *key = cb_schema_section((cb_section_id)section)->keys; key->name; key++) {
            assert_contains(c.out, key->name);
            assert_contains(c.out, key->doc);
        }
    assert_contains(c.out, "\nmembers  whole number, 1 to 100000000, default 100\n    number of futures\n");
    assert_contains(c.out, "\nlength  number or distribution, km, 0 to 40000, default 0 km\n");
    captured_free(c);
}

static void test_unknown_name(void **state)
{
    (void)state;
    captured c = captured_words("describe", "migration.out_rat");
    assert_int_equal(c.exit_status, 2);
    assert_string_equal(c.out, "");
    assert_contains(c.err, "nothing is named 'migration.out_rat'; did you mean 'migration.out_rate'?");
    captured_free(c);
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(test_overview_names_every_process),
                                          cmocka_unit_test(test_every_declaration), cmocka_unit_test(test_markdown),
                                          cmocka_unit_test(test_every_key_of_a_scenario),
                                          cmocka_unit_test(test_unknown_name)};
CB_SUITE(tests)
