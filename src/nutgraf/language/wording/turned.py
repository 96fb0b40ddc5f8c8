"""What a sentence turns round though all its words are in its source: who did it to whom, and whether it was done.

Cues, each of which needs a verb that the sentence shares with the source: the two sides of the verb have changed
places; its subject only belongs to what the source has as its subject ("the mayor's aide resigned"); the source has the
verb only behind a denial or a "not", and the sentence has neither; the source has it only behind a "will", "may" or
"plans to", and the sentence tells it as done; and, of no one verb, the sentence denies where the source denies nothing.
English. What can't be told is not reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nutgraf.language.lexicon import table
from nutgraf.language.words import FUNCTION_WORDS, Token, even, stem, tokens, words

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“(]?[A-Z])|\n+")
_BY_AGENT = re.compile(
    r"\b(?:was|were|been|being|is|are)\s+(?:\w+ly\s+)?(?P<verb>\w+(?:ed|en|n|t|ng|ck))\s+by\s+(?:the\s+|an?\s+)?"
    r"(?P<agent>[\w'’-]+(?:\s[A-Z][\w'’-]+)*)"
)
_NAMED_SUBJECT = re.compile(
    r"(?:^|[,;:—–(“\"]\s*|\b(?:that|and|but|while|after|because|when|as)\s)(?:[Tt]he\s)?(?P<name>(?:[A-Z][\w'’.-]*\s+)+)"
    r"(?:(?:has|have|had|was|were|is|are|will|would|also|then|later|\w+ly)\s+)*(?P<verb>[a-z]+)\b"
)
_OWNER = re.compile(
    r"\b(?:of|to|for)\s+(?:the\s+)?(?:(?!(?:of|to|for|in|on|at|by|with|from|and|or|that|who|as)\b)[\w'’.-]+\s+){0,5}$"
)
_AUXILIARIES = r"(?:(?:has|have|had|was|were|is|are|been|being|also|then|later|\w+ly)\s+)*"
_RIGHT_BEFORE = re.compile(rf"\s+{_AUXILIARIES}$")
_FEW_WORDS = re.compile(rf"\s+(?:[\w-]+\s+){{1,4}}{_AUXILIARIES}$")
_GOVERNED = re.compile(
    r"\b(?:government|ministry|parliament|congress|senate|army|police|forces|city|town|village|province|state|republic|"
    r"kingdom|people|council|court|bank|university|church|party|members?)\s+of\s+(?:the\s+)?(?:[\w'’.-]+\s+)?$",
    re.IGNORECASE,
)
"""What goes by the name behind it: "the government of Peru"."""
_CLAUSE = re.compile(r"[,;:—–()“”\"]")
_NEAR = 3
"""Words before a verb in which a "not" or a "will" belongs to it."""
_REACH = 10
"""Words on each side of a verb among which its subject and object are."""
_SUBJECT = 2
"""Content words, counted back from the verb, among which its subject is."""
_WORDS = table("turned")
_NOT = frozenset(_WORDS["not"].split())
_DENYING = frozenset(_WORDS["denying"].split())
_OPEN = frozenset(_WORDS["open"].split())
_PREPOSITIONS = frozenset(_WORDS["prepositions"].split())
_RESERVING = _OPEN - {"to"}
_REPORTING = frozenset(table("words")["reporting"].split())
_BE = frozenset("is are was were be been being get got gets".split())
_PAST_FORMS = frozenset(
    form for forms in table("words")["irregular"].values() for form in forms.split() if not form.endswith(("s", "ing"))
) - frozenset(_WORDS["nouns"].split())

Kind = Literal["order", "negation", "modality"]


@dataclass(frozen=True)
class Turned:
    """A verb that a sentence uses otherwise than its source."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class _Use:
    """One use of a word: what stands on both sides of it within its clause, and what governs it."""

    before: frozenset[str]
    subject: frozenset[str]
    """The nearest of the words before it."""
    after: frozenset[str]
    passive: bool
    denied: bool
    open: bool


def turned(text: str, cited: Sequence[str]) -> list[Turned]:
    """The verbs of `text` that it uses otherwise than `cited` does, each once."""
    found: list[Turned] = []
    known = _known(cited)
    denied = any(map(denying_words, cited))
    for sentence in _sentences(text):
        present = {token.word for token in tokens(sentence)}
        negations = denying_words(sentence)
        negated = bool(negations)
        found += [Turned("negation", word) for word in negations[:1] if not denied]
        reserved = bool(present & _RESERVING)
        headline = not any(is_past_form(token.text) for token in tokens(sentence))
        found += [Turned("order", verb) for verb in _strange_agents(sentence, cited)]
        found += [Turned("order", verb) for verb in _verbs_of_another(sentence, cited)]
        for word, use, written in _uses(sentence):
            theirs = known.get(word, [])
            if not theirs or not (is_past_form(written) or (headline and _is_headline_verb(written, theirs))):
                continue
            if not negated and all(one.denied for one in theirs):
                found.append(Turned("negation", written))
            elif not reserved and not negated and all(one.open for one in theirs):
                found.append(Turned("modality", written))
            elif all(_swapped(use, one) for one in theirs) or all(_given_agent(use, one) for one in theirs):
                found.append(Turned("order", written))
    return list(dict.fromkeys(found))


def denying_words(text: str) -> list[str]:
    """The words of `text` that say that something isn't so, in order."""
    return [token.text for token in tokens(even(text)) if token.word in _NOT | _DENYING or token.word.endswith("n't")]


def strange_subjects(text: str, cited: Sequence[str]) -> list[str]:
    """The verbs of `text` whose subject `cited` has nowhere beside them: what nobody said of it in these words."""
    known = _known(cited)
    return [
        written
        for sentence in _sentences(text)
        for word, use, written in _uses(sentence)
        if is_past_form(written)
        and use.subject
        and all(use.subject.isdisjoint(one.before | one.after) for one in known.get(word, []))
    ]


def _known(cited: Sequence[str]) -> dict[str, list[_Use]]:
    """The uses of each word that the source has, by its stem."""
    known: dict[str, list[_Use]] = {}
    for sentence in _sentences("\n".join(cited)):
        for word, use, _ in _uses(sentence):
            known.setdefault(word, []).append(use)
    return known


def _sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(even(text)) if part]


def _uses(sentence: str) -> list[tuple[str, _Use, str]]:
    """(stem, use, word as written) of the content words of `sentence`."""
    uses: list[tuple[str, _Use, str]] = []
    denying = False
    for clause in _CLAUSE.split(sentence):
        found = tokens(clause)
        stems = ["" if token.word in FUNCTION_WORDS else stem(token.word) for token in found]
        for index, token in enumerate(found):
            denying = denying or token.word in _DENYING
            if not stems[index] or token.word in _DENYING:
                continue
            governing = _governing([one.word for one in found[max(0, index - _NEAR) : index]])
            use = _Use(
                before=frozenset(stems[max(0, index - _REACH) : index]) - {""},
                subject=frozenset([one for one in stems[max(0, index - _REACH) : index] if one][-_SUBJECT:]),
                after=frozenset(stems[index + 1 : _object_end(found, index + 1)]) - {""},
                passive=not _BE.isdisjoint(governing) and not token.word.endswith("ing"),
                denied=denying or any(word in _NOT or word.endswith("n't") for word in governing),
                open=not _OPEN.isdisjoint(governing),
            )
            uses.append((stems[index], use, token.text))
    return uses


def _object_end(found: Sequence[Token], start: int) -> int:
    """Where the object of a verb ends that `start` is right behind: at a preposition, which begins where and when."""
    last = min(len(found), start + _REACH)
    return next((index for index in range(start, last) if found[index].word in _PREPOSITIONS), last)


def _governing(near: Sequence[str]) -> list[str]:
    """Of the words right before a verb, those that belong to it: auxiliaries, adverbs, and what governs it."""
    kept: list[str] = []
    for word in reversed(near):
        if word not in FUNCTION_WORDS and word not in _OPEN and word not in _NOT and not word.endswith("ly"):
            break
        kept.append(word)
    return kept


def is_past_form(written: str) -> bool:
    """Whether the word is the past form or the participle of a verb, in small letters."""
    return written.islower() and "'" not in written and (written.endswith("ed") or written in _PAST_FORMS)


def _strange_agents(sentence: str, cited: Sequence[str]) -> list[str]:
    """The participles whose "by X" the source has nowhere, nor X before the verb: "neutralised by the staff"."""
    found: list[str] = []
    for match in _BY_AGENT.finditer(sentence):
        agent = {stem(word) for word in words(match["agent"])}
        verb = stem(match["verb"].lower())
        known = False
        for text in map(even, cited):
            for by in re.finditer(r"\bby\s+((?:[\w'’.-]+\s*){1,6})", text):
                known = known or bool(agent & {stem(word) for word in words(by[1])})
            for word, use, _ in _uses(text):
                known = known or (word == verb and not use.passive and bool(agent & use.before))
        if not known:
            found.append(match["verb"])
    return found


def _verbs_of_another(sentence: str, cited: Sequence[str]) -> list[str]:
    """The verbs whose named subject only owns the source's: "X quit", where "the aide to Mayor X quit"."""
    found: list[str] = []
    for match in _NAMED_SUBJECT.finditer(sentence):
        name, verb = match["name"].split()[-1].rstrip(".,’'"), match["verb"]
        if not is_past_form(verb) or verb in _REPORTING:
            continue
        owned = [one for text in cited for part in _sentences(text) for one in _owned(part, name, stem(verb))]
        if owned and all(owned):
            found.append(verb)
    return found


def _owned(source: str, name: str, verb: str) -> list[bool]:
    """For each use of `verb` next to `name`: whether the name belongs to something else there, the real subject of the
    verb or its object."""
    found: list[bool] = []
    named = list(re.finditer(rf"\b{re.escape(name)}(?P<own>['’]s?(?!\w))?", source))
    for token in tokens(source):
        if stem(token.word) != verb or not is_past_form(token.text) or not named:
            continue
        nearest = [one for one in named if one.start() < token.start][-1:]
        for one in nearest or named[:1]:
            before = source[: one.start()]
            owner = _OWNER.search(before) is not None and not _GOVERNED.search(before)
            if not nearest:
                between = source[token.start + len(token.text) : one.start()]
                near = len(between.split()) <= _REACH and " of " in between + " "
                found.append(bool(one["own"]) or (owner and near))
            elif one["own"]:
                found.append(_FEW_WORDS.fullmatch(source[one.end() : token.start]) is not None)
            else:
                found.append(owner and _RIGHT_BEFORE.fullmatch(source[one.end() : token.start]) is not None)
    return found


def _given_agent(ours: _Use, theirs: _Use) -> bool:
    """Whether the sentence says who did it and to whom, the source only to whom: "police shot", of one who was shot."""
    told = bool(ours.before) and bool(ours.after)
    return told and not ours.passive and theirs.passive and not ours.before & (theirs.after | theirs.subject)


def _is_headline_verb(written: str, theirs: Sequence[_Use]) -> bool:
    """Whether a word in -s tells as done what the source has only behind a "to" or a "not": "City lifts ban"."""
    return (
        written.islower()
        and written.isalpha()
        and written.endswith("s")
        and all(one.open or one.denied for one in theirs)
    )


def _swapped(ours: _Use, theirs: _Use) -> bool:
    """Whether the words on both sides of the verb have all changed sides, voice allowed for."""
    before, after = (theirs.before, theirs.after) if ours.passive == theirs.passive else (theirs.after, theirs.before)
    crossed = bool(ours.before & after) and bool(ours.after & before)
    return crossed and not ours.before & before and not ours.after & after
