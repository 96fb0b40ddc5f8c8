"""On whose word: finds sources, their cues and stances in the words of a sentence. English.

Four constructions cover nearly all attribution in news copy: a subject before a reporting verb ("X, a spokesman, told
reporters"), a verb before its subject ('"...," said X'), "according to X", and a verb or noun with "by X" ("a report by
X"). Which source a mention stands on is the model's proposal; this module finds the cue beside it, and finds the source
where the model gave none and the sentence has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from nutgraf.language.kinds import head, kind_of, organisation
from nutgraf.language.lexicon import by_word, table
from nutgraf.language.noun_phrases import phrase_after, phrase_before
from nutgraf.schema import ArticleRecord, Passage, Sentence, SourceKind, Span, Stance

_FARTHEST = 60
"""Characters between a source and the words that attribute to it."""
_FINDINGS = frozenset(table("grammar")["findings"].split())
_PARTICIPLES = frozenset(table("grammar")["participles"].split())
_VERBS = "|".join(sorted({*by_word("cues"), *_FINDINGS}, key=len, reverse=True))
_PHRASES = r"according to|puts? (?:the [\w ]{3,40}?|it) at|(?:spoke|speaks|spoken) of|makes it|respond(?:s|ed) that"
_CUE = re.compile(rf"(?<!united )\b({_PHRASES}|{_VERBS})\b(?!-)", re.IGNORECASE)
_INVERTED = re.compile(r"(?:[,\"”’]|'')\s*$")
_INVERTING = re.compile(
    r"(?:said|says|added|adds|wrote|writes|stated|explained|explains|noted|notes|tweeted|argued|argues|warned|warns|"
    r"recalled|insisted|insists|reported|reports|declared|announced|replied|concluded|acknowledged|conceded|cautioned|"
    r"complained|observed|predicted|remarked|testified)",
    re.I,
)
_NOUN_BEFORE = re.compile(
    r"\b(?:an?|the|his|her|its|their|our|my|your|this|that|these|those|no|any|some|to|of|for|with|by|in|without|"
    r"several|many|such)\s+$",
    re.IGNORECASE,
)
"""After these words, "claims" and "to say" are no verb with a subject."""
_VERB_AFTER = re.compile(
    r"\s+(?:is|are|was|were|has|have|had|will|would|can|could|may|might|shows?|found|suggests?)\b", re.IGNORECASE
)
_NEGATED = re.compile(r"\b(?:not|never|cannot|\w+n['’]t)\s+(?:\w+ly\s+|yet\s+)?$", re.IGNORECASE)
_NOUNS = frozenset(table("grammar")["nouns"].split())
_NOUN_AFTER = re.compile(r"\s+(?:of|about|by|for|from|against|over|and|to|\w+ed)\b|\s*[;)]|\s*$", re.IGNORECASE)
_CALL = re.compile(r"\s+(?:for|on|upon)\b", re.IGNORECASE)
_SOUGHT = re.compile(r"\s+(?:after|as|by|for|in|on|over|since)\b", re.IGNORECASE)
"""Who is "sought by police" asks for nothing."""
_MENTIONED_AS = re.compile(r"\s+(?:as|in|on|at|among|earlier|above|before)\b", re.IGNORECASE)
_OF = re.compile(r"\s+of\b", re.IGNORECASE)
"""Who is "accused of" something accuses nobody."""
_THAT = re.compile(r"\s+that\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|get|got)|['’](?:s|re))\s+(?:(?:also|not|widely|reportedly|\w+ly)\s+)*$",
    re.I,
)
_BY = re.compile(r"\s+by\s+(?!(?:tele)?phone\b|e-?mail\b|letter\b|radio\b)", re.IGNORECASE)
_DOCUMENT_BY = re.compile(
    r"\b(?:statement|letter|report|poll|survey|study|analysis|email|memo|filing|complaint|lawsuit|testimony|"
    r"announcement|interview|remarks|comments|data|figures|documents?|tally|count)\s+(?:(?:was|were|released|issued|"
    r"published|conducted|compiled|commissioned|obtained|written|signed|made|posted|sent|on \w+day|\w+day)\s+)*"
    r"(?:by|from|with)\s+",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(?P<name>(?:an?|the|one|another|its|their|his|her|\d{4})\s(?:[\w/'’.-]+\s){0,5}?(?:poll|survey|study|analysis|report|"
    r"audit|inquiry|investigation|census|index|tally|paper|review))\s(?:of|by|from|in|on|for|released|published|issued|"
    r"conducted|carried out|done|made|commissioned|taken|being)\s[^,;:\"“”]{3,120}$",
    re.IGNORECASE,
)
"""A document with more about it between its noun and its verb: "a poll released on Friday shows"."""
_AS_PUT = re.compile(
    r"\bas\s(?=(?:[\w.’'-]+\s){1,8}?(?P<cue>puts? it|(?:calls?|called|describes?|described)\s(?:it|them|him|her))\b)",
    re.IGNORECASE,
)
_STATEMENT_OF = re.compile(
    r"['’]s?\s+(?:\w+\s+)?(?P<cue>statement|remarks?|comments?|claims?|assertions?|allegations?|accusations?|"
    r"warnings?|announcement|testimony|tweets?|account|denials?|criticism|contention)\b",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(r"\s*(?:[,.;:)]|$)|\s+(?:in|at|on|who|from|after|during|by|to|of|as|late|early|yesterday)\b")
_QUOTE_ENDS = re.compile(r"(?:[\"”’]|'')\s*$")
_RELATIVE = re.compile(
    r"(?P<subject>(?:An?|One|Two|Three|The|Several|Some)\s[^,;:\"“”]{3,60}?)"
    r"(?P<comma>,)?(?P<clause>\s(?:who|which|whose)\s[^;:\"“”]{3,120}?)\s*,?\s*$"
)
_RELATIVE_LATER = re.compile(rf"(?<=[,;”\"]\s){_RELATIVE.pattern}", re.IGNORECASE)
_NAME_AFTER = re.compile(
    r",\s+(?P<name>(?:(?:Dr|Mr|Mrs|Ms|Prof|Capt|Col|Gen|Sgt)\.?\s)?(?:[A-Z][\w'’-]+\s){1,3}[A-Z][\w'’-]+)"
    r"(?=\s*(?:[,.;:\"”]|$|SAID|SAYS))"
)
_UNNAMED = re.compile(
    r"\b(?:unnamed|unidentified|anonymous)\b|^(?:an?|one|our|two|three|several|some|many)\s(?!(?:\w+\s)*[A-Z][\w'’-]+$)",
    re.IGNORECASE,
)
_BODIES = frozenset(
    "office service bureau region ministry department agency authority club commission council court guild institute "
    "hospital administration centre center directorate board fund".split()
)
_PLURAL_PEOPLE = frozenset(word for word, kind in by_word("kinds").items() if kind == "group") | frozenset(
    "investigators residents officials witnesses detectives villagers traders dealers".split()
)
_AFTER_COMMA = re.compile(r",\s+$")
_CONJUNCTION = re.compile(r"\s*(?:(?:and|but|so|yet|meanwhile|however|still)\b[,\s]*)?", re.IGNORECASE)
_TELLING = ("told", "tells", "telling")
"""Behind these stands who is told."""
_IN_CLAUSE = re.compile(r"\b(?:who|which|was|were|is|are|been)\s+$", re.IGNORECASE)
"""Before the last words of a clause within the subject: "a man who lives nearby said"."""
_SPOKEN = frozenset({"said", "says", "told", "added", "stated", "according to"})
_SPEAKERS = frozenset({"person", "group", "government", "organisation", "company", "armed_force"})
_NO_PHRASE = re.compile(
    r"(?:including|rather|instead|of|which|that|who|left|in|at|to|for|released|put|stating|saying|consulted"
    r"|according|states|indicates|says|said|adds|today|yesterday|tomorrow|we|i|you)\b|[\[(]",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\b(?:day|week|month|year|night|morning|time|hours?|minutes?|ago)\b", re.IGNORECASE)
_MEDIA = frozenset("radio television tv twitter facebook telegram instagram youtube".split())
"""On which somebody says something."""
_WINDOW = 200
"""Characters beside a cue in which its source is looked for."""


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
        if not sentence.start <= spot.start < sentence.end or _quoted(article.text, sentence, spot.start):
            continue
        cues = [
            match
            for match in _cues(article.text, sentence)
            if (match.end() <= spot.start or match.start() >= spot.end)
            and not _is_said_of(article.text, sentence, match)
            and not (match[0].lower() in _TELLING and match.end() <= spot.start)
        ]
        best = min(cues, key=lambda match: _gap(match, spot), default=None)
        if best is not None and _gap(best, spot) <= _FARTHEST:
            return Span(start=best.start(), end=best.end()), _stance(best[0])
    return None


def _is_said_of(text: str, sentence: Sentence, cue: re.Match[str]) -> bool:
    """Whether a verb is passive and names nobody: "masses are to be said in Split"."""
    before = text[max(sentence.start, cue.start() - 40) : cue.start()]
    return _PASSIVE.search(before) is not None and _BY.match(text, cue.end()) is None and not cue[0].endswith("ing")


def _gap(match: re.Match[str], spot: Span) -> int:
    return min(abs(match.start() - spot.end), abs(spot.start - match.end()))


def _quoted(text: str, sentence: Sentence, at: int) -> bool:
    """Whether `at` lies inside quotation marks: who is spoken of in a quotation doesn't speak."""
    before = text[sentence.start : at]
    opened = before.count("“") - before.count("”") + before.count("«") - before.count("»")
    return opened > 0 or before.count('"') % 2 == 1


def attributed(article: ArticleRecord, sentence: Sentence) -> list[Attributed]:
    """The sources that `sentence` names in one of the constructions, in order. Pronouns are left out."""
    found: dict[tuple[int, int], Attributed] = {}
    shouted = article.sentence_text(sentence).isupper()
    for start, end, cue in sorted(_sources(article.text, sentence), key=lambda one: one[2].start):
        words = article.text[cue.start : cue.end].lower()
        if words in _FINDINGS and not _THAT.match(article.text, cue.end):
            speaks = by_word("sources").get(head(article.text[start:end])) in ("document", "expert", "court")
        else:
            speaks = _can_speak(article.text[start:end], words, shouted=shouted)
        if speaks:
            passage = Passage(text=article.text[start:end], spans=[Span(start=start, end=end)])
            found.setdefault((start, end), Attributed(passage, cue, _stance(words)))
    return list(found.values())


def attributes(text: str) -> bool:
    """Whether `text` has a word that attributes: "said", "according to", "denied"."""
    return _CUE.search(text) is not None


def source_kind(name: str) -> SourceKind:
    """What kind of source `name` is, by its head noun, then by any word of it, then by what it names, or its form."""
    heads = by_word("sources")
    for word in (head(name), *re.findall(r"[\w'-]+", name.lower())[:-1]):
        if word in heads:
            return cast("SourceKind", heads[word])
    if organisation(name) == "media":
        return "news_media"
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
    if _UNNAMED.search(name):
        return False
    noun = head(name)
    if name.isupper():
        return (noun not in by_word("sources") and noun not in by_word("kinds")) or noun in _BODIES
    if noun and re.search(rf"\b{re.escape(noun)}\b", name) is None:
        return noun not in _PLURAL_PEOPLE
    body = noun in _BODIES and name[:1].lower() == "t"
    return body or kind_of(name) in ("government", "organisation", "company", "armed_force")


def _sources(text: str, sentence: Sentence) -> Iterator[tuple[int, int, Span]]:
    """Where a source may stand, and its cue."""
    for match in _cues(text, sentence):
        cue = Span(start=match.start(), end=match.end())
        low, high = max(sentence.start, cue.start - _WINDOW), min(sentence.end, cue.end + _WINDOW)
        before = text[max(low, cue.start - 40) : cue.start]
        word = match[0].lower()
        if word == "according to":
            bounds = phrase_after(text, cue.end, high)
        elif word in _PARTICIPLES and _AFTER_COMMA.search(before):
            bounds = phrase_before(text, low, cue.start) or _subject(text, low, cue.start)
        elif _BY.match(text, cue.end) or (_PASSIVE.search(before) and not word.endswith("ing")):
            bounds = _after_by(text, cue.end, high)
        elif _NOUN_BEFORE.search(before) or _NEGATED.search(before) or _is_no_cue(text, cue, word):
            bounds = None
        else:
            bounds = _speaker(text, low, high, cue, word)
        if bounds:
            shouted = word == "according to" and text[cue.start : cue.end].isupper()
            yield *(bounds if shouted else _introduced(text, *bounds, high)), cue
    for match in _DOCUMENT_BY.finditer(text, sentence.start, sentence.end):
        bounds = phrase_after(text, match.end(), min(sentence.end, match.end() + _WINDOW))
        if bounds:
            yield *bounds, Span(start=match.start(), end=match.end() - 1)
    for match in _AS_PUT.finditer(text, sentence.start, sentence.end):
        bounds = phrase_before(text, match.end(), match.start("cue"))
        if bounds:
            yield *bounds, Span(start=match.start("cue"), end=match.end("cue"))
    for match in _STATEMENT_OF.finditer(text, sentence.start, sentence.end):
        bounds = phrase_before(text, max(sentence.start, match.start() - _WINDOW), match.start())
        if bounds:
            yield *bounds, Span(start=match.start("cue"), end=match.end("cue"))


def _speaker(text: str, low: int, high: int, cue: Span, word: str) -> tuple[int, int] | None:
    """The subject of a reporting verb, before or behind it."""
    if word in _FINDINGS and (document := _DOCUMENT.search(text, low, cue.start)):
        return document.span("name")
    before = phrase_before(text, low, cue.start)
    if before and _IN_CLAUSE.search(text, low, before[0]) and text[slice(*before)].islower():
        before = _whole_subject(text, low, cue.start) or _subject(text, low, before[0])
    lead = text[max(low, cue.start - 4) : cue.start]
    if not (_INVERTED.search(lead) and _INVERTING.fullmatch(word)):
        return before or (_whole_subject(text, low, cue.start) if word in _SPOKEN else None)
    behind = phrase_after(text, cue.end, high)
    speaks = behind is not None and _can_speak(text[slice(*behind)], "", shouted=False)
    if (
        behind
        and speaks
        and _CLAUSE_ENDS.match(text, behind[1], high)
        and (_QUOTE_ENDS.search(lead) or not _named(text, before))
    ):
        return behind
    return before or _whole_subject(text, low, cue.start) or behind


def _named(text: str, bounds: tuple[int, int] | None) -> bool:
    return bounds is not None and text[bounds[0] : bounds[1]].split()[-1][:1].isupper()


def _whole_subject(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The subject of a sentence with a relative clause in it: "A nurse who was on duty, and asked not to be named,"."""
    match = _RELATIVE.match(text, start, end) or _RELATIVE_LATER.search(text, start, end)
    if match is None:
        return None
    subject = match["subject"] if match["comma"] else match["subject"] + match["clause"]
    return match.start("subject"), match.start("subject") + len(subject.rstrip(" ,"))


def _introduced(text: str, start: int, end: int, high: int) -> tuple[int, int]:
    """The name that follows an office: "the chief executive, Ana Ruiz"."""
    if text[start:end].split()[-1][:1].isupper() and not text[start:end].isupper():
        return start, end
    name = _NAME_AFTER.match(text, end, high)
    return (name.start("name"), name.end("name")) if name else (start, end)


def _cues(text: str, sentence: Sentence) -> Iterator[re.Match[str]]:
    """The cues of a sentence. "States" within one is a name, unless all is in capitals."""
    shouted = text[sentence.start : sentence.end].isupper()
    for match in _CUE.finditer(text, sentence.start, sentence.end):
        if shouted or match[0][0].islower() or match.start() == sentence.start or match[0][:9] == "According":
            yield match


def _is_no_cue(text: str, cue: Span, word: str) -> bool:
    """Whether what follows shows that the word doesn't attribute: "reports of", "a group called", "claims were"."""
    if _VERB_AFTER.match(text, cue.end) or (word in _NOUNS and _NOUN_AFTER.match(text, cue.end)):
        return True
    if word == "mentioned" and _MENTIONED_AS.match(text, cue.end):
        return True
    if word == "accused" and _OF.match(text, cue.end):
        return True
    if word == "sought":
        return _SOUGHT.match(text, cue.end) is not None
    return word in ("called", "calling") and not _CALL.match(text, cue.end)


def _subject(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that the sentence of a participle begins with: "Rebels freed them, saying ..."."""
    opening = max(text.rfind(mark, start, end) + 1 for mark in ("”", '"', ";", ":", "—"))
    lead = _CONJUNCTION.match(text, max(start, opening), end)
    return phrase_after(text, lead.end() if lead else max(start, opening), end)


def _after_by(text: str, start: int, end: int) -> tuple[int, int] | None:
    by = _BY.match(text, start, end)
    return phrase_after(text, by.end(), end) if by else None


def _stance(cue: str) -> Stance:
    return cast("Stance", by_word("cues").get(cue.lower(), "asserts"))


def _can_speak(phrase: str, cue: str, *, shouted: bool) -> bool:
    """Whether `phrase` can be the source of `cue`: of a finding a document or a name, else whoever it is."""
    if _NO_PHRASE.match(phrase) or phrase.lower() in _MEDIA or not any(map(str.isalpha, phrase)):
        return False  # "Ana Ruiz, 42, a clerk, said"
    return names_speaker(phrase, shouted=shouted) or (cue in _SPOKEN and not _TIMES.search(phrase))


def names_speaker(phrase: str, *, shouted: bool) -> bool:
    """Whether `phrase` by itself names somebody who can speak: by its head noun, its kind, or as a proper name."""
    if phrase.lower() in _MEDIA:
        return False
    named = phrase.split()[-1][:1].isupper() and not shouted
    return named or head(phrase) in by_word("sources") or kind_of(phrase) in _SPEAKERS
