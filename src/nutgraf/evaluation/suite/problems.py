"""What is wrong with the files of a suite, gathered so that one run names it all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nutgraf.errors import SettingError
from nutgraf.reading.names import shown

FieldPath = tuple[str | int, ...]
"""Where a value stands in a label file: keys, and numbers of list items from 0."""

_MOST = 20


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is wrong."""

    file: str
    line: int | None = None
    """From 1; None where the file as a whole is meant."""
    field: str = ""
    reason: str
    """A predicate or a clause: "is missing", "isn't in the body"."""

    def __str__(self) -> str:
        where = [shown(self.file), f"line {self.line}" if self.line else "", shown(self.field)]
        end = "" if self.reason.endswith("?") else "."
        return f"{', '.join(part for part in where if part)}: {self.reason}{end}"


class Broken(Exception):
    """A file, or several, with all that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(*problems)
        self.problems = tuple(problems)


def field_name(path: FieldPath) -> str:
    """A path in words, list items counted from 1: "events 2, participants 1, name"."""
    parts: list[str] = []
    for part in path:
        if isinstance(part, int) and parts:
            parts[-1] += f" {part + 1}"
        else:
            parts.append(str(part))
    return ", ".join(parts)


def quoted(words: str) -> str:
    """`words` in quotation marks, as they can be put into a message."""
    return f"“{shown(' '.join(words.split()))}”"


def broken_suite(problems: Sequence[Problem]) -> SettingError:
    """The error that names the problems, the first of them where they are many."""
    lines = [str(problem) for problem in problems[:_MOST]]
    if len(problems) > _MOST:
        lines.append(f"... and {len(problems) - _MOST} more.")
    if len(lines) > 1:
        lines.insert(0, f"The suite has {len(problems)} errors:")
    return SettingError("\n".join(lines), hint="Correct the files; evals/LABELS.md describes the format.")
