"""Word lists: `data/*.toml`, each a table of names and words."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The table of `data/NAME.toml`."""
    return tomllib.loads((files("nutgraf") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def by_word(name: str) -> dict[str, str]:
    """Each word of the lists of `data/NAME.toml`, with the name of the list that has it (of several, the first)."""
    found: dict[str, str] = {}
    for label, listed in table(name).items():
        for word in listed.split():
            found.setdefault(word, label)
    return found
