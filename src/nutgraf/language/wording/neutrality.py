"""Whether a sentence tells or judges: loaded words, and judgements on the article's own word. English.

Loaded words come from a short list of our own (`data/loaded_words.toml`), in categories with reasons. They are looked
for outside quotation marks: what somebody said may be as loaded as it was. A judgement is a motive, a verdict or a
prediction; where the article gives no source for it, it is the article's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nutgraf.language.lexicon import table
from nutgraf.language.words import even, inflected, stem, tokens

QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|‘[^’]*’(?!\w)|«[^»]*(?:»|$)")
"""Quotations, with their marks."""
FIRST_PERSON = re.compile(r"\b(?:we|us|ours?|my|me|I|WE|OURS?|MY)\b|\b(?:We|Our|My)(?=\s[a-z])")
"""Outside quotation marks these would be the text's own; "us" is no "US"."""
_BESIDE = 3
"""Words on each side in which what makes a word plain stands."""
_PHRASE = re.compile(r"[ -]")
_TABLE = table("loaded_words")
_JUDGEMENTS = {kind: re.compile(rf"(?:{'|'.join(cues)})", re.IGNORECASE) for kind, cues in table("judgements").items()}
_STARTS = re.compile(r"(?:^|(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bSt)[.!?:]\s*)$")
_ARTICLE = re.compile(r"\b([Aa])(n?)\s+(?=(\w))")


@dataclass(frozen=True)
class Loaded:
    """A loaded word of a text: `text[start:end]`."""

    start: int
    end: int
    text: str
    category: str
    plain: str | None
    """The plain word, in the same form; empty where the word can be dropped, None where neither is safe."""
    reason: str


@dataclass(frozen=True)
class Judgement:
    """Words of a text that state a motive, a verdict or a prediction."""

    start: int
    text: str
    kind: str


@dataclass(frozen=True)
class _Entry:
    category: str
    plain: str
    plain_beside: frozenset[str]


def _entries() -> tuple[dict[str, _Entry], dict[str, _Entry]]:
    """The entries of one word by stem, and the others by their words."""
    single: dict[str, _Entry] = {}
    phrases: dict[str, _Entry] = {}
    for category, rows in _TABLE.items():
        for word, (plain, *beside) in rows["words"].items():
            entry = _Entry(category, plain, frozenset(stem(one) for one in " ".join(beside).split()))
            if _PHRASE.search(word):
                phrases[word] = entry
            else:
                single[word if plain == "" else stem(word)] = entry
    return single, phrases


_SINGLE, _PHRASES = _entries()
_ANY_PHRASE = re.compile(
    rf"(?<![\w-])(?:{'|'.join(re.escape(phrase) for phrase in sorted(_PHRASES, key=len, reverse=True))})(?![\w-])",
    re.IGNORECASE,
)


def loaded_words(text: str) -> list[Loaded]:
    """The loaded words of `text` outside quotation marks, in order."""
    text = QUOTED.sub(lambda match: " " * len(match[0]), text)
    if even(text) != text:
        return []
    found: dict[int, Loaded] = {}
    for match in _ANY_PHRASE.finditer(text):
        entry = _PHRASES[" ".join(match[0].lower().split())]
        around = [stem(one.word) for one in tokens(text[max(0, match.start() - 30) : match.end() + 30])]
        if entry.plain_beside.isdisjoint(around):
            found[match.start()] = _loaded(match.start(), match[0], entry, entry.plain)
    every = tokens(text)
    stems = [stem(token.word) for token in every]
    for index, token in enumerate(every):
        known = _SINGLE.get(token.word) or _SINGLE.get(stems[index])
        if (
            known is None
            or (known.plain == "" and token.word not in _SINGLE)
            or _is_named(text, token.start, token.text)
        ):
            continue
        if known.plain_beside.isdisjoint(stems[max(0, index - _BESIDE) : index + _BESIDE + 1]) and not any(
            one.start <= token.start < one.end for one in found.values()
        ):
            found[token.start] = _loaded(token.start, token.text, known, inflected(known.plain, like=token.word))
    return [found[start] for start in sorted(found)]


def judgements(text: str) -> list[Judgement]:
    """Where `text`, outside quotation marks, states a motive, a verdict or a prediction, in order."""
    text = QUOTED.sub(lambda match: " " * len(match[0]), text)
    found = [
        Judgement(match.start(), match[0].strip(" ,"), kind)
        for kind, pattern in _JUDGEMENTS.items()
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda one: one.start)


def without_loaded_words(text: str) -> str:
    """`text` with its loaded words dropped or replaced by plain ones, those aside for which neither is safe."""
    for one in reversed(loaded_words(text)):
        if one.plain is None:
            continue
        before, after = text[: one.start], text[one.end :]
        if one.plain:
            text = before + _as_written(one.plain, one.text) + after
        elif re.match(r",?\s", after) and not re.match(r"\s*(?:and|or|but)\b", after):
            before = re.sub(r",\s+$", " ", before) if re.match(r"\s+\w", after) else before
            text = before + _as_written(re.sub(r"^,?\s+", "", after), one.text)
        else:
            text = re.sub(r",?\s+(?:and|or|but)?\s*$|\s+$", "", before) + re.sub(r"^\s*(?:and|or|but)\b", "", after)
    return _ARTICLE.sub(lambda match: f"{match[1]}{'n' if match[3].lower() in 'aeio' else ''} ", text) if text else text


def _loaded(start: int, written: str, entry: _Entry, plain: str) -> Loaded:
    plain_word = None if entry.plain == "?" else plain
    return Loaded(start, start + len(written), written, entry.category, plain_word, _TABLE[entry.category]["reason"])


def _is_named(text: str, start: int, written: str) -> bool:
    """Whether a word is part of a name: written large where no sentence begins."""
    return written[:1].isupper() and not text.isupper() and _STARTS.search(text[:start]) is None


def _as_written(words: str, like: str) -> str:
    return words[:1].upper() + words[1:] if like[:1].isupper() else words
