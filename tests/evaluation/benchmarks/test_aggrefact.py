"""AggreFact: its file, and the measure."""

from __future__ import annotations

from pathlib import Path

import pytest
from keys import write_jsonl

from nutgraf.errors import SettingError
from nutgraf.evaluation.benchmarks.aggrefact import BENCHMARK, figures, read
from nutgraf.evaluation.benchmarks.shared import score_all
from nutgraf.evaluation.tally import Tally, total

ARTICLE = "The mayor of Leeds, Ann Ray, opened a bridge on Friday. It cost 4 million pounds."
TRUE = "Ann Ray opened a bridge."
FALSE = "Bo Lund opened a bridge."


def row(label: str, summary: str, origin: str = "cnndm", identifier: str = "x") -> dict[str, str]:
    return {"id": identifier, "origin": origin, "document": ARTICLE, "summary": summary, "error_type": label}


def test_verdicts_are_counted_within_each_set(tmp_path: Path) -> None:
    write_jsonl(
        tmp_path / "val.jsonl",
        row("correct", TRUE),
        row("correct", FALSE),
        row("['extrinsic-NP']", FALSE),
        row("correct", TRUE, "xsum"),
        row("['intrinsic-predicate', 'intrinsic-NP', 'noise']", TRUE, "xsum"),
        row("['noise']", TRUE),
        row("", TRUE),
    )
    documents = read(tmp_path)
    assert [one.id for one in documents] == ["x#1", "x#2", "x#3", "x#4", "x#5"]
    summed = total(score_all(BENCHMARK, documents, {}).values())
    assert summed["cnndm faithful"] == Tally(1, 2, 2)
    assert summed["cnndm unfaithful"] == Tally(1, 1, 1)
    assert summed["xsum faithful"] == Tally(1, 1, 1)
    assert summed["xsum unfaithful"] == Tally(0, 1, 1)
    assert summed["name errors"] == Tally(1, 2, 2)
    assert summed["predicate errors"] == Tally(0, 1, 1)
    measures = figures(summed)
    assert (measures["cnndm"], measures["xsum"], measures["balanced accuracy"]) == (0.75, 0.5, 0.625)


def test_without_both_kinds_there_is_no_balance(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "val.jsonl", row("correct", TRUE))
    measures = figures(total(score_all(BENCHMARK, read(tmp_path), {}).values()))
    assert (measures["cnndm faithful"], measures["cnndm"], measures["balanced accuracy"]) == (1, None, None)


@pytest.mark.parametrize(
    ("broken", "message"), [(row("correct", TRUE, "cnn"), "the origin 'cnn'"), ({"id": "x"}, "no AggreFact row")]
)
def test_a_broken_row_is_named_by_line(tmp_path: Path, broken: dict[str, str], message: str) -> None:
    write_jsonl(tmp_path / "val.jsonl", row("correct", TRUE), broken)
    with pytest.raises(SettingError, match=f"line 2: {message}"):
        read(tmp_path)
