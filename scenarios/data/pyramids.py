#!/usr/bin/python3
"""Draws age pyramids of 2020, 2025 and 2035 from a result file recorded with `--record cohorts`: people by sex, status and
single age, medians over the members of the first variant.

    pyramids.py cities RESULT PICTURE      places of ../shanxi-cities/
    pyramids.py counties RESULT PICTURE    places of ../people/counties.yaml

Needs python3-matplotlib and python3-h5py."""
import argparse
from pathlib import Path

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

YEARS = (2020, 2025, 2035)
BAND = 4  # places beside each other
DRAWN = {  # by what their ids begin with
    "cities": {"Taiyuan": "140100", "Lvliang": "141100", "Xinzhou": "140900", "Shanxi": "14"},
    "counties": {
        "Yuhua, Changsha": "430111",
        "Yuelu, Changsha": "430104",
        "Shifeng, Zhuzhou (Yunlong)": "430204",
        "Jinshui, Zhengzhou": "410105",
        "Xiaodian, Taiyuan": "140105",
        "Lengshuijiang": "431381",
        "Xiayi": "411426",
        "Xing": "141123",
        "Guzhang": "433126",
        "Hunan": "43",
        "Guangdong": "440000",
        "Heilongjiang": "230000",
    },
}
SEXES = ("F", "M")
COLOURS = {"rural": "#7a9a57", "urban": "#4c6f9f", "registered": "#4c6f9f", "unregistered": "#a9c1de"}
AGES = np.arange(101)


def labels(file, name):
    return [x.decode() if isinstance(x, bytes) else str(x) for x in file[name][:]]


def of_year(file, year):
    """{place: persons[age][sex][status]}."""
    at = list(file["time"][:]).index(year)
    people = np.median(file["cohorts"][0, :, at], 0)
    sexes = [labels(file, "sex").index(s) for s in SEXES]
    return dict(zip(labels(file, "place"), people[:, :, sexes]))


def draw_pyramid(axis, people, statuses, title):
    for s, side in enumerate((1, -1)):
        before = np.zeros(101)
        for k, status in enumerate(statuses):
            values = people[:, s, k] / 1000
            label = status if side < 0 else None
            axis.barh(AGES, side * values, left=side * before, height=1, color=COLOURS[status], label=label)
            before += values
    axis.set_title(f"{title}: {people.sum() / 1e6:.3g} million", fontsize=9, loc="left")
    axis.axvline(0, color="white", linewidth=0.8)
    axis.xaxis.set_major_formatter(lambda x, _: f"{abs(x):g}")
    axis.set_xlabel("thousand men | women", fontsize=8)


def draw_shares(axis, people, statuses):
    """A step in a line is a step in status by age. Urban is what rural leaves."""
    for k, status in enumerate(statuses):
        if status in ("rural", "unregistered"):
            share = 100 * people[..., k].sum(1) / np.maximum(people.sum((1, 2)), 1)
            axis.plot(share, AGES, color=COLOURS[status], linewidth=1.2)
    axis.set_xlim(0, 100)
    axis.set_xlabel("share, %", fontsize=8)
    axis.grid(axis="x", linewidth=0.3)


def draw_place(axes, by_year, statuses, name, prefix):
    """One scale for all years, so that what grows looks larger."""
    summed = {year: sum(p for place, p in of.items() if place.startswith(prefix)) for year, of in by_year.items()}
    most = 1.05 * max(people.sum(-1).max() for people in summed.values()) / 1000
    for (year, people), (pyramid, shares) in zip(summed.items(), axes):
        draw_pyramid(pyramid, people, statuses, f"{name} {year}")
        pyramid.set_xlim(-most, most)
        draw_shares(shares, people, statuses)


def picture(by_year, statuses, drawn, path):
    rows = -(-len(drawn) // BAND) * len(by_year)
    figure, axes = plt.subplots(
        rows, 2 * BAND, figsize=(15, 2.6 * rows), sharey=True, squeeze=False, gridspec_kw={"width_ratios": (3, 1) * BAND}
    )
    for n, (name, prefix) in enumerate(drawn.items()):
        row, column = n // BAND * len(by_year), n % BAND * 2
        draw_place(axes[row : row + len(by_year), column : column + 2], by_year, statuses, name, prefix)
    for axis in axes.flat:
        axis.tick_params(labelsize=7)
        axis.spines[["top", "right"]].set_visible(False)
    for axis in axes[:, 0]:
        axis.set_ylabel("age")
    axes[0, 0].legend(fontsize=7, loc="upper right", frameon=False)
    figure.tight_layout(w_pad=0.3)
    figure.savefig(path, dpi=80)
    plt.close(figure)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("places", choices=DRAWN, help="which places to draw")
    options.add_argument("result", type=Path, help="result file recorded with cohorts")
    options.add_argument("picture", type=Path, help="PNG file to write")
    given = options.parse_args()
    with h5py.File(given.result) as file:
        by_year = {year: of_year(file, year) for year in YEARS}
        picture(by_year, labels(file, "status"), DRAWN[given.places], given.picture)


if __name__ == "__main__":
    main()
