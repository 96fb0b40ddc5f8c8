"""`nutgraf view`: reports as a page."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from nutgraf.cli import markdown
from nutgraf.cli.output import destination, write
from nutgraf.cli.terminal import note
from nutgraf.corpus import export
from nutgraf.corpus.past import Past, past_of
from nutgraf.errors import ReadError, SettingError
from nutgraf.pages import article, corpus
from nutgraf.pages.inputs import is_run_file, read_reports
from nutgraf.reading.names import shown
from nutgraf.schema import Report


def run(inputs: Sequence[Path], *, out: Path | None, serve: bool) -> None:
    """Writes the page, or serves it until it is interrupted, or both.

    Raises `ReadError` for an input, `OutputError` for `out`, and `SettingError` where neither is asked for.
    """
    if out is None and not serve and sys.stdout is not None and sys.stdout.isatty():
        raise SettingError("A page is for a browser.", hint="Add --out PAGE.html, or --serve.")
    if out is not None or not serve:
        page = _page(inputs, live=None)
        with destination(out) as stream:
            write(stream, page)
    if out is not None:
        note(f"The page is in {out}.")
        if any(is_run_file(path) and past_of(path).under_way for path in inputs):
            note("The run has not come to its end: the page has what is done so far. --serve follows it.")
    if serve:
        _serve(inputs)


def _page(inputs: Sequence[Path], *, live: str | None) -> str:
    runs = [path for path in inputs if is_run_file(path)]
    notes = [words for path in runs for words in _standing(past_of(path))]
    reports = chain.from_iterable(map(_reports, inputs))
    first = list(islice(reports, 2))
    if not first:
        raise ReadError(
            f"{shown(str(inputs[0]))} has no report yet.",
            hint="`nutgraf runs` says how far the run is, and what failed.",
        )
    if len(first) == 1 and not runs:
        return article.render(first[0], markdown=markdown.render(first[0]), live=live)
    title = inputs[0].name if len(inputs) == 1 else f"{inputs[0].name} and {len(inputs) - 1} more"
    return corpus.render(chain(first, reports), title=title, markdown=markdown.render, notes=notes, live=live)


def _reports(path: Path) -> Iterator[Report]:
    if is_run_file(path):
        return (report for _, report in export.reports(path))
    return read_reports(path)


def _standing(past: Past) -> Iterator[str]:
    """What the list of a run's articles doesn't show."""
    for state, words in (("failed", "failed"), ("unreadable", "could not be read"), ("due", "still to do")):
        if past.states.get(state):
            yield f"{past.states[state]:,} {words}"
    if past.under_way:
        yield "the run has not come to its end"


def _serve(inputs: Sequence[Path]) -> None:
    from nutgraf.pages.server import PageServer

    with PageServer(page=lambda state: _page(inputs, live=state), state=lambda: _state(inputs)) as server:
        server.current()
        note(f"The page is at {server.address} (Ctrl-C ends it).")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            note("Ended.")


def _state(inputs: Sequence[Path]) -> str:
    """Changes when a file does. A run's last results are beside it until SQLite takes them in."""
    seen = []
    for path in inputs:
        for file in (path, path.with_name(f"{path.name}-wal")):
            if file.exists():
                status = file.stat()
                seen.append(f"{status.st_mtime_ns}-{status.st_size}")
    return " ".join(seen)
