"""BASIL: its files, and the measure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from answers import report

from nutgraf.errors import SettingError
from nutgraf.evaluation.benchmarks.basil import Bias, loaded_words, read, score
from nutgraf.evaluation.benchmarks.prediction import from_report
from nutgraf.evaluation.benchmarks.shared import Document, half_of
from nutgraf.evaluation.tally import Tally

DOCUMENT = Document(
    id="u_1",
    text="The mayor, Ann Ray, stormed out of the hall and slammed the “scheme”.",
    gold=Bias(phrases=("Ray stormed out", "slammed")),
    half="tune",
)


def test_names_and_function_words_are_not_loaded() -> None:
    assert len(loaded_words(DOCUMENT)) == 2


@pytest.mark.parametrize(
    ("summary", "count"),
    [
        ("The mayor left the hall.", 0),
        ("The mayor was storming out, slamming a plan, and storms.", 2),
        ('The mayor “stormed out” and "slammed" it, she said.', 0),
        ("The “mayor” stormed out and “left”.", 1),
    ],
)
def test_loaded_words_outside_quotation_marks(summary: str, count: int) -> None:
    tallies = score(DOCUMENT, from_report(report(summary=[(summary, [])])))
    assert tallies == {"loaded words": Tally(count, 1, 1), "share": Tally(count, 2, 2)}


def phrase(text: str, bias: str, quote: str) -> dict[str, str]:
    return {"txt": text, "bias": bias, "quote": quote}


def test_the_files_are_read(tmp_path: Path) -> None:
    article: dict[str, Any] = {"title": "Out", "date": "2012-03-04", "body-paragraphs": [["One.", "Two."], ["Three."]]}
    phrases = [phrase("stormed", "lex", "no"), phrase("mad", "lex", "yes"), phrase("so it seems", "inf", "no")]
    for below, name, content in [
        ("articles", "u-v_2.json", article),
        ("annotations", "u-v_2_ann.json", {"phrase-level-annotations": phrases}),
    ]:
        (tmp_path / below / "2012").mkdir(parents=True)
        (tmp_path / below / "2012" / name).write_text(json.dumps(content), encoding="utf-8")
    (found,) = read(tmp_path)
    assert found == Document(
        id="u-v_2",
        title="Out",
        published="2012-03-04",
        text="One. Two.\n\nThree.",
        gold=Bias(phrases=("stormed",)),
        half=half_of("u-v"),
    )
    (tmp_path / "annotations" / "2012" / "u-v_2_ann.json").unlink()
    with pytest.raises(SettingError, match=r"u-v_2_ann\.json does not exist"):
        read(tmp_path)


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="holds no articles"):
        read(tmp_path)
