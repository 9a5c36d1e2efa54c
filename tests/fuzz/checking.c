#include "checking.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "quantity.h"
#include "registry.h"
#include "run.h"

#define MOST_MEMBERS 16
#define MOST_STEPS   60
#define MOST_LIST    100 /* variants, targets, .. */

int LLVMFuzzerInitialize(int *argc, char ***argv);
cb_status __wrap_cb_units_create(cb_units **units);
cb_status __real_cb_units_create(cb_units **units);
void __wrap_cb_units_free(cb_units *units);
void __real_cb_units_free(cb_units *units);

static char folder[] = "/tmp/conurb-fuzz-XXXXXX";
static FILE *nowhere;
static cb_units *units_once;

/* ---- folder ---------------------------------------------------------------------------------------------------- */

static void require(bool held, const char *what)
{
    if (held)
        return;
    fprintf(stderr, "fuzz: %s\n", what);
    abort();
}

static void close_all(void)
{
    char command[64];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    if (system(command))
        fprintf(stderr, "fuzz: %s is left behind\n", folder);
    __real_cb_units_free(units_once);
    fclose(nowhere);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    char command[1024];
    (void)argc;
    (void)argv;
    require(mkdtemp(folder), "no temporary folder");
    snprintf(command, sizeof command, "cp '%s'/* '%s'", SCENARIO_DIR, folder);
    require(!system(command), "the small scenario cannot be copied");
    nowhere = fopen("/dev/null", "w");
    require(nowhere, "/dev/null cannot be opened");
    atexit(close_all);
    return 0;
}

const char *checking_path(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

void checking_write(const char *name, const uint8_t *data, size_t size)
{
    FILE *stream = fopen(checking_path(name), "wb");
    require(stream && fwrite(data, 1, size, stream) == size && !fclose(stream), "the input cannot be written");
}

/* ---- units ------------------------------------------------------------------------------------------------------
 * Their database takes ten times as long to read as a scenario: it is read once. */

cb_status __wrap_cb_units_create(cb_units **units)
{
    cb_status status = units_once ? CB_OK : __real_cb_units_create(&units_once);
    *units = units_once;
    return status;
}

void __wrap_cb_units_free(cb_units *units)
{
    (void)units;
}

/* ---- checking -------------------------------------------------------------------------------------------------- */

static bool is_small(const cb_scenario *scenario)
{
    return scenario->ensemble.members <= MOST_MEMBERS && scenario->clock.step_count <= MOST_STEPS &&
           scenario->variant_count <= MOST_LIST && scenario->target_count <= MOST_LIST;
}

static void run_small(const cb_scenario *scenario, cb_diagnostics *diagnostics)
{
    cb_run_options options = {.member = CB_NONE, .shard = 1, .shards = 1, .threads = 1};
    cb_run_cost cost;
    cb_fault fault = {{0}};
    cb_status status = cb_run_estimate(scenario, &options, diagnostics, &cost, &fault);
    require(!status || cb_diagnostics_count(diagnostics) || fault.text[0], "a run was refused without a word");
}

void checking_scenario(const char *name, const char *set)
{
    cb_scenario_options options = {.sets = &set, .set_count = set != NULL};
    cb_diagnostics *diagnostics;
    cb_scenario *scenario;
    options.processes = cb_registry(&options.process_count);
    require(!cb_diagnostics_create(&diagnostics), "out of memory");
    cb_status status = cb_scenario_load(checking_path(name), &options, diagnostics, &scenario);
    require(status == CB_OK || status == CB_ERROR_INPUT, "a scenario failed otherwise than by its input");
    require((status == CB_OK) == (cb_diagnostics_count(diagnostics) == 0), "a refusal and its complaints differ");
    require((status == CB_OK) == (scenario != NULL), "a refused scenario, or none");
    if (scenario && is_small(scenario))
        run_small(scenario, diagnostics);
    cb_diagnostics_print(diagnostics, nowhere);
    cb_scenario_free(scenario);
    cb_diagnostics_free(diagnostics);
}
