"""Lines to paragraphs: hard-wrapped text is joined, lines that are paragraphs of their own stay so."""

from __future__ import annotations

import re
from itertools import pairwise

_WIDEST_WRAP = 130
"""Characters: longer lines than these are not wrapped by hand or by a mail program."""
_FEW = 4
"""Line breaks: where there are fewer, short lines are more likely a masthead than wrapped text."""
_CLOSERS = "\"'”’»)]"
_TERMINAL = ".!?…。！？。।؟:"
_CJK = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of clean text, each on one line, its runs of spaces single.

    A blank line ends a paragraph. Within a block of lines, the whole text decides: where lines end because the next
    word would not have fitted, they are joined; otherwise each is a paragraph.
    """
    blocks = [[line for line in block.split("\n") if line.strip()] for block in re.split(r"\n[^\S\n]*(?=\n)", text)]
    blocks = [block for block in blocks if block]
    width = _wrap_width(blocks)
    return [
        paragraph
        for block in blocks
        for paragraph in (_unwrap(block, width) if width else _join_broken([" ".join(line.split()) for line in block]))
    ]


def _ends(line: str) -> bool:
    return line.rstrip().rstrip(_CLOSERS)[-1:] in _TERMINAL


def _first_word(line: str) -> int:
    word = line.split(None, 1)[0]
    return 1 if _CJK.match(word) else len(word)


def _wrap_width(blocks: list[list[str]]) -> int | None:
    """The width that the text is wrapped at, or None where it isn't."""
    pairs = [(a.rstrip(), b) for block in blocks for a, b in pairwise(block)]
    if not pairs:
        return None
    lengths = sorted(len(a) for a, _ in pairs)
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.9))]
    if not (40 if len(pairs) < _FEW else 20) <= width <= _WIDEST_WRAP:
        return None
    full = sum(len(a) + 1 + _first_word(b) >= 0.9 * width - 2 for a, b in pairs)
    ended = sum(_ends(a) for a, _ in pairs)
    return width if full >= 0.6 * len(pairs) and ended <= 0.6 * len(pairs) else None


def _unwrap(block: list[str], width: int) -> list[str]:
    """The paragraphs of a block of wrapped lines."""
    joined = " ".join(block[0].split())
    found = []
    for before, line in pairwise(block):
        words = " ".join(line.split())
        if _breaks(before, line, width):
            found.append(joined)
            joined = words
        else:
            joined += _glue(joined, words) + words
    return [*found, joined]


def _breaks(before: str, line: str, width: int) -> bool:
    """Whether a paragraph ends between two wrapped lines: there was room for more, the more of it the less it ends."""
    room = width - len(before.rstrip()) - 1 - _first_word(line)
    indented = line[:1].isspace() and not before[:1].isspace()
    return room > (0.15 * width * (not indented) if _ends(before) else 0.35 * width)


def _glue(before: str, after: str) -> str:
    """What stands for a line break: nothing between ideographs and after a hyphen, else a space."""
    if _CJK.match(before[-1]) and _CJK.match(after[0]):
        return ""
    hyphenated = before[-1] == "-" and before[-2:-1].isalpha() and after[0].isalpha()
    return "" if hyphenated else " "


def _join_broken(lines: list[str]) -> list[str]:
    """Lines as paragraphs; but one that begins in lower case after one that doesn't end continues it."""
    found = lines[:1]
    for line in lines[1:]:
        if line[0].islower() and not _ends(found[-1]):
            found[-1] += _glue(found[-1], line) + line
        elif found[-1][-1] in ",;" and len(found[-1]) < _WIDEST_WRAP:
            found[-1] += " " + line
        else:
            found.append(line)
    return found
