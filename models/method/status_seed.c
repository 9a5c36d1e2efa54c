#include "status_seed.h"

#include <math.h>

#define FLAT_BELOW       22.0
#define YOUNGEST_MOTHER  15
#define OLDEST_MOTHER    49
#define SPREAD_OF_MOTHER 5.0

/* Mean of what `begins` at birth leaves over each year of age; with `labour`, of what its moves add. */
static void stock_fill(const cb_status_seed_rule *rule, size_t ages, double begins, bool labour, double *stock)
{
    double here = begins, stays = cb_exp1(-rule->return_rate), stays_half = cb_exp1(-rule->return_rate / 2.0);
    for (size_t age = 0; age < ages; age++) {
        double moves = labour ? cb_rogers_castro(&rule->labour, (double)age + 0.5) : 0.0;
        double next = stays * here + stays_half * moves;
        stock[age] = (here + next) / 2.0;
        here = next;
    }
}

/* Mean over mothers, by their age at a birth. */
static double among_mothers(const cb_status_seed_rule *rule, const double *stock)
{
    double sum = 0.0, mothers = 0.0;
    for (size_t age = YOUNGEST_MOTHER; age <= OLDEST_MOTHER; age++) {
        double z = ((double)age + 0.5 - rule->age_of_mother) / SPREAD_OF_MOTHER, share = cb_exp1(-z * z / 2.0);
        sum += share * stock[age];
        mothers += share;
    }
    return sum / mothers;
}

void cb_unregistered_stock(const cb_status_seed_rule *rule, size_t ages, double *stock)
{
    stock_fill(rule, ages, 1.0, false, stock);
    double kept = among_mothers(rule, stock);
    stock_fill(rule, ages, 0.0, true, stock);
    double begins = among_mothers(rule, stock) / (1.0 - kept); /* U(0) = kept U(0) + what labour adds */
    stock_fill(rule, ages, begins, true, stock);
    double most = 0.0;
    for (size_t age = 0; age < ages; age++)
        most = fmax(most, stock[age]);
    for (size_t age = 0; age < ages; age++)
        stock[age] /= most;
}

double cb_rural_odds(const cb_status_seed_rule *rule, double age)
{
    return cb_exp1(rule->rural_slope * fmax(0.0, age - FLAT_BELOW));
}
