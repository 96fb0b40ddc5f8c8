"""The scores of resolvers on the labels' own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from strategies import event, labelled, place, quantity, time

from nutgraf.evaluation.suite.components import (
    ResolvedPlace,
    ResolvedQuantity,
    ResolvedTime,
    score_countries,
    score_quantities,
    score_times,
)
from nutgraf.evaluation.suite.gold import Labelled
from nutgraf.evaluation.tally import Tally
from nutgraf.reading import Article
from nutgraf.schema import Sentence

TEXT = "It rained in Lesmund. A fire in Kolvar on Saturday cost some $3 million. It killed two."


def gold() -> Labelled:
    unsure = place(TEXT, "Lesmund", countries=(frozenset(),), latitude=None, longitude=None)
    return labelled(
        TEXT,
        event(
            places=(place(TEXT, "Kolvar"), unsure),
            time=time(TEXT, "on Saturday", "Saturday"),
            quantities=(
                quantity(TEXT, "some $3 million", value=(3e6,), kind=("money",), currency=("USD",), bound=("about",)),
                quantity(TEXT, "two", value=(2.0,), optional=True),
                quantity(TEXT, value=(1.0,)),
            ),
        ),
        replace(event("e2", time=time(TEXT, "Saturday"), places=(place(TEXT, "fire"),)), optional=True),
    )


def test_times_are_resolved_in_their_sentence() -> None:
    asked = []

    def resolve(words: str, sentence: Sentence, article: Article) -> ResolvedTime:
        asked.append((words, article.sentence_text(sentence)[:6]))
        return ResolvedTime("2019-02-09", "2019-02-10", "day")

    made = score_times(gold(), resolve)
    assert asked == [("on Saturday", "A fire")]
    assert [one.right for one in made.values()] == [1, 0, 1, 0]
    assert list(made) == ["times.start", "times.end", "times.precision", "times.all"]


def test_places_are_resolved_together_in_the_order_of_the_text() -> None:
    def resolve(names: Sequence[str], article: Article) -> list[ResolvedPlace]:
        assert list(names) == ["Lesmund", "Kolvar"]
        return [ResolvedPlace(frozenset(), None, None), ResolvedPlace(frozenset({"SN"}), 50.0, -14.9)]

    made = score_countries(gold(), resolve)
    assert made == {"places.countries": Tally(2, 2, 2), "places.coordinates": Tally(0, 1, 1)}


def test_stated_figures_are_resolved_from_their_words() -> None:
    def resolve(words: str, sentence: str) -> ResolvedQuantity:
        assert (words, sentence) == ("some $3 million", "A fire in Kolvar on Saturday cost some $3 million.")
        return ResolvedQuantity(3e6, None, None, "money", "exact", "USD")

    made = score_quantities(gold(), resolve)
    assert {name: one.right for name, one in made.items()} == {
        "quantities.value": 1,
        "quantities.kind": 1,
        "quantities.bound": 0,
        "quantities.currency": 1,
    }
    assert {one.gold for one in made.values()} == {1}
