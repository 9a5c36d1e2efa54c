/* Files that tests write and read. */
#ifndef CB_FILES_H
#define CB_FILES_H

#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "suite.h"

static inline bool file_exists(const char *path)
{
    return !access(path, F_OK);
}

/* The whole file; the caller frees. */
static inline char *file_bytes(const char *path, size_t *size)
{
    struct stat about;
    FILE *file = fopen(path, "rb");
    if (!file || fstat(fileno(file), &about))
        fail_msg("%s cannot be read", path);
    *size = (size_t)about.st_size;
    char *bytes = malloc(*size + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *size, file), *size);
    fclose(file);
    return bytes;
}

static inline void assert_same_file(const char *path, const char *expected)
{
    size_t size, expected_size;
    char *bytes = file_bytes(path, &size), *other = file_bytes(expected, &expected_size);
    assert_int_equal(size, expected_size);
    assert_memory_equal(bytes, other, size);
    free(bytes);
    free(other);
}

#endif
