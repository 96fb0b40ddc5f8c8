"""The types of events: `data/event_types.csv`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

HARMFUL = ("conflict", "crime", "unrest", "disaster")
"""The families of events that do people harm."""


@dataclass(frozen=True)
class EventType:
    """One row of the table."""

    type: str
    family: str
    definition: str
    muc4: str
    """The incident type of MUC-4 that fits; empty where none does."""


@cache
def event_types() -> dict[str, EventType]:
    """All types by name, in the order of the table."""
    table = (files("nutgraf") / "data" / "event_types.csv").read_text(encoding="utf-8")
    return {row["type"]: EventType(**row) for row in csv.DictReader(table.splitlines())}
