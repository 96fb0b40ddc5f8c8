"""A folder of results: what a run on a cluster keeps. Parquet files of the lines of `results`, and `_run.json`.

A file is written under another name and gets its own when it is whole: half-written work never counts. Other readers
of Parquet folders pass over names that begin with "_" or ".".
"""

from __future__ import annotations

import json
import os
import secrets
import socket
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nutgraf.corpus.results import COLUMNS
from nutgraf.corpus.tables import Kind, Line
from nutgraf.corpus.work import Setup
from nutgraf.errors import OutputError, ReadError, SettingError
from nutgraf.reading.names import shown

if TYPE_CHECKING:
    import pyarrow as pa

_MARK = "_run.json"
_FORM = 1
_BATCH = 256
"""Lines that are in memory at once."""


def prepare(folder: Path, setup: Setup) -> str:
    """Makes the folder for a run under this setup, or finds it made, and opens a session in it. Returns its name.

    Raises `OutputError` where it can't be used, `SettingError` where it has the results of another setup.
    """
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / _MARK).exists():
            if _mark(folder)["stamp"] != setup.stamp:
                raise SettingError(
                    f"{shown(str(folder))} has results of another model, other prompts or settings, or another version"
                    " of nutgraf.",
                    hint="Give --run a new folder.",
                )
        elif any(folder.iterdir()):
            raise OutputError(f"{shown(str(folder))} has other files in it.", hint="Give --run a new folder.")
        for left in folder.glob(".part-*"):
            left.unlink(missing_ok=True)
        session = secrets.token_hex(4)
        mark = {"form": _FORM, "session": session, "stamp": setup.stamp, "setup": vars(setup)}
        _write_whole(folder / _MARK, json.dumps(mark, indent=1).encode())
    return session


def check_shared(folder: Path, session: str) -> None:
    """Raises `OutputError` where this machine doesn't have the folder, or another session has it by now."""
    try:
        same = _mark(folder)["session"] == session
    except (OutputError, ReadError):
        same = False
    if not same:
        raise OutputError(
            f"The node {socket.gethostname()} doesn't see {shown(str(folder))}.",
            hint="Give --run a folder that all nodes of the cluster share, under the same path.",
        )


def settled(folder: Path) -> dict[str, bytearray]:
    """The rows that have a result: for each input, a byte for each position, 1 where there is one."""
    found: dict[str, bytearray] = {}
    for name, position in _read(folder, ["input", "position"]):
        flags = found.setdefault(name, bytearray())
        if position >= len(flags):
            flags.extend(bytes(position + 1 - len(flags)))
        flags[position] = 1
    return found


def has(settled: Mapping[str, bytearray], name: str, position: int) -> bool:
    """Whether a row is among those that have a result."""
    flags = settled.get(name, b"")
    return position < len(flags) and bool(flags[position])


def written(folder: Path) -> int:
    """How many rows have a result, from the ends of the files alone."""
    from pyarrow import parquet

    return sum(parquet.read_metadata(path).num_rows for path in folder.glob("part-*.parquet"))


def standing(folder: Path) -> Counter[str]:
    """How many rows are in which state; calls and tokens beside them."""
    counts: Counter[str] = Counter()
    used = ["calls", "prompt_tokens", "completion_tokens", "cached_tokens"]
    for state, *figures in _read(folder, ["state", *used]):
        counts[state] += 1
        counts.update(dict(zip(used, figures, strict=True)))
    return counts


def lines(folder: Path) -> Iterator[Line]:
    """All lines, file by file. Raises `ReadError` for a folder without results."""
    _mark(folder)
    yield from _read(folder, list(COLUMNS))


def schema_of(columns: Mapping[str, Kind]) -> pa.Schema:
    """The columns of a table, as Parquet has them."""
    import pyarrow as pa

    kinds = {"text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}
    return pa.schema([(name, kinds[kind]) for name, kind in columns.items()])


def table(found: list[Line]) -> pa.Table:
    """Lines as what is written to a file."""
    import pyarrow as pa

    columns: list[list[Any]] = [list(column) for column in zip(*found, strict=True)] or [[] for _ in COLUMNS]
    return pa.table(columns, schema=schema_of(COLUMNS))


def write_part(folder: Path, name: str, content: pa.Table) -> None:
    """Writes a file of results, "part-NAME.parquet", in place of one of that name."""
    import pyarrow as pa
    from pyarrow import parquet

    sink = pa.BufferOutputStream()
    parquet.write_table(content, sink, compression="zstd")
    with _explained(folder):
        _write_whole(folder / f"part-{name}.parquet", sink.getvalue().to_pybytes())


def _write_whole(path: Path, content: bytes) -> None:
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _mark(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / _MARK).read_bytes())
    except FileNotFoundError:
        raise ReadError(f"There are no results in {shown(str(folder))}.", hint="Check the path.") from None
    except (OSError, ValueError) as error:
        raise ReadError(f"{shown(str(folder / _MARK))} can't be read: {error}.", hint="Check the disk.") from None
    if not isinstance(found, dict) or found.get("form") != _FORM:
        raise OutputError(
            f"{shown(str(folder))} was written by another version of nutgraf.", hint="Install the newer version."
        )
    return found


def _read(folder: Path, names: list[str]) -> Iterator[tuple[Any, ...]]:
    import pyarrow as pa
    from pyarrow import parquet

    for path in sorted(folder.glob("part-*.parquet")):
        try:
            with parquet.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=_BATCH, columns=names):
                    yield from zip(*(batch.column(name).to_pylist() for name in names), strict=True)
        except (pa.ArrowException, OSError) as error:
            reason = " ".join(str(error).split())[:200]
            raise ReadError(
                f"{shown(str(path))} can't be read: {reason}.",
                hint="If it is damaged, delete it: the same command does its rows again.",
            ) from None


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{shown(str(folder))} can't be written: {error.strerror or error}.",
            hint="Give --run a folder that can be written and has room. What is done is kept.",
        ) from None
