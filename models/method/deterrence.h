/* How moves fall off with distance, between places that may stand for many counties.
 *
 *   f(d)    = exp(-decay d), or max(d, 1 km)^-power
 *   F(A,B)  = sum over points a of A and b of B of w(a) w(b) f(d(a,b))       w: share of the people of its place
 *   d(a,a)  = 2/3 sqrt(area / pi), at least 2 km: the mean way between two people of a disc is of this order
 *
 * A place without points is one itself. With distances between centres instead, a decay of 0.002/km between provinces
 * would be wrong by up to 40 %. Two points are never nearer than the inside of either, so that a place parted into
 * identical halves keeps its deterrence.
 *
 * Wilson 1971, Environment and Planning 3(1); Frost & Spence 1995, Environment and Planning A 27(11) (inside). */
#ifndef CB_DETERRENCE_H
#define CB_DETERRENCE_H

#include "process.h"

typedef struct cb_deterrence {
    size_t places;
    double *between;    /* [place][place]: F, 0 on the diagonal */
    double *within;     /* [place]: F(A,A) */
    double *own_county; /* [place]: share of F(A,A) that is inside one county; 1 without points */
    double *counties;   /* [place]: county-level units that the place stands for; 1 without points */
} cb_deterrence;

typedef struct cb_distance_form {
    bool power;
    double parameter; /* decay (1/km) or power */
} cb_distance_form;

#define cb_deterrence_create                 CB_ISA(cb_deterrence_create_)
#define cb_deterrence_create_between_centres CB_ISA(cb_deterrence_create_between_centres_)
#define cb_deterrence_apply_stock            CB_ISA(cb_deterrence_apply_stock_)
#define cb_deterrence_free                   CB_ISA(cb_deterrence_free_)

/* From the places' coordinates and areas and the table `points`. Complains of a place or point without an area.
 * `deterrence` may be freed after a failure. */
cb_status cb_deterrence_create(cb_deterrence *deterrence, cb_setup *setup, cb_distance_form form) CB_MUST_USE;

/* From distance[place][place] in km alone: nobody chooses the own place, so `within` is 0, and there is no
 * `own_county`. */
cb_status cb_deterrence_create_between_centres(cb_deterrence *deterrence, size_t places, const double *distance,
                                               cb_distance_form form) CB_MUST_USE;

/* Moves between pairs of places with many earlier movers are commoner: F(i,j) times ratio(i,j)^elasticity, with the
 * ratios of the table `migrant_stock`. Complains of a place with a ratio to itself. */
cb_status cb_deterrence_apply_stock(cb_deterrence *deterrence, cb_setup *setup, const cb_rows *rows,
                                    double elasticity) CB_MUST_USE;
void cb_deterrence_free(cb_deterrence *deterrence);

#endif
