"""Where results go: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from nutgraf.errors import OutputError

if TYPE_CHECKING:
    from nutgraf.schema import Report

Format = Literal["text", "json", "jsonl", "md", "html"]

_UNSHOWN = re.compile("[\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""What JSON allows raw, but a terminal obeys or a reader of lines breaks at."""


class ReaderGone(Exception):
    """Whoever reads standard output has closed it: there is no one to write for, and nothing to complain about."""


@contextlib.contextmanager
def destination(path: Path | None) -> Iterator[BinaryIO]:
    """Opens where results go: `path`, or standard output where it is None.

    A file gets its name when all is written, and keeps what it had until then; where something was written before an
    exception (an interruption, say), that gets the name too. Raises `OutputError` where it can't be written.
    """
    if path is None:
        yield _standard_output()
        return
    target = Path(os.path.realpath(path))
    with _explained(f"{str(path)!r}"):
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):
            with target.open("wb") as stream:  # a pipe or a device; a folder raises
                yield stream
            return
        temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}")
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    stream = os.fdopen(descriptor, "wb")
    try:
        yield stream
    finally:
        with _explained(f"{str(path)!r}"):
            try:
                stream.flush()
                if stream.tell():
                    os.fsync(descriptor)
                    temporary.replace(target)
            finally:
                with contextlib.suppress(OSError):
                    stream.close()
                temporary.unlink(missing_ok=True)


def write(stream: BinaryIO, text: str, *, encoding: str = "utf-8") -> None:
    """Writes `text` at once. Raises `OutputError`, or `ReaderGone` where a pipe was closed at its other end."""
    try:
        with _explained("the results"):
            stream.write(text.encode(encoding, "replace"))
            stream.flush()
    except (OutputError, ReaderGone):
        _discard_standard_output()
        raise


def serialise(report: Report, *, form: Format, terminal: bool = False, lines: bool = True) -> str:
    """Returns a report in a format, with a line break at its end.

    `html` is a page of this report alone. `terminal`: with colours, and as wide as the terminal is. `lines`: JSON as
    one line, not as an indented object.
    """
    if form == "text":
        return _text(report, terminal=terminal)
    if form == "md":
        from nutgraf.cli import markdown

        return markdown.render(report)
    if form == "html":
        from nutgraf.cli import markdown
        from nutgraf.pages import article

        return article.render(report, markdown=markdown.render(report))
    as_json = report.model_dump_json(indent=None if lines or form == "jsonl" else 2)
    return _UNSHOWN.sub(lambda match: f"\\u{ord(match[0]):04x}", as_json) + "\n"


def _text(report: Report, *, terminal: bool) -> str:
    from rich.console import Console

    from nutgraf.cli import text

    page = StringIO()
    if terminal:
        console = Console(file=page, force_terminal=True, highlight=False, emoji=False, markup=False)
    else:
        console = Console(file=page, no_color=True, width=text.PLAIN_WIDTH, highlight=False, emoji=False, markup=False)
    for line in text.render(report, console):
        console.print(line, soft_wrap=True)
    return page.getvalue()


def _standard_output() -> BinaryIO:
    if sys.stdout is None:
        raise OutputError("Standard output is closed.", hint="Give --out a file.")
    return sys.stdout.buffer


@contextlib.contextmanager
def _explained(what: str) -> Iterator[None]:
    """Turns an `OSError` into an `OutputError` about `what`."""
    try:
        yield
    except BrokenPipeError:
        raise ReaderGone from None
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        hint = "Free some space, and run the same again: the model's answers are in the cache." if full else ""
        raise OutputError(f"Can't write {what}: {error.strerror or error}.", hint=hint) from error


def _discard_standard_output() -> None:
    """Lets Python's own flush at its end go nowhere instead of failing once more."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
