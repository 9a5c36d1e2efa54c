#include "output.h"

#include "folder.h"
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

static cb_status make(const char *path, cb_fault *fault)
{
    cb_output output;
    cb_status status = cb_output_make(&output, path, fault);
    cb_output_clear(&output);
    return status;
}

static void assert_refused(const char *path, cb_status expected, const char *words)
{
    cb_fault fault = {{0}};
    assert_int_equal(make(path, &fault), expected);
    if (!strstr(fault.text, words))
        fail_msg("'%s' is not in: %s", words, fault.text);
}

static void assert_made(const char *path)
{
    cb_fault fault = {{0}};
    if (make(path, &fault))
        fail_msg("%s", fault.text);
}

static void names_stand_beside_the_file(void **state)
{
    (void)state;
    cb_output output;
    cb_fault fault;
    char expected[SAMPLE_PATH];
    assert_int_equal(cb_output_make(&output, sample_path("r.h5"), &fault), CB_OK);
    assert_string_equal(output.path, sample_path("r.h5"));
    assert_string_equal(output.journal, sample_path("r.h5.parts"));
    assert_string_equal(output.temporary, sample_path(".r.h5.tmp"));
    snprintf(expected, sizeof expected, "%s/", sample_folder);
    assert_string_equal(output.folder, expected);
    cb_output_clear(&output);
    assert_int_equal(cb_output_make(&output, "r.h5", &fault), CB_OK);
    assert_string_equal(output.folder, ".");
    assert_string_equal(output.temporary, ".r.h5.tmp");
    cb_output_clear(&output);
    assert_int_equal(sample_files(), 0);
}

/* Nothing is written: devices are only looked at. */
static void only_a_regular_file_is_replaced(void **state)
{
    (void)state;
    assert_int_equal(mkfifo(sample_path("pipe"), 0600), 0);
    assert_int_equal(symlink("pipe", sample_path("to-pipe")), 0);
    sample_put_bytes(sample_path("old.h5"), "old", 3);
    assert_made(sample_path("old.h5"));
    assert_made(sample_path("new.h5"));
    assert_refused(sample_folder, CB_ERROR_USAGE, "is a folder: expected the name of a file in it");
    assert_refused(sample_path("new.h5/"), CB_ERROR_USAGE, "is a folder");
    assert_refused(sample_path("pipe"), CB_ERROR_USAGE, "pipe: is a pipe: expected the name of a file");
    assert_refused(sample_path("to-pipe"), CB_ERROR_USAGE, "to-pipe: is a pipe");
    assert_refused("/dev/null", CB_ERROR_USAGE, "/dev/null: is a device");
}

static void a_link_is_followed(void **state)
{
    (void)state;
    cb_output output;
    cb_fault fault;
    char *real = realpath(sample_folder, NULL), expected[SAMPLE_PATH];
    assert_int_equal(mkdir(sample_path("far"), 0700), 0);
    sample_put_bytes(sample_path("far/there.h5"), "old", 3);
    assert_int_equal(symlink("far/there.h5", sample_path("here.h5")), 0);
    assert_int_equal(cb_output_make(&output, sample_path("here.h5"), &fault), CB_OK);
    snprintf(expected, sizeof expected, "%s/far/there.h5", real);
    assert_string_equal(output.path, expected);
    snprintf(expected, sizeof expected, "%s/far/.there.h5.tmp", real);
    assert_string_equal(output.temporary, expected);
    cb_output_clear(&output);
    assert_int_equal(unlink(sample_path("far/there.h5")) | rmdir(sample_path("far")), 0);
    assert_refused(sample_path("here.h5"), CB_ERROR_USAGE, "here.h5: is a link to a file that is not there");
    free(real);
}

static void what_is_in_the_way_is_named(void **state)
{
    (void)state;
    assert_int_equal(mkdir(sample_path("a.parts"), 0700) | mkdir(sample_path(".b.tmp"), 0700), 0);
    assert_int_equal(symlink("elsewhere", sample_path(".c.tmp")), 0);
    sample_put_bytes(sample_path(".d.tmp"), "left by a killed run", 20);
    assert_refused(sample_path("a"), CB_ERROR_USAGE, "a.parts: is a folder, where the journal of the run would stand");
    assert_refused(sample_path("b"), CB_ERROR_USAGE, ".b.tmp: is a folder, where the unfinished result would stand");
    assert_refused(sample_path("c"), CB_ERROR_USAGE, ".c.tmp: is a link");
    assert_made(sample_path("d"));
    assert_int_equal(rmdir(sample_path("a.parts")) | rmdir(sample_path(".b.tmp")), 0);
}

static void a_journal_in_use_is_waited_for(void **state)
{
    (void)state;
    sample_put_bytes(sample_path("r.parts"), "", 0);
    assert_made(sample_path("r"));
    int file = open(sample_path("r.parts"), O_RDWR);
    assert_int_equal(flock(file, LOCK_EX | LOCK_NB), 0);
    assert_refused(sample_path("r"), CB_ERROR_IO, "r.parts: another run is using this journal: wait for its end");
    close(file);
}

static void inputs_are_spared_under_any_name(void **state)
{
    (void)state;
    static const char *const own[] = {"in.csv", "hard", "soft"}, *const others[] = {"other.csv", "none.csv"};
    cb_output output;
    cb_fault fault = {{0}};
    sample_put_bytes(sample_path("in.csv"), "id\n", 3);
    sample_put_bytes(sample_path("other.csv"), "id\n", 3);
    assert_int_equal(link(sample_path("in.csv"), sample_path("hard")), 0);
    assert_int_equal(symlink("in.csv", sample_path("soft")), 0);
    assert_int_equal(cb_output_make(&output, sample_path("in.csv"), &fault), CB_OK);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(cb_output_spare(&output, sample_path(own[i]), &fault), CB_ERROR_USAGE);
    assert_non_null(strstr(fault.text, "in.csv: the result would replace "));
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(cb_output_spare(&output, sample_path(others[i]), &fault), CB_OK);
    cb_output_clear(&output);
    sample_put_bytes(sample_path(".r.tmp"), "id\n", 3);
    assert_int_equal(cb_output_make(&output, sample_path("r"), &fault), CB_OK);
    assert_int_equal(cb_output_spare(&output, sample_path(".r.tmp"), &fault), CB_ERROR_USAGE);
    cb_output_clear(&output);
}

static const struct CMUnitTest tests[] = {
    sample_case(names_stand_beside_the_file),
    sample_case(only_a_regular_file_is_replaced),
    sample_case(a_link_is_followed),
    sample_case(what_is_in_the_way_is_named),
    sample_case(a_journal_in_use_is_waited_for),
    sample_case(inputs_are_spared_under_any_name),
};
CB_SUITE(tests)
