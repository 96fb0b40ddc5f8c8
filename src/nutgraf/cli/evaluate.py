"""`nutgraf eval`: labelled articles in, figures out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from nutgraf.cards import count
from nutgraf.cli.output import destination, write
from nutgraf.cli.progress import run_bar
from nutgraf.cli.terminal import complain_about, note
from nutgraf.cli.weights import fetch
from nutgraf.errors import NutgrafError, ReadError, SettingError
from nutgraf.reading.names import shown
from nutgraf.settings import Settings, load_settings

if TYPE_CHECKING:
    from nutgraf.evaluation.answers import Answer
    from nutgraf.evaluation.collection import Collection
    from nutgraf.evaluation.measure import Compared
    from nutgraf.evaluation.results import Result, Scores
    from nutgraf.evaluation.runs import Setup, Store, Task
    from nutgraf.evaluation.suite.agreement import Agreement

DEFAULT_SUITE = Path("evals")
WORST = 5
"""Articles that are shown with what is wrong in them."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """What `nutgraf eval` was asked for."""

    suite: Path | None
    model: str | None
    base_url: str | None
    prompts: Path | None
    split: str | None
    predictions: Path | None
    benchmark: str | None
    data: Path | None
    half: Literal["tune", "report"]
    components: bool
    sample: str | None
    seed: int
    repeat: int
    external: Sequence[str]
    run_folder: Path | None
    save: Path | None
    page: Path | None
    baseline: Path | None
    write_articles: Path | None
    form: Literal["text", "json", "md"]


def run(job: Job) -> int:
    """Does the job and returns the exit status: 0; 4 where a headline figure fell beyond chance; 1 where articles
    failed. Says which.

    Raises `SettingError`, `ModelUnavailable` and `OutputError`; the reports that were finished before are kept.
    """
    _check(job)
    _need_extra()
    from nutgraf.cli import scores
    from nutgraf.evaluation import measure, results

    settings = load_settings(model=job.model, base_url=job.base_url, prompts=job.prompts)
    collections = _collections(job)
    if job.write_articles:
        _write_articles(job.write_articles, collections)
        return 0
    baseline = results.load(job.baseline) if job.baseline else None
    if baseline:
        results.check_same({one.name: one.fingerprint for one in collections}, baseline, name=str(job.baseline))
    passes = _passes(job)
    answers = [_answers(job, settings, one) for one in collections]
    scored = [measure.scores(one, runs, seed=job.seed) for one, runs in zip(collections, answers, strict=True)]
    result = _result(job, settings, scored)
    if job.save:
        with destination(job.save) as stream:
            write(stream, results.dump(result))
    if job.page:
        _write_page(job.page, result.system, collections, answers)
    compared = measure.compared(result, baseline, name=str(job.baseline)) if baseline else {}
    worst = {
        one.name: measure.worst(one, its, runs[0], number=WORST)
        for one, its, runs in zip(collections, scored, answers, strict=True)
    }
    with destination(None) as stream:
        write(stream, scores.render(result, compared, worst, passes, form=job.form))
    return _status(result, compared)


def _need_extra() -> None:
    try:
        import numpy  # noqa: F401
        import scipy  # type: ignore[import-untyped]  # noqa: F401
        import yaml  # noqa: F401
    except ImportError as error:
        raise SettingError(
            f"`nutgraf eval` needs the package {error.name}, which isn't installed.",
            hint='Install the extra: pip install "nutgraf[eval]".',
        ) from None


def _check(job: Job) -> None:
    """Raises `SettingError` for options that don't go together."""

    def clash(first: str, second: str) -> SettingError:
        return SettingError(f"{first} and {second} don't go together.", hint="Leave one of them out.")

    for option, chosen in (("--components", job.components), ("--predictions", job.predictions)):
        for other, given in (
            ("--predictions", job.predictions if job.components else None),
            ("--model", job.model),
            ("--base-url", job.base_url),
            ("--prompts", job.prompts),
            ("--run", job.run_folder),
            ("--repeat", job.repeat > 1),
        ):
            if chosen and given:
                raise clash(option, other)
    if job.components and job.benchmark is not None:
        raise clash("--components", "--benchmark")
    if job.components and job.sample == "quick":
        raise clash("--components", "--sample quick")
    if job.benchmark is not None:
        if job.suite is not None:
            raise clash("--benchmark", "a suite")
        if job.sample == "quick":
            raise clash("--benchmark", "--sample quick")
        if job.external:
            raise clash("--benchmark", "--external")
        if job.data is None:
            raise SettingError(
                f"There are no data for the benchmark {shown(job.benchmark)}.",
                hint="Give the folder that holds its files: --data PATH. They are not part of nutgraf.",
            )
    elif job.data is not None and job.sample != "quick":
        raise SettingError("--data needs --benchmark NAME, or --sample quick.", hint="Add one of them.")


def _collections(job: Job) -> list[Collection[Any]]:
    """What is to be measured on. Raises `SettingError`."""
    from nutgraf.evaluation import collection

    size = None
    if job.sample not in (None, "quick"):
        size = int(job.sample) if job.sample.isdecimal() else 0
        if size < 1:
            raise SettingError(
                f"--sample: {shown(job.sample)} is no number of articles.", hint="Give 10, say, or quick."
            )
    if job.benchmark is not None and job.data is not None:
        return [collection.benchmark(job.benchmark, job.data, half=job.half, size=size, seed=job.seed)]
    folder = job.suite or DEFAULT_SUITE
    if job.suite is None and not folder.is_dir():
        raise SettingError(
            "There is nothing to measure on.",
            hint="Name the folder of a suite, with articles and labels in it, or a --benchmark with its --data.",
        )
    if job.sample == "quick":
        return collection.quick(folder, job.data)
    whole = collection.suite(folder, split=job.split, external=_external(job.external), size=size, seed=job.seed)
    return collection.components(whole) if job.components else [whole]


def _passes(job: Job) -> Agreement | None:
    """How far two labellings of the suite agree, where it has two and is measured."""
    from nutgraf.evaluation.suite.agreement import agreement

    return None if job.benchmark or job.components else agreement(job.suite or DEFAULT_SUITE, seed=job.seed)


def _external(given: Sequence[str]) -> dict[str, Path]:
    paths = {}
    for one in given:
        slug, separator, path = one.partition("=")
        if not (slug and separator and path):
            raise SettingError(f"--external: {shown(one)} is no SLUG=PATH.", hint="Such as --external story=story.txt.")
        paths[slug] = Path(path)
    return paths


def _write_articles(path: Path, collections: Sequence[Collection[Any]]) -> None:
    with destination(path) as stream:
        for one in collections:
            for entry in one.entries:
                write(stream, json.dumps({"id": entry.id, **entry.page}) + "\n")


def _write_page(
    path: Path, system: str, collections: Sequence[Collection[Any]], answers: Sequence[Sequence[dict[str, Answer]]]
) -> None:
    """Writes what the suite's labels have and what the first run's reports say, side by side."""
    from nutgraf.cli import markdown
    from nutgraf.evaluation.suite.gold import Labelled
    from nutgraf.pages import evaluation
    from nutgraf.schema import Report

    articles = [
        evaluation.Compared(labelled=entry.gold, report=said, errors=one.explain(entry.gold, said))
        for one, runs in zip(collections, answers, strict=True)
        for entry in one.entries
        if isinstance(entry.gold, Labelled)
        and (answer := runs[0].get(entry.id)) is not None
        and isinstance(said := answer.said, Report)
    ]
    if not articles:
        raise SettingError("--page shows reports on the suite's articles, and there are none here.")
    with destination(path) as stream:
        write(stream, evaluation.render(articles, title=f"{system}: gold and predicted", markdown=markdown.render))


def _answers(job: Job, settings: Settings, collection: Collection[Any]) -> list[dict[str, Answer]]:
    """The answers of each run: from the file of predictions, or those of nutgraf."""
    from nutgraf.evaluation.collection import answers

    if job.predictions:
        return [answers(collection, job.predictions)]
    return _read(job, settings, collection) if collection.needs_model else [{}]


def _read(job: Job, settings: Settings, collection: Collection[Any]) -> list[dict[str, Answer]]:
    """Reads the articles that there are no reports on yet, and returns the answers of each repeat."""
    from nutgraf.evaluation import runs
    from nutgraf.evaluation.answers import Answer, from_report

    setup = runs.Setup.of(settings)
    answers: list[dict[str, Answer]] = [{} for _ in range(job.repeat)]
    tasks: list[Task] = []
    for entry in collection.entries:
        try:
            article = entry.article()
        except ReadError as error:
            complain_about(error, subject=entry.id)
            for repeat in answers:
                repeat[entry.id] = Answer(said=None, failed=str(error))
            continue
        tasks += [runs.task(collection.name, entry.id, article, setup, repeat=number) for number in range(job.repeat)]
    with runs.opened(job.run_folder or _run_folder(settings, setup, collection)) as store:
        if missing := runs.missing(store, tasks):
            _do(store, missing, settings, of=len(tasks))
        for task in tasks:
            report = store.report(task.key)
            failed = Answer(said=None, failed=store.failure(task.key) or "There is no report.")
            answers[task.repeat][task.id] = from_report(report) if report else failed
    return answers


def _do(store: Store, tasks: Sequence[Task], settings: Settings, *, of: int) -> None:
    """Reads the articles of `tasks`, what is missing `of` all, and says how far that is."""
    import asyncio

    from nutgraf.evaluation import runs

    if settings.model == "local" and settings.base_url is None:
        fetch(settings.models_path)
    if len(tasks) < of:
        note(f"Going on: {of - len(tasks)} of {count(of, 'report')} are there.")
    finished = 0
    with run_bar(len(tasks)) as bar:

        def done(task: Task, error: NutgrafError | None) -> None:
            nonlocal finished
            finished += 1
            bar.done()
            if error:
                complain_about(error, subject=task.id)

        try:
            asyncio.run(runs.read(store, tasks, settings, progress=bar.under_way, done=done))
        except KeyboardInterrupt:
            there = of - len(tasks) + finished
            note(f"Interrupted, with {there} of {count(of, 'report')} there. The same command goes on.")
            raise


def _run_folder(settings: Settings, setup: Setup, collection: Collection[Any]) -> Path:
    model = "".join(char if char.isalnum() or char in "-._" else "-" for char in setup.model)[:80]
    return settings.cache_dir / "runs" / f"{collection.name}-{collection.fingerprint[:12]}-{model}"


def _result(job: Job, settings: Settings, scored: Sequence[Scores]) -> Result:
    from importlib.metadata import version

    from nutgraf.evaluation.results import Result
    from nutgraf.evaluation.runs import Setup

    fields: dict[str, Any] = {
        "nutgraf_version": version("nutgraf"),
        "seed": job.seed,
        "runs": job.repeat,
        "scores": list(scored),
    }
    if job.predictions:
        return Result(system=job.predictions.stem, **fields)
    setup = Setup.of(settings)
    if job.components:
        return Result(system="nutgraf", settings={"code": setup.code}, **fields)
    return Result(
        system="nutgraf",
        model=setup.model,
        prompts=setup.prompts,
        settings={"window": setup.window, "length": setup.length, "code": setup.code},
        **fields,
    )


def _status(result: Result, compared: dict[str, Compared]) -> int:
    failed = [article for scores in result.scores for article in scores.articles if article.failed]
    if failed:
        note(f"{count(len(failed), 'article')} without an answer, scored as empty, the first being {failed[0].id}.")
    fell = [f"{name}: {', '.join(one.fell)}" for name, one in compared.items() if one.fell]
    if fell:
        note(f"Worse than the baseline beyond chance: {'; '.join(fell)}.")
        return 4
    return 1 if failed else 0
