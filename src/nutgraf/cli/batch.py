"""`nutgraf batch` and `nutgraf retry`: a corpus into a run file."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import typer

from nutgraf.cards import count
from nutgraf.cli.batch_progress import Display, display
from nutgraf.cli.terminal import note
from nutgraf.cli.weights import fetch
from nutgraf.corpus import database
from nutgraf.corpus.budget import Budget, Price, price_of
from nutgraf.corpus.columns import columns_of
from nutgraf.corpus.desk import Desk
from nutgraf.corpus.estimate import Estimator, Forecast, forecast
from nutgraf.corpus.inputs import Reading, check_inputs, read_inputs
from nutgraf.corpus.ledger import Ledger
from nutgraf.corpus.lock import locked
from nutgraf.corpus.pace import Pace
from nutgraf.corpus.past import mean_usage, settings_of
from nutgraf.corpus.rows import Row
from nutgraf.corpus.runner import Counts, End, RunAnswers, Runner
from nutgraf.corpus.sizes import total_rows
from nutgraf.corpus.web import web_row
from nutgraf.corpus.work import Setup, setup_of
from nutgraf.errors import SettingError
from nutgraf.llm.providers import LOCAL_CONCURRENCY, batch_server, is_local
from nutgraf.pipeline import Nutgraf
from nutgraf.schema import Length
from nutgraf.settings import Settings, load_settings
from nutgraf.usage import Usage


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a session may take."""

    concurrency: int | None = None
    rpm: int | None = None
    tpm: int | None = None
    max_cost: float | None = None
    max_tokens: int | None = None


@dataclass(frozen=True, kw_only=True)
class Job:
    """What `nutgraf batch` was asked for."""

    inputs: Sequence[str]
    run: Path
    model: str | None
    base_url: str | None
    prompts: Path | None
    published: str | None
    length: Length
    columns: str | None
    limits: Limits
    dry_run: bool
    prepare: Path | None = None
    """The file to write requests to, which are then not sent."""
    collect: Sequence[Path] = ()
    """Files of answers to such requests."""


def run(job: Job) -> int:
    """Does the job and returns the exit status: 0, 1 where the run has failures, 130 interrupted.

    Raises `SettingError`, `ModelUnavailable` and `OutputError`, with everything kept that was done before.
    """
    if not job.inputs:
        raise SettingError(
            "`nutgraf batch` was given nothing to read.", hint="Give it INPUT: files, folders, patterns."
        )
    settings = load_settings(model=job.model, base_url=job.base_url, prompts=job.prompts)
    if job.prepare:
        batch_server(settings)  # says whether there are such files for this model
    setup = setup_of(settings, job.length, published=job.published)
    reading = Reading(published=job.published, columns=columns_of(job.columns))
    check_inputs(job.inputs)
    price = _checked(price_of(settings, batch=job.prepare is not None), job.limits, settings)
    rows = read_inputs(job.inputs, reading)
    if job.dry_run:
        say_forecast(_forecast(job.run, rows, settings, setup), price, mean_usage(job.run, setup))
        return 0
    with locked(job.run), Ledger(job.run) as ledger:
        say_due_again(ledger, setup)
        ledger.begin(setup, list(job.inputs))
        return _session(ledger, settings, setup, job.limits, price, rows, [], total_rows(job.inputs))


def retry(path: Path, limits: Limits, *, hopeless: bool) -> int:
    """Works once more on the failures of a run, as it was set up. Returns the exit status as `run` does."""
    settings, setup = as_set_up(path)
    price = _checked(price_of(settings), limits, settings)
    with locked(path), Ledger(path) as ledger:
        ledger.begin(setup, [])
        again = ledger.failed(hopeless=hopeless)
        reading = Reading()
        pages = [
            web_row(url, reading.web, input=name, position=position, published=setup.published)
            for name, position, url in ledger.forget_unread(hopeless=hopeless)
        ]
        if not again and not pages:
            ledger.end("done")
            note("Nothing has failed that may succeed now." + ("" if hopeless else " --failed takes all failures."))
            return 0
        return _session(ledger, settings, setup, limits, price, iter(pages), again, len(pages) + len(again))


def as_set_up(path: Path) -> tuple[Settings, Setup]:
    """The settings that a run was last worked on with. Raises `SettingError` where they mean something else by now."""
    setup = settings_of(path)
    settings = load_settings(
        model=setup.model, base_url=setup.base_url, prompts=setup.prompts_folder, window=setup.window
    )
    now = setup_of(settings, setup.length, published=setup.published)
    if now.stamp != setup.stamp:
        raise SettingError(
            f"The prompts, or nutgraf itself, have changed since {path} was last worked on.",
            hint="Give the run's own `nutgraf batch INPUT...` command again: it does what the change makes due.",
        )
    return settings, now


def say_due_again(ledger: Ledger, setup: Setup) -> None:
    """Notes how many articles a change makes due again."""
    if again := ledger.due_again(setup):
        note(
            f"{count(again, 'article')} in {ledger.path} {'has' if again == 1 else 'have'} a result under another "
            "model, other prompts or settings, and will be done again."
        )


def _session(
    ledger: Ledger,
    settings: Settings,
    setup: Setup,
    limits: Limits,
    price: Price,
    rows: Iterator[Row],
    again: list[str],
    total: int | None,
) -> int:
    local = is_local(settings.model) and settings.base_url is None
    if local and settings.model == "local":
        fetch(settings.models_path)
    budget = Budget(
        price=price,
        max_tokens=limits.max_tokens,
        max_cost=limits.max_cost,
        before=ledger.spent_before(),
        judge=Estimator(settings, setup).of,
    )
    with display(budget, total) as shown:
        answers = RunAnswers(ledger, budget)
        end, runner = asyncio.run(work(ledger, settings, setup, limits, budget, answers, rows, again, shown))
    _sum_up(ledger, runner, budget, end)
    return status_of(ledger, end)


def status_of(ledger: Ledger, end: End) -> int:
    """The exit status after a session."""
    if end == "interrupted":
        return 130
    wrong = ledger.standing()
    return 1 if wrong.failed or wrong.unreadable else 0


async def work(
    ledger: Ledger,
    settings: Settings,
    setup: Setup,
    limits: Limits,
    budget: Budget,
    answers: RunAnswers,
    rows: Iterator[Row],
    again: Iterable[str],
    shown: Display,
) -> tuple[End, Runner]:
    """One session of a run, and how it ended. With a `Desk` for `answers`, nothing is sent."""
    local = is_local(settings.model) and settings.base_url is None
    desk = answers if isinstance(answers, Desk) else None
    pace = Pace(
        concurrency=limits.concurrency or settings.concurrency or (LOCAL_CONCURRENCY if local else None),
        rpm=limits.rpm,
        tpm=limits.tpm,
        may_go_on=budget.check,
        used=None if desk else lambda seen: budget.add(seen.usage),  # what came by files is counted when it comes
    )
    async with Nutgraf(settings=settings, length=setup.length, answers=answers, traffic=pace, desk=desk) as nutgraf:
        runner = Runner(ledger=ledger, nutgraf=nutgraf, answers=answers, pace=pace, budget=budget, show=shown.on(pace))

        def interrupt() -> None:
            note(runner.interrupt())

        with _on_interrupt(interrupt):
            return await runner.run(rows, again=again), runner


class _on_interrupt:  # noqa: N801
    """Calls a function at Ctrl-C and at the system's wish to end, in the event loop."""

    def __init__(self, call: Callable[[], None]) -> None:
        self._call = call
        self._signals = (signal.SIGINT, signal.SIGTERM)

    def __enter__(self) -> None:
        loop = asyncio.get_running_loop()
        for number in self._signals:
            try:
                loop.add_signal_handler(number, self._call)
            except NotImplementedError:  # Windows
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(self._call))

    def __exit__(self, *_: object) -> None:
        loop = asyncio.get_running_loop()
        for number in self._signals:
            with suppress(NotImplementedError):
                loop.remove_signal_handler(number)


def _checked(price: Price, limits: Limits, settings: Settings) -> Price:
    if limits.max_cost is not None and not price.known:
        raise SettingError(
            f"--max-cost can't be held: the price of {settings.model} is not known.",
            hint="Use --max-tokens.",
        )
    return price


def _forecast(path: Path, rows: Iterator[Row], settings: Settings, setup: Setup) -> Forecast:
    if not path.exists():
        return forecast(rows, Estimator(settings, setup), iter(()))
    with closing(database.connect_to_read(path)) as db:
        found = db.execute("SELECT article FROM work JOIN setups ON setup = setups.id WHERE stamp = ?", [setup.stamp])
        return forecast(rows, Estimator(settings, setup), (key for (key,) in found))


def say_forecast(seen: Forecast, price: Price, mean: Usage | None) -> None:
    """Prints what a run would take."""
    usage = seen.usage
    by = "by their length"
    if mean is not None:
        usage = Usage(prompt=mean.prompt * seen.articles, completion=mean.completion * seen.articles)
        by = "by the articles of this run that are done"
    cost = price.of(usage)
    rows = [
        ("rows", f"{seen.rows:,}"),
        ("unreadable", f"{seen.unreadable:,}"),
        ("copies", f"{seen.copies:,}"),
        ("done before", f"{seen.settled:,}"),
        ("articles to do", f"{seen.articles:,}"),
        ("tokens read", f"about {usage.prompt:,} ({by})"),
        ("tokens written", f"about {usage.completion:,}"),
        ("price", "not known for this model" if cost is None else f"about ${cost:,.2f}"),
    ]
    for name, value in rows:
        typer.echo(f"{name:15} {value}")


def say_counts(counts: Counts, budget: Budget, end: End) -> None:
    """Notes what a session did, and what it used."""
    parts = [f"{count(counts.done, 'article')} done", f"{counts.failed} failed"]
    if counts.waiting:
        parts.append(f"{counts.waiting} waiting for answers")
    if counts.unreadable:
        parts.append(f"{count(counts.unreadable, 'row')} unreadable")
    if counts.settled:
        parts.append(f"{count(counts.settled, 'row')} done before or copies")
    tokens = budget.used.prompt + budget.used.completion
    cost = budget.price.of(budget.used)
    parts.append(f"{tokens:,} tokens")
    parts.append("price not known" if cost is None else f"${cost:,.2f}")
    how = {"budget": "Stopped at the limit: ", "interrupted": "Interrupted: "}.get(end, "")
    note(f"{how}{', '.join(parts)}.")


def _sum_up(ledger: Ledger, runner: Runner, budget: Budget, end: End) -> None:
    counts = runner.counts
    say_counts(counts, budget, end)
    if end in {"budget", "interrupted"}:
        note("Everything is kept: the same command goes on where this one stopped.")
    say_failures(ledger)


def say_failures(ledger: Ledger) -> None:
    """Notes where to see what failed in a run, where anything has."""
    wrong = ledger.standing()
    if wrong.failed or wrong.unreadable:
        note(f"`nutgraf runs {ledger.path}` says what failed, `nutgraf retry {ledger.path}` tries it once more.")
