"""JSON lines: one article a row, read as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any, BinaryIO

from nutgraf.errors import ReadError
from nutgraf.reading.dates import iso_day, read_day
from nutgraf.reading.decode import MAX_BYTES

MAX_LINE = 2 * MAX_BYTES
"""Bytes of a row: escapes take more room than what they stand for."""
_LOOKS_LIKE = 'A row looks like this: {"text": "...", "title": "...", "published": "2014-12-01"}'
_FIELDS = ("title", "url", "published", "publisher")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One article as a row gives it; `text` or `html` is set."""

    text: str | None
    html: str | None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    """ISO 8601."""
    publisher: str | None = None
    id: str | None = None


def rows(stream: BinaryIO, *, head: list[bytes]) -> Iterator[tuple[int, Row | ReadError]]:
    """The rows of `stream` with their line numbers, from 1; for a broken one, the error.

    `head` are the lines that were already taken from the stream. Blank lines are passed over.
    """
    for number, line in enumerate(chain(head, iter(partial(stream.readline, MAX_LINE), b"")), 1):
        row = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not row.strip():
            continue
        try:
            yield number, _row(_whole(row, stream))
        except ReadError as error:
            yield number, error


def _whole(line: bytes, stream: BinaryIO) -> bytes:
    """`line`, unless it was cut at `MAX_LINE`: then the rest of it is passed over, and it is an error."""
    if len(line) < MAX_LINE or line.endswith(b"\n"):
        return line
    while (more := stream.readline(1 << 20)) and not more.endswith(b"\n"):
        pass
    raise ReadError(f"is longer than {MAX_LINE // 1_000_000} MB", hint="Put one article into each row.")


def _row(line: bytes) -> Row:
    try:
        data = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise ReadError("is not UTF-8", hint="Convert the file to UTF-8.") from None
    except (ValueError, RecursionError):
        raise ReadError("is not JSON", hint=_LOOKS_LIKE) from None
    if not isinstance(data, dict):
        raise ReadError(f"is {_kind(data)}, not an object", hint=_LOOKS_LIKE)
    return row_of(data)


def row_of(data: dict[str, Any]) -> Row:
    """The row that named values make. Raises `ReadError`, as a predicate, for values that can't be used."""
    text, html = _string(data, "text"), _string(data, "html")
    if text is None and html is None:
        raise ReadError("has neither `text` nor `html`", hint=_LOOKS_LIKE)
    title, url, published, publisher = (_string(data, name) for name in _FIELDS)
    identifier = data.get("id")
    if isinstance(identifier, bool) or not isinstance(identifier, str | int | None):
        raise ReadError(f"has {_kind(identifier)} as `id`", hint="`id` is a string or a whole number.")
    return Row(
        text=text,
        html=html if text is None else None,
        title=title,
        url=url,
        published=_published(published),
        publisher=publisher,
        id=None if identifier is None else str(identifier),
    )


def _string(data: dict[str, Any], name: str) -> str | None:
    value = data.get(name)
    if value is None or isinstance(value, str):
        return value or None
    raise ReadError(f"has {_kind(value)} as `{name}`", hint=f"`{name}` is a string, or left out.")


def _published(value: str | None) -> str | None:
    if value is None:
        return None
    day = iso_day(value)
    if day is None:
        read = read_day(value)
        day = read.iso if read else None
    if day is None:
        raise ReadError(
            "has a `published` that is not a date", hint="Give it as year-month-day, for example 2014-12-01."
        )
    return day


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "a string", bool: "a truth value", type(None): "null"}
    return kinds.get(type(value), "a number")
