/* Indicators of single places of a real run: places add up to their region, and ratios are of the place. */
#include "run_scenario.h"

#include "place_indicator.h"

#define TOWNS "../scenarios/three-towns/scenario.yaml"

static double *values_of(cb_result *result, const char *indicator, size_t place)
{
    size_t count = cb_result_dimension(result, "member")->length * cb_result_dimension(result, "time")->length;
    double *values = calloc(count, sizeof *values);
    cb_fault fault = {{0}};
    assert_non_null(values);
    assert_int_equal(cb_place_indicator_check(result, indicator, &fault), CB_OK);
    assert_int_equal(cb_place_indicator_read(result, indicator, 0, place, values, &fault), CB_OK);
    return values;
}

/* Variant 0 of `all`, [member][time]; the region axis is last. */
static double all_at(const double *values, size_t regions, size_t all, size_t i)
{
    return values[i * regions + all];
}

static void places_add_up_to_their_region(void **state)
{
    (void)state;
    cb_result *result = run_scenario(TOWNS, (const char *const[]){"ensemble.members=9", NULL});
    static const char *const indicators[] = {"population", "urban_population"};
    const cb_dimension *regions = cb_result_dimension(result, "region");
    size_t all = cb_dimension_find(regions, "all"), count = 9 * 16;
    for (size_t i = 0; i < 2; i++) {
        char name[64];
        snprintf(name, sizeof name, "region_%s", indicators[i]);
        double *region = result_values(result, name, NULL), *sum = calloc(count, sizeof *sum);
        for (size_t place = 0; place < 3; place++) {
            double *values = values_of(result, indicators[i], place);
            for (size_t v = 0; v < count; v++)
                sum[v] += values[v];
            free(values);
        }
        for (size_t v = 0; v < count; v++) /* each value is rounded to 2^-10 */
            assert_absolute(sum[v], all_at(region, regions->length, all, v), 8 * 0x1p-10);
        free(sum);
        free(region);
    }
    cb_result_close(result);
}

static void a_rate_is_that_of_the_place(void **state)
{
    (void)state;
    cb_result *result = run_scenario(TOWNS, (const char *const[]){"ensemble.members=9", NULL});
    double *rate = values_of(result, "urbanization_rate", 1), *urban = values_of(result, "urban_population", 1);
    double *people = values_of(result, "population", 1);
    for (size_t v = 0; v < 9 * 16; v++)
        assert_true(rate[v] == urban[v] / people[v]);
    free(rate);
    free(urban);
    free(people);
    cb_result_close(result);
}

static void what_was_not_recorded_is_named(void **state)
{
    (void)state;
    cb_fault fault = {{0}};
    cb_result *result = run_scenario(TOWNS, (const char *const[]){"ensemble.members=1", NULL});
    assert_int_equal(cb_place_indicator_check(result, "share_60_plus", &fault), CB_ERROR_USAGE);
    assert_non_null(strstr(fault.text, "--record cohorts"));
    assert_int_equal(cb_place_indicator_check(result, "births", &fault), CB_ERROR_USAGE);
    assert_non_null(strstr(fault.text, "--record births"));
    cb_result_close(result);
    result = run_scenario(TOWNS, (const char *const[]){"ensemble.members=1", "record.variables=[births]", NULL});
    assert_int_equal(cb_place_indicator_check(result, "births", &fault), CB_OK);
    cb_result_close(result);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(places_add_up_to_their_region),
    cmocka_unit_test(a_rate_is_that_of_the_place),
    cmocka_unit_test(what_was_not_recorded_is_named),
};
CB_SUITE(tests)
