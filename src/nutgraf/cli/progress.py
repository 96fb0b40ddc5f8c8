"""Progress bars on standard error, where that is a terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from nutgraf.cli.terminal import clean

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

    from nutgraf.llm.download import Progress as Download
    from nutgraf.pipeline import Progress
    from nutgraf.schema import ArticleRecord

_STAGES = {"extract": "recording paragraphs", "summarise": "summarising"}


@contextlib.contextmanager
def article_bar(name: str) -> Iterator[Callable[[Progress], None] | None]:
    """Shows how far one article is: the stage, windows of paragraphs done and an estimate of the time left.

    Gives the function that takes the pipeline's `Progress`, or None where standard error is no terminal.
    """
    if not _terminal():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bars

    columns = (
        SpinnerColumn(),
        TextColumn("{task.fields[article]}: {task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("starting the model", total=None, article=_short(name))
        stage = ""

        def show(progress: Progress) -> None:
            nonlocal stage
            if progress.stage != stage:
                stage = progress.stage
                bars.reset(task, total=progress.total)
            bars.update(task, description=_STAGES.get(stage, stage), completed=progress.done, total=progress.total)

        yield show


class RunBar:
    """How far a run over many articles is. Does nothing where standard error is no terminal."""

    def __init__(self, bars: Bars | None, total: int) -> None:
        self._bars = bars
        self._task = bars.add_task("starting the model", total=total) if bars else None

    def under_way(self, article: ArticleRecord, progress: Progress) -> None:
        """Shows what is being done to an article."""
        if self._bars and self._task is not None:
            windows = f" {progress.done}/{progress.total}" if progress.stage == "extract" else ""
            stage = _STAGES.get(progress.stage, progress.stage)
            name = _short(article.source.external_id or article.title or "")
            self._bars.update(self._task, description=f"{name}: {stage}{windows}")

    def done(self) -> None:
        """Counts an article."""
        if self._bars and self._task is not None:
            self._bars.advance(self._task)


@contextlib.contextmanager
def run_bar(total: int) -> Iterator[RunBar]:
    """Shows how many of `total` articles are done, with an estimate of the time left."""
    if not _terminal():
        yield RunBar(None, total)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        yield RunBar(bars, total)


@contextlib.contextmanager
def download_bar() -> Iterator[Callable[[Download], None] | None]:
    """Shows how much of a download is there: gives the function that takes its progress, or None."""
    if not _terminal():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("", total=None)

        def show(download: Download) -> None:
            bars.update(task, description=download.label, completed=download.done, total=download.total)

        yield show


def _terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _short(name: str) -> str:
    name = clean(name)
    return name if len(name) <= 30 else f"...{name[-27:]}"
