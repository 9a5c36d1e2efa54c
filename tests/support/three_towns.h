/* The scenario of the documentation, and a result of it, for tests of commands. */
#ifndef CB_THREE_TOWNS_H
#define CB_THREE_TOWNS_H

#include <unistd.h>

#include "captured.h"

#define THREE_TOWNS ROOT_DIR "/scenarios/three-towns/scenario.yaml"

typedef struct folder {
    char path[32], file[48];
} folder;

static inline folder folder_create(void)
{
    folder f = {.path = "/tmp/conurb-test-XXXXXX"};
    assert_non_null(mkdtemp(f.path));
    snprintf(f.file, sizeof f.file, "%s/result.h5", f.path);
    return f;
}

static inline void folder_remove(folder f)
{
    char command[64];
    snprintf(command, sizeof command, "rm -rf '%s'", f.path);
    assert_int_equal(system(command), 0);
}

/* Ten members in f.file. */
static inline folder three_towns_run(void)
{
    folder f = folder_create();
    captured c = captured_words("run", THREE_TOWNS, "-o", f.file, "--members", "10");
    if (c.exit_status)
        fail_msg("%s", c.err);
    assert_string_equal(c.out, "");
    captured_free(c);
    return f;
}

#endif
