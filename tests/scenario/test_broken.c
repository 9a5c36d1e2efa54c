/* Every scenario in broken/ and broken-tables/ against the messages beside it, byte for byte. With
 * CONURB_WRITE_EXPECTED set in the environment the messages are written instead, to be read before they are kept. */
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "fake_processes.h"
#include "scenario.h"
#include "suite.h"

#define MOST_CASES 200

static char *printed(const char *file, cb_status *status)
{
    cb_diagnostics *diagnostics;
    cb_scenario *scenario = NULL;
    char *text = NULL;
    size_t size = 0;
    cb_scenario_options options = {.processes = fake_processes, .process_count = FAKE_COUNT};
    assert_int_equal(cb_diagnostics_create(&diagnostics), CB_OK);
    *status = cb_scenario_load(file, &options, diagnostics, &scenario);
    assert_null(scenario);
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    cb_diagnostics_print(diagnostics, stream);
    assert_int_equal(fclose(stream), 0);
    cb_diagnostics_free(diagnostics);
    return text;
}

static char *whole_file(const char *name)
{
    static char text[1 << 16];
    FILE *stream = fopen(name, "rb");
    if (!stream)
        fail_msg("%s is not there", name);
    size_t size = fread(text, 1, sizeof text - 1, stream);
    text[size] = '\0';
    fclose(stream);
    return text;
}

static void check(const char *file)
{
    char expected[256];
    cb_status status;
    char *text = printed(file, &status);
    snprintf(expected, sizeof expected, "%.*s.expected", (int)strcspn(file, "."), file);
    assert_int_equal(status, CB_ERROR_INPUT);
    if (getenv("CONURB_WRITE_EXPECTED")) {
        FILE *stream = fopen(expected, "wb");
        assert_non_null(stream);
        fputs(text, stream);
        fclose(stream);
    } else if (strcmp(text, whole_file(expected)))
        fail_msg("%s: expected\n%s\nnot\n%s", file, whole_file(expected), text);
    free(text);
}

static int is_scenario(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot && !strcmp(dot, ".yaml");
}

/* Checks every scenario of a folder, of which there are at least `least`. */
static void check_folder(const char *folder, int least)
{
    struct dirent **entries;
    assert_int_equal(chdir(folder), 0);
    int count = scandir(".", &entries, is_scenario, alphasort);
    assert_in_range(count, least, MOST_CASES);
    for (int i = 0; i < count; i++) {
        check(entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
}

static void every_broken_scenario_is_explained(void **state)
{
    (void)state;
    check_folder(TESTS_DIR "/scenario/broken", 30);
}

static void every_broken_table_is_explained(void **state)
{
    (void)state;
    check_folder(TESTS_DIR "/scenario/broken-tables", 30);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_broken_scenario_is_explained),
    cmocka_unit_test(every_broken_table_is_explained),
};

CB_SUITE(tests)
