"""Rows of CSV and Parquet files, by the names of their columns."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

from nutgraf.errors import ReadError, SettingError
from nutgraf.reading.jsonl import MAX_LINE, Row, row_of

FIELDS = ("text", "html", "title", "url", "published", "publisher", "id")
_BATCH = 64
"""Rows of a Parquet file that are in memory at once."""


def columns_of(words: str | None) -> dict[str, str]:
    """The mapping that "text=body,title=headline" gives. Raises `SettingError`."""
    mapping: dict[str, str] = {}
    for pair in (words or "").split(","):
        name, equals, column = pair.strip().partition("=")
        if not pair.strip():
            continue
        if name not in FIELDS or not equals or not column:
            raise SettingError(
                f"--columns: {pair.strip()!r} can't be used.",
                hint=f"Write FIELD=COLUMN, as in text=body,title=headline. The fields are: {', '.join(FIELDS)}.",
            )
        mapping[name] = column
    return mapping


def csv_rows(
    stream: BinaryIO, columns: Mapping[str, str], *, tabs: bool = False
) -> Iterator[tuple[int, Row | ReadError]]:
    """The records of a CSV file with their numbers, from 1; its first line names the columns.

    A broken record gives its error. Raises `ReadError` where the columns aren't there.
    """
    csv.field_size_limit(MAX_LINE)
    # What isn't UTF-8 spoils its own record alone.
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        yield from _records(text, columns, delimiter="\t" if tabs else ",")
    finally:
        text.detach()


def _records(
    text: io.TextIOWrapper, columns: Mapping[str, str], *, delimiter: str
) -> Iterator[tuple[int, Row | ReadError]]:
    reader = csv.DictReader(text, delimiter=delimiter)
    try:
        names = reader.fieldnames or []
    except csv.Error as error:
        raise ReadError(f"is not CSV: {error}", hint="Its first line names the columns.") from None
    wanted = _wanted(list(names), columns)
    for number in itertools.count(1):
        try:
            record = next(reader, None)
            if record is None:
                return
            yield number, _row(record, wanted)
        except csv.Error as error:
            yield number, ReadError(f"is not CSV: {error}", hint="Quote fields that have quotes or breaks in them.")
        except ReadError as error:
            yield number, error


def parquet_rows(path: str, columns: Mapping[str, str]) -> Iterator[tuple[int, Row | ReadError]]:
    """The rows of a Parquet file with their numbers, from 1. Raises `ReadError`, and `SettingError` without pyarrow."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise SettingError("Reading Parquet needs pyarrow.", hint="pip install 'nutgraf[parquet]'") from None
    try:
        with parquet.ParquetFile(path) as file:
            wanted = _wanted(file.schema_arrow.names, columns)
            number = 0
            for batch in file.iter_batches(batch_size=_BATCH, columns=list(wanted.values())):
                for record in batch.to_pylist():
                    number += 1
                    try:
                        yield number, _row(record, wanted)
                    except ReadError as error:
                        yield number, error
    except FileNotFoundError:
        raise ReadError("does not exist", hint="Check the path.") from None
    except (pa.ArrowException, OSError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ReadError(f"can't be read as Parquet: {reason}", hint="Is the file whole?") from None


def _wanted(names: list[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Field to column, for the columns that are there."""
    missing = [column for column in columns.values() if column not in names]
    wanted = {name: columns.get(name, name) for name in FIELDS if columns.get(name, name) in names}
    if missing or not {"text", "html"} & wanted.keys():
        lacking = missing[0] if missing else "text"
        raise ReadError(
            f"has no column {lacking!r}; its columns are {', '.join(map(repr, names[:20]))}",
            hint="Say which columns to take: --columns text=COLUMN,title=COLUMN",
        )
    return wanted


def _row(record: Mapping[str, Any], wanted: Mapping[str, str]) -> Row:
    values = {name: _plain(record.get(column)) for name, column in wanted.items()}
    if any(isinstance(value, str) and not _is_text(value) for value in values.values()):
        raise ReadError("is not UTF-8", hint="Convert the file to UTF-8.")
    return row_of(values)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return value


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
