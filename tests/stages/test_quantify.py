from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import event, passage, quick, record, records

from nutgraf.language.numbers.stated import stated
from nutgraf.schema import ArticleRecord, Outcome, Participant, Place, Quantity
from nutgraf.stages.quantify import quantities, with_currencies

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
    assert (quantity.value, quantity.text, quantity.of) == (27, "27", "air strikes")
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


def test_the_count_of_victims_takes_in_the_groups_among_them() -> None:
    article = record("A farmer and two nurses were killed in Obock.")
    nurses = victim(article, "two nurses", "killed", 2).model_copy(update={"kind": "group"})
    part, whole = quantities(
        article, [passage(article, "two nurses")], [victim(article, "A farmer", "killed"), nurses], []
    )
    assert (whole.value, whole.kind, whole.origin) == (3, "killed", "derived")
    assert (part.value, part.part_of) == (2, whole.id)


def test_nothing_is_derived_where_a_total_is_stated() -> None:
    article = record("Three people were killed, among them a farmer and a nurse.")
    victims = [victim(article, "a farmer", "killed"), victim(article, "a nurse", "killed", 2)]
    (quantity,) = quantities(article, [passage(article, "Three people")], victims, [])
    assert (quantity.value, quantity.origin) == (3, "stated")


def test_nothing_is_derived_for_whom_a_figure_counts() -> None:
    article = record("At least one student was injured in Obock.")
    student = victim(article, "student", "injured")
    (quantity,) = quantities(article, [passage(article, "At least one")], [student], [])
    assert (quantity.value, quantity.bound, quantity.origin) == (1, "at_least", "stated")


def test_a_figure_told_twice_is_one_quantity() -> None:
    text = "A bus crash killed 17 people near Kisumu.\n\nThe 17 were on their way home. All 17 were women."
    (quantity,) = count(text, "17 people", "17 were on", "17 were women")
    assert (quantity.value, quantity.kind, len(quantity.spans)) == (17, "killed", 3)


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("Fourteen people were wounded, four of them seriously.", "four", "Fourteen"),
        ("Nine people, six of whom were police officers, died.", "six", "Nine"),
        ("At least 12 people, including three children, were killed.", "three", "At least 12"),
        ("Three of the eleven tanks burned out.", "Three", "eleven"),
        ("It counted 47 cases, the ministry said: 21 in Goma, 15 in Minova.", "15", "47"),
    ],
)
def test_what_the_text_calls_a_part_points_to_its_total(text: str, part: str, whole: str) -> None:
    article = record(text)
    found = {one.text: one for one in quantities(article, stated(article, article.sentences[0]), [], [])}
    assert found[part].part_of == found[whole].id
    assert found[part].kind == found[whole].kind
    assert found[whole].part_of is None


def test_whose_dollars_they_are_follows_from_the_places() -> None:
    article = record("The city of Halifax paid $3 million and €2 million.")
    canada = Place(id="l1", name="Halifax", spans=passage(article, "Halifax").spans, role="event", countries=["CA"])
    found = quantities(article, stated(article, article.sentences[0]), [], [])
    assert [one.currency for one in found] == ["USD", "EUR"]
    (settled,) = with_currencies(article, [event(places=[canada], quantities=found)])
    assert [one.currency for one in settled.quantities] == ["CAD", "EUR"]


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("On May 4, 2012 and at 10:30, 40 men left.", ["40"]),
        ("Ana Ruiz, 45, and a man of 24 were there with a 14-year-old.", []),
        ("It is at 12 Mill Street, 30 km south of Beira.", []),
        ("Ana Ruiz, 15 - The Homicide Report", []),
        ("Flight 17 left Gate 4 for Ground Zero.", []),
        ("Three years ago it closed for at least two weeks.", ["at least two"]),
        ("One of them said one bus was hit.", ["one"]),
        ("Call 555-014-2200 before five, said the man.", []),
        ("The council declared 14 villages closed.", ["14"]),
        ("It cost 1.07 francs and rose 4 to 6 percent.", ["1.07 francs", "4 to 6 percent"]),
        ("Dozens were hurt; several left.", ["Dozens"]),
        ("AT 2300 ON 23 [AS HEARD] MAY, REBELS AMBUSHED A PATROL OF THE 3D BRIGADE.", []),
        ("Ruiz, now 20, is in prison.", []),
        ("Profits rose by 1200.", ["1200"]),
        ("AT APPROXIMATELY 0130 (0730 GMT) THEY TOOK 40 RIFLES.", ["40"]),
    ],
)
def test_what_a_sentence_states(sentence: str, figures: list[str]) -> None:
    article = record(sentence)
    assert [one.text for one in stated(article, article.sentences[0])] == figures


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
        assert quantity.text in [article.text[span.start : span.end] for span in quantity.spans]
