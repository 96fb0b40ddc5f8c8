"""Which words of an article name one and the same: "Jen Psaki", "Psaki", "State spokeswoman Jen Psaki".

Four rules, none of which needs more than the article: the same words, titles and articles aside; the end of a longer
name ("Steve Warren" in "Colonel Steve Warren"), a surname or a given name where one person of the article has it; a
short form that the article itself gives in brackets after the long one ("Islamic State (Isis)"); and for common nouns,
one phrase that says no more than the other ("the gunmen", "masked gunmen").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nutgraf.language.geography.toponyms import candidates
from nutgraf.language.kinds import kind_of
from nutgraf.language.lexicon import by_word, table
from nutgraf.language.numbers.figures import figures
from nutgraf.language.times.patterns import WEEKDAY
from nutgraf.language.words import FUNCTION_WORDS, stem, words
from nutgraf.schema import ArticleRecord, Passage
from nutgraf.stages.ground import merged, occurrences

Key = tuple[str, ...]

_BRACKETED = re.compile(
    r"(?<![\w.&'’-])([^\W\d_][\w.&'’-]{0,30}(?:\s[^\W\d_][\w.&'’-]{0,30}){0,7})\s?[(\[]([A-Za-z][\w.&-]{1,12})[)\]]"
)
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_BODIES = ("government", "organisation", "company", "armed_force")
_DEFINITE = re.compile(r"the ([a-z]+)", re.IGNORECASE)
_OFFICES = "|".join(word.capitalize() for word in table("words")["title"].split() if len(word) > 1)
_INITIAL_OR_NAME = rf"(?:[A-Z]\.|(?:{_OFFICES})\.?|[A-Z][\w'’-]+)\s"
_ARTICLE = re.compile(r"^(?:the|an?|his|her|its|their)\s+")
_TITLES = frozenset(table("words")["title"].split())
_HUNG = re.compile(r"(?<=\w)\s(?:in|from|of|at|near|on|for|with|by)\s")


_KNOWN = 50_000
"""Inhabitants."""


class Names:
    """The names that an article's mentions use, grouped by what they name."""

    def __init__(self, article: ArticleRecord, passages: Iterable[Passage]) -> None:
        self._article = article
        self._short_forms = _short_forms(article)
        given = list(dict.fromkeys(passage.text for passage in passages))
        texts = list(dict.fromkeys([*given, *(full for text in given if (full := _fuller(article, text)))]))
        self._surnames, self._given = self._people(texts)
        self._group: dict[str, int] = {}
        for text in texts:
            self._group[text] = next(
                (group for other, group in self._group.items() if self._alike(text, other)), len(self._group)
            )
        self._name_bodies(texts)

    def _name_bodies(self, texts: Sequence[str]) -> None:
        """Puts "the ministry" with the one body that has the word for its last."""
        bodies: dict[str, set[int]] = {}
        for text in texts:
            if is_proper(text) and kind_of(text) in _BODIES:
                bodies.setdefault(self._key(text)[-1], set()).add(self._group[text])
        for text in texts:
            found = _DEFINITE.fullmatch(text)
            meant = bodies.get(stem(found[1].lower()), set()) if found else set()
            if len(meant) == 1:
                self._group[text] = min(meant)

    def same(self, left: str, right: str) -> bool:
        """Whether two texts name the same."""
        if left in self._group and right in self._group and self._group[left] == self._group[right]:
            return True
        return self._alike(left, right)

    def full(self, passages: Sequence[Passage]) -> Passage:
        """One passage for several of one thing: the fullest form that the article uses, with the spans of all.

        For a proper name, that is the fullest of its whole group, and every place that has the same words.
        """
        everything = list(passages)
        for text in {passage.text for passage in passages if is_proper(passage.text) or passage.text.isupper()}:
            alike = [other for other, group in self._group.items() if group == self._group.get(text, -1)]
            named = {other for other in {text, *alike} if is_proper(other) or _is_shouted_name(other)}
            found = [(other, occurrences(self._article, other)) for other in named]
            everything += [Passage(text=other, spans=spans) for other, spans in found if spans]
        longest = max(everything, key=lambda passage: (len(key(passage.text)), -passage.spans[0].start))
        return Passage(text=longest.text, spans=merged(*everything))

    def _alike(self, left: str, right: str) -> bool:
        one, other = self._key(left), self._key(right)
        if one == other:
            return True
        short, long = sorted((one, other), key=len)
        if not short:
            return False
        if _short_for(left, right) or _short_for(right, left):
            return True
        if left.isupper() and right.isupper() and len(short) == 1 and self._surnames.get(short[0]) == long:
            return True
        if is_proper(left) and is_proper(right):
            if len(short) == 1:
                return long in (self._surnames.get(short[0]), self._given.get(short[0]))
            return long[-len(short) :] == short
        if is_proper(left) or is_proper(right) or _counts(left) != _counts(right):
            return False
        return (short[-1] == long[-1] and set(short) <= set(long)) or _goes_on(left, right) or _goes_on(right, left)

    def _key(self, text: str) -> Key:
        own = key(_BRACKETS.sub("", text) or text)
        return self._short_forms.get(own, own)

    def _people(self, texts: Sequence[str]) -> tuple[dict[str, Key], dict[str, Key]]:
        """The full names of persons by surname, and by given name, where the article has one person of it."""
        found: dict[str, Key] = {}
        given: dict[str, set[Key]] = {}
        for text in texts:
            full = self._key(text)
            if len(full) < 2 or kind_of(text) != "person" or not (is_proper(text) or _is_shouted_name(text)):
                continue
            if _is_of_another(self._article, text):
                continue
            given.setdefault(_written(text, full[0]), set()).add(full)
            known = found.get(full[-1])
            if known is None or known == full[-len(known) :]:
                found[full[-1]] = full
            elif full != known[-len(full) :]:
                found[full[-1]] = ()
        alone = {
            stem(name.lower()): next(iter(people))
            for name, people in given.items()
            if len(people) == 1 and stem(name.lower()) not in found and _is_given_to_one(self._article, name)
        }
        return found, alone


def key(name: str) -> Key:
    """The words of a name that tell it from others: no titles before it, no articles, no inflection."""
    told = [word for word in words(name) if word not in FUNCTION_WORDS]
    office = max((at for at, word in enumerate(told, start=1) if word in _TITLES), default=0)
    if len(told) - office > 1:
        told = told[office:]  # "Hart spokesman Tom Brandt"
    kept = tuple(stem(word) for at, word in enumerate(told, start=1) if word not in _TITLES or at == len(told))
    return kept or tuple(words(name))


def is_proper(name: str) -> bool:
    """Whether `name` has a capitalised word for its head ("a man in Beira" doesn't). All capitals tell nothing."""
    last = _HUNG.split(_BRACKETS.sub("", name), maxsplit=1)[0].split()[-1:] or [""]
    return last[0][:1].isupper() and not name.isupper()


def _written(name: str, stemmed: str) -> str:
    """The word of `name` of which `stemmed` is the stem, as it is written there: "James" for "jame"."""
    return next((word for word in name.split() if stem(word.lower()) == stemmed), stemmed)


def _is_given_to_one(article: ArticleRecord, name: str) -> bool:
    """Whether a given name stands before one surname only, and is no town's or country's."""
    behind = re.findall(rf"\b{re.escape(name)}\s([A-Z][\w’'-]+)", article.text)
    return len({re.sub("['’]s$", "", one) for one in behind}) == 1 and not any(
        not one.is_town or one.population >= _KNOWN for one in candidates(name)
    )


def _is_shouted_name(text: str) -> bool:
    """Whether `text` is a person's full name in capitals."""
    return text.isupper() and " " in text and kind_of(text) == "person" and not _HUNG.search(text.lower())


def _fuller(article: ArticleRecord, surname: str) -> str | None:
    """The one longer name of the article that ends in `surname`; None where it has none, or several."""
    if " " in surname or not is_proper(surname):
        return None
    pattern = re.compile(rf"\b(?:{_INITIAL_OR_NAME}){{1,5}}{re.escape(surname)}\b")
    found = {_without_office(match[0]) for match in pattern.finditer(article.text)}
    full = {name for name in found if len(key(name)) > 1}
    longest = max(full, key=len, default=None)
    alone = longest is not None and all(longest.endswith(name) for name in full)
    return longest if longest and alone and not _is_of_another(article, longest) else None


def _without_office(name: str) -> str:
    """The words of a name behind those that are none: "Jill Hart" for "On Monday Senate Leader Jill Hart"."""
    parts = name.split()
    others = [
        at
        for at, part in enumerate(parts[:-1])
        if (word := part.lower().rstrip(".")) in _TITLES | FUNCTION_WORDS
        or word in WEEKDAY
        or word.endswith("-old")
        or by_word("kinds").get(word) == "person"
    ]
    return " ".join(parts[others[-1] + 1 :] if others else parts)


def _is_of_another(article: ArticleRecord, full: str) -> bool:
    """Whether somebody is spoken of by title and surname before `full` names one of that surname: "President Ruiz" is
    not the "Ana Ruiz" who comes in further down, his wife perhaps.
    """
    first, surname = article.text.find(full), re.escape(full.split()[-1])
    titled = re.compile(rf"\b(?:{_OFFICES})\.?\s{surname}\b")
    return first > 0 and titled.search(article.text, 0, first) is not None


def _short_for(short: str, long: str) -> bool:
    """Whether `short` is an acronym of `long` by its initials, or is made of the beginnings of its two words."""
    parts = [word for word in words(long) if word not in FUNCTION_WORDS]
    if " " in short or len(parts) < 2 or not (is_proper(long) and short[:1].isupper()):
        return False
    if short.isupper() and 2 < len(short) <= 8:
        return short.lower() == "".join(part[0] for part in parts)
    low = short.lower()
    first, last = parts[-2:]
    return any(first.startswith(low[:at]) and last.startswith(low[at:]) for at in range(3, len(low) - 2))


def _goes_on(short: str, long: str) -> bool:
    """Whether `long` is `short` and where or of what it is: "a passenger", "a passenger in a car"."""
    one, other = (_ARTICLE.sub("", text.lower()) for text in (short, long))
    return (
        bool(one)
        and re.match(rf"{re.escape(one)} (?:in|on|at|of|with|from|near|inside|outside|aboard|who)\b", other) is not None
    )


def _counts(phrase: str) -> list[float]:
    return [figure.value for figure in figures(phrase)]


def _short_forms(article: ArticleRecord) -> dict[Key, Key]:
    """Short forms that the article gives in brackets, with their long forms."""
    found: dict[Key, Key] = {}
    for match in _BRACKETED.finditer(article.text):
        short, long = match[2], match[1].split()
        first = next((index for index, word in enumerate(long) if word[:1].lower() == short[:1].lower()), None)
        if first is not None:
            found.setdefault(key(short), key(" ".join(long[first:])))
    return found
