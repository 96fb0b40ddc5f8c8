"""Answers on articles, from nutgraf or from any other system, and what they took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nutgraf.errors import SettingError
from nutgraf.evaluation.benchmarks.shared import read_jsonl
from nutgraf.evaluation.peer_rows import PeerAnswer, is_peer_row, read_peer_rows
from nutgraf.evaluation.results import Took
from nutgraf.evaluation.runs import rows
from nutgraf.evaluation.suite.prediction import Predicted, read_predictions
from nutgraf.reading.names import shown
from nutgraf.schema import Report

Said = Report | PeerAnswer | Predicted


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a system said about one article; or why it said nothing."""

    said: Said | None
    failed: str | None = None
    took: Took = field(default_factory=Took)


Answers = Mapping[str, Answer]
"""By the id of the article."""


def from_report(report: Report) -> Answer:
    """The answer that a report is."""
    run = report.run
    took = Took(
        calls=run.calls,
        prompt_tokens=run.tokens.prompt,
        completion_tokens=run.tokens.completion,
        cached_tokens=run.tokens.cached,
        seconds=run.seconds,
        cost_usd=run.cost_usd,
    )
    return Answer(said=report, took=took)


def read_answers(path: Path, collection: str) -> dict[str, Answer]:
    """The answers in a file of JSON lines: predictions in the documented format, rows of a peer, or a run's reports,
    of which those on the articles of `collection` are taken.

    Raises `SettingError`, with the line, for a file that is none of these.
    """
    found = [row for _, row in read_jsonl(path)]
    if not found:
        raise SettingError(f"{shown(str(path))} has no prediction in it.", hint="Give a file of predictions.")
    if any("key" in row for row in found):
        return _reports(path, collection)
    if any(is_peer_row(row) for row in found):
        return {identifier: _from_peer(answer) for identifier, answer in read_peer_rows(path).items()}
    return {identifier: _from_predicted(predicted) for identifier, predicted in read_predictions(path).items()}


def _reports(path: Path, collection: str) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for row in rows(path.read_bytes()):
        if row.get("collection") != collection or row.get("repeat") != 0:
            continue
        try:
            answer = (
                from_report(Report.model_validate(row["report"]))
                if "report" in row
                else Answer(said=None, failed=str(row["error"]))
            )
            answers[str(row["id"])] = answer
        except (KeyError, ValueError):
            raise SettingError(
                f"{shown(str(path))}: the report on {shown(str(row.get('id')))} is not one of this nutgraf.",
                hint="Run it once more.",
            ) from None
    return answers


def _from_peer(answer: PeerAnswer) -> Answer:
    read, written = answer.usage or (0, 0)
    took = Took(
        calls=int(answer.usage is not None), prompt_tokens=read, completion_tokens=written, seconds=answer.seconds or 0
    )
    return Answer(said=answer, failed=answer.error, took=took)


def _from_predicted(predicted: Predicted) -> Answer:
    tokens = predicted.tokens
    took = Took(
        calls=int(predicted.calls or 0),
        prompt_tokens=tokens.prompt if tokens else 0,
        completion_tokens=tokens.completion if tokens else 0,
        cached_tokens=tokens.cached if tokens else 0,
        seconds=predicted.seconds or 0,
        cost_usd=predicted.cost_usd,
    )
    return Answer(said=predicted, took=took)
