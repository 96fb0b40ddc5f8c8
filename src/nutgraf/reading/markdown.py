"""Markdown to paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ ]*\n((?:[^\n]{0,2000}\n){0,60}?)(?:---|\.\.\.)[ ]*(?:\n|\Z)")
_FIELD = re.compile(r"^(title|date|published|author|url)[ ]*:[ ]*(.*?)[ ]*$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A Markdown file."""

    title: str | None
    """The first heading of the first level, or `title` of the front matter."""
    date: str | None
    """`date` or `published` of the front matter."""
    paragraphs: list[str]


def read_markdown(text: str) -> Page:
    """Headings, paragraphs, list items and cells of `text`, without marks, images and inline HTML."""
    from markdown_it import MarkdownIt

    fields: dict[str, str] = {}
    front = _FRONT_MATTER.match(text)
    if front:
        fields = {name.lower(): value.strip("\"'") for name, value in _FIELD.findall(front[1])}
        text = text[front.end() :]
    title = fields.get("title") or None
    paragraphs = []
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    for before, token in zip([None, *tokens], tokens, strict=False):
        words = _words(token)
        if not words:
            continue
        if title is None and before is not None and before.tag == "h1":
            title = words
        else:
            paragraphs.append(words)
    return Page(title=title, date=fields.get("published") or fields.get("date") or None, paragraphs=paragraphs)


def _words(token: Token) -> str:
    if token.type in {"code_block", "fence"}:
        return " ".join(token.content.split())
    if token.type != "inline":
        return ""
    parts = []
    for child in token.children or []:
        if child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type in {"text", "code_inline"}:
            parts.append(child.content)
    return " ".join("".join(parts).split())
