"""`nutgraf summarize`: articles in, reports out, one after the other."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Generator, Iterable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from nutgraf import cards
from nutgraf.cli.output import Format, destination, serialise, write
from nutgraf.cli.progress import article_bar
from nutgraf.cli.terminal import complain_about, note
from nutgraf.cli.weights import fetch
from nutgraf.errors import ModelError, ModelUnavailable, NutgrafError, SettingError
from nutgraf.pipeline import Nutgraf
from nutgraf.reading import Article, Unreadable, read_source
from nutgraf.schema import Length, Report
from nutgraf.settings import Settings, load_settings


@dataclass(frozen=True, kw_only=True)
class Job:
    """What `nutgraf summarize` was asked for."""

    sources: Sequence[str]
    model: str | None
    base_url: str | None
    prompts: Path | None
    published: str | None
    length: Length
    form: Format
    out: Path | None
    cache: bool | None


@dataclass(frozen=True)
class Failed:
    """An article that there is no report on, and why."""

    name: str
    error: NutgrafError


def run(job: Job) -> int:
    """Does the job and returns the exit status: 0, or 1 where some articles failed. Says which, and why.

    Raises `SettingError`, `ModelUnavailable` and `OutputError`, when what was finished before is delivered.
    """
    settings = load_settings(model=job.model, base_url=job.base_url, prompts=job.prompts, cache=job.cache)
    nutgraf = Nutgraf(settings=settings, length=job.length)
    sources = [read_source(source, published=job.published) for source in _sources(job.sources)]
    done = failed = 0
    paged: list[Report] = []
    with (
        destination(job.out) as stream,
        closing(_reports(nutgraf, settings, chain.from_iterable(sources))) as reports,
    ):
        try:
            for report in reports:
                if isinstance(report, Failed):
                    complain_about(report.error, subject=report.name)
                    failed += 1
                    continue
                done += 1
                if job.form == "html":
                    paged.append(report)
                    continue
                single = len(job.sources) <= 1 and report.article.source.kind != "jsonl"
                separator = "\n" if done > 1 and job.form in {"text", "md"} else ""
                write(stream, separator + serialise(report, form=job.form, terminal=_terminal(job), lines=not single))
        except KeyboardInterrupt:
            note(f"Interrupted, with {cards.count(done, 'article')} done.")
            raise
        finally:
            if paged:
                write(stream, _page(paged))
    if failed and done + failed > 1:
        note(f"{cards.count(done, 'article')} done, {failed} failed.")
    return 1 if failed else 0


def _reports(
    nutgraf: Nutgraf, settings: Settings, articles: Iterable[Article | Unreadable]
) -> Generator[Report | Failed, None, None]:
    """One report or failure for each article, in order. The model is started when there is something to read."""
    # Articles are read outside the event loop: inside, an interruption would wait until a slow site has answered.
    with asyncio.Runner() as runner, ExitStack() as stack:
        started = False
        for article in articles:
            if isinstance(article, Unreadable):
                yield Failed(article.source, article.error)
                continue
            name = cards.source_name(article)
            if not started and settings.model == "local" and settings.base_url is None:
                fetch(settings.models_path)
            try:
                with article_bar(name) as show:
                    if not started:
                        runner.run(nutgraf.__aenter__())
                        stack.callback(lambda: runner.run(nutgraf.__aexit__(None, None, None)))
                        started = True
                    report = runner.run(nutgraf.summarize(article, progress=show))
            except ModelUnavailable:
                raise
            except ModelError as error:
                yield Failed(name, error)
            else:
                yield report


def _page(reports: Sequence[Report]) -> str:
    """The page of an article, or of several."""
    from nutgraf.cli import markdown
    from nutgraf.pages import corpus

    if len(reports) == 1:
        return serialise(reports[0], form="html")
    return corpus.render(reports, title=cards.count(len(reports), "article"), markdown=markdown.render)


def _sources(given: Sequence[str]) -> Sequence[str]:
    stdin = sys.stdin
    if not given and (stdin is None or stdin.isatty()):
        raise SettingError(
            "There is nothing to summarise.",
            hint="Name a text, Markdown, HTML or JSONL file or a URL, or pipe an article in.",
        )
    if "-" in given and stdin is None:
        raise SettingError("There is no standard input to read.", hint="Name a file or a URL.")
    return given or ["-"]


def _terminal(job: Job) -> bool:
    return job.out is None and sys.stdout.isatty()
