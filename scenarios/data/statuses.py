"""Rural and urban people by age: raking to two exact margins, people by age and sex and people by status.

The seed is one curve of rural log-odds for the nation, flat below 22 and linear in age from there on. A straight line
from age 0 would put a step between those born before and after the base year. With a seed of odds and these two
margins, raking only shifts the log-odds of a place, so the shift is found directly."""
import numpy as np

FLAT_BELOW = 22


def rural_share(shift, slope):
    """[age] of one place."""
    return 1 / (1 + np.exp(-(shift + slope * np.maximum(np.arange(101) - FLAT_BELOW, 0))))


def shift_of(people, rural, slope):
    """The shift at which a place has its rural people; people[age]."""
    low, high = -60.0, 60.0
    for _ in range(80):
        middle = (low + high) / 2
        if people @ rural_share(middle, slope) > rural:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def split(people, rural, slope):
    """[place][age][sex][rural, urban] of people[place][age][sex] and the rural people of every place."""
    result = np.empty(people.shape + (2,))
    for place in range(len(people)):
        share = rural_share(shift_of(people[place].sum(1), rural[place], slope), slope)
        result[place, ..., 0] = people[place] * share[:, None]
        result[place, ..., 1] = people[place] * (1 - share[:, None])
    return result


def shares_of_old(people):
    """Shares of those aged 60 and over among rural and among urban people of all places."""
    return people[:, 60:].sum((0, 1, 2)) / people.sum((0, 1, 2))


def slope_of(people, rural, published):
    """The slope at which the old are as much commoner among rural than among urban people as published."""
    low, high = 0.0, 0.2
    for _ in range(50):
        middle = (low + high) / 2
        of_rural, of_urban = shares_of_old(split(people, rural, middle))
        if of_rural - of_urban > published[0] - published[1]:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def in_thousandths(people):
    """Rounded to 0.001 persons such that every sum by age, sex and group and the sum of each status stay what they
    are."""
    result = np.empty_like(people)
    for place in range(len(people)):
        total = people[place].sum(-1)
        for sex in (0, 1):
            total[:, sex] = np.diff(np.round(np.cumsum(np.r_[0.0, total[:, sex]]), 3))
        rural = np.diff(np.round(np.cumsum(np.r_[0.0, people[place, ..., 0].ravel()]), 3)).reshape(total.shape)
        result[place, ..., 0] = np.round(rural, 3)
        result[place, ..., 1] = np.round(total - rural, 3)
    if result.min() < 0:
        raise ValueError("rounding took a cell of people below zero")
    return result
