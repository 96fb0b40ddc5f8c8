"""`make compare`: stored results side by side."""

from __future__ import annotations

import runpy
import shutil
import sys
from pathlib import Path

import pytest
from small_suite import write_passes, write_predictions, write_suite

from nutgraf.evaluation.collection import answers, suite
from nutgraf.evaluation.measure import scores
from nutgraf.evaluation.results import Result, dump

SCRIPT = Path(__file__).parents[2] / "evals" / "compare.py"


@pytest.fixture
def evals(tmp_path: Path) -> Path:
    """A folder as `evals` is, with two results in it: of all articles right, and of two."""
    folder = write_suite(tmp_path / "evals", articles=6)
    (folder / "baselines").mkdir()
    shutil.copy(SCRIPT, folder)
    collection = suite(folder, split="dev", external={})
    for name, right in (("nutgraf", 6), ("other", 2)):
        given = answers(collection, write_predictions(folder / f"{name}.jsonl", folder, right=right))
        result = Result(system=name, nutgraf_version="0", seed=1, scores=[scores(collection, [given], seed=1)])
        (folder / "baselines" / f"{name}.json").write_text(dump(result))
    return folder


def printed(
    evals: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> dict[str, str]:
    """What the script prints, by the first word of the line."""
    monkeypatch.setattr(sys, "argv", ["compare.py", *arguments])
    runpy.run_path(str(evals / "compare.py"), run_name="__main__")
    return {line.split()[0]: line for line in capsys.readouterr().out.splitlines() if line.strip()}


def test_systems_stand_side_by_side(
    evals: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = printed(evals, monkeypatch, capsys)
    assert found["suite"].startswith("suite · dev · 6 articles · ")
    assert found["events.f1"].split()[1:4] == ["1.000", "[1.000,", "1.000]"]
    assert "+0.500 [" in found["events.f1"]
    assert "Two" not in found


def test_the_agreement_of_two_passes_stands_beside_them(
    evals: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_passes(evals, articles=4, other=1)
    found = printed(evals, monkeypatch, capsys)
    assert "0.750 [" in found["quantities.value.f1"].rpartition("  ")[2]
    assert found["summary.key_points"].endswith("–")
    assert "4 articles" in found["Two"]
    assert "not a human ceiling" in found["Two"]


def test_results_on_other_labels_have_no_agreement_beside_them(
    evals: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_passes(evals, articles=4, other=1)
    label = evals / "labels" / "fire-00.yaml"
    label.write_text(label.read_text() + "# changed\n")
    assert "Two" not in printed(evals, monkeypatch, capsys)
