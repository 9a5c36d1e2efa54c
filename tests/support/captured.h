/* Runs the whole program in this process and keeps what it prints. */
#ifndef CB_CAPTURED_H
#define CB_CAPTURED_H

#include <stdlib.h>
#include <unistd.h>

#include "command.h"
#include "suite.h"

#define CAPTURED_WORDS 32

typedef struct captured {
    int exit_status;
    char *out, *err; /* the caller frees both: captured_free */
} captured;

static inline int captured_redirect(FILE *stream, FILE *to)
{
    fflush(stream);
    int kept = dup(fileno(stream));
    assert_true(kept >= 0 && dup2(fileno(to), fileno(stream)) >= 0);
    return kept;
}

static inline char *captured_restore(FILE *stream, FILE *from, int kept)
{
    fflush(stream);
    assert_true(dup2(kept, fileno(stream)) >= 0);
    close(kept);
    long size = lseek(fileno(from), 0, SEEK_END);
    char *text = calloc((size_t)size + 1, 1);
    assert_non_null(text);
    assert_int_equal(pread(fileno(from), text, (size_t)size, 0), size);
    fclose(from);
    return text;
}

/* `words`: what follows `conurb`, NULL-terminated. */
static inline captured captured_run(const char *const *words)
{
    char *argv[CAPTURED_WORDS + 2] = {"conurb"};
    int argc = 1;
    for (; *words && argc <= CAPTURED_WORDS; words++)
        argv[argc++] = (char *)*words;
    FILE *out = tmpfile(), *err = tmpfile();
    assert_true(out && err);
    int kept_out = captured_redirect(stdout, out), kept_err = captured_redirect(stderr, err);
    captured c = {.exit_status = cb_main(argc, argv)};
    c.out = captured_restore(stdout, out, kept_out);
    c.err = captured_restore(stderr, err, kept_err);
    return c;
}

#define captured_words(...) captured_run((const char *const[]){__VA_ARGS__, NULL})

static inline void captured_free(captured c)
{
    free(c.out);
    free(c.err);
}

#define assert_contains(text, part)                                                                                    \
    do {                                                                                                               \
        if (!strstr(text, part))                                                                                       \
            fail_msg("'%s' is not in:\n%s", part, text);                                                               \
    } while (0)

#endif
