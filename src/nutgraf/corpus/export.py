"""A run's results, handed over: JSON lines, or tables as CSV or Parquet."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from nutgraf.corpus import database
from nutgraf.corpus.codebooks import CODE_BOOKS
from nutgraf.corpus.folder import lines, schema_of
from nutgraf.corpus.results import COLUMNS, delivered, kept_lines
from nutgraf.corpus.tables import TABLES, Kind, Line
from nutgraf.errors import OutputError, SettingError
from nutgraf.reading.names import shown
from nutgraf.schema import Report

if TYPE_CHECKING:
    import pyarrow as pa

Form = Literal["csv", "parquet"]
_BATCH = 5000
"""Lines of a Parquet table that are in memory at once."""
_SELECT = (
    "SELECT rows.id, articles.record, rows.url, rows.publisher, rows.source, work.report FROM rows"
    " JOIN articles ON articles.id = rows.article"
    " JOIN work ON work.article = rows.article AND work.setup = (SELECT setup FROM current)"
    " WHERE work.state = 'done' ORDER BY rows.id"
)


def reports(path: Path) -> Iterator[tuple[int, Report]]:
    """The report of each row that has one, with the row's number. A copy's report has the copy's own source.

    `path` is a run file, or a folder of results, whose rows are numbered as they come. Raises `ReadError` and
    `OutputError` for one that can't be read.
    """
    if path.is_dir():
        place = list(COLUMNS).index("report")
        for number, line in enumerate(lines(path), 1):
            if (report := line[place]) is not None:
                yield number, Report.model_validate_json(str(report))
        return
    with closing(database.connect_to_read(path)) as db, database.explained(path):
        for row, record, url, publisher, source, report in db.execute(_SELECT):
            yield row, delivered(report, record, url, publisher, source)


def write_tables(path: Path, folder: Path, form: Form) -> dict[str, int]:
    """Writes all tables of a run into `folder`, one file each, and returns how many lines each has.

    The files appear when all are complete. Raises `OutputError`, and `SettingError` where Parquet needs what isn't
    installed.
    """
    opened: Callable[[Path, str, dict[str, Kind]], _Sink] = _Csv if form == "csv" else _parquet()
    tables = (*TABLES, *CODE_BOOKS)
    counts = dict.fromkeys((*(table.name for table in tables), "results"), 0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=".partial-", dir=folder))
    except OSError as error:
        raise _unwritable(folder, error) from None
    try:
        with ExitStack() as stack:
            sinks = [
                (table, stack.enter_context(closing(opened(partial, table.name, table.columns)))) for table in tables
            ]
            for row, report in reports(path):
                for table, sink in sinks:
                    for line in table.lines(row, report):
                        sink.add(line)
                        counts[table.name] += 1
            whole = stack.enter_context(closing(opened(partial, "results", COLUMNS)))
            for line in lines(path) if path.is_dir() else kept_lines(path):
                whole.add(line)
                counts["results"] += 1
        for written in sorted(partial.iterdir()):
            written.replace(folder / written.name)
    except OSError as error:
        raise _unwritable(folder, error) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return counts


class _Sink(Protocol):
    def add(self, line: Line) -> None: ...

    def close(self) -> None: ...


class _Csv:
    def __init__(self, folder: Path, name: str, columns: dict[str, Kind]) -> None:
        self._stream = (folder / f"{name}.csv").open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._stream, lineterminator="\n")
        self._writer.writerow(columns)

    def add(self, line: Line) -> None:
        self._writer.writerow(line)

    def close(self) -> None:
        self._stream.close()


class _Parquet:
    def __init__(self, folder: Path, name: str, columns: dict[str, Kind]) -> None:
        from pyarrow import parquet

        self._schema: pa.Schema = schema_of(columns)
        self._writer = parquet.ParquetWriter(folder / f"{name}.parquet", self._schema, compression="zstd")
        self._lines: list[Line] = []

    def add(self, line: Line) -> None:
        self._lines.append(line)
        if len(self._lines) >= _BATCH:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        import pyarrow as pa

        columns: list[Any] = [list(column) for column in zip(*self._lines, strict=True)] if self._lines else []
        if columns:
            self._writer.write_table(pa.table(columns, schema=self._schema))
        self._lines = []


def _parquet() -> type[_Parquet]:
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise SettingError("Writing Parquet needs pyarrow.", hint="pip install 'nutgraf[parquet]'") from None
    return _Parquet


def _unwritable(folder: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{shown(str(folder))} can't be written: {error.strerror or error}.",
        hint="Give --out a folder that can be written and has room.",
    )
