from __future__ import annotations

import logging
import subprocess
import sys

import pytest

from nutgraf.errors import ReadError
from nutgraf.reading.markup import looks_like_html, read_html

PARAGRAPHS = [
    "VALDIVIA, Chile (AP) — A bridge fell into the river on Friday, the mayor\xa0said. Nobody was hurt.",
    "The mayor, Luis Rojas, told reporters that the bridge was 60 years old and had been closed since Monday.",
    "It had been inspected in 2013 by an engineer who found cracks in two of its piers, he said.",
]


def page(*, head: str = "", top: str = "", body: str | None = None) -> str:
    body = "".join(f"<p>{part}</p>" for part in PARAGRAPHS) if body is None else body
    return f"""<!DOCTYPE html><html lang="en">
    <head><title>Bridge falls in Valdivia | Coast Courier</title>{head}</head>
    <body><header>{top}<nav><a href="/">Home</a><a href="/news">News</a></nav></header>
    <article><h1>Bridge falls in Valdivia</h1>{body}</article><footer><p>© 2019 Coast Courier</p></footer></body>
    </html>"""


META = (
    '<meta property="og:site_name" content="Coast Courier">'
    '<meta property="og:title" content="Bridge falls in Valdivia">'
    '<link rel="canonical" href="https://coast.example/bridge">'
    '<meta property="article:published_time" content="2019-05-04T10:00:00Z">'
)


def test_the_article_and_its_metadata() -> None:
    found = read_html(page(head=META))
    assert found.title == "Bridge falls in Valdivia"
    assert found.publisher == "Coast Courier"
    assert found.url == "https://coast.example/bridge"
    assert found.date == "2019-05-04"
    assert [" ".join(part.split()) for part in found.paragraphs if part != found.title] == [
        " ".join(part.split()) for part in PARAGRAPHS
    ]


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="date" content="2019-05-04">',
        '<meta itemprop="datePublished" content="2019-05-04">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2019-05-04T08:00:00Z"}</script>',
        '<link rel="canonical" href="https://coast.example/2019/05/04/bridge">',
    ],
)
def test_dates_of_metadata(head: str) -> None:
    assert read_html(page(head=head)).date == "2019-05-04"


def test_a_marked_up_time_in_the_article_is_metadata() -> None:
    body = '<time datetime="2019-05-04">4 May</time>' + "".join(f"<p>{part}</p>" for part in PARAGRAPHS)
    assert read_html(page(body=body)).date == "2019-05-04"


def test_a_date_on_the_page_is_not() -> None:
    found = read_html(page(top='<div class="date">Friday, September 20, 2024</div>'))
    assert found.date is None
    assert found.visible_date is not None
    assert found.visible_date.text == "Friday, September 20, 2024"


def test_a_date_in_the_title_is_not() -> None:
    html = page().replace("Bridge falls in Valdivia", "The bridge of 20 September 2014")
    assert read_html(html).date is None


@pytest.mark.parametrize(
    "html",
    [
        "<html></html>",
        "<html><body><nav><a href='/'>Home</a></nav></body></html>",
        "<html><head><title>x</title></head><body><script>var a = 'The bridge fell.'</script></body></html>",
        "<html><body>" + "<div>" * 50_000 + "</body></html>",
        "<html" + "<" * 100_000,
        "<!--" * 10_000,
    ],
)
def test_pages_without_an_article(html: str) -> None:
    with pytest.raises(ReadError, match="has no article in it"):
        read_html(html)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://"])
def test_a_canonical_address_that_is_none(url: str) -> None:
    assert read_html(page(head=f'<link rel="canonical" href="{url}">')).url is None


def test_a_fragment_of_html_is_read() -> None:
    assert read_html(f"<p>{PARAGRAPHS[0]}</p>").paragraphs


def test_looks_like_html() -> None:
    assert looks_like_html(page())
    assert looks_like_html("  <?xml version='1.0'?>\n<!-- x --><html>")
    assert looks_like_html("<p>Hello</p>")
    assert not looks_like_html("The <b>bridge</b> fell.")
    assert not looks_like_html("<Ana> the bridge fell")


def test_the_libraries_say_nothing_on_a_terminal() -> None:
    code = (
        "from nutgraf.reading import Article\ntry: Article.from_html('<html></html>')\nexcept Exception as e: print(e)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "The page has no article in it.\n"
    assert done.stderr == ""
    assert logging.getLogger("trafilatura").level == logging.NOTSET
