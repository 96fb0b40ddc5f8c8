"""Words that carry meaning, reduced so that inflections of one word meet.

The reduction is a light suffix stripper for English (after the S and ED/ING steps of Porter, 1980, without his later
ones): it only has to make "strikes", "striking" and "strike" equal, and it may not make different words equal.
"""

from __future__ import annotations

import re
import unicodedata

from nutgraf.stages.lexicon import table

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*(?:\.[^\W_]\b)*", re.UNICODE)
FUNCTION_WORDS = frozenset(table("words")["function"].split())
_IRREGULAR: dict[str, str] = {
    form: base for base, forms in table("words")["irregular"].items() for form in forms.split()
}


def words(text: str) -> list[str]:
    """The words of `text`, lower-cased, possessive endings taken off, in order."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'")
    return [match[0].lower().removesuffix("'s").removesuffix("'") for match in _WORD.finditer(plain)]


def stem(word: str) -> str:
    """One form for the inflections of a word."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    for suffix, replacement in (("sses", "ss"), ("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")):
        if word.endswith(suffix):
            return word[: -len(suffix)] + replacement
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for suffix in ("ing", "ied", "ed"):
        base = word[: -len(suffix)]
        if word.endswith(suffix) and len(base) >= 3 and re.search(r"[aeiouy]", base):
            if suffix == "ied":
                return base + "y"
            if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz":
                return base[:-1]
            return base.removesuffix("e")
    return word.removesuffix("e") if len(word) > 4 else word


def content_words(text: str) -> list[str]:
    """The stems of the words of `text` that carry meaning, in order; numbers are among them."""
    return [stem(word) for word in words(text) if word not in FUNCTION_WORDS]


def overlap(left: str, right: str) -> float:
    """The share of the content words of the one that has fewer which the other has too; 0 where either has none."""
    one, other = set(content_words(left)), set(content_words(right))
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
