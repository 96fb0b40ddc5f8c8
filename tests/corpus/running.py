"""Runs inside the test's own process: everything real but the endpoint, which is a server on this machine."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from misbehaving import MisbehavingServer

from nutgraf.corpus.budget import Budget, Price
from nutgraf.corpus.inputs import Reading, read_inputs
from nutgraf.corpus.ledger import Ledger
from nutgraf.corpus.pace import Pace
from nutgraf.corpus.runner import Counts, RunAnswers, Runner
from nutgraf.corpus.work import setup_of
from nutgraf.pipeline import Nutgraf
from nutgraf.settings import load_settings


@dataclass(kw_only=True)
class Session:
    """One session of a run, with what it is made of."""

    end: str
    counts: Counts
    pace: Pace


async def work(
    run: Path,
    inputs: Iterable[Path | str],
    server: MisbehavingServer,
    *,
    concurrency: int | None = 16,
    max_tokens: int | None = None,
    reading: Reading | None = None,
    on_ledger: Callable[[Ledger], None] = lambda _: None,
    on_runner: Callable[[Runner], None] = lambda _: None,
    **settings: Any,
) -> Session:
    """Works on `inputs` until the run ends in some way."""
    chosen = load_settings(model="test", base_url=server.base_url, **settings)
    setup = setup_of(chosen, "standard")
    with Ledger(run) as ledger:
        ledger.begin(setup, [])
        on_ledger(ledger)
        budget = Budget(price=Price(model="test", provider=None), max_tokens=max_tokens, before=ledger.spent_before())
        answers = RunAnswers(ledger, budget)
        pace = Pace(concurrency=concurrency, may_go_on=budget.check, used=lambda seen: budget.add(seen.usage))
        async with Nutgraf(settings=chosen, answers=answers, traffic=pace) as nutgraf:
            runner = Runner(ledger=ledger, nutgraf=nutgraf, answers=answers, pace=pace, budget=budget)
            on_runner(runner)
            rows = read_inputs([str(one) for one in inputs], reading or Reading())
            return Session(end=await runner.run(rows), counts=runner.counts, pace=pace)


def write_rows(path: Path, rows: Iterable[object]) -> Path:
    """JSON lines; what is text already is written as it is."""
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


def query(run: Path, sql: str) -> list[tuple[Any, ...]]:
    """What any SQL tool sees of a run file."""
    with closing(sqlite3.connect(run)) as db:
        return db.execute(sql).fetchall()


def states(run: Path) -> dict[str, int]:
    """How many rows are in which state."""
    return dict(query(run, "SELECT state, count(*) FROM results GROUP BY state"))
