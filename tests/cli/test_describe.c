#include "suite.h"

#include "captured.h"
#include "describe.h"
#include "printed.h"

static const cb_field fields[] = {
    {.name = "herd",
     .unit = "sheep",
     .long_name = "sheep",
     .axes = "place age",
     .kind = CB_STATE,
     .min = 0.0,
     .max = INFINITY,
     .balance = "+lambs -wolves",
     .initial = "herds.count",
     .record = "cohorts"},
    {.name = "grass", .unit = "1", .long_name = "grass left", .axes = "place", .kind = CB_SCRATCH},
    {.name = "lambs", .unit = "sheep", .long_name = "born", .axes = "place age", .kind = CB_FLOW},
    {0}};
static const cb_param params[] = {
    {.name = "herding.rate", .unit = "1/yr", .doc = "how fast", .source = "Shepherd 1999", .value = 0.25, .max = 2.0},
    {.name = "herding.size", .unit = "1", .doc = "how big", .value = 3.0, .kind = CB_PARAM_FIXED},
    {.name = "herding.way", .doc = "how", .choices = "slow fast", .kind = CB_PARAM_CHOICE},
    {.name = "herding.classes", .unit = "yr", .doc = "whom", .list = "0 2 5", .kind = CB_PARAM_LIST},
    {0}};
static const cb_column columns[] = {{.name = "place", .kind = CB_COLUMN_PLACE},
                                    {.name = "year", .kind = CB_COLUMN_YEAR, .optional = true},
                                    {.name = "count", .unit = "sheep", .doc = "counted", .max = 1e6},
                                    {0}};
static const cb_table tables[] = {{.name = "herds", .doc = "who has what", .columns = columns, .required = true}, {0}};
static const cb_indicator indicators[] = {
    {.name = "old_sheep", .unit = "sheep", .doc = "old ones", .reduction = CB_SUM, .field = "herd", .where = "age>=5"},
    {.name = "density",
     .unit = "1",
     .doc = "per grass",
     .reduction = CB_RATIO,
     .numerator = "herd",
     .denominator = "grass"},
    {0}};
static const cb_use uses[] = {{"grass", CB_READ}, {"herd", CB_WRITE}, {"lambs", CB_WRITE}, {0}};
static const cb_process process = {.name = "herding",
                                   .doc = "moves sheep",
                                   .reference = "Shepherd 1999",
                                   .needs = "dogs",
                                   .statuses = "black white",
                                   .fields = fields,
                                   .params = params,
                                   .tables = tables,
                                   .indicators = indicators,
                                   .uses = uses};

static void test_everything_declared_is_said(void **state)
{
    static const char *const expected[] = {
        "herding\n-------\nmoves sheep\n",
        "After: Shepherd 1999\n",
        "Needs: the process dogs, and two statuses or more, among them black white\n",
        "Reads: grass\n",
        "Writes: herd, lambs\n",
        "herding.rate  1/yr, 0 to 2, default 0.25; number, distribution or by place\n    how fast\n"
        "    default from: Shepherd 1999\n",
        "herding.size  dimensionless, default 3; one number",
        "herding.way  one of: slow fast (the first by default)",
        "herding.classes  yr, default [0 2 5]; ascending numbers",
        "herds  `herds: {table: FILE.csv}`, required\n    who has what\n    place: key: place id\n"
        "    year: key: calendar year, or period like 2020-2025 from mid-year to mid-year, optional\n"
        "    count: sheep, 0 to 1000000; counted\n",
        "old_sheep  sheep; sum of herd where age>=5\n    old ones\n",
        "density  dimensionless; herd over grass\n",
        "herd  state by place age, sheep, at least 0\n    sheep\n    starts from: herds.count\n"
        "    every change is explained by: +lambs -wolves\n    recorded: by its name or as one of `cohorts`\n",
        "grass  scratch by place, dimensionless\n    grass left\n",
        "lambs  flow by place age, sheep\n    born\n    recorded: by its name\n"};
    printed p;
    (void)state;
    cb_sheet sheet = {.stream = printed_open(&p)};
    cb_describe_process(&sheet, &process);
    printed_close(&p);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_contains(p.text, expected[i]);
    assert_true(printed_width(p.text) <= 100);
    free(p.text);
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(test_everything_declared_is_said)};
CB_SUITE(tests)
