"""All county-level units of China in 2010, and the prefectures that have none.

Units are those of the boundaries of 2019. A prefecture's people of 2010 are parted by the units' people on today's
boundaries, its ages and its share of unregistered among urban people are theirs; provinces are exact. Units founded
after 2019 have no people of 2010: theirs are in the other units of their prefecture."""
from functools import cache

import numpy as np

import counts
import units
from tables import rows

AGES = "age_sex_china_prefectures_2010.csv"


@cache
def prefectures():
    return {r["adcode"]: r for r in rows("china_prefectures_2000_2010.csv")}


def of_prefecture(row, in_units):
    """People of 2010: on the boundaries of 2020, or of 2010 where more live in its units and as many as were counted (units
    of Baoding and Xianyang that others govern now are still listed there)."""
    then = units.number(row, "pop_2010_asof2010")
    now = units.number(row, "pop_2010_bdy2020") or then
    return then if in_units > now and abs(in_units / then - 1) <= counts.MOVED else now


def scaled(people, of, total):
    """People by unit, adding to total(group, sum) in every group of(unit)."""
    sums = {}
    for code, persons in people.items():
        sums[of(code)] = sums.get(of(code), 0.0) + persons
    return {code: persons * total(of(code), sums[of(code)]) / sums[of(code)] for code, persons in people.items()}


@cache
def people_2010():
    """{unit: persons}, adding to prefectures and then to provinces."""
    own = {code: float(r["persons"]) for code, r in units.national().items()}
    own = scaled(own, lambda c: units.national()[c]["pref_adcode"], lambda p, found: of_prefecture(prefectures()[p], found))
    return scaled(own, lambda c: c[:2] + "0000", lambda p, _: float(units.provinces(2010)[p]["pop"]))


def inside(test):
    return {code: r for code, r in units.national().items() if test(r)}


def whole(cells):
    """Rounded to persons; sums over places stay what they are."""
    return np.diff(np.round(np.cumsum(cells, axis=0)), axis=0, prepend=0.0)


def census():
    """{unit: [sex][group]}: ages of the prefecture, raked to the unit's people and to the ages of the province."""
    known, people = counts.ages(AGES), people_2010()
    result = {}
    for province in units.provinces(2010):
        own = inside(lambda r: r["adcode"][:2] == province[:2])
        shapes = np.array([known[r["pref_adcode"], 2010].ravel() for r in own.values()])
        all_ages = counts.ages("age_sex_provinces.csv")[province, 2010].ravel()
        cells = counts.raked(shapes + 1e-9, np.array([people[c] for c in own]), all_ages)
        result.update({code: cell.reshape(2, -1) for code, cell in zip(own, whole(cells))})
    return result


def places():
    return units.made_places([(r, r["name"], r["lon"], r["lat"]) for r in units.national().values()])


def residence(counted):
    """{unit: (rural, registered, unregistered)}"""
    people = {c: own.sum() for c, own in counted.items()}
    urban, away = {}, {}
    for prefecture, row in prefectures().items():
        own = inside(lambda r: r["pref_adcode"] == prefecture)
        if own:  # some were founded later
            total = sum(people[c] for c in own) * float(row["urban_2010_asof2010"]) / float(row["pop_2010_asof2010"])
            shares = {c: counts.own_share(r) for c, r in own.items() if r.get("urban_2010_census")}
            urban.update(counts.urban_2010(own, shares, total, people))
            part = counts.elsewhere(row, 2010) / float(row["urban_2010_asof2010"])
            away.update({c: min(part, counts.MOST_UNREGISTERED) for c in own})
    unregistered = counts.provinces_unregistered(2010)
    result = {}
    for province, row in units.provinces(2010).items():
        then = counts.shifted({c: urban[c] for c in urban if c[:2] == province[:2]}, people, float(row["urban"]))
        parts = counts.shifted({c: away[c] * then[c] for c in then}, then, unregistered[province])
        result.update({c: (then[c], parts[c]) for c in then})
    return counts.in_statuses(result, people)
