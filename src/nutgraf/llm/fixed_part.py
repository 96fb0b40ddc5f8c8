"""The fixed part of a prompt, read once: its state is kept on disk and put into every slot of the embedded server.

Reading the instructions and examples takes a small machine half a minute, in each new process and once for each slot.
llama.cpp can save what a slot holds and load it into others, which takes a hundredth of a second.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import secrets
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import httpx2

from nutgraf.llm.base import Message
from nutgraf.llm.embedded import EmbeddedServer

log = logging.getLogger(__name__)

KEPT = 4
"""States on disk, each of about 50 MB: those used last."""

_SECONDS = httpx2.Timeout(300.0, connect=10.0)


async def share_fixed_part(server: EmbeddedServer, messages: Sequence[Message], *, identity: str) -> None:
    """Puts the state after `messages` into every slot of `server`; reads them, and keeps the state, the first time.

    Does so once in the life of a server that has a folder for states. `identity` tells one model from another. Where it
    fails nothing is lost but time: each slot then reads for itself.
    """
    if server.prepared or server.states is None:
        return
    server.prepared = True
    known = json.dumps([identity, version("xllamacpp"), list(messages)])
    name = hashlib.sha256(known.encode()).hexdigest()[:32]
    headers = {"Authorization": f"Bearer {server.api_key}"}
    try:
        server.states.mkdir(parents=True, exist_ok=True)
        async with httpx2.AsyncClient(base_url=server.base_url, headers=headers, timeout=_SECONDS) as http:
            state = await asyncio.to_thread(_kept, server.states, name)
            state = state or await _read(http, messages, server.states, name)
            for slot in range(server.slots):
                await _order(http, slot, "restore", state)
        await asyncio.to_thread(_prune, state)
    except (OSError, httpx2.HTTPError) as error:
        log.debug("The fixed part of the prompt is read by each slot: %s: %s", type(error).__name__, error)


def _kept(folder: Path, name: str) -> Path | None:
    """The state by that name, where it is as it was written: llama.cpp ends its process over a damaged one."""
    for state in folder.glob(f"{name}-*.state"):
        if state.stem == f"{name}-{_digest(state)}":
            return state
        state.unlink()
    return None


async def _read(http: httpx2.AsyncClient, messages: Sequence[Message], folder: Path, name: str) -> Path:
    """Reads the messages in the first slot and saves its state."""
    body = {"model": "local", "messages": list(messages), "max_tokens": 1, "id_slot": 0}
    (await http.post("chat/completions", json=body)).raise_for_status()
    partial = folder / f"{secrets.token_hex(8)}.partial"
    try:
        await _order(http, 0, "save", partial)
        return partial.replace(folder / f"{name}-{await asyncio.to_thread(_digest, partial)}.state")
    finally:
        partial.unlink(missing_ok=True)


async def _order(http: httpx2.AsyncClient, slot: int, action: str, file: Path) -> None:
    url = f"{str(http.base_url).rstrip('/').removesuffix('/v1')}/slots/{slot}"
    (await http.post(url, params={"action": action}, json={"filename": file.name})).raise_for_status()


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:32]


def _prune(used: Path) -> None:
    used.touch()
    states = sorted(used.parent.glob("*.state"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in states[KEPT:]:
        old.unlink(missing_ok=True)
