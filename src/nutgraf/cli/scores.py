"""Figures for eyes (on a terminal, in Markdown) and for machines (JSON)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from io import StringIO
from itertools import groupby
from typing import Any, Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from nutgraf.cards import count
from nutgraf.cli.markdown import escape
from nutgraf.cli.terminal import clean
from nutgraf.evaluation.measure import Compared, change
from nutgraf.evaluation.measures import SUITE, measures
from nutgraf.evaluation.results import Figure, Result, Scores, Took
from nutgraf.evaluation.statistics import SIGNIFICANT, Difference, Estimate
from nutgraf.evaluation.suite.agreement import Agreement

Worst = Mapping[str, Sequence[tuple[str, Sequence[str]]]]
"""By collection: the worst articles, each with what is wrong."""
_WIDTH = 160
"""Columns: more than a table needs, so that no terminal is too narrow for its numbers to be whole."""
_REASONS = 6
"""Of one article that are shown."""
_PARTS = ("precision", "recall", "accuracy")
"""Figures that stand beside the F1 of the same measure, without a line of their own."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One measure in a table: its figure, or its F1 with what belongs to it."""

    name: str
    figure: Figure
    parts: Mapping[str, float | None]
    headline: bool
    before: float | None
    difference: Difference | None
    p: float | None
    """Of a headline figure the corrected one."""
    verdict: str
    """`better` or `worse`, where p is below 0.05."""
    passes: Estimate | None
    """The same figure between two labellings."""

    @property
    def group(self) -> str:
        """The field."""
        return self.name.partition(".")[0] if "." in self.name else ""


def render(
    result: Result,
    compared: Mapping[str, Compared],
    worst: Worst,
    passes: Agreement | None = None,
    *,
    form: Literal["text", "json", "md"],
) -> str:
    """A result with what it is compared with, in a format, with a line break at its end.

    `passes`: how far two labellings of the suite agree, which stands beside its figures.
    """
    if form == "json":
        return json.dumps(_data(result, compared, worst, passes), indent=2) + "\n"
    if form == "md":
        return "\n".join(_markdown(result, compared, worst, passes)) + "\n"
    page = StringIO()
    terminal = sys.stdout is not None and sys.stdout.isatty()
    how: dict[str, Any] = {"force_terminal": True} if terminal else {"no_color": True}
    console = Console(file=page, width=_WIDTH, highlight=False, emoji=False, markup=False, **how)
    for part in _text(result, compared, worst, passes):
        console.print(part, soft_wrap=isinstance(part, Text))
    return page.getvalue()


def lines(scores: Scores, compared: Compared | None, passes: Agreement | None) -> list[Line]:
    """The measures of a collection that have a value in it, those of one field together."""
    headline = measures(scores.collection).headline
    found: list[Line] = []
    for name, figure in scores.figures.items():
        base, _, aspect = name.rpartition(".")
        if figure.value is None or (aspect in _PARTS and f"{base}.f1" in scores.figures):
            continue
        parts = {part: scores.figures.get(f"{base}.{part}") for part in _PARTS} if aspect == "f1" else {}
        difference = compared.differences.get(name) if compared else None
        p = compared.adjusted.get(name, difference.p) if compared and difference else None
        found.append(
            Line(
                name=base if aspect == "f1" else name,
                figure=figure,
                parts={part: one.value for part, one in parts.items() if one},
                headline=name in headline,
                before=compared.before.get(name) if compared else None,
                difference=difference,
                p=p,
                verdict=_verdict(scores.collection, name, compared, p),
                passes=passes.figures.get(name) if passes else None,
            )
        )
    order = list(dict.fromkeys(line.group for line in found))
    return sorted(found, key=lambda line: order.index(line.group))


def number(value: float | None) -> str:
    """A figure: three digits behind the point, fewer of large ones; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.3f}"


def p_value(p: float | None) -> str:
    """ "0.032", "<0.001"."""
    if p is None:
        return ""
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def took(result: Result) -> str:
    """What was measured, and what it took if it took anything, on one line."""
    used = result.took
    parts = [result.system, result.model or "", f"{result.runs} runs of each article" if result.runs > 1 else ""]
    if used != Took():
        parts += [
            f"{used.seconds:,.0f} s",
            count(used.calls, "call"),
            f"{used.prompt_tokens:,} tokens read ({used.cached_tokens:,} of them reused)",
            f"{used.completion_tokens:,} written",
            f"{used.cost_usd:.2f} US dollars" if used.cost_usd is not None else "",
        ]
    return " · ".join(part for part in parts if part)


def title(scores: Scores) -> str:
    """What was measured on."""
    failed = sum(article.failed is not None for article in scores.articles)
    parts = [
        scores.collection,
        scores.part,
        f"sample {scores.sample}" if scores.sample else "",
        count(len(scores.articles), "article"),
        f"{failed} without an answer" if failed else "",
        scores.fingerprint[:12],
    ]
    return " · ".join(part for part in parts if part)


def _verdict(collection: str, name: str, compared: Compared | None, p: float | None) -> str:
    difference = compared.differences.get(name) if compared else None
    return change(collection, name, difference.value) if difference and p is not None and p < SIGNIFICANT else ""


def _columns(found: Sequence[Line], *, compared: bool) -> dict[str, Callable[[Line], str]]:
    """What a table has beside the name of the measure: the heads of its columns, and what they hold."""
    columns: dict[str, Callable[[Line], str]] = {
        "value": lambda line: number(line.figure.value),
        "95 % interval": lambda line: _interval(line.figure),
    }
    if any(line.figure.deviation is not None for line in found):
        columns["own scatter"] = lambda line: _signed(line.figure.deviation, "±")
    if compared:
        columns |= {
            "before": lambda line: number(line.before),
            "difference": lambda line: _signed(line.difference.value) if line.difference else "",
            "its interval": lambda line: _interval(line.difference) if line.difference else "",
            "p": lambda line: p_value(line.p),
            "": lambda line: line.verdict,
        }
    elif any(line.parts for line in found):
        columns |= {part: partial(_part, part) for part in _PARTS}
    if any(line.passes for line in found):
        columns["two passes"] = lambda line: _with_interval(line.passes) if line.passes else ""
    return columns


def _part(part: str, line: Line) -> str:
    return number(line.parts[part]) if part in line.parts else ""


def _signed(value: float | None, sign: str = "") -> str:
    return "" if value is None else f"{sign or ('+' if value > 0 else '')}{number(value)}"


def _interval(one: Figure | Difference | Estimate) -> str:
    return "" if one.low is None else f"{number(one.low)} to {number(one.high)}"


def _with_interval(one: Estimate) -> str:
    return f"{number(one.value)} ({_interval(one)})"


def _remarks(compared: Compared | None, passes: Agreement | None) -> list[str]:
    """What a reader must know to read the table."""
    return [*(_on_differences(compared) if compared else ()), *((on_passes(passes),) if passes else ())]


def on_passes(passes: Agreement) -> str:
    """What the agreement of two passes is, in a sentence."""
    return (
        f"Two passes: how far two independent labellings of {count(passes.articles, 'article')} of the suite, of any "
        "split, agree. It is the consistency of two passes, not a human ceiling."
    )


def _on_differences(compared: Compared) -> list[str]:
    over = count(compared.articles, "article")
    tested = (
        f"The differences are over the {over} that both have. p of the headline figures (*), which decide, is "
        "corrected for their number; of twenty others that didn't change, one has a p below 0.05."
    )
    named = [("Worse", compared.fell), ("Better", compared.rose)]
    return [tested, *(f"{verdict} beyond chance: {', '.join(names)}." for verdict, names in named if names)]


def _passes_of(scores: Scores, passes: Agreement | None) -> Agreement | None:
    return passes if scores.collection == SUITE else None


def _text(
    result: Result, compared: Mapping[str, Compared], worst: Worst, passes: Agreement | None
) -> Iterator[Text | Table]:
    yield Text(clean(took(result)), "dim")
    for scores in result.scores:
        other, labelled_twice = compared.get(scores.collection), _passes_of(scores, passes)
        yield Text()
        yield Text(clean(title(scores)), "bold cyan")
        yield _table(lines(scores, other, labelled_twice), compared=other is not None)
        for remark in _remarks(other, labelled_twice):
            yield Text()
            yield Text(clean(remark), "dim")
        for identifier, reasons in worst.get(scores.collection, ()):
            yield Text()
            yield Text.assemble(("worst: ", "dim"), (clean(identifier), "bold"))
            for reason in _shortened(reasons):
                yield Text(f"  {clean(reason)}")


def _table(found: Sequence[Line], *, compared: bool) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    columns = _columns(found, compared=compared)
    table.add_column("", no_wrap=True)
    for head in columns:
        table.add_column(head, justify="right", no_wrap=True)
    styles = {"better": "green", "worse": "red", "": ""}
    for _, group in groupby(found, key=lambda line: line.group):
        table.add_row()
        for line in group:
            name = Text(clean(line.name) + " *" * line.headline, "bold" if line.headline else "")
            table.add_row(name, *(Text(cell(line), styles[line.verdict]) for cell in columns.values()))
    return table


def _markdown(
    result: Result, compared: Mapping[str, Compared], worst: Worst, passes: Agreement | None
) -> Iterator[str]:
    yield escape(took(result))
    for scores in result.scores:
        other, labelled_twice = compared.get(scores.collection), _passes_of(scores, passes)
        found = lines(scores, other, labelled_twice)
        columns = _columns(found, compared=other is not None)
        yield from ("", f"### {escape(title(scores))}", "")
        yield f"| {' | '.join(['', *columns])} |"
        yield f"|---|{'--:|' * len(columns)}"
        for line in found:
            name = f"**{escape(line.name)}**" if line.headline else escape(line.name)
            yield f"| {' | '.join([name, *(cell(line) for cell in columns.values())])} |"
        for remark in _remarks(other, labelled_twice):
            yield from ("", escape(remark))
        for identifier, reasons in worst.get(scores.collection, ()):
            yield from ("", f"Worst: **{escape(identifier)}**", "")
            yield from (f"- {escape(reason)}" for reason in _shortened(reasons))


def _shortened(reasons: Sequence[str]) -> list[str]:
    left = len(reasons) - _REASONS
    return [*reasons[:_REASONS], *([f"and {left} more"] if left > 0 else [])]


def _data(result: Result, compared: Mapping[str, Compared], worst: Worst, passes: Agreement | None) -> dict[str, Any]:
    """All figures without the articles' counts, which --save writes."""
    data = result.model_dump(mode="json", exclude={"scores": {"__all__": {"articles"}}})
    data["took"] = result.took.model_dump()
    for scores, part in zip(result.scores, data["scores"], strict=True):
        part["articles"] = len(scores.articles)
        part["failed"] = {article.id: article.failed for article in scores.articles if article.failed}
        shown = worst.get(scores.collection, ())
        part["worst"] = [{"id": identifier, "reasons": list(reasons)} for identifier, reasons in shown]
        if labelled_twice := _passes_of(scores, passes):
            part["two_passes"] = asdict(labelled_twice)
        other = compared.get(scores.collection)
        if other is None:
            continue
        part["baseline"] = {
            "articles": other.articles,
            "fell": other.fell,
            "rose": other.rose,
            "figures": {
                name: None
                if difference is None
                else {
                    "before": other.before.get(name),
                    "difference": difference.value,
                    "low": difference.low,
                    "high": difference.high,
                    "p": difference.p,
                    "p_corrected": other.adjusted.get(name),
                }
                for name, difference in other.differences.items()
            },
        }
    return data
