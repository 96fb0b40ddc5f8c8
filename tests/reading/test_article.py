from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nutgraf.reading
from nutgraf.errors import FetchError, ReadError, SettingError
from nutgraf.reading import Article
from nutgraf.schema import ArticleRecord, Origin

PLAIN_TITLE = "Town counts 40 lorries on its bridge"
TITLE = "Town counts 40 lorries on bridge – Valdivia"
LEAD = "The town has counted 40 lorries on its bridge since Friday, according to the mayor."
NEXT = "He said on Monday that 25 of them were too heavy. Nobody was hurt."
BAD_PAGE = "\n\n".join(["Friday, September 20, 2024", TITLE, TITLE.replace("–", "-"), f"Valdivia ( {LEAD}", NEXT])


def texts(article: ArticleRecord) -> list[str]:
    return [article.sentence_text(sentence) for sentence in article.sentences]


def test_the_public_names() -> None:
    assert nutgraf.reading.__all__ == ["Article", "Unreadable", "read_source"]


def test_a_bad_page() -> None:
    article = Article.from_text(BAD_PAGE)
    assert article.title == TITLE
    assert article.text == f"{LEAD}\n\n{NEXT}"
    assert article.id == hashlib.sha256(article.text.encode()).hexdigest()
    assert texts(article) == [LEAD, "He said on Monday that 25 of them were too heavy.", "Nobody was hurt."]
    assert [sentence.paragraph for sentence in article.sentences] == [1, 2, 2]
    assert article.published.model_dump() == {
        "date": None,
        "origin": "page_header",
        "text": "Friday, September 20, 2024",
    }
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.text) == ("Valdivia", "Valdivia (")
    assert article.language == "en"
    assert article.source == Origin(kind="text")
    assert Article.model_validate_json(article.model_dump_json()) == article


@pytest.mark.parametrize(
    ("text", "published", "date_", "origin", "words"),
    [
        (LEAD, None, None, "none", None),
        (f"VALDIVIA, 3 JAN 90 (AP) -- {LEAD}", None, "1990-01-03", "dateline", "3 JAN 90"),
        (f"VALDIVIA, March 3 (AP) -- {LEAD}", None, None, "dateline", "March 3"),
        (f"5 March 2014\n\nVALDIVIA, March 3 (AP) -- {LEAD}", None, "2014-03-03", "dateline", "March 3"),
        (f"5 March 2015\n\nVALDIVIA, Sept 3 (AP) -- {LEAD}", None, None, "dateline", "Sept 3"),
        (f"5 March 2014\n\n{LEAD}", None, None, "page_header", "5 March 2014"),
        (f"Published: 5 March 2014\n\n{LEAD}", None, "2014-03-05", "metadata", "5 March 2014"),
        (f"03/04/2014\n\n{LEAD}", None, None, "page_header", "03/04/2014"),
        (
            f"Published: 5 March 2014\n\nVALDIVIA, 3 JAN 90 -- {LEAD}",
            "2013-01-01",
            "2013-01-01",
            "option",
            "2013-01-01",
        ),
    ],
)
def test_published(text: str, published: str | None, date_: str | None, origin: str, words: str | None) -> None:
    article = Article.from_text(text, published=published)
    assert article.text == LEAD
    assert article.published.model_dump() == {"date": date_, "origin": origin, "text": words}


def test_published_as_a_date() -> None:
    assert Article.from_text(LEAD, published=date(2014, 12, 1)).published.date == "2014-12-01"


@pytest.mark.parametrize("make", [Article.from_text, Article.from_html, Article.from_file, Article.from_url])
def test_a_wrong_date_is_told_before_anything_is_read(make: object) -> None:
    with pytest.raises(SettingError, match="is not a date") as caught:
        make("https://nowhere.example/", published="last week")  # type: ignore[operator]
    assert "2014-12-01" in caught.value.hint


def test_what_is_given_outweighs_what_is_found() -> None:
    html = (
        "<html><head><title>Found</title><meta name='date' content='2019-05-04'></head>" + f"<body><p>{LEAD}</p></body>"
    )
    article = Article.from_html(html, title="Given", url="https://x.example/", publisher="Post", published="2014-12-01")
    assert (article.title, article.url, article.publisher) == ("Given", "https://x.example/", "Post")
    assert article.published.date == "2014-12-01"
    assert Article.from_html(html.encode("utf-16")).published.date == "2019-05-04"


def test_a_title_that_was_given_is_cleaned() -> None:
    assert Article.from_text(LEAD, title=" Bridge\n\x1b\u200bfalls ").title == "Bridge falls"


def test_marks_that_copy_from_a_page_has_as_entities() -> None:
    article = Article.from_text("Beira&#39;s mayor said &ldquo;no&rdquo;&nbsp;to &lt;b&gt; &amp; left on Monday.")
    assert article.text == "Beira's mayor said “no” to &lt;b&gt; & left on Monday."


def test_hard_wrapped_newswire(tmp_path: Path) -> None:
    path = tmp_path / "wire.txt"
    path.write_text(
        "   VALDIVIA, 3 JAN 90 (AP) -- [REPORT] [TEXT] THE MAYOR SAID TODAY THAT A\nBRIDGE HAS FALLEN INTO THE RIVER.  "
        "ABOUT 50 LORRIES HAD BEEN COUNTED\nON IT SINCE FRIDAY.  NOBODY WAS HURT.\n\n   GEN. ROJAS LEFT.\n"
    )
    article = Article.from_file(path)
    assert texts(article) == [
        "THE MAYOR SAID TODAY THAT A BRIDGE HAS FALLEN INTO THE RIVER.",
        "ABOUT 50 LORRIES HAD BEEN COUNTED ON IT SINCE FRIDAY.",
        "NOBODY WAS HURT.",
        "GEN. ROJAS LEFT.",
    ]
    assert article.published.date == "1990-01-03"
    assert article.source == Origin(kind="file", path=str(path))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("story.txt", f"{TITLE}\n\n{LEAD}"),
        ("story.md", f"# {TITLE}\n\n{LEAD}"),
        ("story.html", f"<html><head><title>{PLAIN_TITLE}</title></head><body><p>{LEAD}</p></body></html>"),
        ("story", f"<!doctype html><html><head><title>{PLAIN_TITLE}</title></head><body><p>{LEAD}</p></body></html>"),
        ("story.page", f"{TITLE}\n\n{LEAD}"),
        ("STORY", f"# {TITLE}\n\n{LEAD}"),
    ],
)
def test_files(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    article = Article.from_file(tmp_path / name)
    assert article.title in (TITLE, PLAIN_TITLE)
    assert article.text == LEAD


def test_front_matter_is_metadata(tmp_path: Path) -> None:
    (tmp_path / "story.md").write_text(f"---\ntitle: Bridge\ndate: March 3, 2014\n---\n{LEAD}\n")
    article = Article.from_file(tmp_path / "story.md")
    assert (article.title, article.published.date, article.published.origin) == ("Bridge", "2014-03-03", "metadata")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\xef\xbb\xbf ", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is binary"),
        (b"Share\n\nRead more\n\nCopyright 2014 Coast Courier\n", "has no story in it"),
        (b"x" * 10_000_001, "is larger than 10 MB"),
        (b"<html><body></body></html>", "has no article in it"),
    ],
)
def test_files_without_an_article(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "story"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=said) as caught:
        Article.from_file(path)
    assert str(caught.value).startswith(str(path)[:100])
    assert str(caught.value).endswith(".")
    assert caught.value.hint


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"no-such\.txt does not exist"):
        Article.from_file(tmp_path / "no-such.txt")
    with pytest.raises(ReadError, match="is a folder"):
        Article.from_file(tmp_path)
    with pytest.raises(ReadError, match="can't be read"):
        Article.from_file("a\0b.txt")
    with pytest.raises(ReadError, match="can't be read"):
        Article.from_file("x" * 5000)
    with pytest.raises(ReadError, match="rows of JSON"):
        Article.from_file(tmp_path / "news.jsonl")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(LEAD)
    path.chmod(0)
    with pytest.raises(ReadError, match="permission denied"):
        Article.from_file(path)


def test_names_cannot_act_on_a_terminal(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        Article.from_file(tmp_path / "a\x1b[2J.txt")
    assert "\x1b" not in str(caught.value)
    odd = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(odd, "w") as file:
        file.write(LEAD)
    article = Article.from_file(os.fsdecode(odd))
    assert article.source.path is not None
    article.model_dump_json()


def test_an_endless_line_is_read_in_linear_time() -> None:
    Article.from_text(LEAD)
    for text in ("a" * 1_000_000, "word " * 200_000, f"{LEAD} " * 5_000, '"a. ' * 100_000, "字" * 300_000):
        started = time.process_time()
        article = Article.from_text(text)
        assert time.process_time() - started < 8
        assert max(sentence.end - sentence.start for sentence in article.sentences) <= 1500


def test_too_large_a_text() -> None:
    with pytest.raises(ReadError, match="The text is larger than 10 MB"):
        Article.from_text("a" * 10_000_001)


def test_from_url_does_not_leave_the_public_internet() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with pytest.raises(FetchError, match="not on the public internet"):
            Article.from_url(f"http://127.0.0.1:{server.getsockname()[1]}/")
        server.settimeout(0.05)
        with pytest.raises(TimeoutError):
            server.accept()


NASTY = st.text(
    st.one_of(st.sampled_from("aB1 .!?;,\"“”'()\n\n\t\r—-|#<>\u200d\u200c\u00ad\u0301😀。"), st.characters()),
    max_size=500,
)


@settings(deadline=None)
@given(NASTY)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        article = Article.from_text(text)
    except ReadError:
        return
    check(article)


@settings(deadline=None)
@given(NASTY)
def test_any_html_is_read_or_refused(text: str) -> None:
    try:
        article = Article.from_html(
            f"<html><body><article><h1>{text[:20]}</h1><p>{text}</p><p>{LEAD}</p></article></body></html>"
        )
    except ReadError:
        return
    check(article)


def check(article: Article) -> None:
    assert unicodedata.is_normalized("NFC", article.text)
    assert article.id == hashlib.sha256(article.text.encode()).hexdigest()
    assert article.sentences
    last = 0
    between = ""
    for sentence in article.sentences:
        assert last <= sentence.start < sentence.end <= len(article.text)
        between += article.text[last : sentence.start]
        last = sentence.end
        assert article.sentence_text(sentence) == article.sentence_text(sentence).strip()
    assert not (between + article.text[last:]).strip()
    article.model_dump_json()


def test_importing_is_quick() -> None:
    heavy = {"trafilatura", "htmldate", "lxml", "py3langid", "numpy", "charset_normalizer", "httpx2", "markdown_it"}
    code = f"import sys, nutgraf.reading; print({heavy!r} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
