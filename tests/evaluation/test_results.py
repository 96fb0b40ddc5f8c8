from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nutgraf.errors import SettingError
from nutgraf.evaluation.measure import compared
from nutgraf.evaluation.results import ArticleScores, Result, Scores, Took, counted, dump, load, pairs, summed_up
from nutgraf.evaluation.tally import Tally, f1_figures


def article(number: int, right: float = 1, *others: float) -> ArticleScores:
    counts = [counted({"sources": Tally(one, 2, 2)}) for one in (right, *others)]
    took = Took(calls=2, prompt_tokens=10, completion_tokens=5, seconds=1.5)
    return ArticleScores(id=f"a{number}", took=took, counts=counts)


def scores(*articles: ArticleScores, collection: str = "polnear", fingerprint: str = "f" * 64) -> Scores:
    return Scores(
        collection=collection,
        fingerprint=fingerprint,
        part="tune",
        sample=None,
        figures=summed_up(articles, f1_figures, seed=1),
        articles=list(articles),
    )


def result(*scored: Scores, runs: int = 1) -> Result:
    return Result(system="nutgraf", model="local", nutgraf_version="0.1.0", seed=1, runs=runs, scores=list(scored))


def saved(folder: Path, content: Any) -> Path:
    path = folder / "saved.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    made = result(scores(article(1, 1, 0), article(2, 1.5, 1)), runs=2)
    assert load(saved(tmp_path, dump(made))) == made


def test_an_article_is_a_line(tmp_path: Path) -> None:
    lines = dump(result(scores(article(1), article(2)))).splitlines()
    assert sum('"id": "a' in line for line in lines) == 2
    assert max(map(len, lines)) < 300


def test_figures_of_several_runs_have_the_models_own_scatter() -> None:
    figure = scores(article(1, 0, 2), article(2, 1, 1)).figures["sources"]
    assert figure.value == 0.5
    assert figure.deviation == pytest.approx(0.5 / 2**0.5)
    assert scores(article(1)).figures["sources"].deviation is None


def test_what_all_took_is_the_sum() -> None:
    took = result(scores(article(1), article(2)), scores(article(3), collection="gvdb")).took
    assert (took.calls, took.prompt_tokens, took.completion_tokens, took.seconds, took.cost_usd) == (
        6,
        30,
        15,
        4.5,
        None,
    )
    assert (Took(cost_usd=0.5) + Took()).cost_usd == 0.5


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is no JSON"),
        ([], "is no saved result"),
        ({"figures": {}}, "is no saved result"),
        ({"format": 0}, "an older nutgraf, in format 0"),
        ({"format": 2}, "a newer nutgraf, in format 2"),
        ({"format": 1, "system": "x"}, "nutgraf_version"),
        ({"format": 1, "system": "x", "nutgraf_version": "0", "seed": 1, "scores": [], "more": 1}, "more"),
        ({"format": 1, "system": "x", "nutgraf_version": "0", "seed": 1, "scores": []}, "has no article in it"),
    ],
)
def test_what_is_no_result_is_said_in_a_sentence(content: object, said: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=said) as raised:
        load(saved(tmp_path, content))
    assert str(raised.value).startswith(str(tmp_path))
    assert raised.value.hint


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"none\.json can't be read: No such file"):
        load(tmp_path / "none.json")


def test_pairs_are_of_the_articles_that_both_have_in_one_order() -> None:
    new = result(scores(article(1), article(2), article(3)))
    old = result(scores(article(3), article(2), article(4)), scores(article(1), collection="gvdb"))
    ((mine, theirs),) = pairs(new, old, name="old.json")
    assert [one.id for one in mine.articles] == [one.id for one in theirs.articles] == ["a2", "a3"]


def test_results_of_other_articles_or_labels_are_not_compared() -> None:
    new = result(scores(article(1)))
    with pytest.raises(SettingError, match=r"old\.json was measured on another polnear: .* \(eeeeeeeeeeee there, ffff"):
        compared(new, result(scores(article(1), fingerprint="e" * 64)), name="old.json")
    for other in (scores(article(2)), scores(article(1), collection="gvdb")):
        with pytest.raises(SettingError, match=r"old\.json has no article in common"):
            compared(new, result(other), name="old.json")


def test_what_fell_beyond_chance_is_named_and_what_may_be_chance_is_not() -> None:
    good, bad, mixed = (
        result(scores(*(article(number, right(number)) for number in range(12))))
        for right in (lambda _: 2, lambda _: 1, lambda number: 2 - (number == 3))
    )
    fallen, risen, chance = (
        compared(*both, name="old")["polnear"] for both in ((bad, good), (good, bad), (mixed, good))
    )
    assert (fallen.fell, fallen.rose) == (("sources",), ())
    assert (risen.fell, risen.rose) == ((), ("sources",))
    assert (chance.fell, chance.rose) == ((), ())
    assert fallen.before == {"sources": 1}
    assert (fallen.articles, fallen.adjusted["sources"] < 0.01, chance.adjusted["sources"] == 1) == (12, True, True)


def test_p_is_corrected_over_all_collections() -> None:
    names = ("polnear", "gvdb")
    new, old = (
        result(*(scores(*(article(number, right) for number in range(8)), collection=name) for name in names))
        for right in (1, 2)
    )
    assert compared(new, old, name="old")["polnear"].adjusted["sources"] == pytest.approx(2 * 2 / 2**8, abs=0.01)
