/* What is uncertain, member by member: every input of every variant, and the yearly shocks.
 *
 * An input is a cb_value with a distribution; its name is its place in the scenario ("migration.out_rate",
 * "projects.fast-line.opens"). The inputs are the union over the variants, sorted by name; variants share the
 * uniform numbers, each puts them through its own distribution. Values are computed when asked for: nothing here grows
 * faster than 4 bytes for each input and member. */
#ifndef CB_DRAWS_H
#define CB_DRAWS_H

#include "scenario.h"

typedef struct cb_draws cb_draws;

/* Design, seed and members as in scenario->ensemble. The scenario must outlive the draws. */
cb_status cb_draws_create(cb_draws **draws, const cb_scenario *scenario) CB_MUST_USE;
void cb_draws_free(cb_draws *draws);

/* Bytes of a design of so many members. */
double cb_draws_bytes(const cb_draws *draws, size_t members);

size_t cb_draws_count(const cb_draws *draws);
const char *cb_draws_name(const cb_draws *draws, size_t input);
const char *cb_draws_unit(const cb_draws *draws, size_t input); /* of its values; "year" for internal dates */
cb_id cb_draws_find(const cb_draws *draws, const char *name);   /* CB_NONE: not an input of any variant */
/* NaN where the variant does not have the input (or gives it as a plain number). */
double cb_draws_value(const cb_draws *draws, size_t variant, size_t input, size_t member);

/* The draws of an earlier run, by name. */
typedef struct cb_draws_table {
    const char *const *variants, *const *inputs, *const *series;
    const int64_t *members; /* numbers in the design */
    const int64_t *times;   /* calendar years */
    size_t variant_count, member_count, time_count, input_count, series_count;
    const double *values;  /* [variant][member][input] */
    const double *factors; /* [variant][member][time][series]: of the step that ends then */
} cb_draws_table;

/* From now on the values and factors are those of the table, which is copied; NaN where it has none. */
cb_status cb_draws_repeat(cb_draws *draws, const cb_draws_table *table) CB_MUST_USE;
/* The first input or series of this variant that the table left without a value for a member; NULL: there is none. */
const char *cb_draws_unrepeated(const cb_draws *draws, size_t variant, size_t member);
/* Tells the values of one table from those of another; 0: they are by the design. */
uint64_t cb_draws_digest(const cb_draws *draws);

/* The value of `value` (whose input name is `name`, per place "name[id]" when value->each) for a member. */
double cb_draws_resolve(const cb_draws *draws, size_t variant, const char *name, const cb_value *value,
                        const char *place, size_t member);

/* The factors exp(x) of a shock for every step of a member: factor[step_count]. Stationary AR(1) per year (persistence
 * to the power of the step's years), keyed by (seed, shock id, place, member, step); all 1 in the design `central`.
 * `place` NULL: of the whole region, unless shock->each. */
void cb_draws_shock(const cb_draws *draws, size_t variant, const cb_shock *shock, const char *place, size_t member,
                    double *factor);

/* The series of all shocks over the variants, sorted by name: "wages", or "wages[140100]" for each place. */
size_t cb_draws_series_count(const cb_draws *draws);
const char *cb_draws_series_name(const cb_draws *draws, size_t series);
/* Its factors; NaN where the variant does not have it. */
void cb_draws_series(const cb_draws *draws, size_t variant, size_t series, size_t member, double *factor);

#endif
