/* What every test file includes: cmocka, doubles compared by relative error, and a main that runs one case by name. */
#ifndef CB_SUITE_H
#define CB_SUITE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* |actual - expected| <= tolerance * max(1, |expected|) is too lax for small numbers: relative only, or absolute. */
#define assert_relative(actual, expected, tolerance) assert_close_(actual, expected, 0.0, tolerance, __FILE__, __LINE__)
#define assert_absolute(actual, expected, tolerance) assert_close_(actual, expected, tolerance, 0.0, __FILE__, __LINE__)

static inline void assert_close_(double actual, double expected, double absolute, double relative, const char *file,
                                 int line)
{
    if (fabs(actual - expected) <= absolute + relative * fabs(expected))
        return;
    print_error("%.17g is not %.17g (off by %g)\n", actual, expected, actual - expected);
    _fail(file, line);
}

/* int main: all cases, or those whose name matches argv[1]; a name that matches none is a failure. */
#define CB_SUITE(cases)                                                                                                \
    int main(int argc, char **argv)                                                                                    \
    {                                                                                                                  \
        if (argc > 1) {                                                                                                \
            size_t found = 0;                                                                                          \
            for (size_t i = 0; i < sizeof(cases) / sizeof *(cases); i++)                                               \
                found += !strcmp((cases)[i].name, argv[1]);                                                            \
            if (!found) {                                                                                              \
                fprintf(stderr, "no test named %s\n", argv[1]);                                                        \
                return 2;                                                                                              \
            }                                                                                                          \
            cmocka_set_test_filter(argv[1]);                                                                           \
        }                                                                                                              \
        return cmocka_run_group_tests(cases, NULL, NULL);                                                              \
    }

#endif
