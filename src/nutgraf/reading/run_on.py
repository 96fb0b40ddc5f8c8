"""A page's title that has run into the text behind it, as scraped copy often has it: "TITLE | SITEThe mayor said"."""

from __future__ import annotations

import re

from nutgraf.reading.gazetteer import look_up

_FEWEST = 100
"""Characters that a paragraph has at least that is a title and more."""
_SEPARATOR = re.compile(r"\s[|«»–—-]\s|\|")
_LONGEST_TITLE = 220
_LONGEST_SITE = 60
_JOINT = re.compile(
    r"(?:(?<=[a-z0-9])|(?<=[a-z]{2}\.))(?=[A-Z“\"‘][\w.’' ])(?!TV\b)(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bLa)(?<!\bLe)"
)
_STATION = range(3, 6)
_SHORTEST_TOWN = 5
"""Letters."""
_DATELINE = re.compile(
    r"(?<=[a-z]{2})(?=[A-Z]{3}[A-Z .'’-]{0,30}"
    r"(?:,\s[A-Z][\w.]{1,14}(?:\s\([^()]{2,30}\))?|\s\([A-Z][^()]{1,30}\))\s*[-–—])"
)
_CALL_SIGN = re.compile(r"[KW][A-Z]{3}(?=[A-Z]{2}[A-Z.]*[\s:,])")


def split_run_on(paragraph: str) -> list[str]:
    """`paragraph` in two where it is a title, the name of its site if it has one, and, without a space, the story's
    beginning: any after a site's name, a dateline after a title alone."""
    separators = list(_SEPARATOR.finditer(paragraph, 0, _LONGEST_TITLE)) if len(paragraph) >= _FEWEST else []
    for separator in reversed(separators):
        at = separator.end()
        for token in re.finditer(r"\S+", paragraph[at : at + _LONGEST_SITE]):
            joint = _joint(token[0])
            if joint:
                cut = at + token.start() + joint
                return [paragraph[:cut], paragraph[cut:]]
            if token[0][-1] in ".!?":
                break
    dateline = _DATELINE.search(paragraph, 0, _LONGEST_TITLE + _LONGEST_SITE)
    if dateline and dateline.start() <= _LONGEST_TITLE:
        return [paragraph[: dateline.start()], paragraph[dateline.start() :]]
    return [paragraph]


def _joint(token: str) -> int:
    """Where the second word of a token begins that is two; 0 where it is one."""
    call_sign = _CALL_SIGN.match(token + " ")
    if call_sign:
        return call_sign.end()
    joints = [match.start() for match in _JOINT.finditer(token + " ")]
    return joints[-1] if joints else _before_town(token)


def _before_town(token: str) -> int:
    """Where the town of a dateline begins behind a station's letters: "CLTVCHICAGO"."""
    if not token.isupper() or not token.isalpha():
        return 0
    return next((at for at in _STATION if len(token) - at >= _SHORTEST_TOWN and look_up(token[at:])), 0)
