"""Answers in, scores out; and how the scores of two results differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from nutgraf.errors import SettingError
from nutgraf.evaluation.answers import Answer, Answers
from nutgraf.evaluation.collection import Collection
from nutgraf.evaluation.measures import measures
from nutgraf.evaluation.results import ArticleScores, Result, Scores, Took, counted, pairs, summed_up
from nutgraf.evaluation.statistics import SIGNIFICANT, Difference, compare, holm
from nutgraf.evaluation.tally import total


def scores(collection: Collection[Any], runs: Sequence[Answers], *, seed: int) -> Scores:
    """The scores of the answers of one run, or of several.

    An article without an answer is scored as one with an empty answer. Raises `SettingError` where the collection has
    no article.
    """
    if not collection.entries:
        raise SettingError(
            f"There is nothing to measure: {collection.name} has no article in the part {collection.part!r}.",
            hint="Choose another split, half or sample.",
        )
    nothing = Answer(said=None, failed="There is no answer." if collection.needs_model else None)
    articles = []
    for entry in collection.entries:
        answers = [run.get(entry.id, nothing) for run in runs]
        articles.append(
            ArticleScores(
                id=entry.id,
                failed=next((one.failed for one in answers if one.failed), None),
                took=sum((one.took for one in answers), Took()),
                counts=[counted(collection.score(entry.gold, one.said)) for one in answers],
            )
        )
    return Scores(
        collection=collection.name,
        fingerprint=collection.fingerprint,
        part=collection.part,
        sample=collection.sample,
        figures=summed_up(articles, measures(collection.name).figures, seed=seed),
        articles=articles,
    )


@dataclass(frozen=True, kw_only=True)
class Compared:
    """How a result differs from a baseline on one collection."""

    articles: int
    """That both have: the differences are over these."""
    before: Mapping[str, float | None]
    """The baseline's figures over them."""
    differences: Mapping[str, Difference | None]
    adjusted: Mapping[str, float]
    """p of the headline figures, corrected for the number of them in all collections."""
    fell: tuple[str, ...]
    """The headline figures that are worse beyond chance."""
    rose: tuple[str, ...]


def compared(new: Result, old: Result, *, name: str) -> dict[str, Compared]:
    """The differences between two results by collection, for those that both have. `name` is the older one's.

    Raises `SettingError` where the results can't be compared.
    """
    both = pairs(new, old, name=name)
    differences, before = {}, {}
    for mine, theirs in both:
        figures = measures(mine.collection).figures
        tallies = [[article.tallies() for article in one.articles] for one in (mine, theirs)]
        differences[mine.collection] = compare(tallies[0], tallies[1], figures, seed=new.seed)
        before[mine.collection] = figures(total(tallies[1]))
    tested = {
        (collection, figure): difference.p
        for collection, found in differences.items()
        for figure in measures(collection).headline
        if (difference := found.get(figure)) is not None
    }
    adjusted = holm(tested)
    return {
        mine.collection: Compared(
            articles=len(mine.articles),
            before=before[mine.collection],
            differences=differences[mine.collection],
            adjusted={figure: p for (collection, figure), p in adjusted.items() if collection == mine.collection},
            fell=_beyond_chance(mine.collection, differences[mine.collection], adjusted, "worse"),
            rose=_beyond_chance(mine.collection, differences[mine.collection], adjusted, "better"),
        )
        for mine, _ in both
    }


def change(collection: str, figure: str, difference: float) -> Literal["better", "worse", ""]:
    """What a difference of this sign is; empty for a figure that is neither good nor bad."""
    good = measures(collection).direction(figure) * difference
    return "better" if good > 0 else "worse" if good < 0 else ""


def worst(collection: Collection[Any], scored: Scores, answers: Answers, *, number: int) -> list[tuple[str, list[str]]]:
    """The articles with the lowest mean of the headline figures, worst first, with what is wrong in each.

    Where they have the same mean, the one with more to get right comes first. Articles that are as right as can be
    aren't among them.
    """
    of = measures(collection.name)
    golds = {entry.id: entry.gold for entry in collection.entries}
    ranked = []
    for article in scored.articles:
        tallies = article.tallies()
        figures = of.figures(tallies)
        goodness = [
            1 / (1 + value) if of.direction(name) < 0 else value
            for name in of.headline
            if (value := figures.get(name)) is not None
        ]
        if goodness and (mean := sum(goodness) / len(goodness)) < 1:
            ranked.append((mean, -sum(tally.gold for tally in tallies.values()), article.id))
    return [
        (identifier, collection.explain(golds[identifier], answers[identifier].said if identifier in answers else None))
        for _, _, identifier in sorted(ranked)[:number]
    ]


def _beyond_chance(
    collection: str,
    differences: Mapping[str, Difference | None],
    adjusted: Mapping[tuple[str, str], float],
    wanted: str,
) -> tuple[str, ...]:
    return tuple(
        figure
        for figure in measures(collection).headline
        if (difference := differences.get(figure)) is not None
        and adjusted[collection, figure] < SIGNIFICANT
        and change(collection, figure, difference.value) == wanted
    )
