"""Finds the expressions of time in a sentence: all the words that together name one time. English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from nutgraf.language.times.atoms import Atom, atoms

Bound = Literal["since", "until", "by", "from", "as_of", "to", "after", "before"]
_REACH = 64
"""Characters before an atom in which its prepositions must stand."""
_LEAD = re.compile(
    r"(?:\b(?:on|at|in|by|since|until|till|(?<!-)up\s+to|from|to|after|before|about|around|approximately|nearly|almost|exactly|shortly"
    r"|just|soon|right|early|earlier|late|later|mid|during|over|for|through(?!\s+at\b)|throughout|starting|beginning|as\s+of|as\s+early"
    r"|no\s+later\s+than|between|the|of|end|start|middle|beginning|close|some\s+time|sometime|only|effective|dated|ever|week(?=\s+(?:of|beginning|starting)\b)"
    r"|(?:close|end)\s+of\s+(?:business|trading|play)|long|back|towards?|a\s+little|(?:so|thus)\s+far)(?:\s+|(?<=mid)-))+$",
    re.IGNORECASE,
)
_STRAY = re.compile(r"(?:in|over|to)\s+(?=(?:on|at|by|in|since|from|until|late|early)\s)", re.IGNORECASE)
"""What belongs to the verb before: "sworn in on Monday"."""
_NO_LEAD = re.compile(r"(?:in|on|over|for|to)\s+", re.IGNORECASE)
_NOT_FIRST = re.compile(
    r"(?:(?:the|of|close|start|end|middle|only|long|back|right|for|a\s+little|to)\s+)+", re.IGNORECASE
)
"""Words that belong to the expression only behind another one: "the end of the month" needs its preposition."""
_GLUE = re.compile(
    r"\s*[,(\[]?\s*(?:(?:on|in|of|at|the|during|late|early|earlier|later|local\s+time|just|shortly|before|after|around|about"
    r"|night|that\s+is|or)\s+)*[(\[]?|\s*\)\s+(?:on\s+)?|\s*\)?\s*\[as\s+received\]\s*(?:on\s+)?",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?:\s*(?:-|–|—|\band)|\s*,?\s*(?:\bto|\binto|\buntil|\btill|\bthrough|\bthru))\s*(?:(?:on|at|in|the|late|early|end\s+of)\s+)*['’]?",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*\band\b", re.IGNORECASE)
_END_OF = re.compile(r"\b(?P<edge>end|close|beginning|start|middle)\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_BOUND = re.compile(
    r"\b(?:(?P<since>since)|(?P<until>until|till|through)|(?P<by>by|up\s+to|no\s+later\s+than)"
    r"|(?P<from>from|starting|beginning(?!\s+of)|effective)|(?P<as_of>as\s+of)|(?P<to>to)|(?P<after>after)"
    r"|(?P<before>before))\b",
    re.IGNORECASE,
)
_POINT = re.compile(r"\b(?:shortly|just|soon|right|a\s+little)\s+(?:before|after)\b", re.IGNORECASE)
_CLOCKS = frozenset({"clock", "clock24", "hhmm", "spoken", "named", "hour"})
_DAYS = frozenset(
    "iso date date_us numeric weekday rel_day day_before nth holiday shift ago weekdays_ago week_on but_one".split()
)
_WHOLES = frozenset({"unit", "month", "month_year", "year", "season", "quarter", "counted"})
_TOGETHER = frozenset({"weekday", "date", "date_us", "nth", "rel_day"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """Words that name one time, or one stretch of time."""

    start: int
    end: int
    lead: str
    """The prepositions and adverbs before the first atom, in small letters."""
    bound: Bound | None
    """Which side of the time is meant, where it isn't the time itself."""
    edge: bool
    """Whether it is the end or the beginning of it ("by the end of June")."""
    first: tuple[Atom, ...]
    second: tuple[Atom, ...] = ()
    """Where the words are a range, its other end."""
    listed: bool = False
    """Whether the two ends are joined by "and" without "between"."""


def expressions(sentence: str) -> list[Expression]:
    """The expressions of `sentence`, in order; none overlaps another."""
    groups = _grouped(sentence, atoms(sentence))
    found: list[Expression] = []
    index = 0
    while index < len(groups):
        one = groups[index]
        start, lead = _lead(sentence, one[0], found[-1].end if found else 0)
        if all(atom.kind == "part" for atom in one) and lead in ("", "the", "of the", "of"):
            index += 1  # "much of the night", "good evening"
            continue
        if one[-1].kind == "offset":
            index += 1
            continue
        other = groups[index + 1] if index + 1 < len(groups) else None
        join = sentence[one[-1].end : other[0].start] if other else ""
        if other and _is_range(join, lead, one, other):
            listed = bool(_AND.match(join)) and "between" not in lead
            found.append(_expression(sentence, start, lead, one, other, listed=listed))
            index += 2
        else:
            found.append(_expression(sentence, start, lead, one, (), listed=False))
            index += 1
    return found


def time_words(sentence: str) -> list[tuple[int, int]]:
    """Where `sentence` names times: the offsets of the whole words of each, prepositions included."""
    return [(one.start, one.end) for one in expressions(sentence)]


def _grouped(sentence: str, found: list[Atom]) -> list[tuple[Atom, ...]]:
    groups: list[list[Atom]] = []
    for atom in found:
        if groups and _belongs(sentence, groups[-1], atom):
            groups[-1].append(atom)
        else:
            groups.append([atom])
    return [tuple(group) for group in groups]


def _belongs(sentence: str, group: list[Atom], atom: Atom) -> bool:
    between = sentence[group[-1].end : atom.start]
    if len(between) > 40 or not _GLUE.fullmatch(between):
        return False
    kinds = {one.kind for one in group}
    if atom.kind in _CLOCKS:
        zoned = atom.get("z1", "z2", "z4") is not None and group[-1].kind in _CLOCKS and between.strip() in ("(", "[")
        return zoned or not kinds & _CLOCKS
    if atom.kind in ("days", "days_us"):
        return kinds <= {"part"}
    if kinds == {"ago"}:
        return _dates_ago(atom, between, sentence[atom.end : atom.end + 1])
    if atom.kind == "offset":
        return kinds <= _CLOCKS | {"part"}
    if atom.kind == "part":
        return "part" not in kinds and not kinds & {"year", "years", "month_year"}
    if atom.kind in _DAYS:
        return (
            not kinds
            & (_DAYS | {"years", "decade", "days", "days_us"}) - (_TOGETHER if atom.kind in _TOGETHER else set())
            and (atom.kind not in kinds)
            and not (kinds & _WHOLES and atom.kind not in ("weekday",))
        )
    if atom.kind in _WHOLES:
        fits = {
            "unit": {"weekday", "month", "date", "date_us", "season", "quarter"},
            "year": {"date", "date_us", "season"},
        }
        return (
            bool(kinds & fits.get(atom.kind, set()))
            and not kinds & {"unit", "year"}
            and "," not in between.strip("[( ")[:1]
        )
    return False


def _dates_ago(atom: Atom, between: str, after: str) -> bool:
    """Whether an atom goes on with a count back: "20 years ago this month", "three years ago in March"."""
    if atom.kind == "rel_day":
        return atom.parts["rel"] in ("today", "tonight", "yesterday", "tomorrow")
    if atom.kind == "unit":
        return atom.get("q1") == "this" and atom.get("u8") in ("week", "month")
    if atom.kind == "month":
        return "q6" not in atom.parts and ("," not in between or after in (",", ".", ""))
    if atom.kind == "season":
        return atom.get("q4") == "this" and "y12" not in atom.parts
    return atom.kind in ("weekday", "date", "date_us")


def _is_range(join: str, lead: str, one: tuple[Atom, ...], other: tuple[Atom, ...]) -> bool:
    if len(join) > 30 or not _RANGE.fullmatch(join):
        return False
    return bool(_rank(one) & _rank(other)) or ("hour" in {a.kind for a in one} and bool(_rank(other) & {"clock"}))


def _rank(group: tuple[Atom, ...]) -> set[str]:
    kinds = {atom.kind for atom in group}
    ranks = set()
    if kinds & {"iso", "date", "date_us", "numeric", "weekday", "nth", "holiday", "rel_day"}:
        ranks.add("day")
    if kinds & _CLOCKS:
        ranks.add("clock")
    if kinds & {"month", "month_year"}:
        ranks.add("month")
    if "decade" in kinds:
        ranks.add("decade")
    if "year" in kinds and len(kinds) == 1:
        ranks.add("year")
    return ranks


def _lead(sentence: str, atom: Atom, floor: int) -> tuple[int, str]:
    start = atom.start - (atom.kind in ("year", "decade") and sentence[atom.start - 1 : atom.start] in ("'", "’"))
    from_ = max(floor, start - _REACH)
    found = _LEAD.search(sentence, from_, start)
    if found is None:
        return start, ""
    begin = found.start()
    if stray := _STRAY.match(sentence, begin, start):
        begin = stray.end()
    if atom.kind in ("rel_day", "unit") and _NO_LEAD.fullmatch(sentence, begin, start) and sentence[start].isalpha():
        begin = start if atom.get("u9", "u10") is None else begin
    words = sentence[begin:start]
    if dropped := _NOT_FIRST.match(words):
        rest = words[dropped.end() :]
        kept_end = _END_OF.search(words)
        if not rest and not kept_end and not re.match(r"(?:for|to)\s", words, re.IGNORECASE):
            begin = start if not re.fullmatch(r"the\s+", words, re.IGNORECASE) else begin
    return begin, " ".join(sentence[begin:start].lower().split())


def _expression(
    sentence: str, start: int, lead: str, one: tuple[Atom, ...], other: tuple[Atom, ...], *, listed: bool
) -> Expression:
    end = (other or one)[-1].end
    opened = sentence[start:end]
    for left, right in ("[]", "()"):
        if opened.count(left) > opened.count(right) and sentence[end : end + 1] == right:
            end += 1
    plain = _POINT.sub(" ", lead)
    bounds = list(_BOUND.finditer(plain))
    bound: Bound | None = None
    if bounds:
        bound = bounds[0].lastgroup  # type: ignore[assignment]
    if one[0].kind in ("days", "days_us", "years") and bound != "since":
        bound = None
    if bound in ("after", "before") and one[0].kind in _CLOCKS | {"part"}:
        bound = None
    if bound in ("after", "before") and sentence[end - 2 : end] in ("'s", "’s"):
        bound = None  # "after Tuesday's attack": of Tuesday itself
    return Expression(
        start=start,
        end=end,
        lead=lead,
        bound=bound,
        edge=bool(_END_OF.search(lead + " ")),
        first=one,
        second=other,
        listed=listed,
    )
