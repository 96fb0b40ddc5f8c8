"""Words for a time in other languages, put into English word by word. Best effort.

The vocabularies are those of dateparser; its own reading of dates isn't used, since it loses the precision.
Prepositions get lost, so that "until Friday" comes out as "Friday".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from nutgraf.reading.dates import read_day

_LONGEST = 120
_MONTH = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b", re.IGNORECASE
)
_RELATIVE = (
    (re.compile(r"\bin 1 day\b"), "tomorrow"),
    (re.compile(r"\b1 day ago\b"), "yesterday"),
    (re.compile(r"\b0 day ago\b"), "today"),
    (re.compile(r"\b1 (week|month|year) ago\b"), r"last \1"),
    (re.compile(r"\bin 1 (week|month|year)\b"), r"next \1"),
    (re.compile(r"\bago (\w+) (day|week|month|year)\b"), r"\1 \2 ago"),
)


def in_english(words: str, language: str) -> str | None:
    """What can be said in English of `words`; None where the language isn't known or the words are too many."""
    day = read_day(words)
    if day and day.iso:
        return day.iso
    locale = _locale(language)
    if locale is None or len(words) > _LONGEST:
        return None
    from dateparser.conf import settings

    english = str(locale.translate(words, keep_formatting=True, settings=settings))
    for pattern, replacement in _RELATIVE:
        english = pattern.sub(replacement, english)
    if month := _MONTH.search(english):
        english = english.replace(month[0], month[0].capitalize())
        if not any(character.isdecimal() for character in english):
            return f"in {month[0].capitalize()}"
    return re.sub(r"^\W*(?=\d{4}\b)", "in ", english.strip())


@lru_cache(maxsize=32)
def _locale(language: str) -> Any:
    from dateparser.languages.loader import default_loader  # takes a while: only where it is needed

    try:
        return default_loader.get_locale(language)
    except ValueError:
        return None
