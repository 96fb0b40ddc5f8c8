"""GVDB: its table, and the measure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from answers import event, participant, place, quantity, report

from nutgraf.errors import SettingError
from nutgraf.evaluation.benchmarks.gvdb import Shooting, read, score, shooting
from nutgraf.evaluation.benchmarks.prediction import Prediction, from_report
from nutgraf.evaluation.benchmarks.shared import Document, half_of
from nutgraf.evaluation.tally import Tally

TEXT = 'Ann Ray and Bo Lund, 30, were shot in Leeds on Friday,\u2028 "police" said. A Leeds man drove off.'


def record(*victims: tuple[str, list[str]], city: str = " Leeds ") -> dict[str, Any]:
    people = [{"name": {"value": name}, "victim-was": fate} for name, fate in victims]
    return {"victim-section": people, "date-and-time": {"city": {"value": city}}}


GOLD = shooting(record(("Ann Ray", ["killed", "hospitalized"]), ("Bo Lund,", ["hospitalized"]), ("", ["injured"])))
DOCUMENT = Document(id="1", text=TEXT, gold=GOLD, half="tune")


def test_hospitalised_is_injured_and_killed_outweighs() -> None:
    wanted = Shooting(victims=("Ann Ray", "Bo Lund,"), killed=1, injured=2, city="Leeds")
    assert wanted == GOLD


def test_the_table_is_read(tmp_path: Path) -> None:
    header = "Article id\tArticle url\tFull text\tJson\tWorker"
    row = f"7\thttp://x\t{TEXT}\t{json.dumps(record(('Ann Ray', ['killed'])))}\tW"
    (tmp_path / "dev.tsv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    (document,) = read(tmp_path)
    assert (document.id, document.text, document.half) == ("7", TEXT, half_of("7"))
    assert document.gold.victims == ("Ann Ray",)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("Article id\tJson\n", "line 1: the column Full text is missing"),
        ("Article id\tFull text\tJson\n1\tx\n", "line 2: 2 columns where the first line has 3"),
        ("Article id\tFull text\tJson\n1\tx\t{\n", "line 2: no JSON"),
        ("Article id\tFull text\tJson\n1\tx\t{}\n", "line 2: no GVDB record"),
    ],
)
def test_a_broken_table_is_named_by_line(tmp_path: Path, table: str, message: str) -> None:
    (tmp_path / "dev.tsv").write_text(table, encoding="utf-8")
    with pytest.raises(SettingError, match=message):
        read(tmp_path)


def test_a_missing_table_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"dev\.tsv does not exist"):
        read(tmp_path)


def test_a_report_that_has_it_all() -> None:
    shot = event(
        "shooting",
        participant("Ann Ray", "victim", "person", "killed"),
        participant("Bo Lund", "target", "person"),
        participant("A Leeds man", "agent", "person"),
        places=[place("Leeds, England")],
        quantities=[quantity("killed", 1), quantity("injured", 2, id="q2", origin="derived")],
    )
    arrest = event("arrest", participant("Cy Otero", "target", "person"), id="e2", quantities=[quantity("killed", 9)])
    tallies = score(DOCUMENT, from_report(report(shot, arrest)))
    assert tallies == {
        "names": Tally(2, 2, 2),
        "killed": Tally(1, 1, 1),
        "injured": Tally(1, 1, 1),
        "city": Tally(1, 1, 1),
    }


def test_descriptions_are_no_names_and_false_names_cost_precision() -> None:
    prediction = Prediction(victims=("a Leeds man", "Ray", "Cy Otero"), killed=2, places=("York",))
    tallies = score(DOCUMENT, prediction)
    assert tallies["names"] == Tally(1, 2, 2)
    assert (tallies["killed"], tallies["injured"], tallies["city"]) == (Tally(0, 1, 1),) * 3


def test_what_gold_has_not_is_not_scored() -> None:
    bare = Document(id="1", text=TEXT, gold=shooting(record(city="")), half="tune")
    assert set(score(bare, Prediction(killed=3)).values()) == {Tally()}
