"""Whom harm was done to, where the model left them out."""

from __future__ import annotations

from typing import Any

from stories import passage, record

from nutgraf.schema import ArticleRecord
from nutgraf.stages.continued import continued
from nutgraf.stages.described import apposed
from nutgraf.stages.link import Cluster
from nutgraf.stages.mention import Actor, Mention, Voice
from nutgraf.stages.victims import with_victims

STORY = record(
    "Gunmen shot at a bus near Beira. Ana Ruiz, 24, and two guards were killed. "
    "The coroner identified another victim as Tom Brandt."
)


def mention(*sentences: int, **given: Any) -> Mention:
    voice = Voice(source=None, kind="article", named=False, stance="asserts")
    values = {"type": "armed_attack", "status": "happened", "actors": (), **given}
    return Mention(what="bus shot at", sentences=sentences, places=(), time=None, figures=(), voice=voice, **values)


def harmed(article: ArticleRecord, told: Mention) -> list[tuple[str, str, str | None]]:
    return [(one.passage.text, one.role, one.outcome) for one in with_victims(article, told).actors]


def test_where_nobody_is_known_all_are_added() -> None:
    told = [("a bus", "target", None), ("Ana Ruiz", "victim", "killed"), ("guards", "victim", "killed")]
    assert harmed(STORY, mention(1, 2)) == told


def test_where_somebody_is_known_only_names_are_added() -> None:
    guards = Actor(passage=passage(STORY, "guards"), role="victim", kind="group", outcome="killed")
    told = [name for name, *_ in harmed(STORY, mention(1, 2, actors=(guards,)))]
    assert told == ["guards", "Ana Ruiz"]
    ana = Actor(passage=passage(STORY, "Ana Ruiz"), role="victim", kind="person", outcome="killed")
    assert [name for name, *_ in harmed(STORY, mention(1, 2, actors=(ana,)))] == ["Ana Ruiz"]


def test_what_is_planned_or_does_no_harm_has_no_victims() -> None:
    assert harmed(STORY, mention(1, 2, status="planned")) == []
    assert harmed(STORY, mention(1, 2, type="talks")) == []


def test_a_sentence_that_goes_on_names_a_victim() -> None:
    (cluster,) = continued(STORY, [Cluster([mention(1, 2)])], left_out=())
    (told,) = cluster.mentions
    assert told.sentences == (1, 2, 3)
    assert [(one.passage.text, one.role) for one in told.actors] == [("Tom Brandt", "victim")]


def test_a_description_gives_way_to_the_name_behind_it() -> None:
    article = record(
        "They shot a neighbour, 55-year-old Ana Ruiz, and hit her brother, Tom Brandt. The cook, Ana said."
    )
    for words, name in (("a neighbour", "Ana Ruiz"), ("her brother", "Tom Brandt"), ("The cook", "The cook")):
        actor = apposed(article, Actor(passage=passage(article, words), role="victim", kind="person"))
        assert actor.passage.text == name
        span = actor.passage.spans[0]
        assert article.text[span.start : span.end] == name
