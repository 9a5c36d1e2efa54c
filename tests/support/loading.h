/* Loads a scenario that is written in a test, in a folder of its own, with the fake processes. */
#ifndef CB_LOADING_H
#define CB_LOADING_H

#include <stdlib.h>
#include <unistd.h>

#include "fake_processes.h"
#include "scenario.h"
#include "suite.h"

#define CLOCK  "clock: {start: 2020, end: 2030}\n"
#define PLACES "places: {table: places.csv}\n"
#define PEOPLE "statuses: [rural, urban]\npopulation: {table: people.csv}\n"
#define USUAL  CLOCK PLACES PEOPLE

typedef struct loading {
    char folder[32];
    cb_diagnostics *diagnostics;
    cb_scenario *scenario; /* NULL after complaints */
    cb_status status;
    char *complaints; /* as printed */
} loading;

static const char loading_places[] = "id,name,lon,lat,area\n"
                                     "B,Beta,113.5,37.5,2000\nA,Alpha,112.5,37.9,1000\nC,,111.1,37.5,3000\n";
static const char loading_people[] = "place,sex,age,status,persons\n"
                                     "A,F,0,rural,10\nA,F,0,urban,20\nA,M,0,rural,11\nA,M,0,urban,21\n"
                                     "B,F,0,rural,30\nB,F,0,urban,40\nB,M,0,rural,31\nB,M,0,urban,41\n"
                                     "C,F,0,rural,50\nC,F,0,urban,60\nC,M,0,rural,51\nC,M,0,urban,61\n";

static inline void loading_write(const char *name, const char *text)
{
    FILE *stream = fopen(name, "w");
    assert_non_null(stream);
    assert_true(fputs(text, stream) >= 0);
    assert_int_equal(fclose(stream), 0);
}

static inline void loading_print(loading *l)
{
    size_t size = 0;
    FILE *stream = open_memstream(&l->complaints, &size);
    assert_non_null(stream);
    cb_diagnostics_print(l->diagnostics, stream);
    assert_int_equal(fclose(stream), 0);
}

/* A folder with the usual tables, made the working directory. */
static inline void loading_open(loading *l)
{
    *l = (loading){.folder = "/tmp/conurb-test-XXXXXX"};
    assert_non_null(mkdtemp(l->folder));
    assert_int_equal(chdir(l->folder), 0);
    loading_write("places.csv", loading_places);
    loading_write("people.csv", loading_people);
}

/* With the fake processes, unless `options` names others. */
static inline void loading_read(loading *l, const char *file, cb_scenario_options options)
{
    if (!options.processes) {
        options.processes = fake_processes;
        options.process_count = FAKE_COUNT;
    }
    assert_int_equal(cb_diagnostics_create(&l->diagnostics), CB_OK);
    l->status = cb_scenario_load(file, &options, l->diagnostics, &l->scenario);
    loading_print(l);
    assert_int_equal(!l->scenario, l->status != CB_OK);
}

static inline loading loading_of(const char *yaml)
{
    loading l;
    loading_open(&l);
    loading_write("scenario.yaml", yaml);
    loading_read(&l, "scenario.yaml", (cb_scenario_options){0});
    return l;
}

static inline void loading_close(loading *l)
{
    char command[64];
    cb_scenario_free(l->scenario);
    cb_diagnostics_free(l->diagnostics);
    free(l->complaints);
    assert_int_equal(chdir("/"), 0);
    snprintf(command, sizeof command, "rm -rf '%s'", l->folder);
    assert_int_equal(system(command), 0);
}

/* Errors that are shown; what several variants share is shown once. */
static inline size_t loading_errors(const loading *l)
{
    size_t count = 0;
    for (const char *at = l->complaints; (at = strstr(at, "error: ")); at++)
        count++;
    return count;
}

/* A scenario that must be valid. */
static inline loading loading_valid(const char *yaml)
{
    loading l = loading_of(yaml);
    if (l.status)
        fail_msg("%s", l.complaints);
    assert_string_equal(l.complaints, "");
    return l;
}

/* A scenario with exactly one error, whose first line holds `text`. */
static inline void assert_complaint(const char *yaml, const char *text)
{
    loading l = loading_of(yaml);
    assert_int_equal(l.status, CB_ERROR_INPUT);
    if (!strstr(l.complaints, text) || loading_errors(&l) != 1)
        fail_msg("expected one error with \"%s\", not:\n%s", text, l.complaints);
    loading_close(&l);
}

#endif
