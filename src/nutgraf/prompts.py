"""The prompt templates: front matter (name, version, purpose, variables) and Jinja2 messages.

A template is one file. After the front matter, a line "--- ROLE ---" opens each message; what stands between two such
lines is rendered as the content of a chat message. The files live in `prompts/` at the root of the repository and are
shipped inside the wheel as `nutgraf/prompts/`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, StrictUndefined, meta

from nutgraf.errors import SettingError
from nutgraf.llm.base import Message

_ROLE_LINE = re.compile(r"^--- (system|user|assistant) ---$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_ENVIRONMENT = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)  # noqa: S701


class _Template:
    """One message. What it was rendered to last is kept: most messages are the same in every call."""

    def __init__(self, role: str, text: str) -> None:
        self.role = role
        self._template = _ENVIRONMENT.from_string(text)
        self._asks_for = meta.find_undeclared_variables(_ENVIRONMENT.parse(text))
        self._last: tuple[dict[str, Any], str] | None = None

    def render(self, values: dict[str, Any]) -> str:
        """The message with `values` filled in."""
        used = {name: copy(values[name]) for name in self._asks_for if name in values}
        if self._last is None or self._last[0] != used:
            self._last = (used, self._template.render(**used))
        return self._last[1]


@dataclass(frozen=True)
class Prompt:
    """A template that renders to chat messages."""

    name: str
    version: str
    variables: frozenset[str]
    source: str

    @property
    def stamp(self) -> str:
        """The version and the first 12 hexadecimal digits of the SHA-256 of the file: "3:9f86d081884c"."""
        return f"{self.version}:{hashlib.sha256(self.source.encode()).hexdigest()[:12]}"

    @cached_property
    def _messages(self) -> list[_Template]:
        body = _FRONT_MATTER.sub("", self.source)
        pieces = _ROLE_LINE.split(body)[1:]
        return [_Template(role, text.strip()) for role, text in zip(pieces[::2], pieces[1::2], strict=True)]

    def render(self, **values: Any) -> list[Message]:
        """The chat messages with `values` filled in.

        Raises `SettingError` where the template asks for something that it isn't given.
        """
        try:
            return [
                cast("Message", {"role": template.role, "content": template.render(values)})
                for template in self._messages
            ]
        except Exception as error:  # a template can raise anything
            raise SettingError(
                f"The prompt template {self.name!r} can't be rendered: {error}.",
                hint=f"It may use these variables: {', '.join(sorted(values))}.",
            ) from error


def shipped_folder() -> Path:
    """The folder with the templates that come with nutgraf: in the wheel, or in the repository."""
    package = Path(__file__).parent
    in_wheel = package / "prompts"
    return in_wheel if in_wheel.is_dir() else package.parents[1] / "prompts"


def load(name: str, folder: Path | None = None) -> Prompt:
    """Returns the template `name`.md, from `folder` where it is there, else as shipped.

    Raises `SettingError` where `folder` is no folder, or the file isn't in the form of a template.
    """
    if folder is not None and not folder.is_dir():
        raise SettingError(
            f"The prompts folder {str(folder)!r} is not a folder.", hint="Give --prompts a folder with .md templates."
        )
    candidates: Sequence[Path] = [base / f"{name}.md" for base in (folder, shipped_folder()) if base is not None]
    path = next((candidate for candidate in candidates if candidate.is_file()), candidates[-1])
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"The prompt template {str(path)!r} can't be read: {error}.") from error
    front = _FRONT_MATTER.match(source)
    fields = dict(line.split(": ", 1) for line in front[1].splitlines() if ": " in line) if front else {}
    if (
        front is None
        or not {"name", "version", "purpose", "variables"} <= fields.keys()
        or not _ROLE_LINE.search(source)
    ):
        raise SettingError(
            f"The prompt template {str(path)!r} is not in the form of a template.",
            hint="It starts with a block of name, version, purpose and variables between two lines of ---, and opens "
            "each message with a line such as --- user ---.",
        )
    return Prompt(
        name=name,
        version=fields["version"],
        variables=frozenset(part.strip() for part in fields["variables"].split(",") if part.strip()),
        source=source,
    )
