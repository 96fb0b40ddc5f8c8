"""What a sentence leaves out of its source, or puts to it, though all its words are borne out. English.

A number without its "about"; a number that counts people where the source only says "three more"; a "she" of whom the
source doesn't say so; a rule without the "who" that limits it; an article or a "was" that has got lost. What can be put
back is: the `restored` sentence has the source's own small words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nutgraf.language.kinds import kind_of
from nutgraf.language.numbers.counted import PEOPLE
from nutgraf.language.numbers.figures import figures, hedge_before, same_number
from nutgraf.language.numbers.readings import readings
from nutgraf.language.speech.sources import attributes
from nutgraf.language.wording.neutrality import QUOTED
from nutgraf.language.wording.turned import is_past_form
from nutgraf.language.words import words

_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_MALE = _HE | frozenset(
    "mr man men male boy boys gentleman father son brother husband grandfather nephew uncle king prince sir sheikh "
    "businessman policeman fireman salesman spokesman chairman gunman fisherman grandson stepson boyfriend".split()
)
_FEMALE = _SHE | frozenset(
    "mrs ms miss woman women female girl girls lady mother daughter sister wife grandmother niece aunt queen princess "
    "businesswoman policewoman spokeswoman chairwoman granddaughter stepdaughter girlfriend widow actress nun".split()
)
_STARTS_WITH_PRONOUN = re.compile(
    r"[“\"]?(?:He|She|It|They|Her|His|Its|Their|Him|Them|This|These|Those)\b(?!\s+is\s+said)"
)
_BODIES = frozenset("people persons others".split())
_LIMITED = re.compile(
    r"\b(?:an?|any|every|each|no|those|anyone)\s(?P<noun>[a-z]{3,})\s(?:who|that|which)\b", re.IGNORECASE
)
_OURS = re.compile(r"\b(?:our|my)\s(?P<what>[\w’'-]{3,})", re.IGNORECASE)
_SMALL = frozenset("the a an its his her their is are was were".split())
_WORD = re.compile(r"[\w’'-]+")
_SHORT_QUOTE = re.compile(r"[“\"]([^“”\"]{3,60})[”\"]")
_MOST_QUOTED = 6


def left_out(text: str, cited: Sequence[str]) -> list[str]:
    """The words of `text` that say more, or of other people, than `cited` does."""
    source = " ".join(cited)
    bare = QUOTED.sub(" ", text)
    return [
        *_unhedged(text, source),
        *_strange_people(text, cited),
        *_strange_sex(bare, source),
        *_unlimited(bare, source),
        *_disowned(bare, source),
        *(match[0] for match in [_STARTS_WITH_PRONOUN.match(text)] if match),
    ]


def begins_with_pronoun(text: str) -> bool:
    """Whether the first word of `text` points at somebody or something told before."""
    return _STARTS_WITH_PRONOUN.match(text) is not None


def restored(text: str, cited: Sequence[str]) -> str:
    """`text` with the source's hedges, articles, auxiliaries and short quotations put back."""
    source = " ".join(cited)
    return _with_quotation_marks(_with_small_words(_with_hedges(text, source), source), source)


def _hedges(text: str, source: str) -> Iterator[tuple[int, str]]:
    """Where a number of `text` begins without the hedge that it has wherever it stands in `source`, and the hedge."""
    stated = [(one, *hedge_before(source, one.start)) for one in figures(source)]
    for one in figures(text):
        same = [(start, other.start, bound) for other, start, bound in stated if same_number(one.value, other.value)]
        if same and one.bound == "exact" and all(bound != "exact" for *_, bound in same):
            start, end, _ = same[0]
            yield one.start, source[start:end]


def _unhedged(text: str, source: str) -> list[str]:
    return [text[at:].split()[0] for at, _ in _hedges(text, source)]


def _with_hedges(text: str, source: str) -> str:
    for at, hedge in sorted(_hedges(text, source), reverse=True):
        text = text[:at] + hedge[:1].lower() + hedge[1:] + text[at:]
    return text


def _strange_people(text: str, cited: Sequence[str]) -> list[str]:
    """The "people" whom a number of `text` counts where `cited` has that number for something else, or for nothing."""
    told = [(sentence, one) for sentence in cited for one in readings(sentence)]
    found: list[str] = []
    for one in readings(text):
        of = text[slice(*one.of)].lower().split()[-1] if one.of else ""
        if of not in _BODIES or one.value is None:
            continue
        same = [(sentence, other) for sentence, other in told if other.value == one.value]
        people = any(
            other.kind in PEOPLE or (other.of and kind_of(sentence[slice(*other.of)]) in ("group", "person"))
            for sentence, other in same
        )
        if same and not people:
            found.append(of)
    return found


def _strange_sex(text: str, source: str) -> list[str]:
    """The "he" or "she" of `text` where nothing in `source` says so."""
    own, theirs = words(text), set(words(source))
    return [word for word in own if (word in _HE and not theirs & _MALE) or (word in _SHE and not theirs & _FEMALE)][:1]


def _unlimited(text: str, source: str) -> list[str]:
    """The nouns of a rule that `source` limits by a clause, and `text` doesn't: "a clerk who strikes is dismissed".

    What is told as past is of one man, and no rule: "a man who was shot died".
    """
    if any(is_past_form(word) for word in words(text)):
        return []
    found: list[str] = []
    for match in _LIMITED.finditer(source):
        noun = match["noun"]
        told = list(re.finditer(rf"\b(?:an?|any|every|each|no|those)\s{noun}\b", text, re.IGNORECASE))
        if told and not any(
            re.match(r",?\s(?:who|that|which|with|without|of|in|from)\b", text[one.end() :]) for one in told
        ):
            found.append(told[0][0])
    return found


def _disowned(text: str, source: str) -> list[str]:
    """What is "ours" in `source`, and nobody's in a `text` that names no source: "our fighters are trained"."""
    if attributes(text):
        return []
    owned = {match["what"].lower() for match in _OURS.finditer(source)}
    free = {match[0].lower() for match in _WORD.finditer(_OURS.sub(" ", source))}
    return [match[0] for match in _WORD.finditer(text) if match[0].lower() in owned - free][:1]


def _with_small_words(text: str, source: str) -> str:
    """`text` with the article or auxiliary between two words that stands there wherever `source` has both so close."""
    spans = [(match.start(), match.end(), match[0].lower()) for match in _WORD.finditer(source)]
    beside: dict[tuple[str, str], set[str]] = {}
    for (_, end, one), (start, _, other) in pairwise(spans):
        if source[end:start].isspace():
            beside.setdefault((one, other), set()).add("")
    for (_, first, one), (start, end, small), (second, _, other) in zip(spans, spans[1:], spans[2:], strict=False):
        if small in _SMALL and source[first:start].isspace() and source[end:second].isspace():
            beside.setdefault((one, other), set()).add(source[start:end].lower())
    made = text
    own = list(_WORD.finditer(text))
    for left, right in reversed(list(pairwise(own))):
        between = beside.get((left[0].lower(), right[0].lower()), set())
        if text[left.end() : right.start()] == " " and len(between) == 1 and (small := next(iter(between))):
            made = made[: right.start()] + small + " " + made[right.start() :]
    return _with_first_article(made, source)


def _with_first_article(text: str, source: str) -> str:
    """`text` with the article that its first word, no name, has wherever it stands in `source`."""
    first = _WORD.match(text)
    if first is None or first[0].lower() in _SMALL:
        return text
    told = list(re.finditer(rf"\b(?:(?P<article>the|an?)\s+)?(?P<word>{re.escape(first[0])})\b", source, re.IGNORECASE))
    articles = {(match["article"] or "").lower() for match in told}
    if len(articles) != 1 or "" in articles or any(match["word"][0].isupper() for match in told):
        return text
    return f"{articles.pop().capitalize()} {text[0].lower()}{text[1:]}"


def _with_quotation_marks(text: str, source: str) -> str:
    """`text` with quotation marks about a few words that stand in them in `source`, and nowhere else there."""
    for match in _SHORT_QUOTE.finditer(source):
        inside = match[1].strip(" ,.")
        rest = source[: match.start()] + source[match.end() :]
        if not 1 < len(inside.split()) <= _MOST_QUOTED or inside.lower() in rest.lower():
            continue
        at = text.lower().find(inside.lower())
        quoted = any(one.start() <= at < one.end() for one in QUOTED.finditer(text))
        if at >= 0 and not quoted:
            text = f"{text[:at]}“{text[at : at + len(inside)]}”{text[at + len(inside) :]}"
    return text
