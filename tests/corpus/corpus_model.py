"""A model for corpus runs: it answers as a good one does, with records of the sentences that it is shown."""

from __future__ import annotations

import re
from typing import Any

from misbehaving import Behaviour, Request, answer

_NUMBERED = re.compile(r"^(\d+): (.+)$", re.MULTILINE)


def good_model(**how: Any) -> Behaviour:
    """One event for the first sentence of a window; the cited passage itself as the summary's sentence."""
    return answer(content, **how)


def content(request: Request) -> object:
    """The answer that fits what was asked for."""
    if not request.schema_name.startswith("Events"):
        return {"sentence": "Police in Dorvela said that three shops burned."}
    # After an answer of no use, the question is not the last message.
    asked = [str(one["content"]) for one in request.body["messages"] if one["role"] == "user"]
    first = next(found for text in reversed(asked) if (found := _NUMBERED.search(text)))
    return {
        "events": [
            {
                "sentences": [1],
                "what": " ".join(first[2].split()[:9]),
                "type": "fire",
                "status": "happened",
                "agents": [],
                "targets": ["three shops"],
                "killed": [],
                "injured": [],
                "weapons": [],
                "places": ["Dorvela"],
                "time": "on Monday",
                "source": "police",
            }
        ]
    }


def story(number: int) -> str:
    """The text of an article; each number gives another one."""
    return (
        f"A fire burned three shops in Dorvela on Monday, police said in report {number}. Nobody was hurt.\n\n"
        "The mayor promised the owners help with the repairs."
    )
