/* Designs: the uniform number of every input and member.
 *
 * lhs      Latin hypercube (McKay, Beckman & Conover 1979): N strata for N members, one permutation per input, keyed by
 *          the input's name, so that another input moves no other.
 * random   independent numbers, keyed by input and member; the first members of a larger design are those of a smaller.
 * central  every input at its median; there are no uniform numbers. */
#ifndef CB_DESIGN_H
#define CB_DESIGN_H

#include "scenario.h"

/* Strata of one input: order[member]. Nothing to fill unless the design is lhs; at most 2^32 - 1 members. */
cb_status cb_design_order(const cb_ensemble *ensemble, const char *input, uint32_t *order) CB_MUST_USE;

/* In (0, 1). `order` as filled for this input. */
double cb_design_uniform(const cb_ensemble *ensemble, const char *input, const uint32_t *order, size_t member);

#endif
