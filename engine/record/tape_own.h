/* What the files of the tape share; nobody else needs it. */
#ifndef CB_TAPE_OWN_H
#define CB_TAPE_OWN_H

#include "recorder.h"

struct cb_tape {
    const cb_recorder *recorder;
    size_t lanes;
    double **values;  /* [item]: [lane][time][entries] */
    double *series;   /* [lane][measure][region][time]: what targets are measured on */
    cb_vec *measured; /* [measure][region][vector]: at one time */
    cb_vec *sums;     /* [vector]: of one region */
};

#endif
