/* A folder of its own for each case, and what may happen to the files in it. */
#ifndef CB_FOLDER_H
#define CB_FOLDER_H

#include <dirent.h>
#include <sys/resource.h>

#include "files.h"

#define SAMPLE_PATH 128

static char sample_folder[SAMPLE_PATH / 2];

static inline int sample_begin(void **state)
{
    (void)state;
    snprintf(sample_folder, sizeof sample_folder, "/tmp/conurb-record-XXXXXX");
    return mkdtemp(sample_folder) ? 0 : -1;
}

static inline int sample_end(void **state)
{
    (void)state;
    char path[sizeof sample_folder + sizeof((struct dirent *)0)->d_name + 1];
    DIR *folder = opendir(sample_folder);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        snprintf(path, sizeof path, "%s/%s", sample_folder, entry->d_name);
        unlink(path);
    }
    return folder && !closedir(folder) && !rmdir(sample_folder) ? 0 : -1;
}

#define sample_case(name) cmocka_unit_test_setup_teardown(name, sample_begin, sample_end)

/* Path of a file in the folder; good until the eighth call after. */
static inline const char *sample_path(const char *name)
{
    static char paths[8][SAMPLE_PATH];
    static size_t next;
    char *path = paths[next++ % 8];
    snprintf(path, SAMPLE_PATH, "%s/%s", sample_folder, name);
    return path;
}

/* Entries of the folder. */
static inline size_t sample_files(void)
{
    size_t count = 0;
    DIR *folder = opendir(sample_folder);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        count += entry->d_name[0] != '.' || strlen(entry->d_name) > 2;
    closedir(folder);
    return count;
}

static inline void sample_put_bytes(const char *path, const void *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static inline void sample_flip(const char *path, size_t at)
{
    size_t size;
    char *bytes = file_bytes(path, &size);
    assert_true(at < size);
    bytes[at] = (char)(bytes[at] ^ 0x10);
    sample_put_bytes(path, bytes, size);
    free(bytes);
}

/* Files may not grow beyond `bytes`; RLIM_INFINITY lifts the limit. SIGXFSZ must be ignored. */
static inline void sample_limit(rlim_t bytes)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

#endif
