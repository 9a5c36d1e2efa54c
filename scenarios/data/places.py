"""A place as the tables of the scenarios have it."""
from dataclasses import dataclass


@dataclass
class Place:
    id: str
    name: str
    longitude: float
    latitude: float
    area: float
