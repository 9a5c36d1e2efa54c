#!/usr/bin/python3
"""Writes scenarios/people/uncertainty-counties.yaml: regions of the real places, and how far their growth and the decline of
their rural share may depart from the decade that the constants repeat.

Spreads are those of the change between 2000-2010 and 2010-2020: of provinces (spreads.py), of prefectures about their
province, of districts and other counties about their prefecture. What several levers add to the same sum is taken out of
the larger one's, so that nothing is counted twice; how the program responds to a deviation is found by running it.
    uncertain_growth.py CONURB"""
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tests" / "reference"))

import h5py  # noqa: E402
import numpy as np  # noqa: E402

import spreads  # noqa: E402
import units  # noqa: E402
from tables import write  # noqa: E402

SCENARIO = HERE.parent / "people" / "decade-counties.yaml"
TARGET = HERE.parent / "people" / "uncertainty-counties.yaml"
THREE = {"14": "shanxi", "41": "henan", "43": "hunan"}
SMALL = 0.001  # 1/yr
TRIALS = 12  # of deviations of all places at once, with random signs
OUT_RATE_RANGE = (0.82, 1.18)  # times 5.5 %/yr: assumed, 4.5 to 6.5 %/yr
RECLASSIFICATION = (0.0, 0.01)  # 1/yr
FERTILITY = (0.08, 0.9)  # sd and persistence of the yearly factor: assumed


# ---- spreads of the past ---------------------------------------------------------------------------------------------


def growth(after, before):
    return np.log(after / before) / 10


def prefecture_changes():
    """Change of growth from the one decade to the other, by prefecture."""
    return {
        code: growth(float(r["pop_2020"]), float(r["pop_2010_bdy2020"])) - growth(float(r["pop_2010_bdy2020"]), float(r["pop_2000_bdy2019"]))
        for code, r in units.prefectures().items()
        if r["pop_2000_bdy2019"] and r["pop_2010_bdy2020"]
    }


def of_prefectures():
    """Standard deviation of the change of prefectures about their province's mean."""
    changes = prefecture_changes()
    groups = [np.array([c for code, c in changes.items() if code[:2] == p]) for p in THREE]
    return float(np.sqrt(sum(np.square(g - g.mean()).sum() for g in groups) / sum(len(g) - 1 for g in groups)))


def of_counties():
    """Spread of the change of counties about their prefecture's, (districts, others); by the median of absolute deviations,
    since boundaries that moved make some that are no growth."""
    now, changes = units.county_column("pop_2020"), prefecture_changes()
    kinds = {True: [], False: []}
    for code, r in units.counties().items():
        if r["pop_2000_bdy2019"] and r["pref_adcode"] in changes:
            then, before = float(r["pop_2010_bdy2019"]), float(r["pop_2000_bdy2019"])
            change = growth(now[code], then) - growth(then, before)
            kinds[is_district(code)].append(change - changes[r["pref_adcode"]])
    return tuple(float(1.4826 * np.median(np.abs(np.array(v) - np.median(v)))) for v in (kinds[True], kinds[False]))


def is_district(code):
    return code in units.counties() and units.counties()[code]["name_zh"].endswith("区")


# ---- responses of the program ------------------------------------------------------------------------------------------


class Response:
    def __init__(self, conurb):
        self.conurb = conurb
        self.ids = sorted(place.id for place in units.places("counties", 2010))
        self.base = self.run(np.zeros(len(self.ids)))

    def run(self, deviation, rural=1.0):
        """Yearly growth of each place, and of the rural share of each province, with deviations of growth."""
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder) / "deviation.csv", ["place", "deviation"], [[i, f"{d:.9f}"] for i, d in zip(self.ids, deviation)])
            output = Path(folder) / "trial.h5"
            table = f"{{table: {folder}/deviation.csv, column: deviation, unit: 1/yr, assumed: a trial}}"
            lever = f"{{id: rural, region: all, parameter: migration.rural_factor, from: 2010, multiply: {rural}, assumed: a trial}}"
            command = [self.conurb, "run", str(SCENARIO), "-o", str(output), "--members", "1", "--set", "ensemble.design=central"]
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

    def change(self, of, inside, deviation, **more):
        return of(self.run(deviation, **more), inside) - of(self.base, inside)

    def inside(self, test):
        return np.array([test(i) for i in self.ids])


def responses(conurb):
    r = Response(conurb)
    provinces, prefectures, declines, rural = {}, [], {}, {}
    for code in THREE:
        inside = r.inside(lambda i: i.startswith(code))
        provinces[code] = r.change(r.growth, inside, SMALL * inside) / SMALL
        declines[code] = r.change(r.decline, inside, SMALL * inside) / SMALL
        rural[code] = r.change(r.decline, inside, 0.0 * inside, rural=1.1) / 0.1
    for code in list(units.prefectures())[::6]:
        county = units.prefectures()[code]["unit_type"] != "prefecture"
        inside = r.inside(lambda i: i.startswith(code if county else code[:4]))
        prefectures.append(r.change(r.growth, inside, SMALL * inside) / SMALL)
    random = np.random.default_rng(1)
    of = lambda p: growth(p.sum(-1)[-1], p.sum(-1)[0])
    trials = [random.choice((-SMALL, SMALL), len(r.ids)) for _ in range(TRIALS)]
    single = np.mean([(of(r.run(signs)) - of(r.base)) / signs for signs in trials], 0)
    kinds = {"districts": r.inside(is_district), "provinces": r.inside(lambda i: i.endswith("0000"))}
    kinds["counties"] = ~(kinds["districts"] | kinds["provinces"])
    return provinces, declines, rural, float(np.mean(prefectures)), {k: float(np.mean(single[v])) for k, v in kinds.items()}


# ---- amounts ---------------------------------------------------------------------------------------------------------


def concentration(codes, key):
    """Sum over `codes` of squared shares of people, by group."""
    now = units.county_column("pop_2020")
    result = []
    for group in sorted({key(c) for c in codes}):
        people = np.array([now[c] for c in codes if key(c) == group])
        result.append(np.square(people / people.sum()).sum())
    return float(np.mean(result))


def left(total, *parts):
    rest = total**2 - sum(p**2 for p in parts)
    if rest <= 0:
        raise SystemExit("uncertain_growth.py: the parts of a spread exceed the whole")
    return float(np.sqrt(rest))


def amounts(conurb):
    province_response, decline_response, rural_response, prefecture_response, single = responses(conurb)
    districts, counties = of_counties()
    codes = list(units.counties())
    mean_county = np.sqrt(np.mean([(districts if is_district(c) else counties) ** 2 for c in codes]))
    prefecture = left(of_prefectures(), mean_county * np.sqrt(concentration(codes, lambda c: c[:4])))
    of_province = spreads.of_provinces_growth()[0]
    parts = prefecture * np.sqrt(1 / 14), mean_county * np.sqrt(concentration(codes, lambda c: c[:2]))
    province = left(of_province, *parts)
    result = {
        "districts": districts / single["districts"],
        "counties": counties / single["counties"],
        "prefecture": prefecture / prefecture_response,
        "province": province / float(np.mean(list(province_response.values()))),
        "others": of_province / single["provinces"],
        "intensity": abs(spreads.of_redistribution()) / np.sqrt(spreads.decade_mean_variance(spreads.PERSISTENCE)),
    }
    common, own, _ = spreads.of_provinces_urbanization()
    decline, rural = (float(np.mean(list(v.values()))) for v in (decline_response, rural_response))
    reclassified = (RECLASSIFICATION[1] - RECLASSIFICATION[0]) / np.sqrt(12)
    out = (OUT_RATE_RANGE[1] - OUT_RATE_RANGE[0]) / np.sqrt(12) * rural
    result["rural"] = left(np.hypot(common, own), decline * result["province"], reclassified, out) / rural
    print({k: round(v, 5) for k, v in result.items()}, file=sys.stderr)
    print("responses", province_response, decline_response, rural_response, prefecture_response, single, file=sys.stderr)
    return result


# ---- the file --------------------------------------------------------------------------------------------------------

FROM = 'source: "change of growth between 2000-2010 and 2010-2020 (../data/uncertain_growth.py)"'


def pattern(code):
    row = units.prefectures()[code]
    return f'"{code[:4]}*"' if row["unit_type"] == "prefecture" else f'"{code}"'


def identifier(name):
    return name.lower().replace(" ", "-").replace("'", "")


def lever(name, region, amount):
    return (
        f"  - {{id: growth-of-{name}, region: {region}, parameter: migration.growth_deviation, from: 2020,\n"
        f"     add: {amount},\n     {FROM}}}\n"
    )


def text(a):
    normal = lambda name: f"{{normal: [0 %/yr, {100 * a[name]:.2f} %/yr]}}"
    districts = ", ".join(f'"{c}"' for c in units.counties() if is_district(c))
    rest = ", ".join(f'"{c}"' for c in units.counties() if not is_district(c))
    out = [
        "# Written by ../data/uncertain_growth.py; edit that.\n"
        "# Regions of the real places, and what is uncertain about their growth. The levers are no policies: they act from the\n"
        "# first year, and are 0 or 1 in the middle.\n"
        "extends: common.yaml\nregions:\n"
        '  china: {name: China, places: ["*"]}\n'
        '  other-provinces: {name: The other provinces, places: ["*0000"]}\n'
    ]
    out += [f'  {name}: {{name: {name.capitalize()}, places: ["{code}*"]}}\n' for code, name in THREE.items()]
    out += [f"  {identifier(r['name'])}: {{name: {r['name']}, places: [{pattern(c)}]}}\n" for c, r in units.prefectures().items()]
    out += [f"  districts: {{name: Districts of cities, places: [{districts}]}}\n"]
    out += [f"  counties: {{name: Counties and county-level cities, places: [{rest}]}}\n", "levers:\n"]
    out += [lever(name, name, normal("province")) for name in THREE.values()]
    out += [lever("other-provinces", "other-provinces", f"{{each: {normal('others')}}}")]
    out += [lever(identifier(r["name"]), identifier(r["name"]), normal("prefecture")) for r in units.prefectures().values()]
    out += [lever(kind, kind, f"{{each: {normal(kind)}}}") for kind in ("districts", "counties")]
    for name in (*THREE.values(), "other-provinces"):
        amount = f"{{truncated: {{normal: [1, {a['rural']:.3f}], min: 0.1, max: 1.9}}}}"
        amount = f"{{each: {amount}}}" if name == "other-provinces" else amount
        out.append(
            f"  - {{id: rural-moves-of-{name}, region: {name}, parameter: migration.rural_factor, from: 2020,\n     multiply: {amount},\n"
            '     source: "change of the decline of rural shares between the decades, less what growth and reclassification explain"}\n'
        )
    out.append(
        "  - {id: fading, region: all, parameter: migration.attraction, from: 2015, ramp: 20 yr,\n"
        "     add: {table: ../data/fitted/counties/fading.csv, column: change},\n"
        '     source: "what sets a place apart lasts in part: change of growth between two decades (../data/calibrate.py)"}\n'
    )
    out.append(
        "  - {id: level-of-moves, region: all, parameter: migration.out_rate, from: 2020,\n"
        f"     multiply: {{uniform: [{OUT_RATE_RANGE[0]}, {OUT_RATE_RANGE[1]}]}}, assumed: 4.5 to 6.5 %/yr}}\n"
        "  - {id: reclassification, region: all, parameter: reclassification.rate, from: 2020,\n"
        "     set: {uniform: [0 %/yr, 1 %/yr]}, assumed: nothing to twice the middle}\n"
        "shocks:\n"
        f"  - {{id: migration-intensity, parameter: migration.out_rate, region: all, sd: {a['intensity']:.3f}, persistence: {spreads.PERSISTENCE},\n"
        '     assumed: "sd from the change of people exchanged by provinces between the decades"}\n'
        f"  - {{id: fertility, parameter: fertility.level, region: all, sd: {FERTILITY[0]}, persistence: {FERTILITY[1]},\n"
        "     assumed: a tenth either way is common within a decade}\n"
    )
    return "".join(out)


if __name__ == "__main__":
    TARGET.write_text(text(amounts(sys.argv[1])), encoding="utf-8")
