"""The language of a text."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_LONGEST_SAMPLE = 20_000
_FEWEST_BYTES = 40
"""Of letters, in UTF-8, so that twelve ideographs count as much as forty Latin letters."""
_LEAST_CONFIDENCE = 0.5
# Labels of the model that have no two-letter code, and the language they are written as.
_WRITTEN_AS = {"wuu": "zh", "yue": "zh", "arz": "ar", "ary": "ar", "uzs": "uz", "sdh": "ku"}


# Words of English that are rare in what else is written in Latin letters.
_ENGLISH = frozenset(
    (
        "the",
        "of",
        "and",
        "that",
        "was",
        "were",
        "said",
        "by",
        "with",
        "from",
        "which",
        "has",
        "had",
        "been",
        "his",
        "he",
    )
)


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`; None where it is too short or too mixed to tell."""
    sample = text[:_LONGEST_SAMPLE]
    if len("".join(filter(str.isalpha, sample)).encode()) < _FEWEST_BYTES:
        return None
    if _is_english(sample):
        return "en"
    label, confidence = _identifier().classify(sample)
    if confidence < _LEAST_CONFIDENCE:
        return None
    code = _WRITTEN_AS.get(label, label)
    return code if len(code) == 2 else None


def certainty(text: str) -> float:
    """How sure it is, from 0 to 1, which language `text` is in."""
    return float(_identifier().classify(text[:_LONGEST_SAMPLE])[1])


def _is_english(sample: str) -> bool:
    """Whether it plainly is. This saves most runs the model: half a second and a hundred megabytes."""
    words = re.findall(r"[^\W\d_]+", sample.lower())
    english = [word for word in words if word in _ENGLISH]
    return len(set(english)) >= 5 and len(english) >= 0.12 * len(words)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
