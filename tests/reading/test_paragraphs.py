from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutgraf.reading.paragraphs import paragraphs

FIRST = (
    "The bridge over the Calle-Calle in Valdivia fell into the river on Friday morning, the mayor told reporters at "
    "the town hall. Nobody was hurt, he said, because the bridge had been closed since Monday, when an engineer found "
    "cracks in two of its piers. He did not say when a new one would be built, nor who was going to pay for it."
)
SECOND = (
    "The engineer, Ana Soto, said that she had warned the town in 2013. Her report was never read, she said. The mayor "
    "denied that he had known of it, and said that he would ask a judge to find out where the report had been kept."
)


def test_blank_lines_end_paragraphs() -> None:
    assert paragraphs(f"{FIRST}\n \n\n{SECOND}\n") == [FIRST, SECOND]


@pytest.mark.parametrize("width", [40, 60, 72, 100])
def test_hard_wrapped_text_is_joined(width: int) -> None:
    text = "\n\n".join(textwrap.fill(part, width, break_on_hyphens=False) for part in (FIRST, SECOND))
    assert paragraphs(text) == [FIRST, SECOND]


def test_hard_wrapped_text_in_capitals_is_joined() -> None:
    assert paragraphs(textwrap.fill(FIRST.upper(), 72, break_on_hyphens=False)) == [FIRST.upper()]


def test_hard_wrapped_paragraphs_without_blank_lines() -> None:
    text = "\n".join(textwrap.fill(part, 72, initial_indent="   ", break_on_hyphens=False) for part in (FIRST, SECOND))
    assert paragraphs(text) == [FIRST, SECOND]


def test_lines_that_are_paragraphs_stay_so() -> None:
    assert paragraphs(f"{FIRST}\n{SECOND}") == [FIRST, SECOND]


def test_lines_that_are_sentences_stay_so() -> None:
    lines = [f"Lorry number {number} of {number * 1234} left the yard at noon." for number in range(1, 12)]
    assert paragraphs("\n".join(lines)) == lines


def test_headlines_one_a_line_are_not_run_together() -> None:
    lines = [
        "Bridge falls",
        "Mayor denies that he knew of the report",
        "Ten questions",
        "What the engineer said in 2013",
    ]
    assert paragraphs("\n".join(lines)) == lines


def test_a_masthead_is_not_run_together() -> None:
    head = ["Coast Courier", "Your paper since 1961", "Published: 3 March 2014"]
    assert paragraphs("\n".join(head[:2]) + f"\n\n{FIRST}") == [*head[:2], FIRST]
    wrapped = textwrap.fill(FIRST, 72, break_on_hyphens=False)
    assert paragraphs("\n".join(head) + f"\n\n{wrapped}") == [*head, FIRST]


def test_a_line_that_goes_on_in_lower_case_is_joined() -> None:
    assert paragraphs("The bridge that\nfell was old.\nIt was closed.") == [
        "The bridge that fell was old.",
        "It was closed.",
    ]


def test_hyphens_at_the_end_of_a_line() -> None:
    text = "a report of the so-\ncalled bridge -\nfell"
    assert paragraphs(text) == ["a report of the so-called bridge - fell"]


def test_ideographs_are_joined_without_a_space() -> None:
    line = "市长星期五在市政厅对记者说这座桥在星期五早上掉进了河里没有人受伤因为这"
    text = "\n".join([line] * 4 + [line[:20] + "。"])
    assert paragraphs(text) == [line * 4 + line[:20] + "。"]


def test_a_single_paragraph() -> None:
    assert paragraphs(FIRST) == [FIRST]
    assert paragraphs(" \n ") == []


@settings(deadline=None)
@given(st.text(st.sampled_from("ab .,;-\n\n\nA1。中"), max_size=300))
def test_nothing_but_spaces_is_lost(text: str) -> None:
    found = paragraphs(text)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(part == " ".join(part.split()) and part for part in found)
