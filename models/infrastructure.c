/* Infrastructure capital by perpetual inventory, and dated projects that join it when they open.
 *
 *   K' = (1 - delta) K + I     every year of the step
 *
 * A project that opens within the step (begin, end] adds its cost at the end of the step, half to each end of the link.
 * What opened at or before the start is part of the capital of the start.
 *
 * OECD 2009, Measuring Capital. */
#include <stdlib.h>

#include "process.h"

typedef struct infrastructure_plan {
    size_t projects;
    cb_project_info *project;
    double *investment; /* [place], CNY/yr; what the table gives */
    cb_id capital, depreciation, factor;
} infrastructure_plan;

static void investment_read(infrastructure_plan *p, const cb_rows *rows)
{
    const double *investment = rows ? cb_rows_number(rows, "investment") : NULL;
    const int *place = rows ? cb_rows_index(rows, "place") : NULL;
    for (size_t row = 0; investment && row < cb_rows_count(rows); row++)
        p->investment[place[row]] += investment[row];
}

static cb_status infrastructure_prepare(cb_setup *setup, void **plan)
{
    infrastructure_plan *made = calloc(1, sizeof *made);
    *plan = made;
    if (!made)
        return CB_ERROR_MEMORY;
    *made = (infrastructure_plan){.projects = cb_setup_projects(setup),
                                  .project = calloc(cb_setup_projects(setup) + 1, sizeof *made->project),
                                  .investment = calloc(cb_setup_places(setup), sizeof *made->investment),
                                  .capital = cb_setup_field(setup, "capital"),
                                  .depreciation = cb_setup_param(setup, "infrastructure.depreciation"),
                                  .factor = cb_setup_param(setup, "infrastructure.investment")};
    if (!made->project || !made->investment)
        return CB_ERROR_MEMORY;
    for (size_t i = 0; i < made->projects; i++)
        made->project[i] = cb_setup_project(setup, i);
    investment_read(made, cb_setup_table(setup, "infrastructure"));
    return CB_OK;
}

static void infrastructure_release(void *plan)
{
    infrastructure_plan *p = plan;
    if (!p)
        return;
    free(p->project);
    free(p->investment);
    free(p);
}

typedef struct year {
    const infrastructure_plan *plan;
    cb_param_view depreciation, factor;
} year;

static cb_vec opened(const cb_block *block, const infrastructure_plan *p, size_t place, size_t vector)
{
    cb_vec sum = cb_splat(0.0), begin = cb_splat(cb_block_time(block));
    cb_vec end = begin + cb_splat(cb_block_years(block));
    for (size_t i = 0; i < p->projects; i++) {
        double half = (p->project[i].from == (cb_id)place) + (p->project[i].to == (cb_id)place);
        if (half == 0.0)
            continue;
        cb_vec opens = cb_block_project(block, CB_PROJECT_OPENS, i, vector);
        cb_vec cost = cb_splat(half / 2.0) * cb_block_project(block, CB_PROJECT_COST, i, vector);
        sum += cb_select((opens > begin) & (opens <= end), cost, cb_splat(0.0));
    }
    return sum;
}

static void step_visit(cb_block *block, size_t place, size_t vector, void *context)
{
    const year *y = context;
    cb_vec *capital = cb_view_row(cb_block_view(block, y->plan->capital), place, vector);
    cb_vec kept = cb_splat(1.0) - cb_param_at(y->depreciation, place, vector);
    cb_vec investment = cb_param_at(y->factor, place, vector) * cb_splat(y->plan->investment[place]);
    for (double passed = 0.0; passed < cb_block_years(block); passed += 1.0)
        *capital = kept * *capital + investment;
    *capital += opened(block, y->plan, place, vector);
}

static cb_status infrastructure_step(cb_block *block, const void *plan)
{
    const infrastructure_plan *p = plan;
    year y = {
        .plan = p, .depreciation = cb_block_param(block, p->depreciation), .factor = cb_block_param(block, p->factor)};
    cb_each_place(block, step_visit, &y);
    return CB_OK;
}

/* ---- declaration ------------------------------------------------------------------------------------------------ */

static const cb_field fields[] = {
    {.name = "capital",
     .unit = "CNY",
     .long_name = "infrastructure capital",
     .axes = "place",
     .kind = CB_STATE,
     .max = 1e30,
     .initial = "infrastructure.capital",
     .record = "stocks"},
    {0},
};

static const cb_param params[] = {
    {.name = "infrastructure.depreciation",
     .unit = "1/yr",
     .doc = "share of the capital that wears out in a year",
     .source = "Arestoff & Hurlin 2006, World Bank WPS3858, table I (roads)",
     .value = 0.0202,
     .max = 1.0},
    {.name = "infrastructure.investment",
     .unit = "1",
     .doc = "factor on the yearly investment of the table infrastructure",
     .source = "the table as it stands",
     .value = 1.0,
     .max = 1000.0},
    {0},
};

static const cb_column infrastructure_columns[] = {
    {.name = "place", .kind = CB_COLUMN_PLACE},
    {.name = "kind",
     .kind = CB_COLUMN_TEXT,
     .doc = "kind of infrastructure; kinds of a place add up",
     .optional = true},
    {.name = "capital", .unit = "CNY", .doc = "capital at the start of the clock, constant prices", .max = 1e20},
    {.name = "investment",
     .unit = "CNY/yr",
     .doc = "investment a year beside dated projects",
     .max = 1e20,
     .optional = true},
    {0},
};

static const cb_table tables[] = {
    {.name = "infrastructure", .doc = "capital and yearly investment of places", .columns = infrastructure_columns},
    {0},
};

static const cb_indicator indicators[] = {
    {.name = "capital", .unit = "CNY", .doc = "infrastructure capital", .reduction = CB_SUM, .field = "capital"},
    {.name = "project_length",
     .unit = "km",
     .doc = "length of the open projects with both ends in the region",
     .reduction = CB_LENGTH},
    {0},
};

static const cb_use uses[] = {{"capital", CB_WRITE}, {0}};

const cb_process CB_PROCESS(infrastructure) = {
    .name = "infrastructure",
    .doc = "capital by perpetual inventory, and dated projects that join it when they open",
    .reference = "OECD 2009, Measuring Capital: OECD Manual",
    .fields = fields,
    .params = params,
    .tables = tables,
    .indicators = indicators,
    .uses = uses,
    .prepare = infrastructure_prepare,
    .step = infrastructure_step,
    .release = infrastructure_release,
};
