#include "utf8.h"

#include "suite.h"

static void code_points(void **state)
{
    (void)state;
    assert_int_equal(cb_utf8_code("a", 1), 'a');
    assert_int_equal(cb_utf8_code("\xC3\xA9", 2), 0xE9);
    assert_int_equal(cb_utf8_code("\xE5\xA4\xAA", 3), 0x592A);
    assert_int_equal(cb_utf8_code("\xF4\x8F\xBF\xBF", 4), 0x10FFFF);
    assert_int_equal(cb_utf8_step("\xE5\xA4\xAA", 3), 3);
}

static void malformed(void **state)
{
    (void)state;
    static const char *const bad[] = {"\x80",      "\xC0\x80",         "\xC1\xBF",         "\xC3",
                                      "\xC3(",     "\xE0\x80\x80",     "\xED\xA0\x80",     "\xE5\xA4",
                                      "\xE5\xA4(", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
                                      "\xFF"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(cb_utf8_code(bad[i], strlen(bad[i])), UINT32_MAX);
        assert_int_equal(cb_utf8_step(bad[i], strlen(bad[i])), 1);
        assert_false(cb_utf8_valid(bad[i], strlen(bad[i])));
    }
}

static void every_code_point_there_and_back(void **state)
{
    (void)state;
    for (uint32_t code = 0x80; code <= 0x10FFFF; code++) {
        char bytes[4];
        size_t size = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        for (size_t i = size - 1, rest = code; i > 0; i--, rest >>= 6)
            bytes[i] = (char)(0x80 | (rest & 0x3F));
        bytes[0] = (char)((0xF00U >> size & 0xFF) | code >> 6 * (size - 1));
        bool surrogate = code >= 0xD800 && code <= 0xDFFF;
        if (cb_utf8_code(bytes, size) != (surrogate ? UINT32_MAX : code))
            fail_msg("U+%04X", (unsigned)code);
    }
}

static void controls_are_not_text(void **state)
{
    (void)state;
    assert_false(cb_utf8_valid("\t", 1));
    assert_false(cb_utf8_valid("\x7F", 1));
    assert_false(cb_utf8_valid("\xC2\x85", 2));
    assert_false(cb_utf8_valid("\xE2\x80\xA8", 3));
    assert_false(cb_utf8_valid("\xEF\xBB\xBF", 3));
    assert_false(cb_utf8_valid("\xEF\xBF\xBE", 3));
    assert_true(cb_utf8_valid(" ", 1));
    assert_true(cb_utf8_valid("\xC2\xA0", 2));
}

static void widths(void **state)
{
    (void)state;
    assert_int_equal(cb_utf8_width("a", 1), 1);
    assert_int_equal(cb_utf8_width("\xC3\xA9", 2), 1);
    assert_int_equal(cb_utf8_width("\xE5\xA4\xAA", 3), 2);
    assert_int_equal(cb_utf8_width("\xEF\xBC\x8C", 3), 2);
    assert_int_equal(cb_utf8_width("\xCC\x81", 2), 0);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(code_points),
    cmocka_unit_test(malformed),
    cmocka_unit_test(every_code_point_there_and_back),
    cmocka_unit_test(controls_are_not_text),
    cmocka_unit_test(widths),
};

CB_SUITE(tests)
