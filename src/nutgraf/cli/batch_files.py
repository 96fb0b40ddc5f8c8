"""`nutgraf batch --prepare` and `--collect`: a corpus by way of files of requests and answers, with nothing sent."""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

from nutgraf.cards import count
from nutgraf.cli.batch import Job, Limits, as_set_up, say_counts, say_due_again, say_failures, status_of, work
from nutgraf.cli.batch_progress import display
from nutgraf.cli.terminal import note
from nutgraf.corpus.budget import Budget, price_of
from nutgraf.corpus.collect import Collected, Collector
from nutgraf.corpus.columns import columns_of
from nutgraf.corpus.desk import Desk
from nutgraf.corpus.inputs import Reading, check_inputs, read_inputs
from nutgraf.corpus.ledger import Ledger
from nutgraf.corpus.lock import locked
from nutgraf.corpus.request_files import RequestFiles
from nutgraf.corpus.rows import Row
from nutgraf.corpus.runner import Counts, End
from nutgraf.corpus.sizes import total_rows
from nutgraf.corpus.work import Setup, setup_of
from nutgraf.errors import NutgrafError, OutputError, SettingError
from nutgraf.llm.endpoints import OpenAIServer
from nutgraf.llm.providers import batch_server
from nutgraf.settings import Settings, load_settings

_REASONS = 3
"""Why requests are asked again: so many reasons are named."""


def run(job: Job) -> int:
    """Takes in answers, works the articles through as far as these go, and writes what is to be asked next.

    Without inputs, the articles are those of the run file that have no result, under the settings of the run. Returns
    the exit status: 0, 1 where the run has failures, 130 interrupted. Raises `SettingError`, `ReadError` and
    `OutputError`, with everything kept that was done before.
    """
    _check(job)
    if job.inputs:
        settings = load_settings(model=job.model, base_url=job.base_url, prompts=job.prompts)
        setup = setup_of(settings, job.length, published=job.published)
        check_inputs(job.inputs)
    else:
        settings, setup = as_set_up(job.run)
    server = batch_server(settings)
    with ExitStack() as stack:
        files = stack.enter_context(RequestFiles(job.prepare)) if job.prepare else None
        stack.enter_context(locked(job.run))
        ledger = stack.enter_context(Ledger(job.run))
        say_due_again(ledger, setup)
        ledger.begin(setup, list(job.inputs))
        try:
            return _session(job, ledger, settings, setup, server, files)
        except NutgrafError:
            with suppress(OutputError):
                ledger.end("error")
            raise


def _check(job: Job) -> None:
    if job.dry_run:
        raise SettingError("--collect can't be had with --dry-run.", hint="Leave out one of them.")
    if job.limits != Limits():
        raise SettingError(
            "--concurrency, --rpm, --tpm, --max-cost and --max-tokens are for requests that are sent; --prepare and "
            "--collect send none.",
            hint="--prepare with --dry-run says what it would cost.",
        )
    if not job.inputs and (job.model or job.base_url or job.prompts or job.published or job.columns):
        raise SettingError(
            f"Without an INPUT, everything is as {job.run} was set up.",
            hint="Leave out --model, --base-url, --prompts, --published and --columns, or give the inputs, too.",
        )


def _session(
    job: Job, ledger: Ledger, settings: Settings, setup: Setup, server: OpenAIServer, files: RequestFiles | None
) -> int:
    budget = Budget(price=price_of(settings, batch=True), before=ledger.spent_before())
    desk = Desk(ledger, budget, server, files)
    if job.collect:
        seen = Collected()
        collector = Collector(ledger, budget, desk, server)
        try:
            for path in job.collect:
                collector.take(path, seen)
        except NutgrafError:
            if seen.stored:
                _say_collected(seen)
            raise
        _say_collected(seen)
    rows: Iterator[Row] = iter(())
    again: Iterable[str] = ()
    if job.inputs:
        rows = read_inputs(job.inputs, Reading(published=job.published, columns=columns_of(job.columns)))
        total = total_rows(job.inputs)
    else:
        again, total = ledger.due(), ledger.count_due()
    with display(budget, total) as shown:
        end, runner = asyncio.run(work(ledger, settings, setup, Limits(), budget, desk, rows, again, shown))
    written = files.publish() if files and end == "done" else []
    say_counts(runner.counts, budget, end)
    _say_next(job, runner.counts, end, written, files, desk)
    say_failures(ledger)
    return status_of(ledger, end)


def _say_collected(seen: Collected) -> None:
    again = seen.again.total()
    parts = [f"{count(seen.stored, 'answer')} collected"]
    if again:
        parts.append(f"{again} to be asked again")
    if seen.known:
        parts.append(f"{seen.known} known before")
    if seen.foreign:
        parts.append(f"{seen.foreign} to no request of this run")
    note(f"{', '.join(parts)}.")
    for reason, times in seen.again.most_common(_REASONS):
        note(f"To be asked again: {times:,} x {reason}")
    if seen.refused:
        names = " and ".join(sorted(seen.refused))
        note(f"The model doesn't take {names}: what is prepared from now on goes without.")
    if seen.broken:
        note(f"{count(seen.broken, 'line')} passed over as no answers; the first: {seen.first_broken}.")


def _say_next(job: Job, counts: Counts, end: End, written: list[Path], files: RequestFiles | None, desk: Desk) -> None:
    run = shlex.quote(str(job.run))
    if end != "done":
        note("Everything that came is kept; no requests were written. The same command goes on.")
    elif files and not counts.waiting:
        note("There is nothing to ask: no file of requests was written.")
    elif files:
        if desk.asked_before:
            note(
                f"{desk.asked_before:,} of these requests had a place in a file before and have no answer yet: if that "
                "file is still being worked on, collect its answers first, or they are paid for twice."
            )
        names = ", ".join(str(path) for path in written)
        note(
            f"{count(files.count, 'request')} for {count(counts.waiting, 'article')} in {names}. When they are "
            f"answered: nutgraf batch --run {run} --collect ANSWERS --prepare NEXT"
        )
    elif counts.waiting:
        note(f"`nutgraf batch --run {run} --prepare FILE` writes what is to be asked next.")
