"""Rates of a calendar year from tables as the United Nations publish them: survival by age and sex, births by age.

Tables are dictionaries: deaths[period start][sex] is an array over `lower`, pattern[period start] an array over age
groups of five years from 15, expectancy[year][sex], total[year], males[year]. Sexes are 0 = female, 1 = male. A period
y to y + 5 runs from mid-year to mid-year, so its centre is y + 2.5 on the index of calendar years."""
import numpy as np

from monotone import interpolate

AGES = 101
LOWER = np.array([0, 1] + list(range(5, 101, 5)), float)
FIRST_YEAR_LIVED = 0.1  # of those who die in their first year


def between(table, year):
    """Neighbouring periods of a year and the weight of the later one."""
    centres = sorted(table)
    if year <= centres[0] + 2.5:
        return centres[0], centres[0], 0.0
    for before, after in zip(centres, centres[1:]):
        if year <= after + 2.5:
            return before, after, (year - before - 2.5) / (after - before)
    return centres[-1], centres[-1], 0.0


def life_table(hazard, open_rate, factor):
    """Years lived at each age below 100 and above, of one birth; `hazard` is cumulated at ages 0 to 100."""
    alive = np.exp(-factor * hazard)
    lived = (alive[:-1] + alive[1:]) / 2
    lived[0] = alive[1] + FIRST_YEAR_LIVED * (alive[0] - alive[1])
    return np.r_[lived, alive[-1] / (factor * open_rate)]


def factor_for(hazard, open_rate, expectancy):
    """The factor on all death rates at which the life expectancy at birth is `expectancy`."""
    low, high = -14.0, 14.0
    for _ in range(64):
        middle = (low + high) / 2
        if life_table(hazard, open_rate, np.exp(middle)).sum() > expectancy:
            low = middle
        else:
            high = middle
    return np.exp((low + high) / 2)


def years_lived(deaths, expectancy, year, sex):
    """L(0) to L(99) and T(100) of a calendar year."""
    before, after, weight = between(deaths, year)
    rate = deaths[before][sex] * (deaths[after][sex] / deaths[before][sex]) ** weight
    borders = np.r_[0.0, np.cumsum(np.diff(LOWER) * rate[:-1])]
    hazard = interpolate(LOWER, borders, np.arange(AGES))
    return life_table(hazard, rate[-1], factor_for(hazard, rate[-1], expectancy[year][sex]))


def survival(deaths, expectancy, year):
    """[age][sex]: share surviving into an age over a year; at age 0 of the newborns of the year."""
    result = np.empty((AGES, 2))
    for sex in (0, 1):
        lived = years_lived(deaths, expectancy, year, sex)
        result[0, sex] = lived[0]
        result[1:-1, sex] = lived[1:-1] / lived[:-2]
        result[-1, sex] = lived[-1] / (lived[-2] + lived[-1])
    return result


def fertility(total, pattern, year):
    """[age]: births per woman and year."""
    before, after, weight = between(pattern, year)
    share = (1 - weight) * pattern[before] + weight * pattern[after]
    borders = 15 + 5.0 * np.arange(len(share) + 1)
    cumulated = np.r_[0.0, np.cumsum(share)]
    ages = np.arange(15, int(borders[-1]) + 1)
    result = np.zeros(AGES)
    result[ages[:-1]] = total[year] * np.diff(interpolate(borders, cumulated, ages)) / cumulated[-1]
    return result


def rates_of_year(tables, year):
    """Survival [age][sex], births per woman [age] and the share of girls among births of a calendar year."""
    return (
        survival(tables["deaths"], tables["expectancy"], year),
        fertility(tables["total"], tables["pattern"], year),
        1 / (1 + tables["males"][year]),
    )
