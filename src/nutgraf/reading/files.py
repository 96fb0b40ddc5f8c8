"""Opening and reading files within limits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from nutgraf.errors import ReadError
from nutgraf.reading.decode import MAX_BYTES


@contextmanager
def opened(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """The file at `path`, to be read as bytes. What the system refuses becomes a ReadError."""
    if "\0" in os.fspath(path):
        raise ReadError("can't be read: no file has such a name", hint="Check the path.")
    try:
        with open(path, "rb") as stream:
            yield stream
    except FileNotFoundError:
        raise ReadError("does not exist", hint="Check the path.") from None
    except IsADirectoryError:
        raise ReadError("is a folder", hint="Name the files in it.") from None
    except PermissionError:
        raise ReadError("can't be read: permission denied", hint="Check who may read the file.") from None
    except OSError as error:
        raise ReadError(
            f"can't be read: {error.strerror or 'the system gave no reason'}", hint="Check the path."
        ) from None


def read_limited(stream: BinaryIO, *, head: bytes = b"") -> bytes:
    """`head` and all that is left of `stream`. Raises ReadError beyond `MAX_BYTES`."""
    data = head + stream.read(max(0, MAX_BYTES + 1 - len(head)))
    if len(data) > MAX_BYTES:
        raise too_large()
    return data


def too_large() -> ReadError:
    """The error for an article beyond `MAX_BYTES`."""
    return ReadError(
        f"is larger than {MAX_BYTES // 1_000_000} MB",
        hint="Give one article at a time, or several as rows of JSON lines.",
    )
