/* Runs that the program refuses or breaks off. */
#ifndef CB_REFUSED_H
#define CB_REFUSED_H

#include "captured.h"

/* Runs a scenario below tests/ with each of `sets` (NULL-terminated, or NULL) after --set: it ends with `exit_status`
 * and leaves no result. The caller frees: captured_free. */
static inline captured captured_refused(const char *scenario, const char *const *sets, int exit_status)
{
    static const char output[] = "/tmp/conurb-test-none.h5";
    char path[512];
    const char *words[CAPTURED_WORDS + 1] = {"run", path, "-o", output};
    snprintf(path, sizeof path, "%s/%s", TESTS_DIR, scenario);
    for (size_t count = 4; sets && *sets; sets++, count += 2) {
        assert_true(count + 2 <= CAPTURED_WORDS);
        words[count] = "--set";
        words[count + 1] = *sets;
    }
    captured c = captured_run(words);
    assert_int_equal(c.exit_status, exit_status);
    assert_int_not_equal(access(output, F_OK), 0);
    return c;
}

static inline void assert_refused_(const char *scenario, const char *const *sets, int exit_status,
                                   const char *const *texts)
{
    captured c = captured_refused(scenario, sets, exit_status);
    for (; *texts; texts++)
        assert_contains(c.err, *texts);
    captured_free(c);
}

/* The same, and it says each of the texts that follow. */
#define assert_refused(scenario, sets, exit_status, ...)                                                               \
    assert_refused_(scenario, sets, exit_status, (const char *const[]){__VA_ARGS__, NULL})

#endif
