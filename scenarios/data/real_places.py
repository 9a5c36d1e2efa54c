#!/usr/bin/python3
"""Writes the tables of the real places, counties-YEAR/, prefectures-YEAR/ and china-counties-2010/, and rates/, from the raw tables; `--check`
compares instead. The same raw tables give the same bytes. README.md says what is assumed and why."""
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tests" / "reference"))

import china  # noqa: E402
import counts  # noqa: E402
import relatives  # noqa: E402
import units  # noqa: E402
import vital  # noqa: E402
from tables import SEXES, differing, write  # noqa: E402

FOLDERS = [(level, year) for level in ("counties", "prefectures") for year in (2010, 2020)] + [("china-counties", 2010)]
NATION = {2010: 1_332_810_869, 2020: 1_409_778_724}
COUNTED_2020 = {"14": (34_915_616, 21_831_494), "41": (99_365_519, None), "43": (66_444_864, None)}
CZT_ZHUZHOU = ("430202", "430203", "430204", "430211", "430212", "430281")
CZT = (14_664_180, 11_769_730, 18_895.7)  # people, urban people, km2 (raw/README of the census: 23 units)
PLACES = {"counties": 425, "prefectures": 71, "china-counties": 2816}


def text(persons):
    return f"{persons:.3f}".rstrip("0").rstrip(".")


def of_czt(place):
    return place.startswith("4301") or place in CZT_ZHUZHOU or (place.startswith("4303") and place != "430381")


def require(condition, what):
    if not condition:
        raise SystemExit(f"real_places.py: {what}")


def check(level, year, places, counted, lives):
    people = {p: own.sum() for p, own in counted.items()}
    require(len(places) == PLACES[level], f"{level} {year}: {len(places)} places")
    require(abs(sum(people.values()) - NATION[year]) < 0.5, f"{level} {year}: {sum(people.values())} people in the nation")
    for place, own in counted.items():
        require(own.min() >= 0, f"{level} {year}: place {place} has fewer than no people of an age")
        require(abs(sum(lives[place]) - people[place]) < 0.5, f"{level} {year}: residence of place {place} does not add up")
    for province, (persons, urban) in COUNTED_2020.items() if year == 2020 else ():
        inside = [p for p in people if p.startswith(province)]
        require(abs(sum(people[p] for p in inside) - persons) < 0.5, f"{level}: province {province}")
        if urban:
            require(abs(sum(people[p] - lives[p][0] for p in inside) - urban) < 0.5, f"{level}: urban people of {province}")
    if level == "counties" and year == 2020:
        inside = [p for p in people if of_czt(p)]
        area = sum(place.area for place in places if of_czt(place.id))
        urban = sum(people[p] - lives[p][0] for p in inside)
        found = sum(people[p] for p in inside), urban, area
        require(all(abs(a - b) < 0.5 for a, b in zip(found, CZT)), f"Changsha-Zhuzhou-Xiangtan: {found}")


def read(level, year):
    if level == "china-counties":
        counted = china.census()
        return china.places(), [], counted, china.residence(counted)
    counted = counts.census(level, year)
    return units.places(level, year), units.points(level, year), counted, counts.residence(level, year, counted)


def write_points(folder, points):
    write(
        folder / "points.csv",
        ["place", "point", "lon", "lat", "area", "persons"],
        [[p.place, p.id, f"{p.longitude:.4f}", f"{p.latitude:.4f}", f"{p.area:g}", text(p.persons)] for p in points],
    )


def write_level(folder, level, year):
    folder.mkdir(parents=True, exist_ok=True)
    places, points, counted, lives = read(level, year)
    check(level, year, places, counted, lives)
    ids = [place.id for place in places]
    write(
        folder / "places.csv",
        ["id", "name", "lon", "lat", "area"],
        [[p.id, p.name, f"{p.longitude:.4f}", f"{p.latitude:.4f}", f"{p.area:g}"] for p in places],
    )
    if points:
        write_points(folder, points)
    write(
        folder / "census.csv",
        ["place", "sex", "age", "persons"],
        [[i, s, a, text(counted[i][k, g])] for i in ids for k, s in enumerate(SEXES) for g, a in enumerate(counts.BORDERS)],
    )
    statuses = ("rural", "registered", "unregistered")
    write(
        folder / "residence.csv",
        ["place", "status", "persons"],
        [[i, s, text(abs(p))] for i in ids for s, p in zip(statuses, lives[i])],
    )
    fertility, mortality = relatives.fertility(counted, year), relatives.mortality(ids)
    write(folder / "fertility.csv", ["place", "relative"], [[i, f"{fertility[i]:.4f}"] for i in ids])
    write(folder / "mortality.csv", ["place", "relative"], [[i, f"{mortality[i]:.4f}"] for i in ids])


def write_all(target):
    (target / "rates").mkdir(parents=True, exist_ok=True)
    vital.write_tables(target / "rates", 2005, 2055)
    for level, year in FOLDERS:
        write_level(target / f"{level}-{year}", level, year)


def main():
    if sys.argv[1:] == ["--check"]:
        with tempfile.TemporaryDirectory() as folder:
            write_all(Path(folder))
            different = differing(Path(folder), HERE)
        require(not different, f"{', '.join(different)}: differ from what the raw tables give")
    else:
        write_all(HERE)


if __name__ == "__main__":
    main()
