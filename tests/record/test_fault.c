#include "fault.h"

#include "suite.h"

static void the_message_is_kept_and_the_status_returned(void **state)
{
    cb_fault fault;
    (void)state;
    assert_int_equal(cb_fault_set(&fault, CB_ERROR_IO, "%s: %d of %zu", "file", 3, (size_t)7), CB_ERROR_IO);
    assert_string_equal(fault.text, "file: 3 of 7");
}

static void an_argument_may_be_the_old_message(void **state)
{
    cb_fault fault;
    (void)state;
    assert_int_equal(cb_fault_set(&fault, CB_ERROR_INPUT, "%s", "cause"), CB_ERROR_INPUT);
    assert_int_equal(cb_fault_set(&fault, CB_ERROR_INPUT, "where: %s", fault.text), CB_ERROR_INPUT);
    assert_string_equal(fault.text, "where: cause");
}

static void the_longest_message_is_whole(void **state)
{
    char longest[sizeof((cb_fault *)0)->text];
    cb_fault fault;
    (void)state;
    memset(longest, 'x', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(cb_fault_set(&fault, CB_ERROR_IO, "%s", longest), CB_ERROR_IO);
    assert_string_equal(fault.text, longest);
}

/* Whatever the number of bytes before them, no character is cut in two. */
static void a_longer_message_ends_in_dots_behind_a_whole_character(void **state)
{
    char longer[1024], expected[1024];
    (void)state;
    for (size_t before = 0; before < 4; before++) {
        cb_fault fault;
        memset(longer, 'x', before);
        longer[before] = '\0';
        while (strlen(longer) + 3 < sizeof longer)
            strcat(longer, "市");
        assert_int_equal(cb_fault_set(&fault, CB_ERROR_IO, "%s", longer), CB_ERROR_IO);
        size_t length = strlen(fault.text), whole = (sizeof fault.text - sizeof "..." - before) / 3 * 3 + before;
        snprintf(expected, sizeof expected, "%.*s...", (int)whole, longer);
        assert_int_equal(length, whole + 3);
        assert_string_equal(fault.text, expected);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_message_is_kept_and_the_status_returned),
    cmocka_unit_test(an_argument_may_be_the_old_message),
    cmocka_unit_test(the_longest_message_is_whole),
    cmocka_unit_test(a_longer_message_ends_in_dots_behind_a_whole_character),
};
CB_SUITE(tests)
