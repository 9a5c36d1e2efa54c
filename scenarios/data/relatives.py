"""How fertility and mortality of places differ from those of the nation."""
import numpy as np

import counts
import rates
import vital
from tables import rows

WOMEN_KNOWN = 20_000  # assumed: with so many women of 15 to 49 a place's own ratio counts as much as its province's
BELIEVED = 0.5  # assumed: of what death rates of 2010 differ between provinces, the other half is counting
LIMITS = {"fertility": (0.4, 2.5), "mortality": (0.8, 1.25)}


def age_pattern(year):
    """[7]: share of total fertility by women's age, 15-19 to 45-49, of the five years before the census."""
    return vital.read()["pattern"][year - 5]


def children_and_expected(own, pattern):
    """Children of 0 to 4 of [sex][census group], and those that women of these ages would have at the nation's age pattern (up
    to a factor): women of 15 to 49 alone say too little where they are old."""
    first, last = counts.BORDERS.index(15), counts.BORDERS.index(50)
    return np.array([own[:, :2].sum(), own[0, first:last] @ pattern])


def fertility(counted, year):
    """{place: children over expected ones, over the nation's}, drawn towards the province's where there are few women."""
    pattern = age_pattern(year)
    known = {place: children_and_expected(own, pattern) for place, own in counted.items()}
    nation = sum(known.values())
    result = {}
    for place, (children, expected) in known.items():
        province = sum(v for p, v in known.items() if p[:2] == place[:2])
        weight = expected / (expected + WOMEN_KNOWN / len(pattern))
        ratio = weight * children / expected + (1 - weight) * province[0] / province[1]
        result[place] = float(np.clip(ratio / (nation[0] / nation[1]), *LIMITS["fertility"]))
    return result


def death_rates(year):
    """[sex][census group], 1/yr, of the nation."""
    table = vital.read()
    lived = np.array([rates.years_lived(table["deaths"], table["expectancy"], year, sex) for sex in (0, 1)])
    hazard = np.empty((2, 101))
    hazard[:, :-1] = -np.diff(np.log(np.maximum(lived, 1e-12)), axis=1)
    hazard[:, -1] = 0.4
    ends = counts.BORDERS[1:] + [100]
    return np.array([[hazard[s, a:b].mean() for a, b in zip(counts.BORDERS, ends)] for s in (0, 1)])


def mortality(places):
    """{place: factor of its province}: deaths of 2010 over those expected from national rates at the province's own ages,
    over the same ratio of the nation. Deaths were counted too few everywhere; only the differences are taken."""
    expected = death_rates(2010)
    own = counts.ages("age_sex_provinces.csv")
    ratio, weight = {}, {}
    for r in rows("provinces.csv"):
        if r["year"] == "2010" and r["cdr_permille"]:
            groups = own[r["adcode"], 2010]
            weight[r["adcode"][:2]] = (groups * expected).sum()
            ratio[r["adcode"][:2]] = float(r["cdr_permille"]) / 1000 * groups.sum() / weight[r["adcode"][:2]]
    mean = sum(ratio[p] * weight[p] for p in ratio) / sum(weight.values())
    factor = {p: 1 + BELIEVED * (r / mean - 1) for p, r in ratio.items()}
    return {place: float(np.clip(factor.get(place[:2], 1.0), *LIMITS["mortality"])) for place in places}
