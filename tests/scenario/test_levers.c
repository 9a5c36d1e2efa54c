#include "loading.h"

#define LEVER  "- {id: l, region: all, parameter: moving.rate, from: 2024, assumed: x, "
#define LEVERS USUAL "levers:\n"
#define SHOCKS USUAL "shocks:\n"

static void levers_are_read_in_the_unit_of_their_parameter(void **state)
{
    (void)state;
    loading l = loading_valid(
        LEVERS "- {id: z, region: A, parameter: moving.rate, from: 2024, ramp: 3 yr, multiply: 1.5, assumed: example}\n"
               "- {id: b, region: all, parameter: moving.rate, from: 2024-07-01, until: 2028, add: {uniform: [-1 %/yr, "
               "1 %/yr]}, source: s}\n"
               "- {id: c, region: all, parameter: moving.decay, from: 2021, set: {each: {uniform: [0.1 1/km, 0.2 "
               "1/km]}}, source: s}\n");
    const cb_variant *base = &l.scenario->variants[0];
    assert_int_equal(base->lever_count, 3);
    const cb_lever *b = &base->levers[0], *c = &base->levers[1], *z = &base->levers[2];
    assert_string_equal(b->id, "b");
    assert_int_equal(b->action, CB_ADD);
    assert_relative(b->amount.distribution.a, -0.01, 1e-15);
    assert_true(b->until == 2029.0 && b->ramp == 0.0);
    assert_true(b->from > 2024.49 && b->from < 2024.51);
    assert_int_equal(c->action, CB_SET);
    assert_true(c->amount.each);
    assert_string_equal(base->parameters[c->parameter].declared->name, "moving.decay");
    assert_int_equal(z->action, CB_MULTIPLY);
    assert_true(z->amount.distribution.a == 1.5 && z->ramp == 3.0 && z->from == 2025.0 && isinf(z->until));
    assert_string_equal(l.scenario->regions[z->region].id, "A");
    assert_string_equal(z->assumed, "example");
    loading_close(&l);
}

static void shocks_are_read(void **state)
{
    (void)state;
    loading l = loading_valid(SHOCKS "- {id: s, region: all, parameter: moving.rate, sd: {uniform: [0.1, 0.2]}, "
                                     "persistence: 0.6, each: yes, source: x}\n");
    const cb_shock *shock = &l.scenario->variants[0].shocks[0];
    assert_int_equal(l.scenario->variants[0].shock_count, 1);
    assert_int_equal(shock->sd.distribution.kind, CB_UNIFORM);
    assert_true(shock->persistence.distribution.a == 0.6);
    assert_true(shock->each);
    loading_close(&l);
}

static void levers_that_make_no_sense_are_refused(void **state)
{
    (void)state;
    assert_complaint(LEVERS LEVER "multiply: 2, add: 1 %/yr}\n", "exactly one of `multiply`, `add` and `set`");
    assert_complaint(LEVERS LEVER "ramp: 3 yr}\n", "exactly one of `multiply`, `add` and `set`");
    assert_complaint(LEVERS LEVER "multiply: -1}\n", "-1");
    assert_complaint(LEVERS LEVER "multiply: 2, until: 2023}\n", "the lever `l` ends before it begins");
    assert_complaint(LEVERS "- {id: l, region: all, parameter: moving.rate, from: 2024, multiply: 2}\n",
                     "a lever needs `source:`");
    assert_complaint(LEVERS "- {id: l, region: all, parameter: moving.form, from: 2024, multiply: 2, assumed: x}\n",
                     "`moving.form` is a choice of one word: levers and shocks act on numbers that may vary");
    assert_complaint(LEVERS "- {id: l, region: all, parameter: fertility.sex_ratio_at_birth, from: 2024, multiply: 2, "
                            "assumed: x}\n",
                     "is one number for all members, places and years: levers and shocks");
    assert_complaint(LEVERS "- {id: l, region: all, parameter: moving.classes, from: 2024, multiply: 2, assumed: x}\n",
                     "is a list: levers and shocks");
    assert_complaint(CLOCK PLACES "processes: [roads]\nlevers:\n" LEVER "multiply: 2}\n",
                     "belongs to the process `moving`, which is not chosen");
    assert_complaint(LEVERS "- {id: l, region: al, parameter: moving.rate, from: 2024, multiply: 2, assumed: x}\n",
                     "there is no region or place");
}

static void shocks_that_make_no_sense_are_refused(void **state)
{
    (void)state;
    assert_complaint(SHOCKS "- {id: s, region: all, parameter: moving.rate, sd: 0.1, persistence: 1, assumed: x}\n",
                     "0.999");
    assert_complaint(SHOCKS "- {id: s, region: all, parameter: moving.rate, persistence: 0.5, assumed: x}\n",
                     "a shock needs the key `sd`");
    assert_complaint(SHOCKS "- {id: s, region: all, parameter: moving.rates, sd: 0.1, persistence: 0.5, assumed: x}\n",
                     "did you mean `moving.rate`?");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(levers_are_read_in_the_unit_of_their_parameter),
    cmocka_unit_test(shocks_are_read),
    cmocka_unit_test(levers_that_make_no_sense_are_refused),
    cmocka_unit_test(shocks_that_make_no_sense_are_refused),
};

CB_SUITE(tests)
