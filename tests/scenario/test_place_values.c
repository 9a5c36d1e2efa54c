#include "loading.h"

static loading with_values(const char *csv, const char *value)
{
    loading l;
    char yaml[512];
    loading_open(&l);
    loading_write("rates.csv", csv);
    snprintf(yaml, sizeof yaml, USUAL "parameters:\n  moving.rate: %s\n", value);
    loading_write("scenario.yaml", yaml);
    loading_read(&l, "scenario.yaml", (cb_scenario_options){0});
    return l;
}

static void assert_values(const char *csv, const char *value, const char *text)
{
    loading l = with_values(csv, value);
    assert_int_equal(l.status, CB_ERROR_INPUT);
    if (!strstr(l.complaints, text) || loading_errors(&l) != 1)
        fail_msg("expected one error with \"%s\", not:\n%s", text, l.complaints);
    loading_close(&l);
}

static void values_follow_the_places(void **state)
{
    (void)state;
    loading l = with_values("rate,place\n0.02,B\n0.03,C\n0.01,A\n", "{table: rates.csv, column: rate, source: s}");
    assert_string_equal(l.complaints, "");
    const cb_variant *base = &l.scenario->variants[0];
    const cb_value *value = &base->parameters[cb_variant_parameter(base, "moving.rate")].value;
    assert_true(value->given);
    assert_true(value->by_place[0] == 0.01 && value->by_place[1] == 0.02 && value->by_place[2] == 0.03);
    assert_string_equal(value->source, "s");
    loading_close(&l);
}

static void a_column_may_have_its_own_unit(void **state)
{
    (void)state;
    loading l = with_values("place,rate\nA,1\nB,2\nC,3\n", "{table: rates.csv, column: rate, unit: \"%/yr\"}");
    assert_string_equal(l.complaints, "");
    const cb_variant *base = &l.scenario->variants[0];
    const double *values = base->parameters[cb_variant_parameter(base, "moving.rate")].value.by_place;
    assert_relative(values[2], 0.03, 1e-15);
    loading_close(&l);
}

static void what_is_wrong_is_said_at_the_cell(void **state)
{
    (void)state;
    static const char value[] = "{table: rates.csv, column: rate}";
    assert_values("place,rate\nA,1\nB,0.2\n", value, "has no row for the place `C`");
    assert_values("place,rate\nA,1\nB,0.2\nD,0\nC,0\n", value, "rates.csv:4:1: error: there is no place `D`");
    assert_values("place,rate\nA,1\nB,2\nC,0\n", value,
                  "rates.csv:3:3: error: rate is 2 1/yr, but must be from 0 to 1");
    assert_values("place,rate\nA,1\nB,x\nC,0\n", value, "rates.csv:3:3: error: `x` is not a number");
    assert_values("place,rate\nA,1\nB,0\nC,0\nA,0\n", value, "rates.csv:5:1: error: the place `A` has two rows");
    assert_values("place,rates\nA,1\n", value, "has no column `rate`; did you mean `rates`?");
    assert_values("id,rate\nA,1\n", value, "has no column `place`; its columns are: id, rate");
    assert_values("place,rate\nA,1\n", "{table: rates.csv, column: rate, unit: km}",
                  "`km` is not a unit that can "
                  "stand for 1/yr");
    assert_values("place,rate\nA,1\n", "{table: rates.csv}", "a value by place needs the key `column`");
    assert_values("place,rate\nA,1\n", "{table: rates.csv, colum: rate, column: rate}", "did you mean `column`?");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(values_follow_the_places),
    cmocka_unit_test(a_column_may_have_its_own_unit),
    cmocka_unit_test(what_is_wrong_is_said_at_the_cell),
};

CB_SUITE(tests)
