"""The Markdown format. What comes from an article or a model is escaped: it makes no link, no HTML, no heading."""

from __future__ import annotations

import re

from nutgraf import cards
from nutgraf.cli.terminal import clean
from nutgraf.schema import Event, Report

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~&!$]")
_BLOCK_START = re.compile(r"^([-+=]|\d+(?=[.)]))")
_AUTOLINK = re.compile(r"(:)(?=//)|(?<=www)(\.)", re.IGNORECASE)


def escape(text: str) -> str:
    """Returns `text` as Markdown (CommonMark, with GitHub's extensions) that renders as exactly that text."""
    text = _SPECIAL.sub(r"\\\g<0>", clean(text))
    text = _AUTOLINK.sub(r"\\\g<0>", text)
    return _BLOCK_START.sub(lambda match: f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}", text)


def render(report: Report) -> str:
    """Returns a report as a Markdown document."""
    lines = [
        f"# {escape(cards.report_title(report))}",
        "",
        escape(cards.about_article(report.article)),
        "",
        "## Summary",
        "",
    ]
    for sentence in report.summary.sentences:
        notes = cards.references(sentence.events, sentence.sentences)
        lines += [f"{escape(sentence.text)} *({escape(notes)})*" if notes else escape(sentence.text), ""]
    if not report.summary.sentences:
        lines += ["There is nothing to summarise: no event was found.", ""]
    if report.events:
        lines += ["## Events", ""]
    for event in report.events:
        lines += [*_event(event), ""]
    if report.findings:
        lines += ["## Findings", ""]
        lines += [f"- **{severity}**: {escape(message)}" for severity, message in cards.findings(report)]
        lines.append("")
    lines += ["---", "", escape(cards.about_run(report.run)), ""]
    return "\n".join(lines)


def _event(event: Event) -> list[str]:
    lines = [f"### {escape(event.id)}: {escape(event.title)}", "", f"*{escape(cards.headline(event))}*", ""]
    for label, rows in cards.card(event):
        if len(rows) == 1:
            lines.append(f"- **{label}**: {escape(rows[0].text)}")
        else:
            lines.append(f"- **{label}**:")
            lines += [f"{'    ' * (row.depth + 1)}- {escape(row.text)}" for row in rows]
    return lines
