#!/usr/bin/python3
"""Draws age pyramids of Taiyuan, Lvliang, Xinzhou and Shanxi: rural and urban people by sex and single age, one row a year.

2020 comes from people.csv, later years from the median of a result file recorded with `--record cohorts`. Needs
python3-matplotlib and python3-h5py."""
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
AGES = np.arange(101)
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


def draw_pyramid(axis, people, title):
    for s, side in enumerate((1, -1)):
        before = np.zeros(101)
        for k, status in enumerate(STATUSES):
            values = people[:, s, k] / 1000
            axis.barh(AGES, side * values, left=side * before, height=1, color=COLOURS[status], label=status if s else None)
            before += values
    axis.set_title(f"{title}: {people.sum() / 1e6:.2f} million", fontsize=9, loc="left")
    axis.axvline(0, color="white", linewidth=0.8)
    axis.xaxis.set_major_formatter(lambda x, _: f"{abs(x):g}")
    axis.set_xlabel("thousand men | women", fontsize=8)


def draw_share(axis, people):
    """A step in this line is a step in status by age."""
    axis.plot(100 * people[..., 0].sum(1) / np.maximum(people.sum((1, 2)), 1), AGES, color="black", linewidth=1)
    axis.set_xlim(0, 75)
    axis.set_xlabel("rural, %", fontsize=8)
    axis.grid(axis="x", linewidth=0.3)


def picture(by_year, path):
    figure, axes = plt.subplots(len(by_year), 2 * len(DRAWN), figsize=(15, 3.9 * len(by_year)), sharey=True,
                                squeeze=False, gridspec_kw={"width_ratios": (3, 1) * len(DRAWN)})
    for row, (year, by_place) in enumerate(by_year.items()):
        for column, (name, prefixes) in enumerate(DRAWN.items()):
            people = sum(p for i, p in by_place.items() if i.startswith(prefixes))
            draw_pyramid(axes[row, 2 * column], people, f"{name} {year}")
            draw_share(axes[row, 2 * column + 1], people)
        axes[row, 0].set_ylabel("age")
    for axis in axes.flat:
        axis.tick_params(labelsize=7)
        axis.spines[["top", "right"]].set_visible(False)
    axes[0, 0].legend(fontsize=8, loc="upper right", frameon=False)
    figure.tight_layout(w_pad=0.3)
    figure.savefig(path, dpi=80)
    plt.close(figure)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("picture", type=Path, help="PNG file to write")
    options.add_argument("--result", type=Path, help="result file recorded with cohorts")
    options.add_argument("--years", type=int, nargs="*", default=[2025, 2035])
    given = options.parse_args()
    by_year = {2020: of_table()}
    for year in given.years if given.result else []:
        by_year[year] = of_result(given.result, year)
    picture(by_year, given.picture)


if __name__ == "__main__":
    main()
