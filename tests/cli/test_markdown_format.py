from __future__ import annotations

import pytest
from made_reports import HOSTILE, hostile_report, report
from markdown_it import MarkdownIt

from nutgraf.cli.markdown import escape, render
from nutgraf.cli.terminal import clean

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "# no heading",
        "1. no list",
        "23) no list",
        "- no list",
        "+ no list",
        "> no quote",
        "=== no underline",
        "--- no rule",
        "a | b\n--|--\n1 | 2",
        "<script>alert(1)</script>",
        "&lt;b&gt; &amp; &#42;",
        "[a]: http://evil.example",
        "![a](http://evil.example/x.png)",
        "<http://evil.example>",
        "back\\slash \\*",
        "~~gone~~ $5 and $6 __init__ 2 * 3 * 4",
        "Łódź – 東京, العربية",
    ],
)
def test_escaped_text_renders_as_exactly_that_text(text: str) -> None:
    paragraph, inline, _ = PARSER.parse(escape(text))
    assert paragraph.type == "paragraph_open"
    assert inline.children is not None
    assert {token.type for token in inline.children} <= {"text", "text_special"}
    assert "".join(token.content for token in inline.children) == clean(text)


def test_a_bare_address_makes_no_link() -> None:
    # What GitHub's autolinks look for is not in the source: a scheme or www, and what follows it at once.
    assert escape("https://evil.example WWW.evil.example") == r"https\://evil.example WWW\.evil.example"


def test_a_hostile_report_renders_without_links_images_or_html() -> None:
    tokens = PARSER.parse(render(hostile_report()))
    inner = {child.type for token in tokens for child in token.children or []}
    assert inner <= {"text", "text_special", "strong_open", "strong_close", "em_open", "em_close"}
    assert "html_block" not in {token.type for token in tokens}
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2", "h2", "h3", "h2"]


def test_the_parts_of_a_figure_are_nested_in_the_list() -> None:
    shown = render(report())
    assert "    - at least 14 people (killed, Munhava)\n        - Five dockworkers (5)\n" in shown
    assert "- **where**: Munhava (MZ)\n" in shown
    assert "Armando Chissico said 14 people were killed. *(e1: 1)*" in shown
