"""Words of a passage that report violence: what an extraction must not pass over."""

from __future__ import annotations

from nutgraf.stages.lexicon import table
from nutgraf.stages.words import stem, words

_MOST = 6


def triggers(text: str) -> list[str]:
    """The words of `text` that report violence, each stem once, in order."""
    stems = {stem(word) for word in table("incidents")["words"].split()}
    found: dict[str, str] = {}
    for word in words(text):
        if stem(word) in stems:
            found.setdefault(stem(word), word)
    return list(found.values())[:_MOST]
