"""Answers out of the files that a batch service gives back: its output, and its errors.

The lines come in any order, some twice, some not at all. What is stored is the response as it came; what it is worth is
found out when the articles are worked through. What the service or the network failed at is asked again.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from nutgraf.corpus import database
from nutgraf.corpus.budget import Budget
from nutgraf.corpus.desk import Desk
from nutgraf.corpus.ledger import Ledger
from nutgraf.corpus.request_files import is_request
from nutgraf.errors import ModelUnavailable, ReadError
from nutgraf.llm.deferred import OK, Came, NotServed, usage_of
from nutgraf.llm.endpoints import OpenAIServer
from nutgraf.llm.failures import Failure, clean, failure
from nutgraf.reading.names import shown

_TOGETHER = 500
"""Lines that are stored in one transaction."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One answer of a file."""

    key: str
    came: Came | None
    """None: the service didn't get to it."""
    error: str
    digest: str


@dataclass(kw_only=True)
class Collected:
    """What files of answers held."""

    stored: int = 0
    """Answers that are new, final refusals of the server among them."""
    known: int = 0
    """Answers to requests that have one already."""
    foreign: int = 0
    """Answers to no request of this run."""
    broken: int = 0
    """Lines that are no answers."""
    first_broken: str = ""
    again: Counter[str] = field(default_factory=Counter)
    """Requests to be asked again, by the reason."""
    refused: set[str] = field(default_factory=set)
    """Parameters that the server doesn't take: the requests with them are asked again without."""


class Collector:
    """Takes files of answers into a run file."""

    def __init__(self, ledger: Ledger, budget: Budget, desk: Desk, server: OpenAIServer) -> None:
        self._ledger = ledger
        self._budget = budget
        self._desk = desk
        self._server = server

    def take(self, path: Path, seen: Collected) -> None:
        """Stores the answers of a file, some hundred at a time, with what they used; adds to `seen` what it held.

        Taken twice, a file changes nothing. Raises `ReadError` for a file without an answer to this run's requests,
        and `OutputError`.
        """
        foreign, total = seen.foreign, 0
        answers = _answers(path, seen)
        while lines := list(islice(answers, _TOGETHER)):
            with self._ledger.together():
                for line in lines:
                    self._put(line, seen)
                self._desk.save_spent()
            total += len(lines)
        if total and seen.foreign - foreign == total:
            raise ReadError(
                f"None of the answers in {shown(str(path))} belongs to a request of {shown(str(self._ledger.path))}.",
                hint="Are they those of another run? A model's --base-url is part of a request, too.",
            )

    def _put(self, line: Line, seen: Collected) -> None:
        db = self._ledger.db
        with database.explained(self._ledger.path):
            found = db.execute("SELECT status, blank FROM requests WHERE id = ?", [line.key]).fetchone()
        if found is None:
            seen.foreign += 1
            return
        status, blank = found
        came = line.came
        good = came is not None and came.status == OK
        if status == OK or (status is not None and not good) or blank == line.digest:
            seen.known += 1
            return
        if came is None:
            self._ask_again(line, seen, line.error)
        elif not good:
            self._put_failure(line, came, seen)
        else:
            self._budget.add(usage_of(came.body))
            if blank is None and _is_blank(came.body):
                self._ask_again(line, seen, "the answer is empty", blank=line.digest)
            else:
                self._store(line.key, came, seen)

    def _put_failure(self, line: Line, came: Came, seen: Collected) -> None:
        failed = self._failure(came)
        if failed.unsupported:
            self._desk.refuse(failed.unsupported)
            seen.refused.add(failed.unsupported)
            self._ask_again(line, seen, str(failed.error))
        elif failed.retry or isinstance(failed.error, ModelUnavailable):
            self._ask_again(line, seen, str(failed.error))
        else:
            self._store(line.key, came, seen)  # it belongs to the request: so it is with a live one

    def _failure(self, came: Came) -> Failure:
        sent = dict.fromkeys([*self._server.parameters(max_tokens=1), "max_completion_tokens"])
        return failure(
            NotServed(came.status, came.body),
            address=self._server.address,
            model=self._server.model,
            secret=self._server.secret,
            sent=sent,
        )

    def _store(self, key: str, came: Came, seen: Collected) -> None:
        seen.stored += 1
        self._ledger.db.execute(
            "UPDATE requests SET status = ?, body = ? WHERE id = ?", [came.status, json.dumps(came.body), key]
        )

    def _ask_again(self, line: Line, seen: Collected, reason: str, *, blank: str | None = None) -> None:
        seen.again[reason] += 1
        self._ledger.db.execute(
            "UPDATE requests SET session = NULL, blank = coalesce(?, blank) WHERE id = ?", [blank, line.key]
        )


def _answers(path: Path, seen: Collected) -> Iterator[Line]:
    """The answers of a file; lines that are none are counted. Raises `ReadError` where there are only such."""
    name = shown(str(path))
    good = 0
    broken = seen.broken
    try:
        with path.open("rb") as stream:
            for number, text in enumerate(stream, 1):
                if text.isspace():
                    continue
                line, wrong = _read(text)
                if line is not None:
                    good += 1
                    yield line
                    continue
                seen.broken += 1
                seen.first_broken = seen.first_broken or f"{name}, line {number}, {wrong}"
                if not good and seen.broken == broken + 1:
                    first = f"{name} is no file of answers: line {number} {wrong}."
    except OSError as error:
        raise ReadError(f"{name} can't be read: {error.strerror or error}.") from None
    if not good and seen.broken > broken:
        raise ReadError(first, hint="Give --collect the file that the batch service made of the requests.")


def _read(text: bytes) -> tuple[Line | None, str]:
    """A line of a file, or what is wrong with it."""
    try:
        value = json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None, "is not JSON"
    if is_request(value):
        return None, "is a request, not an answer"
    key = value.get("custom_id") if isinstance(value, dict) else None
    if not isinstance(key, str):
        return None, "has no custom_id"
    response, error = value.get("response"), value.get("error")
    came: Came | None = None
    if isinstance(response, dict):
        came = _came(response, error)
    said = error.get("message") or error.get("code") if isinstance(error, dict) else error
    digest = hashlib.sha256(text.strip()).hexdigest()
    return Line(key=key, came=came, error=clean(str(said or "the service gave no reason")), digest=digest), ""


def _came(response: dict[str, Any], error: object) -> Came | None:
    status, body = response.get("status_code", OK), response.get("body")
    if not isinstance(status, int):
        return None
    if isinstance(body, dict):
        return Came(status=status, body=body)
    # vLLM puts what went wrong beside the response; a text is what broke in it, not what it says of the request.
    return Came(status=status, body=error) if status != OK and isinstance(error, dict) else None


def _is_blank(completion: dict[str, Any]) -> bool:
    """Whether a completion has neither content nor a reason for that: it is asked for once more, as in live runs."""
    choices = completion.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        return True
    told = choice.get("finish_reason") in ("length", "content_filter") or message.get("refusal")
    return not told and not str(message.get("content") or "").strip()
