/* People of colleges and camps: the excess of ages 15 to 24 over what the neighbouring ages imply. They are renewed,
 * not aged (the usual treatment of special populations).
 *
 * With R(g) the people of a place in five-year group g over those of the system, by sex, the expected ratios are
 *
 *   R(15-19) = R(10-14)^(2/3) R(25-29)^(1/3)      R(20-24) = R(10-14)^(1/3) R(25-29)^(2/3)
 *
 * and people beyond (1 + margin) times the expected ones are special. Within a group they spread over single ages like
 * people beyond the expected curve, the system's people times R(10-14)^((27.5 - x)/15) R(25-29)^((x - 12.5)/15) at the
 * middle x of the age.
 *
 * Smith, Tayman & Swanson 2013, A Practitioner's Guide to State and Local Population Projections, on special
 * populations. */
#ifndef CB_SPECIAL_POPULATION_H
#define CB_SPECIAL_POPULATION_H

#include "age_spline.h"

enum { CB_SPECIAL_FROM = 15, CB_SPECIAL_TO = 25 }; /* special people are of ages from .. to - 1 */

#define cb_special_population CB_ISA(cb_special_population_)

/* People of one sex by single age, of the place and of the system: all [CB_SINGLE_AGES]. special[] is at most the
 * excess over the expected curve, and 0 where the system has nobody in a group. */
void cb_special_population(const double *people, const double *system, double margin, double *special);

#endif
