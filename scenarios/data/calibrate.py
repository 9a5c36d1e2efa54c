#!/usr/bin/python3
"""Fits what draws movers, and how often rural people move, to the decade before a base year.

The program itself is run over the decade with the constants as they stand; the constants are corrected until the run
repeats what the two censuses say:

    attraction[place]            net migrants of a place by census survival, all ages
    out_rate[place]              the same where even an attraction of LEAST_ATTRACTION lets too few people go
    attraction_by_age[place,g]   the same of a mover group, as far as SHRINKAGE lets it
    rural_factor[province]       rural share of the province at the second census

    fading[place]                change of attraction, and factor on out_rate where that was raised, at which a place has
                                 CARRIED**2 of those net migrants, twenty years on; and factor on its arrivals

What sets a place apart does not last: of the growth that a place had in 2000-2010 beside others, CARRIED was left in
2010-2020 (slopes of the one on the other, by uncertain_growth.py: 0.70 over prefectures, 0.58 over counties).

Net migrants of the run are taken by the same census survival, so that what the method gets wrong of both falls out.
    calibrate.py CONURB SCENARIO START END FOLDER"""
import argparse
import csv
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "reference"))

import h5py  # noqa: E402
import numpy as np  # noqa: E402

import migrants  # noqa: E402

BORDERS = [0, 1] + list(range(5, 90, 5))  # census groups, the last is open
GROUPS = (0, 15, 30, 60)  # migration.age_groups; by the age at the end of the decade
SHRINKAGE = 0.7  # assumed: what a group has of its own is repeated to this part
CARRIED = 0.64  # from one decade to the next: the mean of both slopes
ROUNDS = 60
DAMPING = 0.5  # of a correction; whole ones swing
MOST_BY_AGE = 1.0  # assumed: no age is drawn e times as much as all; beyond it few moves would explain much
OUT_RATE = 0.055  # 1/yr, of places in general
LEAST_ATTRACTION = -2.0  # below, a place is not told from one that nobody moves to
RATE_LIMITS = (0.02, 20.0)
LEAST_ARRIVALS = 0.001  # 1/yr, the least that migration.arrival_rate takes


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, header, lines):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *lines])


class Census:
    """[place][sex][group] and rural, urban people of a folder of tables."""

    def __init__(self, folder, places):
        at = {place: i for i, place in enumerate(places)}
        self.groups = np.zeros((len(places), 2, len(BORDERS)))
        self.rural, self.all = np.zeros(len(places)), np.zeros(len(places))
        for row in table(folder / "census.csv"):
            self.groups[at[row["place"]], "FM".index(row["sex"]), BORDERS.index(int(row["age"]))] = float(row["persons"])
        for row in table(folder / "residence.csv"):
            self.all[at[row["place"]]] += float(row["persons"])
            if row["status"] == "rural":
                self.rural[at[row["place"]]] += float(row["persons"])


def grouped(cohorts):
    """[place][sex][census group] of [place][age][sex][status]."""
    return np.add.reduceat(cohorts.sum(-1), BORDERS, axis=1).transpose(0, 2, 1)


def by_mover_group(net):
    """[place][mover group] of [place][sex][0-4, 5-9 .. 85+]."""
    starts = [lower // 5 for lower in GROUPS]
    return np.add.reduceat(net.sum(1), starts, axis=1)


class Decade:
    """One run of the program over the decade."""

    def __init__(self, path):
        with h5py.File(path) as file:
            read = lambda name: file[name][0, 0]
            cohorts = read("cohorts")
            self.first, self.last = grouped(cohorts[0]), grouped(cohorts[-1])
            population = read("population")
            self.rural, self.all = population[-1][:, 0], population[-1].sum(-1)
            self.mean = population.sum(-1).mean(0)
            self.arrivals = np.nansum(read("arrivals"), axis=(0, 2))
            self.departures = np.nansum(read("departures"), axis=(0, 2))
            self.turned = np.abs(np.nansum(read("rural_to_urban"), axis=0)[:, 0])

    @property
    def net(self):
        return by_mover_group(migrants.net_migrants(self.first, self.last))


def arrival_rate(decade):
    return np.maximum(decade.arrivals / 10 / decade.mean, LEAST_ARRIVALS)


class Fit:
    def __init__(self, conurb, scenario, start, end, folder):
        self.conurb, self.scenario, self.folder = conurb, scenario, folder
        self.places = sorted(row["id"] for row in table(start / "places.csv"))
        self.end = Census(end, self.places)
        self.provinces = sorted({place[:2] for place in self.places})
        self.of = np.array([self.provinces.index(place[:2]) for place in self.places])
        n = len(self.places)
        self.attraction, self.by_age = np.zeros(n), np.zeros((n, len(GROUPS)))
        self.out_rate = np.full(n, OUT_RATE)
        self.part = 1.0  # of the net migrants of the censuses
        self.rural_factor = np.ones(len(self.provinces))

    def write_tables(self):
        ids = self.places
        write(self.folder / "attraction.csv", ["place", "attraction"], [[i, f"{a:.6f}"] for i, a in zip(ids, self.attraction)])
        write(self.folder / "out_rate.csv", ["place", "rate"], [[i, f"{r:.6f}"] for i, r in zip(ids, self.out_rate)])
        write(
            self.folder / "attraction_by_age.csv",
            ["place", "age", "attraction"],
            [[i, g, f"{self.by_age[p, k]:.6f}"] for p, i in enumerate(ids) for k, g in enumerate(GROUPS)],
        )
        write(
            self.folder / "rural_factor.csv",
            ["place", "factor"],
            [[i, f"{self.rural_factor[self.of[p]]:.6f}"] for p, i in enumerate(ids)],
        )

    def run_to(self, output):
        command = [self.conurb, "run", str(self.scenario), "-o", str(output), "--members", "1", "--variant", "base"]
        command += ["--set", "ensemble.design=central", "--record", "accounts,cohorts"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(done.stderr)

    def run(self):
        self.write_tables()
        with tempfile.TemporaryDirectory() as folder:
            output = Path(folder) / "decade.h5"
            self.run_to(output)
            return Decade(output)

    def share(self, rural, everyone):
        sums = np.zeros((2, len(self.provinces)))
        np.add.at(sums[0], self.of, rural)
        np.add.at(sums[1], self.of, everyone)
        return sums[0] / sums[1], sums[1]

    def wanted(self, decade):
        """Net migrants by mover group of the two censuses; the first one is the start of the run."""
        return self.part * by_mover_group(migrants.net_migrants(decade.first, self.end.groups))

    def correct_attraction(self, decade, gap):
        step = np.log(np.maximum(decade.arrivals + gap, 0.05 * decade.arrivals) / decade.arrivals)
        leaving = (self.out_rate > OUT_RATE) | (self.attraction <= LEAST_ATTRACTION) & (gap < 0)
        self.attraction += np.where(leaving, 0.0, DAMPING * np.clip(step, -0.7, 0.7))
        self.attraction -= self.attraction.mean()
        self.attraction = np.maximum(self.attraction, LEAST_ATTRACTION)
        more = np.exp(-DAMPING * np.clip(gap / decade.departures, -0.5, 0.5))
        self.out_rate = np.where(leaving, np.maximum(self.out_rate * more, OUT_RATE), self.out_rate)

    def correct_ages(self, decade, own):
        part = np.array([0.15, 0.4, 0.35, 0.1])  # of arrivals; only the speed of the fit depends on it
        own = own - part * own.sum(1, keepdims=True)
        self.by_age += np.clip(DAMPING * own / (part * decade.arrivals[:, None]), -0.3, 0.3)
        self.by_age = np.clip(self.by_age - (self.by_age * part).sum(1, keepdims=True), -MOST_BY_AGE, MOST_BY_AGE)

    def correct_rural(self, decade):
        rural_have, people = self.share(decade.rural, decade.all)
        rural_want, _ = self.share(self.end.rural, self.end.all)
        turned = np.zeros(len(self.provinces))
        np.add.at(turned, self.of, decade.turned)
        log = (rural_have - rural_want) * people / turned
        self.rural_factor = np.clip(self.rural_factor * np.exp(DAMPING * np.clip(log, -0.5, 0.5)), *RATE_LIMITS)
        inside = (self.rural_factor > RATE_LIMITS[0]) & (self.rural_factor < RATE_LIMITS[1])
        return np.abs(rural_have - rural_want)[inside].max()

    def correct(self, decade, groups):
        """Moves constants towards what the censuses say; returns the largest gap of net migrants over people, the place, and the
        largest gap of rural shares."""
        own = self.wanted(decade) - decade.net
        gap = own.sum(1)
        self.correct_attraction(decade, gap)
        if groups:
            self.correct_ages(decade, own)
        share = self.correct_rural(decade) if self.part == 1.0 else 0.0
        return np.abs(gap / decade.mean).max(), share, int(np.abs(gap / decade.mean).argmax())

    def converge(self, groups, tolerance=1e-5, rounds=ROUNDS):
        for turn in range(rounds):
            decade = self.run()
            gap, share, worst = self.correct(decade, groups)
            print(f"round {turn}: net migrants {gap:.2e} of people at {self.places[worst]}, rural share {share:.2e}", file=sys.stderr)
            if gap < tolerance and share < tolerance:
                return decade
        return decade

    def fit(self):
        self.converge(groups=True, tolerance=1e-3, rounds=20)
        self.by_age *= SHRINKAGE
        decade = self.converge(groups=False)
        write(self.folder / "arrival_rate.csv", ["place", "rate"], [[i, f"{r:.6f}"] for i, r in zip(self.places, arrival_rate(decade))])
        self.fade(decade)

    def fade(self, decade):
        """The run is left as it was fitted; only what changes is written."""
        fitted = self.attraction.copy(), self.out_rate.copy()
        self.part = CARRIED**2
        faded = self.converge(groups=False, tolerance=1e-4)
        change, departures = self.attraction - fitted[0], self.out_rate / fitted[1]
        arrivals = arrival_rate(faded) / arrival_rate(decade)
        self.attraction, self.out_rate = fitted
        self.part = 1.0
        self.write_tables()
        lines = [[i, *(f"{v:.6f}" for v in values)] for i, *values in zip(self.places, change, departures, arrivals)]
        write(self.folder / "fading.csv", ["place", "change", "departures", "arrivals"], lines)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("conurb")
    options.add_argument("scenario", type=Path)
    options.add_argument("start", type=Path, help="folder of the tables at the start")
    options.add_argument("end", type=Path, help="folder of the tables at the end")
    options.add_argument("folder", type=Path)
    chosen = options.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    Fit(chosen.conurb, chosen.scenario, chosen.start, chosen.end, chosen.folder).fit()


if __name__ == "__main__":
    main()
