#!/usr/bin/python3
"""Writes scenarios/people/uncertainty-counties.yaml and uncertainty-prefectures.yaml: regions of the real places, and how
far their growth and the decline of their rural share may depart from the decade that the constants repeat.

Spreads are those of the change between 2000-2010 and 2010-2020: of provinces (spreads.py), of prefectures about their
province, and where counties are told apart, of districts and other counties about their prefecture. What several levers
add to the same sum is taken out of the larger one's, so that nothing is counted twice; how the program responds to a
deviation is found by running it.
    uncertain_growth.py CONURB"""
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tests" / "reference"))

import numpy as np  # noqa: E402

import responses  # noqa: E402
import spreads  # noqa: E402
import units  # noqa: E402

PEOPLE = HERE.parent / "people"
LEVELS = ("counties", "prefectures")
THREE = {"14": "shanxi", "41": "henan", "43": "hunan"}
PREFECTURES = 14  # of a province, about
OUT_RATE_RANGE = (0.82, 1.18)  # times 5.5 %/yr: assumed, 4.5 to 6.5 %/yr
RECLASSIFICATION = (0.0, 0.01)  # 1/yr
FERTILITY = (0.08, 0.9)  # sd and persistence of the yearly factor: assumed


# ---- spreads of the past ---------------------------------------------------------------------------------------------


def of_decades(people_2000, people_2010, people_2020):
    """Growth of 2000-2010 and of 2010-2020."""
    first, middle, last = float(people_2000), float(people_2010), float(people_2020)
    return spreads.growth(middle, first), spreads.growth(last, middle)


def prefecture_growth():
    return {
        code: of_decades(r["pop_2000_bdy2019"], r["pop_2010_bdy2020"], r["pop_2020"])
        for code, r in units.prefectures().items()
        if r["pop_2000_bdy2019"] and r["pop_2010_bdy2020"]
    }


def county_growth():
    now = units.county_column("pop_2020")
    return {
        code: of_decades(r["pop_2000_bdy2019"], r["pop_2010_bdy2019"], now[code])
        for code, r in units.counties().items()
        if r["pop_2000_bdy2019"]
    }


def lasting(growths):
    """Slope of growth of 2010-2020 on that of 2000-2010."""
    before, after = np.array(list(growths.values())).T
    return float(np.polyfit(before, after, 1)[0])


def change(pair):
    return pair[1] - pair[0]


def of_prefectures():
    """Standard deviation of the change of prefectures about their province's mean."""
    growths = prefecture_growth()
    groups = [np.array([change(g) for code, g in growths.items() if code[:2] == p]) for p in THREE]
    return float(np.sqrt(sum(np.square(g - g.mean()).sum() for g in groups) / sum(len(g) - 1 for g in groups)))


def of_counties():
    """Spread of the change of counties about their prefecture's, (districts, others); by the median of absolute deviations,
    since boundaries that moved make some that are no growth."""
    prefectures = prefecture_growth()
    kinds = {True: [], False: []}
    for code, own in county_growth().items():
        prefecture = units.counties()[code]["pref_adcode"]
        if prefecture in prefectures:
            kinds[units.is_district(code)].append(change(own) - change(prefectures[prefecture]))
    return tuple(float(1.4826 * np.median(np.abs(np.array(v) - np.median(v)))) for v in (kinds[True], kinds[False]))


def own_spreads(level):
    """Of the places of a level themselves, by kind."""
    return dict(zip(("districts", "counties"), of_counties())) if level == "counties" else {"prefectures": of_prefectures()}


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


def of_growth(level):
    """Spreads of growth, each without what the smaller ones add to it: of kinds of places, prefectures, provinces."""
    result = own_spreads(level)
    if level == "counties":
        codes = list(units.counties())
        own = np.sqrt(np.mean([result[units.kind_of(level, c)] ** 2 for c in codes]))
        result["prefecture"] = left(of_prefectures(), own * np.sqrt(concentration(codes, lambda c: c[:4])))
        parts = [result["prefecture"] * np.sqrt(1 / PREFECTURES), own * np.sqrt(concentration(codes, lambda c: c[:2]))]
    else:
        parts = [result["prefectures"] * np.sqrt(1 / PREFECTURES)]
    result["provinces"] = spreads.of_provinces_growth()[0]
    result["province"] = left(result["provinces"], *parts)
    return result


def of_rural_moves(response, province):
    common, own, _ = spreads.of_provinces_urbanization()
    reclassified = (RECLASSIFICATION[1] - RECLASSIFICATION[0]) / np.sqrt(12)
    out = (OUT_RATE_RANGE[1] - OUT_RATE_RANGE[0]) / np.sqrt(12) * response["rural"]
    return left(np.hypot(common, own), response["decline"] * province, reclassified, out) / response["rural"]


def amounts(conurb, level):
    response = responses.of_all(conurb, level)
    result = {name: spread / response[name] for name, spread in of_growth(level).items()}
    result["intensity"] = abs(spreads.of_redistribution()) / np.sqrt(spreads.decade_mean_variance(spreads.PERSISTENCE))
    result["rural"] = of_rural_moves(response, result["province"])
    for title, found in (("amounts", result), ("responses", response)):
        print(level, title, {k: round(float(v), 5) for k, v in found.items()}, file=sys.stderr)
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


def places(codes):
    return ", ".join(f'"{c}"' for c in codes)


def regions(level):
    out = [
        '  china: {name: China, places: ["*"]}\n'
        '  other-provinces: {name: The other provinces, places: ["*0000"]}\n'
    ]
    out += [f'  {name}: {{name: {name.capitalize()}, places: ["{code}*"]}}\n' for code, name in THREE.items()]
    if level == "prefectures":
        return out + [f"  prefectures: {{name: Prefectures of three provinces, places: [{places(f'{c}*' for c in THREE)}]}}\n"]
    out += [f"  {identifier(r['name'])}: {{name: {r['name']}, places: [{pattern(c)}]}}\n" for c, r in units.prefectures().items()]
    districts = [c for c in units.counties() if units.is_district(c)]
    rest = [c for c in units.counties() if not units.is_district(c)]
    out += [f"  districts: {{name: Districts of cities, places: [{places(districts)}]}}\n"]
    return out + [f"  counties: {{name: Counties and county-level cities, places: [{places(rest)}]}}\n"]


def growth_levers(level, a):
    normal = lambda name: f"{{normal: [0 %/yr, {100 * a[name]:.2f} %/yr]}}"
    out = [lever(name, name, normal("province")) for name in THREE.values()]
    out += [lever("other-provinces", "other-provinces", f"{{each: {normal('provinces')}}}")]
    if level == "counties":
        out += [lever(identifier(r["name"]), identifier(r["name"]), normal("prefecture")) for r in units.prefectures().values()]
    return out + [lever(kind, kind, f"{{each: {normal(kind)}}}") for kind in own_spreads(level)]


def fading_levers(level):
    acts = (
        ("fading", "attraction", "add", "change"),
        ("fading-of-departures", "out_rate", "multiply", "departures"),
        ("fading-of-arrivals", "arrival_rate", "multiply", "arrivals"),
    )
    return [
        f"  - {{id: {name}, region: all, parameter: migration.{parameter}, from: 2015, ramp: 20 yr,\n"
        f"     {how}: {{table: ../data/fitted/{level}/fading.csv, column: {column}}},\n"
        '     source: "what sets a place apart lasts in part: change of growth between two decades (../data/calibrate.py)"}\n'
        for name, parameter, how, column in acts
    ]


def rural_levers(a):
    out = []
    for name in (*THREE.values(), "other-provinces"):
        amount = f"{{truncated: {{normal: [1, {a['rural']:.3f}], min: 0.1, max: 1.9}}}}"
        amount = f"{{each: {amount}}}" if name == "other-provinces" else amount
        out.append(
            f"  - {{id: rural-moves-of-{name}, region: {name}, parameter: migration.rural_factor, from: 2020,\n     multiply: {amount},\n"
            '     source: "change of the decline of rural shares between the decades, less what growth and reclassification explain"}\n'
        )
    return out


def text(level, a):
    head = (
        "# Written by ../data/uncertain_growth.py; edit that.\n"
        "# Regions of the real places, and what is uncertain about their growth. The levers are no policies: they act from the\n"
        "# first year, and are 0 or 1 in the middle.\n"
        "extends: common.yaml\nregions:\n"
    )
    rest = (
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
    return "".join([head, *regions(level), "levers:\n", *growth_levers(level, a), *rural_levers(a), *fading_levers(level), rest])


if __name__ == "__main__":
    print(f"growth lasts: {lasting(prefecture_growth()):.2f}, {lasting(county_growth()):.2f} (prefectures, counties)", file=sys.stderr)
    for level in LEVELS:
        (PEOPLE / f"uncertainty-{level}.yaml").write_text(text(level, amounts(sys.argv[1], level)), encoding="utf-8")
