"""Futures of real places are those of places: what was counted lies inside their intervals, nothing explodes or empties, and
uncertainty spreads futures about the middle one without moving them.

Counts: Shanxi, end of 2024 (communique of the province's statistics bureau, 3 April 2025); Changsha-Zhuzhou-Xiangtan, census of
2020 and end of 2021. They judge; no parameter knows them.
    real_places.py CONURB SCENARIOS"""
import subprocess
import sys
import tempfile
from pathlib import Path

import h5py
import numpy as np

MEMBERS = 200
MOST_GROWTH = 0.20  # 1/yr, of a county; boom towns and evacuations apart, nobody has counted more
MOST_DRIFT = 0.04  # between the middle of all futures and the future of middle values, of a province after 15 years
PROVINCES = ("shanxi", "henan", "hunan")


class Result:
    def __init__(self, path):
        self.file = h5py.File(path)
        self.regions = [r.decode() for r in self.file["region"][:]]
        self.years = list(self.file["time"][:].astype(int))

    def region(self, indicator, region, year):
        return self.file[f"region_{indicator}"][0, :, self.years.index(year), self.regions.index(region)]

    def places(self):
        """[member][time][place] people."""
        return self.file["population"][0].sum(-1)


def run(conurb, scenario, folder, *more):
    output = Path(folder) / f"{len(list(Path(folder).iterdir()))}.h5"
    command = [conurb, "run", str(scenario), "--variant", "base", "-o", str(output), *more]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return Result(output)


def require(condition, what):
    if not condition:
        raise SystemExit(f"real_places.py: {what}")


def inside(values, count, what):
    low, high = np.quantile(values, (0.05, 0.95))
    require(low <= count <= high, f"{what}: {count:g} is outside the 90 % interval {low:g} to {high:g}")
    return high - low


def judge_czt(result):
    require(abs(result.region("land_area", "czt", 2020)[0] - 18_896) < 1, "czt is not 18,896 km2 large")
    require(abs(result.region("population", "czt", 2020)[0] - 14_664_180) < 0.5, "czt does not start with 14,664,180 people")
    inside(result.region("population", "czt", 2021), 14.84e6, "czt, people at the end of 2021")


def judge_shanxi(result):
    people, urban = (result.region(name, "shanxi", 2024) for name in ("population", "urban_population"))
    inside(people, 34.46e6, "Shanxi, people at the end of 2024")
    inside(urban, 22.85e6, "Shanxi, urban people at the end of 2024")
    width = inside(result.region("urbanization_rate", "shanxi", 2024), 0.6632, "Shanxi, urban share at the end of 2024")
    require(width <= 0.06, f"Shanxi, urban share: the 90 % interval is {width:.3f} wide")
    require(np.median(people) < result.region("population", "shanxi", 2020)[0], "Shanxi gains people")
    require(np.median(urban) > result.region("urban_population", "shanxi", 2020)[0], "Shanxi loses urban people")


def judge_growth(result, name):
    people = result.places()
    growth = np.diff(np.log(people), axis=1)
    worst = np.unravel_index(np.abs(growth).argmax(), growth.shape)
    place = result.file["place"][worst[2]].decode()
    require(np.abs(growth).max() < MOST_GROWTH, f"{name}: place {place} changes by {growth[worst]:+.2f} in a year (member {worst[0]})")


def judge_drift(result, middle, name):
    for province in PROVINCES:
        last = result.years[-1]
        drift = np.median(result.region("population", province, last)) / middle.region("population", province, last)[0] - 1
        require(abs(drift) < MOST_DRIFT, f"{name}: the median of {province} is {drift:+.3f} off the future of middle values")


def main():
    conurb, scenarios = sys.argv[1], Path(sys.argv[2])
    judges = {"czt": judge_czt, "shanxi": judge_shanxi}
    with tempfile.TemporaryDirectory() as folder:
        for name, judge in judges.items():
            scenario = scenarios / name / "scenario.yaml"
            result = run(conurb, scenario, folder, "--members", str(MEMBERS))
            judge(result)
            judge_growth(result, name)
            judge_drift(result, run(conurb, scenario, folder, "--members", "1", "--set", "ensemble.design=central"), name)
            require(result.file["balance_residual"][:].max() < 1e-9, f"{name}: people are not accounted for")


if __name__ == "__main__":
    main()
