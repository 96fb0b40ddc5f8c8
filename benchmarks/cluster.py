"""What one actor of a run on Ray takes: processor time and memory, against a model server that answers at once.

    python benchmarks/cluster.py [--rows N,N] [--paragraphs N]

Needs `nutgraf[ray]`, and Linux (/proc). Ray is started on this machine with two processors, which makes one actor.
Articles of N paragraphs of 50 words are worked on, one paragraph a call. The figures are the differences between a
short run and a longer one, so that starting up isn't in them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nutgraf.corpus import folder

EVENT = {
    "sentences": [1],
    "what": "three shops burned in the harbour of Dorvela",
    "type": "fire",
    "status": "happened",
    "agents": [],
    "targets": ["three shops"],
    "killed": [],
    "injured": [],
    "weapons": [],
    "places": ["Dorvela"],
    "time": "on Monday",
    "source": "police",
}
SENTENCE = {"sentence": "Police in Dorvela said that three shops burned."}
PARAGRAPH = (
    "A fire burned three shops in the harbour of Dorvela on Monday, police said in report {n} of the week. Nobody was "
    "hurt in part {part} of the town. The mayor promised the owners help with the repairs, and said that the council "
    "would meet on Thursday to speak about it."
)


def main() -> None:
    """Runs the benchmark that the command line asks for and prints what it found."""
    parser = argparse.ArgumentParser(description="Processor time and memory of one actor.")
    parser.add_argument("--rows", default="200,1200", help="of the short run and of the longer one")
    parser.add_argument("--paragraphs", type=int, default=8)
    parser.add_argument("--server", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.server:
        asyncio.run(serve())
        return
    few, many = (int(number) for number in options.rows.split(","))
    with subprocess.Popen([sys.executable, __file__, "--server"], stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        try:
            short, long = (measured(url, rows, options.paragraphs) for rows in (few, many))
        finally:
            server.terminate()
    rows = many - few
    processor = (long["cpu"] - short["cpu"]) / rows
    calls = long["calls"] / many
    print(f"{rows} articles of {options.paragraphs} paragraphs, {calls:.1f} calls each")
    print(f"{processor * 1000:8.1f} ms of processor time an article, {processor * 1000 / calls:.1f} ms a call")
    print(f"{1 / processor:8.1f} articles a second, for an actor that has a processor to itself")
    print(f"{rows / (long['seconds'] - short['seconds']):8.1f} articles a second as it was here, the server beside it")
    print(f"{long['peak_mb']:8.1f} MB at most, of the actor")


def measured(url: str, rows: int, paragraphs: int) -> dict[str, float]:
    """Runs the command over so many articles and watches its actor."""
    with tempfile.TemporaryDirectory() as name:
        news, out = Path(name) / "news.jsonl", Path(name) / "out"
        with news.open("w") as stream:
            for n in range(rows):
                text = "\n\n".join(PARAGRAPH.format(n=n, part=part) for part in range(paragraphs))
                stream.write(json.dumps({"text": text}) + "\n")
        command = [sys.executable, "-m", "nutgraf", "batch", str(news), "--run", str(out), "--engine", "ray"]
        variables = {**os.environ, "NUTGRAF_WINDOW": "1", "RAY_OVERRIDE_RESOURCES": '{"CPU": 2}'}
        begun = time.perf_counter()
        cpu = peak = 0.0
        with subprocess.Popen([*command, "--model", "bench", "--base-url", url], env=variables) as run:  # noqa: S603
            while run.poll() is None:
                for process in actors():
                    cpu, peak = max(cpu, seconds_of(process)), max(peak, peak_of(process))
                time.sleep(0.2)
            assert run.returncode == 0, run.returncode
        seconds = time.perf_counter() - begun
        calls = folder.standing(out)["calls"]
    return {"cpu": cpu, "peak_mb": peak, "seconds": seconds, "calls": calls}


def actors() -> list[Path]:
    """The folders in /proc of the actors of this user's Ray."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if (entry / "cmdline").read_bytes().startswith(b"ray::MapWorker"):
                found.append(entry)
        except OSError:
            continue
    return found


def seconds_of(process: Path) -> float:
    """The processor time that a process has had."""
    try:
        fields = (process / "stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_of(process: Path) -> float:
    """The most memory in MB that a process has had in use."""
    try:
        lines = (process / "status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


async def serve() -> None:
    """Answers every request at once with a record or a sentence, as its schema asks."""
    bodies = {name: body(content) for name, content in (("events", {"events": [EVENT]}), ("sentence", SENTENCE))}

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while header := await reader.readuntil(b"\r\n\r\n"):
                lines = header.lower().split(b"\r\n")
                length = next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length"))
                asked = await reader.readexactly(length)
                writer.write(bodies["events" if b'"Events' in asked else "sentence"])
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, backlog=1024, limit=1 << 20)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", flush=True)
    await server.serve_forever()


def body(content: object) -> bytes:
    """A response of a model server."""
    message = {"role": "assistant", "content": json.dumps(content)}
    completion = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": "bench",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 1200, "completion_tokens": 110, "total_tokens": 1310},
    }
    written = json.dumps(completion).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(written)}\r\n\r\n"
    return head.encode() + written


if __name__ == "__main__":
    main()
