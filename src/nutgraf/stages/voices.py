"""The voice that a sentence speaks in: its source, cue, stance, and whoever passed the words on. English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from nutgraf.language.kinds import head, kind_of
from nutgraf.language.lexicon import by_word
from nutgraf.language.noun_phrases import phrase_after
from nutgraf.language.speech.profiles import affiliation_of, kind_by_description, kind_of_words, person_of
from nutgraf.language.speech.sources import Attributed, attributed, cue_near, is_named, names_speaker, source_kind
from nutgraf.language.speech.stances import stance_of
from nutgraf.schema import ArticleRecord, Passage, Sentence, SourceKind, Span
from nutgraf.stages.mention import Voice

_PRONOUN_SAID = re.compile(
    r"\b(?P<who>he|she|they|it)\s+(?:(?:also|later|then|had|has|himself|herself|still)\s+)*"
    r"(?P<cue>said|says|say|told|tells|added|adds|stated|explained|noted|claimed|claims|warned|argued|argues|insisted|"
    r"reported|recalled|recalls|wrote|denied|denies|accused|accuses|promised|declared|announced|acknowledged|"
    r"went on to|spoken of|spoke of|puts? (?:the [\w ]{3,30}?|it) at|called on|urged)\b",
    re.IGNORECASE,
)
_CITING = re.compile(r"\b(?:citing|quoting)\s+(?P<source>[^,.;:\"“”]{3,80})", re.IGNORECASE)
_QUOTED_AS = re.compile(
    r"\bquot(?:ed|es|ing)\s+(?P<source>[^,.;:\"“”]{3,80}?)\s+as\s+(?P<cue>saying)\b"
    r"|(?P<subject>(?<=[”\"] )[^,.;:\"“”]{3,60}?|\b[A-Z][\w ]{3,40}?)\s+(?:was|were)\s+quoted\s+as\s+(?P<cue2>saying)\b"
)
_PASSED = re.compile(r"\s*(?:that\s+)?(?:the\s+|an?\s+)?$", re.IGNORECASE)
_HAD_TOLD = re.compile(
    r"\s+had\s+(?:told|warned|said|assured|informed|admitted|promised|conceded)\b|\s+told\b", re.IGNORECASE
)
_TRAILS = re.compile(r"[^.!?]{0,60}[.!?”\"]*\s*$")
_WHO_SAID = re.compile(r"\s(?:who|that|which)\s(?:said|told|says|in turn|had|have)\b.*", re.DOTALL)
_QUOTE = re.compile(r"[“\"«]([^“”\"«»]{12,})[”\"»]?")
_ALL_QUOTE = re.compile(r"\s*[“\"«][^“”\"«»]+[”\"»]?\s*$")
_ITEM = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s|[-–—•*]\s", re.IGNORECASE)
_LONGEST_LIST = 20
"""Items."""
_LOOK_BACK = 6
_MOST_PRONOUNS = 6
"""In one sentence; more are no sentence."""
_PAGE_TITLE = re.compile(r"\s[|«»]\s[^|«»]{2,60}$")
_DATELINE = 80
"""Characters."""
_AGENCY_ENDS = re.compile(r"\)\s*(?:[-–—:]|--)")
_GENERIC = re.compile(
    r"^(?:the|a|an)\s+(?:article|report|text|sentence)$|^(?:we|i|you|none|today|yesterday)$|^[\[(]|^\w+ing that\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"(?:her|his|its|their)\s", re.IGNORECASE)
_OWN = Voice(source=None, kind="article", named=False, stance="asserts")


def voice_of(article: ArticleRecord, sentences: Sequence[Sentence], proposed: Sequence[Passage]) -> Voice:
    """Who speaks in the first of `sentences` that has a source. `proposed`: what the model gave, grounded.

    A proposal counts where attributing words stand in the same sentence; failing that, the sentence's own construction
    decides; a pronoun stands for the last one who spoke before, and a sentence that is a quotation from end to end goes
    on with the voice before it. No source: the article's own word.
    """
    for sentence in sentences:
        voice = _voice_in(article, sentence, proposed)
        if voice is not None:
            return voice
    return _OWN


def voice_at(article: ArticleRecord, sentence: Sentence, at: int) -> Voice:
    """Who speaks in the clause of `sentence` that has the character `at`, where several speak in it."""
    here = [one for one in _speakers(article, sentence) if one.source.spans[-1].start <= at]
    if len(here) < 2:
        return voice_of(article, [sentence], [])
    nearest = max(here, key=lambda one: one.cue.start)
    breaks = re.search(r",\s+(?:but|while|and)\s|;\s", article.text[sentence.start : nearest.source.spans[-1].start])
    if breaks is None or nearest.cue.start > at:
        return voice_of(article, [sentence], [])
    return _voice(article, sentence, nearest)


def is_all_quotation(sentence: str) -> bool:
    """Whether a sentence is a quotation from end to end."""
    return _ALL_QUOTE.match(sentence) is not None


def quote_in(article: ArticleRecord, sentence: Sentence) -> Passage | None:
    """The longest direct quotation of `sentence`, without its marks."""
    matches = list(_QUOTE.finditer(article.text, sentence.start, sentence.end))
    if not matches:
        return None
    match = max(matches, key=lambda one: len(one[1]))
    return Passage(text=match[1], spans=[Span(start=match.start(1), end=match.end(1))])


def _voice_in(article: ArticleRecord, sentence: Sentence, proposed: Sequence[Passage]) -> Voice | None:
    if _PAGE_TITLE.search(article.sentence_text(sentence)):
        return None
    if is_all_quotation(article.sentence_text(sentence)):
        return _continued(article, sentence)  # "asked", in what is quoted, attributes nothing
    here = _speakers(article, sentence)
    citing = _CITING.search(article.text, sentence.start, sentence.end)
    if citing is not None and _may_speak(_cited(article, citing.span("source")).text):
        return _passed_on(article, sentence, citing, here)
    quoted = _QUOTED_AS.search(article.text, sentence.start, sentence.end)
    if quoted is not None:
        return _quoted_as(article, sentence, quoted, here)
    outer, inner = _outermost(article, sentence, here), None
    for passage in (one for one in proposed if names_speaker(one.text, shouted=False)):
        found = cue_near(article, passage, [sentence])
        if found is not None and not _GENERIC.match(passage.text) and not _in_dateline(article, sentence, passage):
            cue, stance = found
            inner = next((one for one in here if one.cue == cue), None) or Attributed(passage, cue, stance)
            break
    if inner is not None:
        return _voice(article, sentence, inner)
    if outer is not None:
        return _nested(article, sentence, outer, here)
    return _continued(article, sentence)


def _in_dateline(article: ArticleRecord, sentence: Sentence, passage: Passage) -> bool:
    """Whether a proposed source is the agency in brackets before a dash: "TULSA, Okla. (WXQR) --"."""
    end = passage.spans[0].end
    return end - sentence.start < _DATELINE and _AGENCY_ENDS.match(article.text, end) is not None


def _speakers(article: ArticleRecord, sentence: Sentence) -> list[Attributed]:
    """The sources of a sentence in the order of their cues, pronouns among them."""
    named = attributed(article, sentence)
    taken = {one.cue.start for one in named}
    return sorted([*named, *(one for one in _pronouns(article, sentence, named) if one.cue.start not in taken)],
                  key=lambda one: one.cue.start)  # fmt: skip


def _pronouns(article: ArticleRecord, sentence: Sentence, named: Sequence[Attributed]) -> Iterator[Attributed]:
    for match in islice(_PRONOUN_SAID.finditer(article.text, sentence.start, sentence.end), _MOST_PRONOUNS):
        before = article.text[sentence.start : match.start()]
        if before.count("“") > before.count("”") or before.count('"') % 2:
            continue
        earlier = _antecedent(article, sentence, match["who"].lower(), match.start(), named)
        if earlier is not None:
            pronoun = Span(start=match.start("who"), end=match.end("who"))
            source = Passage(text=earlier.text, spans=[*earlier.spans, pronoun])
            cue = Span(start=match.start("cue"), end=match.end("cue"))
            yield Attributed(source, cue, "denies" if match["cue"].lower().startswith("den") else "asserts")


def _outermost(article: ArticleRecord, sentence: Sentence, here: Sequence[Attributed]) -> Attributed | None:
    """Whose word the whole sentence is: of "Loyan promised a doctor, Baya said", Baya's."""
    if not here:
        return None
    last = here[-1]
    start = min(last.source.spans[-1].start, last.cue.start)
    lead = article.text[max(sentence.start, start - 3) : start].rstrip()
    end = max(last.cue.end, last.source.spans[-1].end)
    if lead[-1:] in (",", '"', "”", "'", "’") and _TRAILS.match(article.text, end, sentence.end):
        return last
    return here[0]


def _nested(article: ArticleRecord, sentence: Sentence, outer: Attributed, here: Sequence[Attributed]) -> Voice:
    """The voice of the innermost of "X said that Y had told Z", through those who passed it on."""
    chain = [outer]
    for one in here:
        spot, last = one.source.spans[-1], chain[-1]
        begin = max(last.cue.end, last.source.spans[-1].end)
        if spot.start > begin and _HAD_TOLD.match(article.text, spot.end, sentence.end):
            between = article.text[begin : spot.start]
            if len(between) < 90 and not re.search(r"[.;]", between):
                chain.append(one)
    via = [one.source for one in chain[:-1]]
    return _voice(article, sentence, chain[-1], via)


def _continued(article: ArticleRecord, sentence: Sentence) -> Voice | None:
    """The voice before a sentence that is all quotation, or an item of a list, and goes on with it."""
    text = article.sentence_text(sentence)
    if sentence.id < 2:
        return None
    if not is_all_quotation(text):
        return _of_list(article, sentence)
    previous = article.sentences[sentence.id - 2]
    if sentence.paragraph - previous.paragraph > 1:
        return None
    for earlier in reversed(article.sentences[max(0, sentence.id - 3) : sentence.id - 1]):
        here = _speakers(article, earlier)
        outer = _outermost(article, earlier, here)
        if outer is not None:
            return replace(_voice(article, earlier, outer), quote=quote_in(article, sentence))
        if not is_all_quotation(article.sentence_text(earlier)):
            return None
    return None


def _of_list(article: ArticleRecord, sentence: Sentence) -> Voice | None:
    """The voice of whoever announces the list that a sentence stands in: "The Front states: 1. ... 2. ..."."""
    at = sentence.id - 1
    for _ in range(_LONGEST_LIST):
        paragraph = article.sentences[at].paragraph
        while at and article.sentences[at - 1].paragraph == paragraph:
            at -= 1
        if not at or not _ITEM.match(article.sentence_text(article.sentences[at])):
            return None
        at -= 1
        before = article.sentences[at]
        if article.sentence_text(before).endswith(":"):
            outer = _outermost(article, before, _speakers(article, before))
            return _voice(article, before, outer) if outer else None
    return None


def _voice(article: ArticleRecord, sentence: Sentence, found: Attributed, via: Sequence[Passage] = ()) -> Voice:
    source = found.source
    meant = person_of(article, source.text, source.spans[0].start)
    if meant is not None:
        source = Passage(text=meant.text, spans=[*meant.spans, *source.spans])
    return Voice(
        source=source,
        kind=_kind(article, source.text),
        named=is_named(source.text),
        stance=stance_of(article, sentence, found),
        cue=(found.cue,),
        via=tuple(via),
        quote=quote_in(article, sentence),
        affiliation=affiliation_of(article, source.text) if is_proper_name(source.text) else None,
    )


def _kind(article: ArticleRecord, name: str) -> SourceKind:
    """By the head of the name itself, then by what the article says of it, then by its form."""
    own = kind_of_words(name) if head(name) in by_word("sources") or len(name.split()) > 3 else None
    return own or (kind_by_description(article, name) if is_proper_name(name) else None) or source_kind(name)


def is_proper_name(text: str) -> bool:
    """Whether `text` ends in a capitalised word, or is in capitals throughout."""
    return text.split()[-1][:1].isupper()


def _passed_on(article: ArticleRecord, sentence: Sentence, citing: re.Match[str], here: Sequence[Attributed]) -> Voice:
    """As in "the newspaper, citing officials, reported": the officials speak, via the newspaper."""
    # Up to a near comma: the noun phrase alone could end at a name ("unnamed US and Turkish officials").
    source = _cited(article, citing.span("source"))
    before = article.text[sentence.start : citing.start()].rstrip(" ,")
    carrier = next((one.source for one in reversed(here) if one.source.spans[0].end <= citing.start()), None)
    if carrier is None and 0 < len(before.split()) <= 6:
        carrier = Passage(text=before, spans=[Span(start=sentence.start, end=sentence.start + len(before))])
    cue = Span(start=citing.start(), end=citing.start("source") - 1)
    return _voice(article, sentence, Attributed(source, cue, "asserts"), [carrier] if carrier else [])


def _quoted_as(article: ArticleRecord, sentence: Sentence, quoted: re.Match[str], here: Sequence[Attributed]) -> Voice:
    """As in "the paper quoted a guard as saying": the guard speaks, via the paper."""
    group, cue = ("source", "cue") if quoted["source"] else ("subject", "cue2")
    source = _cited(article, quoted.span(group))
    cue_span = Span(start=quoted.start(cue), end=quoted.end(cue))
    carrier: Passage | None = None
    if group == "source":
        subject = phrase_after(article.text, sentence.start, quoted.start())
        if subject:
            start, end = subject
            carrier = Passage(text=article.text[start:end], spans=[Span(start=start, end=end)])
    return _voice(article, sentence, Attributed(source, cue_span, "asserts"), [carrier] if carrier else [])


def _may_speak(cited: str) -> bool:
    """Whether what somebody cites can have said something: not "her work", nor "the Sept"."""
    return kind_of(cited) != "other" or head(cited) in by_word("sources") or _POSSESSIVE.match(cited) is None


def _cited(article: ArticleRecord, whole: tuple[int, int]) -> Passage:
    words = article.text[whole[0] : whole[1]].split()
    start, end = whole if len(words) <= 8 else phrase_after(article.text, *whole) or whole
    text = _WHO_SAID.sub("", article.text[start:end]).rstrip()
    return Passage(text=text, spans=[Span(start=start, end=start + len(text))])


def _antecedent(
    article: ArticleRecord, sentence: Sentence, pronoun: str, at: int, here: Sequence[Attributed]
) -> Passage | None:
    """Who spoke last before `at` and can be meant: a person for "he", a body for "it"."""
    earlier = [one for one in article.sentences if one.id <= sentence.id][-_LOOK_BACK - 1 :]
    for one in reversed(earlier):
        for found in reversed(here if one.id == sentence.id else attributed(article, one)):
            if found.source.spans[0].end <= at and _can_be(article, found.source.text, pronoun):
                return found.source
    return None


def _can_be(article: ArticleRecord, name: str, pronoun: str) -> bool:
    kind = kind_of(name)
    if pronoun == "they":
        return kind in ("group", "organisation", "government", "armed_force")
    if pronoun == "it":
        return kind not in ("person", "group") and source_kind(name) not in ("person", "witness")
    person = kind == "person" or source_kind(name) in ("person", "witness", "expert")
    return person or (kind == "other" and is_proper_name(name) and kind_by_description(article, name) != "company")
