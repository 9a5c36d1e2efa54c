#include "cells.h"
#include "refused.h"

#define SWEDEN "models/scenarios/sweden-1993/scenario.yaml"
#define CANADA "models/scenarios/canada-1950/scenario.yaml"
#define TOWNS  "models/scenarios/four-towns/"

enum { FEMALE, MALE };

/* Fixture V1: Preston, Heuveline & Guillot 2001, Box 6.2; the published table is rounded to persons. */
static void sweden_1993(void **state)
{
    (void)state;
    size_t count;
    double *females = csv_column("fixtures/v01_sweden_1993.csv", "expected_pop_f_1998", &count);
    double *males = csv_column("fixtures/v01_sweden_1993.csv", "expected_pop_m_1998_same_inputs", &count);
    cb_result *result = run_scenario(SWEDEN, NULL);
    cells people = cells_read(result, "cohorts"), births = cells_read(result, "region_births");
    assert_int_equal(count, people.length[2]);
    for (size_t age = 0; age < count; age++) {
        assert_absolute(cells_at(people, 1, 0, age, FEMALE, 0), females[age], 0.5);
        assert_absolute(cells_at(people, 1, 0, age, MALE, 0), males[age], 0.5);
    }
    assert_absolute(cells_at(births, 1, 0, 0), 615988.06378933, 1e-6);
    cells_free(people);
    cells_free(births);
    free(females);
    free(males);
    cb_result_close(result);
}

typedef struct canada_case {
    const char *timing, *males, *females;
    double births, deaths, total;
} canada_case;

/* Fixture V3: UN World Population Prospects 2019 through the reference function of ccmppWPP. */
static void check_canada(const canada_case *c)
{
    size_t count;
    double *males = csv_column("fixtures/v03_canada_1950.csv", c->males, &count);
    double *females = csv_column("fixtures/v03_canada_1950.csv", c->females, &count);
    cb_result *result = run_scenario(CANADA, (const char *const[]){c->timing, NULL});
    cells people = cells_read(result, "cohorts"), births = cells_read(result, "region_births");
    cells deaths = cells_read(result, "region_deaths"), total = cells_read(result, "population");
    assert_int_equal(count, 101);
    for (size_t age = 0; age < count; age++) {
        assert_relative(cells_at(people, 1, 0, age, MALE, 0), males[age], 1e-8);
        assert_relative(cells_at(people, 1, 0, age, FEMALE, 0), females[age], 1e-8);
    }
    assert_absolute(cells_at(births, 1, 0, 0), c->births, 1e-6);
    assert_absolute(cells_at(deaths, 1, 0, 0), c->deaths, 1e-6);
    assert_absolute(cells_at(total, 1, 0, 0), c->total, 1e-6);
    cells_free(people);
    cells_free(births);
    cells_free(deaths);
    cells_free(total);
    free(males);
    free(females);
    cb_result_close(result);
}

static void canada_even(void **state)
{
    (void)state;
    check_canada(&(canada_case){"net_migration.timing=even", "expected_even_m", "expected_even_f", 374053.555077,
                                115198.050371, 14079387.279876});
}

static void canada_end(void **state)
{
    (void)state;
    check_canada(&(canada_case){"net_migration.timing=end", "expected_end_m", "expected_end_f", 372056.305654,
                                114931.774977, 14077656.305847});
}

/* V1 and V3 where there are several places: the fixture beside twice the fixture. */
static void check_both(const char *scenario, const char *const *sets, const char *const *columns, const char *file,
                       double absolute, double relative)
{
    cells people = cells_of(scenario, sets, "cohorts");
    for (size_t sex = 0; sex < 2; sex++) {
        size_t count;
        double *expected = csv_column(file, columns[sex], &count);
        assert_int_equal(count, people.length[2]);
        for (size_t place = 0; place < 2; place++)
            for (size_t age = 0; age < count; age++) {
                double times = (double)(place + 1), number = times * expected[age];
                assert_absolute(cells_at(people, 1, place, age, sex, 0), number, times * absolute + relative * number);
            }
        free(expected);
    }
    cells_free(people);
}

static void sweden_twice(void **state)
{
    (void)state;
    check_both("models/scenarios/sweden-twice/scenario.yaml", NULL,
               (const char *const[]){"expected_pop_f_1998", "expected_pop_m_1998_same_inputs"},
               "fixtures/v01_sweden_1993.csv", 0.5, 0.0);
}

static void canada_twice(void **state)
{
    (void)state;
    check_both("models/scenarios/canada-twice/scenario.yaml", (const char *const[]){"net_migration.timing=even", NULL},
               (const char *const[]){"expected_even_f", "expected_even_m"}, "fixtures/v03_canada_1950.csv", 0.0, 1e-8);
    check_both("models/scenarios/canada-twice/scenario.yaml", (const char *const[]){"net_migration.timing=end", NULL},
               (const char *const[]){"expected_end_f", "expected_end_m"}, "fixtures/v03_canada_1950.csv", 0.0, 1e-8);
}

static void boys_per_girl(void **state)
{
    (void)state;
    cells people = cells_of(
        TOWNS "ageing.yaml",
        (const char *const[]){"fertility.table=births.csv", "fertility.sex_ratio_at_birth=1.2", NULL}, "cohorts");
    for (size_t place = 0; place < people.length[1]; place++)
        for (size_t status = 0; status < people.length[4]; status++)
            assert_relative(cells_at(people, 1, place, 0, MALE, status),
                            1.2 * cells_at(people, 1, place, 0, FEMALE, status), 1e-14);
    cells_free(people);
}

/* ---- level of fertility ------------------------------------------------------------------------------------------ */

/* Births of the step from the end of 2025, before fewer or more children become mothers: `level` where it acts. */
static void a_lever_scales_births(void **state)
{
    (void)state;
    static const char lever[] =
        "levers=[{id: cheap-homes, region: A, parameter: fertility.level, from: 2025, multiply: 1.25, assumed: x}]";
    cells plain = cells_of(TOWNS "scenario.yaml", NULL, "births");
    cells more = cells_of(TOWNS "scenario.yaml", (const char *const[]){lever, NULL}, "births");
    for (size_t place = 0; place < plain.length[1]; place++)
        for (size_t status = 0; status < 2; status++) {
            assert_true(cells_at(more, 1, place, status) == cells_at(plain, 1, place, status));
            assert_relative(cells_at(more, 2, place, status),
                            (place == 0 ? 1.25 : 1.0) * cells_at(plain, 2, place, status), 1e-14);
        }
    cells_free(plain);
    cells_free(more);
}

/* A shock of all places is one factor on the births of a step, another in the next. */
static void a_shock_scales_births(void **state)
{
    (void)state;
    static const char shock[] =
        "shocks=[{id: luck, region: all, parameter: fertility.level, sd: 0.2, persistence: 0.5, assumed: x}]";
    cells plain = cells_of(TOWNS "scenario.yaml", (const char *const[]){"ensemble.design=lhs", NULL}, "births");
    cells luck = cells_of(TOWNS "scenario.yaml", (const char *const[]){"ensemble.design=lhs", shock, NULL}, "births");
    double first = cells_at(luck, 1, 0, 0) / cells_at(plain, 1, 0, 0);
    double second = cells_at(luck, 2, 0, 0) / cells_at(plain, 2, 0, 0);
    assert_true(fabs(first - 1.0) > 1e-3 && fabs(second - first) > 1e-3);
    for (size_t place = 0; place < plain.length[1]; place++)
        for (size_t status = 0; status < 2; status++)
            assert_relative(cells_at(luck, 1, place, status), first * cells_at(plain, 1, place, status), 1e-13);
    cells_free(plain);
    cells_free(luck);
}

/* ---- WPP tables ------------------------------------------------------------------------------------------------- */

#define WPP "models/scenarios/wpp/scenario.yaml"

/* Death rates and age pattern of periods, life expectancy, total fertility and sex ratio of years. Expected numbers:
 * the same step computed with NumPy and SciPy 1.10 (splines, root of the factor on the death rates). */
static void periods_are_centred_and_scaled(void **state)
{
    (void)state;
    cb_result *result = run_scenario(WPP, NULL);
    cells people = cells_read(result, "cohorts"), births = cells_read(result, "region_births");
    static const double survivors[][3] = {{0, 471.2263913102089, 521.643909822669},
                                          {1, 487.9248532361212, 539.1020087771518},
                                          {17, 999.3662118766127, 998.8922499328983},
                                          {62, 982.7815247250234, 963.6492454269493},
                                          {99, 314.6945930409028, 199.14714302431213},
                                          {100, 884.7086609915175, 454.8605745371538}}; /* age, females, males */
    for (size_t i = 0; i < sizeof survivors / sizeof *survivors; i++) {
        size_t age = (size_t)survivors[i][0];
        assert_relative(cells_at(people, 3, 0, age, FEMALE, 0), survivors[i][1], 1e-12);
        assert_relative(cells_at(people, 3, 0, age, MALE, 0), survivors[i][2], 1e-12);
    }
    assert_relative(cells_at(births, 1, 0, 0), 1117.126812739666, 1e-12);
    assert_relative(cells_at(births, 3, 0, 0), 998.1317381304325, 1e-12);
    cells_free(people);
    cells_free(births);
    cb_result_close(result);
}

/* ---- faults ----------------------------------------------------------------------------------------------------- */

static void what_tables_lack_is_named(void **state)
{
    (void)state;
    assert_refused(SWEDEN, ((const char *const[]){"mortality.table=births.csv", NULL}), 2, "survival");
    assert_refused(SWEDEN, ((const char *const[]){"total_fertility.table=../rates/total.csv", NULL}), 2, "fertility");
    assert_refused(SWEDEN, ((const char *const[]){"mortality.table=../canada-1950/survival.csv", NULL}), 2,
                   "age 1 does not begin an age group");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(sweden_1993),
    cmocka_unit_test(canada_even),
    cmocka_unit_test(canada_end),
    cmocka_unit_test(sweden_twice),
    cmocka_unit_test(canada_twice),
    cmocka_unit_test(boys_per_girl),
    cmocka_unit_test(a_lever_scales_births),
    cmocka_unit_test(a_shock_scales_births),
    cmocka_unit_test(periods_are_centred_and_scaled),
    cmocka_unit_test(what_tables_lack_is_named),
};

CB_SUITE(tests)
