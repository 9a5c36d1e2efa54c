#!/usr/bin/python3
"""Writes the tables of the example of three towns: made up, but such as real towns have; `--check` compares instead.

Ages follow a smooth curve with a crest of people in their thirties and fifties, deaths a Gompertz law, births a curve
about 28 years. The same bytes on every run: sums and powers are rounded to few digits."""
import csv
import io
import math
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
AGES = range(101)
# id, name, longitude, latitude, area in km2, persons, urban share
TOWNS = (
    ("A", "Alder", 112.00, 37.60, 2400, 1_000_000, 0.66),
    ("B", "Birch", 112.30, 37.80, 3100, 520_000, 0.47),
    ("C", "Cedar", 112.50, 37.90, 2800, 310_000, 0.41),
)
DEATH_RATE_AT_40 = {"F": 0.0009, "M": 0.0017}
GROWTH_OF_DEATH_RATE = {"F": 0.100, "M": 0.094}  # 1/yr of age
INFANT_DEATHS = {"F": 0.005, "M": 0.006}
BIRTHS_PER_WOMAN = 1.3


def death_rate(sex, age):
    """Gompertz, with a floor for the young."""
    return max(0.0003, DEATH_RATE_AT_40[sex] * math.exp(GROWTH_OF_DEATH_RATE[sex] * (age - 40)))


def survival(sex, age):
    """Share that survives into an age over a year; the last group keeps some of its own."""
    if age == 0:
        return 1 - INFANT_DEATHS[sex]
    return math.exp(-death_rate(sex, age - 0.5))


def age_weight(sex, age):
    """People of an age before scaling: births of the past times survival."""
    crests = 0.45 * math.exp(-(((age - 33) / 7) ** 2)) + 0.55 * math.exp(-(((age - 53) / 9) ** 2))
    births = 1 + crests - 0.25 / (1 + math.exp(age - 4))
    alive = 1.0
    for younger in range(age + 1):
        alive *= survival(sex, younger)
    return births * alive * (1.06 if sex == "M" else 1.0)


def rural_odds(age):
    """Villages are older: odds of being rural before scaling, flat for the young."""
    return math.exp(0.016 * max(age - 22, 0))


def rural_shares(weights, share):
    """[age]: odds scaled until the town has its rural share; weights[age] add to 1."""
    low, high = -10.0, 10.0
    for _ in range(60):
        middle = (low + high) / 2
        odds = [math.exp(middle) * rural_odds(age) for age in AGES]
        rural = [o / (1 + o) for o in odds]
        if sum(w * r for w, r in zip(weights, rural)) > share:
            high = middle
        else:
            low = middle
    return rural


def people(town):
    weights = {sex: [age_weight(sex, age) for age in AGES] for sex in "FM"}
    total = sum(sum(w) for w in weights.values())
    of_age = [(weights["F"][a] + weights["M"][a]) / total for a in AGES]
    rural = rural_shares(of_age, 1 - town[6])
    for sex in "FM":
        for age in AGES:
            persons = town[5] * weights[sex][age] / total
            yield town[0], sex, age, "rural", round(persons * rural[age])
            yield town[0], sex, age, "urban", round(persons * (1 - rural[age]))


def births():
    shape = {age: math.exp(-(((age - 28) / 6.5) ** 2)) for age in range(15, 50)}
    total = sum(shape.values())
    return [(age, f"{BIRTHS_PER_WOMAN * share / total:.6f}") for age, share in shape.items()]


def tables():
    return {
        "towns.csv": [("id", "name", "lon", "lat", "area"), *(town[:5] for town in TOWNS)],
        "people.csv": [("place", "sex", "age", "status", "persons"), *(row for town in TOWNS for row in people(town))],
        "survival.csv": [("sex", "age", "survival"), *((s, a, f"{survival(s, a):.6f}") for s in "FM" for a in AGES)],
        "births.csv": [("age", "births_per_woman"), *births()],
    }


def text_of(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def main():
    different = []
    for name, rows in tables().items():
        path, text = FOLDER / name, text_of(rows)
        if "--check" not in sys.argv[1:]:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            different.append(name)
    for name in different:
        print(f"{name} differs from what make.py writes", file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
