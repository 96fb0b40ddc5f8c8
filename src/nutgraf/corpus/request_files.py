"""Files of requests, in the form that OpenAI's Batch API and `vllm run-batch` read: JSON lines."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Self

from nutgraf.errors import OutputError, SettingError
from nutgraf.reading.names import shown

URL = "/v1/chat/completions"
MOST_REQUESTS = 50_000
MOST_BYTES = 200_000_000
"""Of one file: OpenAI takes no more."""


class RequestFiles:
    """Writes requests to a file, and what is too much for it to further ones: FILE, FILE-2, FILE-3 ...

    They get their names when all are complete. A context manager: what wasn't published by its end is gone.
    """

    def __init__(self, path: Path) -> None:
        """Raises `SettingError` where something else than requests is at `path`: it may be answers that cost money."""
        self._path = path
        self._written: list[Path] = []
        self._stream: BinaryIO | None = None
        self._room = self._left = 0
        self.count = 0
        """Requests so far."""
        if path.exists() and not (path.is_file() and has_requests(path)):
            raise SettingError(
                f"{shown(str(path))} exists already, and holds no requests.", hint="Give --prepare another name."
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()
        for path in self._written:
            with suppress(OSError):
                _partial(path).unlink(missing_ok=True)

    def add(self, key: str, body: dict[str, Any]) -> None:
        """Writes a request. Raises `OutputError`."""
        request = {"custom_id": key, "method": "POST", "url": URL, "body": body}
        line = json.dumps(request, separators=(",", ":")).encode() + b"\n"
        try:
            if self._stream is None or not self._left or len(line) > self._room:
                self._open_next()
            assert self._stream is not None
            self._stream.write(line)
        except OSError as error:
            raise self._unwritable(error) from None
        self._left -= 1
        self._room -= len(line)
        self.count += 1

    def publish(self) -> list[Path]:
        """Gives the files their names and returns these; none where there was no request. Raises `OutputError`."""
        try:
            self._close()
            for path in self._written:
                _partial(path).replace(path)
        except OSError as error:
            raise self._unwritable(error) from None
        return self._written

    def _open_next(self) -> None:
        self._close()
        number = len(self._written) + 1
        path = self._path if number == 1 else self._path.with_stem(f"{self._path.stem}-{number}")
        self._stream = _partial(path).open("wb")
        self._written.append(path)
        self._room, self._left = MOST_BYTES, MOST_REQUESTS

    def _close(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()

    def _unwritable(self, error: OSError) -> OutputError:
        return OutputError(
            f"{shown(str(self._path))} can't be written: {error.strerror or error}.",
            hint="Give --prepare a place that can be written and has room. Everything else is kept.",
        )


def has_requests(path: Path) -> bool:
    """Whether a file begins with a request. Raises `OutputError`."""
    try:
        with path.open("rb") as stream:
            line = stream.readline(MOST_BYTES)
        return is_request(json.loads(line))
    except (ValueError, RecursionError):
        return False
    except OSError as error:
        raise OutputError(f"{shown(str(path))} can't be read: {error.strerror or error}.") from None


def is_request(value: object) -> bool:
    """Whether a line is a request, and no answer to one."""
    return isinstance(value, dict) and "custom_id" in value and "url" in value and "response" not in value


def _partial(path: Path) -> Path:
    return path.with_name(f".{path.name}.partial")
