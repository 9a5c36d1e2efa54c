#include "suite.h"

#include "status.h"

static void every_code_has_a_text_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < CB_STATUS_COUNT; i++) {
        const char *text = cb_status_text((cb_status)i);
        assert_non_null(text);
        assert_true(strlen(text) > 3);
        assert_string_not_equal(text, "unknown status");
        for (int j = 0; j < i; j++)
            assert_string_not_equal(text, cb_status_text((cb_status)j));
    }
}

static void exit_statuses_follow_the_command_line_rule(void **state)
{
    (void)state;
    assert_int_equal(cb_status_exit(CB_OK), 0);
    assert_int_equal(cb_status_exit(CB_ERROR_MEMORY), 1);
    assert_int_equal(cb_status_exit(CB_ERROR_IO), 1);
    assert_int_equal(cb_status_exit(CB_ERROR_NUMBERS), 1);
    assert_int_equal(cb_status_exit(CB_ERROR_INPUT), 2);
    assert_int_equal(cb_status_exit(CB_ERROR_USAGE), 2);
}

static void every_failure_ends_with_failure(void **state)
{
    (void)state;
    for (int i = 1; i < CB_STATUS_COUNT; i++)
        assert_in_range(cb_status_exit((cb_status)i), 1, 2);
}

static void a_code_outside_the_list_is_a_failure(void **state)
{
    (void)state;
    assert_string_equal(cb_status_text((cb_status)CB_STATUS_COUNT), "unknown status");
    assert_string_equal(cb_status_text((cb_status)-1), "unknown status");
    assert_int_equal(cb_status_exit((cb_status)CB_STATUS_COUNT), 1);
    assert_int_equal(cb_status_exit((cb_status)-1), 1);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_code_has_a_text_of_its_own),
    cmocka_unit_test(exit_statuses_follow_the_command_line_rule),
    cmocka_unit_test(every_failure_ends_with_failure),
    cmocka_unit_test(a_code_outside_the_list_is_a_failure),
};
CB_SUITE(tests)
