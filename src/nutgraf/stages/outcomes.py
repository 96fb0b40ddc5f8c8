"""What people came to in an event that does harm, by the words beside their names. English.

The model lists whom something was done to, and often leaves open, or takes for granted, what became of them: people who
were shot are no dead. "A man was shot in the hand" is an injury; "was shot and killed" and "he died" are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nutgraf.event_types import HARMFUL, event_types
from nutgraf.language.harmed import DIED_AFTER
from nutgraf.language.kinds import OFFENDERS, head
from nutgraf.language.numbers.counted import says_outcome
from nutgraf.schema import ArticleRecord, Outcome, Participant, Span

_PEOPLE = ("person", "group")
_KILLED = (
    r"(?:shot and )?killed|fatally \w+|mortally wounded|(?:shot|stabbed|beaten|burned|crushed|hacked) (?:dead|to death)"
    r"|shot and (?:\w+ )?killed|died|dies|dead|slain|murdered|assassinated|massacred"
    r"|executed|drowned|pronounced dead"
)
_HURT = (
    r"shot|stabbed|cut"
    r"|wounded|injured|hurt|hospitali[sz]ed|struck|hit|beaten|grazed|burned|maimed|airlifted|treated for"
    r"|(?:taken|rushed|flown|transported|admitted|airlifted) to (?:an? |the )?(?:[\w.'’-]+ ){0,4}(?:hospital|clinic)"
    r"|recovering|expected to (?:survive|recover|be (?:ok|okay|fine))|(?:in|listed in) (?:\w+ )?(?:but \w+ )?condition"
    r"|(?:with|from|suffer\w*|sustain\w*|receiv\w*) (?:an? |several |multiple |at least one |apparent )*"
    r"(?:non-life-threatening |\w+ )?(?:gunshot|stab|bullet)?\s?(?:wounds?|injur(?:y|ies)|burns)"
)
_LEAD = (
    r"(?:(?:,[^,;.]{1,40}){1,3},|,(?=\s(?:was|were)\s))?"
    r"(?:\s+and\s+[^,;.]{2,40}?(?=\s+(?:were|are|have)\b))?(?: who)?\s*"
    r"(?P<passive>(?:was|were|is|are|has been|have been|had been|being|got|remains?)\s+)?"
    r"(?:(?:\w+ly|also|then|both|later|found|been|left|still|in|lying|in a hospital)\s+)*"
)
_KILLED_AFTER = re.compile(rf"{_LEAD}(?:{_KILLED})\b", re.IGNORECASE)
_HURT_AFTER = re.compile(rf"{_LEAD}(?:{_HURT})\b", re.IGNORECASE)
_BETWEEN = (
    r"\s+(?:of\s+)?(?:(?:an?|the|his|her|their|two|three|four|five|six|another|one|\d+)\s+)?"
    r"(?:(?!(?:by|in|at|on|when|while|as|after|before|and|but|near|with|from|for|to|during|outside|inside|who|that)\b)"
    r"[\w'’-]+\s+){0,2}$"
)
"""Between a verb and its object: "killed two young men", and not "killed by the men" or "killed when the men"."""
_KILLED_BEFORE = re.compile(
    r"\b(?:kill(?:ed|ing|s)|murder(?:ed|ing|s)?|(?:deaths?|bod(?:y|ies)|slaying|fatal \w+) of|fatally \w+)"
    rf"(?:{_BETWEEN})",
    re.IGNORECASE,
)
_HURT_BEFORE = re.compile(
    r"\b(?:shot|shoot(?:ing|s)|stabb(?:ed|ing)|stabs|wound(?:ed|ing|s)|injur(?:ed|ing|es)|struck|hitting|beat)"
    rf"(?:{_BETWEEN})",
    re.IGNORECASE,
)
_THEY = (
    r"\b(?:he|she|they|who|both"
    r"|the (?:[\w-]+ )?(?:victims?|man|men|woman|women|boy|girl|teen\w*|child|driver|officer))\s"
    r"(?:(?:was|were|is|are|had|has|have|later|also|been|both|then|\w+ly|listed) )*"
)
_DIED = re.compile(
    rf"{_THEY}(?:{_KILLED})\b|\bsuccumbed\b|\ba homicide\b|(?<!non)(?<!non-)(?<!not )(?<!n['’]t )\bfatal\b",
    re.IGNORECASE,
)
_BOTH_DIED = re.compile(rf"\b[Bb]oth\b[^.;]{{0,60}}?\b(?:{_KILLED})\b")
_LIVED = re.compile(rf"{_THEY}(?:{_HURT})\b", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:He|She|They|Both|The (?:\w+ )?(?:victims?|man|men|woman|women|boy|girl|teen\w*))\b")
_REACH = 90
_TWO = 2
_OF_OTHERS = re.compile(
    r"\b(?:assassinations?|murders?|killings?|deaths?|slayings?|massacres?|woundings?|shootings?)\s+of\s+[^,.;:]{1,80}",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:possibly|nearly|almost|inches of|close to|(?:could|would|might|may) (?:have )?|(?:attempt|tr[yi]|"
    r"threaten|want|plan|intend|hop|seek|conspir)\w* to|without|instead of|avoid\w*|not|never)\s?(?:\w+ly )?"
    r"(?:kill|murder|assassinat|wound|injur|hurt|shoot|stabb?)\w*",
    re.IGNORECASE,
)
"""Harm that was not done."""


def says_of(text: str, name: str, outcome: Outcome) -> bool:
    """Whether `text` has a word for `outcome` that isn't said of others alone: "the murder of the priests"."""
    if outcome == "killed" and is_spared(text, name):
        return False
    text = _UNREAL.sub(" ", text)
    return says_outcome(_OF_OTHERS.sub(lambda match: match[0] if name in match[0] else " ", text), outcome)


def is_spared(text: str, name: str) -> bool:
    """Whether a sentence has a word for death before `name`, of somebody else, and goes on to tell what else became of
    `name`: "Ana was killed in a fight, and Paul was found hiding"."""
    told = re.search(rf"(?P<before>[^.;]*)\b{re.escape(name)}\s+(?:was|is|were|has|had)\s+(?P<after>[^.;]*)", text)
    if told is None or re.search(rf"\b(?:{_KILLED}|{_HURT})\b", told["after"], re.IGNORECASE):
        return False
    return bool(re.search(rf"\b(?:{_KILLED})\b", told["before"], re.IGNORECASE)) and not _KILLED_BEFORE.search(
        told["before"]
    )


def came_to_harm_elsewhere(text: str, name: str) -> bool:
    """Whether `text` has `name` as whom a deed was done to that it only speaks of: "linked with the murder of Ruiz"."""
    return any(name in match[0] for match in _OF_OTHERS.finditer(text))


def with_outcomes(
    article: ArticleRecord, event_type: str, sentences: Sequence[int], participants: Sequence[Participant]
) -> list[Participant]:
    """`participants` with what the text says that the harmed among them came to, where it wasn't known.

    Who "was shot" is no agent of it, but a victim.
    """
    if event_types()[event_type].family not in HARMFUL or article.language not in (None, "en"):
        return list(participants)
    texts = [article.sentence_text(article.sentences[number - 1]) for number in _with_next(article, sentences)]
    died = any(map(_DIED.search, texts))
    hurt = any(map(_LIVED.search, texts))
    harmed = [one for one in participants if one.outcome or one.role in ("victim", "target")]
    people = sum(one.kind in _PEOPLE and one.outcome != "injured" for one in harmed)
    both_died = people == _TWO and any(map(_BOTH_DIED.search, texts))
    alone = sum(one.kind in _PEOPLE for one in harmed) <= 1
    return [_judged(article, one, died=both_died or (died and alone), hurt=hurt and alone) for one in participants]


def _with_next(article: ArticleRecord, sentences: Sequence[int]) -> list[int]:
    """`sentences`, and those that go on with the one before by a pronoun."""
    found = sorted(set(sentences))
    for number in found:
        follows = number < len(article.sentences) and number + 1 not in found
        if follows and _GOES_ON.match(article.sentence_text(article.sentences[number])):
            found.append(number + 1)
    return found


def _judged(article: ArticleRecord, one: Participant, *, died: bool, hurt: bool) -> Participant:
    """`died` and `hurt`: what the sentences say of somebody who can be nobody else."""
    known = one.outcome not in (None, "injured")  # the dead were injured first
    if known or one.kind not in _PEOPLE or one.role not in ("victim", "target", "agent"):
        return one
    told = [found for span in one.spans if (found := _told(article, span, passive=one.role == "agent"))]
    if one.outcome:
        return one.model_copy(update={"outcome": "killed"}) if "killed" in told else one
    if not told and not ((died or hurt) and one.role == "victim" and head(one.name) not in OFFENDERS):
        return one
    outcome: Outcome = "killed" if died or "killed" in told else "injured"
    return one.model_copy(update={"outcome": outcome, "role": "victim"})


def _told(article: ArticleRecord, span: Span, *, passive: bool) -> Outcome | None:
    """What the words before and behind a name say; with `passive`, only those that make it the one who suffers."""
    sentence = next((one for one in article.sentences if one.start <= span.start < one.end), None)
    if sentence is None:
        return None
    behind = article.text[span.end : min(sentence.end, span.end + _REACH)]
    for pattern, outcome in ((_KILLED_AFTER, "killed"), (_HURT_AFTER, "injured")):
        match = pattern.match(behind)
        if match and (match["passive"] or not passive):
            return "killed" if DIED_AFTER.match(behind, match.end()) else outcome  # type: ignore[return-value]
    before = _UNREAL.sub(" ", article.text[max(sentence.start, span.start - _REACH) : span.start])
    for pattern, outcome in ((_KILLED_BEFORE, "killed"), (_HURT_BEFORE, "injured")):
        if not passive and pattern.search(before):
            return outcome  # type: ignore[return-value]
    return None
