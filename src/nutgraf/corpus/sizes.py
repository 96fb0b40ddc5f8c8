"""How many rows there are to come, where that is quick to find out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import PurePath

from nutgraf.corpus.inputs import expanded
from nutgraf.reading.article import HTML, JSON_LINES, MARKDOWN, TEXT

_ONE = HTML | MARKDOWN | TEXT
_MOST_BYTES = 2_000_000_000
"""Of JSON lines: beyond that, counting them holds a run up."""


def total_rows(inputs: Iterable[str]) -> int | None:
    """The rows of all inputs; None where it would take reading them (packed files, CSV, standard input)."""
    total, left = 0, _MOST_BYTES
    for named in inputs:
        if named == "-":
            return None
        for one in expanded(named):
            suffix = PurePath(one).suffix.lower()
            try:
                if suffix == ".parquet":
                    from pyarrow import parquet

                    total += parquet.read_metadata(one).num_rows
                elif suffix in JSON_LINES:
                    left -= os.path.getsize(one)
                    if left < 0:
                        return None
                    total += _lines(one)
                elif suffix in _ONE or one.startswith(("http://", "https://")):
                    total += 1
                else:
                    return None
            except Exception:  # what is wrong with a file is said when it is read
                return None
    return total


def _lines(path: str) -> int:
    with open(path, "rb") as stream:
        return sum(1 for line in stream if not line.isspace())
