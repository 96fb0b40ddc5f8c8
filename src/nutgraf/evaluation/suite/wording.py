"""When two wordings are the same: names in full, by their head, as places, and forms in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_ARTICLES: dict[str, frozenset[str]] = {
    "en": frozenset("a an the".split()),
    "de": frozenset("der die das den dem des ein eine einen einem einer eines".split()),
    "fr": frozenset("le la les un une des".split()),
    "es": frozenset("el la los las un una unos unas".split()),
    "it": frozenset("il lo la i gli le un uno una".split()),
    "pt": frozenset("o a os as um uma uns umas".split()),
    "nl": frozenset("de het een".split()),
}
_ATTACHED: dict[str, tuple[str, ...]] = {"fr": ("l'",), "it": ("l'", "un'"), "ar": ("ال",)}
"""Articles that are written together with their word."""
_AFTER_HEAD: dict[str, frozenset[str]] = {
    "en": frozenset(
        "of from in on at near with without for by to into behind between among about around against outside inside "
        "who whom whose which that and or".split()
    ),
    "de": frozenset("von vom aus in im an am auf bei mit ohne für zu zum zur und oder".split()),
    "fr": frozenset("de du des d' à au aux en dans sur avec sans pour par qui et ou".split()),
    "es": frozenset("de del en al con sin para por que y o".split()),
    "it": frozenset("di del della dei delle in a con senza per che e o".split()),
    "pt": frozenset("de do da dos das em no na com sem para por que e ou".split()),
    "nl": frozenset("van in op aan bij met zonder voor uit die dat en of".split()),
    "ru": frozenset("из в во на при с со без для от у и или".split()),
}
"""Words that end the part of a noun phrase which holds its head."""
_HEAD_FIRST = frozenset({"ar"})
UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})
"""Languages that are written without spaces between words."""
_SAME = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "\u00ad": None})
_UNSPACED_CHAR = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff]")
_COUNTED_WORD = re.compile(rf"{_UNSPACED_CHAR.pattern}|\w+(?:[.,'’-]\w+)*")
_SHORTEST_UNSPACED = 2


def collapsed(text: str) -> str:
    """`text` with every run of white space as one space."""
    return " ".join(text.split())


@lru_cache(maxsize=20_000)
def plain(text: str, language: str) -> str:
    """`text` without what is always free: case, leading articles, punctuation at either end, kinds of white space."""
    words = collapsed(unicodedata.normalize("NFKC", text).translate(_SAME)).casefold()
    words = _bare(words)
    first, _, rest = words.partition(" ")
    if rest and first in _ARTICLES.get(language, ()):
        return _bare(rest)
    for article in _ATTACHED.get(language, ()):
        if words.startswith(article) and len(words) > len(article) + 1:
            return _bare(words[len(article) :])
    return words


def same_full(name: str, names: Iterable[str], language: str) -> bool:
    """Whether `name` is one of `names`, but for what is always free."""
    return plain(name, language) in {plain(one, language) for one in names} and bool(plain(name, language))


@lru_cache(maxsize=200_000)
def same_head(left: str, right: str, language: str) -> bool:
    """Whether two names have the same head and their capitalised words don't speak against it.

    The head of a noun phrase is the last word before its first preposition, relative pronoun or comma ("gunmen" of "two
    gunmen from Huanta", "Sow" of "Aminata Sow"); the criterion of head-word matching that the scoring of coreference
    and of event arguments has used since MUC-7. "Interior Ministry" and "Defence Ministry" have the same head, but
    capitalised words of their own on both sides and none in common: they differ. In languages written without spaces,
    one has to end with the other.
    """
    one, other = plain(left, language), plain(right, language)
    if one == other or not one or not other:
        return bool(one) and one == other
    if language in UNSPACED:
        short, long = sorted((one, other), key=len)
        return len(short) >= _SHORTEST_UNSPACED and long.endswith(short)
    if head(one, language) != head(other, language):
        return False
    mine, theirs = (_capitalised(text, language) - {head(one, language)} for text in (left, right))
    return not mine or not theirs or bool(mine & theirs)


def same_place(left: str, right: str, language: str) -> bool:
    """Whether two names of places are equal, or have the same capitalised words: "the town of Huanta" and "Huanta"."""
    if same_full(left, (right,), language):
        return True
    mine, theirs = _capitalised(left, language), _capitalised(right, language)
    return bool(mine) and mine == theirs


def has_form(form: str, text: str, language: str) -> bool:
    """Whether `text` has `form` as whole words, without case; a word of `form` that ends in "*" may go on.

    A number is not found within a longer one ("2" in "2.5"). In languages written without spaces any string will do.
    """
    inside = _searchable(text)
    if not all(part.rstrip("*") in inside for part in _searchable(form).split()):
        return False
    return _pattern(form, language in UNSPACED).search(inside) is not None


@lru_cache(maxsize=20_000)
def find_words(words: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where `words` stand in `text`, whatever the white space and the case; not within longer words."""
    parts = words.split()
    if not parts:
        return ()
    body = r"\s+".join(map(re.escape, parts))
    spaced = _UNSPACED_CHAR.search(words) is None
    before = r"(?<!\w)" if spaced and parts[0][0].isalnum() else ""
    after = r"(?!\w)" if spaced and parts[-1][-1].isalnum() else ""
    return tuple(match.span() for match in re.finditer(before + body + after, text, re.IGNORECASE))


def word_count(text: str) -> int:
    """The number of words; in scripts without spaces every character is one."""
    return sum(1 for _ in _COUNTED_WORD.finditer(text))


def _bare(words: str) -> str:
    """`words` without punctuation and symbols at either end; a sign that belongs to a figure stays."""
    start, end = 0, len(words)
    while start < end and not _counts(words[start]):
        start += 1
    while end > start and not _counts(words[end - 1]):
        end -= 1
    return words[start:end]


def _counts(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM" or unicodedata.category(char) == "Sc" or char == "%"


@lru_cache(maxsize=20_000)
def head(words: str, language: str) -> str:
    """The head of a name that is plain already."""
    ends = _AFTER_HEAD.get(language, frozenset())
    kept: list[str] = []
    for word in words.split():
        if kept and word in ends:
            break
        kept.append(_bare(word).removesuffix("'s"))
        if word.endswith((",", ";", ":")):
            break
    kept = [word for word in kept if word]
    if not kept:
        return ""
    return kept[0] if language in _HEAD_FIRST else kept[-1]


@lru_cache(maxsize=20_000)
def _capitalised(text: str, language: str) -> frozenset[str]:
    """The words that begin with a capital, plain; a leading article isn't one of them."""
    articles = _ARTICLES.get(language, frozenset())
    words = [_bare(word.translate(_SAME)) for word in text.split()]
    return frozenset(
        word.casefold().removesuffix("'s")
        for number, word in enumerate(words)
        if word[:1].isupper() and not (number == 0 and word.casefold() in articles)
    )


@lru_cache(maxsize=64)
def _searchable(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_SAME).casefold()


@lru_cache(maxsize=10_000)
def _pattern(form: str, unspaced: bool) -> re.Pattern[str]:
    parts = [re.escape(part).replace(r"\*", r"\w*") for part in _searchable(form).split()]
    body = r"\s+".join(parts)
    if unspaced or not parts:
        return re.compile(body or r"(?!)")
    first, last = form.strip()[0], form.strip()[-1]
    before = r"(?<!\w)" + (r"(?<!\d[.,])" if first.isdecimal() else "") if first.isalnum() else ""
    after = r"(?!\w)" + (r"(?![.,]\d)" if last.isdecimal() else "") if last.isalnum() else ""
    return re.compile(before + body + after)
