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
