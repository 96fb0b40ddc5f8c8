"""How many requests are under way: as many as the endpoint takes.

The limit doubles with each round of answers until the first sign of too much: the server says so (429, 503), or
answers get slower. It then falls, and rises again, by about the root of itself a round. Slower is measured as in
Netflix's concurrency-limits (`Gradient2Limit`): the time an answer takes, smoothed over a few, against the same
smoothed over many. Caps on requests and tokens a minute are token buckets.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import deque
from collections.abc import Callable, Mapping

from nutgraf.llm.failures import retry_after
from nutgraf.llm.traffic import Seen

FIRST = 8
MOST = 512
"""Where `--concurrency` doesn't say another."""
TOLERANCE = 1.5
"""How many times slower than usual answers may get before there are fewer at once."""
FALL = 0.7
"""What is left of the limit after a 429."""
MOST_WAIT = 120.0
"""Seconds that a header may hold everything up."""
SPARE = 1.25
"""Articles for each request that may be under way."""
_FEW, _MANY = 20, 400


class Pace:
    """The traffic of one run, on one event loop."""

    def __init__(
        self,
        *,
        concurrency: int | None = None,
        rpm: int | None = None,
        tpm: int | None = None,
        may_go_on: Callable[[], None] | None = None,
        used: Callable[[Seen], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`may_go_on` raises where nothing more is to be sent; `used` is told of each request that is over."""
        self.most = concurrency or MOST
        self.limit = float(min(FIRST, self.most))
        self.under_way = 0
        self.limited = 0
        """Times that the server said that it is too much."""
        self.last_answer: float | None = None
        self._clock = clock
        self._may_go_on = may_go_on or (lambda: None)
        self._used = used or (lambda _: None)
        self._requests = _Bucket(rpm, clock)
        self._tokens = _Bucket(tpm, clock)
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._sent: deque[float] = deque()
        self._not_before = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._doubling = True
        self._fell_at = float("-inf")
        self._round = 0
        self._full = False
        self._short = _Average(_FEW)
        self._long = _Average(_MANY)
        self._room: asyncio.Event | None = None

    async def room(self, articles: Callable[[], int]) -> None:
        """Returns when another article can be begun: when there are fewer than the limit, and some more.

        With these, a request waits for each turn that comes free while other articles are between two requests. With a
        limit of one there are no more: the calls of an article share what the model's server has read.
        """
        while articles() >= (self.limit * SPARE if self.limit > 1 else 1):
            self._room = self._room or asyncio.Event()
            self._room.clear()
            await self._room.wait()

    def made_room(self) -> None:
        """An article is over, or the limit has risen."""
        if self._room is not None:
            self._room.set()

    async def enter(self, tokens: int) -> None:
        """Waits for a turn, first come, first served."""
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        self._let_in()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.under_way -= 1
                self._let_in()
            raise
        try:
            self._may_go_on()
        except BaseException:
            self.under_way -= 1
            self._let_in()
            raise
        self._requests.take(1)
        self._tokens.take(tokens)

    def leave(self, seen: Seen | None) -> None:
        """Makes room for the next, and learns from how it went."""
        self.under_way -= 1
        if seen is not None:
            self._used(seen)
            self._learn(seen)
        self._let_in()

    def read_headers(self, headers: Mapping[str, str]) -> None:
        """Waits where a header says so: Retry-After, or OpenAI's x-ratelimit ones where nothing remains."""
        wait = retry_after(headers) or 0.0
        for kind in ("requests", "tokens"):
            if headers.get(f"x-ratelimit-remaining-{kind}", "").strip() == "0":
                wait = max(wait, seconds_of(headers.get(f"x-ratelimit-reset-{kind}", "")))
        self._hold(wait)

    def _learn(self, seen: Seen) -> None:
        now = self._clock()
        began = now - seen.seconds
        if seen.outcome == "limited":
            self.limited += 1
            self._hold(seen.wait or 0.0)
            # What was sent before the limit fell says nothing about where it is now.
            if began >= self._fell_at:
                self._fall(FALL)
        elif seen.outcome == "answered":
            self.last_answer = now
            self._short.add(seen.seconds)
            self._long.add(seen.seconds)
            self._round += 1
            if self._round >= self.limit:
                self._end_round(began)

    def _end_round(self, began: float) -> None:
        """A round is as many answers as may be under way at once."""
        full, self._round, self._full = self._full, 0, False
        if self._short.count >= _FEW and self._short.value > TOLERANCE * self._long.value:
            if began >= self._fell_at:
                self._fall(max(0.5, TOLERANCE * self._long.value / self._short.value))
        elif full:
            self.limit = min(
                self.most, self.limit * 2 if self._doubling else self.limit + max(1.0, self.limit**0.5 / 2)
            )
            self.made_room()

    def _fall(self, share: float) -> None:
        self.limit = max(1.0, self.limit * share)
        self._doubling = False
        self._fell_at = self._clock()
        self._round = 0

    def _hold(self, seconds: float) -> None:
        self._not_before = max(self._not_before, self._clock() + min(seconds, MOST_WAIT))

    def _let_in(self) -> None:
        while self._waiting and self.under_way < int(self.limit):
            wait = max(self._not_before - self._clock(), self._requests.wait(), self._tokens.wait())
            if wait > 0:
                if self._timer is None:
                    self._timer = asyncio.get_running_loop().call_later(wait, self._again)
                return
            turn = self._waiting.popleft()
            if not turn.done():
                self.under_way += 1
                self._full = self._full or self.under_way >= int(self.limit)
                turn.set_result(None)

    def _again(self) -> None:
        self._timer = None
        self._let_in()


class _Average:
    """An exponentially weighted mean over about so many values; a plain one until there are as many."""

    def __init__(self, over: int) -> None:
        self._over = over
        self.value = 0.0
        self.count = 0

    def add(self, value: float) -> None:
        self.count += 1
        self.value += (value - self.value) / min(self.count, self._over)


class _Bucket:
    """So many a minute, and at most a second's worth of them at once. None: any number."""

    def __init__(self, a_minute: int | None, clock: Callable[[], float]) -> None:
        self._rate = a_minute / 60 if a_minute else None
        self._clock = clock
        self._free = 0.0
        """When the bucket is not in debt any more."""

    def take(self, amount: float) -> None:
        if self._rate:
            self._free = max(self._free, self._clock() - 1.0) + amount / self._rate

    def wait(self) -> float:
        return self._free - self._clock() if self._rate else 0.0


def seconds_of(words: str) -> float:
    """The seconds in a duration as OpenAI's headers write it: "1m30.5s", "20ms", "7"."""
    units = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "": 1.0}
    parts = re.findall(r"(\d+(?:\.\d+)?)(ms|h|m|s|)", words.strip())
    return sum(float(number) * units[unit] for number, unit in parts)
