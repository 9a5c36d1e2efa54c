"""The places of the Shanxi plan, 11 cities and 30 other provinces, in the censuses of 2010 and 2020."""
import numpy as np

import ages
import rates
import statuses
import vital
from places import Place
from tables import Census, age_groups, check_sums, rows

PROVINCE = "14"
CAPITAL = "140100"  # the first of its cities
# Share of people aged 60 and over among rural and among urban people of China, census of 2020: National Bureau of
# Statistics, results of the seventh census, 11 May 2021 (rural 23.81 %, 7.99 points above urban).
OLD_2020 = (0.2381, 0.1582)


def is_city(row):
    return row["province_code"] == PROVINCE


def is_other_province(row):
    return row["year"] == "2020" and row["adcode"][:2] != PROVINCE


def places():
    """Sorted by id, which is the code of the area; points weighted with people of 2020."""
    chosen = [(r, r["name"]) for r in rows("prefectures.csv") if is_city(r)]
    chosen += [(r, r["province"]) for r in rows("provinces.csv") if is_other_province(r)]
    made = [Place(r["adcode"], n, float(r["lon_popw"]), float(r["lat_popw"]), float(r["area_km2"])) for r, n in chosen]
    return sorted(made, key=lambda place: place.id)


def urban_and_rural(year):
    """{id: (urban, rural)}; of the cities of 2010 on the boundaries of 2010, as their ages are."""
    result = {r["adcode"]: (float(r["urban"]), float(r["rural"])) for r in rows("provinces.csv") if r["year"] == str(year)}
    for row in rows("prefectures.csv"):
        if not is_city(row):
            continue
        if year == 2020:
            result[row["adcode"]] = float(row["urban_2020"]), float(row["rural_2020"])
        else:
            urban = float(row["urban_2010_asof2010"])
            result[row["adcode"]] = urban, float(row["pop_2010_asof2010"]) - urban
    return result


def census(year):
    ids = [place.id for place in places()]
    counts = urban_and_rural(year)
    urban, rural = np.array([counts[i] for i in ids]).T
    made = Census(ids, age_groups(ids, year), rural, urban)
    check_sums(made)
    return made


def by_single_age(counted, year):
    """people[place][age][sex] of a census, with the tail of the nation's life table of the year."""
    table = vital.read()
    lived = [rates.years_lived(table["deaths"], table["expectancy"], year, sex) for sex in (0, 1)]
    return np.stack([ages.single_years(groups, counted.borders, lived) for groups in counted.groups])


def slope_2020():
    """How rural log-odds rise with age, from the census of 2020."""
    counted = census(2020)
    return statuses.slope_of(by_single_age(counted, 2020), counted.rural, OLD_2020)


def people(year, slope):
    """people[place][age][sex][rural, urban] of a census."""
    counted = census(year)
    return statuses.split(by_single_age(counted, year), counted.rural, slope)
