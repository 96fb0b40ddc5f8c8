"""Whether an event that the model calls happened is told as one. English.

The model words an event close to the text ("Agreement could include a safe zone") and still calls it happened; its own
modal verb knows better.
"""

from __future__ import annotations

import re

from nutgraf.event_types import event_types
from nutgraf.language.words import stem, words
from nutgraf.schema import Status

_POSSIBLE = re.compile(r"\b(?:could|may|might|would)\b(?!\s+have\b|\s+\d)")
_COMING = re.compile(
    r"\b(?:will|shall|plans? to|planning to|intends? to|is to|are to|set to|due to|expected to)\s+[a-z]"
)
_NOTHING = re.compile(
    r"^according to [^,]*$|^(?:no|nobody|none|nothing)\b|\b(?:no one|nobody)\s+\w+ed\b|^not\b"
    r"|\bnot (?:(?:been|be|yet|immediately) )*(?:named|identified|disclosed|specified|known|clear|available|charged"
    r"|arrested|hurt|injured|harmed|found|elaborate|comment|say)\b"
    r"|\barrests? (?:has|have|had|was|were) not (?:yet |immediately )?(?:been )?(?:made|announced)\b"
    r"|\b(?:declined|refused|declines|refuses) to (?:comment|say|name|give)\b"
    r"|\b(?:could|can)(?:n['’]t| not|not) (?:immediately |independently )?be (?:reached|confirmed|verified)\b"
    r"|\b(?:has|have|had|did|does)(?: not|n['’]t) (?:\w+ly )?(?:comment|respond|repl|answer|said|say)\w*"
    r"|\bnot return\w* (?:\w+ ){0,3}(?:calls?|messages?|e-?mails?)\b|\b(?:says?|said) nothing\b"
    r"|\b(?:none|not|never|nothing)\b[^.]{0,30}\bbeen proven\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|would|plan(?:s|ned|ning)? to|intend(?:s|ed)? to|(?:is|are|was|were) (?:to|due to|set to"
    r"|scheduled to|expected to|about to))(?!\s+have\b)\s+(?:not\s+)?(?:\w+ly\s+)?(?:be\s+)?(?P<verb>[a-z]+)"
)
_FORECAST = re.compile(r"\b(?:expects?|forecasts?|predicts?)\b")
_UNDONE = re.compile(
    r"\b(?:no hurry|refus\w+|declin(?:ed|es|ing)|reluctant|unlikely|unwilling|unable|fail(?:ed|s|ing)?|yet|not ready"
    r"|no plans?|hopes?|hoped|wants?|wanted)\s+to\s+(?P<verb>[a-z]+)"
)
_DONE_TOO = re.compile(r"\b(?:was|were|has|have|had)\s+(?:been\s+)?(?P<verb>[a-z]+)")
_APPEAL = re.compile(
    r"\b(?:any ?one|any ?body|those|people|persons?|residents|witnesses|drivers)\b[^.!?]{0,60}"
    r"\b(?:information|info|details|knows?|saw|seen|witnessed|video|footage|tips?)\b[^.!?]*"
    r"\b(?:call|contact|phone|e-?mail|text|come forward|get in touch|speak to|reach)"
    r"|\b(?:call(?:ing)?|contact(?:ing)?|phone|text|tips to)\b[^.!?]{0,80}(?:\b\d{3}[-. )]|\bat \(\d)",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\b(?:(?:posting|leave|your|moderate[ds]?) (?:an? |your )?comments?|comments? (?:policy|section|below)"
    r"|stay on topic|terms of (?:use|service)|all rights reserved|contributed to this (?:report|story|article)"
    r"|sign up for"
    r"|(?:click|tap) here|follow (?:us|\w+) on (?:twitter|facebook)|copyright \d{4}|views expressed are not those)\b",
    re.IGNORECASE,
)
_NEGOTIABLE = frozenset({"diplomacy", "politics", "speech", "economy"})


def checked_status(status: Status, what: str, event_type: str, passage: str) -> Status:
    """`status`, or what the modal verb of `what`, or of its verb in `passage`, says where `status` is "happened".

    What could be is proposed where it is for people to agree on, and hypothetical elsewhere.
    """
    if status != "happened":
        return status
    if _COMING.search(what) or _lies_ahead(what, passage, _AHEAD):
        return "planned"
    if _FORECAST.search(what) and event_types()[event_type].family == "economy":
        return "hypothetical"
    if not _UNDONE.search(what) and _lies_ahead(what, passage, _UNDONE):
        return "hypothetical"
    if _POSSIBLE.search(what):
        return "proposed" if event_types()[event_type].family in _NEGOTIABLE else "hypothetical"
    return status


def _lies_ahead(what: str, passage: str, words_for_it: re.Pattern[str]) -> bool:
    """Whether `passage` has a verb of `what` as one of what is to come, and none of them as one of what was done."""
    verbs = {stem(word) for word in words(what)}
    ahead = {stem(match["verb"]) for match in words_for_it.finditer(passage)} & verbs
    return bool(ahead) and not {stem(match["verb"]) for match in _DONE_TOO.finditer(passage)} & verbs


def says_nothing_happened(what: str) -> bool:
    """Whether `what` says that something did not happen ("No one charged"), or asks whether it did: no event."""
    return _NOTHING.search(what) is not None or what.rstrip().endswith("?")


def is_question(sentence: str) -> bool:
    """Whether a sentence asks, and so tells nothing."""
    return sentence.rstrip(" \"'”’»").endswith("?")


def is_appeal(sentence: str) -> bool:
    """Whether a sentence only asks the public to get in touch, or is the site's own."""
    return _APPEAL.search(sentence) is not None or _NOTICE.search(sentence) is not None
