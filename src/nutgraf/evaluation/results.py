"""A saved result: what was measured, each article's counts, the figures, and what it took.

The counts are kept, not the answers, so that two results can be compared article by article without the articles, and
a result on texts that can't be published can be.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nutgraf.errors import SettingError
from nutgraf.evaluation import statistics
from nutgraf.evaluation.statistics import Figures
from nutgraf.evaluation.tally import Tallies, Tally
from nutgraf.reading.names import shown

FORMAT = 1
_OPEN_LEVELS = 4
"""Of the file's JSON: deeper objects are one line each, so that an article is a line."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Took(_Record):
    """What the answers took. Answers from the response cache took nothing."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    """The part of `prompt_tokens` that the server did not have to read again."""
    seconds: float = 0
    cost_usd: float | None = None

    def __add__(self, other: Took) -> Took:
        costs = [cost for cost in (self.cost_usd, other.cost_usd) if cost is not None]
        return Took(
            calls=self.calls + other.calls,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
            seconds=round(self.seconds + other.seconds, 3),
            cost_usd=sum(costs) if costs else None,
        )


class ArticleScores(_Record):
    """One article."""

    id: str
    failed: str | None = None
    """Why there was no answer in one run or more; it was scored as an empty one."""
    took: Took = Took()
    counts: list[dict[str, tuple[float, float, float]]] = Field(min_length=1)
    """One object a run: right, predicted and gold by the measure."""

    def runs(self) -> list[Tallies]:
        """The tallies of each run."""
        return [{name: Tally(*numbers) for name, numbers in one.items()} for one in self.counts]

    def tallies(self) -> Tallies:
        """The mean over the runs."""
        return statistics.mean(self.runs())


class Figure(_Record):
    """A figure, its 95 % interval over articles, and over several runs the model's own standard deviation."""

    value: float | None
    low: float | None = None
    high: float | None = None
    deviation: float | None = None


class Scores(_Record):
    """The scores of one collection of articles."""

    collection: str
    """`suite`, or the benchmark's name."""
    fingerprint: str
    """Of all articles and labels of the collection, those outside the part and the sample too."""
    part: str
    """The split or the half."""
    sample: str | None
    """How the articles were chosen, where it wasn't all of them."""
    figures: dict[str, Figure]
    articles: list[ArticleScores]


class Result(_Record):
    """What `nutgraf eval --save` writes."""

    format: int = FORMAT
    system: str
    """What was measured: `nutgraf`, or the name of the file with another system's answers."""
    model: str | None = None
    prompts: dict[str, str] = {}
    """Name to "version:hash"."""
    settings: dict[str, str | int | None] = {}
    """What else shapes the answers."""
    nutgraf_version: str
    """The version that scored."""
    seed: int
    """Of the draws that the intervals rest on, and of the sample."""
    runs: int = 1
    """How often each article was read."""
    scores: list[Scores]

    @property
    def took(self) -> Took:
        """What the whole took."""
        return sum((article.took for scores in self.scores for article in scores.articles), Took())


def counted(tallies: Tallies) -> dict[str, tuple[float, float, float]]:
    """Tallies as they are saved."""
    return {name: (_plain(tally.right), _plain(tally.predicted), _plain(tally.gold)) for name, tally in tallies.items()}


def summed_up(articles: Sequence[ArticleScores], figures: Figures, *, seed: int) -> dict[str, Figure]:
    """The figures over articles, with intervals, and the scatter where there are several runs."""
    estimates = statistics.estimate([article.tallies() for article in articles], figures, seed=seed)
    repeats = zip(*(article.runs() for article in articles), strict=True)
    scatter = statistics.scatter(map(list, repeats), figures)
    return {
        name: Figure(
            value=one.value,
            low=one.low,
            high=one.high,
            deviation=scatter[name].deviation if name in scatter else None,
        )
        for name, one in estimates.items()
    }


def dump(result: Result) -> str:
    """The result as JSON, an article a line."""
    return _lines(result.model_dump(mode="json"), 0) + "\n"


def load(path: Path) -> Result:
    """The result in a file.

    Raises `SettingError` for a file that is none, is of another version of the format, or has no article in it.
    """
    name = shown(str(path))
    hint = "Give a file that `nutgraf eval --save` wrote."
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingError(f"{name} can't be read: {error.strerror or error}.", hint=hint) from None
    except (ValueError, RecursionError):
        raise SettingError(f"{name} is no JSON.", hint=hint) from None
    found = content.get("format") if isinstance(content, dict) else None
    if not isinstance(found, int):
        raise SettingError(f"{name} is no saved result.", hint=hint)
    if found != FORMAT:
        age = "an older" if found < FORMAT else "a newer"
        raise SettingError(
            f"{name} was saved by {age} nutgraf, in format {found}; this one reads format {FORMAT}.",
            hint="Measure once more and save the result anew." if found < FORMAT else "Update nutgraf.",
        )
    try:
        result = Result.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise SettingError(f"{name}: {shown(where)}: {shown(first['msg'])}.", hint=hint) from None
    if not any(scores.articles for scores in result.scores):
        raise SettingError(f"{name} has no article in it: there is nothing to compare with.", hint=hint)
    return result


def check_same(fingerprints: Mapping[str, str], old: Result, *, name: str) -> None:
    """Raises `SettingError` where a saved result is of other articles or labels than these, by collection.

    `name` is that of the saved result in messages.
    """
    shared = [scores for scores in old.scores if scores.collection in fingerprints]
    for scores in shared:
        here = fingerprints[scores.collection]
        if scores.fingerprint != here:
            raise SettingError(
                f"{shown(name)} was measured on another {scores.collection}: the articles or the labels differ "
                f"({scores.fingerprint[:12]} there, {here[:12]} here).",
                hint="Score the older run's answers on these labels (--predictions), and save that as the baseline.",
            )
    if not shared:
        raise _nothing_shared(name)


def pairs(new: Result, old: Result, *, name: str) -> list[tuple[Scores, Scores]]:
    """The collections that both results have, each cut down to the articles that both have, in the same order.

    Raises `SettingError` where the results are not of the same articles and labels, or share no article.
    """
    check_same({scores.collection: scores.fingerprint for scores in new.scores}, old, name=name)
    earlier = {scores.collection: scores for scores in old.scores}
    found = []
    for scores in new.scores:
        if (other := earlier.get(scores.collection)) is None:
            continue
        theirs = {article.id: article for article in other.articles}
        both = [article for article in scores.articles if article.id in theirs]
        if both:
            found.append((_cut(scores, both), _cut(other, [theirs[article.id] for article in both])))
    if not found:
        raise _nothing_shared(name)
    return found


def _nothing_shared(name: str) -> SettingError:
    return SettingError(
        f"{shown(name)} has no article in common with what is measured.",
        hint="Measure the same suite or benchmark, split and sample as the baseline.",
    )


def _cut(scores: Scores, articles: list[ArticleScores]) -> Scores:
    return scores.model_copy(update={"articles": articles})


def _plain(number: float) -> float | int:
    return int(number) if number == int(number) else round(float(number), 6)


def _lines(value: Any, depth: int) -> str:
    """JSON with one line for each item of the outer levels."""
    if depth >= _OPEN_LEVELS or not value or not isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=True)
    margin = "\n" + " " * (depth + 1)
    if isinstance(value, dict):
        items = [f"{json.dumps(name)}: {_lines(one, depth + 1)}" for name, one in value.items()]
    else:
        items = [_lines(one, depth + 1) for one in value]
    start, end = "{}" if isinstance(value, dict) else "[]"
    return f"{start}{margin}{(',' + margin).join(items)}\n{' ' * depth}{end}"
