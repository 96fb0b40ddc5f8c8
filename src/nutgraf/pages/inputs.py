"""Reports from files: JSON objects, one or one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from nutgraf.errors import ReadError
from nutgraf.reading.names import shown
from nutgraf.schema import SCHEMA_VERSION, Report

_RUN_FILE = b"SQLite format 3\x00"


def is_run_file(path: Path) -> bool:
    """Whether the file is a database, as the file of a run is. Raises `ReadError` where it can't be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(_RUN_FILE)) == _RUN_FILE
    except OSError as error:
        raise _unreadable(path, error) from None


def read_reports(path: Path) -> Iterator[Report]:
    """The reports of a file. Raises `ReadError`: no such file, no report in it, or one that can't be understood."""
    name = shown(str(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _unreadable(path, error) from None
    except UnicodeDecodeError:
        raise ReadError(f"{name} is no file of reports: it isn't UTF-8 text.", hint=_HINT) from None
    if not text.strip():
        raise ReadError(f"{name} is empty.", hint=_HINT)
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if _whole(lines[0][1]):
        for number, line in lines:
            yield _report(line, f"{name}, line {number}" if len(lines) > 1 else name)
    else:
        yield _report(text, name)


_HINT = "`nutgraf summarize --format json` and `nutgraf export` write reports."


def _whole(line: str) -> bool:
    """Whether the line is JSON by itself."""
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _report(text: str, name: str) -> Report:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise ReadError(f"{name} is not JSON.", hint=_HINT) from None
    version = value.get("schema_version") if isinstance(value, dict) else None
    if not isinstance(version, str):
        raise ReadError(f"{name} is no report: it has no schema version.", hint=_HINT)
    try:
        if version.partition(".")[0] == SCHEMA_VERSION.partition(".")[0]:
            return Report.model_validate(value)
    except ValidationError as error:
        if version == SCHEMA_VERSION:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            where = shown("/".join(map(str, first["loc"])))
            raise ReadError(f"{name} is no report: {where}: {first['msg']}.", hint=_HINT) from None
    raise ReadError(
        f"{name} has schema version {shown(version)}; this nutgraf reads {SCHEMA_VERSION}.",
        hint="Make the report anew, or use the nutgraf that wrote it.",
    )


def _unreadable(path: Path, error: OSError) -> ReadError:
    name = shown(str(path))
    if isinstance(error, FileNotFoundError):
        return ReadError(f"{name} does not exist.")
    if isinstance(error, IsADirectoryError):
        return ReadError(f"{name} is a folder.", hint="Name the files in it.")
    return ReadError(f"{name} can't be read: {error.strerror or error}.")
