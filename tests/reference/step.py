"""One year of the first form of the model, written apart from the engine: people[place][age][sex][status] in numpy.

Statuses are 0 = rural, 1 = urban, sexes 0 = female, 1 = male, ages 0 to 100+. A person leaves the place with hazard
out_rate m(age) or, if rural, turns urban in it with hazard urbanization.rate; both share one exit probability. Leavers
of an age group choose among the other places by size exp(attraction) exp(-decay distance), and arrivals are spread over
age, sex and status as that group's leavers of the whole system are. Rural arrivals turn urban. Then deaths, births of
half the women before and half after the year, and a birthday."""
from dataclasses import dataclass

import numpy as np

EARTH_RADIUS = 6371.0088  # km
GROUP_BORDERS = (0, 15, 30, 60, 101)
FUNDAMENTAL = dict(a1=0.02, alpha1=0.1, a2=0.06, alpha2=0.1, mu2=20.0, lambda2=0.4, c=0.003)
RURAL, URBAN = 0, 1


@dataclass
class Parameters:
    """Numbers, or arrays over places where a place has its own."""

    out_rate: float
    distance_decay: float
    attraction: np.ndarray
    urbanization_rate: float
    size_elasticity: float = 1.0


@dataclass
class Accounts:
    """What happened in a year, [place][status]; arrivals and departures with the status of departure."""

    births: np.ndarray
    deaths: np.ndarray
    arrivals: np.ndarray
    departures: np.ndarray
    rural_to_urban: np.ndarray


def distances(longitude, latitude):
    """Great-circle distances between all places in km, by the haversine."""
    lon, lat = np.radians(longitude), np.radians(latitude)
    along, across = np.sin((lat[:, None] - lat) / 2) ** 2, np.sin((lon[:, None] - lon) / 2) ** 2
    return 2 * EARTH_RADIUS * np.arcsin(np.sqrt(along + np.cos(lat[:, None]) * np.cos(lat) * across))


def rogers_castro(age, a1, alpha1, a2, alpha2, mu2, lambda2, c):
    return a1 * np.exp(-alpha1 * age) + a2 * np.exp(-alpha2 * (age - mu2) - np.exp(-lambda2 * (age - mu2))) + c


def schedule(people):
    """The schedule in the middle of each year of age, with mean 1 over `people`."""
    level = rogers_castro(np.arange(people.shape[1]) + 0.5, **FUNDAMENTAL)
    by_age = people.sum((0, 2, 3))
    return level * by_age.sum() / (by_age * level).sum()


def exits(people, level, parameters):
    """Parts of [place][age][status] that leave the place and that turn urban in it."""
    places, ages = people.shape[:2]
    out = np.broadcast_to(np.reshape(parameters.out_rate, (-1, 1)) * level, (places, ages))
    turn = np.broadcast_to(np.reshape(parameters.urbanization_rate, (-1, 1)), (places, ages))
    leave, turned = np.zeros((places, ages, 2)), np.zeros((places, ages, 2))
    leave[..., URBAN] = -np.expm1(-out)
    both = out + turn
    gone = -np.expm1(-both)
    leave[..., RURAL] = gone * out / np.where(both > 0, both, 1)
    turned[..., RURAL] = gone - leave[..., RURAL]
    return leave, turned


def choose(leavers, size, distance, parameters):
    """Arrivals [place][age][sex][status] of the leavers, with the status of departure."""
    weight = size**parameters.size_elasticity * np.exp(parameters.attraction)
    deterrence = np.exp(-parameters.distance_decay * distance)
    np.fill_diagonal(deterrence, 0.0)
    reach = deterrence @ weight
    arrivals = np.zeros_like(leavers)
    for first, end in zip(GROUP_BORDERS, GROUP_BORDERS[1:]):
        group = leavers[:, first:end]
        inflow = weight * (deterrence.T @ (group.sum((1, 2, 3)) / reach))
        pool = group.sum(0)
        if pool.sum() > 0:
            arrivals[:, first:end] = inflow[:, None, None, None] * pool / pool.sum()
    return arrivals


def age_and_bear(people, survival, fertility, girls):
    """A year of deaths, births and ageing: people at its end, births and deaths [place][status]."""
    older = np.empty_like(people)
    older[:, 0] = 0.0
    older[:, 1:] = survival[1:, :, None] * people[:, :-1]
    older[:, -1] = survival[-1, :, None] * (people[:, -2] + people[:, -1])
    deaths = people.sum((1, 2)) - older.sum((1, 2))
    births = np.einsum("a,pas->ps", fertility, people[:, :, 0] + older[:, :, 0]) / 2
    born = births[:, None, :] * np.array([girls, 1 - girls])[:, None]
    older[:, 0] = survival[0, :, None] * born
    return older, births, deaths + births - older[:, 0].sum(1)


def step(people, level, distance, rates, parameters):
    """People a year later, and what happened. `level` as of `schedule` of the people of the start of the run; `rates` as
    of rates.rates_of_year for the calendar year that begins."""
    leave, turned = exits(people, level, parameters)
    leavers = people * leave[:, :, None, :]
    settlers = people * turned[:, :, None, :]
    arrivals = choose(leavers, people.sum((1, 2, 3)), distance, parameters)
    moved = people - leavers - settlers
    moved[..., URBAN] += settlers[..., RURAL] + arrivals.sum(-1)
    older, births, deaths = age_and_bear(moved, *rates)
    to_urban = settlers[..., RURAL].sum((1, 2)) + arrivals[..., RURAL].sum((1, 2))
    return older, Accounts(
        births=births,
        deaths=deaths,
        arrivals=arrivals.sum((1, 2)),
        departures=leavers.sum((1, 2)),
        rural_to_urban=np.stack([-to_urban, to_urban], -1),
    )
