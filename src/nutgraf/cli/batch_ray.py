"""`nutgraf batch --engine ray`: a corpus into a folder of results, on a Ray cluster."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nutgraf.cards import count
from nutgraf.cli.batch import Job, say_forecast
from nutgraf.cli.batch_progress import PLAIN_SECONDS
from nutgraf.cli.terminal import note
from nutgraf.corpus import folder
from nutgraf.corpus.budget import Price, price_of
from nutgraf.corpus.columns import columns_of
from nutgraf.corpus.estimate import Estimator, Forecast, forecast
from nutgraf.corpus.inputs import Reading, check_inputs, read_inputs
from nutgraf.corpus.lock import locked
from nutgraf.corpus.rows import Row
from nutgraf.corpus.work import setup_of
from nutgraf.errors import SettingError
from nutgraf.llm.providers import is_local
from nutgraf.settings import Settings, load_settings
from nutgraf.usage import Usage


def run(job: Job, address: str | None) -> int:
    """Does the job and returns the exit status: 0, 1 where the run has failures, 130 interrupted.

    Raises `SettingError`, `ModelUnavailable` and `OutputError`, with everything kept that was written before.
    """
    _require_ray()
    from nutgraf.corpus import cluster
    from nutgraf.corpus.cluster_work import Plan

    settings = _settings(job)
    setup = setup_of(settings, job.length, published=job.published)
    reading = Reading(published=job.published, columns=columns_of(job.columns))
    # The nodes don't work in the folder that the command was given in.
    inputs = [os.path.abspath(named) for named in job.inputs]
    results = Path(os.path.abspath(job.run))
    check_inputs(inputs)
    files = cluster.files_of(inputs)
    price = price_of(settings)
    if job.dry_run:
        say_forecast(_forecast(results, read_inputs(files, reading), Estimator(settings, setup)), price, None)
        return 0
    with locked(results):
        session = folder.prepare(results, setup)
        settled = folder.settled(results)
        if known := sum(map(sum, settled.values())):
            note(f"{count(known, 'row')} of {job.run} {'is' if known == 1 else 'are'} done, and won't be done again.")
        plan = Plan(
            settings=settings,
            length=job.length,
            published=job.published,
            columns=reading.columns,
            stamp=setup.stamp,
            folder=results,
            session=session,
            concurrency=job.limits.concurrency or settings.concurrency,
            rpm=job.limits.rpm,
            tpm=job.limits.tpm,
        )
        try:
            with _followed(results):
                cluster.run(files, settled, plan, address=address)
        except KeyboardInterrupt:
            note("Interrupted. What was written is kept: the same command goes on where this one stopped.")
            return 130
        return _sum_up(results, price)


def _require_ray() -> None:
    try:
        import ray.data  # noqa: F401
    except ImportError:
        raise SettingError("--engine ray needs Ray.", hint="pip install 'nutgraf[ray]', on all nodes.") from None


def _settings(job: Job) -> Settings:
    settings = load_settings(model=job.model, base_url=job.base_url, prompts=job.prompts)
    if is_local(settings.model) and settings.base_url is None:
        raise SettingError(
            "The embedded model serves one machine.",
            hint="For --engine ray, give --model and the --base-url of a server that all nodes reach.",
        )
    for name, value in (("--max-cost", job.limits.max_cost), ("--max-tokens", job.limits.max_tokens)):
        if value is not None:
            raise SettingError(
                f"{name} can't be held with --engine ray: its actors don't know of each other.",
                hint="Let --dry-run say what the run takes, and set a limit where the model is served.",
            )
    # What comes of an article goes into the folder of results. A cache on each node would help none of the others.
    shared = {"cache": False, "prompts": settings.prompts and settings.prompts.absolute()}
    return settings.model_copy(update=shared)


def _forecast(results: Path, rows: Iterator[Row], estimator: Estimator) -> Forecast:
    settled = folder.settled(results) if results.is_dir() else {}
    passed = 0

    def due() -> Iterator[Row]:
        nonlocal passed
        for row in rows:
            if folder.has(settled, row.input, row.position):
                passed += 1
            else:
                yield row

    seen = forecast(due(), estimator, iter(()))
    seen.rows += passed
    seen.settled += passed
    return seen


@contextmanager
def _followed(results: Path) -> Iterator[None]:
    """Says now and then how far the run is, where standard error is no terminal: there, Ray shows it."""
    if sys.stderr is None or sys.stderr.isatty():
        yield
        return
    over = threading.Event()

    def follow() -> None:
        before, begun = folder.written(results), time.monotonic()
        while not over.wait(PLAIN_SECONDS):
            done = folder.written(results) - before
            note(f"{count(done, 'row')} written, {done / (time.monotonic() - begun) * 3600:,.0f} an hour")

    thread = threading.Thread(target=follow, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _sum_up(results: Path, price: Price) -> int:
    found = folder.standing(results)
    usage = Usage(
        calls=found["calls"],
        prompt=found["prompt_tokens"],
        completion=found["completion_tokens"],
        cached=found["cached_tokens"],
    )
    cost = price.of(usage)
    parts = [
        f"{count(found['done'], 'article')} done",
        f"{found['failed']:,} failed",
        f"{found['unreadable']:,} unreadable",
        f"{usage.prompt + usage.completion:,} tokens",
        "price not known" if cost is None else f"${cost:,.2f}",
    ]
    note(f"In {results}: {', '.join(parts)}.")
    return 1 if found["failed"] or found["unreadable"] else 0
