"""What the places of events are: countries, coordinates and precision, by the words and by the rest of the article.

Whatever is not sure stays empty. A street or site has the coordinates of its town; regions, countries and areas have
none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nutgraf.event_types import HARMFUL, event_types
from nutgraf.language.geography.atlas import Atlas, Sense
from nutgraf.language.geography.toponyms import (
    Found,
    candidates,
    larger_unit,
    listed,
    names_within,
    nation_names,
    stands_in,
)
from nutgraf.reading.gazetteer import Candidate, capital_of, neighbours_of
from nutgraf.schema import ArticleRecord, Event, Place, PlacePrecision, Sentence

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_BORDER = re.compile(r"\b(?:borders?|frontiers?)\b", re.IGNORECASE)
_OFF = re.compile(r"\b(?:off|coasts?|waters|(?:nautical )?miles (?:north|south)?(?:east|west)?)\b", re.IGNORECASE)
_AIR = re.compile(r"\b(?:airspace|skies)\b", re.IGNORECASE)
_CAPITAL = re.compile(r"(?:the |its |their )?(?:[\w-]+ )?capital", re.IGNORECASE)
_INSIDE = re.compile(r"(?:\b(?:in|of|near|at|outside|from|within)\s+(?:the\s+)?|,\s*)$", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\b(?:to|from|between|linking)\s+$", re.IGNORECASE)
_REAL = ("happened", "ongoing", "attempted", "alleged")
_CITY, _TOWN = 100_000, 20_000
"""Inhabitants from which a place is known abroad; where no other has its name, and something is said to be there."""
_FEW = 3
"""Countries in which a name is, and is still not a common one."""
_NEAR = 3
"""Sentences before an event without a place in which its town may be named."""
_QUARTER = re.compile(r"\s(?:neighbou?rhood|section|quarter|barrio)\b", re.IGNORECASE)
_OWNER = re.compile(r"(?P<name>(?:[A-Z][\w.-]+\s){0,2}[A-Z][\w.-]+)['’]s\s(?:own\s)?$")
_HEAD_END = re.compile(r"\s(?:of|in|on|at|near|over|to|from|with|between|where|which)\s|,", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Meaning:
    """What is known of a place."""

    precision: PlacePrecision | None
    countries: tuple[str, ...] = ()
    town: Candidate | None = None
    """Whose coordinates it has."""
    own: bool = False
    """Whether it is the town itself, and not something in it."""
    open: bool = False
    """Whether it may lie in no one country."""
    tract: bool = False
    """Whether it lies in those of its countries that the article says."""


def resolve_places(article: ArticleRecord, events: Sequence[Event]) -> list[Event]:
    """The events with what can be known of their places filled in."""
    if not events:
        return []
    atlas = Atlas(article)
    return [
        event.model_copy(
            update={"places": [_resolved(place, article, event, atlas) for place in _places(article, event, atlas)]}
        )
        for event in events
    ]


def _places(article: ArticleRecord, event: Event, atlas: Atlas) -> list[Place]:
    """The places of an event; for one that is told by street and house alone, the town that they are in, too.

    News of a town takes the town as read: it says "the 400 block of Oak Street", and "Tulsa police said".
    """
    if event_types()[event.type].family not in HARMFUL or event.status not in _REAL:
        return event.places
    known = [place for place in event.places if _is_more_than_a_point(place.name, atlas)]
    if not all(_is_quarter(article, place) for place in known):
        return event.places
    first = event.sentences[0] - 1
    near = [article.sentences[first], *(article.sentences[number - 1] for number in event.sentences[1:])]
    if not event.places:
        near += article.sentences[max(0, first - _NEAR) : first] + article.sentences[first + 1 : first + 2]
    span = atlas.town_named(near, around=bool(known))
    if span is None or (not event.places and not any(one.start <= span.start < one.end for one in near)):
        return event.places
    name = article.text[span.start : span.end]
    if any(place.name == name for place in event.places):
        return event.places
    town = Place(id=f"l{len(event.places) + 1}", name=name, spans=[span], role="event")
    return [*event.places, town]


def _is_quarter(article: ArticleRecord, place: Place) -> bool:
    """Whether the text has a place as part of a town: "the Hunting Park section", "Philadelphia's Hunting Park"."""
    for span in place.spans:
        owner = _OWNER.search(article.text, max(0, span.start - 60), span.start)
        meant = candidates(owner["name"]) if owner else ()
        if _QUARTER.match(article.text, span.end) or (meant and all(one.is_town for one in meant)):
            return True
    return False


def _is_more_than_a_point(name: str, atlas: Atlas) -> bool:
    """Whether a place is a town by name, or a region: what says by itself where in the world it is."""
    first = name.partition(",")[0]
    if any(one.is_town for one in candidates(first)):
        return True
    precision = _meaning(name, (), atlas).precision
    return precision in ("region", "country", "area")


def _resolved(place: Place, article: ArticleRecord, event: Event, atlas: Atlas) -> Place:
    sentence, at = _where(place, article, event)
    after = larger_unit(article.text, at + len(place.name)) if at >= 0 else ()
    meaning = _meaning(place.name, after, atlas)
    if meaning.tract:
        meaning = replace(meaning, countries=atlas.narrowed(meaning.countries, sentence))
    elif sentence is not None and meaning.precision is not None:
        meaning = _completed(meaning, place.name, atlas, sentence, firm=stands_in(article.text, at))
    town = meaning.town
    return place.model_copy(
        update={
            "countries": list(meaning.countries),
            "latitude": town.latitude if town else None,
            "longitude": town.longitude if town else None,
            "geoname_id": town.geoname_id if town and meaning.own else None,
            "precision": meaning.precision,
        }
    )


def _where(place: Place, article: ArticleRecord, event: Event) -> tuple[Sentence | None, int]:
    """The sentence that names the place, one that the event rests on if there is one, and where it does."""
    spans = [span for span in place.spans if article.text[span.start : span.end] == place.name] or place.spans
    found = [
        (one.id not in event.sentences, span.start, one)
        for span in spans
        for one in article.sentences
        if one.start <= span.start < one.end
    ]
    if not found:
        return None, -1
    _, start, sentence = min(found, key=lambda item: item[:2])
    return sentence, start


def _meaning(name: str, after: Sequence[Candidate], atlas: Atlas) -> _Meaning:
    """What the words say by themselves, in an article with this geography."""
    nations = _nations(name, atlas)
    if _BORDER.search(name):
        return _Meaning(precision="area", countries=_both_sides(nations, atlas))
    bare = name.removeprefix("the ").removeprefix("The ")
    first, _, rest = bare.partition(",")
    if rest and (unit := larger_unit(bare, len(first))):
        bare, after = first, unit
    whole = _of_sense(atlas.sense(candidates(bare), after))
    if whole and (not bare[:1].islower() or _is_told_in_small(bare, whole, atlas)):
        return whole
    if _AIR.search(name):
        return _Meaning(precision="area", countries=nations)
    if _OFF.search(name):
        return _Meaning(precision="area", countries=nations or _shore(name, atlas), open=True)
    if _CAPITAL.fullmatch(name) and len(nations) <= 1:
        return _capital(nations, atlas)
    core, words = _core(name)
    if not core:
        return _Meaning(precision="area", open=True)
    kind = _kind(name)
    if core != name and not core[:1].islower():
        found = tuple(one for one in candidates(core) if kind != "region" or not one.is_town)
        sense = atlas.sense(found, after)
        fits = sense.place and not (sense.place.is_town and kind in ("area", "point"))
        if fits and (part := _around(sense, words)):
            return part
    return _phrase(name, after, kind, nations, atlas)


def _both_sides(nations: tuple[str, ...], atlas: Atlas) -> tuple[str, ...]:
    """The countries of a border that is named after these; of one, that with the neighbour that the article is of."""
    if len(nations) != 1:
        return nations
    beside = neighbours_of(nations[0])
    named = [country for country in beside if atlas.evidence.weights[country]]
    others = [atlas.home] if atlas.home in beside else named or [*beside]
    return tuple(sorted({nations[0], others[0]})) if len(others) == 1 else nations


def _shore(name: str, atlas: Atlas) -> tuple[str, ...]:
    """The country of the towns and islands that waters are named after: "off Crete", "12 miles west of Bergen"."""
    places = [atlas.sense(found.candidates).place for found in names_within(name)]
    countries = {one.countries for one in places if one}
    return next(iter(countries)) if len(countries) == 1 else ()


def _is_told_in_small(name: str, meaning: _Meaning, atlas: Atlas) -> bool:
    """Whether words in lower case are the name of a region: "the demilitarized zone", in an article on both Koreas."""
    backed = all(atlas.evidence.weights[country] for country in meaning.countries)
    own = backed if len(meaning.countries) > 1 else meaning.countries == (atlas.home,)
    return " " in name and meaning.precision in ("region", "area") and own


def _of_sense(sense: Sense) -> _Meaning | None:
    place = sense.place
    if place is None:
        return _Meaning(precision="town", countries=sense.countries) if sense.countries else None
    if place.is_town:
        return _Meaning(precision="town", countries=sense.countries, town=place, own=True)
    precision: PlacePrecision = "country" if place.kind == "country" else "region"
    if place.kind in ("area", "tract"):
        precision = "area"
    return _Meaning(precision=precision, countries=place.countries, open=True, tract=place.kind == "tract")


def _around(sense: Sense, words: Sequence[str]) -> _Meaning | None:
    """Of a name with a word before or behind it: "northern Syria", "Aleppo province", "downtown Tulsa"."""
    meaning = _of_sense(sense)
    if meaning and meaning.precision == "country" and set(words) & (listed("direction") | listed("area")):
        return replace(meaning, precision="region")
    return meaning


def _capital(nations: tuple[str, ...], atlas: Atlas) -> _Meaning:
    country = nations[0] if nations else atlas.home
    town = capital_of(country) if country else None
    return _Meaning(precision="town", countries=town.countries if town else (), town=town, own=True)


def _phrase(
    name: str, after: Sequence[Candidate], kind: PlacePrecision | None, nations: tuple[str, ...], atlas: Atlas
) -> _Meaning:
    """Of a phrase that has other names in it: "a bar on Lowell Street in Tulsa", "Basra airport"."""
    one_name = name[:1].isupper() and not name.endswith(("'s", "’s"))
    precision = kind or ("town" if one_name or (len(name.split()) == 1 and not name.islower()) else "point")
    town = None
    countries = nations
    for found in names_within(name):
        sense = atlas.sense(found.candidates, larger_unit(name, found.end) or after)
        place = sense.place
        if place is None or place.kind in ("tract", "country"):
            continue
        if not place.is_town:
            countries = countries or place.countries
            continue
        if _stands_for_town(name, found, place, atlas):
            town, countries = place, place.countries
    if len(countries) > 1 and precision in ("point", "town"):
        countries = ()
    return _Meaning(precision=precision, countries=countries, town=town if precision in ("point", "town") else None)


def _stands_for_town(name: str, found: Found, town: Candidate, atlas: Atlas) -> bool:
    """Whether a name in a phrase is that of a town, and not of a street, a park or a church."""
    if _ELSEWHERE.search(name[: found.start]):
        return False
    behind = _WORD.search(name, found.end)
    word = behind[0].lower().rstrip(".") if behind else ""
    if word in listed("street") or name[found.end : found.end + 1] == "-":
        return False
    return (
        _INSIDE.search(name[: found.start]) is not None
        or not word
        or (word in listed("site") | listed("point") and atlas.is_local(town))
    )


def _core(name: str) -> tuple[str, list[str]]:
    """A name without the words around it that say which part of it or what kind of unit it is, and these words."""
    words = [(match[0].lower().rstrip("."), match.start(), match.end()) for match in _WORD.finditer(name)]
    taken: list[str] = []
    unit = listed("region") | listed("town") | listed("area")
    loose = unit | listed("direction") | listed("around") | {"the", "a", "an", "of"}
    while words and words[0][0] in loose:
        taken.append(words.pop(0)[0])
    while len(words) > 1 and words[-1][0] in unit:
        taken.append(words.pop()[0])
    if not words:
        return (name if set(taken) - listed("direction") - listed("around") - {"the", "a", "of"} else ""), taken
    return name[words[0][1] : words[-1][2]], taken


def _kind(name: str) -> PlacePrecision | None:
    """What its head noun says that a phrase is; failing that, any word for a building or a street in it."""
    words = [match[0].lower().rstrip(".") for match in _WORD.finditer(name)]
    head = [match[0].lower().rstrip(".") for match in _WORD.finditer(_HEAD_END.split(name, maxsplit=1)[0])]
    addressed = listed("street") | listed("site") | listed("point")
    if head and head[-1] in listed("town"):
        return "town"
    for word in head[-1:]:
        if word in addressed:
            return "point"
        if word in listed("region"):
            return "region"
        if word in listed("area"):
            return "area"
    return "point" if set(words) & addressed or any(character.isdigit() for character in name) else None


def _nations(name: str, atlas: Atlas) -> tuple[str, ...]:
    """The countries that a phrase names, each once, in alphabetical order."""
    named = {
        country
        for found in nation_names(name, shouting=atlas.shouting)
        for country in (found.candidates[0].countries if len({one.countries for one in found.candidates}) == 1 else ())
    }
    return tuple(sorted(named))


def _completed(meaning: _Meaning, name: str, atlas: Atlas, sentence: Sentence, *, firm: bool) -> _Meaning:
    """With the country, and for a street or site the coordinates, that the sentence or the article gives."""
    near = None if meaning.town else atlas.town_near(sentence)
    countries = meaning.countries
    if not countries and not meaning.open:
        here = atlas.countries_of(sentence)
        country = near.countries[0] if near else here[0] if len(here) == 1 else atlas.home
        if meaning.precision in ("town", "region"):
            country = _or_abroad(country, name, firm=firm)
        countries = (country,) if country else ()
    town = meaning.town
    if town is None and meaning.precision == "point" and near and near.countries == countries:
        town = near
    return replace(meaning, countries=countries, town=town)


def _or_abroad(country: str | None, name: str, *, firm: bool) -> str | None:
    """`country`, unless a city or region of this name lies in few others, and none in it: then the one other of a city,
    if something is said to be there, or none. The name of a capital is not taken for a village's."""
    meant = candidates(name) or candidates(_core(name)[0])
    elsewhere = {one.countries for one in meant}
    if (country,) in elsewhere:
        return country
    if len(elsewhere) > _FEW:
        return None if any(one.kind == "capital" for one in meant) else country
    alone = len(elsewhere) == 1
    own = [one for one in meant if alone or not one.alias]
    cities = [one for one in own if one.population >= (_TOWN if alone and not one.alias else _CITY)]
    if firm and alone and cities:
        return cities[0].countries[0]
    return None if cities or any(one.is_region for one in meant) else country
