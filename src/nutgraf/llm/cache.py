"""Answers of models, kept on disk: whoever asks the same again is answered at once and at no cost."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import os
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol, Self

from nutgraf.usage import Usage

log = logging.getLogger(__name__)

_TABLE = """
CREATE TABLE IF NOT EXISTS responses (
    key TEXT PRIMARY KEY,
    answer TEXT NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL,
    seconds REAL NOT NULL,
    created REAL NOT NULL,
    used REAL NOT NULL
)
"""
_INDEX = "CREATE INDEX IF NOT EXISTS responses_used ON responses (used)"


def request_key(**sent: Any) -> str:
    """SHA-256 of the canonical JSON of everything that is sent: the same request has the same key, no other has."""
    canonical = json.dumps(sent, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


class Answers(Protocol):
    """Where a client looks for an answer before it asks, and leaves it afterwards."""

    async def recall(self, key: str) -> str | None:
        """The answer, as the model wrote it, to the request with this key; None where there is none."""
        ...

    async def keep(self, key: str, answer: str, usage: Usage) -> None:
        """Keeps an answer that was valid, with what it took."""
        ...


class ResponseCache:
    """An SQLite file of answers that several threads and processes may share.

    What goes wrong with the file (damaged, not writable, disk full) never reaches the caller: the cache says so once,
    through `logging`, and from then on has nothing and keeps nothing.
    """

    def __init__(self, path: Path, *, max_bytes: int, max_age: float) -> None:
        self._path = path
        self._max_bytes = max_bytes
        self._max_age = max_age
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None

    @classmethod
    def open(cls, path: Path, *, max_bytes: int, max_age: float) -> Self:
        """Opens the file, or makes it, readable by its owner alone.

        Above `max_bytes` the answers that were not used for longest go; `max_age`, in seconds, is the age at which an
        answer is no longer given.
        """
        cache = cls(path, max_bytes=max_bytes, max_age=max_age)
        with cache._lock:
            try:
                cache._db = _connect(path)
                with cache._db as db:
                    db.execute("DELETE FROM responses WHERE created < ?", (time.time() - max_age,))
            except (sqlite3.Error, OSError) as error:
                cache._give_up(error)
        return cache

    async def recall(self, key: str) -> str | None:
        """`get`, without keeping the event loop."""
        return await asyncio.to_thread(self.get, key)

    async def keep(self, key: str, answer: str, usage: Usage) -> None:
        """`put`, without keeping the event loop."""
        await asyncio.to_thread(self.put, key, answer, usage)

    def get(self, key: str) -> str | None:
        """The answer, as the model wrote it, to the request with this key; None where there is none."""
        now = time.time()
        with self._lock:
            if self._db is None:
                return None
            try:
                with (
                    self._db as db,
                    closing(
                        db.execute(
                            "UPDATE responses SET used = ? WHERE key = ? AND created >= ? RETURNING answer",
                            (now, key, now - self._max_age),
                        )
                    ) as found,
                ):
                    row = found.fetchone()
            except sqlite3.Error as error:
                self._give_up(error)
                return None
        return None if row is None else str(row[0])

    def put(self, key: str, answer: str, usage: Usage) -> None:
        """Keeps a valid answer, with what it took to get."""
        now = time.time()
        row = (key, answer, usage.prompt, usage.completion, usage.cached, usage.seconds, now, now)
        with self._lock:
            if self._db is None:
                return
            try:
                with self._db as db:
                    db.execute("INSERT OR REPLACE INTO responses VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
                    self._evict(db)
            except sqlite3.Error as error:
                self._give_up(error)

    def close(self) -> None:
        """Closes the file; after that there is nothing in the cache."""
        with self._lock:
            if self._db is not None:
                self._db.close()
                self._db = None

    def _evict(self, db: sqlite3.Connection) -> None:
        """Drops a tenth of the answers, those that were not used for longest, until the rest is below the cap."""
        while _bytes_in_use(db) > self._max_bytes:
            dropped = db.execute(
                "DELETE FROM responses WHERE key IN (SELECT key FROM responses ORDER BY used"
                " LIMIT (SELECT 1 + count(*) / 10 FROM responses))"
            )
            if dropped.rowcount == 0:
                return

    def _give_up(self, error: Exception) -> None:
        if _is_busy(error):
            return  # another process writes: this one answer isn't kept
        log.warning("The response cache %s can't be used (%s): going on without it.", self._path, error)
        if self._db is not None:
            self._db.close()
            self._db = None


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    db = sqlite3.connect(path, timeout=5.0, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        with db:
            db.execute(_TABLE)
            db.execute(_INDEX)
    except sqlite3.Error:
        db.close()
        raise
    return db


def _bytes_in_use(db: sqlite3.Connection) -> int:
    pages, free, size = (
        db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _is_busy(error: Exception) -> bool:
    # The low byte is the primary result code.
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
