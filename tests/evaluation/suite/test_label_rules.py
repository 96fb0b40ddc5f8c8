"""What a label file means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from labelled import ARTICLE, LABEL, changed, load

from nutgraf import Article
from nutgraf.evaluation.suite.gold import Labelled
from nutgraf.schema import Span


@pytest.fixture
def crane(tmp_path: Path) -> Labelled:
    return load(tmp_path)


def words(labelled: Labelled, spans: Sequence[Span]) -> list[str]:
    return [" ".join(labelled.article.text[span.start : span.end].split()) for span in spans]


def test_sentences_have_the_numbers_that_the_product_gives_them(crane: Labelled, tmp_path: Path) -> None:
    assert crane.article.sentences == Article.from_file(tmp_path / "articles" / "crane.txt").sentences
    assert [event.sentences for event in crane.events] == [(1, 2, 5), (4,), (6,)]


def test_a_field_has_its_own_value_first_and_then_its_alternatives(crane: Labelled) -> None:
    event = crane.events[0]
    assert event.type == ("accident", "other")
    assert event.participants[0].outcome == ("injured", None)
    assert event.time is not None
    assert event.time.precision == ("day", None)
    assert event.attributions[1].affiliation == ("Lido Sailing Club", "The club", None)
    assert event.attributions[1].kind == ("witness", "group")
    assert crane.events[2].relations[1].kind == ("response_to", "about")


def test_several_events_may_be_the_main_one(tmp_path: Path) -> None:
    assert load(tmp_path, label=changed("main: e1\n", "main: e1\nmain_or: [e3]\n")).main == ("e1", "e3")


def test_what_is_not_given_has_its_default(crane: Labelled) -> None:
    event = crane.events[0]
    assert event.disputed == (False,)
    assert event.places[0].role == ("event",)
    assert event.quantities[0].bound == ("exact",)
    assert event.quantities[0].derived == (False,)
    assert event.quantities[0].currency == (None,)
    assert event.attributions[0].quote == (None,)
    assert event.attributions[0].sentences == (1,)
    assert event.quantities[1].attributions[0].sentences == event.sentences
    assert crane.events[1].places == ()


def test_a_name_has_all_its_forms_and_where_they_stand(crane: Labelled) -> None:
    men, firm = crane.events[0].participants
    assert men.name.names == ("two men", "men")
    assert words(crane, men.name.spans) == ["two men", "men"]
    assert firm.name.aliases == ("the firm",)
    assert words(crane, firm.name.spans) == ["the firm", "Alto Gru"], "looked for in the rest of the body, too"


def test_names_of_the_article_are_aliases_wherever_one_is_written(crane: Labelled) -> None:
    source = crane.events[0].attributions[1].source
    assert source is not None
    assert (source.names, source.aliases) == (("Mara Conti",), ("Conti",))
    other = crane.events[2].attributions[0].source
    assert other is not None
    assert (other.names, other.aliases) == (("Conti",), ("Mara Conti",))
    assert crane.events[1].participants[0].name.aliases == ("The club",)


def test_a_way_has_the_aliases_of_who_is_on_it(tmp_path: Path) -> None:
    label = changed("via: [Corriere], via_or: [[]]", "via: [Lido Sailing Club, Corriere], via_or: [[]]")
    (attribution,) = load(tmp_path, label=label).events[2].attributions
    assert attribution.via == (("Lido Sailing Club", "Corriere"), ("The club", "Corriere"), ())


def test_the_article_s_own_word_can_be_an_alternative(crane: Labelled) -> None:
    own, beside, neither = (
        crane.events[1].attributions[0],
        crane.events[2].attributions[0],
        crane.events[0].attributions[0],
    )
    assert (own.source, own.own_word, own.kind, own.named, own.stance) == (
        None,
        True,
        ("article",),
        (False,),
        ("asserts",),
    )
    assert beside.source is not None
    assert beside.own_word
    assert not neither.own_word


def test_what_an_optional_event_contains_is_optional(crane: Labelled) -> None:
    first, second, third = crane.events
    assert [one.optional for one in first.participants] == [False, True]
    assert second.time is not None
    parts = (*second.participants, second.time, *second.quantities, *second.attributions, *second.relations)
    assert all(part.optional for part in parts)
    assert [relation.optional for relation in third.relations] == [True, False], (
        "a relation to an optional event is, too"
    )


def test_the_attributions_of_an_optional_quantity_are_optional(tmp_path: Path) -> None:
    label = changed("        kind: injured\n", "        kind: injured\n        optional: true\n")
    assert [one.optional for one in load(tmp_path, label=label).events[0].quantities[1].attributions] == [True]


def test_a_derived_quantity_has_the_words_that_it_follows_from(crane: Labelled) -> None:
    (quantity,) = crane.events[1].quantities
    assert (quantity.text, quantity.derived, quantity.value) == (None, (True,), (1.0,))
    assert words(crane, quantity.derived_from[0].spans) == ["The club"]


def test_white_space_is_free(crane: Labelled) -> None:
    assert crane.events[0].attributions[1].quote == ("It came down like a tree",)


def test_words_that_the_cited_sentences_lack_are_looked_for_in_their_paragraphs(tmp_path: Path) -> None:
    label = changed("text: in 2017, start", "text: like a tree, start")
    time = load(tmp_path, label=label).events[1].time
    assert time is not None
    assert len(time.text.spans) == 1


def test_words_are_found_in_the_cited_sentences_alone_where_those_have_them(tmp_path: Path) -> None:
    twice = ARTICLE.replace("The club had complained", "The club, like a tree, had complained")
    label = changed("text: in 2017, start", "text: like a tree, start")
    label = label.replace("[The club had complained]", "['The club, like a tree']")
    time = load(tmp_path, label=label, article=twice).events[1].time
    assert time is not None
    assert len(time.text.spans) == 1


def test_a_figure_is_the_one_that_stands_in_the_given_words(tmp_path: Path) -> None:
    article = ARTICLE.replace("hurting two men", "hurting two of two hundred men")
    label = changed("text: two, text_or: [two men], value", "text: two, in: two of, value").replace(
        "name: two men, name_or: [men]", "name: men"
    )
    labelled = load(tmp_path, label=label, article=article)
    (span,) = labelled.events[0].quantities[0].text.spans  # type: ignore[union-attr]
    assert labelled.article.text[span.start :].startswith("two of")


def test_a_sentence_can_be_cited_by_its_number(tmp_path: Path) -> None:
    label = changed("[The club had complained]", "[4, The club had]")
    assert load(tmp_path, label=label).events[1].sentences == (4,)


def test_passages_that_are_no_event_may_stand_outside_the_body(crane: Labelled) -> None:
    ((span, why),) = crane.decoys
    assert (words(crane, [span]), why) == (["The firm calls them safe"], "own_assertion")


def test_a_scalar_is_text_first(tmp_path: Path) -> None:
    label = changed("country: [IT]", "country: [NO], country_or: [[], [IT]]").replace("language: en", "language: no")
    labelled = load(tmp_path, label=label)
    assert labelled.events[0].places[0].countries == (frozenset({"NO"}), frozenset(), frozenset({"IT"}))
    assert (labelled.language, labelled.published) == ("no", "2019-03-04")


def test_key_points_and_what_no_summary_may_say(crane: Labelled) -> None:
    (point,), (must_not,), (loaded,) = crane.key_points, crane.must_not, crane.loaded
    assert (point.events, point.words, point.says) == (("e1",), (("crane",), ("fell", "fall*")), ("police",))
    assert (must_not.words, must_not.unless, must_not.why) == ((("nobody", "no one"),), (), "conflicting_counts")
    assert (loaded.text, loaded.in_quotes) == ("like a tree", True)


def test_an_article_without_events_has_no_main_one(tmp_path: Path) -> None:
    head, tail = LABEL.split("events:\n  - id: e1", 1)[0], "events: []\nsummary: {key_points: [], must_not: []}\n"
    labelled = load(tmp_path, label=head.replace("main: e1", "main: null") + tail)
    assert (labelled.main, labelled.events, labelled.key_points) == ((), (), ())


def test_scripts_without_spaces_have_no_word_boundary(tmp_path: Path) -> None:
    article = "港湾で小型船が沈没\n\n北町の港で四日、小型船が沈み、乗組員3人が救助された。海上保安署が発表した。\n"
    label = """slug: crane
language: ja
split: dev
kind: agency
fictional: true
published: {date: null, origin: none}
traps: []
main: e1
events:
  - {id: e1, what: a boat sinks, type: accident, status: happened, sentences: [小型船が沈み],
     participants: [{name: 小型船, role: target, kind: vehicle}],
     quantities: [{text: 3人, value: 3, kind: count, of: 乗組員}],
     attributions: [{source: 海上保安署, kind: official, named: true, stance: asserts}]}
summary: {key_points: []}
"""
    labelled = load(tmp_path, label=label, article=article)
    (quantity,) = labelled.events[0].quantities
    assert quantity.text is not None
    assert words(labelled, quantity.text.spans) == ["3人"]
