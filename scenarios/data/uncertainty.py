"""From measured spreads to the distributions of the Shanxi plan: a budget, so that nothing is counted twice.

spreads.py says how far growth and the decline of the rural share may depart from the last decade. In the model several
inputs add to each of the two. Each input's part is found by differences in the run from 2010 to 2020; the cities' own
factors and the migration level come first, and the factor that the cities of Shanxi share gets what is left."""
from dataclasses import dataclass

import numpy as np

import spreads

SMALL = 0.01
OUT_RATE_RANGE = (0.02, 0.03)  # 1/yr, science: net losses up to 1.75 %/yr must be possible; assumed
UNIFORM_SD = 1 / np.sqrt(12)
CITY_FACTOR = (0.0, 2.0)  # widest range around 1 that keeps a rate from falling below 0; assumed


@dataclass
class Amounts:
    """What the scenario gives; log factors are standard deviations."""

    intensity_sd: float  # yearly log factor on out_rate
    persistence: float
    attraction_of_cities: float
    attraction_of_provinces: float
    urbanization_of_shanxi: float  # relative


@dataclass
class Effects:
    """Change of growth of places, of Shanxi, and of the decline of its rural share for a unit of an input, 1/yr."""

    growth: np.ndarray  # [place]
    of_shanxi: float
    decline: float


def outcome(fitted, **changes):
    """Growth of places and of Shanxi, and decline of Shanxi's rural share, in the fitted decade with some inputs changed."""
    past = fitted.past
    attraction = fitted.attraction + changes.get("attraction", 0.0)
    factor = changes.get("rate_factor", np.ones(len(past.ids)))
    out_rate = past.out_rate * changes.get("out_factor", 1.0)
    people, before = past.run_with(attraction, fitted.rate_by_place * factor, out_rate)[0], past.people
    inside = past.groups[0] > 0
    rural = lambda of: of[inside][..., 0].sum() / of[inside].sum()
    grown = lambda of: of.sum((1, 2, 3))
    return Effects(
        np.log(grown(people) / grown(before)) / 10,
        float(np.log(people[inside].sum() / before[inside].sum()) / 10),
        float(-np.log(rural(people) / rural(before)) / 10),
    )


def effect(fitted, base, name, direction):
    changed = outcome(fitted, **{name: direction * SMALL + (0.0 if name == "attraction" else 1.0)})
    return Effects(
        (changed.growth - base.growth) / SMALL,
        (changed.of_shanxi - base.of_shanxi) / SMALL,
        (changed.decline - base.decline) / SMALL,
    )


def left(total, *parts):
    """Standard deviation that is left of a total when independent parts are taken out."""
    rest = total**2 - sum(np.sum(np.square(part)) for part in parts)
    if rest <= 0:
        raise ValueError("the parts of a spread exceed the whole")
    return float(np.sqrt(rest))


def city_spread(effects, inside):
    """Spread of cities' attraction at which their growth differs from that of all as it did between the decades."""
    growth = np.stack([e.growth[inside] for e in effects], 1)
    deviations = growth - growth.mean(0)
    return spreads.of_cities_growth() / np.sqrt(np.square(deviations).sum() / (inside.sum() - 1))


def amounts(fitted):
    inside = fitted.past.groups[0] > 0
    axes = np.eye(len(inside))
    base = outcome(fitted)
    at = lambda name, direction: effect(fitted, base, name, direction)
    cities = [at("attraction", axes[i]) for i in np.flatnonzero(inside)]
    others = [at("attraction", axes[i]) for i in np.flatnonzero(~inside)]
    shared, rates = at("attraction", inside * 1.0), [at("rate_factor", axes[i]) for i in np.flatnonzero(inside)]
    rate, out = at("rate_factor", inside * 1.0), at("out_factor", 1.0)

    intensity = abs(spreads.of_redistribution())
    level = UNIFORM_SD * (OUT_RATE_RANGE[1] - OUT_RATE_RANGE[0]) / fitted.past.out_rate
    moving = np.hypot(intensity, level)
    own = city_spread(cities, inside)
    growth_of_province = spreads.of_provinces_growth()[0]
    growth_left = left(growth_of_province, [own * e.of_shanxi for e in cities], moving * out.of_shanxi)
    province = growth_left / np.sqrt(shared.of_shanxi**2 + sum(e.of_shanxi**2 for e in others))

    change, deviation, _ = spreads.of_provinces_urbanization()
    factor_sd = UNIFORM_SD * (CITY_FACTOR[1] - CITY_FACTOR[0])
    decline_left = left(
        np.hypot(change, deviation),
        [own * e.decline for e in cities],
        [province * e.decline for e in others],
        province * shared.decline,
        moving * out.decline,
        [factor_sd * e.decline for e in rates],
    )
    return Amounts(
        intensity_sd=intensity / np.sqrt(spreads.decade_mean_variance(spreads.PERSISTENCE)),
        persistence=spreads.PERSISTENCE,
        attraction_of_cities=own,
        attraction_of_provinces=float(province),
        urbanization_of_shanxi=float(decline_left / rate.decline),
    )
