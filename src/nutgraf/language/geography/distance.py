"""How far towns lie from one another."""

from __future__ import annotations

import math
from collections.abc import Sequence

from nutgraf.reading.gazetteer import Candidate

NEAR_KM = 60
"""Within so many kilometres, towns are in one place."""


def distance_km(one: Candidate, other: Candidate) -> float:
    """The great-circle distance of two towns, in kilometres (haversine)."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return math.inf
    south, north = math.radians(one.latitude), math.radians(other.latitude)
    chord = (
        math.sin((north - south) / 2) ** 2
        + math.cos(south) * math.cos(north) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    )
    return 12_742 * math.asin(min(1.0, math.sqrt(chord)))


def cell(town: Candidate) -> tuple[int, int]:
    """The square of one degree that a town lies in."""
    return math.floor(town.latitude or 0.0), math.floor(town.longitude or 0.0)


def together(towns: Sequence[Candidate]) -> bool:
    """Whether all towns are near the first."""
    return all(distance_km(towns[0], other) <= NEAR_KM for other in towns[1:])
