"""Rows from a thread: reading a slow disk, a pipe or a page must not hold up the answers that come in meanwhile."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import TypeVar

from nutgraf.corpus.rows import Row

Value = TypeVar("Value")
AHEAD = 128
"""Rows that are read ahead: memory doesn't grow with the corpus."""
MOST = 32


class Feed:
    """Rows of an iterator that runs in a thread of its own, at most `AHEAD` ahead of who takes them."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._ready: deque[Row] = deque()
        self._changed = threading.Condition()
        self._ended = False
        self._error: BaseException | None = None
        self._loop = asyncio.get_running_loop()
        self._wanted: asyncio.Future[None] | None = None
        self._thread = threading.Thread(target=self._read, daemon=True, name="nutgraf-feed")
        self._thread.start()

    async def take(self) -> list[Row]:
        """The next rows, as soon as there is one; none at the end. Raises what reading them raised."""
        while True:
            with self._changed:
                taken = [self._ready.popleft() for _ in range(min(MOST, len(self._ready)))]
                self._changed.notify()
                if taken:
                    return taken
                if self._ended:
                    if self._error is not None:
                        raise self._error
                    return []
                self._wanted = self._loop.create_future()
            await self._wanted

    def close(self) -> None:
        """Ends the thread when it comes to it. One that waits in the system for input ends with the program."""
        with self._changed:
            self._ended = True
            self._changed.notify()
        self._thread.join(timeout=1.0)

    def _read(self) -> None:
        try:
            for row in self._rows:
                with self._changed:
                    self._changed.wait_for(lambda: len(self._ready) < AHEAD or self._ended)
                    if self._ended:
                        return
                    self._ready.append(row)
                    self._wake()
        except BaseException as error:
            self._error = error
        finally:
            with self._changed:
                self._ended = True
                self._wake()

    def _wake(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(_resolve, wanted)


async def in_thread(work: Callable[[], Value]) -> Value:
    """What `work` returns, from a thread that doesn't hold up the program's end (those of `asyncio.to_thread` do)."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Value] = loop.create_future()

    def run() -> None:
        try:
            value = work()
        except BaseException as error:
            settle = _fail, error
        else:
            settle = _resolve, value  # type: ignore[assignment]
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle[0], done, settle[1])

    threading.Thread(target=run, daemon=True, name="nutgraf-read").start()
    return await done


def _resolve(future: asyncio.Future[Value], value: Value | None = None) -> None:
    if not future.done():
        future.set_result(value)  # type: ignore[arg-type]


def _fail(future: asyncio.Future[Value], error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)
