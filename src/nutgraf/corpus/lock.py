"""A lock on a run file that the system frees when its process ends, however it ends."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from nutgraf.errors import OutputError
from nutgraf.reading.names import shown


@contextmanager
def locked(run: Path) -> Iterator[None]:
    """Holds the lock of the run file `run`, on a file beside it.

    Raises `OutputError` where another process holds it, or the folder can't be written.
    """
    beside = run.with_name(run.name + ".lock")
    try:
        stream = beside.open("ab")
    except OSError as error:
        raise OutputError(
            f"{shown(str(run))} can't be written: {error.strerror or error}.",
            hint="Give --run a place that can be written.",
        ) from None
    with stream:
        try:
            _hold(stream)
        except OSError:
            raise OutputError(
                f"Another process is working on {shown(str(run))}.",
                hint="Wait for its end, or give --run another file. `nutgraf runs` shows how far it is.",
            ) from None
        yield


if sys.platform == "win32":
    import msvcrt

    def _hold(stream: BinaryIO) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(stream: BinaryIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
