"""Corpus runs against a bare loop: throughput, processor time and memory, as ratios that carry over to other machines.

    python benchmarks/corpus.py [--requests N] [--under-way N] [--delay SECONDS] [--memory N,N,N]

A model server in a process of its own answers each request after a delay. The bare loop sends the same requests with
`AsyncOpenAI` and stores nothing; the run reads the articles from JSON lines, records and summarises them, and keeps
everything in its run file. Each runs in a process of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ANSWER = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 0,
    "model": "bench",
    "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": '{"events":[]}'}}],
    "usage": {"prompt_tokens": 1500, "completion_tokens": 60, "total_tokens": 1560},
}


def main() -> None:
    """Runs the benchmark that the command line asks for and prints what it found."""
    parser = argparse.ArgumentParser(description="Speed and memory of corpus runs.")
    parser.add_argument("--requests", type=int, default=5000)
    parser.add_argument("--under-way", type=int, default=256)
    parser.add_argument("--delay", type=float, default=2.0)
    parser.add_argument("--memory", default="1000,10000", help="sizes of corpora for the peaks of memory; '' for none")
    parser.add_argument("--worker", choices=["server", "bare", "run"], help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker == "server":
        asyncio.run(serve(options.delay))
    elif options.worker == "bare":
        report(asyncio.run(bare(options.url, options.folder / "requests.jsonl", options.under_way)))
    elif options.worker == "run":
        report(asyncio.run(corpus_run(options.url, options.folder, options.under_way)))
    else:
        compare(options)


def compare(options: argparse.Namespace) -> None:
    """Starts the server, the bare loop and the run, and prints the ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server, url = started(options.delay)
        try:
            write_corpus(folder / "news.jsonl", options.requests)
            write_requests(folder / "requests.jsonl", options.requests)
            found = {kind: worker(kind, url, folder, options.under_way) for kind in ("bare", "run")}
            bare_loop, run = found["bare"], found["run"]
            print(f"{options.requests} requests, {options.under_way} under way, answered after {options.delay} s")
            print(f"{'':22} {'bare loop':>10} {'run':>10} {'ratio':>7}")
            for key, unit in (
                ("rate", "requests a second"),
                ("cpu_ms", "processor ms each"),
                ("peak_mb", "MB at most"),
            ):
                ratio = run[key] / bare_loop[key]
                print(f"{unit:22} {bare_loop[key]:10.2f} {run[key]:10.2f} {ratio:7.2f}")
        finally:
            server.terminate()
            server.wait()
        if options.memory:
            print_memory([int(size) for size in options.memory.split(",")])


def print_memory(sizes: list[int]) -> None:
    """Peak memory of runs over corpora of several sizes, against a server that answers at once."""
    server, url = started(0.0)
    try:
        for size in sizes:
            with tempfile.TemporaryDirectory() as name:
                write_corpus(Path(name) / "news.jsonl", size)
                found = worker("run", url, Path(name), 64)
                print(f"{size:8} articles: {found['peak_mb']:7.1f} MB at most, {found['rate']:6.1f} requests a second")
    finally:
        server.terminate()
        server.wait()


def started(delay: float) -> tuple[subprocess.Popen[str], str]:
    """A server process and its base URL."""
    command = [sys.executable, __file__, "--worker", "server", "--delay", str(delay)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
    assert server.stdout is not None
    return server, server.stdout.readline().strip()


def worker(kind: str, url: str, folder: Path, under_way: int) -> dict[str, float]:
    """Runs one side in a process of its own and returns what it measured."""
    command = [sys.executable, __file__, "--worker", kind, "--url", url, "--folder", str(folder)]
    done = subprocess.run(  # noqa: S603
        [*command, "--under-way", str(under_way)], check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def write_corpus(path: Path, number: int) -> None:
    """Articles of three paragraphs, each another one."""
    paragraph = "The council of Dorvela met on Tuesday to speak about the harbour, its mayor said. Nothing was decided."
    with path.open("w") as stream:
        for n in range(number):
            text = "\n\n".join(f"{paragraph} This was meeting {n}, part {part}." for part in range(3))
            stream.write(json.dumps({"text": text}) + "\n")


def write_requests(path: Path, number: int) -> None:
    """The bodies that the run sends for these articles."""
    from nutgraf import prompts
    from nutgraf.event_types import event_types
    from nutgraf.stages.wire import wire_model

    template = prompts.load("extract")
    schema = wire_model(9).model_json_schema()
    with path.open("w") as stream:
        for n in range(number):
            sentences = [f"The council of Dorvela met to speak about the harbour {n}."] * 9
            messages = template.render(types=list(event_types().values()), sentences=sentences, violence=[])
            form = {"type": "json_schema", "json_schema": {"name": "Events9", "strict": True, "schema": schema}}
            stream.write(json.dumps({"messages": messages, "response_format": form, "max_tokens": 2800}) + "\n")


async def serve(delay: float) -> None:
    """Answers every request with `ANSWER` after `delay` seconds."""
    body = json.dumps(ANSWER).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while header := await reader.readuntil(b"\r\n\r\n"):
                length = next(
                    int(line.split(b":")[1])
                    for line in header.lower().split(b"\r\n")
                    if line.startswith(b"content-length")
                )
                await reader.readexactly(length)
                await asyncio.sleep(delay)
                writer.write(head + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, backlog=1024, limit=1 << 20)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", flush=True)
    await server.serve_forever()


async def bare(url: str, requests: Path, under_way: int) -> dict[str, float]:
    """Sends the requests, at most so many at once, and keeps nothing."""
    import openai

    http = openai.DefaultAsyncHttpxClient(trust_env=False)
    async with openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0, http_client=http) as client:
        turn = asyncio.Semaphore(under_way)
        begun, cpu = time.perf_counter(), time.process_time()

        async def one(line: str) -> None:
            body: dict[str, Any] = json.loads(line)
            try:
                await client.chat.completions.create(model="bench", temperature=0, seed=7, **body)
            finally:
                turn.release()

        number = 0
        async with asyncio.TaskGroup() as group:
            with requests.open() as stream:
                for line in stream:
                    await turn.acquire()
                    group.create_task(one(line))
                    number += 1
        return measured(number, begun, cpu)


async def corpus_run(url: str, folder: Path, under_way: int) -> dict[str, float]:
    """Works through the corpus in `folder` as `nutgraf batch` does."""
    from nutgraf.corpus.budget import Budget, price_of
    from nutgraf.corpus.inputs import Reading, read_inputs
    from nutgraf.corpus.ledger import Ledger
    from nutgraf.corpus.pace import Pace
    from nutgraf.corpus.runner import RunAnswers, Runner
    from nutgraf.corpus.work import setup_of
    from nutgraf.pipeline import Nutgraf
    from nutgraf.settings import load_settings

    settings = load_settings(model="bench", base_url=url)
    with Ledger(folder / "run.db") as ledger:
        ledger.begin(setup_of(settings, "standard"), [])
        budget = Budget(price=price_of(settings))
        answers = RunAnswers(ledger, budget)
        pace = Pace(concurrency=under_way, used=lambda seen: budget.add(seen.usage))
        pace.limit = under_way  # the bare loop doesn't have to find out, either
        async with Nutgraf(settings=settings, answers=answers, traffic=pace) as nutgraf:
            runner = Runner(ledger=ledger, nutgraf=nutgraf, answers=answers, pace=pace, budget=budget)
            begun, cpu = time.perf_counter(), time.process_time()
            await runner.run(read_inputs([str(folder / "news.jsonl")], Reading()))
            return measured(budget.used.calls, begun, cpu)


def measured(number: int, begun: float, cpu: float) -> dict[str, float]:
    """Requests a second, processor milliseconds each, and the peak of resident memory in MB."""
    return {
        "rate": number / (time.perf_counter() - begun),
        "cpu_ms": (time.process_time() - cpu) * 1000 / number,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def report(found: dict[str, float]) -> None:
    """Hands a measurement to the parent process."""
    print(json.dumps(found))


if __name__ == "__main__":
    main()
