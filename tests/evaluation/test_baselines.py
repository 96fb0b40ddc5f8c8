"""The stored results are what the stored answers and counts give: a change of a scorer shows here, without a model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_suite import write_predictions, write_suite

from nutgraf.evaluation.collection import answers, suite
from nutgraf.evaluation.measure import scores
from nutgraf.evaluation.measures import SUITE, measures
from nutgraf.evaluation.results import Result, dump, load, summed_up

EVALS = Path(__file__).parents[2] / "evals"
BASELINES = EVALS / "baselines"
STORED = sorted(BASELINES.glob("*.json"))


def check(path: Path, evals: Path) -> None:
    """Computes a stored result anew: the figures from the counts, and, where the answers lie beside it, the counts."""
    result = load(path)
    for stored in result.scores:
        figures = summed_up(stored.articles, measures(stored.collection).figures, seed=result.seed)
        assert figures.keys() == stored.figures.keys()
        for name, figure in figures.items():
            assert figure.model_dump() == pytest.approx(stored.figures[name].model_dump(), abs=1e-9), name
        if stored.collection != SUITE or not path.with_suffix(".jsonl").exists():
            continue
        split = None if stored.part == "all" else stored.part
        collection = suite(evals, split=split, external={})
        assert collection.fingerprint == stored.fingerprint, "the labels have changed since: store the scores anew"
        anew = scores(collection, [answers(collection, path.with_suffix(".jsonl"))], seed=result.seed)
        counts = {article.id: article.counts[0] for article in anew.articles}
        for article in stored.articles:
            assert counts[article.id].keys() == article.counts[0].keys()
            for name, numbers in article.counts[0].items():
                assert counts[article.id][name] == pytest.approx(numbers), (article.id, name)


@pytest.mark.skipif(not BASELINES.is_dir(), reason="no result is stored yet")
def test_there_are_stored_results() -> None:
    assert STORED


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_stored_results_are_what_their_answers_give(path: Path) -> None:
    check(path, EVALS)


def test_a_result_that_its_answers_do_not_give_is_found(tmp_path: Path) -> None:
    evals = write_suite(tmp_path / "evals", articles=4)
    path = tmp_path / "good.json"
    collection = suite(evals, split="dev", external={})
    given = answers(collection, write_predictions(path.with_suffix(".jsonl"), evals, right=2))
    scored = scores(collection, [given], seed=3)
    path.write_text(dump(Result(system="good", nutgraf_version="0", seed=3, scores=[scored])))
    check(path, evals)
    for field, changed in (("counts", [[1, 2, 3]]), ("figures", [0.25, 0, 1])):
        content = json.loads(path.read_text())
        first = content["scores"][0]
        if field == "counts":
            first["articles"][0]["counts"][0]["events"] = changed[0]
        else:
            first["figures"]["events.f1"]["value"] = changed[0]
        other = tmp_path / f"{field}.json"
        other.write_text(json.dumps(content))
        other.with_suffix(".jsonl").write_bytes(path.with_suffix(".jsonl").read_bytes())
        with pytest.raises(AssertionError):
            check(other, evals)
