"""The embedded model's server: one child process a program, started at the first call and up until the program ends."""

from __future__ import annotations

import asyncio
import atexit
import logging
import os
import queue
import secrets
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from json import dumps, loads
from pathlib import Path
from typing import IO, Any

from nutgraf.errors import ModelUnavailable, WeightsError
from nutgraf.llm import embedded_server
from nutgraf.llm.cores import usable_cores
from nutgraf.llm.failures import clean
from nutgraf.llm.weights import check_gguf

log = logging.getLogger(__name__)

_POLL_SECONDS = 0.1
_LOG_LINES = 200


SLOTS = 4
"""Requests at once. Two cores write a quarter more with four than with one, and no more with eight."""

CONTEXT = 16384
"""Tokens of all slots together: room for a long request beside three ordinary ones."""


@dataclass(kw_only=True)
class EmbeddedServer:
    """An OpenAI-compatible server on 127.0.0.1 that serves one model."""

    weights: Path
    base_url: str
    """Ends in `/v1`, as OpenAI's clients want it."""
    api_key: str = field(repr=False)
    slots: int
    """Requests that it works on at once; more wait in line."""
    context: int
    """Tokens that the slots hold together, prompts and answers."""
    states: Path | None = None
    """The folder of the slots' saved states."""
    process: subprocess.Popen[bytes] = field(repr=False)
    prepared: bool = False
    """Whether its slots have been given the fixed part of the prompt."""

    @property
    def running(self) -> bool:
        """Whether the child process is alive."""
        return self.process.poll() is None

    def stop(self) -> None:
        """Ends the child process. Does nothing where it has ended."""
        _end(self.process)


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What tells one server from another. A forked process (`owner`) starts its own."""

    owner: int
    weights: Path
    threads: int | None
    context: int
    slots: int
    states: Path | None


_servers: dict[_Asked, EmbeddedServer] = {}
_starting = threading.Lock()


async def running_server(
    weights: Path,
    *,
    threads: int | None = None,
    context: int = CONTEXT,
    slots: int = SLOTS,
    states: Path | None = None,
    startup_timeout: float = 180.0,
) -> EmbeddedServer:
    """Returns the server of this program for `weights`; starts it where it isn't running, or no longer.

    Safe to call from several tasks, event loops and threads at once: they get the same server. `threads` None takes the
    cores that this process may use. `context` is in tokens, `startup_timeout` in seconds. `states` is the folder that
    slots' states are kept in; None: they are not.

    Raises `WeightsError` where the file is no model that can be loaded, `ModelUnavailable` where the server can't be
    started for another reason. Cancelling the call stops a start that is under way.
    """
    path = Path(os.path.abspath(weights))  # noqa: ASYNC240 - reads no disk
    asked = _Asked(
        owner=os.getpid(),
        weights=path,
        threads=threads,
        context=context,
        slots=slots,
        states=states,
    )
    abandoned = threading.Event()
    try:
        return await asyncio.to_thread(_get_or_start, asked, startup_timeout, abandoned.is_set)
    except asyncio.CancelledError:
        abandoned.set()
        raise


def stop_servers() -> None:
    """Ends all servers that this process has started. Runs by itself when the program ends."""
    with _starting:
        for asked in [asked for asked in _servers if asked.owner == os.getpid()]:
            _servers.pop(asked).stop()


atexit.register(stop_servers)


def _get_or_start(asked: _Asked, timeout: float, abandoned: Callable[[], bool]) -> EmbeddedServer:
    with _starting:
        server = _servers.get(asked)
        if server is not None and server.running:
            return server
        if server is not None:
            log.warning("The embedded model's server has ended (%s) and is started again.", _ending(server.process))
            _servers.pop(asked).stop()
        check_gguf(asked.weights)
        _servers[asked] = _start(asked, timeout, abandoned)
        return _servers[asked]


def _start(asked: _Asked, timeout: float, abandoned: Callable[[], bool]) -> EmbeddedServer:
    api_key = secrets.token_urlsafe(32)
    request: embedded_server.Request = {
        "weights": str(asked.weights),
        "api_key": api_key,
        "context": asked.context,
        "slots": asked.slots,
        "states": str(asked.states) if asked.states else None,
        "threads": asked.threads if asked.threads is not None else usable_cores(),
    }
    began = time.monotonic()
    with _child() as process:
        lines, reader = _keep_last_lines(process)
        answer = _ask(process, request, began + timeout, abandoned)
        if "address" not in answer:
            process.wait()
            reader.join()
            raise _start_failed(asked.weights, answer.get("error") or _ending(process), lines)
    log.debug("The embedded model's server was up after %.1f s.", time.monotonic() - began)
    return EmbeddedServer(
        weights=asked.weights,
        base_url=f"{answer['address']}/v1",
        api_key=api_key,
        slots=asked.slots,
        context=asked.context,
        states=asked.states,
        process=process,
    )


@contextmanager
def _child() -> Iterator[subprocess.Popen[bytes]]:
    """A child process that is ended where the block raises."""
    # -P: a file in the working directory must not pass for one of the child's modules. In a session of its own, Ctrl-C
    # reaches the program alone, which ends the child when it has finished with it.
    process = subprocess.Popen(  # noqa: S603 - this Python and a module of ours
        [sys.executable, "-P", "-m", embedded_server.__name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
    try:
        yield process
    except BaseException:
        _end(process)
        raise


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            stream.close()


def _ask(
    process: subprocess.Popen[bytes], request: embedded_server.Request, deadline: float, abandoned: Callable[[], bool]
) -> dict[str, str]:
    """Sends the request and returns the child's answer; an empty one where it ended without any."""
    assert process.stdin is not None
    assert process.stdout is not None
    answers: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_read_line, args=(process.stdout, answers), daemon=True).start()
    try:
        process.stdin.write(dumps(request).encode() + b"\n")
        process.stdin.flush()
    except BrokenPipeError:
        return {}
    while True:
        try:
            line = answers.get(timeout=_POLL_SECONDS)
        except queue.Empty:
            if abandoned():
                raise ModelUnavailable(
                    "The start of the embedded model's server was given up.", retryable=True
                ) from None
            if time.monotonic() > deadline:
                raise ModelUnavailable(
                    "The embedded model's server didn't start in time.",
                    hint="The machine may be short of memory or very busy. Try again, or use a server with --base-url.",
                    retryable=True,
                ) from None
            continue
        answer: dict[str, str] = loads(line) if line else {}
        return answer


def _read_line(stream: IO[bytes], lines: queue.Queue[bytes]) -> None:
    lines.put(stream.readline())


def _keep_last_lines(process: subprocess.Popen[bytes]) -> tuple[deque[str], threading.Thread]:
    """Reads the child's log while it runs: a full pipe would stop it, and a failed start is explained there."""
    kept: deque[str] = deque(maxlen=_LOG_LINES)

    def read(stream: Any) -> None:
        try:
            for line in stream:
                kept.append(clean(line.decode(errors="replace")))
                log.debug("llama.cpp: %s", kept[-1])
        except ValueError:  # closed by `stop`
            return

    reader = threading.Thread(target=read, args=(process.stderr,), daemon=True)
    reader.start()
    return kept, reader


def _ending(process: subprocess.Popen[bytes]) -> str:
    status = process.poll()
    if status is not None and status < 0:
        return f"ended by signal {-status}" + (", for want of memory perhaps" if status == -9 else "")
    return f"exit status {status}"


def _start_failed(weights: Path, reason: str, lines: deque[str]) -> ModelUnavailable:
    """Puts a failed start into words: llama.cpp's own complaint, where there is one, says more than the exception."""
    if reason.startswith(("ImportError", "ModuleNotFoundError", "OSError")):
        return ModelUnavailable(
            f"The embedded model's runtime can't be loaded: {clean(reason)}.",
            hint="On Debian and Ubuntu `apt-get install libgomp1` brings the library that is usually missing; "
            "otherwise reinstall the package xllamacpp. Or use a server with --base-url.",
        )
    marker = "error loading model: "
    complaints = [line.partition(marker)[2] for line in lines if marker in line]
    if complaints:
        return WeightsError(
            f"{clean(str(weights))} can't be loaded: {complaints[-1]}.",
            hint="The file may be cut off or damaged, or of a kind that the runtime doesn't know. "
            "`nutgraf models pull` fetches the default model anew where it is damaged.",
        )
    errors = [line.partition(" E ")[2] for line in lines if " E " in line]
    detail = f" ({errors[0]})" if errors else ""
    return ModelUnavailable(
        f"The embedded model's server couldn't be started: {clean(reason)}{detail}.",
        hint="It needs about 2.6 GB of memory. `--debug` shows its log. A server can be used instead, with --base-url.",
    )
