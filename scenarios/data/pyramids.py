#!/usr/bin/python3
"""Draws age pyramids of Taiyuan, Lvliang, Xinzhou and Shanxi as PNG: rural and urban people by sex and single age.

2020 comes from people.csv, later years from the median of a result file recorded with `--record cohorts`. Needs
python3-matplotlib, and python3-h5py for a result file; nothing else in the repository does."""
import argparse
import csv
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

PEOPLE = Path(__file__).resolve().parents[1] / "shanxi-cities" / "people.csv"
DRAWN = {"Taiyuan": ("140100",), "Lvliang": ("141100",), "Xinzhou": ("140900",), "Shanxi": ("14",)}
SEXES, STATUSES = ("F", "M"), ("rural", "urban")
COLOURS = {"rural": "#7a9a57", "urban": "#4c6f9f"}


def of_table():
    """{place: persons[age][sex][status]} at the start."""
    result = {}
    with open(PEOPLE, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = result.setdefault(row["place"], np.zeros((101, 2, 2)))
            place[int(row["age"]), SEXES.index(row["sex"]), STATUSES.index(row["status"])] = float(row["persons"])
    return result


def labels(file, name):
    return [x.decode() if isinstance(x, bytes) else str(x) for x in file[name][:]]


def of_result(path, year):
    """The median over members of the first variant."""
    import h5py

    with h5py.File(path) as file:
        at = [int(y) for y in file["time"][:]].index(year)
        axes = [d[0].name.strip("/") if len(d) else "" for d in file["cohorts"].dims]
        index = tuple(0 if a == "variant" else at if a == "time" else slice(None) for a in axes)
        people = np.asarray(file["cohorts"][index], float)
        rest = [a for a, i in zip(axes, index) if isinstance(i, slice)]
        people = np.moveaxis(people, [rest.index(a) for a in ("member", "place", "age", "sex", "status")], range(5))
        sexes = [labels(file, "sex").index(s) for s in SEXES]
        statuses = [labels(file, "status").index(s) for s in STATUSES]
        middle = np.median(people, 0)[:, :, sexes][..., statuses]
        return dict(zip(labels(file, "place"), middle))


def draw(axis, people, title):
    ages = np.arange(101)
    for s, side in enumerate((1, -1)):
        before = np.zeros(101)
        for k, status in enumerate(STATUSES):
            values = people[:, s, k] / 1000
            axis.barh(ages, side * values, left=side * before, height=1, color=COLOURS[status], label=status if s else None)
            before += values
    axis.set_title(f"{title}: {people.sum() / 1e6:.2f} million", fontsize=10)
    axis.axvline(0, color="white", linewidth=0.8)
    axis.set_xlabel("men            thousand            women", fontsize=8)
    share = axis.twiny()
    total = people.sum((1, 2))
    share.plot(100 * people[..., 0].sum(1) / np.maximum(total, 1), ages, color="black", linewidth=1)
    share.set_xlim(0, 100)
    share.set_xlabel("rural share of an age, %", fontsize=7)


def page(by_place, year, path):
    figure, axes = plt.subplots(1, len(DRAWN), figsize=(18, 7), sharey=True)
    for axis, (name, prefixes) in zip(axes, DRAWN.items()):
        draw(axis, sum(p for i, p in by_place.items() if i.startswith(prefixes)), f"{name} {year}")
    axes[0].set_ylabel("age")
    axes[-1].legend(fontsize=8, loc="upper right")
    figure.tight_layout()
    figure.savefig(path, dpi=80)
    plt.close(figure)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path, help="where the pictures go")
    options.add_argument("--result", type=Path, help="result file recorded with cohorts")
    options.add_argument("--years", type=int, nargs="*", default=[2025, 2035])
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    page(of_table(), 2020, given.folder / "pyramids-2020.png")
    for year in given.years if given.result else []:
        page(of_result(given.result, year), year, given.folder / f"pyramids-{year}.png")


if __name__ == "__main__":
    main()
