from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import quick, records

from nutgraf.language.wording.turned import Turned, strange_subjects, turned
from nutgraf.schema import ArticleRecord


@pytest.mark.parametrize(
    ("text", "cited", "found"),
    [
        ("Soldiers killed two rebels.", "Two rebels killed soldiers near Obock.", [("order", "killed")]),
        ("Soldiers were killed by two rebels.", "Two rebels killed soldiers near Obock.", []),
        ("Two rebels were killed by soldiers.", "Two rebels killed soldiers near Obock.", [("order", "killed")]),
        ("Near Obock, two rebels killed soldiers.", "Two rebels killed soldiers near Obock.", []),
        ("Ana sued Berta.", "Ana sued Berta, and Berta sued Ana.", []),
        ("Rebels laid mines.", "The rebels denied that they had laid any mines.", [("negation", "laid")]),
        (
            "The minister denies a shortage.",
            "The minister conceded that there is a shortage.",
            [("negation", "denies")],
        ),
        ("The minister denies it.", "The minister said that he had not taken it.", []),
        ("Rebels denied they laid mines.", "The rebels denied that they had laid any mines.", []),
        ("The bank closed.", "The bank has not closed, the mayor said.", [("negation", "closed")]),
        ("The bank never closed.", "The bank has not closed, the mayor said.", []),
        ("The bank closed.", "The bank has not closed. Another bank closed on Monday.", []),
        ("The bank closed.", "The bank will close on Friday.", [("modality", "closed")]),
        ("The bank will be closed.", "The bank will close on Friday.", []),
        ("The mayor resigned.", "The mayor may resign, aides said.", [("modality", "resigned")]),
        ("The mayor resigned.", "The mayor resigned; others may resign too.", []),
        ("Troops entered Obock.", "Officials threatened to enter Obock.", [("modality", "entered")]),
        ("Troops entered Obock.", "Troops, officials said, entered Obock.", []),
        ("A man left.", "A woman left.", []),
        ("", "Two rebels killed soldiers.", []),
    ],
)
def test_what_is_turned_round(text: str, cited: str, found: list[tuple[str, str]]) -> None:
    assert [(one.kind, one.text) for one in turned(text, [cited])] == found


@quick
@given(article=records(), data=st.data())
def test_no_sentence_turns_itself_round(article: ArticleRecord, data: st.DataObject) -> None:
    sentence = article.sentence_text(data.draw(st.sampled_from(article.sentences)))
    assert turned(sentence, [sentence]) == []


def test_an_agent_that_the_source_does_not_have_is_turned() -> None:
    source = ["Police were looking for witnesses after a clerk was shot by the pier."]
    assert turned("Police shot a clerk by the pier.", source) == [Turned("order", "shot")]
    assert turned("Police shot a clerk.", ["A clerk was shot by police."]) == []
    assert turned("A clerk was shot by the pier.", source) == []


def test_a_subject_that_is_nowhere_near_its_verb_is_strange() -> None:
    source = ["A clerk was killed in Split, police said.", "The gunman is sought by the Split Police Department."]
    assert strange_subjects("The Split Police Department was killed.", source) == ["killed"]
    assert strange_subjects("A clerk was killed.", source) == []


def test_who_is_named_with_by_has_done_it_in_the_source_too() -> None:
    source = ["Four rebels have been neutralised, the General Staff said."]
    assert turned("Four rebels were neutralised by the General Staff.", source) == [Turned("order", "neutralised")]
    assert turned("Four rebels were killed by the army.", ["The army killed four rebels."]) == []


def test_a_headline_does_not_tell_as_done_what_is_not() -> None:
    assert turned("City lifts ban.", ["The city is in no hurry to lift the ban."]) == [Turned("modality", "lifts")]
    assert turned("City lifts ban.", ["The city lifts the ban today."]) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Ruiz resigned on Friday.", "The chief of staff to Mayor Ana Ruiz resigned on Friday."),
        ("Ruiz resigned.", "Mayor Ana Ruiz's aide resigned."),
        ("Okello was killed.", "The wife of James Okello was killed."),
        (
            "Okello was convicted of fraud.",
            "A court has convicted a friend of market fraud suspect James Okello of fraud.",
        ),
        ("Police said that Okello was arrested.", "Police arrested the sister of James Okello."),
    ],
)
def test_what_befell_somebody_else(text: str, source: str) -> None:
    assert [problem.kind for problem in turned(text, [source])] == ["order"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Mayor Ruiz’s aide resigned.", "The aide to Mayor Ana Ruiz resigned."),
        ("Peru closed the border.", "The government of Peru closed the border."),
        ("Okello was killed.", "Okello was killed on Monday, a brother of Okello said."),
        ("Ruiz resigned.", "Mayor Ana Ruiz resigned, and so did the aide to Ruiz."),
        ("Ruiz left.", "The aide to Ruiz resigned."),
    ],
)
def test_what_is_told_of_whom_it_befell(text: str, source: str) -> None:
    assert turned(text, [source]) == []
