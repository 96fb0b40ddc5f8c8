"""Events to a neutral summary: one sentence an event, by the model where the text bears it out, else by code.

For each event the model shortens the cited passage to one sentence that names its source. Code mends what it can: it
takes off added clauses, puts the source to it, and writes the plain word for a loaded one. A sentence that still has a
number, a name or a word that the passage doesn't have, turns a verb round, or judges, is asked for once more, with the
reason; after that it gives way to one made from the record, or to the article's sentence in quotation marks. Whoever
contradicts what a sentence tells is put into it.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from nutgraf.errors import AnswerError, ContextOverflow
from nutgraf.language.kinds import is_pronoun
from nutgraf.language.speech.sources import attributes
from nutgraf.language.wording.neutrality import FIRST_PERSON, QUOTED, loaded_words
from nutgraf.language.wording.support import Unsupported, clipped, unsupported
from nutgraf.language.wording.told import begins_with_pronoun, left_out, restored
from nutgraf.language.wording.turned import Turned, strange_subjects, turned
from nutgraf.language.words import FUNCTION_WORDS, curled, initials_joined, overlap, stem, words
from nutgraf.llm.base import AnswerPending, Message, Model
from nutgraf.prompts import Prompt
from nutgraf.schema import ArticleRecord, Attribution, Event, Finding, Length, SentenceOrigin, Summary, SummarySentence
from nutgraf.stages.ground import sentences_at
from nutgraf.stages.mend import on_the_articles_word, wordings
from nutgraf.stages.names import key
from nutgraf.stages.record_sentence import record_sentences
from nutgraf.stages.said_by import wrongly_said_by
from nutgraf.stages.salience import by_importance
from nutgraf.stages.sides import corrected_figures, other_sides
from nutgraf.usage import Usage

LIMITS: dict[Length, tuple[int, int]] = {"brief": (2, 50), "standard": (5, 120), "full": (10, 250)}
"""The most sentences and the most words of a summary."""
_PASSAGE_SENTENCES = 3
_PASSAGE_CHARACTERS = 900
_ASKED_WORDS = 28
"""What the model is asked for; it goes beyond that, and what is true need not be thrown away for it."""
_SENTENCE_WORDS = 40
_FEWEST_WORDS = 10
_OBJECTS = frozenset("him her it them himself herself itself themselves one other others too so not there here".split())
"""Function words that a sentence may end in."""
_QUOTED_WORDS = 30
_CLAUSES = frozenset("and but who which after before while when because as although whose where".split())
_PHRASES = frozenset("in on at for to with of by from that during over under against about since until than".split())
_FEWEST_TOLD = 4
_OPENS, _CLOSES = "\ue000", "\ue001"
_INNER_MARK = re.compile(r"(?P<opens>(?<!\w)[“\"«](?=\w))|[“”\"«»]")
_ENDED = re.compile(r"[.!?…:;。！？؟।][\"'“”’»)\]]*$")
_REPEATED = 0.8
"""The share of its content words from which a sentence says what another one says."""
_MAX_TOKENS = 120


class WireSentence(BaseModel):
    """The model's sentence."""

    model_config = ConfigDict(extra="forbid")

    sentence: Annotated[str, AfterValidator(initials_joined)] = Field(min_length=1, max_length=400)


@dataclass(frozen=True, kw_only=True)
class Summarised:
    """What the stage gives."""

    summary: Summary
    findings: tuple[Finding, ...]
    usage: Usage


Problem = Unsupported | Turned


@dataclass(frozen=True, kw_only=True)
class Task:
    """What a sentence on an event has to be made from."""

    article: ArticleRecord
    event: Event
    cited: list[int]
    source: str | None
    says: bool
    """Whether the source asserts it, so that "according to" may be put to it."""
    most_words: int

    @property
    def texts(self) -> list[str]:
        """The cited sentences."""
        return [self.article.sentence_text(self.article.sentences[number - 1]) for number in self.cited]


@dataclass(frozen=True)
class Draft:
    """A sentence on the way to the summary, with the word count that it takes."""

    sentence: SummarySentence
    usage: Usage
    finding: Finding | None = None


async def summarise(
    article: ArticleRecord, events: list[Event], length: Length, *, model: Model, prompt: Prompt
) -> Summarised:
    """The summary of `events`, the most important first, within the limits of `length`."""
    most_sentences, most_words = LIMITS[length]
    taken: list[SummarySentence] = []
    findings: list[Finding] = []
    usage = Usage()
    room = most_words
    told: set[int] = set()
    ranked = [_without_headings(article, event) for event in by_importance(article, events)]
    waiting = [event for event in ranked if _tells_itself(article, event)] or ranked[:1]
    while waiting and len(taken) < most_sentences and room >= _FEWEST_WORDS:
        chosen = _next(article, waiting, told, most_sentences - len(taken))
        longest = min(room, _SENTENCE_WORDS)
        drafts = await _drafts(article, chosen, longest, model=model, prompt=prompt)
        for event, draft in zip(chosen, drafts, strict=True):
            usage += draft.usage
            size = len(draft.sentence.text.split())
            repeats = any(overlap(one.text, draft.sentence.text) >= _REPEATED for one in taken)
            if repeats or _is_told(event, told) or size > room:
                continue
            taken.append(draft.sentence)
            told.update(draft.sentence.sentences)
            room -= size
            if draft.finding:
                findings.append(draft.finding.model_copy(update={"where": f"/summary/sentences/{len(taken) - 1}"}))
    text = " ".join(sentence.text for sentence in taken)
    return Summarised(summary=Summary(length=length, text=text, sentences=taken), findings=tuple(findings), usage=usage)


def _without_headings(article: ArticleRecord, event: Event) -> Event:
    """`event` on its sentences alone, if it has any beside lines that end as headings do."""
    told = [one for one in event.sentences if _ENDED.search(article.sentence_text(article.sentences[one - 1]))]
    return event.model_copy(update={"sentences": told}) if told else event


def _tells_itself(article: ArticleRecord, event: Event) -> bool:
    """Whether the first sentence of an event is one, and can be understood alone: no item of a list, no byline, and
    nothing of "her" or "their"."""
    text = article.sentence_text(article.sentences[event.sentences[0] - 1]).strip()
    if article.language not in (None, "en"):
        return True
    return text[:1] not in "•–—*·-" and len(text.split()) >= _FEWEST_TOLD and not begins_with_pronoun(text)


def _next(article: ArticleRecord, waiting: list[Event], told: set[int], most: int) -> list[Event]:
    """Takes the next events from `waiting` that the told sentences, and those of one another, leave something of."""
    chosen: list[Event] = []
    spoken_for = set(told)
    while waiting and len(chosen) < most:
        event = waiting.pop(0)
        if not _is_told(event, spoken_for):
            chosen.append(event)
            spoken_for.update(_passage(article, event))
    return chosen


def _is_told(event: Event, told: set[int]) -> bool:
    return len(told.intersection(event.sentences)) * 2 > len(event.sentences)


def accepted(text: str, cited: Sequence[str], source: str | None) -> list[Problem]:
    """What is wrong with a sentence of the summary: what its cited sentences don't bear out, and what isn't neutral."""
    problems: list[Problem] = [*unsupported(text, cited), *turned(text, cited)]
    problems += [Unsupported("number", figure) for figure in corrected_figures(text, cited)]
    problems += [Unsupported("word", word.text) for word in loaded_words(text)]
    problems += [Unsupported("word", match[0]) for match in FIRST_PERSON.finditer(QUOTED.sub(" ", text))]
    problems += [Unsupported("word", phrase) for phrase in clipped(text, cited)]
    if source and not (_names(text, source) and attributes(text)):
        problems.append(Unsupported("source", source))
    return problems


def spokesperson(event: Event) -> Attribution | None:
    """The attribution that a sentence on `event` has to name; None where the article says it on its own word."""
    if any(one.source is None and event.sentences[0] in one.sentences for one in event.attributions):
        return None
    return next((one for one in event.attributions if one.source and event.sentences[0] in one.sentences), None)


async def _drafts(
    article: ArticleRecord, events: list[Event], most_words: int, *, model: Model, prompt: Prompt
) -> list[Draft]:
    """A sentence on each event. All are asked for, also where the answer to one is pending, before that is raised."""
    pending: list[AnswerPending] = []

    async def one(event: Event) -> Draft | None:
        try:
            return await _draft(article, event, most_words, model=model, prompt=prompt)
        except AnswerPending as later:
            pending.append(later)
            return None

    drafts = await asyncio.gather(*(one(event) for event in events))
    if pending:
        raise pending[0]
    return [draft for draft in drafts if draft is not None]


async def _draft(article: ArticleRecord, event: Event, most_words: int, *, model: Model, prompt: Prompt) -> Draft:
    task = _task(article, event, most_words)
    passage = curled(" ".join(" ".join(task.texts).split()))
    messages = prompt.render(passage=passage, source=task.source, words=min(most_words, _ASKED_WORDS))
    usage = Usage()
    complaint = ""
    for _ in range(2):
        try:
            reply = await model.ask(messages, WireSentence, max_tokens=_MAX_TOKENS)
        except (AnswerError, ContextOverflow) as error:
            usage += error.usage
            complaint = str(error)
            break
        usage += reply.usage
        text = _tidy(reply.value.sentence)
        good = _first_good(task, wordings(text, task.source, says=task.says))
        if good:
            return Draft(_sentence(task, good, "model"), usage)
        complaint = _complaint(_problems(task, text), task)
        messages = [*messages, *_again(reply.value, complaint)]
    finding = Finding(
        kind="summary_sentence_replaced",
        severity="info",
        where="",
        message=f"The model's sentence on {event.id} gave way to one made by code; asked again: {complaint}.",
    )
    return Draft(_without_model(task), usage, finding)


def _task(article: ArticleRecord, event: Event, most_words: int) -> Task:
    cited = _passage(article, event)
    source, home = _source(article, event, cited)
    speaks = spokesperson(event)
    return Task(
        article=article,
        event=event,
        cited=cited if home is None else sorted({*cited, home}),
        source=source,
        says=speaks is None or speaks.stance in ("asserts", "announces"),
        most_words=most_words,
    )


def _problems(task: Task, text: str) -> list[Problem]:
    """What is wrong with a sentence on a task: also what it leaves out, and whose word it has it on."""
    problems = accepted(text, task.texts, task.source)
    if _english(task):
        problems += [Unsupported("word", words) for words in left_out(text, task.texts)]
        problems += [Unsupported("voice", name) for name in wrongly_said_by(task.article, task.cited, text)]
    return problems


def _first_good(task: Task, texts: Iterable[str]) -> str | None:
    """The first of `texts` that may stand, or may stand as what the article says where that is a judgement. What it has
    left out of its source is put back."""
    for given in texts:
        text = restored(given, task.texts) if _english(task) else given
        for wording in (text,) if task.source or not _english(task) else on_the_articles_word(text):
            fits = len(wording.split()) <= task.most_words
            if fits and _complete(wording) and not _problems(task, wording):
                return wording
    return None


def _sentence(task: Task, text: str, origin: SentenceOrigin) -> SummarySentence:
    """The sentence with whoever contradicts it, where there is room for that."""
    cited = task.cited
    for side in other_sides(task.article, task.event, text) if _english(task) else ():
        longer = f"{text.rstrip('.')}; {side.clause}."
        both = sorted({*cited, *side.sentences})
        texts = [task.article.sentence_text(task.article.sentences[number - 1]) for number in both]
        if len(longer.split()) <= task.most_words and not accepted(longer, texts, task.source):
            text, cited = longer, both
            break
    return SummarySentence(text=text, events=[task.event.id], sentences=cited, origin=origin)


def _english(task: Task) -> bool:
    return task.article.language in (None, "en")


def _source(article: ArticleRecord, event: Event, cited: Sequence[int]) -> tuple[str | None, int | None]:
    """The source to name, in a form that the cited sentences use; else its full name and the sentence that has it."""
    attribution = spokesperson(event)
    if attribution is None or attribution.source is None:
        return None, None
    forms: list[str] = []
    for span in attribution.source.spans:
        form = article.text[span.start : span.end]
        if not is_pronoun(form) and set(sentences_at(article, [span])) & set(cited):
            forms.append(form)
    if forms:
        return max(forms, key=len), None
    name = attribution.source.name
    spans = [span for span in attribution.source.spans if article.text[span.start : span.end] == name]
    homes = sentences_at(article, spans)
    return (name, homes[0]) if homes else (None, None)


def _passage(article: ArticleRecord, event: Event) -> list[int]:
    """The first sentences of the event, as many as one sentence can be made from."""
    chosen: list[int] = []
    length = 0
    for number in event.sentences[:_PASSAGE_SENTENCES]:
        length += len(article.sentence_text(article.sentences[number - 1]))
        if chosen and length > _PASSAGE_CHARACTERS:
            break
        chosen.append(number)
    return chosen


def _without_model(task: Task) -> SummarySentence:
    """A sentence from the record, where the text bears one out; else the first cited sentence, quoted."""
    made = (text for text in record_sentences(task.event, task.source) if not strange_subjects(text, task.texts))
    built = _first_good(task, made) if _english(task) else None
    if built:
        return _sentence(task, built, "record")
    first = task.article.sentence_text(task.article.sentences[task.cited[0] - 1])
    text = _lead(task, first, None)
    if task.source and not _names(text, task.source) and not unsupported(task.source, [first]):
        text = _lead(task, first, task.source)  # who said so stands behind the cut
    return SummarySentence(text=text, events=[task.event.id], sentences=task.cited[:1], origin="lead")


def _lead(task: Task, sentence: str, source: str | None) -> str:
    """What the article says in `sentence`, in quotation marks, `source` named before them."""
    says = ("The article says" + (f", according to {source}" if source else "") + ": ") if _english(task) else ""
    return says + _quoted(sentence, max(2, min(_QUOTED_WORDS, task.most_words - len(says.split()))))


def _names(text: str, source: str) -> bool:
    """Whether `text` names `source` by the last word of its name at least."""
    own = {stem(word) for word in words(text)}
    distinctive = [word for word in key(source) if word][-1:] or [stem(word) for word in words(source)]
    return any(word in own for word in distinctive)


def _again(answer: WireSentence, complaint: str) -> list[Message]:
    return [
        {"role": "assistant", "content": answer.model_dump_json()},
        {"role": "user", "content": f"Write the sentence again, {complaint}."},
    ]


def _complaint(problems: Sequence[Problem], task: Task) -> str:
    """What the next try has to mind, in words that can't be taken for the passage."""
    foreign = list(dict.fromkeys(one.text for one in problems if one.kind in ("number", "name", "word")))[:4]
    wishes = [f"naming {one.text}" for one in problems if one.kind == "source"]
    wishes += [f"without {', '.join(foreign)}"] * bool(foreign)
    wishes += [f"without saying that {one.text} said so" for one in problems if one.kind == "voice"]
    wishes += [f"as the passage tells who {one.text} whom" for one in problems if one.kind == "order"]
    wishes += [f"not as if it {one.text}" for one in problems if one.kind in ("negation", "modality")]
    return " and ".join(wishes) or f"in at most {min(task.most_words, _ASKED_WORDS) - 5} words"


def _tidy(text: str) -> str:
    text = " ".join(text.split())
    return text if re.search(r"[.!?…。！？؟]['\"”’»]?$", text) else text + "."


def _complete(text: str) -> bool:
    """Whether `text` is one whole sentence: none that breaks off, and no scrap of a second one behind it."""
    last = (words(text) or [""])[-1]
    tail = re.split(r"[.!?]\s+", text.rstrip(".!?”\"' "))[-1]
    return (
        (last in _OBJECTS or last not in FUNCTION_WORDS)
        and not re.search(r"['’]s?[.]$", text)
        and (tail == text or len(tail.split()) > 3)
    )


def _quoted(sentence: str, most_words: int) -> str:
    """The beginning of `sentence` in quotation marks, cut where a clause ends if it can be, and where that makes no
    other number or word of what is left. Quotations in it get single marks."""
    spoken = _INNER_MARK.sub(lambda match: _OPENS if match["opens"] else _CLOSES, sentence).split()
    least = max(2, 2 * most_words // 3)
    cuts = range(min(most_words, len(spoken) - 1), least - 1, -1)
    ends = [len(spoken)] if len(spoken) <= most_words else []
    for boundary in (_CLAUSES, _PHRASES):
        ends += [at for at in cuts if spoken[at - 1][-1] in ",;:" or spoken[at].lower() in boundary]
    ends += range(min(most_words, len(spoken)), 1, -1)
    for taken in ends:
        words_taken = " ".join(spoken[:taken]).rstrip(",;:—– ") + (" …" if taken < len(spoken) else "")
        words_taken += _CLOSES * (words_taken.count(_OPENS) > words_taken.count(_CLOSES))
        words_taken = words_taken.replace(_OPENS, "‘").replace(_CLOSES, "’")
        if not unsupported(words_taken, [sentence]):
            return f"“{words_taken}”"
    return f"“{' '.join([*re.sub(_INNER_MARK, ' ', sentence).split()[:1], '…'])}”"
