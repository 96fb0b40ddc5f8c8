"""Inputs as users name them, to rows: folders, patterns, files of many kinds, URLs, standard input. All streamed."""

from __future__ import annotations

import glob
import gzip
import hashlib
import io
import os
import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import BinaryIO

from nutgraf.corpus.rows import Row, broken
from nutgraf.corpus.web import Web, web_row
from nutgraf.errors import ReadError, SettingError
from nutgraf.reading import Article
from nutgraf.reading.article import HTML, JSON_LINES, MARKDOWN, TEXT, Known, file_origin
from nutgraf.reading.dates import option_day
from nutgraf.reading.files import opened, read_limited
from nutgraf.reading.jsonl import Row as Values
from nutgraf.reading.jsonl import rows
from nutgraf.reading.names import naming, shown
from nutgraf.schema import Origin, SourceForm

PACKED = frozenset({".gz", ".zst"})
TABLES = frozenset({".csv", ".tsv", ".parquet"})
URLS = ".urls"
_TAKEN = HTML | MARKDOWN | TEXT | JSON_LINES | TABLES | {URLS}
_ADDRESS = re.compile(r"https?://\S+\Z", re.IGNORECASE)
_PATTERN = re.compile(r"[*?\[]")
_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
_SNIFFED = 65536
_VERSION = version("nutgraf")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How inputs are read."""

    published: str | None = None
    """The day of publication of all articles, ISO 8601."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """A row's field (text, title, ...) to the column of a CSV or Parquet file that has it."""
    web: Web = field(default_factory=Web)

    def __post_init__(self) -> None:
        option_day(self.published)

    def digest(self, *parts: object) -> str:
        """Changes with the content of a row and with how it is read."""
        seen = (_VERSION, self.published, *parts)
        return hashlib.sha256(repr(seen).encode("utf-8", "surrogatepass")).hexdigest()


def read_inputs(inputs: Iterable[str], reading: Reading) -> Iterator[Row]:
    """The rows of all inputs, in order. What can't be read gives a broken row in its place.

    Raises `SettingError` for a pattern that matches nothing and for what isn't installed here.
    """
    for named in inputs:
        try:
            for one in expanded(named):
                yield from _rows(one, reading)
        except OSError as error:
            reason = ReadError(f"{shown(named)} can't be read to its end: {error}.", hint="Check who may read it.")
            yield broken(reason, input=named)


def check_inputs(inputs: Iterable[str]) -> None:
    """Raises `SettingError` for an input that isn't there at all."""
    for named in inputs:
        if named == "-" or _ADDRESS.match(named) or os.path.exists(named):
            continue
        if _PATTERN.search(named):
            if next(glob.iglob(named, recursive=True), None) is None:
                raise SettingError(f"{shown(named)} matches no file.", hint="Check the pattern.")
        else:
            raise SettingError(f"{shown(named)} does not exist.", hint="Check the path.")


def expanded(named: str) -> Iterator[str]:
    """The files and addresses that one input names."""
    if named == "-" or _ADDRESS.match(named):
        yield named
    elif os.path.isdir(named):
        yield from _files(named)
    elif _PATTERN.search(named) and not os.path.exists(named):
        for found in glob.iglob(named, recursive=True):
            if os.path.isfile(found):
                yield found
    else:
        yield named


def _files(folder: str) -> Iterator[str]:
    """The files of a folder and of those in it that are of a known kind, in the order of their names."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path)
        elif kind_suffix(entry.name) in _TAKEN:
            yield entry.path


def kind_suffix(path: str) -> str:
    """The suffix that says the kind: ".jsonl" for "news.jsonl.gz"."""
    name = PurePath(path)
    return (PurePath(name.stem).suffix if name.suffix.lower() in PACKED else name.suffix).lower()


def _rows(named: str, reading: Reading) -> Iterator[Row]:
    if _ADDRESS.match(named):
        yield web_row(named, reading.web, input=named, position=0, published=reading.published)
        return
    try:
        if named == "-":
            # Not sys.stdin: a thread that waits in its buffer would hold up the end of the program.
            with naming("Standard input"), open(sys.stdin.fileno(), "rb", closefd=False) as stream:
                yield from _streamed(stream, "-", "", reading)
            return
        with naming(shown(named)):
            suffix = kind_suffix(named)
            if suffix == ".parquet":
                from nutgraf.corpus.columns import parquet_rows

                yield from _values(parquet_rows(named, reading.columns), named, reading, kind="file", word="row")
                return
            with opened(named) as packed, _unpacked(packed, named) as stream:
                yield from _streamed(stream, named, suffix, reading)
    except ReadError as error:
        yield broken(error, input=named)


def _streamed(stream: BinaryIO, named: str, suffix: str, reading: Reading) -> Iterator[Row]:
    known = suffix in HTML | MARKDOWN | TEXT | JSON_LINES | TABLES | {URLS}
    head = b"" if known and suffix not in TEXT else _head(stream := _peekable(stream))
    if suffix in {".csv", ".tsv"}:
        from nutgraf.corpus.columns import csv_rows

        found = csv_rows(stream, reading.columns, tabs=suffix == ".tsv")
        yield from _values(found, named, reading, kind="file", word="row")
    elif suffix in JSON_LINES or (not known and _OBJECT.match(head)):
        yield from _values(rows(stream, head=[]), named, reading, kind="jsonl", word="line")
    elif suffix == URLS or _lists_urls(head):
        for number, line in enumerate(iter(partial(stream.readline, 10_000), b""), 1):
            url = line.decode("utf-8", "replace").strip()
            if url and not url.startswith("#"):
                yield web_row(url, reading.web, input=named, position=number, published=reading.published)
    else:
        yield _file(read_limited(stream), named, suffix, reading)


def _peekable(stream: BinaryIO) -> io.BufferedReader:
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[arg-type]


def _head(stream: io.BufferedReader) -> bytes:
    """How the stream begins; it stays in it."""
    return stream.peek(_SNIFFED)[:_SNIFFED]


def _lists_urls(head: bytes) -> bool:
    """Whether what begins so is lines that are addresses and nothing else."""
    lines = [line.strip() for line in head.decode("utf-8", "replace").splitlines()[:6]]
    found = [line for line in lines if line and not line.startswith("#")]
    return bool(found) and all(_ADDRESS.match(line) for line in (found[:-1] or found))


def _file(data: bytes, named: str, suffix: str, reading: Reading) -> Row:
    def read() -> Article:
        known = Known(source=file_origin(named), option=reading.published)
        with naming(shown(named)):
            return Article.from_bytes(data, known, suffix=suffix)

    return Row(input=named, digest=reading.digest(hashlib.sha256(data).digest()), size=len(data), read=read)


def _values(
    found: Iterator[tuple[int, Values | ReadError]], named: str, reading: Reading, *, kind: SourceForm, word: str
) -> Iterator[Row]:
    """Rows of a table, each with its number."""
    source = Origin(kind="text", path="-") if named == "-" else file_origin(named)
    known = Known(source=source, option=reading.published)
    label = "standard input" if named == "-" else shown(named)
    number = 0
    try:
        for number, values in found:
            where = f"{label}, {word} {number}"
            if isinstance(values, ReadError):
                yield broken(ReadError(f"{where}, {values}.", hint=values.hint), input=named, position=number)
                continue
            yield Row(
                input=named,
                position=number,
                digest=reading.digest(values),
                size=len(values.text or values.html or ""),
                read=partial(_article, values, known, number, kind, where),
            )
    except (EOFError, OSError, zlib.error, _zstd_error()) as error:
        reason = ReadError(f"{label} can't be read beyond {word} {number}: {error}.", hint="Is the file whole?")
        yield broken(reason, input=named, position=number + 1)


def _article(values: Values, known: Known, number: int, kind: SourceForm, where: str) -> Article:
    with naming(f"{where},"):
        return Article.from_row(values, known, line=number, kind=kind)


@contextmanager
def _unpacked(stream: BinaryIO, named: str) -> Iterator[BinaryIO]:
    suffix = Path(named).suffix.lower()
    if suffix == ".gz":
        yield io.BufferedReader(gzip.GzipFile(fileobj=stream))
    elif suffix == ".zst":
        import zstandard

        reader = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
        yield io.BufferedReader(reader, buffer_size=1 << 16)
    else:
        yield stream


def _zstd_error() -> type[Exception]:
    import zstandard

    return zstandard.ZstdError
