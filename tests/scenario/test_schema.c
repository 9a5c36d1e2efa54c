#include "suite.h"

#include "records.h"
#include "schema.h"

static void every_key_is_whole(void **state)
{
    (void)state;
    for (cb_section_id id = 0; id < CB_SECTION_COUNT; id++) {
        const cb_section *section = cb_schema_section(id);
        assert_true(cb_section_key_count(section) > 0);
        assert_non_null(section->name);
        assert_non_null(section->doc);
        for (const cb_key *key = section->keys; key->name; key++) {
            assert_true(cb_schema_is_id(key->name));
            assert_true(key->kind >= CB_KEY_TEXT && key->kind <= CB_KEY_RECORDS);
            assert_true(key->doc && strlen(key->doc) > 3);
            assert_false(key->required && key->fallback);
            assert_int_equal(!!key->choices, key->kind == CB_KEY_WORD || key->kind == CB_KEY_CHOICE);
            assert_true(key->low <= key->high);
        }
    }
}

static void no_two_keys_share_a_name_or_a_member(void **state)
{
    (void)state;
    for (cb_section_id id = 0; id < CB_SECTION_COUNT; id++) {
        const cb_section *section = cb_schema_section(id);
        for (const cb_key *key = section->keys; key->name; key++) {
            assert_ptr_equal(cb_section_key(section, key->name), key);
            assert_ptr_equal(cb_section_key_at(section, key->offset), key);
        }
    }
    assert_null(cb_section_key(cb_schema_section(CB_SECTION_CLOCK), "stop"));
}

static void records_of_lists_begin_with_their_id(void **state)
{
    (void)state;
    static const cb_section_id lists[] = {CB_SECTION_PROJECT, CB_SECTION_LEVER, CB_SECTION_SHOCK, CB_SECTION_TARGET};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const cb_key *key = cb_section_key_at(cb_schema_section(lists[i]), 0);
        assert_non_null(key);
        assert_int_equal(key->kind, CB_KEY_ID);
        assert_true(key->required);
    }
}

static void choices_of_the_design_are_in_the_order_of_their_codes(void **state)
{
    (void)state;
    const cb_key *key = cb_section_key_at(cb_schema_section(CB_SECTION_ENSEMBLE), offsetof(cb_ensemble_record, design));
    assert_int_equal(cb_schema_choice(key->choices, "lhs"), CB_DESIGN_LHS);
    assert_int_equal(cb_schema_choice(key->choices, "random"), CB_DESIGN_RANDOM);
    assert_int_equal(cb_schema_choice(key->choices, "central"), CB_DESIGN_CENTRAL);
}

static void a_choice_is_a_whole_word(void **state)
{
    (void)state;
    assert_int_equal(cb_schema_choice("rate logistic urgd", "logistic"), 1);
    assert_int_equal(cb_schema_choice("rate logistic urgd", "urgd"), 2);
    assert_int_equal(cb_schema_choice("rate logistic urgd", "log"), CB_NONE);
    assert_int_equal(cb_schema_choice("rate logistic urgd", "rate logistic"), CB_NONE);
    assert_int_equal(cb_schema_choice("rate", ""), CB_NONE);
}

static void ids_can_stand_in_paths_and_names_of_inputs(void **state)
{
    (void)state;
    static const char *const good[] = {"140100", "fast-line", "a_b", "A", "\xe5\xa4\xaa\xe5\x8e\x9f"};
    static const char *const bad[] = {"", "-a", "a.b", "a b", "a[1]", "14*", "a=b", "a,b", "a/b", "\"a\"", "a\n"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(cb_schema_is_id(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(cb_schema_is_id(bad[i]));
    char text[CB_ID_BYTES + 2] = {0};
    memset(text, 'a', CB_ID_BYTES);
    assert_true(cb_schema_is_id(text));
    text[CB_ID_BYTES] = 'a';
    assert_false(cb_schema_is_id(text));
}

static void ids_are_short_enough_for_names_of_inputs(void **state)
{
    (void)state;
    char id[CB_ID_BYTES + 2] = "", number[16];
    memset(id, 'a', CB_ID_BYTES);
    assert_true(cb_schema_is_id(id));
    id[CB_ID_BYTES] = 'a';
    assert_false(cb_schema_is_id(id));
    snprintf(number, sizeof number, " %d ", CB_ID_BYTES);
    assert_non_null(strstr(CB_ID_WORDS, number));
}

static void the_places_table_begins_with_the_id(void **state)
{
    (void)state;
    const cb_column *columns = cb_schema_places()->columns;
    static const char *const names[] = {"id", "name", "lon", "lat", "area"};
    for (size_t c = 0; c < 5; c++) {
        assert_string_equal(columns[c].name, names[c]);
        assert_int_equal(columns[c].optional, c > 0);
    }
    assert_null(columns[5].name);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_key_is_whole),
    cmocka_unit_test(no_two_keys_share_a_name_or_a_member),
    cmocka_unit_test(records_of_lists_begin_with_their_id),
    cmocka_unit_test(choices_of_the_design_are_in_the_order_of_their_codes),
    cmocka_unit_test(a_choice_is_a_whole_word),
    cmocka_unit_test(ids_can_stand_in_paths_and_names_of_inputs),
    cmocka_unit_test(ids_are_short_enough_for_names_of_inputs),
    cmocka_unit_test(the_places_table_begins_with_the_id),
};

CB_SUITE(tests)
