#include "output.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "journal.h"

/* ---- the file ---------------------------------------------------------------------------------------------------- */

static const char *kind_of(mode_t mode)
{
    return S_ISDIR(mode)                    ? "a folder"
           : S_ISCHR(mode) || S_ISBLK(mode) ? "a device"
           : S_ISFIFO(mode)                 ? "a pipe"
           : S_ISSOCK(mode)                 ? "a socket"
           : S_ISLNK(mode)                  ? "a link"
                                            : "no regular file";
}

static cb_status check_file(const char *path, cb_fault *fault)
{
    struct stat about;
    size_t length = strlen(path);
    bool folder = length && path[length - 1] == '/', there = !stat(path, &about);
    if (folder || (there && S_ISDIR(about.st_mode)))
        return cb_fault_set(fault, CB_ERROR_USAGE, "%s: is a folder: expected the name of a file in it", path);
    if (there && !S_ISREG(about.st_mode))
        return cb_fault_set(fault, CB_ERROR_USAGE, "%s: is %s: expected the name of a file", path,
                            kind_of(about.st_mode));
    if (!there && errno == ENOENT && !lstat(path, &about))
        return cb_fault_set(fault, CB_ERROR_USAGE,
                            "%s: is a link to a file that is not there: remove it, or name that file", path);
    return CB_OK;
}

/* The name as given, unless it is a link: renaming would replace the link and not what it leads to. */
static char *file_of(const char *path)
{
    struct stat about;
    return lstat(path, &about) || !S_ISLNK(about.st_mode) ? strdup(path) : realpath(path, NULL);
}

/* ---- beside it --------------------------------------------------------------------------------------------------- */

static cb_status make_names(cb_output *output)
{
    const char *path = output->path, *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    int folder = (int)(name - path);
    if (asprintf(&output->folder, "%.*s", folder ? folder : 1, folder ? path : ".") < 0)
        output->folder = NULL;
    if (asprintf(&output->journal, "%s.parts", path) < 0)
        output->journal = NULL;
    if (asprintf(&output->temporary, "%.*s.%s.tmp", folder, path, name) < 0)
        output->temporary = NULL;
    return output->folder && output->journal && output->temporary ? CB_OK : CB_ERROR_MEMORY;
}

static cb_status check_beside(const char *path, const char *role, cb_fault *fault)
{
    struct stat about;
    if (lstat(path, &about) || S_ISREG(about.st_mode))
        return CB_OK;
    return cb_fault_set(fault, CB_ERROR_USAGE,
                        "%s: is %s, where %s would stand: move it away, or choose another name for the result", path,
                        kind_of(about.st_mode), role);
}

/* ---- all --------------------------------------------------------------------------------------------------------- */

cb_status cb_output_make(cb_output *output, const char *path, cb_fault *fault)
{
    *output = (cb_output){0};
    cb_status status = check_file(path, fault);
    if (status)
        return status;
    output->path = file_of(path);
    if (!output->path)
        return errno == ENOMEM ? CB_ERROR_MEMORY : cb_fault_set(fault, CB_ERROR_IO, "%s: %s", path, strerror(errno));
    status = make_names(output);
    if (!status)
        status = check_beside(output->temporary, "the unfinished result", fault);
    if (!status)
        status = check_beside(output->journal, "the journal of the run", fault);
    return status ? status : cb_journal_check_unused(output->journal, fault);
}

void cb_output_clear(cb_output *output)
{
    free(output->path);
    free(output->folder);
    free(output->journal);
    free(output->temporary);
    *output = (cb_output){0};
}

static bool is_same(const char *path, const struct stat *other)
{
    struct stat about;
    return !stat(path, &about) && about.st_dev == other->st_dev && about.st_ino == other->st_ino;
}

cb_status cb_output_spare(const cb_output *output, const char *input, cb_fault *fault)
{
    struct stat about;
    if (stat(input, &about) || (!is_same(output->path, &about) && !is_same(output->temporary, &about)))
        return CB_OK;
    return cb_fault_set(fault, CB_ERROR_USAGE,
                        "%s: the result would replace %s, from which it is made: choose another name for the result",
                        output->path, input);
}
