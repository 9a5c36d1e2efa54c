"""What the censuses say of migration: net migrants 2010 to 2020 by place, and how moves fall off with distance.

Net migrants by census survival: a cohort of 2010 is multiplied by the ratio of its people of 2020 to those of 2010 in the
nation, and what a place has more or less in 2020 came or went. Ratios of the nation's own two censuses, not of a life
table, so that the differences sum to zero over the places for every age and sex: deaths, the young who were missed in
2010 and the few who crossed the border are in the ratio. Those born since 2010 follow their mothers: 1/4 of the nation's
children of 0 to 4 per woman of 15 to 44, 3/4 of those of 5 to 9 per woman of 20 to 49, times the net migrants among
these women; that too sums to zero. (Shryock & Siegel 1976, Methods and Materials of Demography, ch. 21.)"""
import numpy as np

from step import distances
from tables import rows


def five_years(groups):
    """0-4, 5-9 .. 80-84, 85+ from groups that begin with 0 and 1-4; the last axis."""
    return np.concatenate([groups[..., :1] + groups[..., 1:2], groups[..., 2:]], -1)


def survivors_of(groups_2010):
    """The cohorts of 2010 by their age in 2020: 10-14 .. 80-84, 85+."""
    cohorts = five_years(groups_2010)
    return np.concatenate([cohorts[..., :15], cohorts[..., 15:].sum(-1, keepdims=True)], -1)


def net_migrants(groups_2010, groups_2020):
    """[place][sex][0-4 .. 85+]: people of 2020 who came since 2010 less those who went."""
    now, cohorts = five_years(groups_2020), survivors_of(groups_2010)
    ratio = now[..., 2:].sum(0) / cohorts.sum(0)
    net = np.zeros_like(now)
    net[..., 2:] = now[..., 2:] - ratio * cohorts
    women = now[:, 0].sum(0)
    for child, part, first, end in ((0, 1 / 4, 3, 9), (1, 3 / 4, 4, 10)):
        per_woman = now[..., child].sum(0) / women[first:end].sum()
        net[..., child] = part * per_woman * net[:, 0, first:end].sum(-1)[:, None]
    return net


def decay_of_lifetime_moves(max_rounds=100):
    """Exponential decay of moves between provinces with distance, 1/km: Poisson regression on lifetime migrants of the
    census of 2000 with a constant for each origin and each destination."""
    provinces = {r["adcode"]: r for r in rows("provinces.csv") if r["year"] == "2020"}
    ids = sorted(provinces)
    point = {k: np.array([float(provinces[i][k]) for i in ids]) for k in ("lon_popw", "lat_popw")}
    km = distances(point["lon_popw"], point["lat_popw"])
    moves = rows("interprovincial_lifetime_migrants_2000.csv")
    origin = np.array([ids.index(r["birth_adcode"]) for r in moves])
    goal = np.array([ids.index(r["residence_adcode"]) for r in moves])
    count = np.array([float(r["persons_longform_sample"]) for r in moves])
    design = np.zeros((len(moves), 2 * len(ids)))
    design[np.arange(len(moves)), origin] = 1
    design[np.arange(len(moves)), len(ids) + goal] = 1
    design[:, len(ids)] = -km[origin, goal] / 1000  # the first destination is the base
    mean = count + 0.5
    coefficients = np.zeros(design.shape[1])
    for _ in range(max_rounds):
        response = np.log(mean) + (count - mean) / mean
        weighted = design * mean[:, None]
        new = np.linalg.solve(design.T @ weighted, weighted.T @ response)
        if np.abs(new - coefficients).max() < 1e-10:
            return new[len(ids)] / 1000
        coefficients, mean = new, np.exp(design @ new)
    raise ValueError("the regression of moves on distance does not converge")
