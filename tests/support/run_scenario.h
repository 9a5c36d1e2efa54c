/* Runs a scenario with the whole program, in this process, and opens its result. */
#ifndef CB_RUN_SCENARIO_H
#define CB_RUN_SCENARIO_H

#include <stdlib.h>
#include <unistd.h>

#include "command.h"
#include "result_values.h"

#define RUN_SCENARIO_MOST 64

/* `options`: further words of `conurb run`, NULL-terminated, or NULL. Returns the program's exit status; `output` has
 * room for 64 characters and receives the path of the result. */
static inline int run_scenario_status(const char *scenario, const char *const *options, char *output)
{
    char folder[] = "/tmp/conurb-test-XXXXXX";
    if (!mkdtemp(folder))
        fail_msg("no temporary folder");
    snprintf(output, 64, "%s/result.h5", folder);
    char *words[RUN_SCENARIO_MOST] = {"conurb", "run", (char *)scenario, "-o", output};
    int count = 5;
    for (; options && *options && count < RUN_SCENARIO_MOST - 1; options++)
        words[count++] = (char *)*options;
    return cb_main(count, words);
}

static inline void run_scenario_remove(const char *output)
{
    char folder[64];
    snprintf(folder, sizeof folder, "%s", output);
    *strrchr(folder, '/') = '\0';
    unlink(output);
    rmdir(folder);
}

/* The result of `scenario` (a path below tests/) with every `set` applied ("key=value", NULL-terminated, or NULL). */
static inline cb_result *run_scenario(const char *scenario, const char *const *sets)
{
    const char *options[RUN_SCENARIO_MOST] = {0};
    char path[512], output[64];
    size_t count = 0;
    snprintf(path, sizeof path, "%s/%s", TESTS_DIR, scenario);
    for (; sets && *sets && count + 2 < RUN_SCENARIO_MOST; sets++) {
        options[count++] = "--set";
        options[count++] = *sets;
    }
    assert_int_equal(run_scenario_status(path, options, output), 0);
    cb_result *result = NULL;
    cb_fault fault = {{0}};
    if (cb_result_open(&result, output, &fault))
        fail_msg("%s", fault.text);
    run_scenario_remove(output); /* the open file lives on until it is closed */
    return result;
}

#endif
