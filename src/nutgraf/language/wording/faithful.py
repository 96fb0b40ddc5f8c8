"""The verdict on a summary that somebody else wrote: what in it its article does not bear out.

For our own sentences every word counts (`support`). A foreign summary paraphrases, so a word that the article doesn't
have says little by itself: numbers, names and verbs that are turned round count one by one, other words where they are
many. In a text without capitals names can't be told from words; there every word counts. The thresholds were set on the
tune half of AggreFact's CLIFF and Goyal21 parts (Tang et al., ACL 2023).
"""

from __future__ import annotations

from collections.abc import Sequence

from nutgraf.language.wording.support import Unsupported, unsupported
from nutgraf.language.wording.turned import Turned, turned
from nutgraf.language.words import content_words

MOST_FOREIGN_WORDS = 0.35
"""The share of the content words from which on words without support count."""


def unfaithful(summary: str, cited: Sequence[str]) -> list[Unsupported | Turned]:
    """What makes `summary` unfaithful to the sentences `cited`, all of which it rests on; empty: it is faithful."""
    problems = unsupported(summary, cited)
    words = [one for one in problems if one.kind == "word"]
    many = len(words) >= MOST_FOREIGN_WORDS * len(content_words(summary))
    if not many and any(character.isupper() for character in summary):
        problems = [one for one in problems if one.kind != "word"]
    return [*problems, *turned(summary, cited)]
