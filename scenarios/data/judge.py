#!/usr/bin/python3
"""Judges the Shanxi plan by a second, independent model: prints its course with middle values, and intervals of a small
ensemble beside what was counted at the end of 2024.

The count of 2024 is read here and nowhere else: it judges, it fits nothing."""
import argparse
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "reference"))

import numpy as np  # noqa: E402

import decade  # noqa: E402
import shanxi  # noqa: E402
import uncertainty  # noqa: E402
import vital  # noqa: E402
from rates import rates_of_year  # noqa: E402
from step import Parameters, step  # noqa: E402
from tables import rows  # noqa: E402

FIRST, LAST, JUDGED = 2020, 2035, 2024
SHOWN = ("140100", "141100", "140900")


class Projection:
    """Shanxi from 2020 to 2035 with the fitted decade's constants."""

    def __init__(self, fitted):
        table = vital.read()
        self.fitted = fitted
        self.people = shanxi.people(FIRST, fitted.slope)
        self.rates = [rates_of_year(table, year) for year in range(FIRST + 1, LAST + 1)]
        self.inside = fitted.past.groups[0] > 0

    def run(self, attraction=0.0, rate_factor=1.0, out_rate=decade.OUT_RATE, intensity=None):
        """Rural and urban people at the ends of the years, [year][place][status]."""
        past, people = self.fitted.past, self.people
        intensity = np.ones(len(self.rates)) if intensity is None else intensity
        result = [people.sum((1, 2))]
        for rates, factor in zip(self.rates, intensity):
            parameters = Parameters(
                out_rate * factor, past.decay, self.fitted.attraction + attraction, self.fitted.rate_by_place * rate_factor
            )
            people, _ = step(people, past.level, past.distance, rates, parameters)
            result.append(people.sum((1, 2)))
        return np.array(result)


def truncated_normal(random, mean, sd, low, high):
    while True:
        value = random.normal(mean, sd)
        if low <= value <= high:
            return value


def intensity(random, amounts, years):
    """A stationary AR(1) series of factors."""
    noise = random.normal(size=years)
    log = np.empty(years)
    log[0] = amounts.intensity_sd * noise[0]
    for year in range(1, years):
        log[year] = amounts.persistence * log[year - 1] + amounts.intensity_sd * np.sqrt(1 - amounts.persistence**2) * noise[year]
    return np.exp(log)


def member(projection, amounts, random):
    inside = projection.inside
    places = len(inside)
    attraction = amounts.attraction_of_provinces * np.where(inside, random.normal(), random.normal(size=places))
    attraction = attraction + amounts.attraction_of_cities * inside * random.normal(size=places)
    shared = truncated_normal(random, 1, amounts.urbanization_of_shanxi, 0, 2)
    factor = np.where(inside, shared * random.uniform(*uncertainty.CITY_FACTOR, size=places), 1.0)
    out_rate = random.uniform(*uncertainty.OUT_RATE_RANGE)
    return projection.run(attraction, factor, out_rate, intensity(random, amounts, len(projection.rates)))


def print_course(projection):
    course = projection.run() / 1e6
    ids = projection.fitted.past.ids
    chosen = [("Shanxi", projection.inside)] + [(i, np.array(ids) == i) for i in SHOWN]
    print("million people, middle values\nyear  " + "  ".join(f"{name:>8} {'urban':>7} {'share':>6}" for name, _ in chosen))
    for year, people in zip(range(FIRST, LAST + 1), course):
        sums = [people[where].sum(0) for _, where in chosen]
        print(year, " " + "  ".join(f"{s.sum():8.3f} {s[1]:7.3f} {100 * s[1] / s.sum():5.2f}%" for s in sums))


def observed(time_point):
    row = next(r for r in rows("shanxi_2020_2024.csv") if r["time_point"] == time_point)
    return float(row["pop"]) / 1e6, float(row["urban"]) / 1e6, float(row["urban_share_pct"])


def print_intervals(projection, amounts, members):
    random = np.random.default_rng(2020)
    total, urban = np.empty(members), np.empty(members)
    for m in range(members):
        people = member(projection, amounts, random)[JUDGED - FIRST][projection.inside].sum(0) / 1e6
        total[m], urban[m] = people.sum(), people[1]
    print(f"\nend of {JUDGED}, {members} members: 5 %, median, 95 %, and the count")
    series = (total, urban, 100 * urban / total)
    for name, values, count in zip(("total, million", "urban, million", "urban share, %"), series, observed(f"end of {JUDGED}")):
        low, middle, high = np.quantile(values, [0.05, 0.5, 0.95])
        print(f"{name:15} {low:7.2f} {middle:7.2f} {high:7.2f} {count:7.2f}{'' if low <= count <= high else '  outside'}")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--members", type=int, default=200)
    members = options.parse_args().members
    fitted = decade.fitted()
    amounts = uncertainty.amounts(fitted)
    projection = Projection(fitted)
    print_course(projection)
    print_intervals(projection, amounts, members)


if __name__ == "__main__":
    main()
