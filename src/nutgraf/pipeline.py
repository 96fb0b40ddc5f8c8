"""The way of an article through the stages, and the object that users hold."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Literal, Self

from nutgraf import prompts
from nutgraf.errors import NutgrafError, ReadError, SettingError
from nutgraf.llm.base import AnswerPending, Model
from nutgraf.llm.cache import Answers
from nutgraf.llm.deferred import Desk
from nutgraf.llm.providers import LOCAL_CONCURRENCY, is_local, open_model
from nutgraf.llm.traffic import Traffic
from nutgraf.reading import Article, Unreadable, read_source
from nutgraf.schema import ArticleRecord, Length, Report, Run, Tokens
from nutgraf.settings import Settings, load_settings
from nutgraf.stages.assemble import assemble
from nutgraf.stages.check import check
from nutgraf.stages.complete import complete
from nutgraf.stages.continued import continued
from nutgraf.stages.extract import Extracted, extract, fixed_part
from nutgraf.stages.link import link
from nutgraf.stages.names import Names
from nutgraf.stages.orders import orders_in
from nutgraf.stages.places import resolve_places
from nutgraf.stages.quantify import with_currencies
from nutgraf.stages.resolve_times import resolve_times
from nutgraf.stages.summarise import summarise
from nutgraf.stages.windows import Window, windows
from nutgraf.usage import Usage

_HOSTED_CONCURRENCY = 8


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far one article is: `done` of `total` windows, or the stage that follows them."""

    stage: Literal["extract", "link", "summarise", "check"]
    done: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Failure:
    """An article that gave no report, and why."""

    article: ArticleRecord
    error: NutgrafError


ShowProgress = Callable[[Progress], None]
ShowArticleProgress = Callable[[ArticleRecord, Progress], None]


class Nutgraf:
    """A model and its prompts, ready for many articles. An async context manager; use it from one event loop.

        async with Nutgraf(model="openai/...") as nutgraf:
            report = await nutgraf.summarize(Article.from_text(text))

    `answers` keeps the model's answers in place of the response cache, `traffic` decides when requests go out. With a
    `desk`, none go out: it has the answers of a batch, or puts down the request and `AnswerPending` is raised.
    What isn't given comes from `NUTGRAF_*` variables, then `nutgraf.toml`, then the defaults. Raises `SettingError` for
    a setting that can't be used; entering it raises `ModelUnavailable` where the model can't be had.
    """

    def __init__(
        self,
        *,
        model: str | None = None,
        base_url: str | None = None,
        prompts: Path | str | None = None,
        length: Length = "standard",
        cache: bool | None = None,
        settings: Settings | None = None,
        answers: Answers | None = None,
        traffic: Traffic | None = None,
        desk: Desk | None = None,
    ) -> None:
        given = {"model": model, "base_url": base_url, "prompts": prompts, "cache": cache}
        chosen = {name: value for name, value in given.items() if value is not None}
        if settings is not None and chosen:
            raise SettingError(
                f"Nutgraf() was given settings and {', '.join(chosen)} besides.", hint="Give one or the other."
            )
        self._settings = settings or load_settings(**chosen)
        self._length: Length = length
        self._extract = _prompt("extract", self._settings)
        self._summarise = _prompt("summarise", self._settings)
        self._answers = answers
        self._traffic = traffic
        self._desk = desk
        # Whoever watches the traffic decides how many requests are under way.
        self._turn = asyncio.Semaphore(sys.maxsize if traffic else self._concurrency())
        self._stack = AsyncExitStack()
        self._model: Model | None = None

    async def __aenter__(self) -> Self:
        opened = open_model(
            self._settings,
            answers=self._answers,
            traffic=self._traffic,
            fixed=fixed_part(self._extract),
            desk=self._desk,
        )
        self._model = await self._stack.enter_async_context(opened)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._model = None
        await self._stack.aclose()

    async def summarize(
        self, article: ArticleRecord, *, length: Length | None = None, progress: ShowProgress | None = None
    ) -> Report:
        """The report on one article. Raises `ModelError` where the model gave none."""
        if self._model is None:
            raise SettingError("This Nutgraf is not open.", hint="Use it in an `async with` block.")
        started = time.monotonic()
        model = self._model
        show = progress or (lambda _: None)
        orders = orders_in(article)
        cut = windows(article, model.window, left_out=orders)
        extracted = await self._extract_all(article, cut, model, show)
        show(Progress(stage="link", done=len(cut), total=len(cut)))
        mentions = complete(article, [mention for part in extracted for mention in part.mentions])
        names = Names(article, (passage for mention in mentions for passage in mention.named()))
        assembled = assemble(article, continued(article, link(article, mentions, names), left_out=orders), names)
        events = with_currencies(article, resolve_places(article, resolve_times(article, assembled)))
        show(Progress(stage="summarise", done=len(cut), total=len(cut)))
        told = await summarise(article, events, length or self._length, model=model, prompt=self._summarise)
        show(Progress(stage="check", done=len(cut), total=len(cut)))
        findings = [
            *check(article, events, told.summary),
            *told.findings,
            *(finding for part in extracted for finding in part.findings),
        ]
        usage = sum((part.usage for part in extracted), told.usage)
        return Report(
            article=ArticleRecord.model_validate(article.model_dump()),
            events=events,
            summary=told.summary,
            findings=findings,
            run=self._run(model, usage, time.monotonic() - started),
        )

    async def stream(
        self, articles: Iterable[ArticleRecord], *, progress: ShowArticleProgress | None = None
    ) -> AsyncGenerator[Report | Failure, None]:
        """A report or a failure for each article, in order of completion.

        As many articles are under way as the setting `concurrency` allows. Raises
        `ModelUnavailable` once no model can be had for any of them.
        """
        limit = self._concurrency()
        under_way: set[asyncio.Task[Report | Failure]] = set()
        try:
            for article in articles:
                under_way.add(asyncio.create_task(self._attempt(article, progress)))
                if len(under_way) == limit:
                    finished = await _first(under_way)
                    under_way.remove(finished)
                    yield finished.result()
            while under_way:
                finished = await _first(under_way)
                under_way.remove(finished)
                yield finished.result()
        finally:
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)  # or asyncio logs what they raised

    async def _attempt(self, article: ArticleRecord, progress: ShowArticleProgress | None) -> Report | Failure:
        try:
            return await self.summarize(article, progress=partial(progress, article) if progress else None)
        except NutgrafError as error:
            if error.exit_status != 1:
                raise
            return Failure(article=article, error=error)

    async def _extract_all(
        self, article: ArticleRecord, cut: list[Window], model: Model, show: ShowProgress
    ) -> list[Extracted]:
        own = asyncio.Semaphore(self._concurrency())  # or a huge article keeps all others waiting
        done = 0
        pending: list[AnswerPending] = []
        show(Progress(stage="extract", done=0, total=len(cut)))

        async def one(window: Window) -> Extracted | None:
            nonlocal done
            try:
                async with own, self._turn:
                    extracted = await extract(article, window, model=model, prompt=self._extract)
            except AnswerPending as later:  # no reason to stop the others
                pending.append(later)
                return None
            done += 1
            show(Progress(stage="extract", done=done, total=len(cut)))
            return extracted

        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(one(window)) for window in cut]
        except ExceptionGroup as errors:
            raise errors.exceptions[0] from None
        if pending:
            raise pending[0]
        return [extracted for task in tasks if (extracted := task.result()) is not None]

    def _concurrency(self) -> int:
        if self._settings.concurrency:
            return self._settings.concurrency
        local = is_local(self._settings.model) and not self._settings.base_url
        return LOCAL_CONCURRENCY if local else _HOSTED_CONCURRENCY

    def _run(self, model: Model, usage: Usage, seconds: float) -> Run:
        return Run(
            model=model.name,
            window=model.window,
            prompts={prompt.name: prompt.stamp for prompt in (self._extract, self._summarise)},
            nutgraf_version=_version(),
            calls=usage.calls,
            tokens=Tokens(prompt=usage.prompt, completion=usage.completion, cached=usage.cached),
            seconds=round(seconds, 3),
            cost_usd=None,
        )


def summarize(
    source: str | Path | None = None,
    *,
    text: str | None = None,
    html: str | None = None,
    url: str | None = None,
    published: str | date | None = None,
    **options: Any,
) -> Report:
    """The report on one article: a path, URL or "-" as `source`, or `text`, `html` or `url`.

    `options` are those of `Nutgraf`. Also works where an event loop is running already, as in a notebook. Raises
    `SettingError`, `ReadError` and `ModelError`.
    """
    article = _one_article(source, text=text, html=html, url=url, published=published)

    async def run() -> Report:
        async with Nutgraf(**options) as nutgraf:
            return await nutgraf.summarize(article)

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(run())
    return _in_thread(run)


def _one_article(
    source: str | Path | None, *, text: str | None, html: str | None, url: str | None, published: str | date | None
) -> Article:
    given = [value for value in (source, text, html, url) if value is not None]
    if len(given) != 1:
        raise SettingError("summarize() takes one of: a source, text=, html=, url=.")
    if text is not None:
        return Article.from_text(text, published=published)
    if html is not None:
        return Article.from_html(html, published=published)
    found = list(read_source(str(url if source is None else source), published=published))
    if len(found) != 1:
        raise ReadError(
            f"{source} has {len(found)} articles; summarize() takes one.",
            hint="Use Nutgraf.stream for several, or the command `nutgraf summarize`.",
        )
    if isinstance(found[0], Unreadable):
        raise found[0].error
    return found[0]


async def _first(tasks: set[asyncio.Task[Report | Failure]]) -> asyncio.Task[Report | Failure]:
    """One of the tasks that are done, as soon as there is one."""
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    return done.pop()


def _in_thread(run: Callable[[], Any]) -> Report:
    """Runs a coroutine function to its end in a thread with an event loop of its own."""
    outcome: list[Report] = []
    raised: list[BaseException] = []

    def work() -> None:
        try:
            outcome.append(asyncio.run(run()))
        except BaseException as error:
            raised.append(error)

    thread = Thread(target=work)
    thread.start()
    thread.join()
    if raised:
        raise raised[0]
    return outcome[0]


@cache
def _version() -> str:
    return version("nutgraf")


def _prompt(name: str, settings: Settings) -> prompts.Prompt:
    return prompts.load(name, settings.prompts)
