"""Opening a run file, and putting into words what SQLite says."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from nutgraf.errors import OutputError, ReadError
from nutgraf.reading.names import shown

APPLICATION = 0x6E757467
"""What SQLite's header calls the kind of file: "nutg"."""
VERSION = 1
PATIENCE = 10.0
"""Seconds to wait while another program holds the file."""


def connect(path: Path) -> sqlite3.Connection:
    """The run file at `path` to write to; made where there is none. Raises `OutputError` where it can't be used."""
    with explained(path):
        db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        with explained(path):
            fresh = not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if not fresh:
                _check(db, path)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            tables = _sql("requests.sql")
            if fresh:
                tables += (
                    f"{_sql('tables.sql')} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
                )
            db.executescript(f"BEGIN IMMEDIATE; {tables} COMMIT;")  # says now, too, where it can't be written
    except BaseException:
        db.close()
        raise
    return db


def _sql(name: str) -> str:
    return (files("nutgraf") / "corpus" / name).read_text(encoding="utf-8")


def connect_to_read(path: Path) -> sqlite3.Connection:
    """The run file at `path`, to read alone; a run may be going on in it. Raises `ReadError`, `OutputError`."""
    if not path.is_file():
        raise ReadError(f"There is no run file {shown(str(path))}.", hint="`nutgraf batch ... --run FILE` makes one.")
    error: sqlite3.Error | None = None
    # On a medium that can't be written, SQLite reads a file in WAL mode only when told that nobody changes it.
    for how in ("mode=ro", "immutable=1"):
        db = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=PATIENCE, isolation_level=None)
        try:
            with explained(path):
                try:
                    db.execute("SELECT count(*) FROM sqlite_master")
                except sqlite3.OperationalError as refused:
                    error = refused
                    db.close()
                    continue
                _check(db, path)
        except BaseException:
            db.close()
            raise
        return db
    with explained(path):
        assert error is not None
        raise error
    raise AssertionError


def _check(db: sqlite3.Connection, path: Path) -> None:
    kind = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if kind != APPLICATION:
        raise OutputError(f"{shown(str(path))} is a database, but no run file.", hint="Give --run another file.")
    if version > VERSION:
        raise OutputError(
            f"{shown(str(path))} was written by a newer nutgraf (its form is {version}, this one knows {VERSION}).",
            hint="Install the newer version: pip install --upgrade nutgraf",
        )


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what SQLite says into an `OutputError` about the run file."""
    try:
        yield
    except sqlite3.Error as error:
        name = shown(str(path))
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        kept = "Then give the same command again: what is done is kept."
        sentences = {
            sqlite3.SQLITE_FULL: (f"There is no room left for {name}.", f"Free some space. {kept}"),
            sqlite3.SQLITE_BUSY: (f"Another program holds {name} locked.", f"Close it. {kept}"),
            sqlite3.SQLITE_LOCKED: (f"Another program holds {name} locked.", f"Close it. {kept}"),
            sqlite3.SQLITE_READONLY: (f"{name} can't be written: it is read-only.", "Give --run another place."),
            sqlite3.SQLITE_CANTOPEN: (f"{name} can't be opened.", "Check that its folder exists and can be written."),
            sqlite3.SQLITE_NOTADB: (f"{name} is no run file.", "Give --run another file."),
            sqlite3.SQLITE_CORRUPT: (
                f"{name} is damaged.",
                "SQLite's `.recover` may save what it holds; or begin anew with another file.",
            ),
            sqlite3.SQLITE_IOERR: (f"{name} can't be read or written ({error}).", f"Check the disk. {kept}"),
        }
        if code not in sentences:
            raise
        message, hint = sentences[code]
        raise OutputError(message, hint=hint) from None
