from __future__ import annotations

import pytest

from nutgraf.language.wording.faithful import unfaithful

ARTICLE = [
    "A ferry with 90 people aboard sank off Tadjoura on Monday, the coast guard said.",
    "Fishermen pulled 71 of them out of the water. The owner, Houmed Line, denied that the boat was overloaded.",
]


@pytest.mark.parametrize(
    "summary",
    [
        "A ferry carrying 90 people sank near Tadjoura.",
        "Fishermen saved 71 people when a boat sank on Monday.",
        "Houmed Line denied overloading the boat.",
    ],
)
def test_a_paraphrase_is_faithful(summary: str) -> None:
    assert unfaithful(summary, ARTICLE) == []


@pytest.mark.parametrize(
    ("summary", "reasons"),
    [
        ("A ferry carrying 95 people sank near Tadjoura.", [("number", "95")]),
        ("A ferry sank near Obock.", [("name", "Obock")]),
        ("The boat was overloaded.", [("negation", "overloaded")]),
        ("Angry relatives demanded compensation.", [("word", "Angry"), ("word", "relatives")]),
        ("a ferry sank near obock.", [("word", "obock")]),
    ],
)
def test_what_makes_a_summary_unfaithful(summary: str, reasons: list[tuple[str, str]]) -> None:
    assert [(one.kind, one.text) for one in unfaithful(summary, ARTICLE)][: len(reasons)] == reasons
