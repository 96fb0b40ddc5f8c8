"""What the paragraphs of an article are: its title, its date, its dateline, its body, and what belongs to the site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from nutgraf.reading.dateline import Cut, cut_dateline
from nutgraf.reading.dates import PageDate, page_date
from nutgraf.reading.furniture import is_byline, is_furniture, strip_inline

_TOP = 12
"""Paragraphs in which the title, a date and a byline are looked for."""
_BOTTOM = 8
"""Paragraphs at the end in which "Posted on April 20" is looked for where the top has no date."""
_LONGEST_TITLE = 220
_FEWEST_GLUED = 25
"""Letters and figures that a title must have to be cut off a paragraph that goes on after it."""
_MOST_MASTHEAD = 4
"""Lines among which the title is looked for."""
_SITE_NAME = re.compile(r"^(.{15,}?)\s*(?:\s[|«»·•–—-]|\|)\s*([^|«»·•]{2,60})$")


@dataclass(frozen=True, kw_only=True)
class Story:
    """An article, taken apart."""

    title: str | None
    body: list[str]
    """The paragraphs of the story, dateline and furniture taken off."""
    page_date: PageDate | None
    cut: Cut | None
    """The dateline and the paragraph that it was cut off."""


def tell_apart(paragraphs: list[str], *, title: str | None = None) -> Story:
    """Takes an article's paragraphs apart. `title` is the title where it is known already."""
    top, rest = paragraphs[:_TOP], paragraphs[_TOP:]
    kept: list[str] = []
    header: PageDate | None = None
    for paragraph in top:
        found = page_date(paragraph)
        if found:
            header = max(header or found, found, key=lambda date: date.stated)
        elif not is_byline(paragraph) and not is_furniture(paragraph):
            kept.append(paragraph)
    if header is None:
        at_end = (page_date(paragraph) for paragraph in rest[-_BOTTOM:])
        header = next((found for found in at_end if found and found.stated), None)
    kept += [paragraph for paragraph in rest if not is_furniture(paragraph)]
    if title is None:
        title, kept = _find_title(kept)
    if title is not None:
        kept = _without_title(kept, title)
    body = [stripped for stripped in map(strip_inline, kept) if any(map(str.isalnum, stripped))]
    cut = None
    for index, paragraph in enumerate(body[:3]):
        cut = cut_dateline(paragraph)
        if cut:
            body[index : index + 1] = [cut.rest] if cut.rest else []
            if index and title is None and len(body[0]) <= _LONGEST_TITLE:
                title = body.pop(0)  # what stands before a dateline is no story, though it may end in a full stop
            break
    return Story(title=title, body=body, page_date=header, cut=cut)


def same_title(one: str, other: str) -> bool:
    """Whether two lines are one title: dashes, quotes, spaces, case and the name of the site aside."""
    keys = {_key(one), _key(_without_site(one))}
    return bool(keys & {_key(other), _key(_without_site(other))} - {""})


def _find_title(paragraphs: list[str]) -> tuple[str | None, list[str]]:
    """The title, and the paragraphs that follow it.

    Of the lines at the top that could be one, it is the first of some length: shorter ones before it are the name of
    the site or of a section. Lines after it, such as a second headline, stay.
    """
    lines = list(takewhile(_looks_like_title, paragraphs[:_TOP]))
    if not lines or len(lines) == len(paragraphs):
        return (paragraphs[0], paragraphs[1:]) if len(paragraphs) > 1 and lines else (None, paragraphs)
    index = next((i for i, line in enumerate(lines[:_MOST_MASTHEAD]) if _is_long(line)), 0)
    return lines[index], paragraphs[index + 1 :]


def _is_long(line: str) -> bool:
    return len(line.split()) >= 5 or len(re.findall("[\u3040-\u9fff\uac00-\ud7af]", line)) >= 8


def _looks_like_title(line: str) -> bool:
    if len(line) > _LONGEST_TITLE or re.search(r"[a-z]{3}[.!?] [A-Z]", line) or not any(map(str.isalpha, line)):
        return False
    if cut_dateline(line):
        return False
    ending = line.rstrip("\"'”’»)")[-1:]
    if ending not in ".。।:;,":
        return True
    words = re.findall(r"[^\W\d_]{4,}", line)
    capitals = sum(word[0].isupper() for word in words)
    return ending == "." and len(words) >= 3 and capitals >= 0.8 * len(words) and line != line.upper()


def _without_title(paragraphs: list[str], title: str) -> list[str]:
    kept = [paragraph for paragraph in paragraphs if not same_title(paragraph, title)]
    if not kept:
        return paragraphs
    return [_without_glued(kept[0], title), *kept[1:]]


def _without_glued(paragraph: str, title: str) -> str:
    """`paragraph` without the title that a page's markup has run into its beginning."""
    for known in (title, _without_site(title)):
        key = _key(known)
        end = _key_end(paragraph, key)
        if len(key) < _FEWEST_GLUED or end is None:
            continue
        tail = paragraph[end:]
        if tail[:1].isalnum() and not tail[:1].islower():
            return tail
        rest = tail.lstrip(" .!?:|–—-\"'”’")
        if rest and tail[0] in ".!?:|–—-\"'”’" and not rest[0].islower():
            return rest
        if rest and rest[0].isupper() and len(known.split()) >= 5:
            return rest
    return paragraph


def _key_end(paragraph: str, key: str) -> int | None:
    """The offset in `paragraph` behind the characters that make up `key`, if it begins with them."""
    at = 0
    for index, char in enumerate(paragraph[: 4 * _LONGEST_TITLE]):
        folded = _key(char)
        if not key.startswith(folded, at):
            return None
        at += len(folded)
        if at == len(key):
            return index + 1
    return None


def _key(line: str) -> str:
    return "".join(char for char in line.casefold() if char.isalnum())


def _without_site(line: str) -> str:
    found = _SITE_NAME.match(line)
    return found[1] if found else line
