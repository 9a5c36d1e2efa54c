/* The land of places, and how densely people live on it.
 *
 *   density = population / land area
 *
 * Area is that of the places table and does not change. */
#include <math.h>
#include <stdlib.h>

#include "process.h"

typedef struct land_plan {
    size_t places;
    cb_id area_field;
    double *area; /* [place], km2 */
} land_plan;

static cb_status land_prepare(cb_setup *setup, void **plan)
{
    land_plan *made = calloc(1, sizeof *made);
    cb_status status = CB_OK;
    *plan = made;
    if (!made)
        return CB_ERROR_MEMORY;
    *made = (land_plan){.places = cb_setup_places(setup), .area_field = cb_setup_field(setup, "land_area")};
    made->area = calloc(made->places + 1, sizeof *made->area);
    if (!made->area)
        return CB_ERROR_MEMORY;
    for (size_t place = 0; place < made->places; place++) {
        made->area[place] = cb_setup_area(setup, place);
        if (isnan(made->area[place]))
            status = cb_setup_place_error(setup, place,
                                          "place %s has no area: give it in the places table, or leave land out of "
                                          "`processes`",
                                          cb_setup_place_id(setup, place));
    }
    return status;
}

static void land_release(void *plan)
{
    land_plan *p = plan;
    if (p)
        free(p->area);
    free(p);
}

static void start_visit(cb_block *block, size_t place, size_t vector, void *context)
{
    const land_plan *p = context;
    *cb_view_row(cb_block_view(block, p->area_field), place, vector) = cb_splat(p->area[place]);
}

static cb_status land_start(cb_block *block, const void *plan)
{
    land_plan p = *(const land_plan *)plan;
    cb_each_place(block, start_visit, &p);
    return CB_OK;
}

/* ---- declaration ------------------------------------------------------------------------------------------------ */

static const cb_field fields[] = {
    {.name = "land_area", .unit = "km2", .long_name = "land area", .axes = "place", .kind = CB_STATE, .max = 1e9},
    {0},
};

static const cb_indicator indicators[] = {
    {.name = "land_area", .unit = "km2", .doc = "land area", .reduction = CB_SUM, .field = "land_area"},
    {.name = "density",
     .unit = "person/km2",
     .doc = "people per area",
     .reduction = CB_RATIO,
     .numerator = "population",
     .denominator = "land_area"},
    {0},
};

static const cb_use uses[] = {{"land_area", CB_WRITE}, {0}};

const cb_process CB_PROCESS(land) = {
    .name = "land",
    .doc = "the area of places, and the density of people",
    .reference = "United Nations 2018, World Urbanization Prospects: Methodology",
    .fields = fields,
    .indicators = indicators,
    .uses = uses,
    .prepare = land_prepare,
    .start = land_start,
    .release = land_release,
};
