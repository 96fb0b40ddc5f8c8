"""How the events of an article stand to each other, by rules: types, time, cue words and what they share. English.

An event of another year is the background of the main one; a trial or an inquiry needs harm that was done; a response
to harm is of a kind that mostly is one, or needs a word for it, or the same people or place. One kind for a pair,
written at the lesser event.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nutgraf.event_types import event_types
from nutgraf.language.words import content_words
from nutgraf.schema import ArticleRecord, Event, Relation
from nutgraf.stages.names import key
from nutgraf.stages.past import When, when_of
from nutgraf.stages.salience import by_importance

_HARM = ("conflict", "crime", "unrest", "disaster")
_DONE = ("conflict", "crime", "disaster")
_ON_HARM = ("investigation", "trial", "verdict", "lawsuit")
_ANSWERS = (
    "arrest", "decision", "aid", "displacement", "company_news", "market_move", "culture", "sanction", "protest",
    "military_operation", "law", "resignation", "talks", "proposal", "strike", "lawsuit",
)  # fmt: skip
_ANSWERS_TO_HARM = ("arrest", "decision", "aid", "displacement", "culture", "military_operation", "sanction")
"""What an article on harm tells of because of it: the labels of `dev` call 32 of 38 such events its responses, where
they are not of the past."""
_SPEECH = ("statement", "accusation", "denial", "disagreement")
_CUE = re.compile(
    r"\b(?:in response|in retaliation|in reaction|in protest|after (?:the|a|an|that|its|his|this|\w+ing)|following|"
    r"because of|since the|in the wake|prompted|over the|as a result|in connection|on suspicion|reacted|mourn\w*|"
    r"in memory|until the)\b",
    re.IGNORECASE,
)
_RELATED = 1.5
"""How much two events have to share where nothing else binds them."""
_REAL = ("happened", "ongoing", "alleged", "attempted", "denied")


def with_relations(article: ArticleRecord, events: Sequence[Event]) -> list[Event]:
    """`events` with the relations that the article's words bear out."""
    if len(events) < 2:
        return list(events)
    main = by_importance(article, list(events))[0]
    times = {one.id: when_of(article, one.time.text if one.time else "", one.sentences[0]) for one in events}
    found = {one.id: _relation(article, one, main, events, times) for one in events}
    return [
        one.model_copy(update={"relations": [relation]}) if (relation := found[one.id]) is not None else one
        for one in events
    ]


def _relation(
    article: ArticleRecord, one: Event, main: Event, events: Sequence[Event], times: dict[str, When]
) -> Relation | None:
    if times[one.id].past:
        return _background(article, one, main, times)
    if one.type in _ON_HARM:
        if one.status not in _REAL:
            return None
        harm = _harm_before(article, one, main, events, times)
        return Relation(to=harm.id, kind="about") if harm else None
    if one.id == main.id or main.status not in _REAL or times[main.id].past:
        return None
    if one.type in _SPEECH:
        apart = _family(main) not in ("speech", "justice", "society")
        return Relation(to=main.id, kind="about") if apart and _share(article, one, main) >= _RELATED else None
    if one.type in _ANSWERS and _family(main) in _DONE and _family(one) != _family(main):
        share = _share(article, one, main)
        if one.type in _ANSWERS_TO_HARM or share >= _RELATED or (share > 0 and _CUE.search(_text(article, one))):
            return Relation(to=main.id, kind="response_to")
    return None


def _background(article: ArticleRecord, one: Event, main: Event, times: dict[str, When]) -> Relation | None:
    if one.id == main.id or times[main.id].past or one.status not in _REAL:
        return None
    related = _family(one) == _family(main) or _share(article, one, main) > 0
    return Relation(to=main.id, kind="background_of") if related else None


def _harm_before(
    article: ArticleRecord, one: Event, main: Event, events: Sequence[Event], times: dict[str, When]
) -> Event | None:
    """The harm that an inquiry or a trial is about: the one with which it shares most, else the main event."""
    harms = [
        event
        for event in events
        if event.id != one.id and _family(event) in _HARM and event.status in _REAL and not times[event.id].past
    ]
    scored = [(_share(article, one, event) + (0.5 if event.id == main.id else 0), event) for event in harms]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if best[0] < 1 and one.type == "investigation" and main in harms:
        return main
    return best[1] if best[0] >= 1 else None


def _family(event: Event) -> str:
    return event_types()[event.type].family


def _share(article: ArticleRecord, one: Event, other: Event) -> float:
    """How many participants two events have in common, by the words of their names, and half as much for words."""
    ours = {word for participant in one.participants for word in key(participant.name)}
    theirs = {word for participant in other.participants for word in key(participant.name)}
    words = set(content_words(one.title)) & set(content_words(other.title))
    together = set(one.sentences) & set(other.sentences)
    return len(ours & theirs) + 0.5 * len(words) + bool(together)


def _text(article: ArticleRecord, event: Event) -> str:
    return " ".join(article.sentence_text(article.sentences[number - 1]) for number in event.sentences)
