"""Small articles, mentions and events for the tests of the stages, and strategies that make any."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, get_origin

from hypothesis import assume, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from nutgraf.errors import AnswerInvalid, ReadError
from nutgraf.llm.base import Answer, Message, Reply
from nutgraf.reading import Article
from nutgraf.reading.segment import segment
from nutgraf.schema import ArticleRecord, Event, Origin, Passage, Published, Sentence, Span
from nutgraf.stages.wire import WireEvent
from nutgraf.usage import Usage

MINE = (
    "A mine killed two soldiers and a farmer near Tadjoura on Monday, the defence ministry said.\n\n"
    "Colonel Awale Guedi, a ministry spokesman, told reporters that rebels had planted it. "
    '"They will answer for this," he said.\n\n'
    "The rebel front denied that it had laid any mines."
)


def record(text: str, *, language: str | None = "en") -> ArticleRecord:
    """The article that `text` is, as it stands: no title, date or furniture is looked for."""
    body, sentences = segment(text.split("\n\n"), language)
    return ArticleRecord(
        id=hashlib.sha256(body.encode("utf-8", "replace")).hexdigest(),
        title=None,
        url=None,
        publisher=None,
        language=language,
        text=body,
        source=Origin(kind="text"),
        published=Published(date=None, origin="none", text=None),
        dateline=None,
        sentences=sentences,
    )


def one_sentence(text: str) -> tuple[ArticleRecord, Sentence]:
    """An article of one sentence, however long and strange it is, with that sentence."""
    sentence = Sentence(id=1, start=0, end=len(text), paragraph=1)
    return record("x").model_copy(update={"text": text, "sentences": [sentence]}), sentence


def passage(article: ArticleRecord, words: str) -> Passage:
    """The first place of `article` that has `words`."""
    start = article.text.index(words)
    return Passage(text=words, spans=[Span(start=start, end=start + len(words))])


def wire_event(**fields: Any) -> dict[str, Any]:
    """An event as a model answers it; what isn't given is empty."""
    least: dict[str, Any] = {
        name: [] if get_origin(field.annotation) is list else "" for name, field in WireEvent.model_fields.items()
    }
    return least | {"sentences": [1], "type": "other", "status": "happened"} | fields


def event(**fields: Any) -> Event:
    """An event; what isn't given is empty."""
    least: dict[str, Any] = {
        "id": "e1",
        "title": "Something happens",
        "type": "other",
        "status": "happened",
        "disputed": False,
        "participants": [],
        "places": [],
        "time": None,
        "quantities": [],
        "attributions": [],
        "sentences": [1],
    }
    return Event(**least | fields)


def in_a_sentence(article: ArticleRecord, span: Span) -> bool:
    """Whether `span` lies within one sentence."""
    return any(one.start <= span.start < span.end <= one.end for one in article.sentences)


class Scripted:
    """A model that gives the answers of a list, over and over; one that doesn't fit the schema is an AnswerInvalid."""

    name = "scripted"
    window = None

    def __init__(self, *answers: object) -> None:
        self._answers = answers
        self.asked: list[list[Message]] = []

    async def ask(
        self,
        messages: Sequence[Message],
        answer: type[Answer],
        *,
        max_tokens: int,
        context: dict[str, Any] | None = None,
    ) -> Reply[Answer]:
        given = self._answers[len(self.asked) % len(self._answers)]
        self.asked.append(list(messages))
        if isinstance(given, Exception):
            raise given
        try:
            value = answer.model_validate(given.model_dump() if isinstance(given, BaseModel) else given)
        except ValueError as error:
            raise AnswerInvalid(str(error)) from error
        return Reply(value=value, usage=Usage(calls=1, prompt=10, completion=5))


quick = settings(max_examples=25, deadline=None)
"""For tests whose examples take long; the machine that runs them may be busy."""

_FRAGMENTS = st.sampled_from(
    "police said the the two 27 1,400 4.5 million percent % $3 killed wounded Ana Mwangi Okello Mr. Col. U.S. US near "
    "Tadjoura on Monday denied that according to citing he they rebels \" “ ” ’s ' ( ) , , . . ; : – 10:30 87th "
    "twenty-one a hundred strikes strike ISIS (ISIS) Islamic State "
    "İstanbul ﬁre Straße 警方表示 两人 เสียชีวิต ـقتل \n\n \n".split(" ")
)
_TEXTS = st.one_of(
    st.lists(_FRAGMENTS, min_size=1, max_size=60).map(" ".join),
    st.text(min_size=1, max_size=200),
    st.just(MINE),
)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Any text that reading takes for an article."""
    try:
        return Article.from_text(draw(_TEXTS))
    except ReadError:
        assume(False)
        raise


def records() -> st.SearchStrategy[ArticleRecord]:
    """Any text as an article, as it stands; many times faster than `articles`."""
    return _TEXTS.map(record).filter(lambda article: article.sentences)


@st.composite
def values(draw: st.DrawFn, article: ArticleRecord) -> str:
    """What a model might give for `article`: words of it, with or without a change, or anything."""
    kind = draw(st.sampled_from(["slice", "changed", "words", "any"]))
    if kind == "any":
        return draw(st.text(min_size=1, max_size=100))
    if kind == "words":
        return " ".join(draw(st.lists(_FRAGMENTS, min_size=1, max_size=6)))[:100] or "x"
    start = draw(st.integers(0, len(article.text) - 1))
    taken = article.text[start : start + draw(st.integers(1, 100))]
    if kind == "slice":
        return taken
    at = draw(st.integers(0, len(taken)))
    return (taken[:at] + draw(st.text(max_size=3)) + taken[at + 1 :])[:100].upper()[:100] or "x"
