"""PolNeAR: its files, and the measure."""

from __future__ import annotations

from pathlib import Path

import pytest
from answers import event, report, said_by

from nutgraf.errors import SettingError
from nutgraf.evaluation.benchmarks.polnear import Sources, named_sources, read, score
from nutgraf.evaluation.benchmarks.prediction import from_report
from nutgraf.evaluation.benchmarks.shared import Document
from nutgraf.evaluation.tally import Tally

TEXT = "The mayor, Ann Ray, said so. She told Mr. Lund of the Harbour Post. Police were silent, the FBR said."


def document(*annotations: tuple[str, ...]) -> Document[Sources]:
    return Document(id="a", text=TEXT, gold=Sources(annotations=annotations), half="tune")


def test_distinct_named_sources_are_compared() -> None:
    told = event("statement", attributions=[said_by("Ann Ray"), said_by("Police"), said_by(None), said_by("Cy Otero")])
    again = event("statement", id="e2", attributions=[said_by("Ray"), said_by("FBR")])
    gold = document(("Ann Ray", "She", "Ray", "Mr. Lund", "the FBR", "Police"))
    assert score(gold, from_report(report(told, again))) == {"sources": Tally(2, 3, 3)}


def test_of_several_annotators_half_must_agree() -> None:
    gold = document(("Ann Ray", "Mr. Lund"), ("Ray", "the FBR"), ("Ann Ray", "Lund"))
    assert set(named_sources(gold)) == {frozenset({"ray"}), frozenset({"lund"})}


def write(folder: Path, name: str, *lines: str) -> None:
    (folder / "attributions").mkdir(parents=True, exist_ok=True)
    (folder / "attributions" / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize("below", ["", "dev"])
def test_the_files_are_read(tmp_path: Path, below: str) -> None:
    folder = tmp_path / below
    write(
        folder,
        "post_story_6b86.ann",
        "T1\tSource 11 18\tAnn Ray",
        "T2\tCue 20 24\tsaid",
        "E1\tAttribution:T2 Source:T1",
    )
    write(folder, "post_story_ef2d.ann", "T1\tSource 30 33;40 42\tShe .")
    (folder / "text").mkdir()
    (folder / "text" / "post_story.txt").write_text(TEXT, encoding="utf-8")
    (found,) = read(tmp_path)
    assert (found.id, found.text) == ("post_story", TEXT)
    assert found.gold.annotations == (("Ann Ray",), ("She .",))


def test_what_is_missing_or_broken_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"attributions holds no \*\.ann"):
        read(tmp_path)
    write(tmp_path, "other_6b86.ann", "T1\tSource 11 18\tAnn Ray")
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "story.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(SettingError, match=r"story\.txt: there are no attributions"):
        read(tmp_path)
    write(tmp_path, "story_6b86.ann", "", "T1 Source")
    with pytest.raises(SettingError, match=r"story_6b86\.ann, line 2"):
        read(tmp_path)
