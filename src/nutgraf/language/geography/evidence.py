"""What an article says of where it plays: the countries and regions that it names, each with its weight."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from nutgraf.language.geography.toponyms import is_shouting, nation_names
from nutgraf.language.lexicon import table
from nutgraf.reading.gazetteer import Candidate
from nutgraf.schema import ArticleRecord

_HOME = 0.55
"""The share of the evidence that makes a country the article's own."""
_ENOUGH = 3.0
"""The weight that it needs beside other countries: more than one mention."""
_MOST = 12.0
"""What counts of one country's evidence."""
_WEIGHT = {"country": 2.0, "adjective": 1.0, "region": 2.0, "area": 1.0, "town": 1.0, "capital": 1.0}
_TOKEN, _SITE = 1.0, 2.0
_GENERIC_ENDINGS = frozenset("ai co fm gg io me tv ws".split())


class Evidence:
    """The countries and regions of one article: first as it names them; towns are counted as they are found."""

    def __init__(self, article: ArticleRecord) -> None:
        self.weights: Counter[str] = Counter()
        self._regions: set[tuple[str, str]] = set()
        dateline = article.dateline.text if article.dateline else ""
        named = [
            found.candidates
            for text in (article.title or "", dateline, article.text)
            for found in nation_names(text, shouting=is_shouting(text))
        ]
        self._unsettled = [meant for meant in named if not sole_countries(meant)]
        for meant in named:
            if sole_countries(meant):
                self.count(meant[0])
        self.settle()
        self._weigh_words(article)

    @property
    def home(self) -> str | None:
        """The country that the article is about, where one stands out."""
        if not self.weights:
            return None
        country, most = self.weights.most_common(1)[0]
        return country if most >= _HOME * self.weights.total() and (most >= _ENOUGH or len(self.weights) == 1) else None

    def share(self, country: str) -> float:
        """Which part of the evidence is that of `country`."""
        return self.weights[country] / self.weights.total() if self.weights[country] else 0.0

    def backing(self, countries: Iterable[str]) -> float:
        """The weight of the strongest of `countries`."""
        return max((self.weights[country] for country in countries), default=0.0)

    def leads(self, country: str) -> bool:
        """Whether this country has more weight than any other."""
        return self.weights[country] > self.backing(self.weights.keys() - {country})

    def names_region(self, country: str, admin1: str) -> bool:
        """Whether the article names this first-level region."""
        return (country, admin1) in self._regions

    def regions_of(self, country: str) -> set[str]:
        """The first-level regions of `country` that the article names."""
        return {region for of, region in self._regions if of == country}

    def unit(self, units: Sequence[Candidate]) -> Candidate | None:
        """The country, region or area meant; None where it can't be told."""
        if spread := [one for one in units if one.kind in ("area", "tract")]:
            return next((one for one in units if one.countries == (self.home,)), spread[0])
        ranked = sorted({one.countries: None for one in units}, key=lambda countries: -self.backing(countries))
        if not ranked or (len(ranked) > 1 and self.backing(ranked[0]) <= 2 * self.backing(ranked[1])):
            return None
        best = [one for one in units if one.countries == ranked[0]]
        named = [one for one in best if (*one.countries[:1], one.admin1) in self._regions] or best
        return named[0] if len({one.admin1 for one in named}) == 1 else replace(named[0], admin1="")

    def add(self, country: str, weight: float) -> None:
        self.weights[country] = min(self.weights[country] + weight, _MOST)  # type: ignore[assignment]

    def count(self, place: Candidate) -> None:
        """Counts a place that the article names; a river or a range says little of where it is."""
        if place.kind == "tract":
            return
        for country in place.countries:
            self.add(country, _WEIGHT[place.kind])
            if place.admin1 and place.kind == "region":
                self._regions.add((country, place.admin1))

    def settle(self) -> None:
        """Counts the names of several countries, Georgia and Congo, whose country can be told by now."""
        told = [(meant, self.unit(meant)) for meant in self._unsettled]
        self._unsettled = [meant for meant, unit in told if unit is None]
        for _, unit in told:
            if unit:
                self.count(unit)

    def _weigh_words(self, article: ArticleRecord) -> None:
        """Counts words that one country alone uses, and the country of the article's site."""
        text = article.text.replace("’", "'")
        for token, country in table("places")["tokens"].items():
            behind = r"(?!\w)" if token[-1].isalpha() else r"\d"
            if re.search(rf"(?<!\w){re.escape(token)}{behind}", text, re.IGNORECASE):
                self.add(country, _TOKEN)
        ending = (urlsplit(article.url or "").hostname or "").rpartition(".")[2]
        if len(ending) == 2 and ending not in _GENERIC_ENDINGS:
            self.add("GB" if ending == "uk" else ending.upper(), _SITE)


def sole_countries(meant: Sequence[Candidate]) -> tuple[str, ...]:
    """The countries of a name that can mean these alone; empty where it can mean several."""
    countries = {one.countries for one in meant}
    return next(iter(countries)) if len(countries) == 1 else ()
