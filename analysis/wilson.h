/* How sure an ensemble is of a share: the Wilson score interval. */
#ifndef CB_WILSON_H
#define CB_WILSON_H

#include <stddef.h>

typedef struct cb_interval {
    double low, high;
} cb_interval;

/* 95 % interval of a probability of which `met` of `count` members are a sample; NaN where count is 0. E. B. Wilson
 * (1927), J. Am. Stat. Assoc. 22, 209-212. */
cb_interval cb_wilson_interval(size_t met, size_t count);

#endif
