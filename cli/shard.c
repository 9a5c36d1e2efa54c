#include "shard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_SHARDS 1000000

/* A whole number without sign at *text, which moves past it; -1 where there is none. */
static long read_whole(const char **text)
{
    size_t digits = strspn(*text, "0123456789");
    if (!digits || digits > 9)
        return -1;
    long value = strtol(*text, NULL, 10);
    *text += digits;
    return value;
}

static cb_status shard_of_text(const cb_arguments *arguments, const char *text, size_t *shard, size_t *shards)
{
    const char *at = text;
    long index = read_whole(&at), count = -1;
    if (*at++ == '/' && index >= 0)
        count = read_whole(&at);
    if (count < 1 || *at || index < 1 || index > count || count > MOST_SHARDS)
        return cb_usage_error(cb_arguments_command(arguments), "--shard %s: expected I/N with 1 <= I <= N, like 2/10",
                              text);
    *shard = (size_t)index;
    *shards = (size_t)count;
    return CB_OK;
}

static long environment_whole(const char *name)
{
    const char *text = getenv(name);
    long value = text ? read_whole(&text) : -1;
    return value >= 0 && !*text ? value : -1;
}

static cb_status shard_of_slurm(size_t *shard, size_t *shards)
{
    long id = environment_whole("SLURM_ARRAY_TASK_ID"), least = environment_whole("SLURM_ARRAY_TASK_MIN");
    long count = environment_whole("SLURM_ARRAY_TASK_COUNT");
    if (id < 0 || least < 0 || count < 1)
        return CB_OK;
    long index = id - least + 1;
    if (index < 1 || index > count) {
        fprintf(
            stderr,
            "conurb run: task %ld of a job array that starts at %ld and has %ld tasks: ids must be consecutive; give "
            "--shard\n",
            id, least, count);
        return CB_ERROR_USAGE;
    }
    *shard = (size_t)index;
    *shards = (size_t)count;
    fprintf(stderr, "conurb run: part %ld of %ld of this job array\n", index, count);
    return CB_OK;
}

cb_status cb_shard_choose(const cb_arguments *arguments, size_t *shard, size_t *shards)
{
    const char *text = cb_arguments_text(arguments, "shard");
    *shard = *shards = 1;
    if (text && cb_arguments_has(arguments, "member"))
        return cb_usage_error(cb_arguments_command(arguments), "--shard and --member exclude each other");
    if (text)
        return shard_of_text(arguments, text, shard, shards);
    return cb_arguments_has(arguments, "member") ? CB_OK : shard_of_slurm(shard, shards);
}
