#include "cells.h"
#include "refused.h"

#define LAND "models/scenarios/settlements/land.yaml"

/* Areas of the places table: A 3000, B 1200, C 800, D 60000 km2. */
enum { A, B, C, D, PLACES };
enum { ALL, WEST }; /* regions; the west is A and C */

static void area_is_that_of_the_places(void **state)
{
    (void)state;
    cb_result *result = run_scenario(LAND, NULL);
    cells area = cells_read(result, "region_land_area");
    for (size_t time = 0; time < area.length[0]; time++) {
        assert_true(cells_at(area, time, WEST) == 3800.0);
        assert_true(cells_at(area, time, ALL) == 65000.0);
    }
    cells_free(area);
    cb_result_close(result);
}

/* Of a region: all its people on all its land, not a mean of densities. */
static void density_is_people_over_area(void **state)
{
    (void)state;
    cb_result *result = run_scenario(LAND, NULL);
    cells density = cells_read(result, "region_density"), population = cells_read(result, "population");
    for (size_t time = 0; time < density.length[0]; time++) {
        double in_a = cells_sum(&population, 2, (size_t[]){time, A});
        double in_c = cells_sum(&population, 2, (size_t[]){time, C});
        double all = cells_sum(&population, 1, (size_t[]){time});
        assert_relative(cells_at(density, time, WEST), (in_a + in_c) / 3800.0, 1e-13);
        assert_relative(cells_at(density, time, ALL), all / 65000.0, 1e-13);
    }
    cells_free(density);
    cells_free(population);
    cb_result_close(result);
}

static void places_without_area_are_named(void **state)
{
    (void)state;
    assert_refused("models/scenarios/two-cities/scenario.yaml",
                   ((const char *const[]){"processes=[migration, cohorts, land]", NULL}), 2, "has no area",
                   "leave land out");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(area_is_that_of_the_places),
    cmocka_unit_test(density_is_people_over_area),
    cmocka_unit_test(places_without_area_are_named),
};

CB_SUITE(tests)
