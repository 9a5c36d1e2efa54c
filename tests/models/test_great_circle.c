#include "great_circle.h"

#include "suite.h"

static void known_distances(void **state)
{
    (void)state;
    double quarter = CB_EARTH_RADIUS * 3.14159265358979323846 / 2.0;
    assert_relative(cb_great_circle(0, 0, 90, 0), quarter, 1e-15);
    assert_relative(cb_great_circle(0, -90, 77, 90), 2.0 * quarter, 1e-15);
    assert_relative(cb_great_circle(112.5, 37.9, 112.5, 38.9), quarter / 90.0, 1e-12);
    assert_true(cb_great_circle(112.5, 37.9, 112.5, 37.9) == 0.0);
    /* The day border is no border. */
    assert_relative(cb_great_circle(179.5, 0, -179.5, 0), quarter / 90.0, 1e-12);
}

/* By the spherical law of cosines, far enough apart for it. */
static void law_of_cosines(void **state)
{
    (void)state;
    const double radian = 3.14159265358979323846 / 180.0;
    double a = 39.9042 * radian, b = 31.2304 * radian, across = (121.4737 - 116.4074) * radian;
    double expected = CB_EARTH_RADIUS * acos(sin(a) * sin(b) + cos(a) * cos(b) * cos(across));
    assert_relative(cb_great_circle(116.4074, 39.9042, 121.4737, 31.2304), expected, 1e-12);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(known_distances),
    cmocka_unit_test(law_of_cosines),
};

CB_SUITE(tests)
