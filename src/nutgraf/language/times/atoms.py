"""The smallest words for a time: "Sunday", "10 p.m.", "3 January", "last week", "two days ago". English."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nutgraf.language.times.evidence import is_borne_out
from nutgraf.language.times.patterns import KINDS

_ATOM = re.compile(r"\b(?:" + "|".join(f"(?P<{kind}_>{pattern})" for kind, pattern in KINDS) + ")", re.IGNORECASE)
_EACH = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in KINDS}


@dataclass(frozen=True, slots=True)
class Atom:
    """A word or a few that name one time."""

    kind: str
    start: int
    end: int
    parts: dict[str, str]
    """What the words are made of, by name: those of the pattern of this kind that matched, in small letters."""

    def get(self, *names: str) -> str | None:
        """The first of these parts that there is."""
        return next((self.parts[name] for name in names if name in self.parts), None)


def atoms(text: str) -> list[Atom]:
    """The atoms of `text`, in order; none overlaps another."""
    found: list[Atom] = []
    at = 0
    while match := _ATOM.search(text, at):
        if read := _read(match, text):
            kind, match = read
            parts = {
                name: " ".join(value.lower().split())
                for name, value in match.groupdict().items()
                if value is not None and not name.endswith("_")
            }
            found.append(Atom(kind, match.start(), match.end(), parts))
            at = match.end()
        else:
            at = _next_word(text, match.start())
    return found


def _read(match: re.Match[str], text: str) -> tuple[str, re.Match[str]] | None:
    """The first kind, in order, whose pattern fits here and is borne out by the words around it."""
    first = str(match.lastgroup)[:-1]
    if is_borne_out(first, match, text):
        return first, match
    kinds = list(_EACH)
    for kind in kinds[kinds.index(first) + 1 :]:
        other = _EACH[kind].match(text, match.start())
        if other and is_borne_out(kind, other, text):
            return kind, other
    return None


def _next_word(text: str, at: int) -> int:
    while at < len(text) and (text[at].isalnum() or text[at] == "_"):
        at += 1
    return at + 1
