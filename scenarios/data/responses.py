"""How the program responds to a deviation of growth, found by running the decade 2010-2020 with it and without.

Per unit of migration.growth_deviation: yearly growth of a whole province or prefecture and of single places by kind, and
the yearly decline of the rural share of a province, also per unit of migration.rural_factor."""
import subprocess
import tempfile
from pathlib import Path

import h5py
import numpy as np

import units
from spreads import growth
from tables import write

PEOPLE = Path(__file__).resolve().parents[1] / "people"
SMALL = 0.001  # 1/yr
TRIALS = 12  # of deviations of all places at once, with random signs


class Response:
    def __init__(self, conurb, level):
        self.conurb, self.level = conurb, level
        self.ids = sorted(place.id for place in units.places(level, 2010))
        self.base = self.run(np.zeros(len(self.ids)))

    def run(self, deviation, rural=1.0):
        """Yearly growth of each place, and of the rural share of each province, with deviations of growth."""
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder) / "deviation.csv", ["place", "deviation"], [[i, f"{d:.9f}"] for i, d in zip(self.ids, deviation)])
            output = Path(folder) / "trial.h5"
            table = f"{{table: {folder}/deviation.csv, column: deviation, unit: 1/yr, assumed: a trial}}"
            lever = f"{{id: rural, region: all, parameter: migration.rural_factor, from: 2010, multiply: {rural}, assumed: a trial}}"
            command = [self.conurb, "run", str(PEOPLE / f"decade-{self.level}.yaml"), "-o", str(output), "--members", "1", "--set", "ensemble.design=central"]
            command += ["--set", f"parameters.migration.growth_deviation={table}", "--set", f"levers=[{lever}]"]
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode:
                raise SystemExit(done.stderr)
            with h5py.File(output) as file:
                return file["population"][0, 0]

    def sums(self, population, inside):
        return population[:, inside].sum(1)

    def growth(self, population, inside):
        people = self.sums(population, inside).sum(-1)
        return growth(people[-1], people[0])

    def decline(self, population, inside):
        people = self.sums(population, inside)
        share = people[:, 0] / people.sum(-1)
        return -growth(share[-1], share[0])

    def change(self, of, inside, deviation):
        """Gains and losses act on different moves: half the difference between them."""
        return (of(self.run(deviation), inside) - of(self.run(-deviation), inside)) / 2

    def change_by_rural(self, of, inside, factor):
        return of(self.run(0.0 * inside, rural=factor), inside) - of(self.base, inside)

    def inside(self, test):
        return np.array([test(i) for i in self.ids])


def mean_of(values):
    return float(np.mean(list(values)))


def of_whole_provinces(r):
    """Of growth and of the decline of rural shares to a deviation of growth, and of the latter to more rural moves."""
    growths, declines, rural = [], [], []
    for code in units.THREE:
        inside = r.inside(lambda i: i.startswith(code))
        growths.append(r.change(r.growth, inside, SMALL * inside) / SMALL)
        declines.append(r.change(r.decline, inside, SMALL * inside) / SMALL)
        rural.append(r.change_by_rural(r.decline, inside, 1.1) / 0.1)
    return {"province": mean_of(growths), "decline": mean_of(declines), "rural": mean_of(rural)}


def of_whole_prefectures(r):
    """Of some that stand for all."""
    found = []
    for code in list(units.prefectures())[::6]:
        county = units.prefectures()[code]["unit_type"] != "prefecture"
        inside = r.inside(lambda i: i.startswith(code if county else code[:4]))
        found.append(r.change(r.growth, inside, SMALL * inside) / SMALL)
    return mean_of(found)


def of_single_places(r):
    random = np.random.default_rng(1)
    of = lambda p: growth(p.sum(-1)[-1], p.sum(-1)[0])
    trials = [random.choice((-SMALL, SMALL), len(r.ids)) for _ in range(TRIALS)]
    single = np.mean([(of(r.run(signs)) - of(r.base)) / signs for signs in trials], 0)
    kinds = np.array([units.kind_of(r.level, i) for i in r.ids])
    return {kind: mean_of(single[kinds == kind]) for kind in sorted(set(kinds))}


def of_all(conurb, level):
    r = Response(conurb, level)
    whole = {"prefecture": of_whole_prefectures(r)} if level == "counties" else {}
    return {**of_whole_provinces(r), **whole, **of_single_places(r)}
