#!/usr/bin/python3
"""Writes the tables of scenarios/shanxi-cities from the raw tables beside this file; `--check` compares instead.

The same raw tables give the same bytes. README.md says what is assumed and why."""
import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "reference"))

import decade  # noqa: E402
import shanxi  # noqa: E402
import statuses  # noqa: E402
import uncertainty  # noqa: E402
import vital  # noqa: E402
from tables import SEXES, differing, write  # noqa: E402

TARGET = Path(__file__).resolve().parents[1] / "shanxi-cities"
FIRST_PERIOD, LAST_PERIOD = 2015, 2040  # their centres lie on either side of the clock, 2020 to 2035
STATUSES = ("rural", "urban")


def write_places(folder):
    lines = [[p.id, p.name, f"{p.longitude:.4f}", f"{p.latitude:.4f}", f"{p.area:.1f}"] for p in shanxi.places()]
    write(folder / "places.csv", ["id", "name", "lon", "lat", "area"], lines)


def write_people(folder, slope):
    people = statuses.in_thousandths(shanxi.people(2020, slope))
    lines = [
        [place.id, sex, age, status, f"{people[p, age, s, k]:.3f}"]
        for p, place in enumerate(shanxi.places())
        for s, sex in enumerate(SEXES)
        for age in range(people.shape[1])
        for k, status in enumerate(STATUSES)
    ]
    write(folder / "people.csv", ["place", "sex", "age", "status", "persons"], lines)


def write_by_place(path, name, values):
    # 0.0 added: no "-0.000000"
    lines = [[place.id, f"{round(value, 6) + 0.0:.6f}"] for place, value in zip(shanxi.places(), values)]
    write(path, ["place", name], lines)


def uncertain(fitted):
    """{input of scenario.yaml: its amount as it stands there}."""
    amounts = uncertainty.amounts(fitted)
    return {
        "distance_decay": f"{fitted.past.decay:.6f}",
        "attraction-of-shanxi": f"{amounts.attraction_of_provinces:.3f}",
        "attraction-elsewhere": f"{amounts.attraction_of_provinces:.3f}",
        "attraction-of-taiyuan": f"{amounts.attraction_of_capital:.3f}",
        "attraction-of-cities": f"{amounts.attraction_of_cities:.3f}",
        "urbanization-of-shanxi": f"{amounts.urbanization_of_shanxi:.3f}",
        "migration-intensity": f"{amounts.intensity_sd:.3f}",
    }


def missing_in_scenario(amounts):
    """Inputs whose amount is not in their part of scenario.yaml, the lines until the next record."""
    text = (TARGET / "scenario.yaml").read_text(encoding="utf-8")
    parts = {name: re.search(rf"{name}:?\n(.*\n)*?(?=  - id:|\n|  [a-z]+\.)", text) for name in amounts}
    return [name for name, amount in amounts.items() if not parts[name] or amount not in parts[name].group()]


def write_all(folder):
    """Writes the tables; gives the amounts that scenario.yaml must have."""
    fitted = decade.fitted()
    amounts = uncertain(fitted)
    write_places(folder)
    write_people(folder, fitted.slope)
    vital.write_tables(folder, FIRST_PERIOD, LAST_PERIOD)
    write_by_place(folder / "attraction.csv", "attraction", fitted.attraction)
    write_by_place(folder / "urbanization.csv", "rate", fitted.rate_by_place)
    write(folder / "uncertainty.csv", ["input", "amount"], list(amounts.items()))
    return amounts


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--check", action="store_true", help="write nothing; fail where a table differs")
    check = options.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        amounts = write_all(Path(folder))
        different = differing(Path(folder), TARGET)
        if not check:
            for name in different:
                shutil.copyfile(Path(folder) / name, TARGET / name)
    faults = [f"{name} differs from what the raw tables give" for name in different if check]
    faults += [f"scenario.yaml does not have {amounts[name]} for {name}" for name in missing_in_scenario(amounts)]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
