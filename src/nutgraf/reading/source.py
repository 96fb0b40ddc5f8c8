"""A source as a user names it, to articles: a path, a URL, or "-" for standard input."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from nutgraf.errors import ReadError
from nutgraf.reading.article import HTML, JSON_LINES, MARKDOWN, TEXT, Article, Known, file_origin
from nutgraf.reading.dates import option_day
from nutgraf.reading.files import opened, read_limited
from nutgraf.reading.jsonl import MAX_LINE, rows
from nutgraf.reading.names import naming, shown
from nutgraf.schema import Origin

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)
_ROW = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')
_SPREAD_OUT = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]\s*")


@dataclass(frozen=True)
class Unreadable:
    """A source, or a row of one, that gives no article."""

    source: str
    """As it can be shown: "news.jsonl, line 7"."""
    error: ReadError


def read_source(
    source: str, *, published: str | date | None = None, stdin: BinaryIO | None = None
) -> Iterator[Article | Unreadable]:
    """The articles of `source`, one by one; for what can't be read, an `Unreadable` in its place.

    JSON lines are read as a stream, whatever their size. `published` goes for every article of the source. `stdin` is
    what "-" reads, by default the process's own. Raises SettingError, and that at once, for a wrong `published`.
    """
    return _guarded(source, option_day(published), stdin)


def _guarded(source: str, option: str | None, stdin: BinaryIO | None) -> Iterator[Article | Unreadable]:
    name = "standard input" if source == "-" else shown(source)
    try:
        if source == "-":
            with naming("Standard input"):
                origin = Origin(kind="text", path="-")
                yield from _articles(stdin or sys.stdin.buffer, Known(source=origin, option=option), name)
        elif _ADDRESS.match(source):
            yield Article.from_url(source, published=option)
        elif Path(source).suffix.lower() in HTML | MARKDOWN | TEXT:
            yield Article.from_file(source, published=option)
        else:
            with naming(name), opened(source) as stream:
                known = Known(source=file_origin(source), option=option)
                yield from _articles(stream, known, name, suffix=Path(source).suffix)
    except ReadError as error:
        yield Unreadable(name, error)


def _articles(stream: BinaryIO, known: Known, name: str, *, suffix: str = "") -> Iterator[Article | Unreadable]:
    """The articles of a stream that may hold one, or rows of JSON lines: its first line with words in it decides."""
    head = []
    while line := stream.readline(MAX_LINE):
        head.append(line)
        if line.strip() or len(head) > 10_000:
            break
    if _SPREAD_OUT.fullmatch(line):
        raise ReadError("is JSON, but not one article a line", hint="Write it as JSON lines, for example with `jq -c`.")
    if suffix.lower() not in JSON_LINES and not _ROW.match(line):
        yield Article.from_bytes(read_limited(stream, head=b"".join(head)), known, suffix=suffix)
        return
    if not line.strip():
        raise ReadError("is empty", hint="Give it one article a line.")
    for number, row in rows(stream, head=head):
        label = f"{name}, line {number}"
        try:
            with naming(f"{label},"):
                if isinstance(row, ReadError):
                    raise row
                yield Article.from_row(row, known, line=number)
        except ReadError as error:
            yield Unreadable(label, error)
