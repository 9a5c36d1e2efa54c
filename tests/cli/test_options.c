#include "suite.h"

#include "captured.h"
#include "options.h"

static const cb_option options[] = {{.name = "output", .value = "FILE", .letter = 'o', .doc = "where to"},
                                    {.name = "members", .value = "N", .doc = "how many"},
                                    {.name = "set", .value = "KEY=VALUE", .doc = "change"},
                                    {.name = "resume", .doc = "go on"},
                                    {0}};
static const cb_command command = {
    .name = "test", .doc = "a test", .usage = "A [B]", .options = options, .least = 1, .most = 2};

typedef struct parsed {
    cb_status status;
    cb_arguments *arguments;
    char *err;
} parsed;

static parsed parse(const char *const *words)
{
    char *argv[CAPTURED_WORDS] = {"test"};
    int argc = 1;
    for (; *words; words++)
        argv[argc++] = (char *)*words;
    FILE *err = tmpfile();
    int kept = captured_redirect(stderr, err);
    parsed p = {.status = cb_arguments_create(&p.arguments, &command, argc, argv)};
    p.err = captured_restore(stderr, err, kept);
    return p;
}
#define parse_words(...) parse((const char *const[]){__VA_ARGS__, NULL})

static void parsed_free(parsed p)
{
    if (!p.status)
        cb_arguments_free(p.arguments);
    free(p.err);
}

static void assert_refused(parsed p, const char *message)
{
    assert_int_equal(p.status, CB_ERROR_USAGE);
    char expected[256];
    snprintf(expected, sizeof expected, "conurb test: %s\nusage: conurb test A [B]\n", message);
    assert_string_equal(p.err, expected);
    parsed_free(p);
}

static void test_options_in_any_order(void **state)
{
    (void)state;
    parsed p = parse_words("first", "-o", "x.h5", "--set", "a=1", "second", "--set=b=2", "--resume", "--members=7");
    assert_int_equal(p.status, CB_OK);
    assert_int_equal(cb_arguments_count(p.arguments), 2);
    assert_string_equal(cb_arguments_word(p.arguments, 0), "first");
    assert_string_equal(cb_arguments_word(p.arguments, 1), "second");
    assert_null(cb_arguments_word(p.arguments, 2));
    assert_string_equal(cb_arguments_text(p.arguments, "output"), "x.h5");
    assert_string_equal(cb_arguments_repeated(p.arguments, "set", 0), "a=1");
    assert_string_equal(cb_arguments_repeated(p.arguments, "set", 1), "b=2");
    assert_null(cb_arguments_repeated(p.arguments, "set", 2));
    assert_true(cb_arguments_has(p.arguments, "resume"));
    uint64_t members = 0;
    assert_int_equal(cb_arguments_whole(p.arguments, "members", 1, 10, &members), CB_OK);
    assert_int_equal(members, 7);
    parsed_free(p);
}

static void test_absent_is_no_error(void **state)
{
    uint64_t members = 5;
    (void)state;
    parsed p = parse_words("only");
    assert_int_equal(p.status, CB_OK);
    assert_false(cb_arguments_has(p.arguments, "resume"));
    assert_null(cb_arguments_text(p.arguments, "output"));
    assert_int_equal(cb_arguments_whole(p.arguments, "members", 1, 10, &members), CB_OK);
    assert_int_equal(members, 5);
    parsed_free(p);
}

static void test_last_one_counts_and_two_dashes_end_options(void **state)
{
    (void)state;
    parsed p = parse_words("-oa", "-ob", "--", "--resume");
    assert_int_equal(p.status, CB_OK);
    assert_string_equal(cb_arguments_text(p.arguments, "output"), "b");
    assert_string_equal(cb_arguments_word(p.arguments, 0), "--resume");
    assert_false(cb_arguments_has(p.arguments, "resume"));
    parsed_free(p);
}

static void test_refusals(void **state)
{
    (void)state;
    assert_refused(parse_words("a", "--memebrs", "3"), "unknown option '--memebrs'; did you mean '--members'?");
    assert_refused(parse_words("a", "--memebrs=3"), "unknown option '--memebrs'; did you mean '--members'?");
    /* cut short it may mean another: `--member` is one member of a run */
    assert_refused(parse_words("a", "--member", "3"), "unknown option '--member'; did you mean '--members'?");
    assert_refused(parse_words("a", "--member=3"), "unknown option '--member'; did you mean '--members'?");
    assert_refused(parse_words("a", "--resum"), "unknown option '--resum'; did you mean '--resume'?");
    assert_refused(parse_words("a", "--hel"), "unknown option '--hel'; did you mean '--help'?");
    assert_refused(parse_words("a", "--zzzzzz"), "unknown option '--zzzzzz'");
    assert_refused(parse_words("a", "-q"), "unknown option '-q'");
    assert_refused(parse_words("a", "--resume=yes"), "--resume takes no value");
    assert_refused(parse_words("a", "--members"), "--members needs a value: N");
    assert_refused(parse_words("a", "-o"), "-o needs a value: FILE");
    assert_refused(parse_words("--resume"), "too few arguments");
    assert_refused(parse_words("a", "b", "c"), "too many arguments: 'c'");
}

static void test_whole_numbers(void **state)
{
    static const char *const bad[] = {"0", "11", "-3", "+3", "3.5", "", " 3", "3x", "99999999999999999999999"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        uint64_t members = 5;
        parsed p = parse_words("a", "--members", bad[i]);
        FILE *err = tmpfile();
        int kept = captured_redirect(stderr, err);
        cb_status status = cb_arguments_whole(p.arguments, "members", 1, 10, &members);
        char *text = captured_restore(stderr, err, kept), expected[128];
        snprintf(expected, sizeof expected, "--members %s: expected a whole number from 1 to 10", bad[i]);
        assert_int_equal(status, CB_ERROR_USAGE);
        assert_contains(text, expected);
        assert_int_equal(members, 5);
        free(text);
        parsed_free(p);
    }
}

static void test_help_needs_no_arguments(void **state)
{
    (void)state;
    parsed p = parse_words("--help");
    assert_int_equal(p.status, CB_OK);
    assert_true(cb_arguments_help(p.arguments));
    parsed_free(p);
}

static const struct CMUnitTest tests[] = {cmocka_unit_test(test_options_in_any_order),
                                          cmocka_unit_test(test_absent_is_no_error),
                                          cmocka_unit_test(test_last_one_counts_and_two_dashes_end_options),
                                          cmocka_unit_test(test_refusals),
                                          cmocka_unit_test(test_whole_numbers),
                                          cmocka_unit_test(test_help_needs_no_arguments)};
CB_SUITE(tests)
