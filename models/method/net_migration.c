#include "net_migration.h"

#include "rate_table.h"

/* Counts cannot stand for all places, sexes or statuses at once: that would count people twice. */
static cb_status columns_check(cb_setup *setup, const cb_rows *rows)
{
    static const char *const keys[] = {"sex", "status"};
    if (!cb_rows_index(rows, "place") && cb_setup_places(setup) > 1)
        return cb_setup_table_error(setup, "net_migration",
                                    "table net_migration needs a column place: its persons belong to one place");
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        if (!cb_rows_index(rows, keys[k]) && cb_setup_axis(setup, keys[k]) > 1)
            return cb_setup_table_error(setup, "net_migration",
                                        "table net_migration needs a column %s: its persons belong to one", keys[k]);
    return CB_OK;
}

static void cells_fill(const cb_schedule *net, const cb_rate_table *table, const cb_setup *setup, size_t step,
                       size_t place)
{
    size_t sexes = cb_setup_axis(setup, "sex"), statuses = cb_setup_axis(setup, "status");
    cb_moment now = cb_rate_table_moment(table, setup, step);
    double *cells = cb_schedule_at(net, step, place);
    for (size_t group = 0; group < table->ages; group++) {
        size_t age = (size_t)(table->age[group] / cb_setup_step_years(setup));
        for (size_t sex = 0; sex < sexes; sex++)
            for (size_t status = 0; status < statuses; status++)
                cells[(age * sexes + sex) * statuses + status] =
                    cb_rate_table_linear(table, now, place, sex, group, status);
    }
}

cb_status cb_net_migration_prepare(cb_schedule *net, cb_setup *setup)
{
    const cb_rows *rows = cb_setup_table(setup, "net_migration");
    cb_rate_table table = {0};
    if (!rows)
        return CB_OK;
    cb_status status = columns_check(setup, rows);
    if (!status)
        status = cb_rate_table_create(&table, setup, "net_migration", rows, "persons", 0.0);
    if (!status)
        status = cb_rate_table_groups(&table, setup, false);
    if (!status)
        status = cb_schedule_create(net, table.years > 1 ? cb_setup_steps(setup) : 1, table.places,
                                    cb_setup_axis(setup, "age") * cb_setup_axis(setup, "sex") *
                                        cb_setup_axis(setup, "status"));
    for (size_t step = 0; step < net->steps && !status; step++)
        for (size_t place = 0; place < net->places; place++)
            cells_fill(net, &table, setup, step, place);
    cb_rate_table_free(&table);
    return status;
}
