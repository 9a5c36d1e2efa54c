#include "suite.h"

#include "ledger.h"
#include "small_result.h"

static cb_result *small;
static cb_ledger *ledger;

static int open_ledger(void **state)
{
    cb_fault fault = {{0}};
    (void)state;
    small = small_result_open();
    assert_int_equal(cb_ledger_create(&ledger), CB_OK);
    assert_int_equal(cb_ledger_add(ledger, "small.h5", small, &fault), CB_OK);
    return 0;
}

static int close_ledger(void **state)
{
    (void)state;
    cb_ledger_free(ledger);
    cb_result_close(small);
    return 0;
}

static void test_order(void **state)
{
    static const char *const targets[] = {"share-70", "no-more", "line", "air"};
    (void)state;
    assert_int_equal(ledger->count, SMALL_VARIANTS * SMALL_TARGETS);
    for (size_t i = 0; i < ledger->count; i++) {
        assert_string_equal(ledger->rows[i].variant, i / SMALL_TARGETS ? "fast" : "base");
        assert_string_equal(ledger->rows[i].target, targets[i % SMALL_TARGETS]);
        assert_string_equal(ledger->rows[i].file, "small.h5");
    }
}

/* Members reach 65 .. 74 at the end of 2023: 5 of 10 reach 70. */
static void test_level(void **state)
{
    const cb_ledger_row *row = &ledger->rows[0];
    cb_interval wilson = cb_wilson_interval(5, 10);
    (void)state;
    assert_int_equal(row->status, CB_LEDGER_MODELLED);
    assert_string_equal(row->by, "2023");
    assert_string_equal(row->comparison, "at least");
    assert_string_equal(row->value, "70");
    assert_true(row->members == 10.0 && row->p_met == 0.5);
    assert_true(row->interval.low == wilson.low && row->interval.high == wilson.high);
    assert_relative(row->median, 69.5, 1e-14);
    assert_relative(row->q05, 65.45, 1e-14);
    assert_relative(row->q95, 73.55, 1e-14);
}

/* Nine members have a number at the end of 2022, 90 .. 106: six are at most 100. */
static void test_members_without_a_number_do_not_count(void **state)
{
    const cb_ledger_row *row = &ledger->rows[1];
    (void)state;
    assert_string_equal(row->comparison, "at most");
    assert_true(row->members == 9.0);
    assert_relative(row->p_met, 6.0 / 9.0, 1e-15);
}

/* Of the openings 2022.5, 2022.6, .. three lie before 2022-09-30, though five are open at the end of that year. */
static void test_opening_is_judged_by_its_date(void **state)
{
    const cb_ledger_row *row = &ledger->rows[2];
    (void)state;
    assert_string_equal(row->by, "2022-09-30");
    assert_string_equal(row->comparison, "open by");
    assert_string_equal(row->value, "");
    assert_relative(row->p_met, 0.3, 1e-15);
    assert_true(ledger->rows[SMALL_TARGETS + 2].p_met == 0.0);
}

static void test_not_modelled_has_no_number(void **state)
{
    const cb_ledger_row *row = &ledger->rows[3];
    (void)state;
    assert_int_equal(row->status, CB_LEDGER_NOT_MODELLED);
    assert_string_equal(row->not_modelled, "no process models air");
    assert_string_equal(row->value, "300");
    assert_true(isnan(row->members) && isnan(row->p_met) && isnan(row->interval.low) && isnan(row->interval.high));
    assert_true(isnan(row->median) && isnan(row->q05) && isnan(row->q95));
}

static void test_assumed_and_met_at_start(void **state)
{
    const cb_ledger_row *fast = ledger->rows + SMALL_TARGETS;
    (void)state;
    assert_int_equal(fast[0].status, CB_LEDGER_ASSUMED);
    assert_int_equal(fast[1].status, CB_LEDGER_AT_START);
    assert_true(fast[1].p_met == 1.0);
    assert_int_equal(fast[2].status, CB_LEDGER_ASSUMED);
    assert_int_equal(fast[3].status, CB_LEDGER_NOT_MODELLED);
    assert_true(fast[0].p_met == 0.9);
}

static void test_status_texts(void **state)
{
    (void)state;
    assert_string_equal(cb_ledger_status_text(CB_LEDGER_MODELLED), "modelled");
    assert_string_equal(cb_ledger_status_text(CB_LEDGER_ASSUMED), "assumed inputs");
    assert_string_equal(cb_ledger_status_text(CB_LEDGER_NOT_MODELLED), "not modelled");
    assert_string_equal(cb_ledger_status_text(CB_LEDGER_AT_START), "met at start");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(test_order, open_ledger, close_ledger),
    cmocka_unit_test_setup_teardown(test_level, open_ledger, close_ledger),
    cmocka_unit_test_setup_teardown(test_members_without_a_number_do_not_count, open_ledger, close_ledger),
    cmocka_unit_test_setup_teardown(test_opening_is_judged_by_its_date, open_ledger, close_ledger),
    cmocka_unit_test_setup_teardown(test_not_modelled_has_no_number, open_ledger, close_ledger),
    cmocka_unit_test_setup_teardown(test_assumed_and_met_at_start, open_ledger, close_ledger),
    cmocka_unit_test(test_status_texts),
};
CB_SUITE(tests)
