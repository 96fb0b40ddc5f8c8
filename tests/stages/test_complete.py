"""Places, times and doers that the model left out."""

from __future__ import annotations

from dataclasses import replace

from nutgraf.reading import Article
from nutgraf.schema import Passage, Span
from nutgraf.stages.complete import complete
from nutgraf.stages.mention import Actor, Mention, Voice

OWN_WORD = Voice(source=None, kind="article", named=False, stance="asserts")
STORY = Article.from_text(
    "A bomb went off near a market in Kandahar late on Tuesday. Officials met for three weeks in Kabul and Herat."
)


def mention(*sentences: int, **given: object) -> Mention:
    values = {"places": (), "time": None, **given}
    return Mention(
        what="bomb explodes", type="bombing", status="happened", sentences=sentences, actors=(), figures=(),
        voice=OWN_WORD, **values,  # type: ignore[arg-type]
    )  # fmt: skip


def test_place_and_time_come_from_the_own_sentence() -> None:
    (found,) = complete(STORY, [mention(1)])
    assert [place.text for place in found.places] == ["Kandahar"]
    assert found.time is not None
    assert found.time.text == "late on Tuesday"


def test_where_it_was_comes_before_where_somebody_is_from() -> None:
    article = Article.from_text("A Tulsa man was shot at a market in Dallas, and Dallas police came on Monday morning.")
    (found,) = complete(article, [mention(1)])
    assert [place.text for place in found.places] == ["Dallas"]


def test_what_the_model_gave_stays() -> None:
    (first,) = complete(STORY, [mention(1)])
    assert complete(STORY, [first]) == [first]


def test_what_another_mention_has_stays_there() -> None:
    (first,) = complete(STORY, [mention(1)])
    _, second = complete(STORY, [first, mention(1)])
    assert (second.places, second.time) == ((), None)


def test_how_long_is_no_time() -> None:
    (found,) = complete(STORY, [mention(2)])
    assert found.time is None


def test_an_ordinal_alone_is_no_day() -> None:
    article = Article.from_text("The clerk will plead the Fifth before the board in Kabul.")
    (found,) = complete(article, [mention(1)])
    assert found.time is None


def test_the_year_of_a_thing_is_not_when_it_was_spoken_of() -> None:
    article = Article.from_text("The party in Kabul withdrew from the 2012 race for mayor.")
    (found,) = complete(article, [mention(1)])
    assert found.time is None


def test_who_did_it_comes_from_the_own_sentence_where_the_model_has_nobody() -> None:
    article = Article.from_text("Two clerks were shot by gunmen of the Lake Front near Kabul.")
    (found,) = complete(article, [mention(1)])
    told = [(actor.passage.text, actor.role, actor.kind) for actor in found.actors if actor.role == "agent"]
    assert told == [("gunmen", "agent", "group"), ("Lake Front", "agent", "organisation")]
    assert complete(article, [found]) == [found]


def test_an_agent_is_parted_into_the_people_and_their_body() -> None:
    text = "It was said that gunmen of the Lake Front did it."
    article = Article.from_text(text)
    phrase = "gunmen of the Lake Front"
    at = text.index(phrase)
    actor = Actor(
        passage=Passage(text=phrase, spans=[Span(start=at, end=at + len(phrase))]), role="agent", kind="group"
    )
    (found,) = complete(article, [replace(mention(1), actors=(actor,))])
    assert [one.passage.text for one in found.actors] == ["gunmen", "Lake Front"]


def test_who_claims_it_stands_beside_the_people_who_did_it() -> None:
    text = "Two gunmen shot a clerk near Kabul and the Lake Front claimed responsibility."
    article = Article.from_text(text)
    actor = Actor(
        passage=Passage(text="Two gunmen", spans=[Span(start=0, end=len("Two gunmen"))]), role="agent", kind="group"
    )
    (found,) = complete(article, [replace(mention(1), actors=(actor,))])
    agents = [one.passage.text for one in found.actors if one.role == "agent"]
    assert agents == ["Two gunmen", "Lake Front"]


def test_nobody_did_what_is_no_violence() -> None:
    article = Article.from_text("Two clerks were shot by gunmen near Kabul, the judge said.")
    (found,) = complete(article, [replace(mention(1), type="trial")])
    assert found.actors == ()
