"""Rows of the peers that are measured beside nutgraf: `single_call`, whose events are flat, and `langextract`, whose
events are passages with attributes. `evals/peers` has the programs that write them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nutgraf.evaluation.benchmarks.shared import broken, read_jsonl


@dataclass(frozen=True, kw_only=True)
class PeerEvent:
    """What either says of an event. Strings that it left out are empty."""

    id: str
    words: str
    """The event in the system's words, or the passage of the article."""
    span: tuple[int, int] | None
    """Where the passage is, where the system says so."""
    type: str
    """Lower-cased, as the system was offered it: "air strike"."""
    status: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    means: tuple[str, ...]
    places: tuple[str, ...]
    when: str
    numbers: tuple[str, ...]
    source: str


@dataclass(frozen=True, kw_only=True)
class PeerAnswer:
    """What a row says about one article. One with an error is empty."""

    events: tuple[PeerEvent, ...] = ()
    summary: str | None = None
    seconds: float | None = None
    usage: tuple[int, int] | None = None
    """Tokens read and written."""
    error: str | None = None


def is_peer_row(row: Mapping[str, Any]) -> bool:
    """Whether a row is one of these, and none in the format for predictions."""
    events = row.get("events")
    first = events[0] if isinstance(events, list) and events else None
    return "error" in row or "usage" in row or (isinstance(first, dict) and bool({"attributes", "actors"} & set(first)))


def read_peer_rows(path: Path) -> dict[str, PeerAnswer]:
    """The answers in a file of rows, by the id of the article. Raises `SettingError`, with the line, for other rows."""
    answers = {}
    for where, row in read_jsonl(path):
        try:
            answers[str(row["id"])] = peer_answer(row)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise broken(where, f"no row of single_call or langextract ({error!r})") from None
    return answers


def peer_answer(row: Mapping[str, Any]) -> PeerAnswer:
    """The answer that a row gives. Raises `KeyError`, `TypeError`, `AttributeError` or `ValueError` for other rows."""
    seconds = row.get("seconds")
    if "error" in row:
        return PeerAnswer(seconds=seconds, error=str(row["error"]))
    usage = row.get("usage")
    return PeerAnswer(
        events=tuple(_event(f"e{number}", event) for number, event in enumerate(row["events"], start=1)),
        summary=row.get("summary") or None,
        seconds=seconds,
        usage=(int(usage[0]), int(usage[1])) if usage else None,
    )


def _event(identifier: str, event: Mapping[str, Any]) -> PeerEvent:
    flat = "attributes" not in event
    fields: Mapping[str, Any] = event if flat else event["attributes"] or {}
    span = event.get("span")
    return PeerEvent(
        id=identifier,
        words=_joined(event.get("title" if flat else "text")),
        span=(int(span[0]), int(span[1])) if span and None not in span else None,
        type=_joined(fields.get("type")).lower(),
        status=_joined(fields.get("status")).lower(),
        actors=_strings(event["actors"] if flat else fields.get("actor")),
        targets=_strings(event["targets"] if flat else fields.get("target")),
        means=_strings(fields.get("means")),
        places=_strings(fields.get("place")),
        when=_joined(fields.get("when")),
        numbers=tuple(part for text in _strings(fields.get("numbers")) for part in re.split(r"[;,]\s+", text)),
        source=_joined(fields.get("source")),
    )


def _joined(value: Any) -> str:
    return " ".join(_strings(value))


def _strings(value: Any) -> tuple[str, ...]:
    """The strings in a value that may be one, a list of them, or nothing."""
    values = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    return tuple(text for one in values if isinstance(one, str) and (text := one.strip()))
