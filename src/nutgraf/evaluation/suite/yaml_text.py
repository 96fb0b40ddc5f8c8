"""YAML of which every scalar is text, with the line of each value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nutgraf.errors import SettingError
from nutgraf.evaluation.suite.problems import Broken, FieldPath, Problem, field_name
from nutgraf.reading.names import shown

_NULLS = frozenset({"null", "~", ""})

Lines = dict[FieldPath, int]


def read_yaml(text: str, file: str) -> tuple[Any, Lines]:
    """The value in `text` (mappings, lists, text, and None for a bare `null`), and the line of each part of it.

    Raises Broken where it is no YAML, has a key twice, or uses anchors; SettingError without the extra `eval`.
    """
    try:
        import yaml
    except ImportError:
        raise SettingError(
            "Label files are YAML, and the package that reads it is missing.", hint="Install `nutgraf[eval]`."
        ) from None
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    reader = _Reader(file)
    try:
        value = reader.document(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = f"isn't YAML: {' '.join(part for part in (error.context, error.problem) if part)}"
        raise Broken([Problem(file=file, line=mark.line + 1 if mark else None, reason=shown(reason))]) from None
    except yaml.YAMLError as error:
        raise Broken([Problem(file=file, reason=f"isn't YAML: {shown(' '.join(str(error).split()))}")]) from None
    except RecursionError:
        raise Broken([Problem(file=file, reason="isn't a label file: it is nested too deep")]) from None
    if reader.problems:
        raise Broken(reader.problems)
    return value, reader.lines


class _Reader:
    """Turns the events of a YAML parser into values and notes their lines."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: Lines = {}
        self.problems: list[Problem] = []

    def document(self, events: Iterator[Any]) -> Any:
        """The value of the one document of a file; None where it is empty."""
        value, documents = None, 0
        for event in events:
            match type(event).__name__:
                case "DocumentStartEvent":
                    documents += 1
                    if documents > 1:
                        self._wrong(event, (), "holds more than one YAML document")
                        break
                case "ScalarEvent" | "SequenceStartEvent" | "MappingStartEvent" | "AliasEvent":
                    value = self._value(event, events, ())
        return value

    def _value(self, event: Any, events: Iterator[Any], path: FieldPath) -> Any:
        """The value that begins with `event`; the events that belong to it are taken from `events`."""
        self.lines.setdefault(path, event.start_mark.line + 1)
        if getattr(event, "anchor", None):
            self._wrong(event, path, "YAML anchors (`&`, `*`) aren't part of the format")
        match type(event).__name__:
            case "ScalarEvent":
                return None if not event.style and event.value in _NULLS else event.value
            case "SequenceStartEvent":
                return self._list(events, path)
            case "MappingStartEvent":
                return self._mapping(events, path)
        return None

    def _list(self, events: Iterator[Any], path: FieldPath) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            items.append(self._value(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[Any], path: FieldPath) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in events:
            if type(event).__name__ == "MappingEndEvent":
                break
            if type(event).__name__ != "ScalarEvent":
                self._wrong(event, path, "a field's name has to be words")
                self._value(event, events, path)
                self._value(next(events), events, path)
                continue
            place = (*path, event.value)
            if event.value in mapping:
                self._wrong(event, place, "stands here twice")
            self.lines[place] = event.start_mark.line + 1
            mapping[event.value] = self._value(next(events), events, place)
        return mapping

    def _wrong(self, event: Any, path: FieldPath, reason: str) -> None:
        line = event.start_mark.line + 1
        self.problems.append(Problem(file=self.file, line=line, field=field_name(path), reason=reason))
