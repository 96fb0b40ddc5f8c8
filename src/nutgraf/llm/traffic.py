"""What a client tells, and asks of, whoever decides how many requests are under way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from nutgraf.usage import Usage

Outcome = Literal["answered", "limited", "failed", "unreachable"]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One request, when it is over."""

    outcome: Outcome
    """limited: the server said that it is too much (429, 503). unreachable: there was no server."""
    seconds: float
    usage: Usage = field(default_factory=Usage)
    wait: float | None = None
    """Seconds that the server asked to wait."""


class Traffic(Protocol):
    """Lets requests go out."""

    async def enter(self, tokens: int) -> None:
        """Returns when a request of about so many tokens, its answer included, may be sent.

        May raise, where no more are to be sent. Each call that returned is followed by one of `leave`.
        """
        ...

    def leave(self, seen: Seen | None) -> None:
        """A request is over. None: it was given up here."""
        ...

    def read_headers(self, headers: Mapping[str, str]) -> None:
        """The headers of a response have come, with what they say of rate limits."""
        ...
