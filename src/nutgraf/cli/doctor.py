"""`nutgraf doctor`: what works here and what doesn't, and what to do."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import typer

from nutgraf.cli.terminal import clean
from nutgraf.cli.weights import gigabytes
from nutgraf.errors import ModelUnavailable, SettingError
from nutgraf.llm.providers import is_local
from nutgraf.llm.weights import check_gguf, describe_weights
from nutgraf.settings import PREFIX, TOML, Settings, load_settings

MODEL_MEMORY = 2_600_000_000
"""Bytes that the embedded model's server needs."""
_SECONDS = 5.0
"""To wait for the answer of a model server."""


@dataclass(frozen=True)
class Check:
    """What was looked at and found."""

    outcome: Literal["ok", "note", "problem"]
    """A note is something to know of; a problem keeps the model from working."""
    subject: str
    found: str
    advice: str = ""


def run(*, model: str | None, base_url: str | None) -> int:
    """Prints the checks and returns 0 where the model that is set can work, else 3."""
    worst = 0
    for check in _checks(model, base_url):
        typer.echo(f"{check.outcome:8} {check.subject:10} {clean(check.found)}")
        if check.advice:
            typer.echo(f"{'':19} {clean(check.advice)}")
        worst = 3 if check.outcome == "problem" else worst
    return worst


def _checks(model: str | None, base_url: str | None) -> Iterator[Check]:
    yield Check("ok", "Python", f"{platform.python_version()} at {sys.executable}")
    yield _packages()
    try:
        settings = load_settings(model=model, base_url=base_url)
    except SettingError as error:
        yield Check("problem", "settings", str(error), error.hint)
        return
    yield _settings()
    yield _cache(settings)
    yield _keys()
    if settings.base_url:
        yield _server(settings.base_url)
        yield _client(settings)
    elif is_local(settings.model):
        yield _runtime()
        yield _weights(settings)
        yield _memory()
    else:
        yield _client(settings)


def _packages() -> Check:
    """The packages that nutgraf needs, extras aside."""
    wrong = []
    needed = [line for line in metadata.requires("nutgraf") or [] if "extra ==" not in line]
    for line in needed:
        name, least = re.findall(r"^[\w.-]+|>=\s*[\d.]+", line)[:2]
        try:
            found = metadata.version(name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{name} is missing")
            continue
        if _numbers(found) < _numbers(least):
            wrong.append(f"{name} is {found}, which is not {least}")
    if wrong:
        return Check("problem", "packages", "; ".join(wrong), "Install nutgraf anew: pip install --upgrade nutgraf")
    return Check("ok", "packages", f"nutgraf {metadata.version('nutgraf')}, {len(needed)} others as needed")


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _settings() -> Check:
    variables = sorted(name for name in os.environ if name.upper().startswith(PREFIX))
    sources = [str(TOML.absolute())] if TOML.exists() else []
    return Check("ok", "settings", ", ".join([*sources, *variables]) or "none made, all as by default")


def _cache(settings: Settings) -> Check:
    folder = settings.cache_dir
    if not settings.cache:
        return Check("ok", "cache", "off by a setting")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        free = shutil.disk_usage(folder).free
    except OSError as error:
        advice = "Answers aren't kept. Name another folder with NUTGRAF_CACHE_DIR."
        return Check("note", "cache", f"{folder} can't be written: {error.strerror}", advice)
    return Check("ok", "cache", f"{folder}, {gigabytes(free)} free")


def _keys() -> Check:
    """Names of keys. Their values are never shown."""
    present = sorted(name for name, value in os.environ.items() if name.endswith("_API_KEY") and value)
    return Check("ok", "keys", ", ".join(present) or "none in the environment; local needs none")


def _runtime() -> Check:
    # In a process of its own: a fault in native code would end this one.
    command = [sys.executable, "-P", "-c", "import xllamacpp"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
    if done.returncode == 0:
        return Check("ok", "runtime", f"xllamacpp {metadata.version('xllamacpp')}")
    reason = done.stderr.strip().rpartition("\n")[2] or f"it ended with status {done.returncode}"
    advice = "On Debian and Ubuntu `sudo apt install libgomp1` brings the library that is usually missing."
    return Check("problem", "runtime", f"xllamacpp can't be loaded: {reason}", advice)


def _weights(settings: Settings) -> Check:
    _, _, path = settings.model.partition(":")
    if path:
        try:
            check_gguf(Path(path).expanduser())
        except ModelUnavailable as error:
            return Check("problem", "weights", str(error), error.hint)
        return Check("ok", "weights", path)
    status = describe_weights(models_dir=settings.models_path)
    if status.state == "ready":
        return Check("ok", "weights", f"{status.path}, verified")
    size = status.spec.size
    missing = size - status.bytes if status.state == "incomplete" else size
    fetch = f"`nutgraf models pull` fetches {gigabytes(missing)}; the first `summarize` does, too."
    free = shutil.disk_usage(_existing(settings.models_path)).free
    if free < missing:
        advice = f"Free {gigabytes(missing)}, or name another folder with NUTGRAF_MODELS_DIR."
        return Check("problem", "weights", f"not there, and {settings.models_path} has {gigabytes(free)} free", advice)
    states = {"absent": "not there yet", "incomplete": "not all there yet", "altered": "altered"}
    return Check("note", "weights", f"{states[status.state]}: {status.path}", fetch)


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())


def _memory() -> Check:
    """What the system can give without swapping, where it says so (Linux), else what it has in all."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        free = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
        found = f"{gigabytes(free)} available"
    except (OSError, StopIteration):
        try:
            free = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        except (AttributeError, ValueError, OSError):
            return Check("ok", "memory", "the system doesn't say")
        found = f"{gigabytes(free)} in all"
    if free < MODEL_MEMORY:
        advice = f"The embedded model needs {gigabytes(MODEL_MEMORY)}: close other programs, or use a server."
        return Check("note", "memory", found, advice)
    return Check("ok", "memory", found)


def _server(base_url: str) -> Check:
    """Whether a server answers at all; it may well refuse a question without a key."""
    request = Request(f"{base_url}/models", headers={"User-Agent": "nutgraf"})  # noqa: S310
    try:
        with urlopen(request, timeout=_SECONDS):  # noqa: S310
            pass
    except HTTPError:
        pass
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        return Check(
            "problem", "server", f"{base_url} doesn't answer: {reason}", "Is it running, and the address right?"
        )
    return Check("ok", "server", f"{base_url} answers")


def _client(settings: Settings) -> Check:
    import asyncio

    from nutgraf.llm.providers import open_model

    async def opened() -> None:
        async with open_model(settings):
            pass

    try:
        asyncio.run(opened())  # sends nothing: says whether the name can be right, and a key and a package are there
    except (SettingError, ModelUnavailable) as error:
        return Check("problem", "model", str(error), error.hint)
    return Check("ok", "model", f"{settings.model}: what it takes is here; nothing was sent to it")
