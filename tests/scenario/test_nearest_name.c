#include "diagnostics.h"
#include "suite.h"

static const char *const names[] = {"place", "sex", "age", "status", "persons", "migration.out_rate", NULL, "M"};
#define COUNT (sizeof names / sizeof *names)

static void nearest(const char *word, const char *expected)
{
    const char *found = cb_nearest_name(word, names, COUNT);
    if (!expected)
        assert_null(found);
    else
        assert_string_equal(found ? found : "nothing", expected);
}

static void one_edit(void **state)
{
    (void)state;
    nearest("plac", "place");
    nearest("placee", "place");
    nearest("plate", "place");
    nearest("palce", "place");
    nearest("migration.out_rat", "migration.out_rate");
}

static void the_case_of_letters_is_no_edit(void **state)
{
    (void)state;
    nearest("PLACE", "place");
    nearest("m", "M");
}

static void a_third_of_the_word_at_most(void **state)
{
    (void)state;
    nearest("stauts", "status");
    nearest("sattus", "status");
    nearest("xxatus", "status");
    nearest("xxxtus", NULL);
    nearest("ag", NULL);
    nearest("x", NULL);
}

static void words_without_end_or_letters(void **state)
{
    (void)state;
    static char word[5000];
    memset(word, 'a', sizeof word - 1);
    nearest(word, NULL);
    nearest("", NULL);
    assert_null(cb_nearest_name("a", NULL, 0));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(one_edit),
    cmocka_unit_test(the_case_of_letters_is_no_edit),
    cmocka_unit_test(a_third_of_the_word_at_most),
    cmocka_unit_test(words_without_end_or_letters),
};

CB_SUITE(tests)
