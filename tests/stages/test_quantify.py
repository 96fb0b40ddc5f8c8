from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import passage, quick, record, records

from nutgraf.schema import ArticleRecord, Outcome, Participant, Place, Quantity
from nutgraf.stages.quantify import quantities
from nutgraf.stages.stated import stated

STRIKES = (
    "The command said it had hit at least 55 targets since Friday: 27 air strikes in Syria and 28 air strikes in Iraq."
)


def count(text: str, *words: str, places: tuple[str, ...] = ()) -> list[Quantity]:
    article = record(text)
    where = [
        Place(id=f"l{number}", name=name, spans=passage(article, name).spans, role="event")
        for number, name in enumerate(places, 1)
    ]
    return quantities(article, [passage(article, one) for one in words], [], where)


def victim(article: ArticleRecord, words: str, outcome: Outcome, number: int = 1) -> Participant:
    return Participant(
        id=f"p{number}", name=words, role="victim", kind="person", spans=passage(article, words).spans, outcome=outcome
    )


def test_a_figure_with_what_it_counts_and_where() -> None:
    (quantity,) = count(STRIKES, "27 air strikes", places=("Syria", "Iraq"))
    assert (quantity.value, quantity.text, quantity.of) == (27, "27 air strikes", "air strikes")
    assert (quantity.kind, quantity.bound, quantity.place, quantity.origin) == ("count", "exact", "l1", "stated")


def test_bounds_are_read_from_before_the_figure() -> None:
    (quantity,) = count(STRIKES, "55 targets")
    assert quantity.bound == "at_least"


def test_parts_that_add_up_point_to_their_total() -> None:
    text = "It made 55 air strikes: 27 air strikes in Syria and 28 air strikes in Iraq."
    total, *parts = count(text, "55 air strikes", "27 air strikes", "28 air strikes")
    assert total.part_of is None
    assert [part.part_of for part in parts] == [total.id, total.id]


def test_what_does_not_add_up_is_no_part() -> None:
    text = "It made 56 air strikes: 27 air strikes in Syria and 28 air strikes in Iraq."
    assert [one.part_of for one in count(text, "56 air strikes", "27 air strikes", "28 air strikes")] == [None] * 3


def test_the_same_figure_is_given_once() -> None:
    assert len(count(STRIKES, "27 air strikes", "27 air", "27")) == 1


def test_ages_are_no_quantities() -> None:
    assert count("A 17-year-old boy was killed.", "17-year-old boy") == []


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("A mine killed two soldiers in Obock.", "two soldiers", "killed", 2),
        ("It fell by 4 percent.", "4 percent", "percent", 4),
        ("It paid $3 million.", "$3 million", "money", 3_000_000),
    ],
)
def test_kinds(text: str, words: str, kind: str, value: float) -> None:
    (quantity,) = count(text, words)
    assert (quantity.kind, quantity.value) == (kind, value)


def test_victims_who_are_named_one_by_one_are_counted() -> None:
    article = record("A farmer and a nurse were killed in Obock.")
    victims = [victim(article, "A farmer", "killed"), victim(article, "a nurse", "killed", 2)]
    (quantity,) = quantities(article, [], victims, [])
    assert (quantity.value, quantity.kind, quantity.origin) == (2, "killed", "derived")
    assert [article.text[span.start : span.end] for span in quantity.spans] == ["A farmer", "a nurse"]


@quick
@given(article=records(), data=st.data())
def test_any_figure_of_a_text_is_a_quantity_in_its_own_words(article: ArticleRecord, data: st.DataObject) -> None:
    sentence = data.draw(st.sampled_from(article.sentences))
    passages = stated(article, sentence)
    for one in passages:
        (span,) = one.spans
        assert article.text[span.start : span.end] == one.text
        assert sentence.start <= span.start < span.end <= sentence.end
    for quantity in quantities(article, passages, [], []):
        assert [article.text[span.start : span.end] for span in quantity.spans] == [quantity.text]
