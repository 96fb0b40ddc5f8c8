"""Whether a sentence of the summary has a claim from whom the article has it: sources that none of its sentences has,
and what the article says itself, put into somebody's mouth. English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nutgraf.language.speech.sources import attributed
from nutgraf.language.wording.support import REPORTING
from nutgraf.language.words import content_words, stem, words
from nutgraf.schema import ArticleRecord, Sentence
from nutgraf.stages.voices import voice_of

_AT_THE_END = re.compile(r",\s(?:according\sto\s(?P<after>[^,]+)|(?P<before>[^,]+)\s(?:said|says|told\b[^,]*))[.]$")
_OF_ONESELF = re.compile(
    r"\b(?:said|says|told\s\w+(?:\s\w+)?|saying|added|confirmed|claimed|admitted)\s(?:that\s)?(?:he|she|they|it|his|her|their|its)\b"
    r"|[“\"](?:[^”\"]*\s)?(?:I|[Ww]e|[Mm]y|[Oo]ur)\b",
)


def wrongly_said_by(article: ArticleRecord, cited: Sequence[int], text: str) -> list[str]:
    """The sources of `text` that the sentences `cited` don't have, or have for something else."""
    made = article.model_copy(update={"text": text})
    found = attributed(made, Sentence(id=1, start=0, end=len(text), paragraph=1))
    speakers = [one.source.text for one in found if one.source.text.lower() != "the article"]
    if not speakers:
        return []
    said: set[str] = set()
    own: set[str] = set()
    sources: set[str] = set()
    for number in cited:
        sentence = article.sentences[number - 1]
        named = _sources(article, sentence)
        sources.update(stem(word) for name in named for word in words(name))
        (said if named else own).update(content_words(article.sentence_text(sentence)))
    strange = [one for one in speakers if not sources.intersection(stem(word) for word in words(one))]
    if strange:
        return strange
    if _told_of_oneself(text, speakers) and not any(
        _OF_ONESELF.search(article.sentence_text(article.sentences[number - 1])) for number in cited
    ):
        return speakers[:1]
    claim = {word for word in content_words(text) if word not in sources and word not in REPORTING}
    return speakers[:1] if 2 * len(claim & (own - said)) > len(claim) else []


def _told_of_oneself(text: str, speakers: Sequence[str]) -> bool:
    """Whether `text` ends with a source that it tells of: "Ruiz has left, Ruiz said". An article that says that he
    "said he left" bears it out; "Ruiz, who has left, said ..." is the article's own."""
    end = _AT_THE_END.search(text)
    name = (end["after"] or end["before"]) if end else ""
    last = words(name)[-1:] or [""]
    return any(words(one)[-1:] == last for one in speakers) and last[0] in words(text[: end.start()] if end else "")[:6]


def _sources(article: ArticleRecord, sentence: Sentence) -> list[str]:
    voice = voice_of(article, [sentence], [])
    named = [voice.source.text] if voice.source else []
    return [*named, *(one.text for one in voice.via), *(one.source.text for one in attributed(article, sentence))]
