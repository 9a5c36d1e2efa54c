#include "captured.h"
#include "cells.h"

#define SHARES "models/scenarios/urban-shares/"

enum { CHINA_2015, CHINA_2018, CHINA_2020, RURAL_PLACE, SHANXI_2024, URBAN_PLACE };
enum { RURAL, URBAN };

typedef struct shares {
    cb_result *result;
    cells population, path;
} shares;

static shares shares_of(const char *scenario, const char *const *sets)
{
    shares s = {.result = run_scenario(scenario, sets)};
    s.population = cells_read(s.result, "population");
    s.path = cells_read(s.result, "urban_share_path");
    return s;
}

static void shares_free(shares s)
{
    cells_free(s.population);
    cells_free(s.path);
    cb_result_close(s.result);
}

/* The realised share; without births, deaths and migration the path must be the same. */
static double share_at(const shares *s, size_t time, size_t place)
{
    double rural = cells_at(s->population, time, place, RURAL), urban = cells_at(s->population, time, place, URBAN);
    double share = urban / (rural + urban);
    assert_relative(cells_at(s->path, time, place), share, 1e-12);
    return share;
}

/* Share of a place after `years` years with a growth difference. */
static double share_after(size_t place, double difference, size_t years)
{
    char set[80];
    snprintf(set, sizeof set, "parameters.urbanization.growth_difference=%.17g 1/yr", difference);
    shares s = shares_of(SHARES "scenario.yaml", (const char *const[]){"parameters.urbanization.form=urgd", set, NULL});
    double share = share_at(&s, years, place);
    shares_free(s);
    return share;
}

static double logit(double u)
{
    return log(u / (1.0 - u));
}

/* Fixture V20: Chen, Zhang & Xu 2015; the scenario's place begins on their curve in 2020. */
static void logistic_of_china(void **state)
{
    (void)state;
    static const double published[] = {57.52, 65.09, 70.53, 74.16};
    shares s = shares_of(SHARES "scenario.yaml", NULL);
    for (size_t i = 0; i < 4; i++) {
        double closed = 0.7999 / (1.0 + exp(-0.05344325 * (2020.0 + 10.0 * (double)i - 2002.41153)));
        assert_absolute(100.0 * share_at(&s, 10 * i, CHINA_2020), published[i], 0.001);
        assert_relative(share_at(&s, 10 * i, CHINA_2020), closed, 1e-12);
    }
    shares_free(s);
}

/* The forms are exact for any length of step: single years meet what six steps of five years give. */
static void steps_of_any_length(void **state)
{
    (void)state;
    static const char *const forms[] = {"parameters.urbanization.form=logistic", "parameters.urbanization.form=urgd",
                                        "parameters.urbanization.form=rate"};
    for (size_t f = 0; f < 3; f++) {
        shares one = shares_of(SHARES "scenario.yaml", (const char *const[]){forms[f], NULL});
        shares five = shares_of(SHARES "scenario.yaml", (const char *const[]){forms[f], "clock.step=5 yr", NULL});
        assert_relative(share_at(&five, 6, CHINA_2020), share_at(&one, 30, CHINA_2020), 1e-12);
        shares_free(one);
        shares_free(five);
    }
}

/* Fixture V21: Shanxi, 62.53 % in 2020 and 66.32 % at the end of 2024. */
static void growth_difference_of_shanxi(void **state)
{
    (void)state;
    double difference = (logit(0.6632) - logit(0.6253)) / 4.0;
    assert_relative(difference, 0.041370373169825836, 1e-12);
    assert_relative(share_after(SHANXI_2024, difference, 6), 0.7162243633712886, 1e-12);
    assert_relative(share_after(SHANXI_2024, difference / 2.0, 6), 0.6903376768422367, 1e-12);
    assert_relative(share_after(SHANXI_2024, 0.02828508982238163, 6), 0.70, 1e-12);
}

/* Fixture V21: a lever takes the difference to zero in 25 years, linearly. */
static void growth_difference_that_fades(void **state)
{
    (void)state;
    shares s = shares_of(SHARES "linear.yaml", NULL);
    assert_relative(share_at(&s, 6, SHANXI_2024), 0.7101315204819674, 1e-12);
    shares_free(s);
}

/* Fixture V22: World Bank shares of China, and what the difference of 2010-2015 forecasts for 2024. */
static void hindcast_of_china(void **state)
{
    (void)state;
    static const struct {
        int from, to;
        double difference;
    } expected[] = {{2005, 2010, 0.04996968421096283},
                    {2010, 2015, 0.06522088691445771},
                    {2015, 2020, 0.05192518836481706},
                    {2020, 2024, 0.026278352977197605}};
    double of_year[2100] = {0};
    size_t count;
    double *years = csv_column("fixtures/v22_china_urban_share.csv", "year", &count);
    double *share = csv_column("fixtures/v22_china_urban_share.csv", "urban_share_pct", &count);
    for (size_t i = 0; i < count; i++)
        of_year[(int)years[i]] = share[i] / 100.0;
    for (size_t i = 0; i < 4; i++)
        assert_relative((logit(of_year[expected[i].to]) - logit(of_year[expected[i].from])) /
                            (expected[i].to - expected[i].from),
                        expected[i].difference, 1e-12);
    assert_relative(100.0 * share_after(CHINA_2015, expected[1].difference, 9), 70.7047979844445, 1e-12);
    free(years);
    free(share);
}

/* Fixture V33: 848.43 million urban and 551.62 million rural people at the end of 2019, 17.06 more and 12.39 fewer than
 * a year before. */
static void accounts_of_china(void **state)
{
    (void)state;
    double before = (848.43 - 17.06) / (1400.05 - 17.06 + 12.39), after = 848.43 / 1400.05;
    assert_relative(before, 0.5958018604251172, 1e-12);
    assert_relative(logit(after) - logit(before), 0.04252521870839937, 1e-12);
    assert_relative(share_after(CHINA_2018, 0.04252521870839937, 1), 0.6059997857219385, 1e-12);
}

static void rate_is_a_hazard_of_rural_people(void **state)
{
    (void)state;
    shares s = shares_of(SHARES "scenario.yaml", (const char *const[]){"parameters.urbanization.form=rate",
                                                                       "parameters.urbanization.rate=2 %/yr", NULL});
    double rural = cells_at(s.population, 0, SHANXI_2024, RURAL);
    assert_relative(cells_at(s.population, 30, SHANXI_2024, RURAL), rural * exp(-0.02 * 30.0), 1e-12);
    cells turned = cells_read(s.result, "rural_to_urban");
    assert_relative(cells_at(turned, 1, SHANXI_2024, URBAN), rural * (1.0 - exp(-0.02)), 1e-12);
    assert_true(cells_at(turned, 1, SHANXI_2024, RURAL) == -cells_at(turned, 1, SHANXI_2024, URBAN));
    cells_free(turned);
    shares_free(s);
}

static void shares_of_zero_and_one_stay(void **state)
{
    (void)state;
    static const char *const forms[] = {"parameters.urbanization.form=logistic", "parameters.urbanization.form=urgd"};
    for (size_t f = 0; f < 2; f++) {
        shares s = shares_of(SHARES "scenario.yaml", (const char *const[]){forms[f], NULL});
        assert_true(share_at(&s, 30, RURAL_PLACE) == 0.0);
        assert_true(cells_at(s.population, 30, URBAN_PLACE, RURAL) == 0.0);
        assert_true(cells_at(s.population, 30, URBAN_PLACE, URBAN) == 1000.0);
        shares_free(s);
    }
}

/* A path below the share calls nobody back to the village: the exit probability is 0. */
static void nobody_returns(void **state)
{
    (void)state;
    shares s =
        shares_of(SHARES "scenario.yaml", (const char *const[]){"parameters.urbanization.saturation=40 %", NULL});
    assert_true(cells_at(s.population, 30, SHANXI_2024, RURAL) == cells_at(s.population, 0, SHANXI_2024, RURAL));
    assert_true(cells_at(s.path, 30, SHANXI_2024) < cells_at(s.path, 0, SHANXI_2024));
    shares_free(s);
}

static void path_of_a_region_is_weighted_by_people(void **state)
{
    (void)state;
    cb_result *result =
        run_scenario(SHARES "scenario.yaml", (const char *const[]){"parameters.urbanization.form=urgd", NULL});
    cells rate = cells_read(result, "region_urbanization_rate"),
          path = cells_read(result, "region_urbanization_rate_path");
    for (size_t time = 0; time < rate.length[0]; time++)
        assert_relative(cells_at(path, time, 0), cells_at(rate, time, 0), 1e-12);
    cells_free(rate);
    cells_free(path);
    cb_result_close(result);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(logistic_of_china),
    cmocka_unit_test(steps_of_any_length),
    cmocka_unit_test(growth_difference_of_shanxi),
    cmocka_unit_test(growth_difference_that_fades),
    cmocka_unit_test(hindcast_of_china),
    cmocka_unit_test(accounts_of_china),
    cmocka_unit_test(rate_is_a_hazard_of_rural_people),
    cmocka_unit_test(shares_of_zero_and_one_stay),
    cmocka_unit_test(nobody_returns),
    cmocka_unit_test(path_of_a_region_is_weighted_by_people),
};

CB_SUITE(tests)
