"""How far two independent labellings of the same articles agree: the consistency of two passes, no human ceiling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nutgraf.errors import SettingError
from nutgraf.evaluation.statistics import Estimate, estimate
from nutgraf.evaluation.suite.fields import field_tallies
from nutgraf.evaluation.suite.gold import Labelled
from nutgraf.evaluation.suite.grounding import grounding_tallies
from nutgraf.evaluation.suite.loader import load_labels
from nutgraf.evaluation.suite.pairing import pair_up
from nutgraf.evaluation.suite.prediction import gold_as_prediction
from nutgraf.evaluation.suite.score import figures
from nutgraf.evaluation.tally import Tally
from nutgraf.reading.names import shown

_PASSES = ("first", "second")
_SENTENCES = "grounding.sentences"
_ONE_SIDED = (".precision", ".recall")


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How far two passes over the same articles agree."""

    articles: int
    figures: Mapping[str, Estimate]
    """Of the figures of a prediction those that mean something between two labellings, with 95 % intervals."""


def agreement(folder: Path, *, seed: int) -> Agreement | None:
    """The agreement of the label files in `passes/first` and `passes/second` of a suite's folder; None without these.

    The articles are those that both passes have, of any split. Each pass is scored against the other as a system's
    answer would be, and the counts of both directions are summed, so that neither pass is the right one: F1 and
    accuracy stay the same when the passes change places. What one pass has as optional and the other not at all counts
    in one of the two directions. There is no precision or recall, whose sides would be the passes; no figure of the
    summary, of which labels hold no text; and no `grounding.verbatim`, which is 1 for whatever the loader takes.

    Raises `SettingError` for label files that are broken, and where the passes have no article in common.
    """
    paths = [folder / "passes" / name for name in _PASSES]
    if not all(path.is_dir() for path in paths):
        return None
    first, second = (
        {labelled.slug: labelled for labelled in load_labels(articles=folder / "articles", labels=path)}
        for path in paths
    )
    both = [(labelled, second[slug]) for slug, labelled in first.items() if slug in second]
    if not both:
        raise SettingError(
            f"{shown(str(folder / 'passes'))}: the two passes have no article in common.",
            hint="Take the folder away, or label the same articles in both.",
        )
    estimates = estimate([_tallies(one, other) for one, other in both], figures, seed=seed)
    return Agreement(
        articles=len(both),
        figures={
            name: one for name, one in estimates.items() if one.value is not None and not name.endswith(_ONE_SIDED)
        },
    )


def _tallies(one: Labelled, other: Labelled) -> dict[str, Tally]:
    """The counts of `other` against `one`, and of `one` against `other` with the sides changed."""
    there, back = _scored(one, other), _scored(other, one)
    return {name: there[name] + Tally(tally.right, tally.gold, tally.predicted) for name, tally in back.items()}


def _scored(gold: Labelled, predicted: Labelled) -> dict[str, Tally]:
    pairing = pair_up(gold, gold_as_prediction(predicted))
    return {**field_tallies(pairing), _SENTENCES: grounding_tallies(pairing)[_SENTENCES]}
