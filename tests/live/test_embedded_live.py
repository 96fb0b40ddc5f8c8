from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import httpx2
import pytest
from platformdirs import user_cache_path

from nutgraf.llm.base import Message
from nutgraf.llm.embedded import EmbeddedServer, running_server, stop_servers
from nutgraf.llm.fixed_part import share_fixed_part
from nutgraf.llm.weights import ensure_weights

pytestmark = pytest.mark.live

PARENT = """
import asyncio, os, sys, time
from pathlib import Path
from nutgraf.llm.embedded import running_server

server = asyncio.run(running_server(Path(sys.argv[1]), context=512))
if "fork" in sys.argv and os.fork() == 0:
    os.close(1)
    time.sleep(20)
    os._exit(0)
print(server.process.pid, flush=True)
time.sleep(0 if "end" in sys.argv else 60)
"""


@pytest.fixture(scope="module")
def weights() -> Path:
    given = os.environ.get("NUTGRAF_MODELS_DIR")
    return ensure_weights(models_dir=Path(given) if given else user_cache_path("nutgraf") / "models")


@pytest.fixture
async def server(weights: Path) -> EmbeddedServer:
    """Shared by the tests of this module, as by the calls of a program."""
    return await running_server(weights)


@pytest.fixture(scope="module", autouse=True)
def _stopped() -> Any:
    yield
    stop_servers()


async def ask(server: EmbeddedServer, question: str, *, key: str | None = None, **extra: Any) -> httpx2.Response:
    passage = (
        "The harbour office of Split said that 14 boats were held on Tuesday. The fishermen's union denied it. " * 3
    )
    body = {
        "model": "local",
        "messages": [{"role": "system", "content": passage}, {"role": "user", "content": question}],
        "temperature": 0,
        **extra,
    }
    async with httpx2.AsyncClient(timeout=120) as client:
        headers = {"Authorization": f"Bearer {key or server.api_key}"}
        return await client.post(f"{server.base_url}/chat/completions", json=body, headers=headers)


async def test_answers_obey_the_schema_without_white_space(server: EmbeddedServer) -> None:
    schema = {
        "type": "object",
        "properties": {"boats": {"type": "integer"}, "status": {"type": "string", "enum": ["held", "free"]}},
        "required": ["boats", "status"],
        "additionalProperties": False,
        "x-guidance": {"whitespace_flexible": False, "item_separator": ",", "key_separator": ":"},
    }
    wanted = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}}
    response = await ask(server, "How many boats?", max_tokens=30, response_format=wanted)
    content = response.json()["choices"][0]["message"]["content"]
    assert content == json.dumps(json.loads(content), separators=(",", ":"))
    assert json.loads(content)["boats"] == 14


async def test_a_shared_prefix_is_read_once(server: EmbeddedServer) -> None:
    usages = [(await ask(server, question, max_tokens=1)).json()["usage"] for question in ("Who?", "Where?")]
    assert usages[1]["prompt_tokens_details"]["cached_tokens"] > 0.7 * usages[1]["prompt_tokens"]


FIXED: list[Message] = [
    {"role": "system", "content": "You count boats. " + "Boats that were sold, sunk or lent are not counted. " * 20},
    {"role": "user", "content": "Two boats lay at the pier."},
    {"role": "assistant", "content": "2"},
]


async def count_boats(server: EmbeddedServer) -> list[int]:
    """Asks as often as there are slots, all at once. Returns how many tokens of each prompt were cached."""
    body = {"model": "local", "max_tokens": 8, "temperature": 0}
    headers = {"Authorization": f"Bearer {server.api_key}"}
    async with httpx2.AsyncClient(timeout=120, headers=headers, base_url=server.base_url) as client:
        asked = [
            client.post(
                "/chat/completions",
                json=body | {"messages": [*FIXED, {"role": "user", "content": f"{number} boats came."}]},
            )
            for number in range(server.slots)
        ]
        usages = [answer.json()["usage"] for answer in await asyncio.gather(*asked)]
    assert {usage["prompt_tokens"] // 50 for usage in usages} == {usages[0]["prompt_tokens"] // 50}
    return [usage["prompt_tokens_details"]["cached_tokens"] for usage in usages]


async def test_the_fixed_part_of_a_prompt_is_read_once_for_all_slots_and_programs(
    weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = tmp_path / "states"
    first = await running_server(weights, states=states, threads=2)
    await share_fixed_part(first, FIXED, identity="boats")
    assert min(await count_boats(first)) > 200
    (state,) = states.iterdir()
    written = state.read_bytes()
    first.stop()

    async def read_again(*_: object) -> None:
        raise AssertionError("the state is on disk")

    monkeypatch.setattr("nutgraf.llm.fixed_part._read", read_again)
    second = await running_server(weights, states=states, threads=2)
    await share_fixed_part(second, FIXED, identity="boats")
    assert min(await count_boats(second)) > 200
    second.stop()
    monkeypatch.undo()

    state.write_bytes(written[: len(written) // 2])
    third = await running_server(weights, states=states, threads=2)
    await share_fixed_part(third, FIXED, identity="boats")
    assert min(await count_boats(third)) > 200
    assert state.stat().st_size == len(written)
    third.stop()


async def test_without_a_folder_for_states_each_slot_reads_for_itself(weights: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    server = await running_server(weights, states=tmp_path / "file" / "states", threads=2)
    await share_fixed_part(server, FIXED, identity="boats")
    assert (await ask(server, "Who?", max_tokens=1)).status_code == 200
    server.stop()


async def test_only_who_has_the_key_is_served(server: EmbeddedServer) -> None:
    assert (await ask(server, "Who?", key="guess", max_tokens=1)).status_code == 401
    assert server.api_key not in repr(server)
    assert server.base_url.startswith("http://127.0.0.1:")


async def test_a_prompt_that_is_too_long_is_refused(server: EmbeddedServer) -> None:
    response = await ask(server, "boat " * 17000, max_tokens=1)
    assert response.status_code == 400
    assert response.json()["error"]["type"] == "exceed_context_size_error"


async def test_all_threads_and_loops_share_one_server(weights: Path, server: EmbeddedServer) -> None:
    found: list[EmbeddedServer] = []
    threads = [threading.Thread(target=lambda: found.append(asyncio.run(running_server(weights)))) for _ in range(3)]
    for thread in threads:
        thread.start()
    found += await asyncio.gather(*(running_server(weights) for _ in range(3)))
    for thread in threads:
        await asyncio.to_thread(thread.join)
    assert len(found) == 6
    assert all(other is server for other in found)


async def test_a_server_that_crashed_is_started_again(weights: Path, server: EmbeddedServer) -> None:
    server.process.kill()
    server.process.wait()
    again = await running_server(weights)
    assert again.process.pid != server.process.pid
    assert (await ask(again, "Who?", max_tokens=1)).status_code == 200


@pytest.mark.parametrize(
    ("how", "arguments"),
    [
        (signal.SIGKILL, []),
        (signal.SIGKILL, ["fork"]),  # a forked process holds the pipes open
        (signal.SIGINT, []),
        (signal.SIGTERM, []),
        (None, ["end"]),
    ],
)
def test_the_server_is_gone_when_the_program_is(
    weights: Path, how: signal.Signals | None, arguments: list[str]
) -> None:
    command = [sys.executable, "-c", PARENT, str(weights), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        if how is not None:
            assert Path(f"/proc/{pid}").exists()
            parent.send_signal(how)
        parent.wait(10)
        deadline = time.monotonic() + 5
        while _running(pid):
            assert time.monotonic() < deadline, "the server has outlived the program"
            time.sleep(0.05)


def _running(pid: int) -> bool:
    """Whether a process is alive; one that nobody has collected yet (a zombie) isn't."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
