/* People of colleges and camps: the excess of ages 15 to 24 over what the neighbouring ages imply. They are renewed,
 * not aged (the usual treatment of special populations).
 *
 * With R(g) the people of a place in five-year group g over those of the system, by sex, the expected ratios are
 *
 *   R(15-19) = R(10-14)^(2/3) R(25-29)^(1/3)      R(20-24) = R(10-14)^(1/3) R(25-29)^(2/3)
 *
 * and people beyond (1 + margin) times the expected ones are special. The spline of age_spline.h carries them to single
 * ages, with nobody in the groups beside, so they come and go without a step. (What a spline through everyone has
 * beyond an expected curve does not end at 25: a cliff stood there.)
 *
 * Smith, Tayman & Swanson 2013, A Practitioner's Guide to State and Local Population Projections, on special
 * populations. */
#ifndef CB_SPECIAL_POPULATION_H
#define CB_SPECIAL_POPULATION_H

#include "age_spline.h"

enum { CB_SPECIAL_FROM = 15, CB_SPECIAL_TO = 25 }; /* special people are of ages from .. to - 1 */

#define cb_special_population CB_ISA(cb_special_population_)

/* People of one sex by single age, of the place and of the system: all [CB_SINGLE_AGES]. special[] receives the excess
 * of the groups 15-19 and 20-24, and 0 where the system has nobody in a group. */
cb_status cb_special_population(const double *people, const double *system, double margin, double *special) CB_MUST_USE;

#endif
