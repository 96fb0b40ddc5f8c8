"""What a stage knows of a model: one method."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, Protocol, TypedDict, TypeVar

from pydantic import BaseModel

from nutgraf.usage import Usage

Answer = TypeVar("Answer", bound=BaseModel)


class Message(TypedDict):
    """A chat message."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, kw_only=True)
class Reply(Generic[Answer]):
    """A validated answer and what it took."""

    value: Answer
    usage: Usage = field(default_factory=Usage)


class AnswerPending(Exception):
    """The answer isn't there yet: the request was put down, to be answered later. Nothing has failed."""


class Model(Protocol):
    """A language model, wherever it runs."""

    @property
    def name(self) -> str:
        """As the user named it: "local", "openai/gpt-..."."""
        ...

    @property
    def window(self) -> int | None:
        """How many paragraphs one call should record; None: all at once."""
        ...

    async def ask(
        self,
        messages: Sequence[Message],
        answer: type[Answer],
        *,
        max_tokens: int,
        context: dict[str, Any] | None = None,
    ) -> Reply[Answer]:
        """Returns an `answer` that validated (with `context` as pydantic's validation context).

        Raises a `ModelError` where none could be had. An error's `usage` attribute says what was used on the way.
        A model that is asked by way of files raises `AnswerPending` until the answer has come; whoever has more to ask
        asks it all the same, so that one file has all of it.
        """
        ...
