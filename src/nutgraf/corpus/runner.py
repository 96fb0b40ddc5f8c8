"""A run: rows in, a settled row in the run file for each, however often it is stopped on the way.

Rows are read by a thread; known ones are passed over; the articles of the others are worked on, as many at once as the
pace allows. Everything is stored when it arrives: rows as they are read, answers of the model, reports, failures.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from nutgraf.corpus.budget import Budget, BudgetSpent
from nutgraf.corpus.feed import Feed, in_thread
from nutgraf.corpus.ledger import Ledger
from nutgraf.corpus.pace import Pace
from nutgraf.corpus.rows import Row
from nutgraf.corpus.settle import bug, read, settle
from nutgraf.errors import NutgrafError, OutputError, ReadError
from nutgraf.llm.base import AnswerPending
from nutgraf.pipeline import Nutgraf
from nutgraf.schema import ArticleRecord, Report
from nutgraf.usage import Usage

End = Literal["done", "budget", "interrupted", "error"]
LARGE = 200_000
"""Bytes of a row that is read beside the others: they don't wait for it."""
BESIDE = 32
"""Large rows and pages that are read at once."""


@dataclass(kw_only=True)
class Counts:
    """What a session has seen so far. Rows but for `done`, `failed` and `waiting`, which are articles."""

    rows: int = 0
    settled: int = 0
    """Rows of which nothing is left to do, copies and those of earlier sessions."""
    unreadable: int = 0
    done: int = 0
    failed: int = 0
    waiting: int = 0
    """Articles whose next answers have to come by way of a file."""
    away_since: float | None = None
    """When the endpoint was found to be away, by the monotonic clock."""
    started: float = field(default_factory=time.monotonic)


class RunAnswers:
    """The model's answers, kept in the run file with what the session has used."""

    def __init__(self, ledger: Ledger, budget: Budget) -> None:
        self._ledger = ledger
        self._budget = budget

    async def recall(self, key: str) -> str | None:
        return self._ledger.recall(key)

    async def keep(self, key: str, answer: str, usage: Usage) -> None:
        with self._ledger.together():
            self._ledger.keep(key, answer)
            self.save_spent()

    def save_spent(self) -> None:
        """Stores what the session has used."""
        used = self._budget.used
        self._ledger.put_spent(used, self._budget.price.of(used))


class Runner:
    """One session of a run. Made and used inside one event loop."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        nutgraf: Nutgraf,
        answers: RunAnswers,
        pace: Pace,
        budget: Budget,
        show: Callable[[Counts], None] = lambda _: None,
    ) -> None:
        self.counts = Counts()
        self._ledger = ledger
        self._nutgraf = nutgraf
        self._answers = answers
        self._pace = pace
        self._budget = budget
        self._show = show
        self._claimed: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._reading: set[asyncio.Task[None]] = set()
        self._beside = asyncio.Semaphore(BESIDE)
        self._hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._end: End = "done"
        self._error: BaseException | None = None
        self._stopped = asyncio.Event()
        self._now = asyncio.Event()
        self._one_over = asyncio.Event()

    def interrupt(self) -> str:
        """The first time: begins nothing new and lets what is under way come to its end. The second time: stops.

        Returns the sentence that says so.
        """
        if self._stopped.is_set():
            self._now.set()
            return "Stopping now."
        self._stop("interrupted")
        left = len(self._tasks)
        return f"Stopping when the {left} under way are done. Ctrl-C once more stops at once." if left else "Stopping."

    async def run(self, rows: Iterator[Row], *, again: Iterable[str] = ()) -> End:
        """Works on the articles `again`, then on all rows, and says how it ended.

        Raises the error that stopped it, when what was under way is stored or given up: `ModelUnavailable`,
        `SettingError`, `OutputError`.
        """
        feed = Feed(rows)
        feeding = asyncio.create_task(self._feed(feed, again))
        stopped = asyncio.create_task(self._stopped.wait())
        now = asyncio.create_task(self._now.wait())
        try:
            await asyncio.wait({feeding, stopped}, return_when=asyncio.FIRST_COMPLETED)
            feeding.cancel()
            with suppress(asyncio.CancelledError):
                await feeding
            while self._tasks and not self._now.is_set():
                await asyncio.wait({*self._tasks, now}, return_when=asyncio.FIRST_COMPLETED)
        except NutgrafError as error:
            self._fail(error)
        finally:
            left = [feeding, stopped, now, *self._tasks, *self._reading]
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
            feed.close()
        try:
            self._answers.save_spent()
            self._ledger.end(self._end)
        except OutputError as error:
            self._error = self._error or error
        if self._error is not None:
            raise self._error
        return self._end

    async def _feed(self, feed: Feed, again: Iterable[str]) -> None:
        for key in again:
            await self._begin(key, self._ledger.article(key), again=True)
        while rows := await feed.take():
            await self._take(rows)
        while self._reading:
            await asyncio.wait(self._reading, return_when=asyncio.FIRST_COMPLETED)

    async def _take(self, rows: list[Row]) -> None:
        """Begins the articles of some rows. What takes long to read is read beside the others."""
        known: list[tuple[str, ArticleRecord]] = []
        quick: list[Row] = []
        for row in rows:
            self.counts.rows += 1
            if self._ledger.settled(row):
                self.counts.settled += 1
            elif (stored := self._ledger.stored(row)) is not None:
                known.append(stored)
            elif row.url is None and row.size < LARGE:
                quick.append(row)
            else:
                await self._beside.acquire()
                task = asyncio.create_task(self._read_beside(row))
                self._reading.add(task)
                task.add_done_callback(self._read_done)
        if quick:
            articles = await in_thread(lambda: [read(row) for row in quick])
            with self._ledger.together():
                keys = [self._put(row, got) for row, got in zip(quick, articles, strict=True)]
            for key, got in zip(keys, articles, strict=True):
                if key and not isinstance(got, ReadError):
                    known.append((key, got))
        self._show(self.counts)
        for key, article in known:
            await self._begin(key, article)

    async def _read_beside(self, row: Row) -> None:
        try:
            if row.host is None:
                got = await in_thread(lambda: read(row))
            else:
                async with self._hosts[row.host]:  # a host is asked one thing at a time
                    got = await in_thread(lambda: read(row))
        finally:
            self._beside.release()
        key = self._put(row, got)
        if key and not isinstance(got, ReadError):
            await self._begin(key, got)

    def _read_done(self, task: asyncio.Task[None]) -> None:
        self._reading.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._fail(error)

    def _put(self, row: Row, got: ArticleRecord | ReadError) -> str | None:
        self.counts.unreadable += isinstance(got, ReadError)
        return self._ledger.put_row(row, got)

    async def _begin(self, key: str, article: ArticleRecord, *, again: bool = False) -> None:
        """Starts work on an article when its turn has come; not on one that a copy of it has started already."""
        if key in self._claimed or (not again and self._ledger.is_settled(key)):
            self.counts.settled += 1
            return
        self._claimed.add(key)
        await self._pace.room(lambda: len(self._tasks))
        while not self._budget.has_room(article, under_way=len(self._tasks)):
            if not self._tasks:
                self._stop("budget")
                return
            self._one_over.clear()
            await self._one_over.wait()
        if self._stopped.is_set():
            return
        task = asyncio.create_task(self._work(key, article))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self, key: str, article: ArticleRecord) -> None:
        started = time.time()
        try:
            outcome = await settle(self._nutgraf, article, self._pace, away=self._away)
            if isinstance(outcome, Report):
                self._ledger.put_report(key, outcome, started=started)
                self.counts.done += 1
                self._budget.article_done()
            else:
                self._put_failure(key, outcome, started)
        except AnswerPending:
            self._wait_for(key)
        except BudgetSpent:
            self._stop("budget")
        except NutgrafError as error:
            self._fail(error)
        except Exception as error:
            self._put_failure(key, bug(error), started)
        finally:
            self._claimed.discard(key)
            asyncio.get_running_loop().call_soon(self._over)

    def _over(self) -> None:
        self._pace.made_room()
        self._one_over.set()
        self._show(self.counts)

    def _wait_for(self, key: str) -> None:
        try:
            self._ledger.put_waiting(key)
            self.counts.waiting += 1
        except OutputError as full:
            self._fail(full)

    def _put_failure(self, key: str, error: NutgrafError, started: float) -> None:
        try:
            self._ledger.put_failure(key, error, started=started)
            self.counts.failed += 1
        except OutputError as full:
            self._fail(full)

    def _away(self, away: bool) -> None:
        self.counts.away_since = (self.counts.away_since or time.monotonic()) if away else None
        if away:
            self._show(self.counts)

    def _stop(self, end: End) -> None:
        if not self._stopped.is_set():
            self._end = end
            self._stopped.set()

    def _fail(self, error: BaseException) -> None:
        """Stops at once: nothing more can be done, or stored."""
        self._error = self._error or error
        self._end = "error"
        self._stopped.set()
        self._now.set()
