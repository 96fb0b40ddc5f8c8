"""Reading the articles of a collection with nutgraf, and going on where that was stopped.

A run has a folder, with `reports.jsonl` in it: a row for each article, written when its report arrives. A row is found
again by its key, a hash of everything that shapes the report: the article, model, prompts, settings, and nutgraf's own
code. A row that was half written when the program was killed is dropped, and its article read again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO, Self

from pydantic import ValidationError

from nutgraf import prompts
from nutgraf.errors import NutgrafError, OutputError, SettingError
from nutgraf.pipeline import Failure, Nutgraf, ShowArticleProgress
from nutgraf.reading import Article
from nutgraf.reading.names import shown
from nutgraf.schema import SCHEMA_VERSION, Length, Origin, Report
from nutgraf.settings import Settings

LENGTH: Length = "standard"
FILE = "reports.jsonl"
_NOT_SHAPING = ("cli", "evaluation")
"""Rooms of the package that have no part in a report."""


@dataclass(frozen=True, kw_only=True)
class Setup:
    """What shapes a report beside its article."""

    model: str
    base_url: str | None
    window: int | None
    length: Length
    prompts: dict[str, str]
    """Name to "version:hash"."""
    nutgraf_version: str
    schema_version: str
    code: str
    """A hash of nutgraf's own files: a changed rule makes another report."""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The setup that the settings make. Raises `SettingError` for prompts that can't be used."""
        names = sorted(path.stem for path in prompts.shipped_folder().glob("*.md"))
        return cls(
            model=settings.model,
            base_url=settings.base_url,
            window=settings.window,
            length=LENGTH,
            prompts={name: prompts.load(name, settings.prompts).stamp for name in names},
            nutgraf_version=version("nutgraf"),
            schema_version=SCHEMA_VERSION,
            code=_code(),
        )


@dataclass(frozen=True, kw_only=True)
class Task:
    """One reading of one article."""

    collection: str
    id: str
    repeat: int
    """From 0. Those after the first ask the model anew, past the response cache."""
    article: Article
    key: str


def task(collection: str, identifier: str, article: Article, setup: Setup, *, repeat: int) -> Task:
    """The task for an article. Its source becomes its name in the collection: reports name no path of this machine."""
    article = article.model_copy(update={"source": Origin(kind="text", external_id=f"{collection}/{identifier}")})
    shaping = {"article": article.model_dump(mode="json"), "repeat": repeat, **asdict(setup)}
    canonical = json.dumps(shaping, sort_keys=True, separators=(",", ":"))
    key = hashlib.sha256(canonical.encode()).hexdigest()
    return Task(collection=collection, id=identifier, repeat=repeat, article=article, key=key)


class Store:
    """The reports of a run in its folder, by key. Open it with `opened`."""

    def __init__(self, stream: BinaryIO, rows: Iterable[dict[str, Any]]) -> None:
        self._stream = stream
        self._rows = {row["key"]: row for row in rows}

    def report(self, key: str) -> Report | None:
        """The report with this key, where there is one that can be read."""
        row = self._rows.get(key, {})
        try:
            return Report.model_validate(row["report"])
        except (KeyError, ValidationError):
            return None

    def failure(self, key: str) -> str | None:
        """Why there is none, where reading the article failed."""
        reason = self._rows.get(key, {}).get("error")
        return reason if isinstance(reason, str) else None

    def add(self, done: Task, outcome: Report | NutgrafError) -> None:
        """Keeps what became of a task; it is on the disk when this returns. Raises `OutputError` where that fails."""
        row: dict[str, Any] = {"key": done.key, "collection": done.collection, "id": done.id, "repeat": done.repeat}
        if isinstance(outcome, Report):
            row["report"] = outcome.model_dump(mode="json")
        else:
            row["error"] = f"{outcome} {outcome.hint}".rstrip()
        try:
            self._stream.write(json.dumps(row).encode() + b"\n")
            self._stream.flush()
            os.fsync(self._stream.fileno())
        except OSError as error:
            raise OutputError(f"The run's reports can't be written: {error.strerror or error}.") from None
        self._rows[done.key] = row


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """The store in a folder, made where there is none. Raises `SettingError` where that can't be."""
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = path.open("a+b")
    except OSError as error:
        raise SettingError(
            f"The folder of the run, {shown(str(folder))}, can't be used: {error.strerror or error}.",
            hint="Give --run a folder that can be written to.",
        ) from None
    with stream:
        stream.seek(0)
        content = stream.read()
        whole = content.rfind(b"\n") + 1
        stream.truncate(whole)
        yield Store(stream, rows(content[:whole]))


def rows(content: bytes) -> Iterator[dict[str, Any]]:
    """The rows of a run's file; lines that are none are left out."""
    for line in content.splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict) and isinstance(row.get("key"), str):
            yield row


def missing(store: Store, tasks: Iterable[Task]) -> list[Task]:
    """The tasks without a report, those that failed before among them."""
    return [one for one in tasks if store.report(one.key) is None]


async def read(
    store: Store,
    tasks: Sequence[Task],
    settings: Settings,
    *,
    progress: ShowArticleProgress | None = None,
    done: Callable[[Task, NutgrafError | None], None] = lambda task, error: None,
) -> None:
    """Does the tasks and keeps each report, or why there is none, on arrival; then says so to `done`.

    Raises `ModelUnavailable` where no model can be had, and `OutputError`.
    """
    by_repeat = sorted(tasks, key=lambda one: one.repeat)
    for repeat, group in groupby(by_repeat, key=lambda one: one.repeat):
        wanted = {one.article.source.external_id: one for one in group}
        cached = settings if repeat == 0 else settings.model_copy(update={"cache": False})
        async with Nutgraf(settings=cached, length=LENGTH) as nutgraf:
            outcomes = nutgraf.stream((one.article for one in wanted.values()), progress=progress)
            async with aclosing(outcomes):
                async for outcome in outcomes:
                    finished = wanted[outcome.article.source.external_id]
                    error = outcome.error if isinstance(outcome, Failure) else None
                    store.add(finished, outcome.error if isinstance(outcome, Failure) else outcome)
                    done(finished, error)


@cache
def _code() -> str:
    """A hash of the package's files that have a part in a report."""
    package = Path(prompts.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        inner = path.relative_to(package)
        if path.is_file() and inner.parts[0] not in _NOT_SHAPING and "__pycache__" not in inner.parts:
            digest.update(f"{inner.as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\0".encode())
    return digest.hexdigest()[:16]
