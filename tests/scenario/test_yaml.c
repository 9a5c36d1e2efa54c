#include "yaml.h"

#include "complaints.h"

static cb_yaml *scalar(const char *text, const char *file)
{
    cb_yaml *node = cb_yaml_create(CB_YAML_SCALAR, (cb_mark){file, 1, 2});
    assert_non_null(node);
    node->text = strdup(text);
    return node;
}

static cb_yaml *mapping_of(size_t count)
{
    char key[32];
    cb_yaml *mapping = cb_yaml_create(CB_YAML_MAPPING, (cb_mark){"f", 1, 1});
    for (size_t i = 0; i < count; i++) {
        snprintf(key, sizeof key, "k%zu", i);
        assert_int_equal(cb_yaml_put(mapping, key, (cb_mark){"f", i, 1}, scalar(key, "f")), CB_OK);
    }
    return mapping;
}

static void keys_are_put_and_got(void **state)
{
    (void)state;
    cb_yaml *mapping = mapping_of(100);
    assert_int_equal(mapping->count, 100);
    assert_string_equal(cb_yaml_scalar(cb_yaml_get(mapping, "k73")), "k73");
    assert_int_equal(cb_yaml_key_mark(mapping, "k73").line, 73);
    assert_null(cb_yaml_get(mapping, "k100"));
    assert_int_equal(cb_yaml_key_mark(mapping, "k100").line, 1);
    cb_yaml_free(mapping);
}

static void a_second_value_replaces_the_first(void **state)
{
    (void)state;
    cb_yaml *mapping = mapping_of(3);
    assert_int_equal(cb_yaml_put(mapping, "k1", (cb_mark){"g", 9, 9}, scalar("new", "g")), CB_OK);
    assert_int_equal(mapping->count, 3);
    assert_string_equal(cb_yaml_get(mapping, "k1")->text, "new");
    assert_string_equal(cb_yaml_key_mark(mapping, "k1").file, "g");
    cb_yaml_free(mapping);
}

static void keys_are_removed(void **state)
{
    (void)state;
    cb_yaml *mapping = mapping_of(9);
    cb_yaml_remove(mapping, "k0");
    cb_yaml_remove(mapping, "k8");
    cb_yaml_remove(mapping, "k4");
    cb_yaml_remove(mapping, "nothing");
    assert_int_equal(mapping->count, 6);
    assert_string_equal(mapping->keys[0], "k1");
    assert_string_equal(mapping->keys[3], "k5");
    for (size_t i = 0; i < 40; i++) {
        char key[32];
        snprintf(key, sizeof key, "new%zu", i);
        assert_int_equal(cb_yaml_put(mapping, key, (cb_mark){0}, scalar("x", "f")), CB_OK);
    }
    assert_int_equal(mapping->count, 46);
    cb_yaml_free(mapping);
}

static void a_copy_stands_alone(void **state)
{
    (void)state;
    char file[] = "file";
    cb_yaml *list = cb_yaml_create(CB_YAML_LIST, (cb_mark){file, 3, 4});
    for (size_t i = 0; i < 20; i++)
        assert_int_equal(cb_yaml_append(list, mapping_of(i)), CB_OK);
    list->items[2]->items[0]->quoted = true;
    cb_yaml *copy = cb_yaml_copy(list);
    cb_yaml_free(list);
    memset(file, 'x', 4);
    assert_string_equal(copy->mark.file, "file");
    assert_int_equal(copy->count, 20);
    assert_int_equal(copy->items[19]->count, 19);
    assert_true(copy->items[2]->items[0]->quoted);
    assert_false(copy->items[2]->items[1]->quoted);
    assert_string_equal(cb_yaml_get(copy->items[7], "k3")->text, "k3");
    cb_yaml_free(copy);
}

static void lists_lose_items(void **state)
{
    (void)state;
    cb_yaml *list = cb_yaml_create(CB_YAML_LIST, (cb_mark){"f", 1, 1});
    assert_int_equal(cb_yaml_append(list, scalar("a", "f")), CB_OK);
    assert_int_equal(cb_yaml_append(list, scalar("b", "f")), CB_OK);
    cb_yaml_drop(list, 0);
    assert_int_equal(list->count, 1);
    assert_string_equal(list->items[0]->text, "b");
    cb_yaml_free(list);
}

static void other_kinds_have_no_keys_and_no_text(void **state)
{
    (void)state;
    cb_yaml *word = scalar("a", "f"), *mapping = mapping_of(0);
    assert_null(cb_yaml_get(word, "a"));
    assert_null(cb_yaml_get(NULL, "a"));
    assert_null(cb_yaml_scalar(mapping));
    assert_null(cb_yaml_scalar(NULL));
    cb_yaml_remove(word, "a");
    cb_yaml_remove(NULL, "a");
    cb_yaml_free(word);
    cb_yaml_free(mapping);
    cb_yaml_free(NULL);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(keys_are_put_and_got), cmocka_unit_test(a_second_value_replaces_the_first),
    cmocka_unit_test(keys_are_removed),     cmocka_unit_test(a_copy_stands_alone),
    cmocka_unit_test(lists_lose_items),     cmocka_unit_test(other_kinds_have_no_keys_and_no_text),
};

CB_SUITE(tests)
