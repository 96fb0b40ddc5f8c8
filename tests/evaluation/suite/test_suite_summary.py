"""What the measures of the summary count."""

from __future__ import annotations

from typing import Any

import pytest
from strategies import event, labelled, name, point, quantity

from nutgraf.evaluation.suite.gold import Labelled, LoadedWord, MustNot
from nutgraf.evaluation.suite.prediction import Predicted
from nutgraf.evaluation.suite.score import explain
from nutgraf.evaluation.suite.summary import summary_tallies
from nutgraf.evaluation.suite.wording import has_form, word_count
from nutgraf.evaluation.tally import Tally

TEXT = (
    "A fire swept through the market in Kolda, killing a watchman and his son, the brigade said. The mayor called the "
    "botched work slander. Traders spoke of 4 dead."
)


def gold(**fields: Any) -> Labelled:
    son = quantity(TEXT, value=(2.0,), derived_from=(name(TEXT, "watchman"), name(TEXT, "his son")))
    given: dict[str, Any] = {
        "key_points": (
            point("a fire in Kolda", ["fire", "blaze"], ["Kolda"], ["two", "2"], says=("brigade", "firem*")),
            point("traders say four", ["four", "4"], ["dead", "kill*"], says=("trader*",)),
            point("a motive", ["slander"], says=("mayor",), optional=True),
        ),
        "must_not": (MustNot(text="cables", words=(("cable*",), ("caus*",)), unless=("newspaper",), why="denial"),),
        "loaded": (LoadedWord(text="botched", in_quotes=False), LoadedWord(text="slander", in_quotes=True)),
    }
    return labelled(TEXT, event(quantities=(son,)), **given | fields)


def tally(measure: str, *sentences: str, **fields: Any) -> Tally:
    return summary_tallies(gold(**fields), Predicted(id="x", summary=list(sentences)))[f"summary.{measure}"]


def test_a_point_is_covered_within_two_neighbouring_sentences() -> None:
    assert tally("key_points", "A blaze hit Kolda.", "Two died.") == Tally(1, 2, 2)
    assert tally("key_points", "A blaze hit Kolda.", "It rained.", "Two died.") == Tally(0, 2, 2)
    assert tally("key_points", "A blaze hit Kolda and killed two; traders say four dead.") == Tally(2, 2, 2)
    assert tally("key_points") == Tally(0, 2, 2)


def test_attribution_is_asked_of_covered_points_alone() -> None:
    assert tally("attribution", "A blaze hit Kolda.", "Two died, firemen said.") == Tally(1, 1, 1)
    assert tally("attribution", "A blaze hit Kolda.", "Two died.", "Firemen said so.") == Tally(0, 1, 1)
    assert tally("attribution", "It was slander.") == Tally(0, 1, 1)
    assert tally("attribution", "It rained.") == Tally()


def test_what_must_not_be_said_is_allowed_with_its_source() -> None:
    assert tally("must_not", "Old cables caused it.") == Tally(0, 1, 1)
    assert tally("must_not", "Old cables caused it, a newspaper said.") == Tally(1, 1, 1)
    assert tally("must_not", "There were old cables.", "A cigarette caused it.") == Tally(1, 1, 1)


@pytest.mark.parametrize("marks", ["“”", '""', "‘’", "''", "«»", "„“"])
def test_loaded_words_are_free_in_quotation_marks(marks: str) -> None:
    said = f"The mayor's word was {marks[0]}it is slander{marks[1]}, said Kolda's press."
    assert tally("unloaded", said) == Tally(2, 2, 2)


def test_loaded_words_outside_are_counted_once() -> None:
    assert tally("unloaded", "The Botched work isn't slander.", "It was botched.") == Tally(0, 2, 2)
    assert tally("unloaded", "The work was botchedly done.") == Tally(2, 2, 2)


def test_numbers_and_names_need_support() -> None:
    assert tally("supported_numbers", "Two died, or four, or 5.") == Tally(2, 3, 3)
    assert tally("supported_names", "It burned in Kolda, said Diatta.") == Tally(1, 2, 2)


def test_length_in_words_and_against_the_article() -> None:
    assert tally("words", "A fire hit.", "It isn't 1,200.") == Tally(6, 1, 1)
    assert tally("compression", "A fire hit.").right == pytest.approx(3 / word_count(TEXT))
    assert word_count("江北化工厂 3 人") == 7


def test_without_a_summary_only_the_key_points_count() -> None:
    counted = {measure for measure, one in summary_tallies(gold(), Predicted(id="x")).items() if one != Tally()}
    assert counted == {"summary.key_points"}


def test_a_summary_in_one_string_is_cut_into_sentences() -> None:
    text = "A blaze hit Kolda. It rained. Two died.\n\nIt was slander"
    assert len(Predicted(id="x", summary=text).summary_sentences("en")) == 4
    assert summary_tallies(gold(), Predicted(id="x", summary=text))["summary.key_points"] == Tally(0, 2, 2)


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("kill*", "They were Killed.", True),
        ("kill", "They were killed.", False),
        ("fire brigade", "the fire\nbrigade", True),
        ("2", "some 2.5 or 1,2", False),
        ("2", "just 2.", True),
        ("$6.2", "paid $6.2 million", True),
        ("6.2", "paid $6.25", False),
        ("don't", "I don’t", True),
        ("denie* it", "denied it", True),
        ("(", "a (b)", True),
    ],
)
def test_forms_are_whole_words(form: str, text: str, found: bool) -> None:
    assert has_form(form, text, "en") is found


def test_forms_are_strings_in_languages_without_spaces() -> None:
    assert has_form("爆炸", "化工厂爆炸了", "zh")
    assert not has_form("炸弹", "化工厂爆炸了", "zh")


def test_the_errors_of_a_summary_are_told() -> None:
    worse = Predicted(id="x", summary=["A botched blaze hit Kolda; cables caused 2 deaths, said Diatta, and 7 wounds."])
    assert explain(gold(), worse)[1:] == [
        "The summary says what it must not: cables (denial).",
        "The summary has a number that the article lacks: 7.",
        "The summary has a name that the article lacks: Diatta.",
        "The summary lacks: traders say four.",
        "The summary doesn't say who says so: a fire in Kolda.",
        'The summary uses a loaded word: "botched".',
    ]
