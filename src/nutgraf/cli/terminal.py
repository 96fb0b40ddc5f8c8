"""What may reach a terminal: text without control characters, and complaints on standard error."""

from __future__ import annotations

import logging
import sys
import unicodedata

from nutgraf.errors import NutgrafError

_JOINERS = "\u200c\u200d"
"""Format characters that scripts and emoji need."""


def clean(text: str) -> str:
    """Returns `text` on one line, without characters that steer a terminal or reorder what it shows.

    Control, format and unassigned-surrogate characters go (the joiners of Persian, the Indic scripts and emoji stay);
    any run of white space becomes one space.
    """
    text = " ".join(text.split())
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    return "" if category in {"Cc", "Cf"} and character not in _JOINERS else character


def note(message: str) -> None:
    """Writes a sentence to standard error."""
    print(f"nutgraf: {clean(message)}", file=sys.stderr, flush=True)


def complain_about(error: NutgrafError, *, subject: str = "") -> None:
    """Notes what `error` says and what to do about it, after the name of what it is about unless it has that itself."""
    message = str(error)
    if subject and subject not in message:
        message = f"{subject}: {message}"
    note(f"{message} {error.hint}".rstrip())


def show_log(*, debug: bool) -> None:
    """Sends what nutgraf logs to standard error: warnings, and with `debug` everything."""
    logger = logging.getLogger("nutgraf")
    logger.setLevel(logging.DEBUG if debug else logging.WARNING)
    logger.addHandler(_Notes())
    logger.propagate = False


class _Notes(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        note(record.getMessage())
