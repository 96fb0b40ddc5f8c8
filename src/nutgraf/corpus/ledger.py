"""The run file as a run uses it. One process writes; any number may read meanwhile.

Every method that writes is one transaction or part of the one that `together` opens: a killed process leaves either
all of it or nothing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from nutgraf.corpus import database
from nutgraf.corpus.rows import Row
from nutgraf.corpus.work import Setup, core, identity
from nutgraf.errors import NutgrafError, ReadError
from nutgraf.schema import ArticleRecord, Origin, Report
from nutgraf.usage import Usage

_DUE = (
    "EXISTS (SELECT 1 FROM rows WHERE article = articles.id)"
    " AND NOT EXISTS (SELECT 1 FROM work WHERE article = articles.id AND setup = ?)"
)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is wrong in a run, however many sessions it has had."""

    unreadable: int
    """Rows."""
    failed: int
    """Articles, copies counted once."""


class Ledger:
    """A run file, open for writing. Methods raise `OutputError` where the file can't be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = database.connect(path)
        self.setup = 0
        self.session = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.db.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """One transaction. Nothing may be awaited inside."""
        if self.db.in_transaction:
            yield
            return
        with database.explained(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    def due_again(self, setup: Setup) -> int:
        """How many articles have a result under the run's last setup, and none under this one."""
        with database.explained(self.path):
            return int(
                self.db.execute(
                    "SELECT count(*) FROM work WHERE setup = (SELECT setup FROM current) AND state = 'done'"
                    " AND article NOT IN (SELECT article FROM work JOIN setups ON setup = id WHERE stamp = ?)",
                    [setup.stamp],
                ).fetchone()[0]
            )

    def begin(self, setup: Setup, inputs: list[str]) -> None:
        """Opens a session: what comes now belongs to this setup."""
        with self.together():
            self.db.execute(
                # The server and the prompts may have moved: what goes on without being told finds them where they are.
                "INSERT INTO setups (stamp, model, settings) VALUES (?, ?, ?)"
                " ON CONFLICT (stamp) DO UPDATE SET settings = excluded.settings",
                [setup.stamp, setup.model, json.dumps(vars(setup))],
            )
            found = self.db.execute("SELECT id FROM setups WHERE stamp = ?", [setup.stamp]).fetchone()
            self.setup = found[0]
            opened = self.db.execute(
                "INSERT INTO sessions (setup, inputs, started) VALUES (?, ?, ?)",
                [self.setup, json.dumps(inputs), time.time()],
            )
            self.session = int(opened.lastrowid or 0)

    def end(self, outcome: str) -> None:
        """Closes the session."""
        with self.together():
            self.db.execute(
                "UPDATE sessions SET ended = ?, outcome = ? WHERE id = ?", [time.time(), outcome, self.session]
            )

    def settled(self, row: Row) -> bool:
        """Whether this very row was read before, and its article worked on to an end under the setup."""
        with database.explained(self.path):
            found = self.db.execute(
                "SELECT work.state, rows.error FROM rows"
                " LEFT JOIN work ON work.article = rows.article AND work.setup = ?"
                " WHERE input = ? AND position = ? AND digest = ?",
                [self.setup, printable(row.input), row.position, row.digest],
            ).fetchone()
        return found is not None and (found[0] is not None or found[1] is not None)

    def stored(self, row: Row) -> tuple[str, ArticleRecord] | None:
        """The article of this very row, with its identity, where it was read before."""
        with database.explained(self.path):
            found = self.db.execute(
                "SELECT articles.id, record FROM rows JOIN articles ON articles.id = rows.article"
                " WHERE input = ? AND position = ? AND digest = ?",
                [printable(row.input), row.position, row.digest],
            ).fetchone()
        return (found[0], revived(found[1])) if found else None

    def put_row(self, row: Row, read: ArticleRecord | ReadError) -> str | None:
        """Stores what a row gave; returns the identity of its article."""
        if isinstance(read, ReadError):
            with self.together():
                self._put(row, error=str(read), hint=read.hint, kind=kind_of(read), retryable=read.retryable)
            return None
        record = core(read)
        key = identity(record)
        with self.together():
            self.db.execute("INSERT OR IGNORE INTO articles (id, record) VALUES (?, ?)", [key, record])
            source = read.source.model_dump_json(exclude_none=True)
            self._put(row, article=key, url=read.url, publisher=read.publisher, source=source)
        return key

    def _put(self, row: Row, **values: object) -> None:
        names = ("article", "url", "publisher", "source", "error", "hint", "kind", "retryable")
        values.setdefault("url", row.url)
        if row.position:  # the input as a whole couldn't be read before, and now can be
            self.db.execute("DELETE FROM rows WHERE input = ? AND position = 0", [printable(row.input)])
        self.db.execute(
            f"INSERT INTO rows (input, position, digest, {', '.join(names)})"  # noqa: S608
            f" VALUES (?, ?, ?, {', '.join('?' * len(names))}) ON CONFLICT (input, position) DO UPDATE SET"
            f" digest = excluded.digest, {', '.join(f'{name} = excluded.{name}' for name in names)}",
            [printable(row.input), row.position, row.digest, *(values.get(name) for name in names)],
        )

    def is_settled(self, article: str) -> bool:
        """Whether nothing is left to do for the article now: it was worked on to an end under the setup, or waits."""
        with database.explained(self.path):
            found = self.db.execute(
                "SELECT 1 FROM work WHERE article = ? AND setup = ?"
                " UNION ALL SELECT 1 FROM waiting WHERE article = ? AND session = ?",
                [article, self.setup, article, self.session],
            )
            return found.fetchone() is not None

    def put_waiting(self, article: str) -> None:
        """Stores that the article waits for answers of a batch, as far as this session is concerned."""
        with self.together():
            self.db.execute("INSERT OR REPLACE INTO waiting (article, session) VALUES (?, ?)", [article, self.session])

    def due(self) -> Iterator[str]:
        """The articles of the rows that have no result under the setup, in the order in which they came."""
        last = 0
        while True:
            with database.explained(self.path):
                found = self.db.execute(
                    f"SELECT rowid, id FROM articles WHERE rowid > ? AND {_DUE} ORDER BY rowid LIMIT 500",  # noqa: S608
                    [last, self.setup],
                ).fetchall()
            if not found:
                return
            last = found[-1][0]
            yield from (article for _, article in found)

    def count_due(self) -> int:
        """How many articles `due` gives."""
        with database.explained(self.path):
            found = self.db.execute(f"SELECT count(*) FROM articles WHERE {_DUE}", [self.setup])  # noqa: S608
            return int(found.fetchone()[0])

    def put_report(self, article: str, report: Report, *, started: float) -> None:
        """Stores a result."""
        tokens = report.run.tokens
        usage = Usage(calls=report.run.calls, prompt=tokens.prompt, completion=tokens.completion, cached=tokens.cached)
        with self.together():
            self.db.execute(
                "INSERT OR REPLACE INTO work (article, setup, state, report, finished) VALUES (?, ?, 'done', ?, ?)",
                [article, self.setup, report.model_dump_json(exclude={"article"}), time.time()],
            )
            self._put_attempt(article, "done", usage, started)

    def put_failure(self, article: str, error: NutgrafError, *, started: float) -> None:
        """Stores that an article gave no report, and why."""
        usage = getattr(error, "usage", None) or Usage()
        with self.together():
            self.db.execute(
                "INSERT OR REPLACE INTO work (article, setup, state, kind, error, hint, retryable, finished)"
                " VALUES (?, ?, 'failed', ?, ?, ?, ?, ?)",
                [article, self.setup, kind_of(error), str(error), error.hint, error.retryable, time.time()],
            )
            self._put_attempt(article, kind_of(error), usage, started)

    def _put_attempt(self, article: str, outcome: str, usage: Usage, started: float) -> None:
        self.db.execute(
            "INSERT INTO attempts (article, setup, session, outcome, started, seconds, calls, prompt_tokens,"
            " completion_tokens, cached_tokens) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(article, self.setup, self.session, outcome, started, round(time.time() - started, 3)),
                *(usage.calls, usage.prompt, usage.completion, usage.cached),
            ],
        )

    def put_spent(self, usage: Usage, cost: float | None) -> None:
        """Stores what the session has used so far."""
        with self.together():
            self.db.execute(
                "UPDATE sessions SET calls = ?, prompt_tokens = ?, completion_tokens = ?, cached_tokens = ?,"
                " cost_usd = ? WHERE id = ?",
                [usage.calls, usage.prompt, usage.completion, usage.cached, cost, self.session],
            )

    def recall(self, key: str) -> str | None:
        """The model's answer to the request with this key."""
        with database.explained(self.path):
            found = self.db.execute("SELECT answer FROM answers WHERE key = ?", [key]).fetchone()
        return found[0] if found else None

    def keep(self, key: str, answer: str) -> None:
        """Stores an answer of the model."""
        with self.together():
            self.db.execute("INSERT OR REPLACE INTO answers (key, answer) VALUES (?, ?)", [key, answer])

    def failed(self, *, hopeless: bool) -> list[str]:
        """The articles that failed under the setup; without `hopeless`, those alone that may succeed now."""
        with database.explained(self.path):
            found = self.db.execute(
                "SELECT article FROM work WHERE setup = ? AND state = 'failed' AND (retryable OR ?) ORDER BY finished",
                [self.setup, hopeless],
            ).fetchall()
        return [key for (key,) in found]

    def article(self, key: str) -> ArticleRecord:
        """The article with this identity."""
        with database.explained(self.path):
            return revived(self.db.execute("SELECT record FROM articles WHERE id = ?", [key]).fetchone()[0])

    def forget_unread(self, *, hopeless: bool) -> list[tuple[str, int, str]]:
        """Lets rows without an article be read again. Returns input, position and address of those that are pages."""
        with self.together():
            found = self.db.execute(
                "UPDATE rows SET digest = '' WHERE article IS NULL AND (retryable OR ?) RETURNING input, position, url",
                [hopeless],
            ).fetchall()
        return [(name, position, url) for name, position, url in found if url is not None]

    def standing(self) -> Standing:
        """What is wrong under the setup."""
        with database.explained(self.path):
            unreadable = self.db.execute("SELECT count(error) FROM rows").fetchone()[0]
            failed = self.db.execute(
                "SELECT count(*) FROM work WHERE setup = ? AND state = 'failed'", [self.setup]
            ).fetchone()[0]
        return Standing(unreadable=unreadable, failed=failed)

    def spent_before(self) -> tuple[int, float]:
        """Tokens and US dollars that the other sessions used; what has no known price counts as nothing."""
        with database.explained(self.path):
            found = self.db.execute(
                "SELECT coalesce(sum(prompt_tokens + completion_tokens), 0), coalesce(sum(cost_usd), 0.0)"
                " FROM sessions WHERE id != ?",
                [self.session],
            ).fetchone()
        return int(found[0]), float(found[1])


def revived(record: str) -> ArticleRecord:
    """The article of a stored record; where a copy of it came from isn't in it."""
    values = json.loads(record)
    return ArticleRecord.model_validate({**values, "url": None, "publisher": None, "source": Origin(kind="text")})


def kind_of(error: NutgrafError) -> str:
    """The name under which failures are counted."""
    return type(error).__name__


def printable(name: str) -> str:
    """The name of an input as text that SQLite takes: a file's name need not be UTF-8."""
    return name.encode("utf-8", "backslashreplace").decode()
