"""HTML to paragraphs and metadata, through trafilatura and htmldate."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Any

from nutgraf.errors import ReadError
from nutgraf.reading.dates import PageDate, page_date
from nutgraf.reading.hidden import drop_hidden

# Their warnings are about pages, and the errors raised here say the same; without a handler they land on stderr.
for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_DATE_META = re.compile(r"date|time|publi|issued|created|modified", re.IGNORECASE)
_VISIBLE_SAMPLE = 400
"""Text nodes at the top of a page that are looked through for its date."""
_SHORTEST_PROSE = 40
"""Characters of a line that is prose even without a full stop."""
_TERMINAL = (".", "!", "?", "…", "。", "！", "？", "।", "؟", "”", '"')
_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|section|div|meta"
    r"|title|h1|p|script|link)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """The article of a page, and what the page says about it."""

    title: str | None
    publisher: str | None
    url: str | None
    date: str | None
    """ISO 8601, from metadata alone: meta elements, JSON-LD, marked-up times, the address."""
    visible_date: PageDate | None
    """The first date that stands on the page by itself."""
    paragraphs: list[str]


def looks_like_html(text: str) -> bool:
    """Whether `text` begins as an HTML page does."""
    return _START.match(text[:4096]) is not None


def read_html(html: str, *, url: str | None = None) -> Page:
    """The article in `html`. `url` is where the page came from. Raises ReadError where there is no article."""
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    tree = load_html(f"<html><body>{html}</body></html>" if not re.search(r"<(?:html|body)\b", html, re.I) else html)
    no_article = ReadError("has no article in it", hint="Save the page after it has loaded, or give its text.")
    if tree is None:
        raise no_article
    date = _metadata_date(tree, url)
    drop_hidden(tree)
    visible = _visible_date(tree)
    found = bare_extraction(tree, url=url, include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict) or not found.text:
        raise no_article
    lines = [" ".join(line.removeprefix("- ").split()) for line in found.text.split("\n")]
    if not any(len(line) >= _SHORTEST_PROSE or line.endswith(_TERMINAL) for line in lines):
        raise no_article
    return Page(
        title=_line(found.title),
        publisher=_line(found.sitename),
        url=_web_address(found.url),
        date=date,
        visible_date=visible,
        paragraphs=[line for line in lines if line],
    )


def _metadata_date(tree: Any, url: str | None) -> str | None:
    """The date of publication that the page's metadata give.

    htmldate would go on to dates in the visible page. Those are no anchor: many pages show today's date. So it is
    given the metadata alone.
    """
    from htmldate import find_date
    from lxml import etree, html  # type: ignore[import-untyped]

    named = [
        meta
        for meta in tree.iter("meta")
        if _DATE_META.search(" ".join(meta.get(key) or "" for key in ("name", "property", "itemprop", "http-equiv")))
    ]
    data = tree.xpath("//script[@type='application/ld+json']")
    marked = tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]") or tree.xpath("//article//time[@datetime]")
    canonical = tree.xpath("//link[@rel='canonical']")
    head, body = (
        "".join(etree.tostring(e, encoding="unicode", with_tail=False) for e in part)
        for part in (
            [*canonical[:1], *named, *data],
            [e for e in marked[:1] if e.tag != "meta"],
        )
    )
    reduced = html.document_fromstring(f"<html><head>{head}</head><body><div>{body}</div></body></html>")
    return find_date(reduced, extensive_search=False, original_date=True, url=url)


def _visible_date(tree: Any) -> PageDate | None:
    lines = (text.strip() for text in tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]"))
    for _, line in zip(range(_VISIBLE_SAMPLE), filter(None, lines), strict=False):
        found = page_date(line)
        if found:
            return found
    return None


def _line(words: str | None) -> str | None:
    return " ".join(words.split())[:500] or None if words else None


def _web_address(url: str | None) -> str | None:
    return url if url and re.fullmatch(r"https?://[^\s<>\"]{1,2000}", url) else None
