"""The United Nations' rates for China, as arrays for the reference model and as tables of a scenario."""
import numpy as np

from rates import LOWER
from tables import SEXES, rows, write

EXPECTANCY = {"F": "e0_female", "M": "e0_male"}
DEATHS = {"F": "mxF", "M": "mxM"}


def start(period):
    return int(period.split("-")[0])


def read():
    """Tables as tests/reference/rates.py takes them."""
    years = rows("un_wpp2024_china.csv")
    deaths, pattern = {}, {}
    for row in rows("un_wpp2024_mx_china.csv"):
        table = deaths.setdefault(start(row["period"]), np.empty((2, len(LOWER))))
        at = int(np.searchsorted(LOWER, float(row["age"].rstrip("+"))))
        for sex, name in enumerate(SEXES):
            table[sex, at] = float(row[DEATHS[name]])
    for row in rows("un_wpp2024_pasfr_china.csv"):
        table = pattern.setdefault(start(row["period"]), np.empty(7))
        table[(int(row["age"].split("-")[0]) - 15) // 5] = float(row["pasfr"]) / 100
    return {
        "deaths": deaths,
        "pattern": pattern,
        "expectancy": {int(r["year"]): [float(r[EXPECTANCY[s]]) for s in SEXES] for r in years},
        "total": {int(r["year"]): float(r["tfr"]) for r in years},
        "males": {int(r["year"]): float(r["srb"]) for r in years},
    }


def write_tables(folder, first, last):
    """The five tables of a scenario, for the years and periods that touch first to last."""
    years = [r for r in rows("un_wpp2024_china.csv") if first <= int(r["year"]) <= last]
    chosen = [r for r in rows("un_wpp2024_mx_china.csv") if first <= start(r["period"]) < last]
    pattern = [r for r in rows("un_wpp2024_pasfr_china.csv") if first <= start(r["period"]) < last]
    write(
        folder / "mortality.csv",
        ["year", "sex", "age", "death_rate"],
        [[r["period"], s, r["age"].rstrip("+"), r[DEATHS[s]]] for s in SEXES for r in chosen],
    )
    write(
        folder / "life_expectancy.csv",
        ["year", "sex", "years"],
        [[r["year"], s, r[EXPECTANCY[s]]] for s in SEXES for r in years],
    )
    write(folder / "total_fertility.csv", ["year", "births_per_woman"], [[r["year"], r["tfr"]] for r in years])
    write(folder / "sex_ratio.csv", ["year", "males_per_female"], [[r["year"], r["srb"]] for r in years])
    write(
        folder / "fertility_age_pattern.csv",
        ["year", "age", "share"],
        [[r["period"], r["age"].split("-")[0], f"{float(r['pasfr']) / 100:.7f}"] for r in pattern],
    )
