"""What a run would take, before anything is sent."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

from nutgraf import prompts
from nutgraf.corpus.rows import Row
from nutgraf.corpus.work import Setup, core, identity
from nutgraf.errors import ReadError
from nutgraf.event_types import event_types
from nutgraf.llm.client import CHARACTERS_PER_TOKEN
from nutgraf.schema import ArticleRecord
from nutgraf.settings import Settings
from nutgraf.stages.summarise import LIMITS
from nutgraf.stages.windows import windows
from nutgraf.usage import Usage

WRITTEN = 60
"""Tokens of the answer for each sentence that is read, about; models differ by a factor of three."""
SUMMARY_READ, SUMMARY_WRITTEN = 400, 50
"""Tokens of a call that shortens a passage to a sentence of the summary."""
MEASURED = 10
"""Articles after which the run's own mean says more than these figures."""


class Estimator:
    """Judges articles by the length of what would be sent."""

    def __init__(self, settings: Settings, setup: Setup) -> None:
        template = prompts.load("extract", settings.prompts)
        messages = template.render(types=list(event_types().values()), sentences=[], violence=[])
        self._fixed = sum(len(message["content"]) for message in messages)
        self._window = setup.window
        self._summary_calls = LIMITS[setup.length][0]

    def of(self, article: ArticleRecord) -> Usage:
        """About what the calls for this article take."""
        calls = len(windows(article, self._window))
        told = min(self._summary_calls, len(article.sentences))
        read = (calls * self._fixed + len(article.text)) // CHARACTERS_PER_TOKEN
        return Usage(
            calls=calls + told,
            prompt=read + told * SUMMARY_READ,
            completion=len(article.sentences) * WRITTEN + told * SUMMARY_WRITTEN,
        )


@dataclass(kw_only=True)
class Forecast:
    """What the inputs hold, and what it would take."""

    rows: int = 0
    unreadable: int = 0
    copies: int = 0
    settled: int = 0
    """Articles that the run file has a result on already."""
    articles: int = 0
    """Articles that would be worked on."""
    usage: Usage = field(default_factory=Usage)


def forecast(rows: Iterator[Row], estimator: Estimator, settled: Iterator[str]) -> Forecast:
    """Reads all rows and sends nothing. `settled` are the identities of articles that are done with."""
    seen = Forecast()
    # In a file of SQLite's that goes when it is closed: memory doesn't grow with the corpus.
    with closing(sqlite3.connect("")) as db:
        db.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, settled INTEGER) WITHOUT ROWID")
        db.executemany("INSERT OR IGNORE INTO seen VALUES (?, 1)", ((key,) for key in settled))
        for row in rows:
            seen.rows += 1
            if row.url is not None:
                seen.articles += 1  # dry means dry: no page is asked for
                continue
            try:
                article = row.read()
            except ReadError:
                seen.unreadable += 1
                continue
            key = identity(core(article))
            known = db.execute("SELECT settled FROM seen WHERE key = ?", [key]).fetchone()
            if known is None:
                db.execute("INSERT INTO seen VALUES (?, 0)", [key])
                seen.articles += 1
                seen.usage += estimator.of(article)
            elif known[0]:
                seen.settled += 1
            else:
                seen.copies += 1
    return seen
