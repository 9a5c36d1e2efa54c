#include "rogers_castro.h"

#include "suite.h"

static const cb_rogers_castro_schedule fundamental = {
    .a1 = 0.02, .alpha1 = 0.1, .a2 = 0.06, .alpha2 = 0.1, .mu2 = 20, .lambda2 = 0.4, .c = 0.003};

/* Fixture V9: Rogers & Castro 1981; DemoTools. */
static void fundamental_set(void **state)
{
    (void)state;
    static const double expected[][2] = {{0, 0.023},
                                         {10, 0.010357588823428847},
                                         {15, 0.0075237357092419535},
                                         {20, 0.027779472135018794},
                                         {23, 0.03789457466765207},
                                         {25, 0.03642717034936776},
                                         {30, 0.025667910811647685},
                                         {40, 0.011483706233034002},
                                         {65, 0.0036966085660027023}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_relative(cb_rogers_castro(&fundamental, expected[i][0]), expected[i][1], 1e-12);
    double sum = 0.0;
    for (int age = 1; age <= 100; age++)
        sum += cb_rogers_castro(&fundamental, age);
    assert_relative(sum, 1.0338081101722496, 1e-12);
}

static void labour_peak(void **state)
{
    (void)state;
    cb_rogers_castro_schedule labour = fundamental;
    labour.a1 = labour.c = 0.0;
    double peak = 23.465735902799725, at = cb_rogers_castro(&labour, peak);
    assert_true(at > cb_rogers_castro(&labour, peak - 1e-3));
    assert_true(at > cb_rogers_castro(&labour, peak + 1e-3));
}

static void eleven_parameters(void **state)
{
    (void)state;
    static const cb_rogers_castro_schedule schedule = {.a1 = 0.09,
                                                       .alpha1 = 0.1,
                                                       .a2 = 0.2,
                                                       .alpha2 = 0.1,
                                                       .mu2 = 21,
                                                       .lambda2 = 0.39,
                                                       .a3 = 0.001,
                                                       .alpha3 = 1,
                                                       .mu3 = 67,
                                                       .lambda3 = 0.6,
                                                       .c = 0.01};
    static const double expected[][2] = {
        {0, 0.09999999999999999},  {10, 0.04310914970542981},  {21, 0.09459696677705684}, {25, 0.12604303781600126},
        {40, 0.04154403391204817}, {67, 0.012489028628827618}, {75, 0.010953426494375243}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_relative(cb_rogers_castro(&schedule, expected[i][0]), expected[i][1], 1e-12);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(fundamental_set),
    cmocka_unit_test(labour_peak),
    cmocka_unit_test(eleven_parameters),
};

CB_SUITE(tests)
