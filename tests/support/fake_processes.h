/* Processes that declare much and do nothing: a system of people, moves and roads for tests of scenarios. */
#ifndef CB_FAKE_PROCESSES_H
#define CB_FAKE_PROCESSES_H

#include <math.h>

#include "process.h"

/* ---- people: the table that gives the axes ------------------------------------------------------------------- */

static const cb_field people_fields[] = {{.name = "population",
                                          .unit = "person",
                                          .long_name = "people",
                                          .axes = "place age sex status",
                                          .kind = CB_STATE,
                                          .initial = "population.persons",
                                          .record = "default"},
                                         {.name = "births",
                                          .unit = "person",
                                          .long_name = "born in a step",
                                          .axes = "place status",
                                          .kind = CB_FLOW,
                                          .record = "accounts"},
                                         {0}};
static const cb_column population_columns[] = {
    {.name = "place", .kind = CB_COLUMN_PLACE, .doc = "where"},
    {.name = "sex", .kind = CB_COLUMN_SEX, .doc = "F or M"},
    {.name = "age", .kind = CB_COLUMN_AGE, .doc = "lower end of the age group"},
    {.name = "status", .kind = CB_COLUMN_STATUS, .doc = "legal status", .optional = true},
    {.name = "persons", .unit = "person", .doc = "people at the start", .max = 1e10},
    {0}};
static const cb_column fertility_columns[] = {
    {.name = "age", .kind = CB_COLUMN_AGE, .doc = "lower end of the age group"},
    {.name = "births_per_woman", .unit = "1/yr", .doc = "births of a woman in a year", .max = 5.0},
    {0}};
static const cb_column registration_columns[] = {
    {.name = "place", .kind = CB_COLUMN_PLACE, .doc = "where"},
    {.name = "sex", .kind = CB_COLUMN_SEX, .doc = "F or M", .optional = true},
    {.name = "status", .kind = CB_COLUMN_STATUS, .doc = "legal status", .optional = true},
    {.name = "year", .kind = CB_COLUMN_YEAR, .doc = "calendar year, or five years"},
    {.name = "share", .unit = "1", .doc = "share that is registered", .max = 1.0},
    {0}};
static const cb_table people_tables[] = {
    {.name = "population",
     .doc = "people at the start",
     .columns = population_columns,
     .required = true,
     .defines_axes = true},
    {.name = "fertility", .doc = "births of a woman in a year", .columns = fertility_columns},
    {.name = "registration", .doc = "share that is registered", .columns = registration_columns},
    {0}};
static const cb_param people_params[] = {{.name = "fertility.sex_ratio_at_birth",
                                          .unit = "1",
                                          .doc = "boys for each girl",
                                          .source = "assumed: biological",
                                          .value = 1.05,
                                          .min = 0.8,
                                          .max = 1.5,
                                          .kind = CB_PARAM_FIXED},
                                         {0}};
static const cb_indicator people_indicators[] = {
    {.name = "population", .unit = "person", .doc = "people", .reduction = CB_SUM, .field = "population"},
    {.name = "urban_population",
     .unit = "person",
     .doc = "urban people",
     .reduction = CB_SUM,
     .field = "population",
     .where = "status=urban"},
    {.name = "urban_share",
     .unit = "1",
     .doc = "urban share",
     .reduction = CB_RATIO,
     .numerator = "urban_population",
     .denominator = "population"},
    {0}};
static const cb_use people_uses[] = {{"population", CB_WRITE}, {"births", CB_WRITE}, {"moves", CB_READ}, {0}};
static const cb_process people = {.name = "people",
                                  .doc = "the one writer of people",
                                  .reference = "none",
                                  .fields = people_fields,
                                  .tables = people_tables,
                                  .params = people_params,
                                  .indicators = people_indicators,
                                  .uses = people_uses};

/* ---- moving: parameters of every kind, and an axis ------------------------------------------------------------- */

static const cb_axis_rule moving_axes[] = {
    {.name = "class", .doc = "ages that move alike", .list_param = "moving.classes"}, {0}};
static const cb_field moving_fields[] = {
    {.name = "moves", .unit = "1/yr", .long_name = "rate of moving", .axes = "place class", .kind = CB_SCRATCH}, {0}};
static const cb_param moving_params[] = {{.name = "moving.rate",
                                          .unit = "1/yr",
                                          .doc = "share that moves in a year",
                                          .source = "assumed: one in fifty",
                                          .value = 0.02,
                                          .max = 1.0},
                                         {.name = "moving.decay",
                                          .unit = "1/km",
                                          .doc = "decay with distance",
                                          .source = "assumed: a guess",
                                          .value = 0.002,
                                          .max = 1.0},
                                         {.name = "moving.form",
                                          .doc = "how people move",
                                          .source = "assumed: the first",
                                          .kind = CB_PARAM_CHOICE,
                                          .choices = "rate logistic"},
                                         {.name = "moving.classes",
                                          .unit = "yr",
                                          .doc = "lower ends of the classes",
                                          .source = "assumed: three ages",
                                          .max = 120.0,
                                          .kind = CB_PARAM_LIST,
                                          .list = "0 15 60"},
                                         {0}};
static const cb_use moving_uses[] = {{"population", CB_READ}, {"moves", CB_WRITE}, {0}};
static const cb_process moving = {.name = "moving",
                                  .doc = "people move",
                                  .reference = "none",
                                  .axes = moving_axes,
                                  .fields = moving_fields,
                                  .params = moving_params,
                                  .uses = moving_uses};

/* ---- roads: indicators on projects and pairs ------------------------------------------------------------------- */

static const cb_field roads_fields[] = {
    {.name = "travel", .unit = "min", .long_name = "travel time", .axes = "place place", .kind = CB_SHARED}, {0}};
static const cb_indicator roads_indicators[] = {
    {.name = "road_length", .unit = "km", .doc = "length of open roads", .reduction = CB_LENGTH},
    {.name = "longest_trip",
     .unit = "min",
     .doc = "largest travel time",
     .reduction = CB_MAX_OVER_PAIRS,
     .field = "travel"},
    {0}};
static const cb_process roads = {.name = "roads",
                                 .doc = "roads between places",
                                 .reference = "none",
                                 .fields = roads_fields,
                                 .indicators = roads_indicators};

static const cb_process *const fake_processes[] = {&roads, &people, &moving};
#define FAKE_COUNT (sizeof fake_processes / sizeof *fake_processes)

#endif
