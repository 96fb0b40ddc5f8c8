"""Reading: bytes, a file, a URL, standard input or a row of JSON lines to a clean `Article`."""

from __future__ import annotations

from nutgraf.reading.article import Article
from nutgraf.reading.source import Unreadable, read_source

__all__ = ["Article", "Unreadable", "read_source"]
