"""Raw tables in, scenario tables out. Rows are dictionaries; numbers are written with a fixed count of decimals, so that
the same inputs give the same bytes."""
import csv
from pathlib import Path

import numpy as np

RAW = Path(__file__).parent / "raw"
SEXES = "FM"
LAST_BORDER = 85  # the last census group is open


def rows(name):
    with open(RAW / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, header, lines):
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(lines)


def differing(made, kept):
    """Names of the tables below `made` that are not the same below `kept`."""
    names = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
    return [str(n) for n in names if not (kept / n).is_file() or (made / n).read_bytes() != (kept / n).read_bytes()]


class Census:
    """Places of a scenario in one census: sums that are exact in the yearbooks."""

    def __init__(self, ids, groups, rural, urban):
        self.ids = ids
        self.groups = groups  # [place][sex][group]: persons
        self.rural, self.urban = rural, urban  # [place]

    @property
    def borders(self):
        """Lower ends of the age groups; the last is open."""
        return np.array([0, 1] + list(range(5, LAST_BORDER + 1, 5)))


def age_groups(ids, year):
    """[place][sex][group] for prefectures and provinces alike."""
    borders = [0, 1] + list(range(5, LAST_BORDER + 1, 5))
    groups = np.full((len(ids), 2, len(borders)), np.nan)
    for row in rows("age_sex_prefectures.csv") + rows("age_sex_provinces.csv"):
        if row["adcode"] in ids and row["year"] == str(year):
            at = ids.index(row["adcode"]), SEXES.index(row["sex"]), borders.index(int(row["age_lo"]))
            groups[at] = float(row["pop"])
    return groups


def check_sums(census):
    """Ages must add up to rural and urban people, or a margin of the raking would be wrong."""
    gap = census.groups.sum((1, 2)) - census.rural - census.urban
    for place, persons in zip(census.ids, gap):
        if not abs(persons) < 0.5:
            raise ValueError(f"place {place}: ages differ from rural and urban people by {persons} persons")
