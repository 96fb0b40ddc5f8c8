"""MUC-4: the documents and the grammar of their key (MUC-4 Proceedings, 1992, Appendix B and the key files).

A slot holds one fill a line. `-` is empty and `*` not applicable; a leading `?` marks a fill that need not be given;
` / ` separates spellings, or readings, of one fill; `X: "entity"` says X of that entity.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nutgraf.evaluation.benchmarks.shared import Document, Half, broken, folder_files, read_jsonl

_PARTS: dict[str, Half] = {"dev.jsonl": "tune", "tst1.jsonl": "report", "tst2.jsonl": "report"}
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*)"')
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3}) (\d{2})\b")
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_PLACE_KIND = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, kw_only=True)
class Entity:
    """One fill: a person, an organisation or a thing, with all spellings that the key allows."""

    spellings: frozenset[str]
    """Normalised."""
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class Days:
    """A reading of the date slot: the first and the last day on which the incident may have been, both included."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Template:
    """One incident as the key has it."""

    types: tuple[str, ...]
    """Lower-cased; several where the key allows several."""
    optional: bool
    perp_ind: tuple[Entity, ...] = ()
    perp_org: tuple[Entity, ...] = ()
    target: tuple[Entity, ...] = ()
    victim: tuple[Entity, ...] = ()
    """Named and described victims; a description of a named one is among its spellings."""
    named_victim: tuple[Entity, ...] = ()
    weapon: tuple[Entity, ...] = ()
    days: tuple[Days, ...] = ()
    places: frozenset[str] = frozenset()
    """The most exact place of each reading, normalised."""
    killed: frozenset[int] = frozenset()
    """The numbers that the key allows; empty where it gives none, or none that is exact."""
    injured: frozenset[int] = frozenset()


def read(folder: Path) -> list[Document[tuple[Template, ...]]]:
    """The documents of dev.jsonl (the half to tune on), tst1.jsonl and tst2.jsonl (to report on) in `folder`."""
    files = [path for path in folder_files(folder, "*.jsonl") if path.name in _PARTS]
    if not files:
        files = folder_files(folder, "dev.jsonl")
    documents = []
    for path in files:
        for where, row in read_jsonl(path):
            try:
                templates = tuple(template(slots) for slots in row["templates"])
                documents.append(
                    Document(id=str(row["docid"]), text=str(row["text"]), gold=templates, half=_PARTS[path.name])
                )
            except (KeyError, TypeError, IndexError, AttributeError) as error:
                raise broken(where, f"no MUC-4 document ({error!r})") from None
    return documents


def template(slots: dict[str, list[str]]) -> Template:
    """A template of the key from its slots."""
    named = _entities(slots["HUM TGT: NAME"])
    return Template(
        types=tuple(name.strip().lower() for name in slots["INCIDENT: TYPE"][0].split("/")),
        optional="(OPTIONAL)" in slots["MESSAGE: TEMPLATE"][0],
        perp_ind=_entities(slots["PERP: INDIVIDUAL ID"]),
        perp_org=_entities(slots["PERP: ORGANIZATION ID"]),
        target=_entities(slots["PHYS TGT: ID"]),
        victim=_victims(named, slots["HUM TGT: DESCRIPTION"]),
        named_victim=named,
        weapon=_entities(slots["INCIDENT: INSTRUMENT ID"]),
        days=_days(slots["INCIDENT: DATE"][0]),
        places=_places(slots["INCIDENT: LOCATION"]),
        killed=_casualties(slots, "DEATH"),
        injured=_casualties(slots, "INJURY"),
    )


def normalised(text: str) -> str:
    """`text` lower-cased, without punctuation and articles: the form in which fills are compared."""
    bare = re.sub(r"[^\w\s]|_", "", text.lower())
    return " ".join(word for word in bare.split() if word not in ("a", "an", "the"))


def _strings(fill: str) -> list[str]:
    """The strings of a fill: those in quotes, or what there is between slashes where the quotes were forgotten."""
    bare = fill.strip().removeprefix("?").strip()
    found = [re.sub(r"\\(.)", r"\1", match) for match in _QUOTED.findall(bare)]
    return found or [part.strip(' "') for part in bare.split("/") if part.strip(' "-*')]


def _entity(fill: str) -> Entity | None:
    spellings = frozenset(filter(None, map(normalised, _strings(fill))))
    return Entity(spellings=spellings, optional=fill.lstrip().startswith("?")) if spellings else None


def _entities(fills: list[str]) -> tuple[Entity, ...]:
    return tuple(entity for fill in fills if fill not in ("-", "*") and (entity := _entity(fill)))


def _split(fill: str) -> tuple[str, str]:
    """The two sides of `X: "entity"`; the second is empty where there is no colon outside quotation marks."""
    hidden = _QUOTED.sub(lambda match: "q" * len(match[0]), fill)
    at = hidden.find(":")
    return (fill, "") if at < 0 else (fill[:at], fill[at + 1 :])


def _victims(named: tuple[Entity, ...], descriptions: list[str]) -> tuple[Entity, ...]:
    victims = list(named)
    for fill in descriptions:
        left, right = _split(fill)
        described = _entity(left) if left.strip() not in ("-", "*") else None
        if described is None:
            continue
        who = _entity(right)
        at = next((i for i, one in enumerate(victims) if who and one.spellings & who.spellings), None)
        if at is not None:
            both = victims[at].spellings | described.spellings
            victims[at] = Entity(spellings=both, optional=victims[at].optional)
        else:
            victims.append(described)
    return tuple(victims)


def _day(text: str) -> date | None:
    match = _DAY.search(text)
    if match is None or match[2] not in _MONTHS:
        return None
    try:
        return date(1900 + int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))
    except ValueError:
        return None


def _days(slot: str) -> tuple[Days, ...]:
    """The readings of a date: "25 AUG 88", "- 25 AUG 88" (until then), "16 NOV 89 - 18 NOV 89" (some time in these)."""
    readings = []
    for reading in slot.split("/"):
        bare = reading.strip(" ()?")
        days = [day for part in re.findall(_DAY.pattern, bare) if (day := _day(" ".join(part)))]
        if days:
            readings.append(Days(first=date.min if bare.startswith("-") else days[0], last=days[-1]))
    return tuple(readings)


def _places(slot: list[str]) -> frozenset[str]:
    """The last name of each reading: the town of "PERU: PUNO (DEPARTMENT): JULIACA (CITY)"; both ends of "A - B"."""
    exact = set()
    for line in slot:
        for reading in _PLACE_KIND.sub("", line).split("/"):
            last = reading.strip(" ()?").split(":")[-1]
            exact |= {normalised(name) for name in last.split(" - ")}
    return frozenset(exact - {""})


def _casualties(slots: dict[str, list[str]], effect: str) -> frozenset[int]:
    """How many came to `effect`: the numbers of those whose effect it is, added up; empty where one is not exact."""
    numbers = [_split(fill) for fill in slots["HUM TGT: NUMBER"]]
    totals = {0}
    for fill in slots["HUM TGT: EFFECT OF INCIDENT"]:
        left, right = _split(fill)
        if effect not in [reading.strip(" ?()") for reading in left.split("/")] or left.lstrip().startswith("?"):
            continue
        who = _entity(right)
        allowed = [
            int(reading)
            for number, whose in numbers
            if who and (entity := _entity(whose)) and entity.spellings & who.spellings
            for reading in map(str.strip, number.split("/"))
            if reading.isdecimal()
        ]
        totals = {total + number for total in totals for number in set(allowed)}
    return frozenset(totals - {0})
