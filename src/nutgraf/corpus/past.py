"""What a run file says of a run: its setup, how far it is, what failed, what it took."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from nutgraf.corpus import database
from nutgraf.corpus.estimate import MEASURED
from nutgraf.corpus.work import Setup
from nutgraf.errors import ReadError
from nutgraf.reading.names import shown
from nutgraf.usage import Usage


@dataclass(frozen=True, kw_only=True)
class Past:
    """A run, seen from outside. Counts of rows, but for those named otherwise."""

    setup: Setup
    sessions: int
    under_way: bool
    """Whether a session has no end: it goes on, or was killed."""
    states: dict[str, int]
    """done, failed, due, unreadable: how many rows."""
    articles: int
    """Different ones."""
    failures: list[tuple[str, int, str]]
    """Kind, how many rows, and what one of them says; the most frequent first."""
    usage: Usage
    """Of all sessions. Seconds: how long they took."""
    by_model: list[tuple[str, int, int, float | None]]
    """Model, calls, tokens, and US dollars where the price is known."""
    cost: float | None
    slowest: list[tuple[str, float, int]]
    """Source, seconds and tokens of the articles that took longest."""


def settings_of(path: Path) -> Setup:
    """The setup of the last session. Raises `ReadError`, `OutputError`."""
    with closing(database.connect_to_read(path)) as db, database.explained(path):
        found = db.execute("SELECT settings FROM setups WHERE id = (SELECT setup FROM current)").fetchone()
    if found is None:
        raise ReadError(f"Nothing was done in {shown(str(path))} yet.", hint="Start with `nutgraf batch`.")
    return Setup(**json.loads(found[0]))


def mean_usage(path: Path, setup: Setup) -> Usage | None:
    """What an article of this run took in the mean; None before enough of them are done."""
    if not path.exists():
        return None
    with closing(database.connect_to_read(path)) as db, database.explained(path):
        done, *sums = db.execute(
            "SELECT count(*), sum(calls), sum(prompt_tokens), sum(completion_tokens), sum(cached_tokens)"
            " FROM attempts JOIN setups ON setup = setups.id WHERE stamp = ? AND outcome = 'done'",
            [setup.stamp],
        ).fetchone()
    if done < MEASURED:
        return None
    calls, prompt, completion, cached = (round(value / done) for value in sums)
    return Usage(calls=calls, prompt=prompt, completion=completion, cached=cached)


def past_of(path: Path) -> Past:
    """What the run file says. Raises `ReadError`, `OutputError`."""
    setup = settings_of(path)
    with closing(database.connect_to_read(path)) as db, database.explained(path):
        db.execute("BEGIN")  # one moment, though the run goes on
        sessions, calls, prompt, completion, cached, cost, priced, seconds = db.execute(
            "SELECT count(*), sum(calls), sum(prompt_tokens), sum(completion_tokens),"
            " sum(cached_tokens), sum(cost_usd), count(cost_usd) = count(*), sum(coalesce(ended, started) - started)"
            " FROM sessions"
        ).fetchone()
        last_ended = db.execute("SELECT ended FROM sessions ORDER BY id DESC LIMIT 1").fetchone()[0]
        states = dict(db.execute("SELECT state, count(*) FROM results GROUP BY state").fetchall())
        articles = db.execute("SELECT count(DISTINCT article) FROM rows").fetchone()[0]
        failures = db.execute(
            "SELECT kind, count(*) AS times, min(error) FROM results WHERE state IN ('failed', 'unreadable')"
            " GROUP BY kind ORDER BY times DESC, kind"
        ).fetchall()
        by_model = db.execute(
            "SELECT model, sum(calls), sum(prompt_tokens + completion_tokens),"
            " CASE WHEN count(cost_usd) = count(*) THEN sum(cost_usd) END"
            " FROM sessions JOIN setups ON setup = setups.id GROUP BY model ORDER BY model"
        ).fetchall()
        slowest = db.execute(
            "SELECT (SELECT coalesce(url, input || CASE position WHEN 0 THEN '' ELSE ', row ' || position END)"
            " FROM rows WHERE rows.article = attempts.article LIMIT 1), seconds, prompt_tokens + completion_tokens"
            " FROM attempts WHERE setup = (SELECT setup FROM current) ORDER BY seconds DESC LIMIT 5"
        ).fetchall()
        db.execute("COMMIT")
    return Past(
        setup=setup,
        sessions=sessions,
        under_way=last_ended is None,
        states=states,
        articles=articles,
        failures=failures,
        usage=Usage(calls=calls, prompt=prompt, completion=completion, cached=cached, seconds=seconds),
        by_model=by_model,
        cost=cost if priced else None,
        slowest=slowest,
    )
