"""What is done for one row, wherever a run has it done: by the run on this machine, or by an actor on a cluster."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable

from nutgraf.corpus.budget import BudgetSpent
from nutgraf.corpus.pace import Pace
from nutgraf.corpus.rows import Row
from nutgraf.corpus.tracing import article_span
from nutgraf.errors import ModelUnavailable, NutgrafError, OutputError, ReadError
from nutgraf.llm.base import AnswerPending
from nutgraf.pipeline import Nutgraf
from nutgraf.schema import ArticleRecord, Report

OUTAGE = 900.0
"""Seconds that an endpoint which has answered before may be away."""


def read(row: Row) -> ArticleRecord | ReadError:
    """The article of a row, or why there is none."""
    try:
        return row.read()
    except ReadError as error:
        return error
    except Exception as error:  # a row must not take the others with it, whatever is in it
        return ReadError(f"{row.input}, row {row.position}: {_said(error)}", hint="Please report it.")


async def settle(
    nutgraf: Nutgraf, article: ArticleRecord, pace: Pace, *, away: Callable[[bool], None] = lambda _: None
) -> Report | NutgrafError:
    """The report on an article, or the error that is this article's own.

    While an endpoint that has answered before is away, this waits, and tells `away` so. Raises what concerns all
    articles: `ModelUnavailable`, `SettingError`, `OutputError`, `BudgetSpent`; and `AnswerPending`, where the answers
    come in a file.
    """
    try:
        with article_span(article):
            return await _report(nutgraf, article, pace, away)
    except (BudgetSpent, OutputError, AnswerPending):
        raise
    except NutgrafError as error:
        if error.exit_status != 1:
            raise
        return error
    except Exception as error:
        return bug(error)


def bug(error: Exception) -> NutgrafError:
    """The failure of one article that a fault of ours makes: no reason to give up the others."""
    said = _said(error)
    return NutgrafError(said[0].upper() + said[1:], hint="Please report it.")


async def _report(nutgraf: Nutgraf, article: ArticleRecord, pace: Pace, away: Callable[[bool], None]) -> Report:
    pause = 1.0
    while True:
        try:
            report = await nutgraf.summarize(article)
        except ModelUnavailable as error:
            answered = pace.last_answer
            if not error.retryable or answered is None or time.monotonic() - answered > OUTAGE:
                raise
            away(True)
            await asyncio.sleep(pause * (1 + random.random()))  # noqa: S311
            pause = min(30.0, 2 * pause)
        else:
            away(False)
            return report


def _said(error: Exception) -> str:
    return f"this is a bug in nutgraf ({type(error).__name__}: {error})."
