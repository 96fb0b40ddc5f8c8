"""Whether an event that the model calls happened is told as one. English.

The model words an event close to the text ("Agreement could include a safe zone") and still calls it happened; its own
modal verb knows better.
"""

from __future__ import annotations

import re

from nutgraf.event_types import event_types
from nutgraf.schema import Status

_POSSIBLE = re.compile(r"\b(?:could|may|might|would)\b(?!\s+have\b|\s+\d)")
_COMING = re.compile(
    r"\b(?:will|shall|plans? to|planning to|intends? to|is to|are to|set to|due to|expected to)\s+[a-z]"
)
_NOTHING = re.compile(r"^(?:no|nobody|none|nothing)\b|\b(?:no one|nobody)\s+\w+ed\b|^not\b", re.IGNORECASE)
_NEGOTIABLE = frozenset({"diplomacy", "politics", "speech", "economy"})


def checked_status(status: Status, what: str, event_type: str) -> Status:
    """`status`, or what the modal verb of `what` says where `status` is "happened".

    What could be is proposed where it is for people to agree on, and hypothetical elsewhere.
    """
    if status != "happened":
        return status
    if _COMING.search(what):
        return "planned"
    if _POSSIBLE.search(what):
        return "proposed" if event_types()[event_type].family in _NEGOTIABLE else "hypothetical"
    return status


def says_nothing_happened(what: str) -> bool:
    """Whether `what` says that something did not happen ("No one charged"): that is no event."""
    return _NOTHING.search(what) is not None
