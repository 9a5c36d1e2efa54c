"""The real places: county-level units or prefectures of Shanxi, Henan and Hunan, and the other provinces as aggregates.

Development zones are listed beside the counties in the yearbook of 2020: their people join the unit that holds them
(raw/zones.csv), or, where that is not known, the districts of the city in proportion to people."""
from dataclasses import dataclass
from functools import cache

from places import Place
from tables import rows

THREE = ("14", "41", "43")  # provinces told apart
KINDS = {"区": "Qu", "县": "Xian", "市": "Shi", "旗": "Qi"}  # by the last letter of the Chinese name


@dataclass
class Point:
    """A county-level unit that an aggregate stands for."""

    place: str
    id: str
    longitude: float
    latitude: float
    area: float
    persons: float


def number(row, key):
    return float(row[key]) if row[key] else 0.0


def is_zone(row):
    return row["is_dev_zone"] == "1"


@cache
def counties():
    """Rows of county-level units that are no zones, by code."""
    return {r["adcode"]: r for r in rows("counties.csv") if not is_zone(r)}


@cache
def zones():
    return [r for r in rows("counties.csv") if is_zone(r)]


@cache
def holders():
    """The county-level units that hold each zone and their shares of it: [(zone row, {code: share})]."""
    parent = {(z["pref_adcode"], z["zone_zh"]): z["parent_adcode"] for z in rows("zones.csv")}
    result = []
    for zone in zones():
        known = parent[zone["pref_adcode"], zone["name_zh"]]
        if known:
            result.append((zone, {known: 1.0}))
            continue
        districts = {
            code: float(r["pop_2020"])
            for code, r in counties().items()
            if r["pref_adcode"] == zone["pref_adcode"] and r["name_zh"].endswith("区")
        }
        people = sum(districts.values())
        result.append((zone, {code: p / people for code, p in districts.items()}))
    return result


def is_district(code):
    return code in counties() and counties()[code]["name_zh"].endswith("区")


def kind_of(level, place):
    """Of a place, by how far its growth may depart from the past."""
    if place.endswith("0000"):
        return "provinces"
    return "prefectures" if level == "prefectures" else "districts" if is_district(place) else "counties"


def county_column(key):
    """A column of 2020 with the zones in it, by code of the unit."""
    sums = {code: number(r, key) for code, r in counties().items()}
    for zone, shares in holders():
        for code, share in shares.items():
            sums[code] += share * number(zone, key)
    return sums


def county_name(row):
    """With the kind of unit that its Chinese name says: some English names are older."""
    words = row["name"].split(" ")
    kind = KINDS.get(row["name_zh"][-1], words[-1])
    stem = words[:-1] if words[-1] in KINDS.values() else words
    return f"{' '.join(stem + [kind])} ({row['prefecture']})"


@cache
def provinces(year):
    return {r["adcode"]: r for r in rows("provinces.csv") if r["year"] == str(year)}


def other_provinces(year):
    return {code: r for code, r in provinces(year).items() if code[:2] not in THREE}


def prefectures():
    return {r["adcode"]: r for r in rows("prefectures.csv")}


def places(level, year):
    """Sorted by id. Points of prefectures and provinces are weighted with people (of 2020; of the year for provinces)."""
    if level == "counties":
        own = [(r, county_name(r), r["lon"], r["lat"]) for r in counties().values()]
    else:
        own = [(r, r["name"], r["lon_popw"], r["lat_popw"]) for r in prefectures().values()]
    own += [(r, r["province"], r["lon_popw"], r["lat_popw"]) for r in other_provinces(year).values()]
    return made_places(own)


def made_places(own):
    """Of rows with names and coordinates, sorted by id."""
    made = [Place(r["adcode"], name, float(lon), float(lat), float(r["area_km2"])) for r, name, lon, lat in own]
    return sorted(made, key=lambda place: place.id)


def area_of(row, whole):
    """Of one unit (511603) none is known: the mean of its prefecture's others is taken."""
    others = [float(r["area_km2"]) for r in whole if r["pref_adcode"] == row["pref_adcode"] and r["area_km2"]]
    return float(row["area_km2"]) if row["area_km2"] else sum(others) / len(others)


@cache
def national():
    """County-level units of the nation in 2010 and the prefectures that have none but people, as rows by code. Units without
    coordinates are left out: zones, whose people are in the polygons of the units around them, and units founded after 2019."""
    whole = [r for r in rows("china_counties_2000_2010.csv") if r["lon"] and r["adcode"] and number(r, "pop_2010_bdy2019") > 0]
    made = [{**r, "name": county_name(r), "area_km2": area_of(r, whole), "persons": r["pop_2010_bdy2019"]} for r in whole]
    covered = {r["pref_adcode"] for r in whole}
    for r in rows("china_prefectures_2000_2010.csv"):
        if r["adcode"] not in covered and number(r, "pop_2010_asof2010") > 0 and r["lon_seat"]:
            own = {"pref_adcode": r["adcode"], "lon": r["lon_seat"], "lat": r["lat_seat"], "persons": r["pop_2010_asof2010"]}
            made.append({**r, **own})
    return {r["adcode"]: r for r in made}


def points(level, year):
    """What the aggregates stand for, sorted. Other provinces are weighted with people of 2010, the last with counties."""
    made = []
    for code, r in national().items():
        if code[:2] not in THREE:
            area, persons = float(r["area_km2"]), float(r["persons"])
            made.append(Point(code[:2] + "0000", code, float(r["lon"]), float(r["lat"]), area, persons))
    if level == "prefectures":
        people = county_column("pop_2020") if year == 2020 else {c: number(r, "pop_2010_bdy2019") for c, r in counties().items()}
        for code, r in counties().items():
            made.append(Point(r["pref_adcode"], code, float(r["lon"]), float(r["lat"]), float(r["area_km2"]), people[code]))
    return sorted(made, key=lambda point: (point.place, point.id))
