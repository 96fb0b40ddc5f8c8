from __future__ import annotations

import time

import pytest

from nutgraf.reading.markdown import read_markdown

PAGE = """---
title: "Bridge falls in Valdivia"
date: 2014-03-03
draft: false
---
# Another heading

The **bridge** over the [Calle-Calle](https://river.example) fell
on *Friday*. ![the bridge](bridge.jpg) Nobody was <b>hurt</b>.

## What happened

> We knew, \\* she said.

- One pier broke.
- Two boats sank.

| pier | year |
|------|------|
| one  | 1954 |

<!-- not for print -->

```
lorries = 40
```
"""


def test_marks_go_and_words_stay() -> None:
    page = read_markdown(PAGE)
    assert page.title == "Bridge falls in Valdivia"
    assert page.date == "2014-03-03"
    assert page.paragraphs == [
        "Another heading",
        "The bridge over the Calle-Calle fell on Friday. Nobody was hurt.",
        "What happened",
        "We knew, * she said.",
        "One pier broke.",
        "Two boats sank.",
        "pier",
        "year",
        "one",
        "1954",
        "lorries = 40",
    ]


def test_the_first_heading_is_the_title() -> None:
    page = read_markdown("Coast Courier\n\n# Bridge falls\n\nNobody was hurt.\n\n# More\n")
    assert (page.title, page.date) == ("Bridge falls", None)
    assert page.paragraphs == ["Coast Courier", "Nobody was hurt.", "More"]


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "**a " * 20_000, "`a" * 20_000, "![" * 20_000, "> " * 5_000, "---\n" * 5_000]
)
def test_hostile_markdown_ends_soon(text: str) -> None:
    started = time.process_time()
    read_markdown(text)
    assert time.process_time() - started < 5
