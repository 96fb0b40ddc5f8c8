"""How a source stands to what it says, by its verb and the words that follow it. English."""

from __future__ import annotations

import re

from nutgraf.language.speech.sources import Attributed
from nutgraf.schema import ArticleRecord, Sentence, Stance

_PLAN = re.compile(
    r"\s+(?:[\w ]{0,30}?\s)?(?:(?:that|on \w+|in [\w ]{1,20})\s+)*(?:it|he|she|they|we|the (?:company|firm|party|union|"
    r"group|government|ministry|city))"
    r"\s+(?:would|will|plan(?:s|ned)? to|intend(?:s|ed)? to|(?:had |has )?decided to|(?:was|were|is|are) (?:going to )?"
    r"(?:moving|raising|cutting|closing|suspending|sending|suing|stepping|leaving|withdrawing|buying|selling|launching))\b"
    r"(?!\s+not\b)",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r"\s+(?:that\s+)?[^,.;:\"“”]{3,60}?\s(?:would|will) (?:be (?:sent|posted|closed|shut|held|paid|arrested|"
    r"lifted|deployed|evacuated|opened|reopened|suspended)|stay (?:shut|closed)|stand still|remain (?:shut|closed))\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\s+(?:that\s+)?(?:it|he|she|they) (?:(?:was|were|had|is|are|has|have) (?:still )?(?:looking at|considering|"
    r"studying|reviewing|thinking about|not (?:yet )?decided|undecided))\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\s+(?:that\s+)?(?:no such\b|there (?:was|were|had been|is) no(?:t| such)\b|no \w+ (?:was|were) ever\b|"
    r"(?:it|he|she|they|we) (?:had|did|have|has|do|does) (?:not|never) (?:\w+ )?(?:recogni[sz]e|shot|fired|killed|"
    r"attacked|said|told|take|made|make|took|plant\w*|sent|send|carr\w+)\b|"
    r"[^,.;\"“”]{3,60}? (?:was|were|is|are) (?:false|untrue|a lie|baseless|nonsense|fabricated)\b)",
    re.IGNORECASE,
)
_RULES: tuple[tuple[re.Pattern[str], Stance], ...] = (
    (_OPEN, "undecided"),
    (_NOT_SO, "denies"),
    (_PLAN, "announces"),
    (_ORDERED, "announces"),
)
_FALSE = re.compile(r"[\"“](?:that|this|it) is (?:false|untrue|a lie|not true|nonsense)\b", re.IGNORECASE)


def stance_of(article: ArticleRecord, sentence: Sentence, found: Attributed) -> Stance:
    """The stance of a source in `sentence`. What only says so may announce, deny or leave open by what is said."""
    if found.stance != "asserts":
        return found.stance
    begin = max(found.cue.end, found.source.spans[-1].end)
    rest = article.text[begin : min(sentence.end, begin + 160)]
    if _FALSE.search(article.sentence_text(sentence)):
        return "denies"
    return next((stance for pattern, stance in _RULES if pattern.match(rest)), "asserts")
