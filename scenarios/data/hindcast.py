#!/usr/bin/python3
"""Projects 2020 from 2010 and compares it with the census, beside simple methods: writes docs/hindcast.md.

The constants of moves are set so that the run repeats half of each place's net migration of 2000-2010 (net migration:
growth less births and deaths as the ages of 2010 tell them), and that urban shares follow the nation's log-odds of 2000-2010
to three quarters and their own to one. Rates are those of 2010, life expectancy on its trend of 2000-2010. Nothing dated
after 2010 is read before the scores. hindcast.py CONURB"""
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tests" / "reference"))

import h5py  # noqa: E402
import numpy as np  # noqa: E402

import calibrate  # noqa: E402
import counts  # noqa: E402
import relatives  # noqa: E402
import units  # noqa: E402
import vital  # noqa: E402
from tables import rows, write  # noqa: E402

SCENARIO = HERE.parent / "hindcast" / "prefectures.yaml"
TARGET = HERE.parents[1] / "docs" / "hindcast.md"
CARRIED = 0.5  # of net migration from one decade to the next: assumed, "at most half"
OWN_ODDS = 0.25  # of a place's own change of log-odds: assumed, "at most a quarter"
YEARS = 10
OLD = counts.BORDERS.index(60)


def logit(share):
    return np.log(share / (1 - share))


# ---- what was known in 2010 ------------------------------------------------------------------------------------------


def write_rates():
    """Rates of 2010, and life expectancy on its trend since 2000."""
    folder = HERE / "rates-2010"
    folder.mkdir(exist_ok=True)
    vital.write_tables(folder, 2005, 2010)
    known = vital.read()["expectancy"]
    trend = (np.array(known[2010]) - np.array(known[2000])) / 10
    lines = [[2010 + y, s, f"{known[2010][k] + trend[k] * y:.4f}"] for k, s in enumerate("FM") for y in range(YEARS + 1)]
    write(folder / "life_expectancy.csv", ["year", "sex", "years"], lines)


def people_2000(places):
    """People and urban people of 2000 over those of 2010, NaN where not known. Provinces by their counties that have both
    on the same boundaries."""
    growth, urban = {}, {}
    for code, r in units.prefectures().items():
        known = r["pop_2000_bdy2019"] and r["pop_2010_bdy2020"]
        growth[code] = float(r["pop_2000_bdy2019"]) / float(r["pop_2010_bdy2020"]) if known else np.nan
        known = r["pop_2000_asof2000"] and r["urban_2000_asof2000"]
        urban[code] = float(r["urban_2000_asof2000"]) / float(r["pop_2000_asof2000"]) if known else np.nan
    sums = {}
    for r in rows("china_counties_2000_2010.csv"):
        if r["pop_2000_bdy2019"] and r["pop_2010_bdy2019"]:
            pair = sums.setdefault(r["pref_adcode"][:2] + "0000", np.zeros(2))
            pair += float(r["pop_2000_bdy2019"]), float(r["pop_2010_bdy2019"])
    shares = {}
    for r in rows("china_prefectures_2000_2010.csv"):
        if r["pop_2000_asof2000"] and r["urban_2000_asof2000"]:
            pair = shares.setdefault(r["adcode"][:2] + "0000", np.zeros(2))
            pair += float(r["urban_2000_asof2000"]), float(r["pop_2000_asof2000"])
    for place in places:
        if place.endswith("0000"):
            growth[place] = sums[place][0] / sums[place][1]
            urban[place] = shares[place][0] / shares[place][1] if place in shares else np.nan
    return np.array([growth[p] for p in places]), np.array([urban[p] for p in places])


def net_migration(places, counted, growth):
    """Net migrants of 2000-2010 by growth less natural increase, adding up to none; where growth is not known, none."""
    rates = relatives.death_rates(2005)
    now = np.array([counted[p].sum() for p in places])
    deaths = np.array([YEARS * (counted[p] * rates).sum() for p in places])
    births = np.array([counted[p][:, :3].sum() for p in places]) * 1.015  # 0 to 9, and those who died
    net = now * (1 - np.nan_to_num(growth, nan=0.0)) - (births - deaths)
    net = np.where(np.isnan(growth), 0.0, net)
    return net - now * net.sum() / now.sum()


class Carried(calibrate.Fit):
    """The constants at which the run has these net migrants and rural shares."""

    def __init__(self, conurb, net, share):
        super().__init__(conurb, SCENARIO, HERE / "prefectures-2010", HERE / "prefectures-2010", HERE / "fitted" / "hindcast")
        self.net, self.end.all = net, self.end.all
        self.end.rural = (1 - share) * self.end.all

    def wanted(self, decade):
        return self.net[:, None] * np.array([1.0, 0, 0, 0])


# ---- scores ----------------------------------------------------------------------------------------------------------


def table_of(title, unit, truth, methods, error):
    lines = [f"\n**{title}** ({len(truth)} units; {unit})\n", "| method | mean | median | bias | worst |", "|---|---|---|---|---|"]
    for name, value in methods.items():
        e = error(value, truth)
        worst = int(np.argmax(np.abs(e)))
        lines.append(f"| {name} | {np.abs(e).mean():.2f} | {np.median(np.abs(e)):.2f} | {e.mean():+.2f} | {np.abs(e).max():.1f} ({{{worst}}}) |")
    return lines


def relative(value, truth):
    return 100 * (value / truth - 1)


def points(value, truth):
    return 100 * (value - truth)


def named(lines, names):
    return [line.format(*names) if "{" in line else line for line in lines]


def score(output, places, growth, urban_2000):
    with h5py.File(output) as file:
        population, cohorts = file["population"][0, 0], file["cohorts"][0, 0]
    order = [i for i, p in enumerate(places) if not p.endswith("0000")]
    own = [places[i] for i in order]
    row = lambda key: np.array([float(units.prefectures()[p][key] or np.nan) for p in own])
    name = np.array([units.prefectures()[p]["name"] for p in own])
    first, last = row("pop_2010_bdy2020"), row("pop_2020")
    ratio = (population[-1].sum(-1) / population[0].sum(-1))[order]
    back = growth[order]
    known = ~np.isnan(back)
    province = np.array([p[:2] for p in own])
    grown = {c: last[province == c].sum() / first[province == c].sum() for c in set(province)}
    lines = named(
        table_of(
            "Population of 2020", "% of the count", last[known],
            {k: v[known] for k, v in {
                "Conurb": first * ratio, "no change": first, "growth of 2000-2010": first / back, "half that growth": first * back**-0.5,
                "linear": first * (2 - back), "ceiling: share of the province, its total known": first * np.array([grown[c] for c in province]),
            }.items()}, relative,
        ), name[known],
    )
    share_2010, share_2020 = row("urban_2010_bdy2020") / first, row("urban_2020") / last
    share_2000 = urban_2000[order]
    known_share = ~np.isnan(share_2000)
    nation = national_change()
    modelled = (1 - population[-1][:, 0] / population[-1].sum(-1))[order]
    start = (1 - population[0][:, 0] / population[0].sum(-1))[order]
    lines += named(
        table_of(
            "Urban share of 2020", "points", share_2020[known_share],
            {k: v[known_share] for k, v in {
                "Conurb": modelled + share_2010 - start, "no change": share_2010,
                "own log-odds of 2000-2010": expit(logit(share_2010) + logit(share_2010) - logit(share_2000)),
                "the nation's log-odds of 2000-2010": expit(logit(share_2010) + nation), "linear": np.clip(2 * share_2010 - share_2000, 0, 1),
            }.items()}, points,
        ), name[known_share],
    )
    old = lambda year: np.array([counts.census("prefectures", year)[p][:, OLD:].sum() for p in own])
    aged = cohorts[:, :, 60:].sum((2, 3, 4))
    grown_old = {c: old(2020)[province == c].sum() / old(2010)[province == c].sum() for c in set(province)}
    lines += named(
        table_of(
            "People of 60 and over in 2020", "% of the count", old(2020),
            {
                "Conurb": old(2010) * (aged[-1] / aged[0])[order], "no change": old(2010),
                "ceiling: share of the province, its total known": old(2010) * np.array([grown_old[c] for c in province]),
            }, relative,
        ), name,
    )
    return lines


def expit(x):
    return 1 / (1 + np.exp(-x))


def national_change():
    """Log-odds of the nation's urban share, 2000 to 2010: World Urbanization Prospects 2018."""
    share = {int(r["year"]): float(r["urban_share_pct"]) / 100 for r in rows("un_urban_share_china.csv")}
    return logit(share[2010]) - logit(share[2000])


HEAD = """# Judged by what happened

`scenarios/data/hindcast.py build/conurb` writes this page. The scenario `scenarios/hindcast/prefectures.yaml` starts from the census
of 2010 and knows nothing later: constants of moves repeat half of each place's net migration of 2000-2010, urban shares follow the
nation's log-odds of 2000-2010 to three quarters and their own to one, fertility stays at that of 2010 and life expectancy on its trend.
One run with middle values; the census of 2020 is read for the scores alone. Errors are absolute ones, their mean and median over the
prefecture-level units of Shanxi, Henan and Hunan that have both older counts; bias is the mean with its sign. A ceiling knows the
province's total of 2020, which no forecast does.
"""


def main():
    write_rates()
    counted = counts.census("prefectures", 2010)
    places = sorted(counted)
    growth, urban_2000 = people_2000(places)
    lives = counts.residence("prefectures", 2010, counted)
    share = np.array([1 - lives[p][0] / sum(lives[p]) for p in places])
    own = np.nan_to_num(logit(share) - logit(urban_2000), nan=national_change())
    share_2020 = expit(logit(share) + (1 - OWN_ODDS) * national_change() + OWN_ODDS * own)
    fit = Carried(sys.argv[1], CARRIED * net_migration(places, counted, growth), share_2020)
    fit.converge(groups=False, tolerance=1e-4)
    output = Path(fit.folder) / "hindcast.h5"
    fit.write_tables()
    fit.run_to(output)
    lines = score(output, places, growth, urban_2000)
    output.unlink()
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
