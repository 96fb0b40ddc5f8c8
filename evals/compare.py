"""The stored scores side by side: each system's figures with intervals, and how far the first is from the others.

    python evals/compare.py [--all] [RESULT.json ...]      without files: all of evals/baselines

One table for each collection and part of it. The differences are paired, article by article, with intervals and p, and
p is corrected for the number of headline figures (Holm).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from nutgraf.cli.scores import number, on_passes, p_value
from nutgraf.errors import NutgrafError
from nutgraf.evaluation.measure import Compared, compared
from nutgraf.evaluation.measures import SUITE, measures
from nutgraf.evaluation.results import Figure, Result, load
from nutgraf.evaluation.statistics import Estimate
from nutgraf.evaluation.suite.agreement import Agreement, agreement
from nutgraf.evaluation.suite.loader import fingerprint

EVALS = Path(__file__).parent
BASELINES = EVALS / "baselines"


def main() -> None:
    """Prints the tables that the command line asks for."""
    parser = argparse.ArgumentParser(description="Stored scores side by side.")
    parser.add_argument("files", nargs="*", type=Path, metavar="RESULT.json")
    parser.add_argument("--all", action="store_true", help="all figures, not the headline ones alone")
    options = parser.parse_args()
    files = options.files or sorted(BASELINES.glob("*.json"))
    if not files:
        parser.exit(2, f"{BASELINES} has no saved results yet: `nutgraf eval --save` writes them.\n")
    try:
        results = [part for path in files for part in parts(load(path))]
        passes = two_passes(results)
    except NutgrafError as error:
        parser.exit(2, f"{error} {error.hint}\n")
    tables = {key: [one for one in results if subject(one) == key] for key in map(subject, results)}
    console = Console(width=None if Console().is_terminal else 200, markup=False, highlight=False)
    for key, systems in tables.items():
        labelled_twice = passes if is_on_suite(systems[0]) else None
        console.print(table(" · ".join(key), systems, labelled_twice, everything=options.all))
        if labelled_twice:
            console.print(on_passes(labelled_twice))
        console.print()


def parts(result: Result) -> Iterator[Result]:
    """A result for each of the collections of one."""
    for scores in result.scores:
        yield result.model_copy(update={"scores": [scores]})


def subject(result: Result) -> tuple[str, ...]:
    """What a result of one collection was measured on."""
    scores = result.scores[0]
    sample = [f"sample {scores.sample}"] if scores.sample else []
    return (scores.collection, scores.part, *sample, f"{len(scores.articles)} articles", scores.fingerprint[:12])


def is_on_suite(result: Result) -> bool:
    """Whether a result of one collection was measured on this suite, as its labels are now."""
    scores = result.scores[0]
    return scores.collection == SUITE and scores.fingerprint == fingerprint(EVALS)


def two_passes(results: list[Result]) -> Agreement | None:
    """How far the two passes over this suite's articles agree, where one of the results was measured on it."""
    on_suite = next(filter(is_on_suite, results), None)
    return agreement(EVALS, seed=on_suite.seed) if on_suite else None


def table(title: str, systems: list[Result], passes: Agreement | None, *, everything: bool) -> Table:
    """The systems side by side, nutgraf first, and how far two labellings agree."""
    first, *others = sorted(systems, key=lambda one: one.system != "nutgraf")
    collection = first.scores[0].collection
    made = Table(title=title, title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    made.add_column("")
    made.add_column(label(first), justify="right")
    differences: list[Compared] = []
    for other in others:
        made.add_column(label(other), justify="right")
        made.add_column("difference to it", justify="right")
        made.add_column("p", justify="right")
        differences.append(compared(first, other, name=label(other))[collection])
    if passes:
        made.add_column("two passes", justify="right")
    headline = measures(collection).headline
    for name, figure in first.scores[0].figures.items():
        if everything or name in headline:
            cells = [shown(figure)]
            for other, found in zip(others, differences, strict=True):
                cells += [shown(other.scores[0].figures.get(name)), *difference(found, name)]
            cells += [shown(passes.figures.get(name))] if passes else []
            made.add_row(name, *cells)
    return made


def label(result: Result) -> str:
    """What a system is called."""
    return f"{result.system} ({result.model})" if result.model else result.system


def shown(figure: Figure | Estimate | None) -> str:
    """A figure and its interval."""
    if figure is None or figure.value is None:
        return "–"
    return f"{number(figure.value)} [{number(figure.low)}, {number(figure.high)}]"


def difference(found: Compared, name: str) -> tuple[str, str]:
    """The difference with its interval, and p."""
    one = found.differences.get(name)
    if one is None:
        return "", ""
    cell = f"{'+' if one.value > 0 else ''}{number(one.value)} [{number(one.low)}, {number(one.high)}]"
    return cell, p_value(found.adjusted.get(name, one.p))


if __name__ == "__main__":
    main()
