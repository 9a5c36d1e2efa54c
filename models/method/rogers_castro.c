#include "rogers_castro.h"

static double wave(double a, double alpha, double lambda, double from_peak)
{
    return a == 0.0 ? 0.0 : a * cb_exp1(-alpha * from_peak - cb_exp1(-lambda * from_peak));
}

double cb_rogers_castro(const cb_rogers_castro_schedule *s, double age)
{
    return s->a1 * cb_exp1(-s->alpha1 * age) + wave(s->a2, s->alpha2, s->lambda2, age - s->mu2) +
           wave(s->a3, s->alpha3, s->lambda3, age - s->mu3) + s->c;
}

cb_rogers_castro_schedule cb_rogers_castro_read(const cb_setup *setup)
{
    return (cb_rogers_castro_schedule){.a1 = cb_setup_number(setup, "migration.a1", 0.0),
                                       .alpha1 = cb_setup_number(setup, "migration.alpha1", 0.0),
                                       .a2 = cb_setup_number(setup, "migration.a2", 0.0),
                                       .alpha2 = cb_setup_number(setup, "migration.alpha2", 0.0),
                                       .mu2 = cb_setup_number(setup, "migration.mu2", 0.0),
                                       .lambda2 = cb_setup_number(setup, "migration.lambda2", 0.0),
                                       .a3 = cb_setup_number(setup, "migration.a3", 0.0),
                                       .alpha3 = cb_setup_number(setup, "migration.alpha3", 0.0),
                                       .mu3 = cb_setup_number(setup, "migration.mu3", 0.0),
                                       .lambda3 = cb_setup_number(setup, "migration.lambda3", 0.0),
                                       .c = cb_setup_number(setup, "migration.c", 0.0)};
}
