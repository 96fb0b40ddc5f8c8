"""What an amount counts: people who came to harm, money, votes, time, space, or things. English.

People are told killed, injured, missing, arrested or displaced by a word of the text that is bound to the amount: its
noun ("11 bodies"), the verb of which it is the subject or the object ("three marines were killed", "killing 17
people"), or the amount that it continues ("14 wounded, four of them seriously"). A word that just stands near decides
nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from nutgraf.language.kinds import OFFENDERS, kind_of
from nutgraf.language.lexicon import table
from nutgraf.language.numbers.amounts import Amount
from nutgraf.language.numbers.currencies import CURRENCY_WORDS
from nutgraf.language.wording.turned import is_past_form
from nutgraf.language.words import FUNCTION_WORDS
from nutgraf.schema import Outcome, QuantityKind

PEOPLE: tuple[QuantityKind, ...] = ("killed", "injured", "missing", "arrested", "displaced")
_HARM: dict[str, dict[QuantityKind, str]] = {
    form: {kind: "|".join(words) for kind, words in listed.items()} for form, listed in table("harm").items()
}
_TOLL = re.compile(
    r"\b(?:(?:death )?toll|(?:number|count) of (?:the )?(?:dead|deaths|fatalities|victims))\b[^.;:\d]{0,40}"
    r"\b(?:at|to|of|was|is|by)\s+$|\bthe dead\b[^,.;:]{0,40}\b(?:were|are|included?|including)\s+$",
    re.IGNORECASE,
)
_UNITS: list[tuple[QuantityKind, re.Pattern[str]]] = [
    (
        cast("QuantityKind", kind),
        re.compile(
            rf"[\s-]*(?:(?:more|full|consecutive|further|straight|extra)\s)?(?:{'|'.join(words)})\b", re.IGNORECASE
        ),
    )
    for kind, words in table("units").items()
]
_MONEY = re.compile(rf"\s+of\s+(?:\w+\s+)?(?!pounds?\s+of\b)(?:{'|'.join(CURRENCY_WORDS)})\b(?!-)", re.IGNORECASE)
_VOTED = re.compile(r"\b(?:vote[ds]?|voting|abstain\w*|abstentions?|ballots?|in favou?r)\b", re.IGNORECASE)
_BALLOT = re.compile(
    r"\s+(?:to|against)\b|\s+in favou?r\b|\s+abstain|\s+(?:\w+\s){1,3}(?:abstain\w*|against|voted)", re.IGNORECASE
)
_BY = re.compile(r"\bby (?:a vote of )?(?:\d+|[a-z-]+) (?:votes )?to $", re.IGNORECASE)
_MAGNITUDE = re.compile(r"[\s-]?\bmagnitude(?:\s+of)?\b\s*", re.IGNORECASE)
_TO = re.compile(r" to \d+\b(?! percent)")
_POLL = re.compile(r"\b(?:polls?|shares? of the vote|count)\b", re.IGNORECASE)
_AFTER_NAME = re.compile(r"\b[A-Z]\w+ $")
_AND = re.compile(r"[^,;:.\d]{0,60}\band\s+")
_PRONOUN = re.compile(r"\s+of\s+(?:them|whom|us|you)\b", re.IGNORECASE)
_OF = re.compile(r"(?:,?\s+out)?\s+of\s+(?:(?:the|these|those|its|his|her|their|our|all)\s+)*", re.IGNORECASE)
_CALENDAR = frozenset(table("grammar")["calendar"].split())
_THINGS = re.compile(
    r"\b(?:times?|blocks|shots?|rounds|bullets|casings|shells|cartridges|wounds|"
    r"occasions|places|locations|counts|charges|houses|homes|doors|cars|"
    r"vehicles|buildings|shootings|robberies|attacks|incidents|weapons|guns)$",
    re.IGNORECASE,
)
"""What comes to no harm that a count of people tells."""
_ESCAPED = re.compile(
    r"\s+(?:the scene|on foot|in an?\b|from (?:the )?(?:scene|police|officers|prison|jail|custody)|before police|"
    r"with (?:the|an?|some|about|cash)\b)",
    re.IGNORECASE,
)
_FUGITIVES = frozenset("men man males inmates prisoners detainees convicts".split()) | OFFENDERS
_HARMED: dict[str, QuantityKind] = {
    "dead": "killed",
    "killed": "killed",
    "injured": "injured",
    "wounded": "injured",
    "missing": "missing",
    "displaced": "displaced",
    "detained": "arrested",
    "arrested": "arrested",
}
"""Before those who are counted: "40 wounded soldiers"."""
_HEADED = re.compile(rf"\b(?P<word>{'|'.join(_HARMED)})\s?(?::|\s[-–—=])\s?$", re.IGNORECASE)
"""The head of a line that is a count: "wounded: 19"."""
_PLURAL = re.compile(r"\s(?:[a-z-]+\s)?(?:[a-z]{3,}(?<!s)s|men|women|people|children|police)\b")
_NO_OBJECT_OF = re.compile(
    r"\s(?:in|into|on|off|from|at|to|the|an?|their|his|her|its|for|after|by|with|near|that|out|up|down|over)\b"
)
_VICTIMS = re.compile(r"\s(?:victims?|suspects?|deaths?|incidents?|attacks?)\b")
_VERBAL = re.compile(r"(?<!wound)(?<!injur)(?:ed|ing)$")
_LIKE_ADVERBS = frozenset(table("words")["like_adverbs"].split())
_WORD = re.compile(r"[\s-]+(?P<word>[^\W\d_][\w'’-]*)")
_NO_NOUN = FUNCTION_WORDS.difference(["others", "other", "more"]) | frozenset(
    "said says told ago late early killed died injured wounded hurt left fled missing arrested detained captured "
    "aboard displaced shortly seriously critically deadly "
    "percent have has had were was is are suffered sustained remain remained remains survived "
    "escaped".split()
)
_BARRIER = re.compile(
    r"[;:.!?()](?:\s|$)|[“”\"]|\b(?:but|while|though|although|because|when|after|before|if)\b|"
    r",\s(?:and\s)?(?:he|she|it|they|we|i)\b|\b(?:said|says|told|adding|saying)\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(r"\b(?:was|were|is|are|be|been|being|got|gets?)\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never|no one|nobody|none)\b|n['’]t\b", re.IGNORECASE)
_NO_OBJECT = re.compile(
    r"\s*(?:$|[^\w\s]|(?:in|on|at|by|when|after|before|during|and|or|near|from|since|as|while|over|so|there|here|"
    r"yesterday|today|with|seriously|critically|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r",\s(?:including|among them|most of them|(?:\w+\s){1,2}of (?:them|whom)|all)\b[^;:.]{0,100}?,"
    r"(?=\s(?:was|were|is|are|had|have|has|died)\b)",
    re.IGNORECASE,
)
_INCLUDING = re.compile(r"(?:\bincluding|\bamong them|\bof them|\bamong whom were)\s+$", re.IGNORECASE)
_LIVES = re.compile(r"\b(?:claim|cost|t[ao]k)\w*\s+$", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:,|and|or|,\s*and|as well as)\s*", re.IGNORECASE)
_FOLLOWED = re.compile(
    r"\s+(?:in|at|on|near|from|for|seriously|critically|slightly|gravely|a|that)\b|\s*[,;.)]|\s*$", re.IGNORECASE
)
_OTHERS = r"(?:\s+(?:the(?:\s+other)?|(?:(?:an?|the|his|her|its|their)\s+)?(?:[\w'’-]+\s+){1,3}and))?"
"""What may stand between a verb and the amount: "killed his father and two brothers"."""
_OPEN_ENDED = ("shot", "stabbed")
_FATALLY = re.compile(r"\bfatally\b", re.IGNORECASE)
_REACH = 70
_LONGEST_LIST = 12
_LONGEST_COLON = 300
_MOST_WORDS = 4


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What an amount counts."""

    kind: QuantityKind
    start: int
    end: int
    """Where the words for what is counted stand; the same where there are none."""
    whole: int | None = None
    """Which of the amounts of the text this one is a part of: "four of them"."""


def counted(text: str, found: list[Amount]) -> list[Counted]:
    """What each of `found` counts, which are the `amounts` of `text`, a sentence."""
    voting, polled = _VOTED.search(text) is not None, _POLL.search(text) is not None
    nouns = [_noun(text, one.end) for one in found]
    kinds = [
        _measured(text, one, voting=voting, polled=polled) or _harmed(text, found, nouns, index)
        for index, one in enumerate(found)
    ]
    result: list[Counted] = []
    for index, (start, end) in enumerate(nouns):
        whole = _whole(text, found, index)
        total = _total(text, found, nouns, kinds, index) if whole is None else None
        if kinds[index] is None:
            kinds[index] = _inherited(text, found, kinds, index, whole, total, bare=start == end)
        if total is not None and kinds[index] == kinds[total] and _less(found[index], found[total]):
            whole = total
        if whole is None and index and start == end and _AND.fullmatch(text, nouns[index - 1][1], found[index].hedged):
            whole = result[-1].whole  # "41 of them in civil courts and 22 in criminal ones"
        result.append(Counted(kind=kinds[index] or "count", start=start, end=end, whole=whole))
    return result


def says_outcome(text: str, outcome: Outcome) -> bool:
    """Whether a word of `text` says that people came to `outcome`; True for outcomes that it has no words for."""
    if outcome not in PEOPLE:
        return True
    kind = cast("QuantityKind", outcome)
    words = "|".join((_HARM["nouns"][kind], _HARM["of_itself"][kind], _HARM["done_to"][kind], _HARM["stems"][kind]))
    return re.search(rf"\b(?:{words})\b", text, re.IGNORECASE) is not None


def _measured(text: str, one: Amount, *, voting: bool, polled: bool) -> QuantityKind | None:
    """The kind of what is no count: by sign, unit and form."""
    if one.kind is not None:
        return "votes" if one.kind == "other" and voting else one.kind
    for kind, pattern in _UNITS:
        if pattern.match(text, one.end):
            return kind
    if _MONEY.match(text, one.end):
        return "money"
    before = text[max(0, one.hedged - _REACH) : one.hedged]
    if _MAGNITUDE.search(before) or _MAGNITUDE.match(text, one.end):
        return "other"
    if (voting and _BALLOT.match(text, one.end)) or _BY.search(before):
        return "votes"
    if before.endswith("by ") and _TO.match(text, one.end):
        return "votes"
    if polled and one.value is not None and one.value <= 100 and _AFTER_NAME.search(before):
        return None if _WORD.match(text, one.end) else "percent"
    return None


def _harmed(text: str, found: list[Amount], nouns: list[tuple[int, int]], index: int) -> QuantityKind | None:
    """What people came to, by the words that are bound to the amount."""
    start, end = nouns[index]
    if _THINGS.search(text, start, end):
        return None
    if headed := _HEADED.search(text[max(0, found[index].hedged - _REACH) : found[index].hedged]):
        return _HARMED[headed["word"].lower()]
    if start < end and (first := _HARMED.get(text[start:end].split()[0].lower())):
        return first
    for kind in PEOPLE:
        if re.search(rf"\b(?:{_HARM['nouns'][kind]})$", text[start:end], re.IGNORECASE):
            return kind
    return _after(text, found, nouns, index) or _before(text, found, nouns, index)


def _inherited(
    text: str,
    found: list[Amount],
    kinds: list[QuantityKind | None],
    index: int,
    whole: int | None,
    total: int | None,
    *,
    bare: bool,
) -> QuantityKind | None:
    """The kind of the amount that this one is a part of, or takes up."""
    if whole is not None:
        return kinds[whole]
    before = kinds[index - 1] if index else None
    if before not in (None, "money") and _continues(text, found, index, bare):
        return before
    return kinds[total] if total is not None else None


def _total(
    text: str,
    found: list[Amount],
    nouns: list[tuple[int, int]],
    kinds: list[QuantityKind | None],
    index: int,
) -> int | None:
    """The amount before the colon of the list that this one stands in: "47 dead: 21 in Goma, 26 in Minova"."""
    colon = text.rfind(": ", max(0, found[index].start - _LONGEST_COLON), found[index].start)
    before = [at for at in range(index - 1, max(-1, index - _LONGEST_LIST), -1) if found[at].end <= colon]
    harmed = next((at for at in before if kinds[at] in PEOPLE), None)
    if harmed is not None or nouns[index][0] < nouns[index][1]:
        return harmed
    return next((at for at in before if nouns[at][0] < nouns[at][1] or kinds[at] is not None), None)


def _less(part: Amount, total: Amount) -> bool:
    return part.value is not None and total.value is not None and part.value < total.value


def _after(text: str, found: list[Amount], nouns: list[tuple[int, int]], index: int) -> QuantityKind | None:
    """By what is said of people behind the amount: "three marines were killed", "two men and a boy died"."""
    end, first = nouns[index][1], index
    while (
        index + 1 < len(found) and index - first < _LONGEST_LIST and _LIST.fullmatch(text, end, found[index + 1].hedged)
    ):
        start, following = nouns[index + 1]
        if start == following:
            break
        index, end = index + 1, following
    aside = _ASIDE.match(text, end, end + 2 * _REACH)
    if aside:
        end = aside.end()
        index = next(
            (at for at in range(index, len(found)) if at + 1 == len(found) or found[at + 1].start >= end), index
        )
    stop = _BARRIER.search(text, end, end + _REACH)
    limit = stop.start() if stop else min(len(text), end + _REACH)
    if index + 1 < len(found):
        limit = min(limit, found[index + 1].hedged)
    segment = text[end:limit]
    if not segment.strip():
        return None
    best: tuple[int, QuantityKind] | None = None
    for kind in PEOPLE:
        for words, passive in ((_HARM["of_itself"][kind], False), (_HARM["done_to"][kind], True)):
            match = re.search(rf"\b(?:{words})\b", segment, re.IGNORECASE)
            if match is None or (_NEGATED.search(segment[: match.start()]) and kind != "missing"):
                continue
            if kind == "displaced" and _runs_away(text[slice(*nouns[index])], text, end + match.end()):
                continue
            if match[0].lower() in _OPEN_ENDED and _FATALLY.search(text, end, end + 2 * _REACH):
                continue  # "four people were shot, two fatally"
            direct = not segment[: match.start()].strip(" ,")
            voiced = _AUXILIARY.search(segment[: match.start()]) is not None
            if passive and not voiced and not (direct and _NO_OBJECT.match(text, end + match.end())):
                continue
            if best is None or match.start() < best[0]:
                best = match.start(), kind
    return best[1] if best else None


def _runs_away(noun: str, text: str, end: int) -> bool:
    """Whether those who "fled", a word that ends at `end`, were to be caught, and not driven from home."""
    return (noun.lower().split() or [""])[-1] in _FUGITIVES or _ESCAPED.match(text, end) is not None


def _before(text: str, found: list[Amount], nouns: list[tuple[int, int]], index: int) -> QuantityKind | None:
    """By the verb that the amount is the object of: "killing six officers and three workers"."""
    first = index
    while index and first - index < _LONGEST_LIST and _LIST.fullmatch(text, nouns[index - 1][1], found[index].hedged):
        index -= 1
    lead = text[max(0, found[index].hedged - 2 * _REACH) : found[index].hedged]
    if _TOLL.search(lead) or (text[slice(*nouns[index])].lower() == "lives" and _LIVES.search(lead)):
        return "killed"
    for kind in PEOPLE:
        if kind == "missing" and (text[slice(*nouns[index])].split() or [""])[-1].lower() in OFFENDERS:
            continue
        if re.search(rf"\b(?:{_HARM['does'][kind]}){_OTHERS}\s+[\"“'‘]?$", lead, re.IGNORECASE):
            left = re.search(r"\b(?:lost|losing|left)\s", lead, re.IGNORECASE)
            start, end = nouns[index]
            if left and (start == end or not re.search(r"\w(?:s|en|ple)$", text[start:end], re.I)):
                continue
            return kind
    return None


def _whole(text: str, found: list[Amount], index: int) -> int | None:
    """The amount that "four of them" or "four of the 14" is a part of."""
    if index and _PRONOUN.match(text, found[index].end):
        return index - 1
    if index and _INCLUDING.search(text[max(0, found[index].hedged - 20) : found[index].hedged]):
        return index - 1
    link = _OF.match(text, found[index].end)
    if link and index + 1 < len(found) and found[index + 1].hedged == link.end():
        return index + 1
    return None


def _continues(text: str, found: list[Amount], index: int, bare: bool) -> bool:
    """Whether an amount without a noun of its own takes up the one before: "12 dead in Goma and 13 in Bukavu"."""
    if not bare or not found[index].plain or not _FOLLOWED.match(text, found[index].end):
        return False
    return re.search(r"[;!?]|\.\s", text[found[index - 1].end : found[index].hedged]) is None


def _is_verb(text: str, match: re.Match[str], before: list[str]) -> bool:
    """Whether a word behind an amount, and the noun `before` it, is its verb: "two suspects shot", "four fled"."""
    word = match["word"]
    if not before:
        return is_past_form(word) and (not word.endswith("ed") or _NO_OBJECT_OF.match(text, match.end()) is not None)
    if word == "shot":  # "one fatal shot"
        return kind_of(before[0]) in ("person", "group", "government")
    return is_past_form(word) or (_VERBAL.search(word.lower()) is not None and not _VICTIMS.match(text, match.end()))


def _is_adverb(word: str) -> bool:
    """Whether a word behind a noun is an adverb: "two diseases currently", not "two oil supply lines"."""
    return word.endswith("ly") and word not in _LIKE_ADVERBS


def _noun(text: str, end: int) -> tuple[int, int]:
    """Where the words for what is counted stand: the noun phrase behind the amount, with or without "of"."""
    link = _OF.match(text, end)
    first = at = link.end() - 1 if link else end
    taken = 0
    while taken < _MOST_WORDS:
        match = _WORD.match(text, at)
        low = match["word"].lower() if match else ""
        if match is None or low.endswith(("ally", "n't", "n’t")) or low in _CALENDAR or (taken and _is_adverb(low)):
            break
        if low in _NO_NOUN and not (not taken and low in _HARMED and _PLURAL.match(text, match.end())):
            break
        if _is_verb(text, match, text[first:at].split()[-1:] if taken else []):
            break
        at = match.end()
        taken += 1
    if not taken:
        return end, end
    begin = _WORD.match(text, first)
    return (begin.start("word") if begin else end), at
