"""`nutgraf export`: the results of a run as JSON lines or tables."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from nutgraf.cards import count
from nutgraf.cli.output import destination, serialise, write
from nutgraf.cli.terminal import note
from nutgraf.corpus.export import reports, write_tables
from nutgraf.errors import SettingError

ExportFormat = Literal["jsonl", "csv", "parquet"]


def run(path: Path, *, form: ExportFormat, out: Path | None) -> None:
    """Writes the results. Raises `ReadError`, `OutputError` and `SettingError`."""
    if form == "jsonl":
        with destination(out) as stream:
            number = 0
            for _, report in reports(path):
                write(stream, serialise(report, form="jsonl"))
                number += 1
        note(f"{count(number, 'report')} written.")
        return
    if out is None:
        raise SettingError("Tables need a folder to go to.", hint="Add --out FOLDER.")
    counts = write_tables(path, out, form)
    note(f"Written to {out}: {', '.join(f'{name} {number:,}' for name, number in counts.items())}.")
