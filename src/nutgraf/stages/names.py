"""Which names of an article are names of one and the same: "Jen Psaki", "Psaki", "State spokeswoman Jen Psaki".

Three rules, none of which needs more than the article: the same words; a surname (the last word of a person's full
name) that one person in the article has; and a short form that the article itself gives in brackets after the long one
("Islamic State (Isis)", "FMLN").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nutgraf.schema import ArticleRecord, Passage, Span
from nutgraf.stages.ground import merged, occurrences
from nutgraf.stages.kinds import kind_of
from nutgraf.stages.lexicon import table
from nutgraf.stages.words import FUNCTION_WORDS, stem, words

_BRACKETED = re.compile(r"\b([^\W\d_][\w.&'’-]*(?:\s+[^\W\d_][\w.&'’-]*){0,7})\s*[(\[]([A-Za-z][\w.&-]{1,12})[)\]]")
_TITLES = frozenset(table("words")["title"].split())


def key(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from others: no titles, no articles, no inflection."""
    kept = tuple(stem(word) for word in words(name) if word not in _TITLES and word not in FUNCTION_WORDS)
    return kept or tuple(words(name))


def aliases(article: ArticleRecord) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Short forms that the article gives in brackets, by key, with the key of the long form."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for match in _BRACKETED.finditer(article.text):
        short, long = match[2], match[1].split()
        initials = [index for index, word in enumerate(long) if word[:1].lower() == short[:1].lower()]
        if initials:
            found.setdefault(key(short), key(" ".join(long[initials[0] :])))
    return found


def same(left: str, right: str, known: dict[tuple[str, ...], tuple[str, ...]] | None = None) -> bool:
    """Whether two names name one: the same key, one's bracketed short form, or a person's surname."""
    one, other = key(left), key(right)
    if known:
        one, other = known.get(one, one), known.get(other, other)
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if not short:
        return False
    if len(short) == 1 and len(long) > 1 and "person" in (kind_of(left), kind_of(right)):
        return long[-1] == short[0] and left[:1].isupper() and right[:1].isupper()
    return len(short) >= 2 and (long[: len(short)] == short or long[-len(short) :] == short)


def fullest(passages: Sequence[Passage]) -> Passage:
    """One passage for several of one thing: the longest name (of equals, the first), with the spans of all."""
    longest = max(passages, key=lambda passage: (len(key(passage.text)), -passage.spans[0].start))
    return Passage(text=longest.text, spans=merged(*passages))


def with_further_mentions(article: ArticleRecord, passage: Passage) -> Passage:
    """`passage` with every other place of the article that has the same words, where it is a proper name."""
    if not is_proper(passage.text):
        return passage
    everywhere: Iterable[Span] = occurrences(article, passage.text)
    return Passage(text=passage.text, spans=merged(passage, Passage(text=passage.text, spans=list(everywhere))))


def is_proper(name: str) -> bool:
    """Whether `name` ends in a capitalised word and isn't all in capitals."""
    last = name.split()[-1] if name.split() else ""
    return last[:1].isupper() and not name.isupper()
