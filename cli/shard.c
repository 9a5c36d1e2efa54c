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

/* ---- Slurm ------------------------------------------------------------------------------------------------------- */

#define SLURM "SLURM_ARRAY_TASK_"

typedef struct job_array {
    long id, least, most, count, step;
} job_array;

/* -1: not set; anything that is no number is refused. */
static cb_status array_number(const cb_arguments *arguments, const char *name, bool needed, long *number)
{
    const char *text = getenv(name), *at = text;
    *number = text && *text ? read_whole(&at) : -1;
    if ((*number >= 0 && !*at) || (!needed && (!text || !*text)))
        return CB_OK;
    return cb_usage_error(cb_arguments_command(arguments),
                          "%s is %s, a whole number was expected: this is no job array of Slurm; unset " SLURM
                          "ID to run everything, or give --shard",
                          name, text && *text ? text : "not set");
}

static cb_status array_read(const cb_arguments *arguments, job_array *array)
{
    const struct {
        const char *name;
        bool needed;
        long *number;
    } numbers[] = {{SLURM "ID", true, &array->id},
                   {SLURM "MIN", true, &array->least},
                   {SLURM "COUNT", true, &array->count},
                   {SLURM "MAX", false, &array->most},
                   {SLURM "STEP", false, &array->step}};
    cb_status status = CB_OK;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers && !status; i++)
        status = array_number(arguments, numbers[i].name, numbers[i].needed, numbers[i].number);
    return status;
}

/* Do the ids leave nothing out? Then the place of a task is the number of its part. */
static bool array_is_consecutive(const job_array *array)
{
    return array->id >= array->least && array->id - array->least < array->count &&
           (array->most < 0 || array->most - array->least + 1 == array->count) && (array->step < 0 || array->step == 1);
}

static cb_status shard_of_slurm(const cb_arguments *arguments, size_t *shard, size_t *shards)
{
    job_array array;
    const char *id = getenv(SLURM "ID");
    if (!id || !*id)
        return CB_OK;
    cb_status status = array_read(arguments, &array);
    if (status)
        return status;
    if (!array_is_consecutive(&array))
        return cb_usage_error(cb_arguments_command(arguments),
                              "task %ld of a job array of %ld tasks from %ld: the ids must be consecutive, like "
                              "--array=1-%ld; or give --shard",
                              array.id, array.count, array.least, array.count);
    long index = array.id - array.least + 1;
    *shard = (size_t)index;
    *shards = (size_t)array.count;
    fprintf(stderr, "conurb run: part %ld of %ld of this job array\n", index, array.count);
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
    return cb_arguments_has(arguments, "member") ? CB_OK : shard_of_slurm(arguments, shard, shards);
}
