"""What the sentence around an expression of time says of it: ahead or behind, only a name, up to now. English."""

from __future__ import annotations

import re

from nutgraf.language.times.calendar import Direction
from nutgraf.language.times.expressions import Expression
from nutgraf.language.times.tense import is_pluperfect, is_present
from nutgraf.schema import TimePrecision

_SPEECH = re.compile(
    r"\b(?:said|says|told|announced|reported|added|stated|claimed|according to \w+)(?:\s+(?:\w+\s+){0,2})?$"
    r"|\bin a statement\s*$",
    re.IGNORECASE,
)
_SPEECH_AFTER = re.compile(r"\s*,?\s*(?:said|told|announced|reported)\b", re.IGNORECASE)
_DECREE = re.compile(
    r"\b(?:declared|announced|ordered|imposed|banned|called|approved|agreed|proposed|promised|suspended|demanded"
    r"|scheduled|set|postponed|put off|closed|planned)\b",
    re.IGNORECASE,
)
_SO_FAR = re.compile(r"\b(?:so|thus) far\b")
_TO_DATE = re.compile(r"\s+(?:(?:so|thus)\s+far|to\s+date)\b", re.IGNORECASE)
_AHEAD_OF = re.compile(
    r"\b(?:ahead of|(?:run|lead|build)-?\s?up to|brac\w+ for|prepar\w+ for)(?: the| this)?\s*$", re.IGNORECASE
)
"""What comes after it hasn't been yet."""
_FISCAL = re.compile(r"\b(?:fiscal|(?:fiscal|financial|tax|business)[\s-]+year)(?:\s+the)?[\s-]*$", re.IGNORECASE)
_FISCAL_AFTER = re.compile(
    r"\s+(?:of\s+(?:the\s+|its\s+|their\s+)?)?(?:fiscal\s+(?:years?\b|\d)|(?:financial|tax|business)\s+years?\b)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\s+(?!(?:and|or|to|in|at|on|when|that|but|until|after|before|while|as)\b)[a-z]")
_LASTING = re.compile(
    r"\b(?:lasted|continued|raged|went on|fought|worked|stayed|remained|waited|spoke|ran|held out|lived|served"
    r"|was|were)\b"
    r"(?![^,;]*\b(?:closed|suspended|banned|shut|postponed|adjourned|extended|remanded|ordered|told|given)\b)",
    re.IGNORECASE,
)


def is_speech(sentence: str, one: Expression) -> bool:
    """Whether it is when somebody said so."""
    return bool(_SPEECH.search(sentence[max(0, one.start - 60) : one.start])) or bool(
        _SPEECH_AFTER.match(sentence, one.end)
    )


def is_fiscal(one: Expression, sentence: str) -> bool:
    """Whether it is a year or quarter of accounts, which begins nobody says when."""
    return (
        one.first[0].kind != "run_up"
        and (_FISCAL.search(sentence, 0, one.first[0].start) or _FISCAL_AFTER.match(sentence, one.end)) is not None
    )


def is_so_far(one: Expression, after: str) -> bool:
    """ "So far this year", "in 2014 to date": up to the day of publication."""
    return _SO_FAR.search(one.lead) is not None or _TO_DATE.match(after) is not None


def names_more(one: Expression, precision: TimePrecision | None, after: str) -> bool:
    """Whether the time is only what something is named by, on whose far side the deed lies: "after the May floods"."""
    if one.first[0].kind == "decade":
        return False
    return one.lead.endswith("the") and not one.edge and (precision == "year" or _NAMED.match(after) is not None)


def is_near(one: Expression, before: str, way: Direction | None) -> bool:
    """Whether a date without a year is the nearest one, whatever the tense."""
    if one.bound == "until":
        return way != "back" or not _LASTING.search(before)
    return one.bound in ("to", "from") or (one.bound == "by" and is_present(before)) or one.lead.startswith("for")


def way_of(one: Expression, before: str, way: Direction | None) -> Direction | None:
    """Whether weekdays and months lie back or ahead; `way` is what the verb alone says."""
    weekday = any(atom.kind in ("weekday", "nth") for atom in one.first)
    if one.bound == "since":
        return "back"
    if _AHEAD_OF.search(f"{before}{one.lead}") and not is_pluperfect(before):
        return "ahead"
    if weekday and not one.second:
        if one.bound == "until":
            return "back" if _LASTING.search(before) and way == "back" else "ahead"
        if one.bound in ("from", "to") and _DECREE.search(before):
            return "ahead"
        if one.lead.startswith("for"):
            return "ahead"
    return way
