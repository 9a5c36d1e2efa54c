#include "suite.h"

#include <stdlib.h>

#include "scenario_writer.h"

static char *number_text(double value, const char *unit)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    cb_write_number(stream, value, unit);
    assert_int_equal(fclose(stream), 0);
    return text;
}

static void numbers_are_short_and_read_back_as_the_same(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *unit, *text;
    } cases[] = {{0.025, "1/yr", "0.025 1/yr"}, {1.0, "1", "1"},        {0.1 + 0.2, NULL, "0.30000000000000004"},
                 {-3e20, "CNY", "-3e+20 CNY"},  {1.0 / 3.0, "1", NULL}, {5e-324, "1", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = number_text(cases[i].value, cases[i].unit);
        if (cases[i].text)
            assert_string_equal(text, cases[i].text);
        assert_true(strtod(text, NULL) == cases[i].value);
        free(text);
    }
}

/* A node written in one line and parsed again must be the same tree. */
static void assert_round_trip(const char *yaml, const char *written)
{
    cb_diagnostics *diagnostics;
    cb_yaml *tree = NULL;
    char *text = NULL;
    size_t size = 0;
    assert_int_equal(cb_diagnostics_create(&diagnostics), CB_OK);
    assert_int_equal(cb_yaml_parse(yaml, strlen(yaml), "test", diagnostics, &tree), CB_OK);
    cb_writer writer = {.stream = open_memstream(&text, &size)};
    assert_non_null(writer.stream);
    cb_write_node(&writer, NULL, tree);
    assert_int_equal(fclose(writer.stream), 0);
    assert_string_equal(text, written);
    free(text);
    cb_yaml_free(tree);
    cb_diagnostics_free(diagnostics);
}

static void nodes_keep_their_texts(void **state)
{
    (void)state;
    assert_round_trip("{a: [1, two], b: {c: d}}", "{a: [1, two], b: {c: d}}");
    assert_round_trip("[\"14*\", \"\", 'it''s', plain text]", "[\"14*\", \"\", \"it's\", plain text]");
    assert_round_trip("- 'a: b'\n- 'a # b'\n- '[a'\n- \"line\\nbreak\"\n",
                      "[\"a: b\", \"a # b\", \"[a\", \"line\\x0Abreak\"]");
    assert_round_trip("- a, b\n- -5\n- 2.5 %/yr\n", "[\"a, b\", -5, 2.5 %/yr]");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(numbers_are_short_and_read_back_as_the_same),
    cmocka_unit_test(nodes_keep_their_texts),
};

CB_SUITE(tests)
