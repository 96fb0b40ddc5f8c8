from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable

import pytest

from nutgraf.corpus.pace import Pace, seconds_of
from nutgraf.llm.traffic import Seen


class World:
    """A server that takes so many at once, and a clock that jumps from one answer to the next."""

    def __init__(self, *, takes: int | None = None, slows_at: int | None = None) -> None:
        self.now = 0.0
        self.takes = takes
        self.slows_at = slows_at
        self.refused = 0
        self.most_under_way = 0

    async def drive(self, pace: Pace, requests: int) -> list[int]:
        """Sends so many requests, as fast as the pace lets them out. Returns how many were under way at each answer."""
        over: list[tuple[float, int, float, bool]] = []
        history = []
        waiting = [asyncio.ensure_future(pace.enter(100)) for _ in range(requests)]
        counted: set[int] = set()
        while waiting or over:
            await asyncio.sleep(0)
            for turn in [one for one in waiting if one.done()]:
                waiting.remove(turn)
                under_way = len(over) + 1
                refused = self.takes is not None and under_way > self.takes
                slow = max(1.0, under_way / self.slows_at) if self.slows_at else 1.0
                self.refused += refused
                heapq.heappush(over, (self.now + (0.1 if refused else slow), len(counted), self.now, refused))
                counted.add(len(counted))
            if not over:
                self.now += 0.5
                pace._let_in()
                continue
            self.most_under_way = max(self.most_under_way, len(over))
            history.append(len(over))
            self.now, _, sent, refused = heapq.heappop(over)
            pace.leave(Seen(outcome="limited" if refused else "answered", seconds=self.now - sent))
        return history


async def test_it_grows_to_what_it_may() -> None:
    world = World()
    pace = Pace(concurrency=256, clock=lambda: world.now)
    history = await world.drive(pace, 3000)
    assert pace.limit == world.most_under_way == 256
    assert history.index(256) < 1000


async def test_it_stays_near_what_the_server_takes() -> None:
    world = World(takes=50)
    pace = Pace(clock=lambda: world.now)
    history = await world.drive(pace, 4000)
    settled = history[1000:-60]
    assert 25 < sum(settled) / len(settled) < 55
    assert world.refused < 4000 * 0.15


async def test_it_stops_growing_when_answers_get_slower() -> None:
    world = World(slows_at=30)
    pace = Pace(clock=lambda: world.now)
    await world.drive(pace, 3000)
    assert world.most_under_way < 300


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "1m30.5s"}, 90.5),
        ({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "250ms"}, 0.25),
        ({"x-ratelimit-remaining-requests": "3", "x-ratelimit-reset-requests": "1m"}, 0.0),
    ],
)
async def test_headers_hold_everything_up(headers: dict[str, str], seconds: float) -> None:
    now = 100.0
    pace = Pace(clock=lambda: now)
    pace.read_headers(headers)
    turn = asyncio.ensure_future(pace.enter(1))
    await asyncio.sleep(0)
    assert turn.done() == (seconds == 0.0)
    now += seconds + 0.001
    pace._let_in()
    await turn


async def entered(pace: Pace, clock: Callable[[float], None], *, tokens: int, seconds: int) -> int:
    """How many requests get out in so many seconds when each is answered at once."""
    out = 0
    for _ in range(seconds * 10):
        clock(0.1)
        while True:
            turn = asyncio.ensure_future(pace.enter(tokens))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            if not turn.done():
                turn.cancel()
                break
            out += 1
            pace.leave(Seen(outcome="answered", seconds=0.0))
    return out


@pytest.mark.parametrize(
    ("caps", "expected"), [({"rpm": 60}, 60), ({"tpm": 6000}, 60), ({"rpm": 600, "tpm": 3000}, 30)]
)
async def test_caps_a_minute(caps: dict[str, int], expected: int) -> None:
    now = 1000.0

    def tick(seconds: float) -> None:
        nonlocal now
        now += seconds

    pace = Pace(clock=lambda: now, **caps)  # type: ignore[arg-type]
    assert abs(await entered(pace, tick, tokens=100, seconds=60) - expected) <= 2


async def test_a_turn_that_is_given_up_is_given_on() -> None:
    pace = Pace(concurrency=1)
    await pace.enter(1)
    given_up, next_one = (asyncio.ensure_future(pace.enter(1)) for _ in range(2))
    await asyncio.sleep(0)
    given_up.cancel()
    pace.leave(None)
    await asyncio.wait_for(next_one, 1)
    assert pace.under_way == 1


def test_durations_of_headers() -> None:
    assert [seconds_of(words) for words in ("1h2m3s", "6m0s", "20ms", "7", "")] == [3723.0, 360.0, 0.02, 7.0, 0.0]
