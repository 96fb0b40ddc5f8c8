"""Descriptions and the persons whom they describe. The articles are made up."""

from __future__ import annotations

from stories import passage, record

from nutgraf.schema import ArticleRecord
from nutgraf.stages.described import with_descriptions
from nutgraf.stages.mention import Actor


def together(text: str, *names: str) -> list[list[str]]:
    article: ArticleRecord = record(text)
    actors = [Actor(passage=passage(article, name), role="victim", kind="person") for name in names]
    return [[one.passage.text for one in group] for group in with_descriptions(article, [[one] for one in actors])]


def test_a_description_is_of_the_one_who_is_named() -> None:
    text = "A 37-year-old man was shot in the old town. Ivo Kern died on the way, police said. The victim lived alone."
    assert together(text, "A 37-year-old man", "Ivo Kern", "The victim") == [
        ["Ivo Kern", "A 37-year-old man", "The victim"]
    ]


def test_two_descriptions_can_be_of_one() -> None:
    assert together("A man was shot. The victim was found at noon.", "A man", "The victim") == [["The victim", "A man"]]


def test_sex_and_age_set_apart() -> None:
    assert len(together("A man was shot. A woman fell.", "A man", "A woman")) == 2
    assert len(together("A man was shot. A boy fell.", "A man", "A boy")) == 2
    text = "The 26-year-old man is in hospital. The 23-year-old man went home."
    assert len(together(text, "26-year-old man", "23-year-old man")) == 2


def test_a_description_of_one_of_several_is_left_alone() -> None:
    text = "A man was shot. Ivo Kern and Jan Roth died."
    assert len(together(text, "A man", "Ivo Kern", "Jan Roth")) == 3
    assert len(together("A man was shot. Another man fell.", "A man", "Another man")) == 2


def test_a_description_is_of_the_one_who_is_identified() -> None:
    text = "A man was shot in the old town. The man was later identified as Ivo Kern, 41, of Beira."
    assert together(text, "A man") == [["A man", "Ivo Kern"]]
    text = "A man was shot. The coroner identified the victim as Ivo Kern."
    assert together(text, "A man") == [["A man", "Ivo Kern"]]


def test_a_suspect_is_identified_for_himself() -> None:
    text = "A man was shot in the old town. The man was identified as Ivo Kern, who was charged with murder."
    assert together(text, "A man") == [["A man"]]
    text = "A man was shot. The driver was identified as Ivo Kern."
    assert together(text, "A man") == [["A man"]]


def test_who_was_wounded_and_died_is_the_one_who_was_killed() -> None:
    article = record("A teenager was killed. James was shot by a friend and later died. James Keller liked tea.")
    teenager, james, keller = (passage(article, name) for name in ("A teenager", "James", "James Keller"))
    groups = with_descriptions(
        article,
        [
            [Actor(passage=teenager, role="victim", kind="person", outcome="killed")],
            [
                Actor(passage=james, role="victim", kind="other", outcome="injured"),
                Actor(passage=keller, role="victim", kind="person"),
            ],
        ],
    )
    assert len(groups) == 1
