#include "suite.h"

#include "captured.h"
#include "progress.h"

static void test_durations(void **state)
{
    static const struct {
        double seconds;
        const char *text;
    } cases[] = {{0.04, "0.0 s"},       {9.94, "9.9 s"},           {9.96, "10 s"},         {59.4, "59 s"},
                 {59.6, "1 min 00 s"},  {3599.0, "59 min 59 s"},   {3599.6, "1 h 00 min"}, {7500.0, "2 h 05 min"},
                 {119.7, "2 min 00 s"}, {360000.0, "100 h 00 min"}};
    char text[CB_DURATION_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cb_duration_text(text, cases[i].seconds);
        assert_string_equal(text, cases[i].text);
    }
}

static void test_silent_where_there_is_no_terminal(void **state)
{
    cb_progress progress;
    (void)state;
    FILE *err = tmpfile();
    int kept = captured_redirect(stderr, err);
    cb_progress_begin(&progress);
    progress.printed -= 3600.0; /* long ago */
    cb_progress_update(&progress, 1, 2);
    cb_progress_end(&progress);
    char *text = captured_restore(stderr, err, kept);
    assert_string_equal(text, "");
    free(text);
}

static void test_line_with_the_time_left(void **state)
{
    cb_progress progress;
    (void)state;
    FILE *err = tmpfile();
    int kept = captured_redirect(stderr, err);
    cb_progress_begin(&progress);
    progress.shown = true;
    progress.begun -= 100.0; /* a quarter took 100 s */
    progress.printed -= 100.0;
    cb_progress_update(&progress, 1, 4);
    cb_progress_update(&progress, 2, 4); /* too soon */
    cb_progress_end(&progress);
    char *text = captured_restore(stderr, err, kept);
    assert_string_equal(text, "\r\033[K1 of 4 blocks, 5 min 00 s left\r\033[K");
    free(text);
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(test_durations),
                                          cmocka_unit_test(test_silent_where_there_is_no_terminal),
                                          cmocka_unit_test(test_line_with_the_time_left)};
CB_SUITE(tests)
