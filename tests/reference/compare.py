#!/usr/bin/python3
"""Runs the Shanxi plan with middle values here and in the program, and compares every cell of every year.

    tests/reference/compare.py build/conurb

This model was written apart from the engine, reads the same tables, and shares no code with it."""
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

import vital  # noqa: E402
from rates import rates_of_year  # noqa: E402
from step import Parameters, distances, schedule, step  # noqa: E402

SCENARIO = ROOT / "scenarios" / "shanxi-cities"
OUT_RATE, DECAY = 0.025, 0.001896  # the middle of scenario.yaml
FIRST, LAST = 2020, 2035
MOST = 1e-11  # relative


def rows(name):
    with open(SCENARIO / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(name, key):
    return np.array([float(row[key]) for row in rows(name)])


def people_at_start(ids):
    people = np.zeros((len(ids), 101, 2, 2))
    for row in rows("people.csv"):
        cell = ids.index(row["place"]), int(row["age"]), "FM".index(row["sex"]), ["rural", "urban"].index(row["status"])
        people[cell] = float(row["persons"])
    return people


def course():
    """people[place][age][sex][status] at the ends of the years."""
    people = people_at_start([row["id"] for row in rows("places.csv")])
    distance = distances(column("places.csv", "lon"), column("places.csv", "lat"))
    parameters = Parameters(OUT_RATE, DECAY, column("attraction.csv", "attraction"), column("urbanization.csv", "rate"))
    level, table = schedule(people), vital.read()
    yield people
    for year in range(FIRST + 1, LAST + 1):
        people, _ = step(people, level, distance, rates_of_year(table, year), parameters)
        yield people


def run(program, folder):
    result = Path(folder) / "central.h5"
    settings = ["--set", "ensemble.design=central", "--set", "record.exact=yes", "--record", "cohorts"]
    words = [program, "run", SCENARIO / "scenario.yaml", "-o", result, "--members", "1", "--variant", "base", *settings]
    subprocess.run(words, check=True)
    with h5py.File(result) as file:
        return file["cohorts"][0, 0]


def main():
    with tempfile.TemporaryDirectory() as folder:
        cells = run(sys.argv[1], folder)
    worst = max(float((np.abs(theirs - ours) / ours).max()) for theirs, ours in zip(cells, course(), strict=True))
    print(f"{cells.size} cells; the largest relative difference is {worst:.2g}")
    return 0 if worst < MOST else 1


if __name__ == "__main__":
    sys.exit(main())
