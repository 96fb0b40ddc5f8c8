"""The answer that the model gives on a window of sentences, and its JSON schema."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema, create_model

from nutgraf.event_types import event_types
from nutgraf.language.words import initials_joined
from nutgraf.schema import Status

Name = Annotated[str, StringConstraints(min_length=1, max_length=120)]


def _known_type(name: str) -> str:
    if name not in event_types():
        raise ValueError(f"{name!r} is none of the types")
    return name


TypeName = Annotated[str, AfterValidator(_known_type), WithJsonSchema({"enum": list(event_types())})]


class WireEvent(BaseModel):
    """An event of a window, as the model writes it. What has to be thought of first comes first."""

    model_config = ConfigDict(extra="forbid")

    sentences: list[int]
    """Numbers within the window, from 1."""
    what: Annotated[str, StringConstraints(min_length=1, max_length=140), AfterValidator(initials_joined)]
    type: TypeName
    status: Status
    agents: Annotated[list[Name], Field(max_length=4)]
    targets: Annotated[list[Name], Field(max_length=6)]
    killed: Annotated[list[Name], Field(max_length=8)]
    injured: Annotated[list[Name], Field(max_length=8)]
    weapons: Annotated[list[Name], Field(max_length=3)]
    places: Annotated[list[Name], Field(max_length=3)]
    time: Annotated[str, StringConstraints(max_length=80)]
    source: Annotated[str, StringConstraints(max_length=100)]


class WireEvents(BaseModel):
    """The answer on one window."""

    model_config = ConfigDict(extra="forbid")

    events: list[WireEvent]


@cache
def wire_model(sentences: int) -> type[WireEvents]:
    """The answer on a window of so many sentences: a citation can't dangle, and the list can't run on."""
    number = Annotated[int, Field(ge=1, le=sentences)]
    cited: Any = Annotated[list[number], Field(min_length=1, max_length=min(sentences, 4))]
    # A field that is defined anew keeps its place: the citation stays first.
    event: Any = create_model(f"Event{sentences}", __base__=WireEvent, sentences=(cited, ...))
    events: Any = Annotated[list[event], Field(max_length=sentences + 2)]
    return create_model(f"Events{sentences}", __base__=WireEvents, events=(events, ...))
