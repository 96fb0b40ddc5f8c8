"""A label file and its article to the labels that scoring uses: quotations found, ids checked, alternatives joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import TypeVar

from nutgraf.evaluation.suite.finder import Cited, Finder
from nutgraf.evaluation.suite.gold import (
    GoldAttribution,
    GoldEvent,
    GoldName,
    GoldParticipant,
    GoldPlace,
    GoldQuantity,
    GoldRelation,
    GoldTime,
    KeyPoint,
    Labelled,
    LoadedWord,
    MustNot,
)
from nutgraf.evaluation.suite.label_file import (
    AttributionLabel,
    EventLabel,
    LabelFile,
    ParticipantLabel,
    PlaceLabel,
    QuantityLabel,
    RelationLabel,
    TimeLabel,
)
from nutgraf.evaluation.suite.problems import Broken, FieldPath
from nutgraf.evaluation.suite.yaml_text import Lines
from nutgraf.reading import Article
from nutgraf.schema import Span

Value = TypeVar("Value")


def resolve(label: LabelFile, article: Article, *, page: str, file: str, lines: Lines) -> Labelled:
    """The labels of `article`. `page` is the whole file of the article, headline and furniture included.

    Raises Broken with all that is wrong in `file`.
    """
    finder = Finder(article, page=page, file=file, lines=lines)
    finder.share(label.names)
    events = finder.unique((("events", index, "id"), event.id) for index, event in enumerate(label.events))
    optional = frozenset(event.id for event in label.events if event.optional)
    main = tuple(name for name in (label.main, *label.main_or) if name is not None)
    finder.known(main, events, ("main",))
    if bool(main) != bool(events):
        finder.wrong(("main",), "has to name an event" if events else "has to be null where there is no event")
    for index, point in enumerate(label.summary.key_points):
        finder.known(point.events, events, ("summary", "key_points", index, "events"))
    for index, word in enumerate(label.loaded):
        finder.in_body(word.text, ("loaded", index, "text"))
    resolved = [_Event(event, finder, ("events", index), events, optional) for index, event in enumerate(label.events)]
    labelled = Labelled(
        slug=label.slug,
        article=article,
        split=label.split,
        language=label.language,
        kind=label.kind,
        traps=frozenset(label.traps),
        published=label.published.date,
        main=main,
        events=tuple(event.gold() for event in resolved),
        key_points=tuple(
            KeyPoint(text=point.text, events=point.events, words=point.words, says=point.says, optional=point.optional)
            for point in label.summary.key_points
        ),
        must_not=tuple(
            MustNot(text=one.text, words=one.words, unless=one.unless, why=one.why) for one in label.summary.must_not
        ),
        loaded=tuple(LoadedWord(text=word.text, in_quotes=word.in_quotes) for word in label.loaded),
        decoys=tuple(
            (span, passage.why)
            for index, passage in enumerate(label.no_event)
            for span in finder.in_page(passage.text, ("no_event", index, "text"))
        ),
    )
    if finder.problems:
        raise Broken(finder.problems)
    return labelled


class _Event:
    """Resolves one event: what its parts quote is looked for in the sentences that it cites."""

    def __init__(
        self, label: EventLabel, finder: Finder, path: FieldPath, events: frozenset[str], optional: frozenset[str]
    ) -> None:
        self._label = label
        self._finder = finder
        self._path = path
        self._events = events
        self._optional_events = optional
        self._cited = finder.cited(label.sentences, (*path, "sentences"))
        parts: tuple[tuple[str, Sequence[ParticipantLabel | PlaceLabel | QuantityLabel]], ...] = (
            ("participants", label.participants),
            ("places", label.places),
            ("quantities", label.quantities),
        )
        self._ids = finder.unique(
            ((*path, field, index, "id"), part.id)
            for field, listed in parts
            for index, part in enumerate(listed)
            if part.id
        )

    def gold(self) -> GoldEvent:
        label, path = self._label, self._path
        return GoldEvent(
            id=label.id,
            what=label.what,
            type=_either(label.type, label.type_or),
            status=_either(label.status, label.status_or),
            disputed=_either(label.disputed, label.disputed_or),
            sentences=self._cited,
            participants=tuple(
                self._participant(one, (*path, "participants", index)) for index, one in enumerate(label.participants)
            ),
            places=tuple(self._place(one, (*path, "places", index)) for index, one in enumerate(label.places)),
            time=self._time(label.time, (*path, "time")) if label.time else None,
            quantities=tuple(
                self._quantity(one, (*path, "quantities", index)) for index, one in enumerate(label.quantities)
            ),
            attributions=self._attributions(label.attributions, label.optional, path),
            relations=tuple(
                self._relation(one, (*path, "relations", index)) for index, one in enumerate(label.relations)
            ),
            optional=label.optional,
        )

    def _participant(self, one: ParticipantLabel, path: FieldPath) -> GoldParticipant:
        return GoldParticipant(
            id=one.id,
            name=self._name(one, path),
            role=_either(one.role, one.role_or),
            kind=_either(one.kind, one.kind_or),
            outcome=_either(one.outcome, one.outcome_or),
            affiliation=self._affiliation(one, self._cited, path),
            age=one.age,
            optional=self._label.optional or one.optional,
        )

    def _place(self, one: PlaceLabel, path: FieldPath) -> GoldPlace:
        self._finder.find_all(one.within, self._cited, (*path, "within"), anywhere=True)
        units = (name for unit in one.within for name in self._finder.with_others(unit))
        return GoldPlace(
            id=one.id,
            name=self._name(one, path),
            role=_either(one.role, one.role_or),
            countries=_either(frozenset(one.country), map(frozenset, one.country_or)),
            precision=_either(one.precision, one.precision_or),
            latitude=one.lat,
            longitude=one.lon,
            within=tuple(dict.fromkeys(units)),
            optional=self._label.optional or one.optional,
        )

    def _name(self, one: ParticipantLabel | PlaceLabel, path: FieldPath) -> GoldName:
        spans = [
            *self._finder.find(one.name, self._cited, (*path, "name"), anywhere=True),
            *self._finder.find_all(one.name_or, self._cited, (*path, "name_or"), anywhere=True),
            *self._finder.find_all(one.aliases, self._cited, (*path, "aliases"), anywhere=True),
        ]
        return self._finder.named((one.name, *one.name_or), one.aliases, spans, self._cited)

    def _time(self, one: TimeLabel, path: FieldPath) -> GoldTime:
        return GoldTime(
            text=self._words(one.text, one.text_or, path),
            start=_either(one.start, one.start_or),
            end=_either(one.end, one.end_or),
            precision=_either(one.precision, one.precision_or),
            optional=self._label.optional or one.optional,
        )

    def _words(self, words: str, others: tuple[str, ...], path: FieldPath) -> GoldName:
        spans = [
            *self._finder.find(words, self._cited, (*path, "text")),
            *self._finder.find_all(others, self._cited, (*path, "text_or")),
        ]
        return GoldName(names=_either(words, others), spans=_in_order(spans))

    def _quantity(self, one: QuantityLabel, path: FieldPath) -> GoldQuantity:
        optional = self._label.optional or one.optional
        for field, target in (("place", one.place), ("participant", one.participant), ("part_of", one.part_of)):
            self._finder.known([target] if target else [], self._ids, (*path, field))
        if one.part_of and one.part_of == one.id:
            self._finder.wrong((*path, "part_of"), "points to itself")
        if one.of:
            self._finder.find(one.of, self._cited, (*path, "of"))
        return GoldQuantity(
            id=one.id,
            text=self._figure(one.text, one, path) if one.text else None,
            derived_from=tuple(
                GoldName(
                    names=(words,),
                    spans=self._finder.find(words, self._cited, (*path, "from", index), listed=one.from_),
                )
                for index, words in enumerate(one.from_)
            ),
            value=_either(one.value, one.value_or),
            low=one.low,
            high=one.high,
            of=one.of,
            kind=_either(one.kind, one.kind_or),
            currency=_either(one.currency, one.currency_or),
            bound=_either(one.bound, one.bound_or),
            place=one.place,
            participant=one.participant,
            part_of=one.part_of,
            derived=_either(one.origin == "derived", (origin == "derived" for origin in one.origin_or)),
            attributions=self._attributions(one.attributions, optional, path),
            optional=optional,
        )

    def _figure(self, text: str, one: QuantityLabel, path: FieldPath) -> GoldName:
        if one.in_ is None:
            return self._words(text, one.text_or, path)
        around = self._finder.find(one.in_, self._cited, (*path, "in"))
        spans = [*self._finder.find_in(text, around, (*path, "text"))]
        for index, words in enumerate(one.text_or):
            spans += self._finder.find_in(words, around, (*path, "text_or", index))
        return GoldName(names=_either(text, one.text_or), spans=_in_order(spans))

    def _attributions(
        self, labels: Sequence[AttributionLabel], optional: bool, path: FieldPath
    ) -> tuple[GoldAttribution, ...]:
        return tuple(
            self._attribution(one, optional, (*path, "attributions", index)) for index, one in enumerate(labels)
        )

    def _attribution(self, one: AttributionLabel, optional: bool, path: FieldPath) -> GoldAttribution:
        finder, cited = self._finder, self._cited
        if one.sentences:
            cited = finder.cited(one.sentences, (*path, "sentences"), among=cited)
        for field, via in _fields("via", one.via, one.via_or):
            finder.find_all(via, cited, (*path, *field), anywhere=True)
        for field, quote in _fields("quote", one.quote, one.quote_or):
            if quote is not None:
                finder.find(quote, cited, (*path, *field))
        ways = (way for via in (one.via, *one.via_or) for way in product(*map(finder.with_others, via)))
        return GoldAttribution(
            source=self._source(one, cited, path),
            own_word=None in (one.source, *one.source_or),
            kind=_either(one.kind, one.kind_or),
            named=_either(one.named, one.named_or),
            stance=_either(one.stance, one.stance_or),
            via=tuple(dict.fromkeys(ways)),
            affiliation=self._affiliation(one, cited, path),
            quote=_either(one.quote, one.quote_or),
            sentences=cited,
            optional=optional or one.optional,
        )

    def _source(self, one: AttributionLabel, cited: Cited, path: FieldPath) -> GoldName | None:
        spans = self._finder.find_all(one.aliases, cited, (*path, "aliases"), anywhere=True)
        names: list[str] = []
        for field, name in _fields("source", one.source, one.source_or):
            if name is not None:
                names.append(name)
                spans += self._finder.find(name, cited, (*path, *field), anywhere=True, listed=_texts(one.source_or))
        return self._finder.named(names, one.aliases, spans, cited) if names else None

    def _affiliation(
        self, one: ParticipantLabel | AttributionLabel, cited: Cited, path: FieldPath
    ) -> tuple[str | None, ...]:
        right: dict[str | None, None] = {}
        for field, name in _fields("affiliation", one.affiliation, one.affiliation_or):
            if name is None:
                right[None] = None
            else:
                self._finder.find(name, cited, (*path, *field), anywhere=True)
                right |= dict.fromkeys(self._finder.with_others(name))
        return tuple(right)

    def _relation(self, one: RelationLabel, path: FieldPath) -> GoldRelation:
        self._finder.known([one.to], self._events, (*path, "to"))
        if one.to == self._label.id:
            self._finder.wrong((*path, "to"), "points to its own event")
        optional = self._label.optional or one.optional or one.to in self._optional_events
        return GoldRelation(to=one.to, kind=_either(one.kind, one.kind_or), optional=optional)


def _either(value: Value, others: Iterable[Value]) -> tuple[Value, ...]:
    """All values that are right, the label's own first."""
    return tuple(dict.fromkeys((value, *others)))


def _fields(name: str, value: Value, others: Sequence[Value]) -> list[tuple[FieldPath, Value]]:
    """The values of a field and of its alternatives, with where they stand."""
    return [((name,), value), *(((f"{name}_or", index), other) for index, other in enumerate(others))]


def _texts(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(value or "" for value in values)


def _in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(set(spans), key=lambda span: (span.start, span.end)))
