"""Mends a sentence of the summary by code, before the model is asked again: other wordings, the nearest first.

A mended sentence is made of the sentence's own words and of its source; whether it may stand is for the support check
to say. Clauses are only taken off where they are marked as additions ("who ...", "while ...", "leaving ..."), never an
item of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nutgraf.language.kinds import head, kind_of
from nutgraf.language.lexicon import by_word
from nutgraf.language.speech.sources import attributes
from nutgraf.language.wording.neutrality import QUOTED, judgements, without_loaded_words
from nutgraf.language.wording.turned import is_past_form
from nutgraf.language.words import words

_ADDED = (
    r"(?:who|whom|whose|which|where|when|while|whereas|as|after|before|because|since|although|though|despite|amid|"
    r"following|including|with|without|in an? (?:bid|effort|attempt|move)|aimed|designed|so that|but|even|"
    r"according to)\b"
    r"|(?:adding|saying|citing|leaving|using|making|bringing|forcing|raising|killing|wounding|causing|prompting|sparking|"
    r"noting|warning|calling|describing|accusing|claiming|arguing|insisting|hoping|seeking|trying)\b"
)
_CLAUSE = re.compile(rf",\s+(?=(?:and\s+)?(?:{_ADDED}))|\s+[–—]\s+|;\s+", re.IGNORECASE)
_TAIL = re.compile(
    r"\s+(?=(?:while|whereas|after|before|because|although|though|despite|amid|following|as well as|in order to|in an? "
    r"(?:bid|effort|attempt|move) to|aimed at|so that)\b)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?:The|An?|In|On|At|It|He|She|They|His|Her|Its|Their|This|That|Two|Three|Four|Five|Several|Some|Many|Dozens)\s"
)
_VERBS = frozenset(
    "is are was were has have had will would can could may might says say left found set cut put hit".split()
)
_LEAST_WORDS = 6
_ABBREVIATED = re.compile(r"\b(?:[ap]\.m|[A-Z]\.[A-Z]|Inc|Ltd|Corp|Co|Jr|Sr|St|No)\.$")
_VERB_AHEAD = re.compile(r"^(?:has|have|had|is|are|was|were|will|would|can|could|may|might|said|says|told|\w+ed)\b")


def wordings(text: str, source: str | None, *, says: bool) -> Iterator[str]:
    """`text` and what can be made of it. `says`: the source asserts it, so that "according to" may be put to it."""
    seen: set[str] = set()
    for base in (text, without_loaded_words(text)):
        for shorter in (base, *_shorter(base)):
            told = [shorter]
            if source and says and not attributes(shorter) and not _tells_of(shorter, source):
                told.append(_with_source(shorter, source))
            for wording in told:
                if wording not in seen and len(words(wording)) >= min(_LEAST_WORDS, len(words(text))):
                    seen.add(wording)
                    yield wording


def on_the_articles_word(text: str) -> Iterator[str]:
    """`text` without the motive, verdict or prediction that it ends with; else as what the article says."""
    found = judgements(text)
    if not found:
        yield text
        return
    # "uses X as a pretext": without its last words the verb says less, unless a comma sets all of it apart.
    belongs = found[0].text.lower().startswith(("as ", "under ")) and "," not in text[: found[0].start]
    if not belongs:
        for cut in _shorter(text):
            if not judgements(cut):
                yield cut
        before = text[: found[0].start].rstrip(" ,;–—")
        if found[0].kind == "motive" and len(words(before)) >= _LEAST_WORDS and before.count(",") % 2 == 0:
            yield f"{before}."
    yield f"According to the article, {_small(text)}"


def _shorter(text: str) -> Iterator[str]:
    """`text` without one or more of the clauses that are added to its main one, the longest first."""
    if _CLAUSE.search(QUOTED.sub("", text)) is None and _TAIL.search(QUOTED.sub("", text)) is None:
        return
    body, stop = (text[:-1], text[-1]) if text[-1:] in ".!?" else (text, ".")
    parts = _CLAUSE.split(body)
    for part in _inner_clauses(body):
        yield part + stop
    if not _has_verb(parts[0]):
        return
    for last in range(len(parts) - 1, 0, -1):
        yield _joined(parts[:last]) + stop
    for middle in range(1, len(parts) - 1):
        yield _joined([*parts[:middle], *parts[middle + 1 :]]) + stop
    ends = [match.start() for match in _TAIL.finditer(body)]
    for end in reversed(ends):
        yield body[:end].rstrip(",") + stop


def _inner_clauses(body: str) -> Iterator[str]:
    """`body` without one clause between two commas: "Ana Roos, who fled, said ..."."""
    for match in re.finditer(rf",\s+(?:{_ADDED})[^,]*,\s+", body, re.IGNORECASE):
        rest = body[match.end() :]
        joint = " " if _VERB_AHEAD.match(rest) else ", "
        yield body[: match.start()] + joint + rest


def _has_verb(clause: str) -> bool:
    return any(is_past_form(word) or word in _VERBS for word in clause.split())


def _joined(parts: list[str]) -> str:
    return ", ".join(part.strip(" ,") for part in parts)


def _tells_of(text: str, source: str) -> bool:
    """Whether `text` tells of the group that it would come from: "the rebels left, according to the rebels"."""
    return kind_of(source) == "group" and source.lower() in text.lower()


def _with_source(text: str, source: str) -> str:
    bare, surname = text if _ABBREVIATED.search(text) else text.rstrip("."), source.split()[-1]
    if kind_of(source) == "person" and _begins_with(bare, surname):  # "Ana Ruiz left, according to Ana Ruiz"
        return f"{bare}, {surname} said."
    return f"{bare}, according to {in_small_letters(source)}."


def in_small_letters(source: str) -> str:
    """A source of copy in capitals as it is written elsewhere: a name with capitals, an acronym as it is."""
    if not source.isupper() or " " not in source:
        return source
    named = kind_of(source) == "person" and head(source) not in by_word("sources")
    return source.title() if named else source.lower()


def _begins_with(text: str, surname: str) -> bool:
    """Whether the subject of `text` is a name that ends in `surname`."""
    return re.match(rf"(?:[A-ZÀ-Þ]\S*\s){{1,4}}{re.escape(surname)}\s", text) is not None


def _small(text: str) -> str:
    """`text` as it goes on behind a comma: its first word in small letters, unless it is a name."""
    first = re.match(r"\S+", text)
    if first and re.fullmatch(
        r"(?:The|A|An|In|On|At|It|He|She|They|His|Her|Its|Their|This|That|Two|Three|Several|Some|Many)", first[0]
    ):
        return text[0].lower() + text[1:]
    return text
