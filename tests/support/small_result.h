/* A small result file with numbers that can be checked by hand, written through manifest, journal and assembly.
 *
 * Variants base and fast, members 0 to 9, years 2020 to 2023, regions all and north, four targets:
 *   share-70      at least 70 % in all by 2023. base: member m reaches 65 + m, fast: 69 + m
 *   no-more       at most 100 km2 of north by 2022: NaN in member 9, else 90 + 2 m (fast: 50)
 *   line          open by 2022-09-30; base opens at 2022.5 + m / 10 (m = 9: never), fast does not have the project
 *   air           not modelled
 * region_rate = 60 + member + year - 2020 + 4 for fast + 10 for north; region_births has statuses: rural 1 + member and
 * urban 100, NaN in 2020. */
#ifndef CB_SMALL_RESULT_H
#define CB_SMALL_RESULT_H

#include <stdlib.h>
#include <unistd.h>

#include "assemble.h"
#include "result_file.h"
#include "suite.h"

enum {
    SMALL_VARIANTS = 2,
    SMALL_MEMBERS = 10,
    SMALL_TIMES = 4,
    SMALL_REGIONS = 2,
    SMALL_TARGETS = 4,
    SMALL_STATUS = 2
};

typedef double small_value(size_t variant, size_t member, size_t time, size_t entry);

static inline double small_rate(size_t variant, size_t member, size_t time, size_t region)
{
    return 60.0 + (double)member + (double)time + 4.0 * (double)variant + 10.0 * (double)region;
}

static inline double small_births(size_t variant, size_t member, size_t time, size_t entry)
{
    (void)variant;
    if (!time)
        return NAN;
    return entry % SMALL_STATUS ? 100.0 : 1.0 + (double)member;
}

static inline double small_target(size_t variant, size_t member, size_t time, size_t target)
{
    switch (target) {
    case 0:
        return 62.0 + (double)time + (double)member + 4.0 * (double)variant;
    case 1:
        return member == 9 ? NAN : variant ? 50.0 : time ? 90.0 + 2.0 * (double)member : 101.0;
    case 2:
        return 1.0; /* at the end of a year; what counts is the date */
    default:
        return NAN;
    }
}

static inline double small_opening(size_t variant, size_t member, size_t time, size_t project)
{
    (void)time;
    (void)project;
    return variant ? NAN : member == 9 ? INFINITY : 2022.5 + (double)member / 10.0;
}

static inline double small_residual(size_t variant, size_t member, size_t time, size_t entry)
{
    (void)time;
    (void)entry;
    return 1e-15 * (double)(1 + variant + member);
}

static const struct small_variable {
    const char *name, *unit, *dims;
    size_t times, entries;
    small_value *value;
} small_variables[] = {
    {"region_rate", "%", "variant member time region", SMALL_TIMES, SMALL_REGIONS, small_rate},
    {"region_births", "person", "variant member time region status", SMALL_TIMES, SMALL_REGIONS *SMALL_STATUS,
     small_births},
    {"target_value", "1", "variant member time target", SMALL_TIMES, SMALL_TARGETS, small_target},
    {"project_opening", "year", "variant member project", 1, 1, small_opening},
    {"balance_residual", "1", "variant member", 1, 1, small_residual},
};
#define SMALL_VARIABLES (sizeof small_variables / sizeof *small_variables)

static inline void small_labels(cb_manifest *manifest)
{
    static const struct {
        const char *name;
        const char *texts[SMALL_TARGETS];
    } labels[] = {
        {"target_name", {"Urban share", "No more land", "The line opens", "Clean air"}},
        {"target_indicator", {"rate", "land", "", "air_quality"}},
        {"target_region", {"all", "north", "", ""}},
        {"target_project", {"", "", "fast-line", ""}},
        {"target_quantity", {"level", "level", "event", "level"}},
        {"target_comparison", {"at least 70 %", "at most 100 km2", "open", "at least 300 days"}},
        {"target_unit", {"%", "km2", "", "days"}},
        {"target_kind", {"expected", "binding", "expected", "binding"}},
        {"target_source", {"Plan, p. 3", "Plan, p. 5", "", "Plan, p. 7"}},
        {"target_assumed", {"", "", "an example", ""}},
        {"target_not_modelled", {"", "", "", "no process models air"}},
    };
    static const double low[] = {70.0, NAN, NAN, 300.0}, high[] = {NAN, 100.0, NAN, NAN};
    static const double by[] = {2023.0, 2022.0, 2022.0 + 273.0 / 365.0, 2023.0};
    static const char *const assumed[] = {"no", "yes"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        assert_int_equal(cb_manifest_add_labels(manifest, labels[i].name, "of a target", "target", labels[i].texts), 0);
    assert_int_equal(cb_manifest_add_variable(manifest, "target_low", "1", "lowest", "target", false, NULL, low, NULL),
                     0);
    assert_int_equal(
        cb_manifest_add_variable(manifest, "target_high", "1", "highest", "target", false, NULL, high, NULL), 0);
    assert_int_equal(cb_manifest_add_variable(manifest, "target_by", "year", "by", "target", false, NULL, by, NULL), 0);
    assert_int_equal(cb_manifest_add_labels(manifest, "variant_assumed", "assumed", "variant", assumed), 0);
}

static inline cb_manifest *small_manifest(void)
{
    static const char *const variants[] = {"base", "fast"}, *const regions[] = {"all", "north"};
    static const char *const targets[] = {"share-70", "no-more", "line", "air"}, *const projects[] = {"fast-line"};
    static const char *const statuses[] = {"rural", "urban"};
    static const int64_t members[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, years[] = {2020, 2021, 2022, 2023};
    cb_manifest *manifest = NULL;
    assert_int_equal(cb_manifest_create(&manifest), 0);
    assert_int_equal(cb_manifest_add_texts(manifest, "variant", "variant", 2, variants, NULL), 0);
    assert_int_equal(cb_manifest_add_integers(manifest, "member", "1", "member", 10, members, NULL), 0);
    assert_int_equal(cb_manifest_add_integers(manifest, "time", "year", "year", 4, years, NULL), 0);
    assert_int_equal(cb_manifest_add_texts(manifest, "region", "region", 2, regions, NULL), 0);
    assert_int_equal(cb_manifest_add_texts(manifest, "status", "status", 2, statuses, NULL), 0);
    assert_int_equal(cb_manifest_add_texts(manifest, "target", "target", 4, targets, NULL), 0);
    assert_int_equal(cb_manifest_add_texts(manifest, "project", "project", 1, projects, NULL), 0);
    small_labels(manifest);
    for (size_t v = 0; v < SMALL_VARIABLES; v++)
        assert_int_equal(cb_manifest_add_variable(manifest, small_variables[v].name, small_variables[v].unit,
                                                  "a number", small_variables[v].dims, false, NULL, NULL, NULL),
                         0);
    assert_int_equal(cb_manifest_add_attribute(manifest, "Conventions", "CF-1.10"), 0);
    assert_int_equal(cb_manifest_add_attribute(manifest, "conurb_version", "0.1.0"), 0);
    assert_int_equal(cb_manifest_add_document(manifest, "scenario_resolved", "title: small\n"), 0);
    manifest->first_chunk = 0;
    manifest->last_chunk = 2;
    return manifest;
}

static inline void small_append(cb_journal *journal, const cb_manifest *manifest, size_t v, size_t variant,
                                size_t chunk)
{
    const struct small_variable *variable = &small_variables[v];
    size_t per_member = variable->times * variable->entries, count = CB_CHUNK_MEMBERS * per_member;
    double *values = malloc(count * sizeof *values);
    assert_non_null(values);
    for (size_t i = 0; i < count; i++) {
        size_t member = chunk * CB_CHUNK_MEMBERS + i / per_member, rest = i % per_member;
        values[i] = member < SMALL_MEMBERS
                        ? variable->value(variant, member, rest / variable->entries, rest % variable->entries)
                        : NAN;
    }
    size_t index = 0;
    while (strcmp(manifest->variables[index].name, variable->name))
        index++;
    cb_chunk_key key = {(uint32_t)index, (uint32_t)variant, (uint32_t)chunk, 0};
    cb_fault fault = {{0}};
    if (cb_journal_append(journal, key, values, count, false, &fault))
        fail_msg("%s", fault.text);
    free(values);
}

/* `path` has room for 64 characters and receives the path of the file. */
static inline void small_result_write(char *path)
{
    char folder[] = "/tmp/conurb-test-XXXXXX", parts[80];
    cb_fault fault = {{0}};
    cb_journal *journal = NULL;
    assert_non_null(mkdtemp(folder));
    snprintf(path, 64, "%s/small.h5", folder);
    snprintf(parts, sizeof parts, "%s.parts", path);
    cb_output output;
    cb_manifest *manifest = small_manifest();
    if (cb_output_make(&output, path, &fault) || cb_journal_create(&journal, parts, manifest, &fault))
        fail_msg("%s", fault.text);
    for (size_t v = 0; v < SMALL_VARIABLES; v++)
        for (size_t variant = 0; variant < SMALL_VARIANTS; variant++)
            for (size_t chunk = 0; chunk < 2; chunk++)
                small_append(journal, manifest, v, variant, chunk);
    if (cb_assemble(&journal, 1, &output, &fault) || cb_journal_close(journal, &fault))
        fail_msg("%s", fault.text);
    cb_output_clear(&output);
    cb_manifest_free(manifest);
    unlink(parts);
}

static inline void small_result_remove(const char *path)
{
    char folder[64];
    snprintf(folder, sizeof folder, "%s", path);
    *strrchr(folder, '/') = '\0';
    unlink(path);
    rmdir(folder);
}

static inline cb_result *small_result_open(void)
{
    char path[64];
    cb_result *result = NULL;
    cb_fault fault = {{0}};
    small_result_write(path);
    if (cb_result_open(&result, path, &fault))
        fail_msg("%s", fault.text);
    small_result_remove(path); /* the open file lives on until it is closed */
    return result;
}

#endif
