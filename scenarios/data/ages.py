"""Single years of age from census groups: a monotone spline of the cumulated curve, exact at the borders of the groups.

The open group from 85 on is parted by a stationary tail L(x) exp(-r x) whose growth r reproduces the place's own ratio of
people of 85 and over to those of 80 to 84; one r for both sexes (with the growth of the place's total a cliff would
appear between 84 and 85). From 95 on every year is a border of the spline: between 95 and 100 alone it has no reason to
fall smoothly, and put more men of 99 than of 97 into some cities."""
import numpy as np

from monotone import interpolate

AGES = 101
TAIL_BORDERS = (80, 85, 90, 95, 96, 97, 98, 99, 100)


def tail_of(lived, growth):
    """People between TAIL_BORDERS and above of a population that grows at `growth`; lived: L(0) to L(99), T(100)."""
    ages = np.arange(AGES) + 0.5
    ages[-1] = 100 + 1.0  # about where those of 100 and over are
    people = lived * np.exp(-growth * (ages - 82.5))
    return np.add.reduceat(people, TAIL_BORDERS)


def growth_of_tail(groups, lived):
    """The growth at which the tails of both sexes together have the people of 85 and over that were counted."""
    low, high = -0.5, 0.5
    for _ in range(60):
        middle = (low + high) / 2
        expected = 0.0
        for sex in (0, 1):
            tail = tail_of(lived[sex], middle)
            expected += groups[sex, -2] * tail[1:].sum() / tail[0]
        if expected > groups[:, -1].sum():
            low = middle
        else:
            high = middle
    return (low + high) / 2


def single_years(groups, borders, lived):
    """[age 0..100+][sex] of one place; groups[sex][group], lived[sex][age]."""
    result = np.empty((AGES, 2))
    growth = growth_of_tail(groups, lived)
    for sex in (0, 1):
        tail = tail_of(lived[sex], growth)[1:]
        parts = groups[sex, -1] * tail / tail.sum()
        knots = np.r_[borders, TAIL_BORDERS[2:]]
        cumulated = np.r_[0.0, np.cumsum(np.r_[groups[sex, :-1], parts[:-1]])]
        curve = interpolate(knots, cumulated, np.arange(AGES))
        result[:-1, sex] = np.diff(curve)
        result[-1, sex] = groups[sex].sum() - curve[-1]
    return result
