"""Attraction constants and rates of urbanization that carry the census of 2010 into that of 2020.

The reference model runs from 2010 to 2020. Unknown are one constant of attraction for each place (mean 0), and for each
group of places one rate at which rural people turn urban in their place; given are the net migrants of every place and
the urban share of every group in 2020. Newton's method, with differences for derivatives."""
from dataclasses import dataclass

import numpy as np

from step import Parameters, step


@dataclass
class Decade:
    """The past that is fitted: people[place][age][sex][status] of 2010, rates of 2011 to 2020."""

    ids: list
    people: np.ndarray
    level: np.ndarray
    distance: np.ndarray
    rates: list
    out_rate: float
    decay: float
    groups: np.ndarray  # [group][place]: 1 where the place belongs to the group

    def run(self, attraction, urbanization_rates):
        """People of 2020, net migrants and departures of the decade by place."""
        return self.run_with(attraction, urbanization_rates @ self.groups, self.out_rate)

    def run_with(self, attraction, rate_by_place, out_rate):
        """The same with a rate of urbanization for each place."""
        parameters = Parameters(out_rate, self.decay, attraction - attraction.mean(), rate_by_place)
        people, net, gone = self.people, 0.0, 0.0
        for rates in self.rates:
            people, accounts = step(people, self.level, self.distance, rates, parameters)
            net = net + (accounts.arrivals - accounts.departures).sum(1)
            gone = gone + accounts.departures.sum(1)
        return people, net, gone


def urban_shares(people, groups):
    by_status = groups @ people.sum((1, 2))
    return by_status[:, 1] / by_status.sum(1)


def refuse_too_small(decade, net, gone):
    """Nobody can lose more than leaves."""
    for place, (wanted, most) in enumerate(zip(-net, gone)):
        if wanted >= most:
            raise ValueError(
                f"place {decade.ids[place]} lost {wanted:.0f} people by migration in 2010-2020, but at an out_rate of "
                f"{decade.out_rate:g}/yr only {most:.0f} leave: give a larger out_rate"
            )


def fit(decade, net, shares, rounds=30):
    """attraction[place] and a rate for each group; `net` migrants by place, `shares` urban by group."""
    places, groups = len(net), len(shares)
    unknown = np.r_[np.zeros(places), np.full(groups, 0.01)]
    scale = np.r_[decade.people.sum((1, 2, 3)), np.ones(groups)]
    small = np.r_[np.full(places, 1e-4), np.full(groups, 1e-6)]

    def residual(at):
        people, modelled, gone = decade.run(at[:places], at[places:])
        return np.r_[modelled - net, urban_shares(people, decade.groups) - shares] / scale, gone

    for _ in range(rounds):
        gap, gone = residual(unknown)
        refuse_too_small(decade, net, gone)
        if np.abs(gap).max() < 1e-11:
            return unknown[:places] - unknown[:places].mean(), unknown[places:]
        slope = np.stack([(residual(unknown + s * axis)[0] - gap) / s for s, axis in zip(small, np.eye(len(unknown)))], 1)
        # The constants are known up to their mean: least squares takes the shortest step.
        unknown = unknown + np.clip(np.linalg.lstsq(slope, -gap, rcond=1e-9)[0], -1.0, 1.0)
    worst = decade.ids[int(np.abs(gap[:places]).argmax())]
    raise ValueError(f"the fit of attraction constants does not converge; it is worst for place {worst}")
