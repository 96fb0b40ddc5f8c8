"""MUCSum: its file, and the measure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from answers import event, participant, report

from nutgraf.errors import SettingError
from nutgraf.evaluation.benchmarks.mucsum import Summarised, read, score
from nutgraf.evaluation.benchmarks.prediction import Prediction, from_report
from nutgraf.evaluation.benchmarks.shared import Document
from nutgraf.evaluation.tally import Tally

SLOTS: dict[str, list[str]] = {"perpind": [], "perporg": [], "target": [], "victim": [], "weapon": []}


def instance(kind: str, summary: list[str], **slots: list[str]) -> dict[str, Any]:
    return {
        "template": {"type": kind, **SLOTS, **slots},
        "document": ["rebels came.", "they burned a mill."],
        "summary": summary,
    }


def written(folder: Path) -> Document[tuple[Summarised, ...]]:
    rows = [
        instance("arson", ["rebels burned", "a mill."], target=["mill"], perpind=["the rebels"]),
        instance("attack", ["rebels shot a guard."], victim=["guard"]),
    ]
    (folder / "dev.json").write_text(json.dumps({"TST1-MUC3-9001": rows}), encoding="utf-8")
    (document,) = read(folder)
    return document


def test_the_file_is_read(tmp_path: Path) -> None:
    document = written(tmp_path)
    assert (document.id, document.text) == ("TST1-MUC3-9001", "rebels came. they burned a mill.")
    assert [one.summary for one in document.gold] == ["rebels burned a mill.", "rebels shot a guard."]


def test_sentences_that_cite_the_paired_event_are_compared(tmp_path: Path) -> None:
    document = written(tmp_path)
    arson = event("arson", participant("mill", "target", "facility"), id="e2")
    attack = event("armed_attack", participant("guard", "victim", "person"), id="e1")
    sentences = [("Rebels burned a mill.", ["e2"]), ("Rain fell.", [])]
    tallies = score(document, from_report(report(attack, arson, summary=sentences)))
    assert tallies == dict.fromkeys(("ROUGE-1", "ROUGE-2", "ROUGE-L", "summarised"), Tally(1, 2, 2))
    sentences.append(("Rebels shot a guard.", ["e1", "e2"]))
    tallies = score(document, from_report(report(attack, arson, summary=sentences)))
    assert tallies["summarised"] == Tally(2, 2, 2)
    # the sentence for both is 4 words too many for the mill: 2 * 4 / (4 + 8)
    assert tallies["ROUGE-L"].right == pytest.approx(1 + 2 / 3)


def test_without_the_event_there_is_nothing(tmp_path: Path) -> None:
    document = written(tmp_path)
    assert score(document, Prediction())["ROUGE-1"] == Tally(0, 2, 2)
    talks = from_report(report(event("talks"), summary=[("Rebels burned a mill.", ["e1"])]))
    assert score(document, talks)["ROUGE-1"] == Tally(0, 2, 2)


@pytest.mark.parametrize("content", ["[]", "{", '{"A": [{}]}', '{"A": []}', '{"A": 1}'])
def test_a_broken_file_is_said(tmp_path: Path, content: str) -> None:
    (tmp_path / "dev.json").write_text(content, encoding="utf-8")
    with pytest.raises(SettingError, match=r"dev\.json"):
        read(tmp_path)
