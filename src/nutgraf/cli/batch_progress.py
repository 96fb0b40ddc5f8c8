"""How a run shows itself: one line that moves on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from nutgraf.cli.terminal import note
from nutgraf.corpus.budget import Budget
from nutgraf.corpus.pace import Pace
from nutgraf.corpus.runner import Counts

if TYPE_CHECKING:
    from rich.progress import Progress

PLAIN_SECONDS = 30.0
"""Between two lines where standard error is no terminal."""
_REDRAW = 0.2


class Display:
    """Tells how far a run is."""

    def __init__(self, budget: Budget, total: int | None, bars: Progress | None) -> None:
        self._budget = budget
        self._total = total
        self._bars = bars
        self._task: Any = bars.add_task("", total=total) if bars else None
        self._shown = time.monotonic()
        self._away = False

    def on(self, pace: Pace) -> Callable[[Counts], None]:
        """The function that a runner calls at each change."""

        def show(counts: Counts) -> None:
            if (away := counts.away_since is not None) != self._away:
                self._away = away
                note("The model server is away: waiting for it." if away else "The model server is back.")
            now = time.monotonic()
            if now - self._shown < (_REDRAW if self._bars else PLAIN_SECONDS):
                return
            self._shown = now
            line = self._line(counts, pace, now)
            if self._bars:
                settled = counts.settled + counts.unreadable + counts.done + counts.failed
                self._bars.update(self._task, description=line, completed=settled)
            else:
                note(line)

        return show

    def _line(self, counts: Counts, pace: Pace, now: float) -> str:
        seconds = max(now - counts.started, 0.001)
        over = counts.done + counts.failed
        tokens = self._budget.used.prompt + self._budget.used.completion
        parts = [
            f"{counts.done:,} done, {counts.failed + counts.unreadable:,} failed, {counts.settled:,} passed over",
            f"{pace.under_way} calls under way",
            f"{over / seconds * 3600:,.0f} articles an hour",
            f"{tokens:,} tokens",
        ]
        if self._budget.price.known:
            parts.append(f"${self._budget.cost:,.2f}")
        left = (self._total or 0) - counts.settled - counts.unreadable - over
        if self._total and over and left > 0 and not self._bars:
            parts.append(f"{_duration(left * seconds / over)} left")
        return ", ".join(parts)


@contextmanager
def display(budget: Budget, total: int | None = None) -> Iterator[Display]:
    """Shows a run on standard error. `total`: how many rows it has, where that is known."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield Display(budget, total, None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn("{task.description}", markup=False),
        TextColumn("left:"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield Display(budget, total, bars)


def _duration(seconds: float) -> str:
    minutes, hours = int(seconds // 60), int(seconds // 3600)
    if hours >= 48:
        return f"{hours // 24} days"
    return f"{hours} h {minutes % 60} min" if hours else f"{minutes} min" if minutes else f"{seconds:.0f} s"
