"""What a name of a place can mean: an index of GeoNames, kept as package data.

The index (`data/gazetteer.sqlite`, made by `scripts/build-gazetteer`) has all places of GeoNames with 500 inhabitants
or more, first-level regions, the counties of the United States, countries with their neighbours and what their people
are called, and seas, straits, rivers, ranges, islands and landscapes that are known far from home. Coordinates are
degrees, to two places.
"""

from __future__ import annotations

import lzma
import sqlite3
import unicodedata
from contextlib import closing
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

Kind = Literal["town", "capital", "region", "country", "adjective", "area", "tract"]

_LONGEST = 60
"""Characters of a name; nothing in the index is longer, and hostile text may be."""
ARTICLES = frozenset("al ad an ar as ash at az".split())
"""Of Arabic names; news mostly leaves them out."""
_FILLERS = frozenset({"the", "city", "town", "of"}) | ARTICLES
_PACKING = [{"id": lzma.FILTER_LZMA2, "preset": 9, "dict_size": 1 << 17, "lc": 4, "lp": 0, "pb": 0}]
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """One thing that a name can mean."""

    kind: Kind
    """`adjective`: the people or the ways of a country ("Syrian"). `capital`: a town, too. `area`: a sea, a strait, a
    line, in all of its countries at once. `tract`: a river, a range, a landscape, in those of its countries that the
    article speaks of."""
    countries: tuple[str, ...]
    """ISO 3166-1 alpha-2; none for an open sea, a part of the world, or what is nobody's by all."""
    admin1: str = ""
    """GeoNames' code of the first-level region, that of the post for the United States; empty where it isn't known."""
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    geoname_id: int | None = None
    alias: bool = False
    """Whether the name is another than GeoNames' own for it, in the same letters."""

    @property
    def is_town(self) -> bool:
        """Whether it is a town, a village, or a part of one."""
        return self.kind in ("town", "capital")

    @property
    def is_region(self) -> bool:
        """Whether it is a part of a country, or of the world, that no point stands for."""
        return self.kind in ("region", "area", "tract")


@lru_cache(maxsize=4096)
def look_up(name: str) -> tuple[Candidate, ...]:
    """All that `name` can mean, in no order of rank; empty where the index has nothing. Case and accents are free."""
    wanted = key(name)
    if not wanted or len(wanted) > _LONGEST:
        return ()
    found: list[Candidate] = []
    with closing(_connect()) as connection:
        for fields in _lines(connection, wanted):
            if fields[0] != "alias":
                found.append(_candidate(fields))
                continue
            main, number = fields[1:]
            alias = _is_another(wanted, main)
            found += [_candidate(other, alias=alias) for other in _lines(connection, main) if other[-1] == number]
    return tuple(found)


@cache
def nations() -> frozenset[str]:
    """What countries, their people, and the states and regions that news names without their country are called, as
    `key` has it; and longer names that have one of these in them: the Gulf of Mexico is not Mexico."""
    with closing(_connect()) as connection:
        (packed,) = connection.execute("SELECT lines FROM nations").fetchone()
    return frozenset(_unpacked(packed))


@cache
def nation_openings() -> frozenset[str]:
    """The first words of `nations`, as `key` has them when they stand alone."""
    return frozenset(name.partition(" ")[0] for name in nations()) | {"saint", "sainte"}


def capital_of(country: str) -> Candidate | None:
    """The capital of a country, given by its ISO 3166-1 code; None where it has none."""
    with closing(_connect()) as connection:
        row = connection.execute("SELECT name FROM capital WHERE country = ?", (country,)).fetchone()
    towns = look_up(row[0]) if row else ()
    return next((town for town in towns if town.kind == "capital" and town.countries == (country,)), None)


@cache
def neighbours_of(country: str) -> frozenset[str]:
    """The countries that a country has a border on land with, by their ISO 3166-1 codes."""
    with closing(_connect()) as connection:
        row = connection.execute("SELECT others FROM beside WHERE country = ?", (country,)).fetchone()
    return frozenset(row[0].split(",")) if row else frozenset()


@lru_cache(maxsize=8192)
def key(name: str) -> str:
    """`name` as the index has it: no case, accents, apostrophes, stops or hyphens, one space between words."""
    even = unicodedata.normalize("NFKC", name).casefold().translate(_LETTERS)
    spread = unicodedata.normalize("NFKD", even)
    plain = "".join(
        " " if character in "-‐‑–—_/" or character.isspace() else character
        for character in spread
        if character.isalnum() or character in "-‐‑–—_/&" or character.isspace()
    )
    words = plain.split()
    if len(words) > 1 and words[0] in ("saint", "sainte"):
        words[0] = "st" if words[0] == "saint" else "ste"
    return " ".join(words)


def pack(lines: str) -> bytes:
    """Lines of the index as a block has them."""
    return lzma.compress(lines.encode(), lzma.FORMAT_RAW, filters=_PACKING)


def _is_another(name: str, main: str) -> bool:
    """Whether a name in Latin letters is more than the main one with or without "the", "al" or "city"."""
    return name.isascii() and [word for word in name.split() if word not in _FILLERS] != [
        word for word in main.split() if word not in _FILLERS
    ]


def _lines(connection: sqlite3.Connection, wanted: str) -> list[list[str]]:
    """The fields behind the name in each line of the index that has it."""
    row = connection.execute(
        "SELECT lines FROM block WHERE first <= ? ORDER BY first DESC LIMIT 1", (wanted,)
    ).fetchone()
    if row is None:
        return []
    start = wanted + "\t"
    return [line[len(start) :].split("\t") for line in _unpacked(row[0]) if line.startswith(start)]


def _unpacked(packed: bytes) -> list[str]:
    return lzma.decompress(packed, lzma.FORMAT_RAW, filters=_PACKING).decode().split("\n")


def _candidate(fields: list[str], *, alias: bool = False) -> Candidate:
    match fields:
        case ["town" | "capital" as kind, country, admin1, latitude, longitude, population, number]:
            return Candidate(
                kind=kind,
                countries=(country,),
                admin1=admin1,
                latitude=int(latitude) / 100,
                longitude=int(longitude) / 100,
                population=int(float(population)),
                geoname_id=int(number),
                alias=alias,
            )
        case ["country" | "adjective" as kind, country]:
            return Candidate(kind=kind, countries=(country,))
        case ["region" | "area" | "tract" as kind, countries, admin1]:
            return Candidate(kind=kind, countries=tuple(filter(None, countries.split("|"))), admin1=admin1)
    raise ValueError(f"no line of the gazetteer: {fields}")


def _connect() -> sqlite3.Connection:
    return sqlite3.connect(f"{_address()}?mode=ro&immutable=1", uri=True)


@cache
def _address() -> str:
    return Path(str(files("nutgraf") / "data" / "gazetteer.sqlite")).as_uri()
