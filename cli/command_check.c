#include <math.h>
#include <omp.h>
#include <stdio.h>

#include "command.h"
#include "progress.h"
#include "scenario_arguments.h"

/* 1500000 bytes -> "1.4 MiB" */
static void print_bytes(const char *label, double bytes, const char *note)
{
    static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    size_t unit = 0;
    for (; bytes >= 1024.0 && unit + 1 < sizeof units / sizeof *units; unit++)
        bytes /= 1024.0;
    printf("  %-15s about %.*f %s%s\n", label, bytes < 10.0 && unit ? 1 : 0, bytes, units[unit], note);
}

static void print_cost(const char *file, const cb_run_cost *cost, int threads)
{
    char time[CB_DURATION_SIZE];
    double busy = fmin(threads, ceil((double)cost->members / 8.0) * (double)cost->variants);
    cb_duration_text(time, cost->seconds / busy);
    printf("%s: valid\n", file);
    printf("  %-15s %zu places of %zu groups of people, %zu steps\n", "size", cost->places, cost->cells, cost->steps);
    printf("  %-15s %zu members of %zu variants, %zu uncertain inputs\n", "ensemble", cost->members, cost->variants,
           cost->inputs);
    printf("  %-15s about %s on %.0f thread%s\n", "time", time, busy, busy > 1.0 ? "s" : "");
    print_bytes("memory", cost->world_bytes + cost->block_bytes * busy, "");
    print_bytes("disk", cost->file_bytes, " before compression");
    /* No process yet keeps a matrix for each set of open projects. */
    printf("  %-15s 1\n", "network states");
}

static cb_status check_file(const cb_arguments *arguments, const char *file)
{
    cb_loaded loaded;
    cb_run_cost cost;
    cb_fault fault = {{0}};
    cb_status status = cb_loaded_open(&loaded, arguments, file);
    if (!status) {
        cb_run_options options = {.variants = loaded.variants,
                                  .variant_count = loaded.variant_count,
                                  .member = CB_NONE,
                                  .shard = 1,
                                  .shards = 1,
                                  .threads = loaded.threads,
                                  .block_lanes = loaded.block_lanes};
        status = cb_run_estimate(loaded.scenario, &options, loaded.diagnostics, &cost, &fault);
        if (status)
            cb_loaded_complain(&loaded, arguments, file, status, &fault);
    }
    if (!status)
        print_cost(file, &cost, loaded.threads ? loaded.threads : omp_get_max_threads());
    cb_loaded_clear(&loaded);
    return status;
}

/* Every scenario is checked; the status that stands is that of the worst: bad input before failed work. */
static cb_status check(const cb_arguments *arguments)
{
    cb_status worst = CB_OK;
    for (size_t i = 0; i < cb_arguments_count(arguments); i++) {
        cb_status status = check_file(arguments, cb_arguments_word(arguments, i));
        if (cb_status_exit(status) > cb_status_exit(worst))
            worst = status;
    }
    return worst;
}

static const cb_option options[] = {CB_SCENARIO_OPTIONS, {0}};

const cb_command cb_command_check = {.name = "check",
                                     .doc = "validate scenarios and say what a run will cost",
                                     .usage = "SCENARIO... [OPTIONS]",
                                     .options = options,
                                     .least = 1,
                                     .most = SIZE_MAX,
                                     .run = check};
