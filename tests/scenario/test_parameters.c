#include "loading.h"

static const cb_parameter *parameter_of(const loading *l, const char *name)
{
    cb_id id = cb_variant_parameter(&l->scenario->variants[0], name);
    assert_int_not_equal(id, CB_NONE);
    return &l->scenario->variants[0].parameters[id];
}

static void all_parameters_of_chosen_processes_are_there_by_name(void **state)
{
    (void)state;
    loading l = loading_valid(USUAL);
    const cb_variant *base = &l.scenario->variants[0];
    static const char *const names[] = {"fertility.sex_ratio_at_birth", "moving.classes", "moving.decay", "moving.form",
                                        "moving.rate"};
    assert_int_equal(base->parameter_count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(base->parameters[i].declared->name, names[i]);
        assert_false(base->parameters[i].value.given);
    }
    assert_string_equal(base->parameters[1].process->name, "moving");
    assert_true(base->parameters[4].value.distribution.a == 0.02);
    assert_int_equal(base->parameters[4].value.distribution.kind, CB_CONSTANT);
    assert_int_equal(base->parameters[1].list_count, 3);
    assert_true(base->parameters[1].list[1] == 15.0 && base->parameters[1].list[2] == 60.0);
    loading_close(&l);
}

static void values_of_every_kind_are_read(void **state)
{
    (void)state;
    loading l = loading_valid(USUAL "parameters:\n"
                                    "  moving.rate: {normal: [2.5 %/yr, 0.25 %/yr], source: a paper}\n"
                                    "  moving.decay: {each: {uniform: [0.001 1/km, 0.003 1/km]}}\n"
                                    "  moving.form: {value: logistic, assumed: a guess}\n"
                                    "  moving.classes: [0, 20 yr, 50]\n");
    const cb_parameter *rate = parameter_of(&l, "moving.rate"), *decay = parameter_of(&l, "moving.decay");
    assert_true(rate->value.given);
    assert_int_equal(rate->value.distribution.kind, CB_NORMAL);
    assert_relative(rate->value.distribution.a, 0.025, 1e-15);
    assert_relative(rate->value.distribution.b, 0.0025, 1e-15);
    assert_true(rate->value.distribution.lower == 0.0 && rate->value.distribution.upper == 1.0);
    assert_string_equal(rate->value.source, "a paper");
    assert_int_equal(rate->value.mark.line, 6);
    assert_int_equal(decay->value.distribution.kind, CB_UNIFORM);
    assert_true(decay->value.each);
    assert_int_equal(parameter_of(&l, "moving.form")->choice, 1);
    assert_string_equal(parameter_of(&l, "moving.form")->value.assumed, "a guess");
    assert_int_equal(parameter_of(&l, "moving.classes")->list_count, 3);
    assert_true(parameter_of(&l, "moving.classes")->list[1] == 20.0);
    loading_close(&l);
}

static void the_section_of_a_table_gives_parameters_too(void **state)
{
    (void)state;
    loading l = loading_valid(USUAL "fertility: {sex_ratio_at_birth: 1.06}\n");
    assert_true(parameter_of(&l, "fertility.sex_ratio_at_birth")->value.distribution.a == 1.06);
    assert_true(parameter_of(&l, "fertility.sex_ratio_at_birth")->value.given);
    loading_close(&l);
    assert_complaint(USUAL "fertility: {sex_ratio: 1.06}\n", "`fertility` has no key `sex_ratio`; the keys of "
                                                             "`fertility` are: table, source, assumed, "
                                                             "sex_ratio_at_birth");
    assert_complaint(USUAL "fertility: {sex_ratio_at_birth: 1.06}\nparameters: {fertility.sex_ratio_at_birth: 1.05}\n",
                     "`fertility.sex_ratio_at_birth` is given twice, first in scenario.yaml:6");
}

static void parameters_of_processes_that_are_not_chosen_may_stay(void **state)
{
    (void)state;
    loading l = loading_valid(CLOCK PLACES "processes: [roads]\nparameters: {moving.rate: 3 %/yr}\n"
                                           "fertility: {sex_ratio_at_birth: 1.06}\n");
    assert_int_equal(l.scenario->variants[0].parameter_count, 0);
    assert_int_equal(cb_variant_parameter(&l.scenario->variants[0], "moving.rate"), CB_NONE);
    loading_close(&l);
}

static void fixed_numbers_choices_and_lists_take_no_distribution(void **state)
{
    (void)state;
    assert_complaint(USUAL "fertility: {sex_ratio_at_birth: {uniform: [1, 1.1]}}\n", "it cannot be a distribution");
    assert_complaint(USUAL "fertility: {sex_ratio_at_birth: {table: places.csv, column: area}}\n",
                     "it cannot have values by place");
    assert_complaint(USUAL "parameters: {moving.form: quick}\n", "`moving.form` is a choice of one word: one of rate "
                                                                 "logistic");
    assert_complaint(USUAL "parameters: {moving.form: {uniform: [0, 1]}}\n",
                     "`moving.form` is a choice of one word: one of rate logistic");
    assert_complaint(USUAL "parameters: {moving.classes: 15}\n", "`moving.classes` is a list of ascending numbers");
    assert_complaint(USUAL "parameters: {moving.classes: [0, 15, 15]}\n", "must ascend, but 15 follows 15");
    assert_complaint(USUAL "parameters: {moving.classes: [0, 150]}\n", "150 is outside the range");
}

static void names_are_checked(void **state)
{
    (void)state;
    assert_complaint(USUAL "parameters: {moving.rat: 2 %/yr}\n", "there is no parameter `moving.rat`; did you mean "
                                                                 "`moving.rate`?");
    assert_complaint(USUAL "parameters: {moving: {rate: 2 %/yr}}\n",
                     "there is no parameter `moving`; write whole names, like `moving.");
    assert_complaint(USUAL "parameters: {weather: 3}\n", "`conurb describe parameters` lists them");
    assert_complaint(USUAL "parameters: [moving.rate]\n", "a mapping of keys is expected");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(all_parameters_of_chosen_processes_are_there_by_name),
    cmocka_unit_test(values_of_every_kind_are_read),
    cmocka_unit_test(the_section_of_a_table_gives_parameters_too),
    cmocka_unit_test(parameters_of_processes_that_are_not_chosen_may_stay),
    cmocka_unit_test(fixed_numbers_choices_and_lists_take_no_distribution),
    cmocka_unit_test(names_are_checked),
};

CB_SUITE(tests)
