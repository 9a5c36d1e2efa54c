/* Results of a scenario with one variant and one member, addressed by their axes. */
#ifndef CB_CELLS_H
#define CB_CELLS_H

#include "run_scenario.h"

/* A variable without its variant and member axes; `length` are the axes that remain. */
typedef struct cells {
    double *values;
    size_t length[CB_MAX_RANK], rank;
} cells;

static inline cells cells_read(cb_result *result, const char *name)
{
    const cb_variable *variable = cb_result_variable(result, name);
    const cb_manifest *manifest = cb_result_manifest(result);
    cells c = {.values = result_values(result, name, NULL), .rank = variable->rank - 2};
    for (size_t d = 0; d < c.rank; d++)
        c.length[d] = manifest->dimensions[variable->dims[d + 2]].length;
    return c;
}

static inline double cells_at_(const cells *c, const size_t *index)
{
    size_t at = 0;
    for (size_t d = 0; d < c->rank; d++) {
        assert_true(index[d] < c->length[d]);
        at = at * c->length[d] + index[d];
    }
    return c->values[at];
}

/* cells_at(c, time, place, ...): as many indices as axes. */
#define cells_at(c, ...) cells_at_(&(c), (const size_t[CB_MAX_RANK]){__VA_ARGS__})

/* Sum over the axes behind the first `fixed` ones. */
static inline double cells_sum(const cells *c, size_t fixed, const size_t *index)
{
    size_t first = 0, inner = 1;
    for (size_t d = 0; d < fixed; d++)
        first = first * c->length[d] + index[d];
    for (size_t d = fixed; d < c->rank; d++)
        inner *= c->length[d];
    double sum = 0.0;
    for (size_t i = 0; i < inner; i++)
        sum += c->values[first * inner + i];
    return sum;
}

static inline void cells_free(cells c)
{
    free(c.values);
}

/* One variable of a run. */
static inline cells cells_of(const char *scenario, const char *const *sets, const char *name)
{
    cb_result *result = run_scenario(scenario, sets);
    cells c = cells_read(result, name);
    cb_result_close(result);
    return c;
}

/* Of the variable cohorts: everybody of one age, sex and status in a place. */
static inline double cells_person(const cells *people, size_t time, size_t place, size_t cell)
{
    size_t of_place = people->length[2] * people->length[3] * people->length[4];
    return people->values[(time * people->length[1] + place) * of_place + cell];
}

/* Places of two worlds hold the same people at every time. */
static inline void assert_same_people(const cells *a, size_t place, const cells *b, size_t other, double tolerance)
{
    size_t of_place = a->length[2] * a->length[3] * a->length[4];
    for (size_t time = 0; time < a->length[0]; time++)
        for (size_t cell = 0; cell < of_place; cell++)
            assert_relative(cells_person(b, time, other, cell), cells_person(a, time, place, cell), tolerance);
}

/* A column of a CSV file below tests/ without quotes; the caller frees. */
static inline double *csv_column(const char *file, const char *column, size_t *count)
{
    char path[512], line[4096];
    snprintf(path, sizeof path, "%s/%s", TESTS_DIR, file);
    FILE *stream = fopen(path, "r");
    assert_true(stream && fgets(line, sizeof line, stream));
    int index = 0, found = -1;
    for (char *word = strtok(line, ",\n"); word; word = strtok(NULL, ",\n"), index++)
        if (!strcmp(word, column))
            found = index;
    assert_true(found >= 0);
    double *values = NULL;
    for (*count = 0; fgets(line, sizeof line, stream);) {
        char *word = strtok(line, ",\n");
        for (int i = 0; i < found; i++)
            word = strtok(NULL, ",\n");
        values = realloc(values, (*count + 1) * sizeof *values);
        assert_non_null(values);
        values[(*count)++] = strtod(word, NULL);
    }
    fclose(stream);
    return values;
}

#endif
