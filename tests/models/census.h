/* The base population of a scenario of tests/models/scenarios/census, and its tables read without the engine. */
#ifndef CB_CENSUS_H
#define CB_CENSUS_H

#include "prepared.h"

#define CENSUS "models/scenarios/census/"

enum { FEMALE, MALE, SEXES };
enum { KUANG, WENSHUI, XINAN, YUNLONG, LILING, GUANGDONG, CENSUS_PLACES };
enum { RURAL, REGISTERED, UNREGISTERED, STATUSES };

static inline size_t census_place(const char *id)
{
    static const char *const ids[] = {"140303", "141121", "410323", "430271", "430281", "440000"};
    for (size_t p = 0; p < CENSUS_PLACES; p++)
        if (!strcmp(id, ids[p]))
            return p;
    fail_msg("no place %s", id);
    return 0;
}

typedef struct people {
    prepared made;
    const double *base, *special; /* [place][age][sex][status]; special may be NULL */
    size_t ages, statuses;
} people;

static inline people people_open(const char *scenario, size_t ages, size_t statuses)
{
    people p = {.made = prepared_open(scenario, NULL), .ages = ages, .statuses = statuses};
    p.base = prepared_shared(&p.made, "base_people");
    p.special = prepared_shared(&p.made, "special_people");
    assert_non_null(p.base);
    return p;
}

static inline size_t people_cell(const people *p, size_t place, size_t age, size_t sex, size_t status)
{
    return ((place * p->ages + age) * SEXES + sex) * p->statuses + status;
}

/* Sum over statuses of ages `from` to `to` - 1. */
static inline double people_of_ages(const people *p, const double *values, size_t place, size_t sex, size_t from,
                                    size_t to)
{
    double sum = 0.0;
    for (size_t age = from; age < to; age++)
        for (size_t status = 0; status < p->statuses; status++)
            sum += values[people_cell(p, place, age, sex, status)];
    return sum;
}

static inline double people_of_status(const people *p, const double *values, size_t place, size_t status)
{
    double sum = 0.0;
    for (size_t age = 0; age < p->ages; age++)
        for (size_t sex = 0; sex < SEXES; sex++)
            sum += values[people_cell(p, place, age, sex, status)];
    return sum;
}

static inline void people_close(people p)
{
    prepared_close(p.made);
}

/* Every row of census.csv with the ages of its group. */
typedef void census_visit(const people *p, size_t place, size_t sex, size_t from, size_t to, double persons);
static inline void census_each(const people *p, census_visit *visit)
{
    char line[128], id[16], sex;
    int age;
    double persons;
    FILE *file = fopen(TESTS_DIR "/" CENSUS "census.csv", "r");
    assert_true(file && fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        assert_int_equal(sscanf(line, "%15[^,],%c,%d,%lf", id, &sex, &age, &persons), 4);
        visit(p, census_place(id), sex == 'M', (size_t)age,
              age == 0   ? 1
              : age == 1 ? 5
              : age < 85 ? (size_t)age + 5
                         : 101,
              persons);
    }
    fclose(file);
}

/* People of residence.csv. */
static inline double census_residence(size_t place, size_t status)
{
    static const char *const labels[] = {"rural", "registered", "unregistered"};
    char line[128], id[16], label[32];
    double persons, found = -1.0;
    FILE *file = fopen(TESTS_DIR "/" CENSUS "residence.csv", "r");
    assert_true(file && fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        assert_int_equal(sscanf(line, "%15[^,],%31[^,],%lf", id, label, &persons), 3);
        if (census_place(id) == place && !strcmp(label, labels[status]))
            found = persons;
    }
    fclose(file);
    assert_true(found >= 0.0);
    return found;
}

#endif
