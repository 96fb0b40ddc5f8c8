from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import quick, records

from nutgraf.language.wording.turned import turned
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
