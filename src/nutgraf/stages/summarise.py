"""Events to a neutral summary: one sentence an event, by the model where the text bears it out, else by code.

For each event the model shortens the cited passage to one sentence that names its source. A sentence with a number, a
name or a word that the passage doesn't have is asked for once more, with the reason; after that it gives way to the
record's own title with its source, or to the article's sentence in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from nutgraf.errors import AnswerError, ContextOverflow
from nutgraf.llm.base import Message, Model
from nutgraf.prompts import Prompt
from nutgraf.schema import ArticleRecord, Attribution, Event, Finding, Length, Summary, SummarySentence
from nutgraf.stages.ground import sentences_at
from nutgraf.stages.kinds import is_pronoun
from nutgraf.stages.names import key
from nutgraf.stages.salience import by_importance
from nutgraf.stages.support import Unsupported, unsupported
from nutgraf.stages.words import FUNCTION_WORDS, curled, stem, words
from nutgraf.usage import Usage

LIMITS: dict[Length, tuple[int, int]] = {"brief": (2, 50), "standard": (5, 120), "full": (10, 250)}
"""The most sentences and the most words of a summary."""
_PASSAGE_SENTENCES = 3
_PASSAGE_CHARACTERS = 900
_SENTENCE_WORDS = 30
_QUOTED_WORDS = 22
_MAX_TOKENS = 120


class WireSentence(BaseModel):
    """The model's sentence."""

    model_config = ConfigDict(extra="forbid")

    sentence: str = Field(min_length=1, max_length=400)


@dataclass(frozen=True, kw_only=True)
class Summarised:
    """What the stage gives."""

    summary: Summary
    findings: tuple[Finding, ...]
    usage: Usage


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
    for event in by_importance(article, events):
        if len(taken) == most_sentences or room < _SENTENCE_WORDS // 3:
            break
        if len(told.intersection(event.sentences)) * 2 > len(event.sentences):
            continue
        draft = await _draft(article, event, min(room, _SENTENCE_WORDS), model=model, prompt=prompt)
        usage += draft.usage
        size = len(draft.sentence.text.split())
        if size > room or any(one.text == draft.sentence.text for one in taken):
            continue
        taken.append(draft.sentence)
        told.update(draft.sentence.sentences)
        room -= size
        if draft.finding:
            findings.append(draft.finding.model_copy(update={"where": f"/summary/sentences/{len(taken) - 1}"}))
    text = " ".join(sentence.text for sentence in taken)
    return Summarised(summary=Summary(length=length, text=text, sentences=taken), findings=tuple(findings), usage=usage)


def accepted(text: str, cited: Sequence[str], source: str | None) -> list[Unsupported]:
    """What is wrong with a sentence of the summary: words without support, and a source that it doesn't name."""
    problems = unsupported(text, cited)
    if source and not _names(text, source):
        problems.append(Unsupported("source", source))
    return problems


def spokesperson(event: Event) -> Attribution | None:
    """The attribution that a sentence on `event` has to name; None where the article says it on its own word."""
    if any(one.source is None and event.sentences[0] in one.sentences for one in event.attributions):
        return None
    return next((one for one in event.attributions if one.source and event.sentences[0] in one.sentences), None)


async def _draft(article: ArticleRecord, event: Event, most_words: int, *, model: Model, prompt: Prompt) -> Draft:
    cited = _passage(article, event)
    texts = [article.sentence_text(article.sentences[number - 1]) for number in cited]
    source, home = _source(article, event, cited)
    if home is not None:
        cited = sorted({*cited, home})
        texts = [article.sentence_text(article.sentences[number - 1]) for number in cited]
    messages = prompt.render(passage=curled(" ".join(" ".join(texts).split())), source=source, words=most_words)
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
        problems = accepted(text, texts, source)
        if not problems and _complete(text) and len(text.split()) <= most_words:
            sentence = SummarySentence(text=text, events=[event.id], sentences=cited, origin="model")
            return Draft(sentence, usage)
        complaint = _complaint(problems, source, most_words)
        messages = [*messages, *_again(reply.value, complaint)]
    sentence = _from_record(article, event, cited, texts, source, most_words)
    finding = Finding(
        kind="summary_sentence_replaced",
        severity="info",
        where="",
        message=f"The model's sentence on {event.id} gave way to one made by code; asked again: {complaint}.",
    )
    return Draft(sentence, usage, finding)


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


def _from_record(
    article: ArticleRecord, event: Event, cited: list[int], texts: list[str], source: str | None, most_words: int
) -> SummarySentence:
    """The record's title with its source, where the text bears it out; else the first cited sentence, quoted."""
    english = article.language in (None, "en")
    title = event.title.rstrip(".")
    text = f"{title}, according to {source}." if source and not _names(title, source) else f"{title}."
    if english and ":" not in title and len(text.split()) <= most_words and not accepted(text, texts, source):
        return SummarySentence(text=text, events=[event.id], sentences=cited, origin="record")
    quoted = _quoted(article.sentence_text(article.sentences[cited[0] - 1]), min(_QUOTED_WORDS, most_words - 3))
    text = f"The article says: {quoted}" if english else quoted
    return SummarySentence(text=text, events=[event.id], sentences=cited[:1], origin="lead")


def _names(text: str, source: str) -> bool:
    """Whether `text` names `source` by the last word of its name at least."""
    own = {stem(word) for word in words(text)}
    distinctive = [word for word in key(source) if word] or [stem(word) for word in words(source)]
    return any(word in own for word in distinctive)


def _again(answer: WireSentence, complaint: str) -> list[Message]:
    return [
        {"role": "assistant", "content": answer.model_dump_json()},
        {"role": "user", "content": f"Write the sentence again, {complaint}."},
    ]


def _complaint(problems: Sequence[Unsupported], source: str | None, most_words: int) -> str:
    """What the next try has to mind, in words that can't be taken for the passage."""
    missing = [problem.text for problem in problems if problem.kind == "source"]
    foreign = list(dict.fromkeys(problem.text for problem in problems if problem.kind != "source"))[:4]
    wishes = [f"naming {source}"] * bool(missing)
    wishes += [f"without {', '.join(foreign)}"] * bool(foreign)
    return " and ".join(wishes) or f"in at most {most_words} words"


def _tidy(text: str) -> str:
    text = " ".join(text.split())
    return text if re.search(r"[.!?…。！？؟]['\"”’»]?$", text) else text + "."


def _complete(text: str) -> bool:
    """Whether `text` is one whole sentence: none that breaks off, and no scrap of a second one behind it."""
    last = (words(text) or [""])[-1]
    tail = re.split(r"[.!?]\s+", text.rstrip(".!?”\"' "))[-1]
    return last not in FUNCTION_WORDS and not re.search(r"['’]s?[.]$", text) and (tail == text or len(tail.split()) > 3)


def _quoted(sentence: str, most_words: int) -> str:
    """The beginning of `sentence` in quotation marks, cut where that makes no other number or word of what is left."""
    spoken = re.sub(r"[“”\"«»]", " ", sentence).split()
    for taken in range(min(most_words, len(spoken)), 1, -1):
        words_taken = " ".join(spoken[:taken]) + (" …" if taken < len(spoken) else "")
        if not unsupported(words_taken, [sentence]):
            return f"“{words_taken}”"
    return f"“{spoken[0]} …”"
