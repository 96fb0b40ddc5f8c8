"""What one window of an article reports: the type that goes from extract to link."""

from __future__ import annotations

from dataclasses import dataclass

from nutgraf.schema import Outcome, ParticipantKind, Passage, Role, SourceKind, Span, Stance, Status


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A participant as one mention has it."""

    passage: Passage
    role: Role
    kind: ParticipantKind
    outcome: Outcome | None = None


@dataclass(frozen=True, kw_only=True)
class Voice:
    """On whose word a mention stands."""

    source: Passage | None
    """None: the article's own word."""
    kind: SourceKind
    named: bool
    stance: Stance
    cue: tuple[Span, ...] = ()
    via: tuple[Passage, ...] = ()
    quote: Passage | None = None
    affiliation: Passage | None = None


@dataclass(frozen=True, kw_only=True)
class Mention:
    """An event as some sentences of one window report it. Every passage is grounded."""

    what: str
    """The model's own words for it."""
    type: str
    status: Status
    sentences: tuple[int, ...]
    actors: tuple[Actor, ...]
    places: tuple[Passage, ...]
    time: Passage | None
    figures: tuple[Passage, ...]
    voice: Voice

    def named(self) -> list[Passage]:
        """The passages that name someone, something or a place."""
        voices = [self.voice.source] if self.voice.source else []
        return [*(actor.passage for actor in self.actors), *self.places, *voices, *self.voice.via]
