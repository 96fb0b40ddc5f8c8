from __future__ import annotations

import pytest

from nutgraf.reading.markup import read_html

STORY = [
    "A bridge fell into the river on Friday, the mayor said. Nobody was hurt, and the road is closed.",
    "The mayor, Luis Rojas, told reporters that the bridge was 60 years old and had been closed since Monday.",
    "It had been inspected in 2013 by an engineer who found cracks in two of its piers, he said.",
]
ORDER = "The mayor Oscar Lindqvist was arrested on Sunday for the theft of the bridge, said the police."


def paragraphs(*, order: str = "", style: str = "", outer: str = "article") -> str:
    body = f"<p>{STORY[0]}</p><p>{STORY[1]}</p>{order}<p>{STORY[2]}</p>"
    head = f"<head><title>Bridge falls</title><style>{style}</style></head>"
    html = f"<html>{head}<body><{outer}>{body}</{outer.split()[0]}></body></html>"
    return " ".join(" ".join(read_html(html).paragraphs).split())


def test_what_is_shown_stays() -> None:
    assert "Lindqvist" in paragraphs(order=f"<p>{ORDER}</p>")


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : None !important",
        "visibility: hidden",
        "opacity: 0",
        "opacity:0.01",
        "font-size:0",
        "font-size: 1px; color: red",
        "color:#ffffff",
        "color: white; background: white",
        "color: rgba(0,0,0,0)",
        "color:transparent",
        "position:absolute;left:-9999px",
        "text-indent:-9999px",
        "position:absolute;clip:rect(0,0,0,0)",
        "clip-path: inset(50%)",
        "height:0;overflow:hidden",
        "width:1px;height:1px;overflow:hidden",
        "transform:scale(0)",
    ],
)
def test_inline_styles_that_hide(style: str) -> None:
    found = paragraphs(order=f'<p style="{style}">{ORDER}</p>')
    assert "Lindqvist" not in found
    assert all(part in found for part in STORY)


@pytest.mark.parametrize(
    "order",
    [
        f"<p hidden>{ORDER}</p>",
        f'<p aria-hidden="true">{ORDER}</p>',
        f'<p class="note sr-only">{ORDER}</p>',
        f"<!-- {ORDER} -->",
        f"<template><p>{ORDER}</p></template>",
        f'<div style="display:none"><div><p>{ORDER}</p></div></div>',
        f'<p><font color="white">{ORDER}</font></p>',
        f'<div style="background:#eee"><p style="color:#eee">{ORDER}</p></div>',
        f"<noscript><p>{ORDER}</p></noscript>",
        f'<input type="hidden" value="{ORDER}">',
        f'<img alt="{ORDER}" title="{ORDER}">',
    ],
)
def test_other_ways_to_hide(order: str) -> None:
    found = paragraphs(order=order)
    assert "Lindqvist" not in found
    assert all(part in found for part in STORY)


@pytest.mark.parametrize(
    ("style", "order"),
    [
        (".x { display: none }", f'<p class="x">{ORDER}</p>'),
        ("/* a */ p.x, .y { color: #fff; }", f'<p class="y">{ORDER}</p>'),
        ("#x{position:absolute;left:-5000px}", f'<p id="x">{ORDER}</p>'),
        (".x{background:#123456;color:#123456}", f'<p class="x">{ORDER}</p>'),
    ],
)
def test_style_sheets_that_hide(style: str, order: str) -> None:
    found = paragraphs(order=order, style=style)
    assert "Lindqvist" not in found
    assert all(part in found for part in STORY)


@pytest.mark.parametrize(
    ("style", "order"),
    [
        ("body { background: #111 }", f'<p style="color:#fff">{ORDER}</p>'),
        ("", f'<div style="background:#222"><p style="color:white">{ORDER}</p></div>'),
        ("", f'<p style="font-size:10px;color:#f00">{ORDER}</p>'),
        ("", f'<p style="opacity:0.9">{ORDER}</p>'),
        ("", f'<p style="margin-left:-10px;max-height:100px">{ORDER}</p>'),
        (".x{display:block}", f'<p class="x">{ORDER}</p>'),
    ],
)
def test_what_only_looks_hidden_stays(style: str, order: str) -> None:
    assert "Lindqvist" in paragraphs(order=order, style=style)


def test_a_page_that_hides_its_article_until_a_script_has_run_is_read() -> None:
    assert STORY[0] in paragraphs(outer='article style="opacity:0" class="hidden"')


def test_the_text_behind_what_is_hidden_stays() -> None:
    found = paragraphs(
        order=f"<p>The road to the north <span hidden>{ORDER}</span>is closed, said the ministry on Friday.</p>"
    )
    assert "The road to the north is closed, said the ministry" in found
