"""Windows of sentences to grounded mentions: the one stage that reads the article with the model.

The model cites its sentences by number, and the schema knows how many there are, so a citation can't dangle.
Each value is then looked for in the article (`ground`); what isn't there is dropped and reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nutgraf.errors import AnswerCutOff, AnswerError, ContextOverflow
from nutgraf.event_types import event_types
from nutgraf.language.kinds import OFFENDERS, head, is_land, is_pronoun, kind_of
from nutgraf.language.numbers.counted import says_outcome
from nutgraf.language.numbers.stated import stated
from nutgraf.language.phrases import (
    is_body_part,
    is_deed,
    is_figure,
    is_time,
    is_when_said,
    may_be_place,
    members,
    trimmed_place,
    unaged,
    uncounted,
    untitled,
)
from nutgraf.language.wording.neutrality import QUOTED
from nutgraf.language.words import content_words, curled
from nutgraf.llm.base import AnswerPending, Message, Model
from nutgraf.prompts import Prompt
from nutgraf.schema import ArticleRecord, Finding, Outcome, ParticipantKind, Passage, Role, Sentence, Span
from nutgraf.stages.event_typing import borne_out, can_harm, is_in_office, violence, violent_words
from nutgraf.stages.ground import locate_all, sentences_at
from nutgraf.stages.mention import Actor, Mention
from nutgraf.stages.modality import checked_status, is_appeal, is_question, says_nothing_happened
from nutgraf.stages.outcomes import says_of
from nutgraf.stages.roles import role_in
from nutgraf.stages.voices import is_all_quotation, voice_of
from nutgraf.stages.windows import Window
from nutgraf.stages.wire import WireEvent, wire_model
from nutgraf.usage import Usage

_MAX_TOKENS_A_SENTENCE = 300
_MAX_TOKENS = 4000
_SUPPORTED_SHARE = 0.5
"""A mention whose words are mostly not in its sentence was written from something else: an example, or memory."""

_FIGURES = ("economic_data", "market_move")
_COMMENTS = ("other", "statement")
_SAID_WORDS = 9
_OF_THEM = re.compile(r"of (?:them|us|these|those|whom|which)\b", re.IGNORECASE)
"""What is left of "four of them seriously" without its number."""
_HARMED_LEAD = re.compile(r"(?:the\s)?(wounded|injured|dead)\s(?=\w)", re.IGNORECASE)
_HARMED = re.compile(r"\s(?:injured|wounded|hurt|dead|killed|shot)$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Extracted:
    """What came out of one window."""

    mentions: tuple[Mention, ...]
    findings: tuple[Finding, ...]
    usage: Usage


def fixed_part(prompt: Prompt) -> list[Message]:
    """The messages that the prompt has in common for all windows: all but the last."""
    return prompt.render(types=list(event_types().values()), sentences=[], violence=[])[:-1]


async def extract(article: ArticleRecord, window: Window, *, model: Model, prompt: Prompt) -> Extracted:
    """The mentions of one window.

    A window whose answer doesn't fit (too long, cut off) is halved and asked again; one that gets no valid answer gives
    a finding, and the others go on. Raises the `ModelError`s that concern more than this window.
    """
    sentences = [_readable(article.sentence_text(sentence)) for sentence in window.sentences]
    messages = prompt.render(
        types=list(event_types().values()), sentences=sentences, violence=violent_words(" ".join(sentences))
    )
    try:
        reply = await model.ask(
            messages,
            wire_model(len(window.sentences)),
            max_tokens=min(_MAX_TOKENS, 100 + _MAX_TOKENS_A_SENTENCE * len(window.sentences)),
        )
    except (AnswerCutOff, ContextOverflow) as error:
        if len(window.sentences) == 1:
            return _lost(window, error)
        return await _halves(article, window, error.usage, model=model, prompt=prompt)
    except AnswerError as error:
        return _lost(window, error)
    mentions: list[Mention] = []
    findings: list[Finding] = []
    told = {number for event in reply.value.events for number in event.sentences}
    free = [sentence for number, sentence in enumerate(window.sentences, start=1) if number not in told]
    for event in reply.value.events:
        mention, dropped = ground_event(article, window, event, free)
        mentions += _apart(article, mention) if mention else []
        findings += [_dropped(window, event, field, value) for field, value in dropped]
    return Extracted(
        mentions=tuple(_with_figures(article, window, mentions)), findings=tuple(findings), usage=reply.usage
    )


def ground_event(
    article: ArticleRecord, window: Window, event: WireEvent, free: Sequence[Sentence] = ()
) -> tuple[Mention | None, list[tuple[str, str]]]:
    """The mention that the window bears out, and the (field, value) pairs that it doesn't.

    Values are looked for in the cited sentences, then in `free`, those of the window that no event cites: the model
    reads on, and cites only where it began. None where those say too little of what the event is said to be, or
    where it is that something did not happen.
    """
    cited = [window.sentences[number - 1] for number in dict.fromkeys(event.sentences)]
    text = " ".join(article.sentence_text(sentence) for sentence in cited)
    own = set(content_words(text))
    claimed = content_words(event.what)
    if claimed and sum(word in own for word in claimed) < _SUPPORTED_SHARE * len(claimed):
        return None, [("what", event.what)]
    type_ = borne_out(event.type, event.what, text, article.text)
    vague = event.type if event.type in _COMMENTS else type_
    if says_nothing_happened(event.what) or _is_no_event(article, cited, vague):
        return None, []
    dropped: list[tuple[str, str]] = []
    beside: set[int] = set()

    def ground(field: str, values: Sequence[str]) -> list[Passage]:
        passages: dict[tuple[int, int], Passage] = {}
        for value in values:
            found = locate_all(article, value, cited)
            if not found and (found := locate_all(article, value, free)):
                beside.update(sentences_at(article, [span for passage in found for span in passage.spans]))
            if not found:
                dropped.append((field, value))
            for passage in found:
                passages.setdefault((passage.spans[0].start, passage.spans[0].end), passage)
        return list(passages.values())

    voice = voice_of(article, cited, ground("source", [event.source] if event.source else []))
    actors: dict[tuple[int, int], Actor] = {}
    roles: list[tuple[str, list[str], Role, Outcome | None]] = [
        ("killed", event.killed, "victim", "killed"),
        ("injured", event.injured, "victim", "injured"),
        ("weapons", event.weapons, "instrument", None),
        ("agents", event.agents, "agent", None),
        ("targets", event.targets, "target", None),
    ]
    counts: list[Passage] = []
    for field, values, role, outcome in roles:
        for passage in (member for whole in ground(field, values) for member in members(whole)):
            span = passage.spans[0]
            if any(test(passage.text) for test in (is_pronoun, is_body_part, is_deed)) or _is_verb(field, passage.text):
                continue
            theirs = outcome is not None and says_of(text, passage.text, outcome)
            said = outcome if theirs and not _does_harm(passage.text) else None
            named = uncounted(article, passage)
            counts += [passage] if named != passage else []
            named = untitled(_unharmed(unaged(named)))
            if is_figure(named.text):
                counts.append(named)
                continue
            kind = _kind(passage, named)
            if said and (lead := _HARMED_LEAD.match(named.text)):
                said = "killed" if lead[1].lower() == "dead" else "injured"
                named = _from(named, lead.end())
            things = outcome and kind in ("facility", "vehicle")
            said = None if things else said
            in_it = role_in("target" if things else role, type_, passage.text, kind, text)
            if outcome and not theirs and says_outcome(text, outcome):
                in_it = "other"  # the harm is that of others
            if outcome and is_land(named.text):
                continue
            if in_it is not None and not _OF_THEM.match(named.text):
                actors.setdefault((span.start, span.end), Actor(passage=named, role=in_it, kind=kind, outcome=said))
    speaks = event_types()[type_].family == "speech"
    times = [
        one
        for one in ground("time", [event.time] if event.time else [])
        if is_time(one.text) and (speaks or not _tells_when_said(article, cited, one))
    ]
    places = [trimmed_place(article, one) for one in ground("places", event.places) if may_be_place(one.text)]
    # "near" of "near where it happened"; and a name with a title is a person's.
    # What has no name says nothing that a map or a count by place could use: "her kitchen".
    places = [one for one in places if may_be_place(one.text) and untitled(one) == one and not one.text.islower()]
    return Mention(
        what=event.what,
        type=type_,
        status=checked_status(event.status, event.what, type_, text),
        sentences=tuple(sorted({*(sentence.id for sentence in cited), *beside})),
        actors=tuple(actors.values()),
        places=tuple(places),
        time=times[0] if times else None,
        figures=tuple(counts),
        voice=voice,
    ), dropped


def _is_verb(field: str, name: str) -> bool:
    """Whether a weapon is only what was done with one: "machinegunned"."""
    return field == "weapons" and re.fullmatch(r"\w+ed", name, re.IGNORECASE) is not None


def _kind(passage: Passage, named: Passage) -> ParticipantKind:
    """The kind of a name; what it was called besides ("Mayor Ruiz") tells it, too."""
    kind = kind_of(named.text)
    return kind_of(passage.text) if kind == "other" or named.text.isupper() else kind


def _from(name: Passage, at: int) -> Passage:
    return Passage(text=name.text[at:], spans=[Span(start=name.spans[0].start + at, end=name.spans[0].end)])


def _unharmed(name: Passage) -> Passage:
    """`name` without what its bearer came to behind it: "left a man injured"."""
    tail = _HARMED.search(name.text)
    if tail is None:
        return name
    start = name.spans[0].start
    return Passage(text=name.text[: tail.start()], spans=[Span(start=start, end=start + tail.start())])


def _does_harm(name: str) -> bool:
    """Whether a name is of those who do the harm more often than they come to any."""
    return head(name) in OFFENDERS


def _tells_when_said(article: ArticleRecord, cited: Sequence[Sentence], time: Passage) -> bool:
    """Whether `time` is the day of the saying wherever it stands."""
    return all(
        is_when_said(article.sentence_text(one), span.start - one.start)
        for span in time.spans
        for one in cited
        if one.start <= span.start < one.end
    )


def _is_no_event(article: ArticleRecord, cited: Sequence[Sentence], type_: str) -> bool:
    """Whether a mention of this type is only a quotation, or a comment (a quotation and who said it), figures without a
    figure, an appeal to the public, or a question."""
    if all(
        is_appeal(text) or is_question(text) or is_all_quotation(text) for text in map(article.sentence_text, cited)
    ):
        return True
    if type_ in _FIGURES:
        return not any(any(character.isdigit() for character in article.sentence_text(one)) or stated(article, one)
                       for one in cited)  # fmt: skip
    return type_ in _COMMENTS and all(_is_quotation(article.sentence_text(one)) for one in cited)


def _is_quotation(sentence: str) -> bool:
    """Whether a sentence is a quotation, with who said it and little else."""
    own = QUOTED.sub(" ", sentence)
    return own != sentence and len(own.split()) <= _SAID_WORDS


def _with_figures(article: ArticleRecord, window: Window, mentions: Sequence[Mention]) -> list[Mention]:
    """`mentions` with the figures of their sentences: each goes to the mention of which something stands nearest."""
    given: dict[int, list[Passage]] = {index: list(mention.figures) for index, mention in enumerate(mentions)}
    taken = {passage.spans[0].end for passages in given.values() for passage in passages}
    for sentence in window.sentences:
        citing = [index for index, mention in enumerate(mentions) if sentence.id in mention.sentences]
        for passage in stated(article, sentence) if citing else []:
            at = passage.spans[0]
            if at.end not in taken:
                distances = {index: _distance(mentions[index], at.start) for index in citing}
                given[min(citing, key=distances.__getitem__)].append(passage)
    return [replace(mention, figures=tuple(given[index])) for index, mention in enumerate(mentions)]


def _distance(mention: Mention, at: int) -> int:
    """Characters between `at` and the nearest participant, place or time of `mention`."""
    named = [*(actor.passage for actor in mention.actors), *mention.places, *([mention.time] if mention.time else [])]
    return min((abs(span.start - at) for passage in named for span in passage.spans), default=1_000_000)


def _apart(article: ArticleRecord, mention: Mention) -> list[Mention]:
    """`mention`, and the violence that it only speaks of as a mention of its own.

    "Talks broke off after the killing of two teachers": nobody is killed by talks.
    """
    harmed = tuple(actor for actor in mention.actors if actor.outcome in ("killed", "injured"))
    if not harmed or can_harm(mention.type):
        return [mention]
    passage = " ".join(article.sentence_text(article.sentences[number - 1]) for number in mention.sentences)
    kind = violence(passage, article.text)
    if kind is None:
        return [mention]
    if kind == "killing" and any(is_in_office(actor.passage.text) for actor in harmed):
        kind = "assassination"
    rest = tuple(actor for actor in mention.actors if actor not in harmed)
    return [
        replace(mention, actors=rest, figures=()),
        # Where and when belong to what the sentence is about.
        replace(mention, type=kind, status="happened", actors=harmed, places=(), time=None, what=_harm(harmed)),
    ]


def _harm(harmed: Sequence[Actor]) -> str:
    return ", ".join(f"{actor.passage.text} {actor.outcome}" for actor in harmed)


def _readable(sentence: str) -> str:
    """One line; capitals throughout, which take twice the tokens and hide the names, become small letters."""
    line = curled(" ".join(sentence.split()))
    return line[:1] + line[1:].lower() if line.isupper() else line


async def _halves(article: ArticleRecord, window: Window, used: Usage, *, model: Model, prompt: Prompt) -> Extracted:
    middle = len(window.sentences) // 2
    parts: list[Extracted] = []
    pending: AnswerPending | None = None
    for sentences in (window.sentences[:middle], window.sentences[middle:]):
        try:
            parts.append(await extract(article, Window(sentences), model=model, prompt=prompt))
        except AnswerPending as later:  # the other half is asked for all the same
            pending = later
    if pending:
        raise pending
    return Extracted(
        mentions=parts[0].mentions + parts[1].mentions,
        findings=parts[0].findings + parts[1].findings,
        usage=used + parts[0].usage + parts[1].usage,
    )


def _lost(window: Window, error: AnswerError | ContextOverflow) -> Extracted:
    first, last = window.sentences[0].id, window.sentences[-1].id
    finding = Finding(
        kind="window_lost",
        severity="error",
        where=f"/article/sentences/{first - 1}",
        message=f"Sentences {first} to {last} could not be recorded: {error}",
    )
    return Extracted(mentions=(), findings=(finding,), usage=error.usage)


def _dropped(window: Window, event: WireEvent, field: str, value: str) -> Finding:
    number = window.sentences[event.sentences[0] - 1].id
    return Finding(
        kind="ungrounded_value",
        severity="info",
        where=f"/article/sentences/{number - 1}",
        message=f"The model gave {value!r} ({field}) for sentence {number}, which doesn't say so; it was dropped.",
    )
