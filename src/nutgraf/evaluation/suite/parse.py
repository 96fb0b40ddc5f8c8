"""The text of a label file to its shape, or to all that is wrong with it."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from nutgraf.evaluation.suite.label_file import PARTS, LabelFile
from nutgraf.evaluation.suite.problems import Broken, FieldPath, Problem, field_name, quoted
from nutgraf.evaluation.suite.vocabulary import nearest
from nutgraf.evaluation.suite.yaml_text import Lines, read_yaml
from nutgraf.reading.names import shown


def parse_label(text: str, file: str) -> tuple[LabelFile, Lines]:
    """The label file in `text`, and the line of each of its values. Raises Broken with all that is wrong."""
    value, lines = read_yaml(text, file)
    try:
        return LabelFile.model_validate(value), lines
    except ValidationError as error:
        raise Broken([_problem(found, file, lines) for found in _own(error.errors(include_url=False))]) from None


def line_of(path: FieldPath, lines: Lines) -> int | None:
    """The line of the value at `path`, or of the nearest part around it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path)


def _own(errors: list[Any]) -> list[Any]:
    """The errors without those that others bring with them: a list is too short because its items are wrong."""
    return [
        one
        for one in errors
        if one["type"] != "too_short"
        or not any(other["loc"][: len(one["loc"])] == one["loc"] for other in errors if other is not one)
    ]


def _problem(found: Any, file: str, lines: Lines) -> Problem:
    path = found["loc"]
    return Problem(file=file, line=line_of(path, lines), field=field_name(path), reason=_reason(found, path))


def _reason(found: Any, path: FieldPath) -> str:
    given = found["input"]
    match found["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return _unknown(str(path[-1]), given, path)
        case "literal_error":
            allowed = [word.strip("' ") for word in found["ctx"]["expected"].replace(" or ", ", ").split(", ")]
            hint = nearest(given, allowed) if isinstance(given, str) else ""
            return f"{_shown(given)} isn't one of {', '.join(allowed)}{hint}"
        case "value_error":
            return str(found["ctx"]["error"])
        case "string_type":
            return "has to be words" if given is not None else "is empty; it has to be words"
        case "tuple_type":
            return f"has to be a list, such as [{shown(given)}]" if isinstance(given, str) else "has to be a list"
        case "model_type" | "model_attributes_type":
            return "has to be fields with their values"
        case "float_parsing" | "int_parsing" | "float_type" | "int_type" | "finite_number" | "int_from_float":
            return f"{_shown(given)} is no {'whole number' if found['type'].startswith('int') else 'number'}"
        case "too_short":
            return f"has too few items; it needs {found['ctx']['min_length']}"
        case _:
            return f"{_shown(given)}: {found['msg']}"


def _unknown(name: str, given: object, path: FieldPath) -> str:
    if given is None and " " in name:
        return "is no field, but words behind a comma; put the whole quotation in quotation marks"
    container = next((part for part in reversed(path[:-1]) if isinstance(part, str)), None)
    part = PARTS.get(container or "", LabelFile)
    known = [field.alias or own for own, field in part.model_fields.items()]
    if part is PARTS["attributions"]:
        known.append("article")
    return f"is no field of the format here{nearest(name, known)}"


def _shown(given: object) -> str:
    return quoted(given) if isinstance(given, str) else "null" if given is None else "this"
