"""What the nodes of a Ray cluster do for a run: read rows, work on their articles, write what came of them."""

from __future__ import annotations

import asyncio
import os
import pickle
import socket
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
from ray.data import Datasource
from ray.data.block import BlockMetadata
from ray.data.datasource import Datasink, ReadTask

from nutgraf.corpus import folder
from nutgraf.corpus.inputs import Reading, read_inputs
from nutgraf.corpus.ledger import printable
from nutgraf.corpus.pace import Pace
from nutgraf.corpus.results import line_of
from nutgraf.corpus.rows import Row
from nutgraf.corpus.settle import bug, read, settle
from nutgraf.corpus.tables import Line
from nutgraf.corpus.work import setup_of
from nutgraf.errors import ReadError, SettingError
from nutgraf.pipeline import Nutgraf
from nutgraf.reading.names import shown
from nutgraf.schema import Length
from nutgraf.settings import Settings

TOGETHER = 16
"""Rows that go to an actor at once, and come back at once. Of one that is killed, they are done again."""
AT_A_TIME = 16
"""Such groups that an actor works on at a time."""
IN_A_FILE = 1000
"""Rows of a file of results."""
_AHEAD = 256
"""Rows of an input that are in memory at once while it is read."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What all nodes are told of a run."""

    settings: Settings
    length: Length
    published: str | None
    columns: Mapping[str, str]
    stamp: str
    """Of the setup: what a node would make of the settings must be the same."""
    folder: Path
    session: str
    concurrency: int | None = None
    """The most calls of one actor that are under way at once."""
    rpm: int | None = None
    tpm: int | None = None


class Rows(Datasource):  # type: ignore[misc]
    """The rows of the inputs that have no result yet, pickled. Each file is read by one task."""

    def __init__(self, files: Sequence[str], settled: Mapping[str, bytearray], plan: Plan) -> None:
        super().__init__()
        self._files = files
        self._settled = settled
        self._plan = plan

    def estimate_inmemory_data_size(self) -> int | None:
        return None

    def get_read_tasks(self, parallelism: int, *_: Any, **__: Any) -> list[ReadTask]:
        unknown = BlockMetadata(num_rows=None, size_bytes=None, input_files=None, exec_stats=None)
        groups = [self._files[start::parallelism] for start in range(min(parallelism, len(self._files)))]
        return [ReadTask(partial(_read_rows, group, self._of(group), self._plan), unknown) for group in groups]

    def _of(self, group: Sequence[str]) -> dict[str, bytearray]:
        return {name: self._settled[name] for name in map(printable, group) if name in self._settled}


def _read_rows(files: Sequence[str], settled: Mapping[str, bytearray], plan: Plan) -> Iterator[pa.Table]:
    reading = Reading(published=plan.published, columns=plan.columns)
    rows: list[bytes] = []
    for name in files:
        if not os.path.exists(name):
            raise SettingError(
                f"The node {socket.gethostname()} doesn't see {shown(name)}.",
                hint="The inputs must be in a folder that all nodes of the cluster share, under the same path.",
            )
        for row in read_inputs([name], reading):
            if folder.has(settled, printable(name), row.position):
                continue
            rows.append(pickle.dumps(row))
            if len(rows) == _AHEAD:
                yield _pickled(rows)
                rows = []
    yield _pickled(rows)


def _pickled(rows: list[bytes]) -> pa.Table:
    return pa.table({"row": pa.array(rows, pa.large_binary())})


class Worker:
    """An actor: a client with its connections and its pace, for all articles that come to it."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._pace = Pace(concurrency=plan.concurrency, rpm=plan.rpm, tpm=plan.tpm)
        self._opening = asyncio.Lock()
        self._nutgraf: Nutgraf | None = None
        self._under_way = 0

    async def __call__(self, rows: pa.Table) -> AsyncIterator[pa.Table]:
        """Ray calls it with some rows, with others before it is done with these. The lines come in the rows' order."""
        nutgraf = await self._opened()
        try:
            async with asyncio.TaskGroup() as group:
                # They are rows that `_read_rows` pickled.
                found = [pickle.loads(row) for row in rows["row"].to_pylist()]  # noqa: S301
                tasks = [group.create_task(self._line(nutgraf, row)) for row in found]
        except ExceptionGroup as errors:
            raise errors.exceptions[0] from None
        yield folder.table([task.result() for task in tasks])

    async def _line(self, nutgraf: Nutgraf, row: Row) -> Line:
        await self._pace.room(lambda: self._under_way)
        self._under_way += 1
        started = time.monotonic()
        try:
            article = await asyncio.to_thread(read, row)
            if isinstance(article, ReadError):
                return line_of(row, article)
            outcome = await settle(nutgraf, article, self._pace)
            seconds = round(time.monotonic() - started, 3)
            try:
                return line_of(row, article, outcome, seconds=seconds)
            except Exception as error:  # a report that can't be written fails its own article
                return line_of(row, article, bug(error), seconds=seconds)
        finally:
            self._under_way -= 1
            self._pace.made_room()

    async def _opened(self) -> Nutgraf:
        """The client. It is closed when the actor ends."""
        async with self._opening:
            if self._nutgraf is None:
                plan = self._plan
                folder.check_shared(plan.folder, plan.session)
                if setup_of(plan.settings, plan.length, published=plan.published).stamp != plan.stamp:
                    raise SettingError(
                        f"The node {socket.gethostname()} has other prompts, or another version of nutgraf.",
                        hint="Install the same on all nodes, and give --prompts a folder that they share.",
                    )
                opened = Nutgraf(settings=plan.settings, length=plan.length, traffic=self._pace)
                self._nutgraf = await opened.__aenter__()
            return self._nutgraf


class Parts(Datasink[None]):  # type: ignore[misc]
    """The folder of results. A task that is run again writes the same file again."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def write(self, blocks: Iterable[pa.Table], ctx: Any) -> None:
        content = pa.concat_tables([block for block in blocks if block.num_rows] or [folder.table([])])
        if content.num_rows:
            folder.check_shared(self._plan.folder, self._plan.session)
            folder.write_part(self._plan.folder, f"{self._plan.session}-{ctx.task_idx:07}", content)

    @property
    def min_rows_per_write(self) -> int | None:
        return IN_A_FILE
