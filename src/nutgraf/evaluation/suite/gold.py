"""What is right about an article: the labels as scoring uses them, every quotation found in the article.

A field for which more than one value is right is a tuple: the first is the one that the label gives, the others are its
alternatives (`FIELD_or` in the label file). Spans are in characters of the article's body, as in a report.
"""

from __future__ import annotations

from dataclasses import dataclass

from nutgraf.reading import Article
from nutgraf.schema import (
    Bound,
    Outcome,
    ParticipantKind,
    PlacePrecision,
    PlaceRole,
    QuantityKind,
    RelationKind,
    Role,
    SourceKind,
    Span,
    Stance,
    Status,
    TimePrecision,
)


@dataclass(frozen=True, kw_only=True)
class GoldName:
    """Something by the words that the article has for it."""

    names: tuple[str, ...]
    """Fully right: the label's own and its alternatives."""
    aliases: tuple[str, ...] = ()
    """Other names of the same thing: right by the head, not as the full string."""
    spans: tuple[Span, ...] = ()
    """Where any of them stands in the body."""


@dataclass(frozen=True, kw_only=True)
class GoldParticipant:
    """Someone or something that takes part."""

    id: str | None
    """Given where a quantity points to it."""
    name: GoldName
    role: tuple[Role, ...]
    kind: tuple[ParticipantKind, ...]
    outcome: tuple[Outcome | None, ...]
    affiliation: tuple[str | None, ...]
    age: int | None
    optional: bool


@dataclass(frozen=True, kw_only=True)
class GoldPlace:
    """Where an event is, comes from or goes to."""

    id: str | None
    name: GoldName
    role: tuple[PlaceRole, ...]
    countries: tuple[frozenset[str], ...]
    """ISO 3166-1 alpha-2; an empty set where it isn't sure."""
    precision: tuple[PlacePrecision, ...]
    latitude: float | None
    longitude: float | None
    """Decimal degrees; None where coordinates aren't scored."""
    within: tuple[str, ...]
    """Larger units: a prediction of one of them counts neither way."""
    optional: bool


@dataclass(frozen=True, kw_only=True)
class GoldTime:
    """When an event is."""

    text: GoldName
    start: tuple[str | None, ...]
    """ISO 8601, as is `end`, the last day or moment included."""
    end: tuple[str | None, ...]
    precision: tuple[TimePrecision | None, ...]
    optional: bool


@dataclass(frozen=True, kw_only=True)
class GoldAttribution:
    """One source with one stance."""

    source: GoldName | None
    """None: the article's own word."""
    own_word: bool
    """Whether no source at all is right: always where `source` is None, else beside it."""
    kind: tuple[SourceKind, ...]
    named: tuple[bool, ...]
    stance: tuple[Stance, ...]
    via: tuple[tuple[str, ...], ...]
    """Each alternative a list of names, outermost first."""
    affiliation: tuple[str | None, ...]
    quote: tuple[str | None, ...]
    sentences: tuple[int, ...]
    optional: bool


@dataclass(frozen=True, kw_only=True)
class GoldQuantity:
    """A figure."""

    id: str | None
    text: GoldName | None
    """None where the figure is derived."""
    derived_from: tuple[GoldName, ...]
    """The words that a derived figure follows from."""
    value: tuple[float | None, ...]
    low: float | None
    high: float | None
    of: str | None
    kind: tuple[QuantityKind, ...]
    currency: tuple[str | None, ...]
    bound: tuple[Bound, ...]
    place: str | None
    participant: str | None
    part_of: str | None
    """Ids of the same event."""
    derived: tuple[bool, ...]
    attributions: tuple[GoldAttribution, ...]
    optional: bool


@dataclass(frozen=True, kw_only=True)
class GoldRelation:
    """How an event stands to another."""

    to: str
    kind: tuple[RelationKind, ...]
    optional: bool


@dataclass(frozen=True, kw_only=True)
class GoldEvent:
    """An event. What an optional event contains is optional too."""

    id: str
    what: str
    type: tuple[str, ...]
    status: tuple[Status, ...]
    disputed: tuple[bool, ...]
    sentences: tuple[int, ...]
    participants: tuple[GoldParticipant, ...]
    places: tuple[GoldPlace, ...]
    time: GoldTime | None
    quantities: tuple[GoldQuantity, ...]
    attributions: tuple[GoldAttribution, ...]
    relations: tuple[GoldRelation, ...]
    optional: bool


@dataclass(frozen=True, kw_only=True)
class KeyPoint:
    """What a neutral summary has to say. A form may end in "*", which stands for any ending of the word."""

    text: str
    events: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    """The point is covered when each group has a form within two neighbouring sentences."""
    says: tuple[str, ...]
    """Forms of the source; empty where none is needed."""
    optional: bool


@dataclass(frozen=True, kw_only=True)
class MustNot:
    """What no summary may say: a sentence with a form of every group and none of `unless`."""

    text: str
    words: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]
    why: str


@dataclass(frozen=True, kw_only=True)
class LoadedWord:
    """A loaded word of the article."""

    text: str
    in_quotes: bool


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """An article and what is right about it."""

    slug: str
    article: Article
    split: str
    """`dev` or `test`."""
    language: str
    kind: str
    traps: frozenset[str]
    published: str | None
    """ISO 8601: the day of publication, where the article makes it sure."""
    main: tuple[str, ...]
    """Ids of the events that may be called the main one; empty for an article without events."""
    events: tuple[GoldEvent, ...]
    key_points: tuple[KeyPoint, ...]
    must_not: tuple[MustNot, ...]
    loaded: tuple[LoadedWord, ...]
    decoys: tuple[tuple[Span, str], ...]
    """Passages of the body that tempt and are no event, each with the name of its trap."""
