"""Times of the clock, as ISO 8601 has them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nutgraf.language.times.atoms import Atom
from nutgraf.language.times.known import count_of
from nutgraf.schema import TimePrecision

CLOCK_KINDS = frozenset({"clock", "clock24", "hhmm", "spoken", "named", "hour"})
_JUST_AFTER = re.compile(r"\b(?:just|shortly|soon|right|a little) after$")
_UTC = ("gmt", "utc", "z")
_EVENING = re.compile(r"evening|night|afternoon|dusk|sunset|tonight")
_MORNING = re.compile(r"morning|dawn|daybreak|sunrise|small hours|early hours|wee hours")


def clock_of(group: Sequence[Atom], lead: str) -> tuple[str, TimePrecision] | None:
    """The time of the clock in a group of atoms, local unless it is stated in GMT; None: none, or it could be two.

    Midnight is of the day that begins or of the one that ends; what is just after it is of the one that begins.
    """
    atom = next((one for one in group if one.kind in CLOCK_KINDS), None)
    if atom is None:
        return None
    if atom.get("named") == "midnight":
        return ("00:00", "hour") if _JUST_AFTER.search(lead) else None
    hour, minute = _hour_minute(atom)
    if half := (atom.get("ap") or "")[:1]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    elif not _is_of_24(atom, hour):
        part = " ".join(one.get("part", "rel", "u4", "u5") or "" for one in group)
        if not _EVENING.search(part) and not _MORNING.search(part):
            return None
        if _EVENING.search(part) and hour < 12 and not ("night" in part and hour < 5):
            hour += 12
    zone = "Z" if (atom.get("z1", "z2", "z3", "z4") or "") in _UTC else ""
    return f"{hour % 24:02d}:{minute or 0:02d}{zone}", "hour" if minute is None else "minute"


def _is_of_24(atom: Atom, hour: int) -> bool:
    """Whether the hour is one of 24, so that the half of the day is known."""
    if atom.kind in ("hhmm", "named") or atom.get("z4"):
        return True
    return atom.kind == "clock24" and (hour > 12 or (atom.get("h2", "h3") or "").startswith("0"))


def _hour_minute(atom: Atom) -> tuple[int, int | None]:
    if atom.kind == "named":
        return 12, None
    hour = count_of(atom.get("h1", "h2", "h3", "h4", "h5", "h6", "h7", "h8") or "")
    minutes = atom.get("mi1", "mi2", "mi3", "mi4", "mi5")
    if past := atom.get("past"):
        if past.startswith("half"):
            return hour, 30
        count = 15 if "quarter" in past else count_of(past.split()[0].replace("twenty-five", "25"))
        return (hour, count) if past.endswith("past") else (hour - 1, 60 - count)
    return hour, int(minutes) if minutes else None
