#include "deterrence.h"

#include <math.h>
#include <stdlib.h>

#include "great_circle.h"
#include "total.h"

#define LEAST_INSIDE 2.0 /* km */
#define PI           3.14159265358979323846

/* A county, or several that lie together: its place in the unit sphere, and its share of the people of its place. */
typedef struct point {
    double x, y, z, inside, share, counties;
} point;

typedef struct points {
    point *items; /* those of place p are first[p] to first[p + 1] - 1 */
    size_t *first;
} points;

static point point_of(double longitude, double latitude, double area, double share, double counties)
{
    double radian = PI / 180.0, around = longitude * radian, up = latitude * radian;
    return (point){.x = cos(up) * cos(around),
                   .y = cos(up) * sin(around),
                   .z = sin(up),
                   .inside = fmax(LEAST_INSIDE, 2.0 / 3.0 * sqrt(area / PI)),
                   .share = share,
                   .counties = counties};
}

static double apart(const point *a, const point *b)
{
    double x = a->x - b->x, y = a->y - b->y, z = a->z - b->z;
    double chord = sqrt(x * x + y * y + z * z);
    return fmax(2.0 * CB_EARTH_RADIUS * asin(fmin(1.0, chord / 2.0)), fmax(a->inside, b->inside));
}

static double weigh(cb_distance_form form, double km)
{
    return form.power ? cb_pow1(fmax(km, 1.0), -form.parameter) : cb_exp1(-form.parameter * km);
}

/* ---- points of places ------------------------------------------------------------------------------------------- */

static cb_status place_point(cb_setup *setup, size_t place, point *to)
{
    double area = cb_setup_area(setup, place);
    if (isnan(area))
        return cb_setup_place_error(
            setup, place,
            "place %s has no area, which the ways inside it follow from: give `area` in the places "
            "table, or counties in the table `points`",
            cb_setup_place_id(setup, place));
    *to = point_of(cb_setup_longitude(setup, place), cb_setup_latitude(setup, place), area, 1.0, 1.0);
    return CB_OK;
}

/* Rows of one place are together: they are sorted by place. */
static cb_status row_points(point *to, cb_setup *setup, const cb_rows *rows, size_t begin, size_t end)
{
    const double *longitude = cb_rows_number(rows, "lon"), *latitude = cb_rows_number(rows, "lat");
    const double *area = cb_rows_number(rows, "area"), *persons = cb_rows_number(rows, "persons");
    const double *counties = cb_rows_number(rows, "counties");
    double sum = cb_total(persons + begin, end - begin);
    if (!(sum > 0.0))
        return cb_setup_row_error(setup, rows, begin, "persons",
                                  "the points of a place need people: they weigh its counties");
    for (size_t row = begin; row < end; row++)
        to[row - begin] =
            point_of(longitude[row], latitude[row], area[row], persons[row] / sum, counties ? counties[row] : 1.0);
    return CB_OK;
}

static cb_status points_create(points *p, cb_deterrence *d, cb_setup *setup)
{
    const cb_rows *rows = cb_setup_table(setup, "points");
    size_t count = rows ? cb_rows_count(rows) : 0, used = 0, row = 0;
    const int *place_of = rows ? cb_rows_index(rows, "place") : NULL;
    p->items = calloc(count + d->places, sizeof *p->items);
    p->first = calloc(d->places + 1, sizeof *p->first);
    cb_status status = p->items && p->first ? CB_OK : CB_ERROR_MEMORY;
    for (size_t place = 0; place < d->places && status != CB_ERROR_MEMORY; place++) {
        size_t begin = row;
        p->first[place] = used;
        while (row < count && place_of[row] == (int)place)
            row++;
        cb_status found = row > begin ? row_points(p->items + used, setup, rows, begin, row)
                                      : place_point(setup, place, &p->items[used]);
        used += row > begin ? row - begin : 1;
        for (size_t item = p->first[place]; item < used; item++)
            d->counties[place] += p->items[item].counties;
        status = found ? found : status;
    }
    if (p->first)
        p->first[d->places] = used;
    return status;
}

/* ---- deterrence ------------------------------------------------------------------------------------------------- */

static double between(const points *p, cb_distance_form form, size_t from, size_t to)
{
    double sum = 0.0;
    for (size_t a = p->first[from]; a < p->first[from + 1]; a++)
        for (size_t b = p->first[to]; b < p->first[to + 1]; b++)
            sum += p->items[a].share * p->items[b].share * weigh(form, apart(&p->items[a], &p->items[b]));
    return sum;
}

/* Of n counties in one point, a move inside it stays in one of them once in n. */
static double same_county(const points *p, cb_distance_form form, size_t place)
{
    double sum = 0.0;
    for (const point *a = p->items + p->first[place]; a < p->items + p->first[place + 1]; a++)
        sum += a->share * a->share * weigh(form, a->inside) / fmax(1.0, a->counties);
    return sum;
}

static void fill(cb_deterrence *d, const points *p, cb_distance_form form)
{
    for (size_t i = 0; i < d->places; i++) {
        for (size_t j = 0; j < i; j++)
            d->between[i * d->places + j] = d->between[j * d->places + i] = between(p, form, i, j);
        d->within[i] = between(p, form, i, i);
        d->own_county[i] = d->within[i] > 0.0 ? same_county(p, form, i) / d->within[i] : 1.0;
    }
}

cb_status cb_deterrence_create(cb_deterrence *d, cb_setup *setup, cb_distance_form form)
{
    size_t places = cb_setup_places(setup);
    points p = {0};
    *d = (cb_deterrence){.places = places,
                         .between = calloc(places * places, sizeof *d->between),
                         .within = calloc(places, sizeof *d->within),
                         .own_county = calloc(places, sizeof *d->own_county),
                         .counties = calloc(places, sizeof *d->counties)};
    if (!d->between || !d->within || !d->own_county || !d->counties)
        return CB_ERROR_MEMORY;
    cb_status status = points_create(&p, d, setup);
    if (!status)
        fill(d, &p, form);
    free(p.items);
    free(p.first);
    return status;
}

cb_status cb_deterrence_create_between_centres(cb_deterrence *d, size_t places, const double *distance,
                                               cb_distance_form form)
{
    *d = (cb_deterrence){.places = places,
                         .between = calloc(places * places, sizeof *d->between),
                         .within = calloc(places, sizeof *d->within),
                         .counties = calloc(places, sizeof *d->counties)};
    if (!d->between || !d->within || !d->counties)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < places; i++) {
        d->counties[i] = 1.0;
        for (size_t j = 0; j < places; j++)
            d->between[i * places + j] = i == j ? 0.0 : weigh(form, distance[i * places + j]);
    }
    return CB_OK;
}

cb_status cb_deterrence_apply_stock(cb_deterrence *d, cb_setup *setup, const cb_rows *rows, double elasticity)
{
    const int *from = cb_rows_index(rows, "from"), *to = cb_rows_index(rows, "to");
    const double *ratio = cb_rows_number(rows, "ratio");
    for (size_t row = 0; row < cb_rows_count(rows); row++) {
        if (from[row] == to[row])
            return cb_setup_row_error(setup, rows, row, "to", "a place has no ratio to itself; remove the row");
        d->between[(size_t)from[row] * d->places + (size_t)to[row]] *= cb_pow1(ratio[row], elasticity);
    }
    return CB_OK;
}

void cb_deterrence_free(cb_deterrence *d)
{
    free(d->between);
    free(d->within);
    free(d->own_county);
    free(d->counties);
    *d = (cb_deterrence){0};
}
