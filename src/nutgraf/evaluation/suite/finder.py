"""Looking for what a label file quotes, by the rules of the format; what isn't there is noted with its line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from rapidfuzz import fuzz

from nutgraf.evaluation.suite.gold import GoldName
from nutgraf.evaluation.suite.parse import line_of
from nutgraf.evaluation.suite.problems import FieldPath, Problem, field_name, quoted
from nutgraf.evaluation.suite.quotations import Quotations, SpacedText
from nutgraf.evaluation.suite.yaml_text import Lines
from nutgraf.reading import Article
from nutgraf.schema import Span

_NEAR = 75
"""Per cent of likeness from which on a passage is offered for a quotation that isn't found."""

Cited = tuple[int, ...]
"""Numbers of sentences, in order."""


class Finder:
    """Finds the quotations of one label file, and gathers what is wrong with the file."""

    def __init__(self, article: Article, *, page: str, file: str, lines: Lines) -> None:
        self.problems: list[Problem] = []
        self._article = article
        self._page_text = page
        self._file = file
        self._lines = lines
        self._quotations = Quotations(article)
        self._groups: dict[str, tuple[str, ...]] = {}

    @cached_property
    def _page(self) -> SpacedText:
        return SpacedText(self._page_text)

    def wrong(self, path: FieldPath, reason: str) -> None:
        """Notes that something is wrong with the value at `path`."""
        line = line_of(path, self._lines)
        self.problems.append(Problem(file=self._file, line=line, field=field_name(path), reason=reason))

    def known(self, names: Iterable[str], known: Collection[str], path: FieldPath) -> None:
        """Checks that ids point to something."""
        for name in names:
            if name not in known:
                self.wrong(path, f"{name} points to nothing")

    def unique(self, given: Iterable[tuple[FieldPath, str]]) -> frozenset[str]:
        """The ids, checked for being given once each."""
        seen: set[str] = set()
        for path, name in given:
            if name in seen:
                self.wrong(path, f"{name} is given twice")
            seen.add(name)
        return frozenset(seen)

    # Sentences

    def cited(self, quotations: Sequence[str], path: FieldPath, *, among: Cited = ()) -> Cited:
        """The sentences that are cited; none where one can't be found. With `among`, all have to be of those."""
        found = [self._sentence(words, quotations, (*path, index)) for index, words in enumerate(quotations)]
        numbers = {number for number in found if number is not None}
        for index, number in enumerate(found):
            if among and number is not None and number not in among:
                reason = f"{quoted(quotations[index])} (sentence {number}) isn't among the sentences of the event"
                self.wrong((*path, index), reason)
        return () if None in found else tuple(sorted(numbers))

    def _sentence(self, words: str, listed: Sequence[str], path: FieldPath) -> int | None:
        if words.isdecimal():
            number, last = int(words), len(self._article.sentences)
            if 1 <= number <= last:
                return number
            self.wrong(path, f"there is no sentence {number}; the body has {last}")
            return None
        found = self._quotations.sentences_of(words)
        if len(found) == 1:
            return found[0]
        if not self._is_split(words, listed, path):
            if found:
                numbers = ", ".join(map(str, found))
                self.wrong(path, f"{quoted(words)} begins in several sentences ({numbers}); quote what is in one alone")
            else:
                self.wrong(path, f"{quoted(words)} isn't in the body of the article{self._elsewhere(words)}")
        return None

    # Quotations

    def find(
        self, words: str, cited: Cited, path: FieldPath, *, anywhere: bool = False, listed: Sequence[str] = ()
    ) -> tuple[Span, ...]:
        """Where `words` stand in the sentences `cited` or in their paragraphs; with `anywhere`, else in the body.

        `listed` is the list that the quotation is an item of.
        """
        body = self._quotations.in_body(words)
        anywhere = anywhere or not cited  # that a citation is wrong has been noted: no more errors because of it
        found = self._quotations.in_sentences(words, cited) or (body if anywhere else ())
        if not found and not self._is_split(words, listed, path):
            if body:
                numbers = ", ".join(map(str, self._quotations.sentences_of(words)))
                reason = f"isn't in the cited sentences, nor in their paragraphs; it is in sentence {numbers}"
            else:
                reason = f"isn't in the body of the article{self._elsewhere(words)}"
            self.wrong(path, f"{quoted(words)} {reason}")
        return found

    def find_all(
        self, quotations: Sequence[str], cited: Cited, path: FieldPath, *, anywhere: bool = False
    ) -> list[Span]:
        """The places of all the quotations of a list."""
        return [
            span
            for index, words in enumerate(quotations)
            for span in self.find(words, cited, (*path, index), anywhere=anywhere, listed=quotations)
        ]

    def find_in(self, words: str, around: tuple[Span, ...], path: FieldPath) -> tuple[Span, ...]:
        """Where `words` stand in the passages `around`; failing that, in the sentences in which those begin."""
        found = self._quotations.within(words, around)
        if around and not found:
            self.wrong(path, f"{quoted(words)} isn't in the words of `in`, nor in their sentence")
        return found

    def in_body(self, words: str, path: FieldPath, *, listed: Sequence[str] = ()) -> tuple[Span, ...]:
        """Where `words` stand in the body."""
        found = self._quotations.in_body(words)
        if not found and not self._is_split(words, listed, path):
            self.wrong(path, f"{quoted(words)} isn't in the body of the article{self._elsewhere(words)}")
        return found

    def in_page(self, words: str, path: FieldPath) -> tuple[Span, ...]:
        """Where `words` stand in the body; none where they stand in what is around it."""
        found = self._quotations.in_body(words)
        if not found and not self._page.has(words):
            self.wrong(path, f"{quoted(words)} isn't in the article")
        return found

    def _is_split(self, words: str, listed: Sequence[str], path: FieldPath) -> bool:
        """Whether a list's comma has cut a quotation in two: then that is noted, once."""
        index = path[-1]
        if not isinstance(index, int) or len(listed) < 2:
            return False
        for start in range(max(index - 1, 0), min(index, len(listed) - 2) + 1):
            pair = listed[start : start + 2]
            joined = next((each for each in (", ".join(pair), ",".join(pair)) if self._quotations.in_body(each)), None)
            if joined:
                reason = f"{quoted(joined)} is split at its comma; put the whole quotation in quotation marks"
                if all(problem.reason != reason for problem in self.problems[-1:]):
                    self.wrong((*path[:-1], start), reason)
                return True
        return False

    def _elsewhere(self, words: str) -> str:
        """What helps to mend a quotation that the body lacks."""
        if self._article.title and SpacedText(self._article.title).has(words):
            return ", only in its headline"
        if self._page.has(words):
            return ", only in what the page has around it"
        near = fuzz.partial_ratio_alignment(words, self._article.text, score_cutoff=_NEAR) if len(words) > 3 else None
        if near is None:
            return ""
        return f"; near to it is {quoted(self._article.text[near.dest_start : near.dest_end])}"

    # Names

    def share(self, groups: Sequence[Sequence[str]]) -> None:
        """Takes the names of the article that stand for one thing each."""
        for number, group in enumerate(groups):
            for index, name in enumerate(group):
                path: FieldPath = ("names", number, index)
                self.in_body(name, path, listed=group)
                if _key(name) in self._groups and name not in self._groups[_key(name)]:
                    self.wrong(path, f"{quoted(name)} stands in two groups, so it isn't the name of one thing alone")
                self._groups[_key(name)] = tuple(other for other in group if other != name)

    def with_others(self, name: str) -> tuple[str, ...]:
        """`name`, and the other names that the article has for the same thing."""
        return (name, *self._groups.get(_key(name), ()))

    def named(self, names: Sequence[str], aliases: Sequence[str], spans: Iterable[Span], cited: Cited) -> GoldName:
        """A name that has been found at `spans`, with the aliases that the whole article gives it."""
        shared = [other for name in (*names, *aliases) for other in self.with_others(name)[1:]]
        places = set(spans)
        for other in shared:
            places.update(self._quotations.in_sentences(other, cited) or self._quotations.in_body(other))
        known = tuple(dict.fromkeys(names))
        return GoldName(
            names=known,
            aliases=tuple(alias for alias in dict.fromkeys((*aliases, *shared)) if alias not in known),
            spans=tuple(sorted(places, key=lambda span: (span.start, span.end))),
        )


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
