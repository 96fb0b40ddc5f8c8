"""Names from outside (of files, of addresses) as they can be put into a message."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from nutgraf.errors import FetchError, ReadError

_LONGEST = 200


def shown(name: str) -> str:
    """`name` with everything that could act on a terminal written as its escape, and cut where it is very long."""
    if len(name) > _LONGEST:
        name = name[: _LONGEST - 1] + "…"
    return "".join(
        char.encode("unicode_escape").decode("ascii") if unicodedata.category(char)[0] == "C" else char for char in name
    )


@contextmanager
def naming(what: str) -> Iterator[None]:
    """Puts `what` in front of a ReadError that was raised as a predicate: "is empty" becomes "story.txt is empty."."""
    try:
        yield
    except FetchError:
        raise
    except ReadError as error:
        raise ReadError(f"{what} {error}.", hint=error.hint) from None
