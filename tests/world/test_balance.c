#include "balance.h"

#include "small_world.h"

/* ---- a process that books what the test tells it ----------------------------------------------------------------- */

static void book(const small_world *w, const char *field, size_t place, size_t cell, double value);

static struct {
    small_world *world;
    void (*act)(small_world *w);
} now;

static cb_status ledger_step(cb_block *block, const void *plan)
{
    (void)block;
    (void)plan;
    now.act(now.world);
    return CB_OK;
}

static const cb_field ledger_fields[] = {
    {.name = "stock",
     .unit = "person",
     .axes = "place status",
     .kind = CB_STATE,
     .min = 0.0,
     .max = 1e12,
     .balance = "+gain -loss",
     .initial = "population.persons"},
    {.name = "gain", .unit = "person", .axes = "place status", .kind = CB_FLOW},
    {.name = "loss", .unit = "person", .axes = "place status", .kind = CB_FLOW},
    {.name = "cells", .unit = "person", .axes = "place age status", .kind = CB_STATE, .initial = "population.persons"},
    {.name = "smallest", .unit = "person", .axes = "place", .kind = CB_FLOW, .max = INFINITY},
    {.name = "level", .unit = "1", .axes = "place", .kind = CB_STATE, .min = -1.0, .max = 1.0},
    {.name = "free", .unit = "1", .kind = CB_STATE},
    {.name = "thought", .unit = "1", .axes = "place", .kind = CB_SCRATCH, .min = 0.0, .max = 1.0},
    {0}};
static const cb_process ledger = {
    .name = "ledger", .doc = "books", .reference = "none", .fields = ledger_fields, .step = ledger_step};

/* Adds to a cell in every lane. */
static void book(const small_world *w, const char *field, size_t place, size_t cell, double value)
{
    for (size_t lane = 0; lane < w->block->lanes; lane++)
        *small_world_at(w, field, place, cell, lane) += value;
}

static small_world ledger_world(void)
{
    small_world w = small_world_of(USUAL "ensemble: {members: 16}\n", &ledger);
    assert_int_equal(small_world_begin(&w, 8, 8), CB_OK);
    return w;
}

static cb_status step(small_world *w, void (*act)(small_world *w))
{
    now.world = w;
    now.act = act;
    return cb_block_step(w->block);
}

static void assert_stopped(void (*act)(small_world *w), const char *text)
{
    small_world w = ledger_world();
    assert_int_equal(step(&w, act), CB_ERROR_NUMBERS);
    if (!strstr(w.block->failure, text))
        fail_msg("\"%s\" is not in \"%s\"", text, w.block->failure);
    small_world_close(&w);
}

static void assert_passes(void (*act)(small_world *w))
{
    small_world w = ledger_world();
    if (step(&w, act))
        fail_msg("%s", w.block->failure);
    small_world_close(&w);
}

/* ---- balance ----------------------------------------------------------------------------------------------------- */

static void book_well(small_world *w)
{
    for (size_t cell = 0; cell < 6; cell++) {
        double gain = 0.1 * (double)(cell + 1), loss = 0.07;
        book(w, "gain", cell / 2, cell % 2, gain);
        book(w, "loss", cell / 2, cell % 2, loss);
        book(w, "stock", cell / 2, cell % 2, gain - loss);
    }
}

static void idle(small_world *w)
{
    (void)w;
}

static void what_is_booked_well_passes_every_year(void **state)
{
    (void)state;
    small_world w = ledger_world();
    assert_int_equal(step(&w, idle), CB_OK);
    for (size_t lane = 0; lane < 8; lane++)
        assert_true(w.block->residual[lane] == 0.0);
    for (int year = 0; year < 9; year++)
        assert_int_equal(step(&w, book_well), CB_OK);
    for (size_t lane = 0; lane < 8; lane++)
        assert_true(w.block->residual[lane] < 1e-14);
    small_world_close(&w);
}

/* Rural people of A, 21, and urban ones of C, 121. */
static void lose_rural_of_a(small_world *w)
{
    book(w, "stock", 0, 0, -1.0);
}

static void gain_twice_in_c(small_world *w)
{
    book(w, "gain", 2, 1, 5.0);
    book(w, "stock", 2, 1, 10.0);
}

static void take_a_loss_for_a_gain(small_world *w)
{
    book(w, "loss", 1, 0, 2.0);
    book(w, "stock", 1, 0, 2.0);
}

/* Rightly booked in sum, but under the other status and the other place. */
static void book_at_the_wrong_status(small_world *w)
{
    book(w, "gain", 1, 0, 3.0);
    book(w, "stock", 1, 1, 3.0);
}

static void book_at_the_wrong_place(small_world *w)
{
    book(w, "gain", 0, 1, 3.0);
    book(w, "stock", 1, 1, 3.0);
}

static void what_is_booked_wrongly_is_found_where_it_is(void **state)
{
    (void)state;
    static const char text[] = ": its accounts, +gain -loss, do not explain its change";
    char where[128];
    static const struct {
        void (*act)(small_world *w);
        const char *place, *status;
    } wrong[] = {{lose_rural_of_a, "A", "rural"},
                 {gain_twice_in_c, "C", "urban"},
                 {take_a_loss_for_a_gain, "B", "rural"},
                 {book_at_the_wrong_status, "B", "rural"},
                 {book_at_the_wrong_place, "A", "urban"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        snprintf(where, sizeof where, "stock (place %s, status %s, member 0, end of 2021)%s", wrong[i].place,
                 wrong[i].status, text);
        assert_stopped(wrong[i].act, where);
    }
}

static double off; /* what is not booked of the 121 urban people of C */

static void lose_a_little(small_world *w)
{
    book(w, "stock", 2, 1, off * 121.0);
}

/* 1e-9 relative to the stock: rounding stays far below, and no person of a billion may vanish. */
static void the_border_is_a_billionth_of_the_stock(void **state)
{
    (void)state;
    small_world w = ledger_world();
    off = 0.9e-9;
    assert_int_equal(step(&w, lose_a_little), CB_OK);
    assert_relative(w.block->residual[3], 0.9e-9, 1e-4);
    assert_int_equal(step(&w, idle), CB_OK);
    assert_relative(w.block->residual[3], 0.9e-9, 1e-4); /* the largest so far is kept */
    off = -1.1e-9;
    assert_int_equal(step(&w, lose_a_little), CB_ERROR_NUMBERS);
    assert_non_null(strstr(w.block->failure, "end of 2023"));
    small_world_close(&w);
}

/* A large account is rounded more than the small stock it leaves: the residual is relative to the largest number. */
static void circulate(small_world *w)
{
    book(w, "gain", 0, 0, 1e11 + 1e-5);
    book(w, "loss", 0, 0, 1e11);
    book(w, "stock", 0, 0, 3e-5);
}

static void rounding_of_large_accounts_is_no_loss(void **state)
{
    (void)state;
    assert_passes(circulate);
}

static void lose_in_member_5(small_world *w)
{
    *small_world_at(w, "stock", 1, 1, 5) -= 4.0;
}

static void shift_member_2(small_world *w)
{
    *small_world_at(w, "stock", 1, 1, 2) += 81e-10;
}

static void every_member_is_checked_by_itself(void **state)
{
    (void)state;
    assert_stopped(lose_in_member_5, "stock (place B, status urban, member 5, end of 2021): its accounts");
    small_world w = ledger_world();
    assert_int_equal(step(&w, shift_member_2), CB_OK);
    for (size_t lane = 0; lane < 8; lane++)
        assert_int_equal(w.block->residual[lane] > 5e-11, lane == 2);
    assert_int_equal(small_world_begin(&w, 8, 8), CB_OK);
    assert_true(w.block->residual[2] == 0.0);
    small_world_close(&w);
}

/* ---- bounds and NaN ---------------------------------------------------------------------------------------------- */

#define ACT(name, field, place, cell, value)                                                                           \
    static void name(small_world *w)                                                                                   \
    {                                                                                                                  \
        book(w, field, place, cell, value);                                                                            \
    }
ACT(lose_the_level, "level", 1, 0, NAN)
ACT(overflow_free, "free", 0, 0, INFINITY)
ACT(rise_above, "level", 2, 0, 1.0 + 1e-15)
ACT(fall_below, "level", 0, 0, -1.5)
ACT(rise_to_the_border, "level", 0, 0, 1.0)
ACT(fall_to_the_border, "level", 0, 0, -1.0)
ACT(go_far, "free", 0, 0, -1e300)
ACT(think_freely, "thought", 0, 0, NAN)
ACT(book_nan, "gain", 1, 0, NAN)

static void sink(small_world *w)
{
    book(w, "loss", 0, 0, 30.0);
    book(w, "stock", 0, 0, -30.0);
}

static void lose_the_stock(small_world *w)
{
    book(w, "loss", 2, 0, NAN);
    book(w, "stock", 2, 0, NAN);
}

static void a_number_that_is_lost_stops_the_run(void **state)
{
    (void)state;
    assert_stopped(lose_the_level, "level (place B, member 0, end of 2021) is not a number");
    assert_stopped(overflow_free, "free (member 0, end of 2021) is infinite");
    assert_stopped(book_nan, "gain (place B, status rural, member 0, end of 2021) is not a number");
    assert_stopped(lose_the_stock, "stock (place C, status rural, member 0, end of 2021) is not a number");
}

static void a_number_outside_its_bounds_stops_the_run(void **state)
{
    (void)state;
    assert_stopped(rise_above, "level (place C, member 0, end of 2021) is 1.0000000000000011: outside its bounds, -1 "
                               "to 1");
    assert_stopped(fall_below, "level (place A, member 0, end of 2021) is -1.5: outside its bounds, -1 to 1");
    assert_stopped(sink, "stock (place A, status rural, member 0, end of 2021) is -9: outside its bounds, 0 to 1e+12");
    assert_passes(rise_to_the_border);
    assert_passes(fall_to_the_border);
}

static void a_field_without_bounds_and_scratch_may_be_anything(void **state)
{
    (void)state;
    assert_passes(go_far);
    assert_passes(think_freely);
}

static void a_year_later(small_world *w)
{
    if (cb_block_step_index(w->block) == 3)
        book(w, "level", 1, 0, 2.0);
}

static void the_year_is_the_one_whose_end_is_reached(void **state)
{
    (void)state;
    small_world w = ledger_world();
    for (int year = 0; year < 3; year++)
        assert_int_equal(step(&w, a_year_later), CB_OK);
    assert_int_equal(step(&w, a_year_later), CB_ERROR_NUMBERS);
    assert_non_null(strstr(w.block->failure, "level (place B, member 0, end of 2024)"));
    small_world_close(&w);
}

/* ---- fields with ages -------------------------------------------------------------------------------------------- */

/* What the writer of such a field does in its pass: totals and minima; all ages are in one group here. */
static void gather(small_world *w)
{
    for (size_t place = 0; place < 3; place++)
        for (size_t lane = 0; lane < 8; lane++) {
            double smallest = INFINITY;
            for (size_t cell = 0; cell < 2; cell++) {
                double value = *small_world_at(w, "cells", place, cell, lane);
                *small_world_at(w, "stock", place, cell, lane) = value;
                smallest = value < smallest || isnan(value) ? value : smallest;
            }
            *small_world_at(w, "smallest", place, 0, lane) = smallest;
        }
}

static void move_well(small_world *w)
{
    book(w, "gain", 1, 0, 5.0);
    book(w, "cells", 1, 0, 5.0);
    gather(w);
}

static void lose_a_cell(small_world *w)
{
    book(w, "cells", 1, 1, -3.0);
    gather(w);
}

static void spoil_a_cell(small_world *w)
{
    book(w, "cells", 2, 0, NAN);
    gather(w);
}

/* Cells without their totals: what the check of every year does not walk over. */
static void spoil_a_cell_alone(small_world *w)
{
    book(w, "cells", 2, 0, NAN);
}

static void overdraw_a_cell(small_world *w)
{
    book(w, "loss", 0, 1, 50.0);
    book(w, "cells", 0, 1, -50.0);
    gather(w);
}

static void a_field_with_ages_is_checked_through_its_totals_and_minima(void **state)
{
    (void)state;
    assert_passes(move_well);
    assert_passes(spoil_a_cell_alone);
    assert_stopped(lose_a_cell, "stock (place B, status urban, member 0, end of 2021): its accounts");
    assert_stopped(spoil_a_cell, "stock (place C, status rural, member 0, end of 2021) is not a number");
    assert_stopped(overdraw_a_cell, "stock (place A, status urban, member 0, end of 2021) is -9: outside its bounds");
}

static void a_negative_age_is_found_though_the_total_is_right(void **state)
{
    (void)state;
    static const char minimum[] = "smallest (place A, member 0, end of 2021) is -2: outside its bounds, 0 to inf";
    small_world w = ledger_world();
    *small_world_at(&w, "smallest", 0, 0, 0) = -2.0;
    assert_int_equal(cb_balance_close(w.block), CB_ERROR_NUMBERS);
    assert_non_null(strstr(w.block->failure, minimum));
    small_world_close(&w);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_is_booked_well_passes_every_year),
    cmocka_unit_test(what_is_booked_wrongly_is_found_where_it_is),
    cmocka_unit_test(the_border_is_a_billionth_of_the_stock),
    cmocka_unit_test(rounding_of_large_accounts_is_no_loss),
    cmocka_unit_test(every_member_is_checked_by_itself),
    cmocka_unit_test(a_number_that_is_lost_stops_the_run),
    cmocka_unit_test(a_number_outside_its_bounds_stops_the_run),
    cmocka_unit_test(a_field_without_bounds_and_scratch_may_be_anything),
    cmocka_unit_test(the_year_is_the_one_whose_end_is_reached),
    cmocka_unit_test(a_field_with_ages_is_checked_through_its_totals_and_minima),
    cmocka_unit_test(a_negative_age_is_found_though_the_total_is_right),
};

CB_SUITE(tests)
