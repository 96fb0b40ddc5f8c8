"""A row: what an input holds at one place, before it is read as an article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from nutgraf.errors import ReadError
from nutgraf.reading import Article


@dataclass(frozen=True, kw_only=True)
class Row:
    """A place in an input, and how to get its article."""

    input: str
    position: int = 0
    """From 1; 0 where the input is one article."""
    digest: str
    """Changes when the content of the row does."""
    size: int = 0
    """Characters or bytes, about."""
    host: str | None = None
    """The host that is asked for it, for a row that is a URL."""
    url: str | None = None
    read: Callable[[], Article]
    """Raises `ReadError` where there is no article."""


def broken(error: ReadError, *, input: str, position: int = 0) -> Row:  # noqa: A002
    """A row that can't be read."""

    return Row(input=input, position=position, digest=f"broken: {error}", read=partial(_raise, error))


def _raise(error: ReadError) -> Article:
    raise error
