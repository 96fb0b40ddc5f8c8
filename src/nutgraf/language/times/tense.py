"""Whether a sentence tells of what lies behind or ahead where it names a time. English.

The verb nearest before the words decides ("said on Friday that they would meet on Sunday"); where none stands before
them in their clause, the one right behind them ("the minister on Tuesday said"), and where none stands before them at
all, the first one after ("On Sunday they will meet").
"""

from __future__ import annotations

import re
from collections.abc import Collection

from nutgraf.language.times.calendar import Direction

_REACH = 240
"""Characters that are looked at on either side."""
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?|[;|]|:(?=\s)")
_COMPOUND = re.compile(r"\b[a-z]+-[a-z]+(?:ed|en)\b")
"""What is no verb, whatever it looks like: "much-touted"."""
_LOOMS = re.compile(r"\s+(?:\w+\s+)?(?:deadline\s+)?(?:looming|looms|approaching|nearing)\b", re.IGNORECASE)
_CLITIC = re.compile(r"['’]ll$")
_MODAL = frozenset("will shall would won't wouldn't could may might should must cannot can".split())
_AHEAD = frozenset(
    "due scheduled slated planned expected upcoming forthcoming tomorrow if unless opens begins starts meets"
    " returns resumes votes faces expires closes".split()
)
_GOVERNS_TO = frozenset(
    "is are am was were has have due set going about likely supposed plan plans planned planning intend intends"
    " intended expect expects expected schedule scheduled want wants wanted hope hopes hoped vow vows vowed promise"
    " promised pledged agree agreed decide decided refuse refused threaten threatened threatening ask asked order"
    " ordered urge urged call called calls need needs aim aims seek seeks prepare preparing prepared deadline"
    " slated invited demanded vote votes voted".split()
)
_COMING = frozenset(
    "meeting leaving arriving holding playing opening closing visiting traveling travelling flying coming going"
    " starting beginning hosting returning facing speaking voting planning".split()
)
_NEVER_WAS = frozenset("would wouldn't could may might should must cannot can".split())
_PAST = frozenset(
    "was were had has have did said told met left went came began broke fell rose took gave got held kept led lost made"
    " put ran sat saw sent shot shut spoke stood struck swept threw won wrote found fought flew hit cut drove drew"
    " bought brought built caught hurt knew paid read sold taught thought grew hid laid lay blew burst chose dug froze"
    " rode rang sang sank shook slept slid stole swam swore tore woke wore drowned been done gone seen taken given"
    " ended born became dealt felt fled heard meant quit sought spent split spread swung withdrew wasn't weren't didn't"
    " hadn't hasn't haven't set".split()
)
_NOT_VERBS = frozenset(
    "armed united unidentified wounded injured suspected alleged hundred red bed need indeed feed speed seed unnamed"
    " so-called masked hooded retired limited mixed unarmed exiled deed weed breed".split()
)
_DETERMINERS = frozenset("the a an some many most other".split())
_NO_INFINITIVE = frozenset("the a an his her its their our my this that these those".split())
_SCHEDULED = {
    "goes": "on to into before out up".split(), "takes": "place effect office over".split(), "comes": ["into"],
    "plan": "a an another more further".split(), "plans": "a an another more further".split(),
}  # fmt: skip
"""What is told in the present of what lies ahead: "goes on sale on Friday"."""


def direction(before: str, after: str) -> Direction | None:
    """Whether the words between `before` and `after` lie back or ahead; None where no verb tells."""
    if _LOOMS.match(after):
        return "ahead"
    behind = _words(after[:_REACH])
    clause = _words(before[-_REACH:].rpartition(",")[2])
    free = "," in before and "to" not in clause and not _nearest_verb(clause, backwards=True)
    if free and behind and (told := _told_by(behind, 0)):
        return told
    return _nearest_verb(_words(before[-_REACH:]), backwards=True) or _nearest_verb(behind, backwards=False)


def is_pluperfect(before: str) -> bool:
    """Whether the verb nearest before the words is told as past of the past ("had been closed since Friday")."""
    return _nearest_auxiliary(before, ("had", "hadn't", "has", "have", "is", "are", ";")) in ("had", "hadn't")


def is_present(before: str) -> bool:
    """Whether the verb nearest before the words is told as of now ("has bought enough for all by July")."""
    return _nearest_auxiliary(before, ("had", "was", "were", "has", "have", "is", "are", ";")) in (
        "has",
        "have",
        "is",
        "are",
    )


def _nearest_auxiliary(before: str, sought: Collection[str]) -> str | None:
    words = _words(before[-_REACH:])
    return next((word for word in reversed(words) if word in sought), None)


def _words(text: str) -> list[str]:
    # "May" the month is no modal verb; in a text of capitals it is one all the same only before a verb.
    text = re.sub(r"\bMay\b|\bMAY(?=\s+\d|\s*[,.;]|\s*$)|(?<=\d )MAY\b|(?<=IN )MAY\b", " ", text)
    return _WORD.findall(_COMPOUND.sub(" ", text.lower()))


def _nearest_verb(words: list[str], *, backwards: bool) -> Direction | None:
    order = range(len(words) - 1, -1, -1) if backwards else range(len(words))
    for index in order:
        if words[index] in (";", "|", ":"):
            return None
        if found := _told_by(words, index):
            return found
    return None


def _told_by(words: list[str], index: int) -> Direction | None:
    word = words[index]
    previous = words[index - 1] if index else ""
    following = words[index + 1] if index + 1 < len(words) else ""
    if word in _MODAL or _CLITIC.search(word):
        return "back" if following == "have" and word in _NEVER_WAS else "ahead"
    if word == "to":
        if index > 1 and previous == "plan" and words[index - 2] in _NO_INFINITIVE | {"a"}:
            return None  # "rejected a plan to merge the two towns on Sunday"
        if following in _NO_INFINITIVE or (previous == "called" and index > 1 and words[index - 2] in ("was", "were")):
            return None
        return "ahead" if following == "be" or previous in _GOVERNS_TO else None
    if following in _SCHEDULED.get(word, ()):
        return "ahead"
    if word in _AHEAD or (word == "set" and following in ("for", "to")):
        return "ahead"
    if word in _COMING and previous in ("is", "are", "am"):
        return "ahead"
    if word in _PAST or (word.endswith("ed") and len(word) > 3 and word not in _NOT_VERBS):
        return None if _is_part_of_more(words, index) else "back"
    return None


def _is_part_of_more(words: list[str], index: int) -> bool:
    """Whether a form that looks past belongs to a verb before it ("will be held", "to have seen") or to a noun."""
    around = words[max(0, index - 2) : index]
    following = words[index + 1] if index + 1 < len(words) else ""
    if words[index] in ("was", "were", "has", "have", "had") and following == "to":
        return True
    if "be" in around:
        return True
    return bool(around) and around[-1] in _DETERMINERS and words[index] not in _PAST
