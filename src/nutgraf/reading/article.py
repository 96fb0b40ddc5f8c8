"""The article as the stages see it."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Self

from nutgraf.errors import ReadError
from nutgraf.reading.dates import PageDate, borne_out, dateline_year, iso_day, option_day, read_day
from nutgraf.reading.decode import MAX_BYTES, clean_characters, decode
from nutgraf.reading.fetch import Fetched, fetch
from nutgraf.reading.files import opened, read_limited, too_large
from nutgraf.reading.jsonl import Row
from nutgraf.reading.language import language_of
from nutgraf.reading.markdown import read_markdown
from nutgraf.reading.markup import looks_like_html, read_html
from nutgraf.reading.names import naming, shown
from nutgraf.reading.paragraphs import paragraphs
from nutgraf.reading.plain import Story, tell_apart
from nutgraf.reading.run_on import split_run_on
from nutgraf.reading.segment import MAX_SENTENCES, segment, too_many
from nutgraf.schema import ArticleRecord, Origin, Published, SourceForm

_ENTITY = re.compile(r"&(?:#39|#160|#82(?:1[126789]|2[01])|amp|apos|quot|nbsp|[lr][sd]quo|[nm]dash|hellip);")
"""What copy taken from a page or a feed has for marks and spaces; nothing that makes a tag."""

HTML = frozenset({".html", ".htm", ".xhtml", ".shtml"})
MARKDOWN = frozenset({".md", ".markdown"})
TEXT = frozenset({".txt", ".text"})
_HEADING = re.compile(r"\s*# \S")
JSON_LINES = frozenset({".jsonl", ".ndjson", ".json"})


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of an article before it is read."""

    source: Origin
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    option: str | None = None
    """The day of publication that the user gave, ISO 8601."""
    metadata: str | None = None
    """The day of publication that came with the article, ISO 8601."""


class Article(ArticleRecord):
    """An article that has been read: clean text, sentences with offsets, and what is known about it.

    Every way to make one raises ReadError where no article can be had, and SettingError for a `published` that is no
    ISO date. `published` outweighs every date that the article itself gives.
    """

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        title: str | None = None,
        published: str | date | None = None,
        url: str | None = None,
        publisher: str | None = None,
        source: Origin | None = None,
    ) -> Self:
        """An article from plain text. Without `title`, one is looked for in the text."""
        known = Known(
            source=source or Origin(kind="text"),
            title=title,
            url=url,
            publisher=publisher,
            option=option_day(published),
        )
        with naming("The text"):
            return cls._from_text(text, known)

    @classmethod
    def from_html(
        cls,
        html: str | bytes,
        *,
        title: str | None = None,
        published: str | date | None = None,
        url: str | None = None,
        publisher: str | None = None,
        source: Origin | None = None,
    ) -> Self:
        """An article from a page. What isn't given is taken from the page's metadata."""
        known = Known(
            source=source or Origin(kind="text"),
            title=title,
            url=url,
            publisher=publisher,
            option=option_day(published),
        )
        with naming("The page"):
            return cls._from_html(decode(html, html=True) if isinstance(html, bytes) else html, known)

    @classmethod
    def from_file(cls, path: str | os.PathLike[str], *, published: str | date | None = None) -> Self:
        """An article from a text, Markdown or HTML file. Where the name doesn't say which, the content does."""
        name = shown(os.fspath(path))
        known = Known(source=file_origin(path), option=option_day(published))
        with naming(name):
            if Path(path).suffix.lower() in JSON_LINES:
                raise ReadError("holds rows of JSON, not one article", hint="Read it with `read_source`.")
            with opened(path) as stream:
                data = read_limited(stream)
            return cls.from_bytes(data, known, suffix=Path(path).suffix)

    @classmethod
    def from_url(cls, url: str, *, published: str | date | None = None) -> Self:
        """An article from the web. Raises FetchError where the address can't be fetched."""
        option = option_day(published)
        return cls.from_fetched(url, fetch(url), published=option)

    @classmethod
    def from_fetched(cls, url: str, fetched: Fetched, *, published: str | date | None = None) -> Self:
        """An article from a page that was fetched from `url`."""
        option = option_day(published)
        known = Known(source=Origin(kind="url"), url=fetched.url, option=option)
        with naming(shown(url)):
            html = fetched.content_type != "text/plain"
            text = decode(fetched.body, charset=fetched.charset, html=html)
            return cls._from_html(text, known) if html else cls._from_text(text, known)

    @classmethod
    def from_row(cls, row: Row, known: Known, *, line: int, kind: SourceForm = "jsonl") -> Self:
        """An article from a row of JSON lines, or of another table. `known` is what is known of all the rows."""
        source = Origin(kind=kind, path=known.source.path, row=line, external_id=row.id)
        known = replace(
            known, source=source, title=row.title, url=row.url, publisher=row.publisher, metadata=row.published
        )
        return cls._from_html(row.html, known) if row.html is not None else cls._from_text(row.text or "", known)

    @classmethod
    def from_bytes(cls, data: bytes, known: Known, *, suffix: str = "") -> Self:
        """An article from the content of a file whose name ends with `suffix`."""
        suffix = suffix.lower()
        text = decode(data, html=suffix not in TEXT | MARKDOWN)
        if suffix in HTML or (suffix not in TEXT | MARKDOWN and looks_like_html(text)):
            return cls._from_html(text, known)
        if suffix in MARKDOWN or (suffix not in TEXT and _HEADING.match(text)):
            return cls._from_markdown(text, known)
        return cls._from_text(text, known)

    @classmethod
    def _from_text(cls, text: str, known: Known) -> Self:
        found = paragraphs(_clean(_ENTITY.sub(lambda match: unescape(match[0]), text)))
        if len(found) > MAX_SENTENCES:
            raise too_many()
        story = tell_apart(found, title=_one_line(known.title))
        # A title that is one with the text stays in it: often it alone names the town.
        story.body[:1] = [part for first in story.body[:1] for part in split_run_on(first)]
        return cls._from_story(story, known)

    @classmethod
    def _from_markdown(cls, text: str, known: Known) -> Self:
        page = read_markdown(_clean(text))
        known = replace(known, title=known.title or page.title, metadata=known.metadata or _any_day(page.date))
        return cls._from_story(tell_apart(page.paragraphs, title=_one_line(known.title)), known)

    @classmethod
    def _from_html(cls, html: str, known: Known) -> Self:
        page = read_html(_clean(html), url=known.url)
        known = replace(
            known,
            title=known.title or page.title,
            metadata=known.metadata or page.date,
            url=known.url or page.url,
            publisher=known.publisher or page.publisher,
        )
        found = [" ".join(clean_characters(line).split()) for line in page.paragraphs]
        story = tell_apart([line for line in found if line], title=_one_line(known.title))
        return cls._from_story(story, known, visible=page.visible_date)

    @classmethod
    def _from_story(cls, story: Story, known: Known, *, visible: PageDate | None = None) -> Self:
        if not story.body:
            raise ReadError(
                "has no story in it: nothing is left without titles, dates and the site's own lines",
                hint="Check that the text of the article is there.",
            )
        language = language_of("\n".join(story.body))
        text, sentences = segment(story.body, language)
        return cls(
            id=hashlib.sha256(text.encode()).hexdigest(),
            title=story.title,
            url=_one_line(known.url),
            publisher=_one_line(known.publisher),
            language=language,
            text=text,
            source=known.source,
            published=_published(story, story.page_date or visible, known),
            dateline=story.cut.dateline if story.cut else None,
            sentences=sentences,
        )


def file_origin(path: str | os.PathLike[str]) -> Origin:
    """Where an article from a file came from. A name that isn't UTF-8 is given as near as can be."""
    return Origin(kind="file", path=os.fspath(path).encode("utf-8", "replace").decode())


def _clean(text: str) -> str:
    if len(text) > MAX_BYTES:
        raise too_large()
    text = clean_characters(text)
    if not text.strip():
        raise ReadError("is empty", hint="Give it an article.")
    return text


def _one_line(words: str | None) -> str | None:
    return " ".join(clean_characters(words).split())[:500].strip() or None if words else None


def _any_day(words: str | None) -> str | None:
    if words is None:
        return None
    read = read_day(words)
    return iso_day(words) or (read.iso if read else None)


def _published(story: Story, page_date: PageDate | None, known: Known) -> Published:
    """The day of publication from the soundest place that gives one. A bare date on the page is none by itself."""
    if known.option:
        return Published(date=known.option, origin="option", text=known.option)
    if known.metadata:
        return Published(date=known.metadata, origin="metadata", text=known.metadata)
    if page_date and page_date.stated and page_date.day and page_date.day.iso:
        return Published(date=page_date.day.iso, origin="metadata", text=page_date.text)
    if story.cut and story.cut.day:
        day = story.cut.day
        if day.year is None:
            day = dateline_year(day, page_date.day if page_date else None) or day
        return Published(date=day.iso, origin="dateline", text=story.cut.day_text)
    if page_date:
        sound = page_date.day is not None and borne_out(page_date.day, story.body)
        day_of_page = page_date.day.iso if page_date.day and sound else None
        return Published(date=day_of_page, origin="page_header", text=page_date.text)
    return Published(date=None, origin="none", text=None)
