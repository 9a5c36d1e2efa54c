#include "small_world.h"

/* Three ages, so that the cells of population are [age 3][sex 2][status 2]. */
static const char aged_people[] = "place,sex,age,status,persons\n"
                                  "A,F,0,rural,1\nA,F,1,rural,1\nA,F,2,rural,1\nA,F,0,urban,1\nA,F,1,urban,1\n"
                                  "A,F,2,urban,1\nA,M,0,rural,1\nA,M,1,rural,1\nA,M,2,rural,1\nA,M,0,urban,1\n"
                                  "A,M,1,urban,1\nA,M,2,urban,1\n";

static small_world aged_world(const cb_process *own)
{
    small_world w = {0};
    loading_open(&w.loaded);
    loading_write("people.csv", aged_people);
    loading_write("places.csv", "id\nA\n");
    small_world_make(&w, USUAL, own, 0);
    return w;
}

static const cb_layout *layout_of(const small_world *w, const char *name)
{
    return &w->world->layouts[small_world_field(w, name)];
}

/* ---- shapes ------------------------------------------------------------------------------------------------------ */

static void axes_give_the_shape(void **state)
{
    (void)state;
    static const cb_field fields[] = {{.name = "alone", .unit = "1", .kind = CB_STATE},
                                      {.name = "by_sex", .unit = "1", .axes = "sex", .kind = CB_SCRATCH},
                                      {0}};
    static const cb_process own = {.name = "own", .doc = "shapes", .reference = "none", .fields = fields};
    small_world w = small_world_of(USUAL, &own);
    static const struct {
        const char *name;
        size_t places, rank, cells;
        bool by_place, pairs, has_age;
    } expected[] = {{"population", 3, 3, 4, true, false, true}, {"births", 3, 1, 2, true, false, false},
                    {"moves", 3, 1, 3, true, false, false},     {"travel", 3, 0, 3, true, true, false},
                    {"alone", 1, 0, 1, false, false, false},    {"by_sex", 1, 1, 2, false, false, false}};
    assert_int_equal(w.world->field_count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < w.world->field_count; i++) {
        const cb_layout *layout = layout_of(&w, expected[i].name);
        assert_int_equal(layout->places, expected[i].places);
        assert_int_equal(layout->rank, expected[i].rank);
        assert_int_equal(layout->cells, expected[i].cells);
        assert_int_equal(layout->by_place, expected[i].by_place);
        assert_int_equal(layout->pairs, expected[i].pairs);
        assert_int_equal(layout->has_age, expected[i].has_age);
    }
    assert_string_equal(layout_of(&w, "moves")->axes[0]->name, "class");
    assert_ptr_equal(layout_of(&w, "moves")->owner, &moving);
    assert_int_equal(cb_layout_find(w.world->layouts, w.world->field_count, "beasts"), CB_NONE);
    assert_int_equal(cb_layout_find(w.world->layouts, w.world->field_count, NULL), CB_NONE);
    small_world_close(&w);
}

/* ---- declarations that make no sense ----------------------------------------------------------------------------- */

static void refused(const cb_field *fields, const char *text)
{
    const cb_process own = {.name = "own", .doc = "wrong", .reference = "none", .fields = fields};
    small_world w = {0};
    loading_open(&w.loaded);
    small_world_make(&w, USUAL, &own, 0);
    assert_int_equal(w.status, CB_ERROR_INPUT);
    if (!strstr(w.loaded.complaints, text) || !strstr(w.loaded.complaints, "own"))
        fail_msg("\"%s\" is not in:\n%s", text, w.loaded.complaints);
    small_world_close(&w);
}

#define FIELD(word, on, sort, ...)                                                                                     \
    {                                                                                                                  \
        .name = word, .unit = "1", .axes = on, .kind = sort, ##__VA_ARGS__                                             \
    }
#define FIELDS(...)                                                                                                    \
    (const cb_field[])                                                                                                 \
    {                                                                                                                  \
        __VA_ARGS__,                                                                                                   \
        {                                                                                                              \
            0                                                                                                          \
        }                                                                                                              \
    }

static void axes_that_make_no_sense_are_refused(void **state)
{
    (void)state;
    refused(FIELDS(FIELD("stock", "place colour", CB_STATE)), "field stock: no axis `colour`");
    refused(FIELDS(FIELD("stock", "status place", CB_STATE)), "field stock: `place` stands first");
    refused(FIELDS(FIELD("stock", "place place place", CB_SHARED)), "field stock: `place` stands first, once or twice");
    refused(FIELDS(FIELD("stock", "place place", CB_STATE)), "field stock: only a shared field is by pairs");
    refused(FIELDS(FIELD("stock", "age sex status age sex status", CB_STATE)), "field stock: no axis `status`");
    refused(FIELDS(FIELD("stock", "place an_axis_with_a_name_that_is_far_longer_than_any_that_a_process_would_give_one",
                         CB_STATE)),
            "field stock: no axis `an_axis_with");
}

/* sex and status have two entries each: a balance compares axes, not sizes. */
static void balances_that_make_no_sense_are_refused(void **state)
{
    (void)state;
#define STOCK(accounts) FIELD("stock", "place status", CB_STATE, .balance = accounts)
#define ACCOUNT         FIELD("growth", "place status", CB_FLOW)
    refused(FIELDS(STOCK("+growth"), FIELD("growths", "place status", CB_FLOW)), "field stock: no account");
    refused(FIELDS(STOCK("growth"), ACCOUNT), "field stock: no account of its shape `growth`");
    refused(FIELDS(STOCK("+growth -"), ACCOUNT), "field stock: no account of its shape `-`");
    refused(FIELDS(STOCK("+growth"), FIELD("growth", "place sex", CB_FLOW)), "field stock: no account of its shape");
    refused(FIELDS(STOCK("+growth"), FIELD("growth", "place", CB_FLOW)), "field stock: no account of its shape");
    refused(FIELDS(STOCK("+growth"), FIELD("growth", "status", CB_FLOW)), "field stock: no account of its shape");
    refused(FIELDS(STOCK("+growth"), FIELD("growth", "place status", CB_SHARED)), "field stock: no account of its");
    refused(FIELDS(FIELD("stock", "place status", CB_SHARED, .balance = "+growth"), ACCOUNT),
            "field stock: it is shared");
    refused(FIELDS(STOCK("+growth "
                         "-an_account_with_a_name_that_is_far_longer_than_any_that_a_process_would_give_one"),
                   ACCOUNT),
            "field stock: no account of its shape `-an_account");
}

static void a_balance_knows_its_accounts_and_their_signs(void **state)
{
    (void)state;
    static const cb_field fields[] = {FIELD("stock", "place status", CB_STATE, .balance = "  +gain  -loss +gift"),
                                      FIELD("loss", "place status", CB_FLOW),
                                      FIELD("gain", "place status", CB_FLOW),
                                      FIELD("gift", "place status", CB_FLOW),
                                      {0}};
    static const cb_process own = {.name = "own", .doc = "a balance", .reference = "none", .fields = fields};
    static const char *const accounts[] = {"gain", "loss", "gift"};
    static const double signs[] = {1.0, -1.0, 1.0};
    small_world w = small_world_of(USUAL, &own);
    const cb_layout *stock = layout_of(&w, "stock");
    assert_int_equal(stock->term_count, 3);
    for (size_t t = 0; t < 3; t++) {
        assert_int_equal(stock->terms[t].field, small_world_field(&w, accounts[t]));
        assert_true(stock->terms[t].sign == signs[t]);
    }
    assert_int_equal(layout_of(&w, "gain")->term_count, 0);
    small_world_close(&w);
}

/* ---- filters ----------------------------------------------------------------------------------------------------- */

/* `expected` ends with SIZE_MAX. */
static void assert_cells(const cb_layout *layout, const char *where, const size_t *expected)
{
    size_t *cells, count;
    assert_int_equal(cb_layout_cells(layout, where, &cells, &count), CB_OK);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(cells[i], expected[i]);
    assert_int_equal(expected[count], SIZE_MAX);
    free(cells);
}

#define CELLS(...) ((const size_t[]){__VA_ARGS__, SIZE_MAX})

/* Cells in C order: (age * 2 + sex) * 2 + status. */
static void filters_choose_cells(void **state)
{
    (void)state;
    small_world w = aged_world(NULL);
    const cb_layout *population = layout_of(&w, "population"), *moves = layout_of(&w, "moves");
    assert_int_equal(population->cells, 12);
    assert_cells(population, NULL, CELLS(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    assert_cells(population, "status=urban", CELLS(1, 3, 5, 7, 9, 11));
    assert_cells(population, "status!=urban", CELLS(0, 2, 4, 6, 8, 10));
    assert_cells(population, "sex=M", CELLS(2, 3, 6, 7, 10, 11));
    assert_cells(population, "age=1", CELLS(4, 5, 6, 7));
    assert_cells(population, "age>=1", CELLS(4, 5, 6, 7, 8, 9, 10, 11));
    assert_cells(population, "age<2", CELLS(0, 1, 2, 3, 4, 5, 6, 7));
    assert_cells(population, "age>=0", CELLS(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    assert_cells(moves, "class>=15", CELLS(1, 2));
    assert_cells(moves, "class<60", CELLS(0, 1));
    small_world_close(&w);
}

static void what_this_world_does_not_tell_apart_has_no_cells(void **state)
{
    (void)state;
    static const char *const absent[] = {
        "status=mixed", "status!=mixed",  "class>=15", "age>=60",   "age<60", "age=60",
        "age>=1.5",     "age>=",          "age>=1 yr", "status>=0", "status", "",
        "=urban",       "statuses=urban", "age>1",     "age<=1",    "age==1", "stat=urban"};
    small_world w = aged_world(NULL);
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++) {
        size_t *cells, count;
        assert_int_equal(cb_layout_cells(layout_of(&w, "population"), absent[i], &cells, &count), CB_OK);
        if (cells || count != SIZE_MAX)
            fail_msg("\"%s\" chose %zu cells", absent[i], count);
    }
    small_world_close(&w);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(axes_give_the_shape),
    cmocka_unit_test(axes_that_make_no_sense_are_refused),
    cmocka_unit_test(balances_that_make_no_sense_are_refused),
    cmocka_unit_test(a_balance_knows_its_accounts_and_their_signs),
    cmocka_unit_test(filters_choose_cells),
    cmocka_unit_test(what_this_world_does_not_tell_apart_has_no_cells),
};

CB_SUITE(tests)
