"""The page of one article: its summary and events on one side, its text on the other."""

from __future__ import annotations

from markupsafe import Markup

from nutgraf import cards
from nutgraf.pages import shell
from nutgraf.pages.record import View, arranged
from nutgraf.schema import Report


def render(report: Report, *, markdown: str, live: str | None = None) -> str:
    """The page, as HTML.

    `markdown`: the report in that format, for who wants to copy it. `live`: the state that it shows, where it is
    served: it asks for another.
    """
    view = arranged(report)
    return shell.page(
        "article.html",
        title=cards.report_title(report),
        live=live,
        content=content(view),
        copies={"json": report.model_dump_json(indent=2), "markdown": markdown},
    )


def content(view: View) -> Markup:
    """What stands between the page's frame, as HTML; the corpus page shows it too."""
    report = view.report
    return shell.fragment(
        "record.html",
        view=view,
        report=report,
        article=report.article,
        title=cards.report_title(report),
        source=cards.source_name(report.article),
        words=cards,
    )
