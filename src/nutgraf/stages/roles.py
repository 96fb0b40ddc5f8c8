"""Who does it and to whom it is done, by the words beside a name, where a small model has them turned round. English.

Whoever "was killed by" somebody didn't do it. Whoever is arrested, tried, sentenced or appointed is whom it is done
to, also where the sentence begins with him: "Ruiz faces charges". And the police of an attack are those who came
afterwards, unless a verb says otherwise.
"""

from __future__ import annotations

import re

from nutgraf.language.words import stem, words
from nutgraf.schema import ParticipantKind, Role

_AUTHORITIES = frozenset(
    stem(word)
    for word in (
        "police officer deputy sheriff judge justice jury juror court prosecutor attorney lawyer magistrate "
        "detective investigator agent marshal authority official trooper constable inspector commissioner board "
        "council president minister governor mayor committee witness soldier troops guard"
    ).split()
)
_POLICE = frozenset(
    stem(word) for word in "police officer deputy sheriff detective investigator trooper authority".split()
)
_DEEDS = {
    "arrest": r"arrest\w*|detain\w*|captur\w*|caught|seiz\w+",
    "trial": r"charg(?:ed|es)|indict\w*|prosecut\w*|testif\w+|told|tells|asked|asks|sought|heard|accus\w+",
    "verdict": r"sentenc\w+|convict\w*|acquit\w*|rul(?:ed|es)|clear(?:ed|s)|overturn\w*|upheld|order\w*|found",
    "appointment": r"appoint\w*|nam(?:ed|es)|nominat\w+|promot\w+|chose|picked|swore",
}
_ATTACKS = frozenset("shooting killing assault assassination armed_attack robbery bombing arson kidnapping".split())
_FORCE = r"shot|shoots?|fir(?:ed|es)|opened fire|return\w* fire|kill\w*|beat\w*|attack\w*|raid\w*|wound\w*|struck|used"
_SPEECH = r"said|says|told|tells|reported|added|recalled"
_KIN = (
    r"(?:friends?|brothers?|sisters?|wife|widow|husband|sons?|daughters?|fathers?|mothers?|parents|relatives?|cousins?|"
    r"aides?|lawyers?|attorneys?|supporters?|allies|ally|associates?|colleagues?|neighbou?rs?|driver|"
    r"spokes\w+|chief of staff)"
)
_BETWEEN = r"(?:,[^,.;]*,)?\s+(?:(?:has|have|had|also|then|later|\w+ly)\s+)*"
_PASSIVE = r"(?:was|were|been|being|is|are)\s+(?:\w+ly\s+)?\w+\s+by\b"


def role_in(role: Role, event_type: str, phrase: str, kind: ParticipantKind, passage: str) -> Role | None:
    """The role of what `phrase` names in an event of `event_type` that `passage` tells of; it was given `role`.

    None: it has none in the event.
    """
    name = re.escape(phrase)
    if role != "instrument" and _is_somebody_elses(name, passage):
        return "other"
    if role not in ("agent", "target"):
        return role
    if role == "target":
        return "agent" if re.search(rf"\b{_PASSIVE}\s+{name}", passage, re.IGNORECASE) else role
    if re.search(rf"{name}{_BETWEEN}{_PASSIVE}", passage, re.IGNORECASE):
        return "target"
    named = {stem(word) for word in words(phrase)}
    if event_type in _ATTACKS and (named & _POLICE or _does(name, _SPEECH, passage)):
        return role if _does(name, _FORCE, passage) else None
    deed = _DEEDS.get(event_type)
    if deed is None or kind not in ("person", "group") or named & _AUTHORITIES or _does(name, deed, passage):
        return role
    return "target"


def _is_somebody_elses(name: str, passage: str) -> bool:
    """Whether a name only tells who somebody else is, wherever it stands: "a friend of Ruiz was convicted"."""
    places = [match.start() for match in re.finditer(rf"\b{name}\b", passage)]
    kin = rf"\b{_KIN}\s+(?:of|to|for)\s+(?:(?!(?:and|or|who|that|was|were|is)\b)(?:[\w’'-]+|\w{{1,3}}\.)\s+){{0,5}}$"
    own = re.compile(rf"{name}['’]s?\s+(?:\w+\s+){{0,2}}{_KIN}\b")
    return bool(places) and all(re.search(kin, passage[:at]) or own.match(passage, at) for at in places)


def _does(name: str, deed: str, passage: str) -> bool:
    """Whether the verb behind a name is one of `deed`."""
    return re.search(rf"{name}{_BETWEEN}(?:{deed})\b", passage, re.IGNORECASE) is not None
