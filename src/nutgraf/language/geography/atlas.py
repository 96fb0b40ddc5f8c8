"""The geography of an article: which countries it is about, which towns it names, and what a name means in it.

What a name means is decided by what the article says besides (Leidner, Toponym Resolution in Text, 2007: one sense a
discourse, and the sense that keeps an article's places close together): countries and regions that it names, the
dateline, towns near one another; by population only where one candidate stands far above the others and nothing speaks
against it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nutgraf.language.geography.distance import NEAR_KM, cell, distance_km, together
from nutgraf.language.geography.evidence import Evidence, sole_countries
from nutgraf.language.geography.toponyms import (
    Found,
    candidates,
    is_shouting,
    larger_unit,
    names_within,
    nation_names,
    place_spots,
    stands_in,
    within,
)
from nutgraf.reading.gazetteer import Candidate
from nutgraf.schema import ArticleRecord, Sentence, Span

_LOCAL_KM = 100
_STRETCH = 3
"""Countries of a river or a range that one article can speak of at once."""
_FAR_KM = 300
_SURE = 0.8
"""By how much, in powers of ten of inhabitants, the best candidate has to stand above the next one elsewhere."""
_LARGE, _KNOWN, _ALONE, _SMALL = 200_000, 100_000, 50_000, 20_000
"""Inhabitants from which a town can be meant: in an article about other countries; in one without any; there, if it is
the only one of its name; far from the article's other towns."""
_RIVAL, _HAMLET = 10_000, 1_000
"""Inhabitants from which a town keeps a name from meaning a region abroad; in an article about other countries."""
_SOME = 0.1
"""The share of the evidence from which a small town of a country can be meant."""
_CLUSTER = 2
"""The number of other names with a place near by from which a town can be meant without further evidence."""
_HOME = 0.55
"""The share of the mentions that makes a town the article's own."""
_SEAT = 0.25
"""How large, beside the largest town of its name, a capital is that a dateline names without its country."""
_DATELINE, _CROWD = 3.0, 3.0
_TITLE, _DATELINE_SENTENCE = -1, 0


@dataclass(frozen=True, slots=True)
class Town:
    """A town that a sentence names (or the title, -1, or the dateline, 0)."""

    sentence: int
    place: Candidate
    span: Span | None = None
    """Where in the article's text; None in the title and the dateline."""
    sure: bool = True
    """Whether something is said to be there, and not only to come from it or go to it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sense:
    """What a name means: the one candidate, or the countries of all that it may be."""

    place: Candidate | None = None
    countries: tuple[str, ...] = ()


class Atlas:
    """The countries, regions and towns of one article."""

    def __init__(self, article: ArticleRecord) -> None:
        self.shouting = is_shouting(article.text)
        self.evidence = Evidence(article)
        self.towns: list[Town] = []
        self._article = article
        self._cells: dict[tuple[int, int], set[str]] = {}
        self._charted: dict[str, set[int | None]] = {}
        self._find_towns(self._spots(article))

    @property
    def home(self) -> str | None:
        """The country that the article is about, where one stands out."""
        return self.evidence.home

    def countries_of(self, sentence: Sentence) -> list[str]:
        """The countries that a sentence plays in: those of its towns, and of those that it names the ones that it puts
        something in, or that outweigh all others. A diplomat's country is not where he is."""
        text = self._article.sentence_text(sentence)
        named = [
            country
            for one in nation_names(text, shouting=self.shouting)
            for country in sole_countries(one.candidates)
            if self.evidence.leads(country) or stands_in(text, one.start)
        ]
        named += [town.place.countries[0] for town in self._firm_towns() if town.sentence == sentence.id]
        return list(dict.fromkeys(named))

    def narrowed(self, countries: Sequence[str], sentence: Sentence | None) -> tuple[str, ...]:
        """Those of the countries of a river or a range that are meant: that the sentence names, by themselves or by a
        town, or that the article is about. None where it can't be told."""
        named: set[str] = set()
        if sentence:
            nations = nation_names(self._article.sentence_text(sentence), shouting=self.shouting)
            named.update(country for one in nations for country in sole_countries(one.candidates))
            named.update(town.place.countries[0] for town in self.towns if town.sentence == sentence.id)
        most = self.evidence.backing(countries)
        about = [country for country in countries if most and self.evidence.weights[country] >= most / 2]
        meant = named.intersection(countries) or about or countries
        return tuple(sorted(meant)) if len(meant) <= _STRETCH else ()

    def town_near(self, sentence: Sentence) -> Candidate | None:
        """The town that goes without saying: the one of the sentence, else of the paragraph, else of the article."""
        paragraph = {one.id for one in self._article.sentences if one.paragraph == sentence.paragraph}
        firm = self._firm_towns()
        home = _main_town(firm)
        for scope in ({sentence.id}, paragraph):
            towns = [town.place for town in firm if town.sentence in scope]
            if towns and (together(towns) or home in towns):
                return home if home in towns else max(towns, key=lambda town: town.population)
        return home

    def town_named(self, near: Sequence[Sentence], *, around: bool = False) -> Span | None:
        """Where the text names the town that goes without saying in `near`, as near to it as can be.

        With `around`, it is the article's, of which a town in `near` is only a quarter. Failing a town that is known,
        it is one whose police or whose people speak there: "Cicero officials say".
        """
        town = _main_town(self._firm_towns()) if around else self.town_near(near[0])
        numbers = [one.id for one in near]
        spans = [
            (min(abs(one.sentence - number) for number in numbers), one.span.start, one.span)
            for one in self.towns
            if one.span and town and one.place == town
        ]
        if spans:
            return min(spans, key=lambda found: found[:2])[2]
        found = (
            Span(start=one.start + spot.start, end=one.start + spot.end)
            for one in near
            for spot in place_spots(self._article.sentence_text(one), shouting=self.shouting)
            if spot.sure and not self.shouting and any(meant.is_town for meant in spot.candidates)
        )
        return next(found, None)

    def names(self, sentence: Sentence) -> list[Span]:
        """Where a sentence names places that the article makes known, by the words around them: rather too few."""
        spots = place_spots(self._article.sentence_text(sentence), shouting=self.shouting)
        return [
            Span(start=sentence.start + spot.start, end=sentence.start + spot.end)
            for spot in spots
            if spot.sure and self.sense(spot.candidates, spot.after).place
        ]

    def sense(self, meant: Sequence[Candidate], after: Sequence[Candidate] = ()) -> Sense:
        """What a name means that can be any of the towns, regions and countries `meant`.

        `after` is what the larger unit behind it can mean.
        """
        nations = [one for one in meant if one.kind == "country"]
        regions = [one for one in meant if one.is_region]
        towns = [one for one in meant if one.is_town]
        if after and (fitting := within(towns, after)):
            return self._town(fitting, narrowed=True)
        if nations:
            states = [one for one in regions if one.countries == ("US",)]
            if nation := self.evidence.unit(nations + states):
                return Sense(place=nation, countries=nation.countries)
        town, region = self._town(towns), self._region(regions, towns)
        if region is None:
            return town
        backed = self.evidence.backing(region.countries)
        if town.place and region.kind == "tract":
            whole = town.place.population < _ALONE
        elif town.place and town.place.countries == region.countries:
            whole = town.place.alias and town.place.population < _ALONE
        else:
            whole = town.place is None or bool(backed and not self.evidence.weights[town.place.countries[0]])
        return Sense(place=region, countries=region.countries) if whole else town

    def _region(self, regions: Sequence[Candidate], towns: Sequence[Candidate]) -> Candidate | None:
        """The region or area meant; of a country that the article does not name, only one that is known by itself."""
        region = self.evidence.unit(regions)
        if region is None or self.evidence.backing(region.countries):
            return region
        own = any(one.countries == region.countries for one in towns)
        if self.evidence.weights and region.admin1 and region.countries != ("US",) and not own:
            return None
        weights = self.evidence.weights
        least = _HAMLET if weights else _RIVAL
        rivals = [one for one in towns if weights[one.countries[0]] or one.population >= least]
        return None if any(one.countries != region.countries for one in rivals) else region

    def _firm_towns(self) -> list[Town]:
        """The towns in which something is said to be, and those of the article's country."""
        return [town for town in self.towns if town.sure or town.place.countries == (self.home,)]

    def _town(self, towns: Sequence[Candidate], *, narrowed: bool = False) -> Sense:
        if not towns:
            return Sense()
        score = {town: self._score(town) for town in towns}
        best, *rest = sorted(score, key=lambda town: (-score[town], town.geoname_id))
        others = [town for town in rest if distance_km(best, town) > NEAR_KM]
        if not narrowed and not self._plausible(best, alone=not others):
            return Sense()
        abroad = [town for town in others if town.countries != best.countries]
        if any(score[best] - score[town] < _SURE for town in abroad):
            return Sense()
        if any(score[best] - score[town] < _SURE for town in others) or (not narrowed and self._is_far(best)):
            return Sense(countries=best.countries)
        return Sense(place=best, countries=best.countries)

    def _score(self, town: Candidate) -> float:
        """Inhabitants in powers of ten, and as much again for what the article says for this one."""
        country = town.countries[0]
        score = math.log10(max(town.population, 300)) - (1.0 if town.alias else 0.0)
        if share := self.evidence.share(country):
            score += 1.0 + 2.0 * share
        if self.evidence.names_region(country, town.admin1):
            score += 1.0
        neighbours = self._neighbours(town)
        return score + (0.5 + 0.3 * min(neighbours, 4) if neighbours else 0.0)

    def _plausible(self, town: Candidate, *, alone: bool) -> bool:
        if self.evidence.share(town.countries[0]) >= _SOME:
            return True
        if town.alias:
            return False
        if self._neighbours(town) >= (2 * _CLUSTER if self.evidence.weights else _CLUSTER):
            return True
        if self.evidence.weights:
            return town.population >= (_KNOWN if alone else _LARGE)
        return town.population >= (_ALONE if alone else _KNOWN)

    def _is_far(self, town: Candidate) -> bool:
        """Whether a small place is far from the towns, or outside the regions, the article names in its country."""
        if town.population >= _SMALL:
            return False
        known = [other.place for other in self.towns if other.place.countries == town.countries]
        regions = self.evidence.regions_of(town.countries[0])
        stray = bool(known) and min(distance_km(town, other) for other in known) > _FAR_KM
        elsewhere = bool(regions) and bool(town.admin1) and town.admin1 not in regions
        return town.alias or (not self._neighbours(town) and (stray or elsewhere))

    def is_local(self, town: Candidate) -> bool:
        """Whether `town` is near the one that the article is about; where it is about none, in a country it names."""
        home = _main_town(self.towns)
        return distance_km(town, home) <= _LOCAL_KM if home else self.evidence.weights[town.countries[0]] > 0

    def _neighbours(self, town: Candidate) -> int:
        """How many other names of the article can mean a place about as near as a degree."""
        row, column = cell(town)
        steps = (-1, 0, 1)
        near: set[str] = set().union(
            *(self._cells.get((row + south, column + east), set()) for south in steps for east in steps)
        )
        own = {name for name in near if town.geoname_id in self._charted[name]}
        return len(near - own)

    def _spots(self, article: ArticleRecord) -> list[tuple[int, Found]]:
        """The names of the title and the sentences that may be towns, each with where; all of them are charted."""
        spots: list[tuple[int, Found]] = []
        texts = {sentence.id: article.sentence_text(sentence) for sentence in article.sentences}
        for number, text in texts.items():
            spots += [(number, spot) for spot in place_spots(text, shouting=self.shouting)]
        plain = set(re.findall(r"\w+", article.text))
        title = article.title or ""
        if not is_shouting(title) and sum(word[0].isupper() for word in title.split()) <= len(title.split()) / 2:
            spots += [(_TITLE, spot) for spot in names_within(title)]
        texts[_TITLE] = title
        inside = {texts[number][spot.start : spot.end] for number, spot in spots if spot.start}
        spots = [
            (number, spot)
            for number, spot in spots
            if spot.sure or _may_be_name(texts[number][spot.start : spot.end], spot, plain, inside)
        ]
        for number, spot in spots:
            name = texts[number][spot.start : spot.end]
            for place in spot.candidates:
                if place.is_town and not (place.alias and place.population < _KNOWN):
                    self._cells.setdefault(cell(place), set()).add(name)
                    self._charted.setdefault(name, set()).add(place.geoname_id)
        return spots

    def _find_towns(self, spots: Sequence[tuple[int, Found]]) -> None:
        """The towns that are named: those that stand firm by themselves first, the others in their light."""
        if self._article.dateline and self._article.dateline.place:
            self._add_dateline(self._article.dateline.place)
        units = [spot for _, spot in spots if not self._counts_unit(spot)]
        if country := self._crowded(spots):
            self.evidence.add(country, _CROWD)
        waiting = list(spots)
        for careful in (True, False):
            told = [(number, spot, self._town_of(spot, careful=careful)) for number, spot in waiting]
            waiting = [(number, spot) for number, spot, place in told if place is None]
            self.towns += [
                Town(number, place, self._span(number, spot), spot.sure) for number, spot, place in told if place
            ]
            for place in dict.fromkeys(place for _, _, place in told if place):
                self.evidence.count(place)
            self.evidence.settle()
            units = [spot for spot in units if not self._counts_unit(spot)]

    def _span(self, number: int, spot: Found) -> Span | None:
        if number < 1:
            return None
        start = self._article.sentences[number - 1].start
        return Span(start=start + spot.start, end=start + spot.end)

    def _crowded(self, spots: Sequence[tuple[int, Found]]) -> str | None:
        """The country in which most of the names lie close together, where that is no chance."""
        most: Counter[str] = Counter()
        for _, spot in spots:
            for place in spot.candidates:
                if place.is_town and not place.alias:
                    country = place.countries[0]
                    most[country] = max(most[country], self._neighbours(place))
        ranked = [*most.most_common(2), ("", 0), ("", 0)]
        return ranked[0][0] if ranked[0][1] > 2 * max(ranked[1][1], 1) else None

    def _counts_unit(self, spot: Found) -> bool:
        """Counts a region that is named after a town or "in"; whether there is one that is known by now."""
        fitting = within([one for one in spot.candidates if one.is_town], spot.after)
        units = [one for one in spot.after if one.kind == "region" and within(fitting, [one])]
        if not fitting and all(one.is_region for one in spot.candidates):
            region = self._region(spot.candidates, ())
            units = [region] if region and (spot.sure or region.countries == ("US",)) else []
        for unit in units:
            self.evidence.count(unit)
        return bool(units)

    def _town_of(self, spot: Found, *, careful: bool) -> Candidate | None:
        """The town that a name stands for. With `careful`, only where more than its size says so."""
        place = self.sense(spot.candidates, spot.after).place
        if place is None or not place.is_town:
            return None
        firm = self._neighbours(place) >= _CLUSTER or bool(within([place], spot.after))
        if careful:
            return place if spot.sure and (firm or place.population >= _LARGE) else None
        likely = (
            place.population >= (_ALONE if self.evidence.weights[place.countries[0]] else _LARGE) and not place.alias
        )
        return place if spot.sure or likely else None

    def _add_dateline(self, words: str) -> None:
        name, _, rest = words.partition(",")
        rest = rest.strip()
        after = [one for one in candidates(rest) if one.kind in ("region", "country")] or _state(name, rest)
        meant = candidates(name)
        sense = self.sense(meant if rest else _seats(meant) or meant, after)
        if sense.place and sense.place.is_town:
            self.towns.append(Town(_DATELINE_SENTENCE, sense.place))
        for country in sense.countries:
            self.evidence.add(country, _DATELINE)


def _may_be_name(name: str, spot: Found, plain: set[str], inside: set[str]) -> bool:
    """Whether a capitalised word is no common one: not written small elsewhere, nor only at the start of a sentence."""
    return name.lower() not in plain and (spot.start > 0 or " " in name or name in inside)


def _seats(meant: Sequence[Candidate]) -> list[Candidate]:
    """The capitals among the towns of a name, if the name alone says them: not Victoria, but San José."""
    largest = max((one.population for one in meant), default=0)
    return [one for one in meant if one.kind == "capital" and one.population >= _SEAT * largest]


def _state(name: str, rest: str) -> list[Candidate]:
    return list(larger_unit(f"{name}, {rest}", len(name)))


def _main_town(towns: Sequence[Town]) -> Candidate | None:
    """The town around which most of the mentions are; None where there is none."""
    if not towns:
        return None
    counted: Counter[Candidate] = Counter()
    for town in towns:
        counted[town.place] += 2 if town.sentence == _TITLE else 1
    main = max(counted, key=lambda place: (counted[place], place.population))
    near = sum(count for place, count in counted.items() if distance_km(main, place) <= NEAR_KM)
    return main if near >= _HOME * counted.total() else None
