#!/usr/bin/python3
"""Turns a census into people here and in the program, and compares every cell, with and without special people.

    tests/reference/base_people.py build/conurb

Single ages are those of scenarios/data/ages.py. This was written apart from the engine and shares no code with it:
statuses are found by shifting log-odds, where the program rakes."""
import csv
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scenarios" / "data")]

import h5py  # noqa: E402
import numpy as np  # noqa: E402

import ages  # noqa: E402
import rates  # noqa: E402
import vital  # noqa: E402
from monotone import interpolate  # noqa: E402

SCENARIO = ROOT / "tests" / "models" / "scenarios" / "census"
STATUSES = ("rural", "registered", "unregistered")
BORDERS = np.array([0, 1] + list(range(5, 86, 5)))
YEAR = 2020
MARGIN, SLOPE, RETURN_RATE, MOTHER = 0.15, 0.0159, 0.12, 28  # defaults of the process
MOST = 1e-9  # relative
MIDDLE = np.arange(101) + 0.5


def rows(name):
    with open(SCENARIO / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(name, shape, index):
    values = np.full(shape, np.nan)
    for row in rows(name):
        values[index(row)] = float(row["persons"])
    return values


def single_ages(groups):
    """[place][age][sex]"""
    published = vital.read()
    lived = [rates.years_lived(published["deaths"], published["expectancy"], YEAR, sex) for sex in (0, 1)]
    return np.stack([ages.single_years(place, BORDERS, lived) for place in groups])


def special_people(people):
    """[place][age][sex]: the excess of ages 15 to 24, by the spline of single ages with nobody beside them."""
    system, excess = people.sum(0), np.zeros((len(people), 7, 2))
    five = np.add.reduceat(people, range(0, 101, 5), axis=1) / np.add.reduceat(system, range(0, 101, 5), axis=0)
    younger, older = five[:, 2], five[:, 5]
    for group, first, weight in ((2, 15, 1 / 3), (3, 20, 2 / 3)):
        span = slice(first, first + 5)
        expected = system[span].sum(0) * younger ** (1 - weight) * older**weight
        excess[:, group] = np.maximum(0, people[:, span].sum(1) - (1 + MARGIN) * expected)
    result = np.zeros_like(people)
    for place, sex in np.ndindex(len(people), 2):
        cumulated = np.r_[0.0, np.cumsum(excess[place, :-1, sex])]
        result[place, :-1, sex] = np.diff(interpolate([0, 10, 15, 20, 25, 30, 100], cumulated, np.arange(101)))
    return np.maximum(0.0, result)


def stock():
    """Unregistered people of a cohort by age, up to a factor."""
    moves = np.exp(-0.087 * (MIDDLE - 19.7) - np.exp(-0.198 * (MIDDLE - 19.7)))
    steps = np.subtract.outer(np.arange(102), np.arange(101))
    from_moves = np.where(steps > 0, np.exp(-RETURN_RATE * (steps - 0.5)), 0) @ moves
    from_birth = np.exp(-RETURN_RATE * np.arange(102))
    mothers = np.exp(-(((MIDDLE - MOTHER) / 5) ** 2) / 2) * ((MIDDLE > 15) & (MIDDLE < 50))
    of_mothers = lambda curve: mothers @ (curve[1:] + curve[:-1]) / 2 / mothers.sum()  # noqa: E731
    total = from_moves + of_mothers(from_moves) / (1 - of_mothers(from_birth)) * from_birth
    return (total[1:] + total[:-1]) / 2


def part(people, total, odds):
    """people[age][sex] of whom `total` are of a kind whose odds are odds[age] up to a factor."""
    if total == 0:
        return np.zeros_like(people)
    low, high = -60.0, 60.0
    for _ in range(80):
        middle = (low + high) / 2
        share = 1 / (1 + np.exp(-middle) / odds)[:, None]
        if (people * share).sum() > total:
            high = middle
        else:
            low = middle
    return people * share


def in_statuses(people, special, counted):
    """[age][sex][status] of a place; everyone special fits among the unregistered here."""
    if special.sum() > counted[2]:
        raise ValueError("more special than unregistered people")
    rural = part(people, counted[0], np.exp(SLOPE * np.maximum(np.arange(101) - 22, 0)))
    away = part(people - rural, counted[2] - special.sum(), stock())
    return np.stack([rural, people - rural - away, away + special], axis=-1)


def base_people(with_special):
    ids = [row["id"] for row in rows("places.csv")]
    place = lambda row: ids.index(row["place"])  # noqa: E731
    groups = table(
        "census.csv",
        (len(ids), 2, len(BORDERS)),
        lambda row: (place(row), "FM".index(row["sex"]), int(np.searchsorted(BORDERS, int(row["age"])))),
    )
    counted = table("residence.csv", (len(ids), 3), lambda row: (place(row), STATUSES.index(row["status"])))
    people = single_ages(groups)
    special = special_people(people) if with_special else np.zeros_like(people)
    taken = np.add.reduceat(special, BORDERS, axis=1).transpose(0, 2, 1)
    others = single_ages(groups - taken)
    return np.stack([in_statuses(*place) for place in zip(others, special, counted, strict=True)])


def run(program, folder, special):
    result = Path(folder) / "start.h5"
    settings = ["--set", f"parameters.base_population.special={special}", "--set", "clock.end=2021"]
    subprocess.run([program, "run", SCENARIO / "scenario.yaml", "-o", result, *settings], check=True)
    with h5py.File(result) as file:
        return file["cohorts"][0, 0, 0]


def main():
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for special in ("no", "yes"):
            theirs, ours = run(sys.argv[1], folder, special), base_people(special == "yes")
            # A cell is compared with the people of its age and sex: few registered ones are left over at some.
            off = float((np.abs(theirs - ours) / ours.sum(-1, keepdims=True)).max())
            print(f"special {special}: {theirs.size} cells; the largest relative difference is {off:.2g}")
            worst = max(worst, off)
    return 0 if worst < MOST else 1


if __name__ == "__main__":
    sys.exit(main())
