"""Texts that are much alike, each compressed alone, and all against one sample.

A browser's `DecompressionStream` takes no dictionary. But a deflate stream (RFC 1951) is a row of blocks: the sample,
compressed and not ended, followed by a text compressed with the sample as its dictionary, is one valid stream that
gives the sample and then the text.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence

_WINDOW = 32768
"""How far back deflate can refer, in bytes."""


class Packer:
    """Compresses texts like `samples`; `sample` is what the reader of a text needs beside it, in base64."""

    def __init__(self, samples: Sequence[str]) -> None:
        self._dictionary = max(map(_bytes, samples), key=len, default=b"")[:_WINDOW]
        deflate = zlib.compressobj(level=9, wbits=-15)
        self.sample = _base64(deflate.compress(self._dictionary) + deflate.flush(zlib.Z_SYNC_FLUSH))
        self.length = len(self._dictionary)
        """Bytes of the sample, uncompressed."""

    def packed(self, text: str) -> str:
        """The text, compressed, in base64."""
        if self._dictionary:
            deflate = zlib.compressobj(level=9, wbits=-15, zdict=self._dictionary)
        else:
            deflate = zlib.compressobj(level=9, wbits=-15)
        return _base64(deflate.compress(_bytes(text)) + deflate.flush())


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _base64(body: bytes) -> str:
    return base64.b64encode(body).decode()
