"""`nutgraf runs`: what a run did, and how far it is."""

from __future__ import annotations

from pathlib import Path

import typer

from nutgraf.cli.terminal import clean
from nutgraf.corpus.past import past_of


def show(path: Path) -> None:
    """Prints progress, failures by kind, usage and the slowest articles. Raises `ReadError`, `OutputError`."""
    past = past_of(path)
    rows = sum(past.states.values())
    _line("model", past.setup.model)
    _line("prompts", ", ".join(f"{name} {stamp}" for name, stamp in past.setup.prompts.items()))
    _line("sessions", f"{past.sessions}" + (", the last one under way or killed" if past.under_way else ""))
    _line("rows", f"{rows:,}, {past.articles:,} different articles")
    for state in ("done", "failed", "unreadable", "due"):
        if number := past.states.get(state, 0):
            _line(state, f"{number:,} ({number / rows:.1%})")
    usage = past.usage
    cached = f", {usage.cached / usage.prompt:.0%} of them reused" if usage.prompt else ""
    _line("calls", f"{usage.calls:,} in {usage.seconds:,.0f} s")
    _line("tokens", f"{usage.prompt:,} read{cached}; {usage.completion:,} written")
    _line("cost", "not known" if past.cost is None else f"${past.cost:,.4f}")
    if len(past.by_model) > 1:
        for model, calls, tokens, cost in past.by_model:
            shown = "cost not known" if cost is None else f"${cost:,.4f}"
            _line("", f"{model}: {calls:,} calls, {tokens:,} tokens, {shown}")
    for kind, number, example in past.failures:
        _line("failures", f"{number:,} x {kind}, such as: {example}")
    for source, seconds, tokens in past.slowest:
        _line("slowest", f"{seconds:,.1f} s, {tokens:,} tokens: {source}")


def _line(name: str, value: str) -> None:
    typer.echo(f"{name:11} {clean(value)}")
