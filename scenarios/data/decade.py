"""The decade 2010 to 2020 of the Shanxi plan, fitted: what attracts movers, and how fast rural people turn urban."""
from dataclasses import dataclass

import numpy as np

import fit
import migrants
import shanxi
import vital
from rates import rates_of_year
from step import distances, schedule

OUT_RATE = 0.025  # 1/yr: assumed, the middle of 2 to 3 %/yr (README.md)
GROUPS = ("cities of Shanxi", "other provinces")


@dataclass
class Fitted:
    past: fit.Decade
    attraction: np.ndarray
    urbanization_rates: np.ndarray  # of GROUPS
    slope: float
    net: np.ndarray  # net migrants 2010-2020 [place]

    @property
    def rate_by_place(self):
        return self.urbanization_rates @ self.past.groups


def groups_of(ids):
    """Shanxi has a rate of urbanization, and the rest of the nation has one."""
    inside = np.array([i.startswith(shanxi.PROVINCE) for i in ids], float)
    return np.stack([inside, 1 - inside])


def past(slope, out_rate=OUT_RATE, decay=None):
    where = shanxi.places()
    ids = [place.id for place in where]
    table = vital.read()
    return fit.Decade(
        ids=ids,
        people=shanxi.people(2010, slope),
        level=schedule(shanxi.people(2020, slope)),
        distance=distances(np.array([p.longitude for p in where]), np.array([p.latitude for p in where])),
        rates=[rates_of_year(table, year) for year in range(2011, 2021)],
        out_rate=out_rate,
        decay=migrants.decay_of_lifetime_moves() if decay is None else decay,
        groups=groups_of(ids),
    )


def fitted(out_rate=OUT_RATE, decay=None):
    slope = shanxi.slope_2020()
    decade = past(slope, out_rate, decay)
    first, last = shanxi.census(2010), shanxi.census(2020)
    net = migrants.net_migrants(first.groups, last.groups).sum((1, 2))
    by_group = decade.groups @ np.stack([last.urban, last.rural], 1)
    attraction, rates = fit.fit(decade, net, by_group[:, 0] / by_group.sum(1))
    return Fitted(decade, attraction, rates, slope, net)
