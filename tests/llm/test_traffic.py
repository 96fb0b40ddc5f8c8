from __future__ import annotations

import time
from collections.abc import Mapping

import pytest
from misbehaving import MisbehavingServer, answer, hang, status
from pydantic import BaseModel, SecretStr

from nutgraf.errors import AuthenticationFailed
from nutgraf.llm.client import Client, Timeouts
from nutgraf.llm.endpoints import OpenAIServer
from nutgraf.llm.traffic import Seen


class Harbour(BaseModel):
    city: str


class Recorder:
    """Lets everything out, after a while, and notes what it is told."""

    def __init__(self, pause: float = 0.0) -> None:
        self.pause = pause
        self.tokens: list[int] = []
        self.seen: list[Seen | None] = []
        self.headers: list[Mapping[str, str]] = []

    async def enter(self, tokens: int) -> None:
        time.sleep(self.pause)  # noqa: ASYNC251 -- for the clock of the time-outs it is the same
        self.tokens.append(tokens)

    def leave(self, seen: Seen | None) -> None:
        self.seen.append(seen)

    def read_headers(self, headers: Mapping[str, str]) -> None:
        self.headers.append(headers)

    def outcomes(self) -> list[str]:
        return [seen.outcome if seen else "given up" for seen in self.seen]


async def ask(url: str, traffic: Recorder, **limits: float) -> None:
    endpoint = OpenAIServer(base_url=url, model="test", api_key=SecretStr("none"))
    timeouts = Timeouts(**{"total": 5.0, "attempt": 1.0, "read": 1.0, "connect": 1.0, **limits})
    async with Client(name="test", endpoint=endpoint, traffic=traffic, timeouts=timeouts, backoff=0.01) as client:
        await client.ask([{"role": "user", "content": "Where?" * 100}], Harbour, max_tokens=50)


async def test_each_request_asks_and_says_how_it_ended(model_server: MisbehavingServer) -> None:
    limits = {"Retry-After": "0.3", "x-ratelimit-remaining-requests": "0"}
    model_server.then(
        status(429, headers=limits), status(500), hang(3), answer({"harbour": 1}), answer({"city": "Split"})
    )
    traffic = Recorder()
    await ask(model_server.base_url, traffic)
    assert traffic.outcomes() == ["limited", "failed", "failed", "answered", "answered"]
    assert [seen.wait for seen in traffic.seen if seen] == [0.3, None, None, None, None]
    assert [seen.usage.prompt for seen in traffic.seen if seen] == [0, 0, 0, 100, 100]
    assert traffic.headers[0]["x-ratelimit-remaining-requests"] == "0"
    assert len(traffic.headers) == 4
    assert traffic.tokens[0] == 175  # 600 characters, and half of what may be written


async def test_what_ends_for_good_is_told_too(model_server: MisbehavingServer) -> None:
    model_server.always(status(401))
    traffic = Recorder()
    with pytest.raises(AuthenticationFailed):
        await ask(model_server.base_url, traffic)
    assert traffic.outcomes() == ["failed"]


async def test_waiting_for_a_turn_counts_towards_no_time_out(model_server: MisbehavingServer) -> None:
    model_server.then(status(500))
    model_server.always(answer({"city": "Split"}))
    traffic = Recorder(pause=0.8)
    await ask(model_server.base_url, traffic, total=0.7)
    assert traffic.outcomes() == ["failed", "answered"]
