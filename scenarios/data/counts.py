"""People of the real places by sex and census age group, and by residence, in the censuses of 2010 and 2020.

2020 is as counted, with the zones in the units that hold them. 2010 is put on today's units: README.md says how."""
from functools import cache

import numpy as np

import units
from tables import SEXES, rows

BORDERS = [0, 1] + list(range(5, 90, 5))  # lower ends of census age groups; the last is open
MOVED = 0.02  # a unit whose people of 2010 differ by more on the boundaries of 2010 and 2019 has other boundaries now
MOST_UNREGISTERED = 0.95  # of urban people
ELSEWHERE = ("float_other_county_same_prov", "float_other_prov")  # registered in another county, in another province


@cache
def ages(file):
    """{(code, year): [sex][group]} as published."""
    result = {}
    for r in rows(file):
        key = r["adcode"], int(r["year"])
        result.setdefault(key, np.zeros((2, len(BORDERS))))[SEXES.index(r["sex"]), BORDERS.index(int(r["age_lo"]))] = float(r["pop"])
    return result


def of_prefecture(code):
    return {c: r for c, r in units.counties().items() if r["pref_adcode"] == code}


# ---- ages ----------------------------------------------------------------------------------------------------------------


def zones_without_ages(prefecture):
    """Ages of the zones of a prefecture that have no code: what its coded units leave."""
    known = ages("age_sex_counties.csv")
    rest = ages("age_sex_prefectures.csv")[prefecture, 2020].copy()
    for r in rows("counties.csv"):
        if r["pref_adcode"] == prefecture and r["adcode"]:
            rest -= known[r["adcode"], 2020]
    if rest.min() < 0:
        raise ValueError(f"prefecture {prefecture}: its counties hold more people of an age than it has itself")
    return rest


def counties_2020():
    known = ages("age_sex_counties.csv")
    result = {code: known[code, 2020].copy() for code in units.counties()}
    without = {}
    for zone, _ in units.holders():
        if not zone["adcode"]:
            without[zone["pref_adcode"]] = without.get(zone["pref_adcode"], 0.0) + float(zone["pop_2020"])
    rest = {prefecture: zones_without_ages(prefecture) for prefecture in without}
    for zone, shares in units.holders():
        own = (
            known[zone["adcode"], 2020]
            if zone["adcode"]
            else rest[zone["pref_adcode"]] * float(zone["pop_2020"]) / without[zone["pref_adcode"]]
        )
        for code, share in shares.items():
            result[code] += share * own
    return result


def same_boundaries(row):
    return row["pop_2010_census"] and abs(float(row["pop_2010_bdy2019"]) / float(row["pop_2010_census"]) - 1) <= MOVED


def raked(cells, row_sums, column_sums):
    """[row][column] with exact column sums and row sums as near as their totals agree."""
    cells = cells.copy()
    for _ in range(200):
        cells *= (row_sums / cells.sum(1))[:, None]
        cells *= column_sums / np.maximum(cells.sum(0), 1e-300)
    return cells


def counties_2010():
    """Ages of today's units in 2010: the own ages where the unit is the same, else what those leave of the prefecture; raked
    to the people on today's boundaries and to the prefecture's ages."""
    known = ages("age_sex_counties.csv")
    result = {}
    for prefecture in units.prefectures():
        inside = of_prefecture(prefecture)
        all_ages = ages("age_sex_prefectures.csv")[prefecture, 2010].ravel()
        rest = all_ages - sum((known[c, 2010].ravel() for c, r in inside.items() if same_boundaries(r)), np.zeros_like(all_ages))
        rest = np.maximum(rest, 0.01 * all_ages)
        cells = np.array([known[c, 2010].ravel() if same_boundaries(r) else rest for c, r in inside.items()])
        people = np.array([float(r["pop_2010_bdy2019"]) for r in inside.values()])
        people *= all_ages.sum() / people.sum()
        for code, own in zip(inside, raked(cells + 1e-9, people, all_ages)):
            result[code] = own.reshape(2, -1)
    return result


def census(level, year):
    """{place: [sex][group]}"""
    provinces = {c: ages("age_sex_provinces.csv")[c, year] for c in units.other_provinces(year)}
    if level == "prefectures":
        own = {c: ages("age_sex_prefectures.csv")[c, year] for c in units.prefectures()}
    else:
        own = counties_2020() if year == 2020 else counties_2010()
    return {**own, **provinces}


# ---- residence -----------------------------------------------------------------------------------------------------------


def elsewhere(row, year):
    return sum(units.number(row, f"{key}_{year}") for key in ELSEWHERE)


def growth_within_provinces():
    """How those registered in another county of their province grew from 2010 to 2020 in the three provinces; assumed for
    the others, where it is not known."""
    own = units.prefectures().values()
    within = ELSEWHERE[0]
    return sum(units.number(r, f"{within}_2020") for r in own) / sum(units.number(r, f"{within}_2010") for r in own)


def provinces_unregistered(year):
    factor = growth_within_provinces() if year == 2020 else 1.0
    result = {c: float(r["float_from_other_province"]) for c, r in units.provinces(year).items()}
    for r in rows("china_prefectures_2000_2010.csv"):
        result[r["adcode"][:2] + "0000"] += factor * units.number(r, f"{ELSEWHERE[0]}_2010")
    return result


def own_share(row):
    """Urban share of 2010 of the unit that has this code."""
    return float(row["urban_2010_census"]) / float(row["pop_2010_census"])


def urban_2010(inside, shares, total, people):
    """Urban people of today's units of a prefecture in 2010: by their shares where given, and what those leave of the
    prefecture's total elsewhere."""
    known = {c: people[c] * share for c, share in shares.items()}
    others = [c for c in inside if c not in known]
    rest, room = total - sum(known.values()), sum(people[c] for c in others)
    result = {**known, **{c: people[c] * min(max(rest / room, 0.05), 0.98) for c in others}}
    return shifted(result, people, total)


def shifted(parts, people, total):
    """Parts of people whose log-odds are shifted alike until they add to a total; all or none of a unit stays so."""
    codes = [c for c in parts if 0 < parts[c] < people[c]]
    fixed = sum(p for c, p in parts.items() if c not in codes)
    low, high = -20.0, 20.0
    odds = {c: parts[c] / (people[c] - parts[c]) for c in codes}
    at = lambda s: {c: people[c] * odds[c] * np.exp(s) / (1 + odds[c] * np.exp(s)) for c in codes}
    for _ in range(100):
        middle = (low + high) / 2
        if sum(at(middle).values()) + fixed > total:
            high = middle
        else:
            low = middle
    return {**parts, **at((low + high) / 2)}


def counties_residence(year, people):
    """{code: (urban, unregistered)}"""
    urban = units.county_column("urban_2020")
    away = {c: sum(units.county_column(f"{key}_2020")[c] for key in ELSEWHERE) for c in urban}
    if year == 2020:
        return {c: (urban[c], away[c]) for c in urban}
    result = {}
    for prefecture, row in units.prefectures().items():
        inside = of_prefecture(prefecture)
        shares = {c: own_share(r) for c, r in inside.items() if same_boundaries(r) and r["urban_2010_census"]}
        then = urban_2010(inside, shares, float(row["urban_2010_asof2010"]), people)
        share = {c: then[c] * min(away[c] / urban[c], MOST_UNREGISTERED) for c in inside}
        away_then = shifted(share, then, min(elsewhere(row, 2010), MOST_UNREGISTERED * sum(then.values())))
        result.update({c: (then[c], away_then[c]) for c in inside})
    return result


def residence(level, year, counted):
    """{place: (rural, registered, unregistered)}, adding up to the census of the place."""
    people = {c: own.sum() for c, own in counted.items()}
    if level == "counties":
        own = counties_residence(year, people)
    else:
        key = "urban_2020" if year == 2020 else "urban_2010_asof2010"
        own = {c: (float(r[key]), elsewhere(r, year)) for c, r in units.prefectures().items()}
    unregistered = provinces_unregistered(year)
    own.update({c: (float(r["urban"]), unregistered[c]) for c, r in units.other_provinces(year).items()})
    return in_statuses(own, people)


def in_statuses(own, people):
    """{place: (rural, registered, unregistered)} of {place: (urban, unregistered)}."""
    result = {}
    for place, (urban, away) in own.items():
        away = min(away, MOST_UNREGISTERED * urban)
        result[place] = people[place] - urban, urban - away, away
        if min(result[place]) < -0.01:
            raise ValueError(f"place {place}: {result[place]} rural, registered and unregistered people")
    return result
