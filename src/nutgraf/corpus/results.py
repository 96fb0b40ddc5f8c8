"""Results as one table: a line for each row of the input, whatever came of it.

A run file gives these lines, and so does a folder of results: the rows of a run on one machine and on a cluster can
be laid side by side.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from nutgraf.corpus import database
from nutgraf.corpus.ledger import kind_of, printable
from nutgraf.corpus.rows import Row
from nutgraf.corpus.tables import Line, columns
from nutgraf.corpus.work import core, identity
from nutgraf.errors import NutgrafError, ReadError
from nutgraf.schema import ArticleRecord, Report
from nutgraf.usage import Usage

COLUMNS = columns(
    "input position:int id article state kind error hint retryable:bool report calls:int prompt_tokens:int"
    " completion_tokens:int cached_tokens:int seconds:float"
)
"""`input` and `position` say which row it is, `id` is the row's own, `article` the same for copies of a text. `state`:
done, failed, unreadable, or due. `report` is JSON, the others up to it say what failed."""

_SELECT = (
    "SELECT results.input, results.position, results.article, results.state, results.kind, results.error,"
    " results.hint, coalesce(rows.retryable, work.retryable), results.report,"
    " articles.record, rows.url, rows.publisher, rows.source, used.calls, used.prompt, used.completion, used.cached,"
    " used.seconds FROM results JOIN rows ON rows.id = results.row"
    " LEFT JOIN articles ON articles.id = results.article"
    " LEFT JOIN work ON work.article = results.article AND work.setup = (SELECT setup FROM current)"
    " LEFT JOIN (SELECT article, sum(calls) AS calls, sum(prompt_tokens) AS prompt, sum(completion_tokens) AS"
    " completion, sum(cached_tokens) AS cached, sum(seconds) AS seconds FROM attempts"
    " WHERE setup = (SELECT setup FROM current) GROUP BY article) AS used ON used.article = results.article"
    " ORDER BY rows.id"
)


def line_of(
    row: Row, article: ArticleRecord | ReadError, outcome: Report | NutgrafError | None = None, *, seconds: float = 0.0
) -> Line:
    """The line of a row: what it gave when it was read, and what came of its article."""
    name = printable(row.input)
    if isinstance(article, ReadError):
        return (name, row.position, None, None, "unreadable", *_failure(article), None, *_used(Usage()), None)
    key = identity(core(article))
    where = (name, row.position, article.source.external_id, key)
    if isinstance(outcome, Report):
        run = outcome.run
        used = Usage(
            calls=run.calls, prompt=run.tokens.prompt, completion=run.tokens.completion, cached=run.tokens.cached
        )
        return (*where, "done", *(None,) * 4, outcome.model_dump_json(), *_used(used), seconds)
    assert outcome is not None
    used = getattr(outcome, "usage", None) or Usage()
    return (*where, "failed", *_failure(outcome), None, *_used(used), seconds)


def kept_lines(path: Path) -> Iterator[Line]:
    """The lines of a run file, in the order of its rows. What a copy used is what its article did.

    Raises `ReadError` and `OutputError` for a run file that can't be read.
    """
    with closing(database.connect_to_read(path)) as db, database.explained(path):
        for name, position, key, state, kind, error, hint, retryable, report, *more in db.execute(_SELECT):
            record, url, publisher, source, *used, seconds = more
            origin = json.loads(source) if source else {}
            whole = report and delivered(report, record, url, publisher, source).model_dump_json()
            failed = (kind, error, hint, None if retryable is None else bool(retryable))
            usage = (count or 0 for count in used)
            yield (name, position, origin.get("external_id"), key, state, *failed, whole, *usage, seconds)


def delivered(report: str, record: str, url: str | None, publisher: str | None, source: str) -> Report:
    """The report of one row: that of its article, with where this copy of it came from."""
    article = {**json.loads(record), "url": url, "publisher": publisher, "source": json.loads(source)}
    return Report.model_validate({**json.loads(report), "article": article})


def _failure(error: NutgrafError) -> Line:
    return (kind_of(error), str(error), error.hint, error.retryable)


def _used(usage: Usage) -> Line:
    return (usage.calls, usage.prompt, usage.completion, usage.cached)
