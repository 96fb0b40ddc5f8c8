"""On whose word: finds sources, their cues and stances in the words of a sentence. English.

Three constructions cover nearly all attribution in news copy: a subject before a reporting verb ("X, a spokesman, told
reporters"), a verb before its subject ('"...," said X'), and "according to X". Which source a mention stands on is the
model's proposal; this module finds the cue beside it, and finds the source where the model gave none and the sentence
has one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from nutgraf.schema import ArticleRecord, Passage, Sentence, SourceKind, Span, Stance
from nutgraf.stages.kinds import head, is_pronoun, kind_of
from nutgraf.stages.lexicon import by_word

_CUE = re.compile(rf"\b(according to|{'|'.join(sorted(by_word('cues'), key=len, reverse=True))})\b", re.IGNORECASE)
_ATTRIBUTING = re.compile(r"\b(?:said|says|told|according to|stated|added)\b", re.IGNORECASE)

_CLAUSE = re.compile(
    r"[\"“”;:—()\[\]]|,\s*(?:and|but|while|as|after)?\s|\b(?:and|but|that|while|when|because|although)\b\s"
)
_TAIL = re.compile(
    r"[,.;:\"“”()\[\]—]|\s(?:who|that|which|in|on|at|during|after|before|when|as|and|but|to|for|by|late|early|yesterday|"
    r"today|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
_APPOSITION = re.compile(r"^(?:an?|the|one|chief|head|director|who|whose|\d)\b", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"^(?:and|but|as|while|however|meanwhile|also|later|earlier|then|still|for his part|in a statement|on \w+day)\s+",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"\s+(?:also|later|earlier|had|has|have|was|were|is|are|would|could|which|who|that|then|again|now|repeatedly|"
    r"previously|reportedly|immediately|today|yesterday|on \w+day)$",
    re.IGNORECASE,
)
_MAX_WORDS = 9


@dataclass(frozen=True)
class Attributed:
    """A source beside its cue in one sentence."""

    source: Passage
    cue: Span
    stance: Stance


def cue_near(article: ArticleRecord, source: Passage, sentences: Sequence[Sentence]) -> tuple[Span, Stance] | None:
    """The attributing words nearest to `source` in the sentence that it stands in; None where there are none."""
    spot = source.spans[0]
    for sentence in sentences:
        if not sentence.start <= spot.start < sentence.end:
            continue
        cues = [
            match
            for match in _CUE.finditer(article.text, sentence.start, sentence.end)
            if match.end() <= spot.start or match.start() >= spot.end
        ]
        if cues:
            best = min(cues, key=lambda match: min(abs(match.start() - spot.end), abs(spot.start - match.end())))
            return Span(start=best.start(), end=best.end()), _stance(best[0])
    return None


def attributed(article: ArticleRecord, sentence: Sentence) -> list[Attributed]:
    """The sources that `sentence` names in one of the three constructions, in order. Pronouns are left out."""
    found: list[Attributed] = []
    for cue in _CUE.finditer(article.text, sentence.start, sentence.end):
        words = cue[0].lower()
        if words == "according to":
            bounds = _after(article.text, cue.end(), sentence.end)
        else:
            bounds = _before(article.text, sentence.start, cue.start())
            if bounds is None and _ATTRIBUTING.fullmatch(words):
                bounds = _after(article.text, cue.end(), sentence.end)
        if bounds is None:
            continue
        text = article.text[slice(*bounds)]
        passage = Passage(text=text, spans=[Span(start=bounds[0], end=bounds[1])])
        found.append(Attributed(passage, Span(start=cue.start(), end=cue.end()), _stance(words)))
    return found


def source_kind(name: str) -> SourceKind:
    """What kind of source `name` is, by its head noun, then by any word of it, then by its form."""
    heads = by_word("sources")
    for word in (head(name), *re.findall(r"[\w'-]+", name.lower())):
        if word in heads:
            return cast("SourceKind", heads[word])
    match kind_of(name):
        case "person":
            return "person"
        case "government" | "armed_force":
            return "official"
        case "company":
            return "company"
        case "organisation" | "group":
            return "group"
        case _:
            return "other"


def is_named(name: str) -> bool:
    """Whether the source has a name: a proper noun, or an institution of which there is one."""
    if re.search(r"\b(?:unnamed|unidentified|anonymous)\b", name, re.IGNORECASE):
        return False
    noun = head(name)
    if noun and re.search(rf"\b{re.escape(noun)}\b", name) is None and not name.isupper():
        return True
    return kind_of(name) in ("government", "organisation", "company", "armed_force")


def _stance(cue: str) -> Stance:
    return cast("Stance", by_word("cues").get(cue.lower(), "asserts"))


def _before(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The subject that ends where the reporting verb starts."""
    clause = text[start:end].rstrip()
    while (shorter := _ADVERB.sub("", clause)) != clause:
        clause = shorter
    if clause.endswith(","):
        # "Colonel Steve Warren, a Pentagon spokesman, told": step over the apposition.
        inner = clause[:-1].rfind(",")
        if inner < 0 or not _APPOSITION.match(clause[inner + 1 :].strip()):
            return None
        clause = clause[:inner]
    breaks = [match.end() for match in _CLAUSE.finditer(clause)]
    offset = breaks[-1] if breaks else 0
    phrase = clause[offset:]
    lead = _LEAD_IN.match(phrase.lstrip())
    stripped = phrase.lstrip()
    if lead is not None:
        stripped = stripped[lead.end() :]
    return _bounds(start + len(clause) - len(stripped), stripped)


def _after(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that follows the cue."""
    rest = text[start:end]
    stripped = rest.lstrip()
    cut = _TAIL.search(stripped, 1)
    return _bounds(start + len(rest) - len(stripped), stripped[: cut.start()] if cut else stripped)


def _bounds(start: int, phrase: str) -> tuple[int, int] | None:
    phrase = phrase.rstrip()
    words = phrase.split()
    if not 1 <= len(words) <= _MAX_WORDS or is_pronoun(words[0]) or is_pronoun(words[-1]):
        return None
    if not _is_source(phrase):
        return None
    return start, start + len(phrase)


def _is_source(phrase: str) -> bool:
    if head(phrase) in by_word("sources") or kind_of(phrase) in (
        "person",
        "group",
        "government",
        "organisation",
        "company",
    ):
        return True
    return phrase.split()[-1][:1].isupper() and not phrase.isupper() and not is_pronoun(phrase.split()[0])
