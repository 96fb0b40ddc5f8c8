"""Answers of other systems, scored by the same scorers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from keys import write_jsonl

from nutgraf.errors import SettingError
from nutgraf.evaluation.benchmarks.peers import from_row, read
from nutgraf.evaluation.benchmarks.prediction import Incident, Prediction, Said

ATTACK = Incident(
    id="e1",
    type="attack",
    perp_ind=("three gunmen",),
    perp_org=("Red Dawn Front",),
    target=("the mill",),
    victim=("two guards", "Ann Ray"),
    weapon=("rifles",),
    killed=2,
    injured=4,
    places=("Leeds",),
)


def flat(**fields: Any) -> dict[str, Any]:
    given = {
        "title": "x",
        "type": "armed attack",
        "actors": ["three gunmen", "Red Dawn Front"],
        "targets": ["two guards", "Ann Ray", "the mill"],
        "means": "rifles",
        "place": "Leeds",
        "when": "Friday",
        "numbers": ["2 guards killed", "four people wounded", "3 gunmen"],
        "source": "Bo Lund",
        "status": "happened",
    }
    return given | fields


def test_a_row_of_single_call() -> None:
    events = [flat(), flat(type="bombing", status="denied", source=""), flat(type="talks", numbers=["9 dead"])]
    assert from_row({"id": "d", "events": events, "summary": "So it was."}) == Prediction(
        incidents=(ATTACK,),
        left_out=("bombing", "talks"),
        victims=("two guards", "Ann Ray", "the mill"),
        killed=2,
        injured=4,
        places=("Leeds",),
        sources=("Bo Lund",),
        summary=(Said(text="So it was.", events=("e1", "e2", "e3")),),
    )


def test_a_row_of_langextract() -> None:
    attributes = {
        "type": "armed attack",
        "actor": ["three gunmen", "Red Dawn Front"],
        "target": ["two guards", "Ann Ray", "the mill"],
        "means": "rifles",
        "place": "Leeds",
        "numbers": "2 guards killed; four people wounded",
        "source": "Bo Lund",
        "status": "Happened",
    }
    events = [
        {"text": "x", "span": None, "attributes": attributes},
        {"text": "y", "span": [0, 1], "attributes": None},
        {"text": "z", "span": None, "attributes": {"type": "killing", "target": "the driver", "actor": 3}},
    ]
    prediction = from_row({"id": "d", "events": events})
    assert prediction.incidents == (ATTACK, Incident(id="e3", type="attack", victim=("the driver",)))
    assert (prediction.killed, prediction.sources, prediction.summary) == (2, ("Bo Lund",), ())


def test_a_file_of_rows(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    write_jsonl(path, {"id": "a", "error": "timed out"}, {"id": "b", "events": []})
    assert read(path) == {"a": Prediction(), "b": Prediction()}


@pytest.mark.parametrize(
    "row", [{"events": []}, {"id": "a"}, {"id": "a", "events": ["x"]}, {"id": "a", "events": [{}]}]
)
def test_a_row_of_neither_is_named_by_line(tmp_path: Path, row: dict[str, Any]) -> None:
    path = tmp_path / "rows.jsonl"
    write_jsonl(path, {"id": "a", "error": "timed out"}, row)
    with pytest.raises(SettingError, match=r"rows\.jsonl, line 2: no row of single_call or langextract"):
        read(path)
