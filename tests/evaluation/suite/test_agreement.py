"""The agreement of two labellings."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_suite import write_passes, write_suite

from nutgraf.errors import SettingError
from nutgraf.evaluation.suite.agreement import agreement


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    return write_suite(tmp_path / "evals", articles=5)


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def values(suite: Path) -> dict[str, float | None]:
    found = agreement(suite, seed=1)
    assert found is not None
    return {name: one.value for name, one in found.figures.items()}


def test_a_suite_without_two_passes_has_no_agreement(suite: Path) -> None:
    assert agreement(suite, seed=1) is None
    write_passes(suite, articles=2, other=0)
    (suite / "passes" / "second").rename(suite / "passes" / "third")
    assert agreement(suite, seed=1) is None


def test_the_same_labels_twice_agree_in_everything(suite: Path) -> None:
    write_passes(suite, articles=4, other=0)
    found = agreement(suite, seed=1)
    assert found is not None
    assert found.articles == 4
    assert {(one.value, one.low, one.high) for one in found.figures.values()} == {(1, 1, 1)}
    assert {"values.f1", "type.accuracy", "grounding.sentences"} <= found.figures.keys()


def test_figures_that_mean_nothing_between_labels_are_left_out(suite: Path) -> None:
    write_passes(suite, articles=4, other=0)
    parts = {name.partition(".")[0] for name in values(suite)}
    assert not parts & {"summary", "run", "confidence"}
    assert not [name for name in values(suite) if name.endswith(("precision", "recall", "verbatim"))]


def test_what_the_passes_differ_in_lowers_its_figure_alone(suite: Path) -> None:
    write_passes(suite, articles=4, other=1)
    found = agreement(suite, seed=1)
    assert found is not None
    figure = found.figures["quantities.value.f1"]
    assert figure.value == 0.75
    assert figure.low is not None
    assert figure.low < 0.75
    lowered = {name for name, value in values(suite).items() if value != 1}
    assert lowered == {"values.f1", "quantities.value.f1", "quantities.value.accuracy"}


def test_neither_pass_is_the_right_one(suite: Path) -> None:
    write_passes(suite, articles=4, other=1)
    second = suite / "passes" / "second"
    rewrite(second / "fire-01.yaml", "type: fire\n", "type: fire\n    type_or: [accident]\n")
    rewrite(second / "fire-02.yaml", "status: happened\n", "status: happened\n    optional: true\n")
    rewrite(second / "fire-03.yaml", "type: fire\n", "type: accident\n")
    there = values(suite)
    (suite / "passes" / "first").rename(suite / "passes" / "was-first")
    second.rename(suite / "passes" / "first")
    (suite / "passes" / "was-first").rename(second)
    assert values(suite) == there
    # fire-02 counts in one direction only, as its event is optional in one pass: 5 of 7 types are the same
    assert there["type.f1"] == pytest.approx(5 / 7)


def test_only_articles_that_both_have_are_compared(suite: Path) -> None:
    write_passes(suite, articles=4, other=1)
    (suite / "passes" / "second" / "fire-00.yaml").unlink()
    found = agreement(suite, seed=1)
    assert found is not None
    assert found.articles == 3
    assert values(suite)["values.f1"] == 1
    for label in (suite / "passes" / "second").iterdir():
        if label.stem != "fire-01":
            label.unlink()
    (suite / "passes" / "first" / "fire-01.yaml").unlink()
    with pytest.raises(SettingError, match="the two passes have no article in common"):
        agreement(suite, seed=1)


def test_a_broken_label_of_a_pass_is_named(suite: Path) -> None:
    write_passes(suite, articles=2, other=0)
    rewrite(suite / "passes" / "second" / "fire-01.yaml", "type: fire\n", "type: fyre\n")
    with pytest.raises(SettingError, match=r"second/fire-01\.yaml"):
        agreement(suite, seed=1)
