"""Who is whom in events of justice and of office, where a small model calls everybody agent. English.

Whoever is arrested, tried, sentenced or appointed is whom it is done to, also where the sentence begins with him: "Ruiz
faces charges". Authorities, and who has the verb of the deed behind the name, do it.
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
_DEEDS = {
    "arrest": r"arrest\w*|detain\w*|captur\w*|caught|seiz\w+",
    "trial": r"charg(?:ed|es)|indict\w*|prosecut\w*|testif\w+|told|tells|asked|asks|sought|heard|accus\w+",
    "verdict": r"sentenc\w+|convict\w*|acquit\w*|rul(?:ed|es)|clear(?:ed|s)|overturn\w*|upheld|order\w*|found",
    "appointment": r"appoint\w*|nam(?:ed|es)|nominat\w+|promot\w+|chose|picked|swore",
}


def role_in(role: Role, event_type: str, phrase: str, kind: ParticipantKind, passage: str) -> Role:
    """The role of what `phrase` names in an event of `event_type` that `passage` tells of; it was given `role`."""
    deed = _DEEDS.get(event_type)
    if role != "agent" or deed is None or kind not in ("person", "group"):
        return role
    if not _AUTHORITIES.isdisjoint(stem(word) for word in words(phrase)):
        return role
    name = re.escape(phrase)
    does_it = re.search(rf"{name}(?:,[^,.;]*,)?\s+(?:(?:has|have|had|also|then|later|\w+ly)\s+)*(?:{deed})\b", passage)
    return role if does_it else "target"
