"""The text format: a report for eyes."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from nutgraf import cards
from nutgraf.cli.terminal import clean
from nutgraf.schema import Event, Report

PLAIN_WIDTH = 88
"""Columns, where the text doesn't go to a terminal."""
_LABELS = 12
"""Columns that the labels of a card take."""
_SEVERITY = {"info": "dim", "warning": "yellow", "error": "red"}


def render(report: Report, console: Console) -> Iterator[Text]:
    """Yields the lines of a report, wrapped to the width of `console`.

    All strings are cleaned of control characters, and none is read as markup.
    """
    width = max(console.width, 40)

    def block(
        text: str | Text, *, style: str = "", indent: int = 0, label: str = "", label_style: str = ""
    ) -> Iterator[Text]:
        whole = Text(clean(text), style) if isinstance(text, str) else text
        for number, line in enumerate(whole.wrap(console, width - indent)):
            line.rstrip()
            head = (label.ljust(indent), label_style) if number == 0 else " " * indent
            yield Text.assemble(head, line)

    def heading(text: str) -> Iterator[Text]:
        yield Text()
        yield Text(text, "bold cyan")

    def event_card(event: Event) -> Iterator[Text]:
        yield Text()
        yield from block(event.title, style="bold", indent=4, label=clean(event.id), label_style="bold")
        yield from block(cards.headline(event), style="red" if event.disputed else "green", indent=4)
        for name, lines in cards.card(event):
            for number, line in enumerate(lines):
                label = "    " + name if number == 0 else ""
                indent = 4 + _LABELS + 2 * line.depth
                yield from block(line.text, indent=indent, label=label, label_style="dim")

    yield from block(cards.report_title(report), style="bold")
    yield from block(cards.about_article(report.article), style="dim")
    yield from heading("SUMMARY")
    summary = Text()
    for sentence in report.summary.sentences:
        summary.append(clean(sentence.text))
        summary.append(f" [{clean(cards.references(sentence.events, sentence.sentences))}] ", "dim")
    yield from block(summary, indent=2)
    if not report.summary.sentences:
        yield from block("There is nothing to summarise: no event was found.", indent=2)
    if report.events:
        yield from heading("EVENTS")
    for event in report.events:
        yield from event_card(event)
    if report.findings:
        yield from heading("FINDINGS")
    for severity, message in cards.findings(report):
        yield from block(message, indent=10, label=f"  {severity}", label_style=_SEVERITY[severity])
    yield Text()
    yield from block(cards.about_run(report.run), style="dim")
