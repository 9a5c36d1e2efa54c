"""How far the next years may depart from 2010-2020, judged by how far 2010-2020 departed from 2000-2010.

Growth of provinces less that of the nation, and of Shanxi's cities less that of Shanxi: the change from the one decade
to the other is taken as the standard deviation of what a coming period may differ from the last. Natural increase hardly
changed between the two decades (0.57 and 0.56 %/yr in the nation), so the changes are read as changes of net migration.
The four municipalities under the central government are cities, two of them with a ceiling on their people since 2014,
and are left out of the spread among provinces.

Yearly figures in 1/yr. Nothing here is dated after the census of 2020."""
import numpy as np

from tables import rows

MUNICIPALITIES = ("11", "12", "31", "50")
LEAST_COVERAGE = 0.9
PERSISTENCE = 0.9  # assumed: of a deviation, a third is left after ten years


def decade_mean_variance(persistence, years=10):
    """Variance of the mean over `years` of a yearly AR(1) series with variance 1."""
    lags = np.arange(1, years)
    return (years + 2 * ((years - lags) * persistence**lags).sum()) / years**2


def growth(after, before):
    return np.log(after / before) / 10


def summed(name, keys, key_of=lambda r: r["adcode"][:2]):
    """Sums by province over the rows that have all of `keys`."""
    result = {}
    for row in rows(name):
        if all(row[k] for k in keys) and key_of(row):
            result[key_of(row)] = result.get(key_of(row), 0.0) + np.array([float(row[k]) for k in keys])
    return result


def of_provinces(year):
    """People and rural people of the census of `year` by province."""
    chosen = [r for r in rows("provinces.csv") if r["year"] == str(year)]
    return {r["adcode"][:2]: np.array([float(r["pop"]), float(r["rural"])]) for r in chosen}


def county_growth():
    """Growth less the nation's in both decades, of the provinces whose counties of 2019 hold nearly all people of
    2010: {province: (2000-2010, 2010-2020)}."""
    counties = summed("china_counties_2000_2010.csv", ["pop_2000_bdy2019", "pop_2010_bdy2019"], lambda r: r["pref_adcode"][:2])
    first, last = of_provinces(2010), of_provinces(2020)
    nation = growth(*sum(counties.values())[::-1]), growth(sum(v[0] for v in last.values()), sum(v[0] for v in first.values()))
    return {
        p: (growth(*counties[p][::-1]) - nation[0], growth(last[p][0], first[p][0]) - nation[1])
        for p in sorted(counties)
        if counties[p][1] >= LEAST_COVERAGE * first[p][0]
    }


def of_provinces_growth():
    """Standard deviation of the change of a province's growth."""
    change = [b - a for p, (a, b) in county_growth().items() if p not in MUNICIPALITIES]
    return float(np.sqrt(np.mean(np.square(change)))), len(change)


def of_redistribution():
    """Change of the logarithm of the people that the provinces exchange, half the sum of growth less the nation's."""
    table, people = county_growth(), of_provinces(2010)
    weight = np.array([people[p][0] for p in table])
    exchanged = np.abs(np.array(list(table.values()))).T @ weight
    return float(np.log(exchanged[1] / exchanged[0]))


def city_rows():
    return [r for r in rows("prefectures.csv") if r["province_code"] == "14"]


def of_cities_growth():
    """Standard deviation of the change of a Shanxi city's growth about that of all."""
    n = lambda key: np.array([float(r[key]) for r in city_rows()])
    change = growth(n("pop_2020"), n("pop_2010_bdy2020")) - growth(n("pop_2010_bdy2020"), n("pop_2000_bdy2019"))
    return float(np.std(change, ddof=1))


def decline(people, rural, people_before, rural_before):
    """Yearly decline of the rural share."""
    return -growth(rural / people, rural_before / people_before)


def of_provinces_urbanization():
    """Change of the decline of the rural share between the decades: the mean of provinces, and the deviation about it.

    2000 by the prefectures that have urban people in both censuses. Ningxia's hold people twice in 2000."""
    keys = ["pop_2000_asof2000", "urban_2000_asof2000", "pop_2010_asof2010", "urban_2010_asof2010"]
    old, first, last = summed("china_prefectures_2000_2010.csv", keys), of_provinces(2010), of_provinces(2020)
    change = []
    for p in sorted(old):
        people_2000, urban_2000, people_2010, urban_2010 = old[p]
        if p in MUNICIPALITIES or p == "64" or people_2010 < LEAST_COVERAGE * first[p][0]:
            continue
        before = decline(people_2010, people_2010 - urban_2010, people_2000, people_2000 - urban_2000)
        change.append(decline(*last[p], *first[p]) - before)
    return float(np.mean(change)), float(np.std(change, ddof=1)), len(change)


def of_cities_urbanization():
    """Deviation of the same change among Shanxi's cities."""
    n = lambda key: np.array([float(r[key]) for r in city_rows()])
    rural_2010 = n("pop_2010_asof2010") - n("urban_2010_asof2010")
    after = decline(n("pop_2020"), n("rural_2020"), n("pop_2010_asof2010"), rural_2010)
    rural_2000 = n("pop_2000_asof2000") - n("urban_2000_asof2000")
    before = decline(n("pop_2010_asof2010"), rural_2010, n("pop_2000_asof2000"), rural_2000)
    return float(np.std(after - before, ddof=1))
