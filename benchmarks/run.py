"""Speed and memory of nutgraf on the example, or on any files given.

    python benchmarks/run.py [--model MODEL] [--runs N] [FILE ...]

For each file, in a process of its own and with the response cache off: seconds in all, seconds until the first request
to the model, the model's share of the time after that, tokens, and peak memory of the program and of its model server
(from /proc, so on Linux alone). Then the time of `nutgraf --help` and `import nutgraf`, as medians and minima of N runs
and as ratios to a Python that does nothing, which carry over to other machines; and the time of look-ups in the index
of places, with the memory that they take.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

EXAMPLE = Path(__file__).parents[1] / "examples" / "depot-explosion.txt"
POLL_SECONDS = 0.1


@dataclass
class Memory:
    """Peak resident sizes in MB; 0 where they can't be read."""

    program: float = 0.0
    server: float = 0.0


def main() -> None:
    """Runs the benchmarks that the command line asks for and prints what they found."""
    parser = argparse.ArgumentParser(description="Speed and memory of nutgraf.")
    parser.add_argument("files", nargs="*", type=Path, default=[EXAMPLE], metavar="FILE")
    parser.add_argument("--model", default="local")
    parser.add_argument("--runs", type=int, default=9, help="runs of each short command")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        print(json.dumps(asyncio.run(measure(options.files[0], options.model))))
        return
    for path in options.files:
        print_article(path, options.model)
    print_commands(options.runs)
    print_gazetteer(options.runs)


async def measure(path: Path, model: str) -> dict[str, Any]:
    """Summarises one article and returns what that took. Runs in the worker."""
    begun = time.perf_counter()

    from nutgraf.llm.client import Client
    from nutgraf.pipeline import Nutgraf
    from nutgraf.reading import Article

    asked: list[tuple[float, float]] = []
    ask = Client.ask

    async def timed_ask(self: Client, *arguments: Any, **named: Any) -> Any:
        reply = await ask(self, *arguments, **named)
        asked.append((time.perf_counter(), reply.usage.seconds))
        return reply

    Client.ask = timed_ask  # type: ignore[method-assign]
    article = Article.from_file(path)
    async with Nutgraf(model=model, cache=False) as nutgraf:
        report = await nutgraf.summarize(article)
        ended = time.perf_counter()
    answered, waited = asked[0]
    first_request = answered - waited
    return {
        "seconds": ended - begun,
        "start_up": first_request - begun,
        "model_share": sum(seconds for _, seconds in asked) / (ended - first_request),
        "words": len(article.text.split()),
        "calls": report.run.calls,
        "events": len(report.events),
        **report.run.tokens.model_dump(),
    }


def print_article(path: Path, model: str) -> None:
    """Measures one file in a worker and prints it."""
    command = [sys.executable, __file__, "--worker", "--model", model, str(path)]
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
    memory = Memory()
    while worker.poll() is None:
        watch(worker.pid, memory)
        time.sleep(POLL_SECONDS)
    output = worker.stdout.read() if worker.stdout else ""
    if worker.returncode:
        sys.exit(f"{path}: the run failed.")
    found = json.loads(output)
    read_anew = found["prompt"] - found["cached"]
    print(f"{path.name} ({found['words']} words, {found['events']} events, {model})")
    print(f"  seconds in all          {found['seconds']:8.1f}")
    print(f"  until the first request {found['start_up']:8.1f}")
    print(f"  model's share after it  {found['model_share']:8.1%}")
    print(f"  calls                   {found['calls']:8d}")
    print(f"  tokens read             {read_anew:8d}")
    print(f"  tokens reused           {found['cached']:8d}")
    print(f"  tokens written          {found['completion']:8d}")
    print(f"  MB of the program       {memory.program:8.0f}")
    print(f"  MB of the model server  {memory.server:8.0f}")


def watch(process: int, memory: Memory) -> None:
    """Raises the peaks to what the process and those under it have used so far."""
    memory.program = max(memory.program, peak(process))
    memory.server = max([memory.server, *(peak(child) for child in children(process))])


def peak(process: int) -> float:
    """The most memory that a process has had resident, in MB."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0.0)


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    found: list[int] = []
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += map(int, listed.read_text().split())
        except OSError:
            continue
    return found


def print_commands(runs: int) -> None:
    """Times the short commands and prints them."""
    python = sys.executable
    commands = {
        "python -c pass": [python, "-c", "pass"],
        "import nutgraf": [python, "-c", "import nutgraf"],
        "nutgraf --help": [python, "-m", "nutgraf", "--help"],
    }
    times = {name: [seconds(command) for _ in range(runs)] for name, command in commands.items()}
    nothing = statistics.median(times["python -c pass"])
    print(f"{'':16} {'median s':>9} {'min s':>7} {'ratio':>7}   ({runs} runs)")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:16} {median:9.3f} {min(taken):7.3f} {median / nothing:7.1f}")


_LOOK_UPS = """
import resource, time
from nutgraf.reading.gazetteer import look_up, nations
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begun = time.perf_counter()
look_up("Aleppo")
first = time.perf_counter() - begun
nations()
names = [f"San {chr(65 + one // 26)}{chr(97 + one % 26)}" for one in range(500)]
begun = time.perf_counter()
for name in names:
    look_up(name)
more = (time.perf_counter() - begun) / len(names)
print(first * 1000, more * 1000, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def print_gazetteer(runs: int) -> None:
    """Times the first look-up of a place and later ones, each in a new process, and prints them."""
    command = [sys.executable, "-c", _LOOK_UPS]
    told = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(runs)]  # noqa: S603
    first, more, memory = zip(*([float(figure) for figure in line.split()] for line in told), strict=True)
    print(f"place, first look-up {statistics.median(first):7.1f} ms")
    print(f"later look-ups       {statistics.median(more):7.1f} ms each")
    print(f"memory of them       {statistics.median(memory):7.1f} MB")


def seconds(command: list[str]) -> float:
    """How long a command takes."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
