from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from nutgraf.errors import ReadError, SettingError
from nutgraf.reading import Article, Unreadable, read_source
from nutgraf.schema import Origin

STORY = "The bridge over the river fell on Friday, the mayor said. Nobody was hurt."


def row(**fields: object) -> str:
    return json.dumps(fields)


def read(path: Path, **options: str) -> list[Article | Unreadable]:
    return list(read_source(str(path), **options))  # type: ignore[arg-type]


def from_stdin(content: bytes, **options: str) -> list[Article | Unreadable]:
    return list(read_source("-", stdin=io.BytesIO(content), **options))  # type: ignore[arg-type]


def test_a_row_with_all_its_fields(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(
        row(text=STORY, title="Bridge", url="http://127.0.0.1:9/x", published="2014-03-05", publisher="Post", id=7)
    )
    (article,) = read(path)
    assert isinstance(article, Article)
    assert (article.title, article.url, article.publisher) == ("Bridge", "http://127.0.0.1:9/x", "Post")
    assert article.published.model_dump() == {"date": "2014-03-05", "origin": "metadata", "text": "2014-03-05"}
    assert article.source == Origin(kind="jsonl", path=str(path), row=1, external_id="7")
    (article,) = read(path, published="2014-12-01")
    assert isinstance(article, Article)
    assert article.published.origin == "option"


def test_a_row_of_html(tmp_path: Path) -> None:
    path = tmp_path / "news.ndjson"
    path.write_text(
        row(
            html=f"<html><head><title>Bridge</title></head><body><p>{STORY}</p></body></html>",
            published="March 3, 2014",
        )
    )
    (article,) = read(path)
    assert isinstance(article, Article)
    assert (article.title, article.text, article.published.date) == ("Bridge", STORY, "2014-03-03")


BROKEN = [
    ("{broken", "is not JSON"),
    ("[1, 2]", "is a list, not an object"),
    ('"text"', "is a string, not an object"),
    ("null", "is null, not an object"),
    ("12", "is a number, not an object"),
    (row(title="x"), "has neither `text` nor `html`"),
    (row(text=""), "has neither `text` nor `html`"),
    (row(text=["a"]), "has a list as `text`"),
    (row(text=STORY, title=3), "has a number as `title`"),
    (row(text=STORY, published="last week"), "`published` that is not a date"),
    (row(text=STORY, published=20140305), "has a number as `published`"),
    (row(text=STORY, id=True), "has a truth value as `id`"),
    (row(text="   "), "is empty"),
    (row(text="Read more"), "has no story in it"),
    (row(html="<html></html>"), "has no article in it"),
    ("[" * 100_000, "is not JSON"),
    ('{"text": ' + "9" * 5000 + "}", "is not JSON"),
]


def test_broken_rows_are_named_and_the_others_go_through(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    lines = [line for broken, _ in BROKEN for line in (broken, row(text=STORY))]
    path.write_bytes(b"\xef\xbb\xbf" + row(text=STORY).encode() + b"\n\r\n \n" + "\n".join(lines).encode())
    found = read(path)
    assert len(found) == 1 + 2 * len(BROKEN)
    assert all(isinstance(item, Article) for item in found[::2])
    for number, (item, (_, said)) in enumerate(zip(found[1::2], BROKEN, strict=True)):
        assert isinstance(item, Unreadable)
        assert item.source == f"{path}, line {4 + 2 * number}"
        assert str(item.error).startswith(f"{item.source}, ")
        assert said in str(item.error)
        assert item.error.hint


def test_rows_that_are_not_utf8_or_have_half_characters(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(b'{"text": "caf\xe9"}\n{"text": "The bridge \\ud800 fell."}\n')
    bad, article = read(path)
    assert isinstance(bad, Unreadable)
    assert "is not UTF-8" in str(bad.error)
    assert isinstance(article, Article)
    article.model_dump_json()


def test_an_endless_row_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nutgraf.reading.jsonl.MAX_LINE", 1000)
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join([row(text=STORY), row(text=STORY * 100_000), row(text=STORY)]))
    first, endless, last = read(path)
    assert isinstance(first, Article)
    assert isinstance(endless, Unreadable)
    assert isinstance(last, Article)
    assert "line 2, is longer than" in str(endless.error)
    assert last.source.row == 3


def test_rows_are_read_as_they_are_asked_for() -> None:
    class Endless(io.RawIOBase):
        served = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            self.served += 1
            line = (row(text=STORY) + "\n").encode()
            buffer[: len(line)] = line
            return len(line)

    endless = Endless()
    articles = read_source("-", stdin=io.BufferedReader(endless))
    for number in (1, 2, 3):
        article = next(articles)
        assert isinstance(article, Article)
        assert article.source == Origin(kind="jsonl", path="-", row=number)
    assert endless.served < 10_000


@pytest.mark.parametrize("content", ['{\n  "text": "x"\n}', "[\n  {}\n]"])
@pytest.mark.parametrize("name", ["news.json", "news.jsonl", "news"])
def test_json_that_is_spread_over_lines(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    (bad,) = read(tmp_path / name)
    assert isinstance(bad, Unreadable)
    assert "is JSON, but not one article a line" in str(bad.error)


@pytest.mark.parametrize(
    "content",
    [
        STORY.encode(),
        b"\n\n" + STORY.encode() + b"\n",
        f"<!doctype html><html><body><p>{STORY}</p></body></html>".encode(),
        STORY.encode("utf-16"),
        row(text=STORY).encode(),
        b"\n\xef\xbb\xbf".lstrip() + row(text=STORY).encode() + b"\n",
    ],
)
def test_standard_input(content: bytes) -> None:
    (article,) = from_stdin(content)
    assert isinstance(article, Article)
    assert article.text == STORY
    assert article.source.path == "-"


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "Standard input is empty."), (b"\0\1\2", "Standard input is binary")]
)
def test_standard_input_without_an_article(content: bytes, said: str) -> None:
    (bad,) = from_stdin(content)
    assert isinstance(bad, Unreadable)
    assert str(bad.error).startswith(said)


def test_files_by_their_names(tmp_path: Path) -> None:
    for name in ("a.txt", "a.md", "a", "a.log"):
        (tmp_path / name).write_text(STORY)
        (article,) = read(tmp_path / name)
        assert isinstance(article, Article)
        assert article.source == Origin(kind="file", path=str(tmp_path / name))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("no-such-file.txt", "no-such-file.txt does not exist."),
        ("no-such-file.jsonl", "no-such-file.jsonl does not exist."),
        (".", ". is a folder."),
        ("a\0b", "a\\x00b can't be read"),
        ("ftp://news.example/x", "only http and https"),
        ("http://127.0.0.1:1/", "not on the public internet"),
        ("https://user:pw@news.example/", "carries a user name or password"),
    ],
)
def test_what_gives_no_article_is_yielded_not_raised(source: str, said: str) -> None:
    (bad,) = read_source(source)
    assert isinstance(bad, Unreadable)
    assert isinstance(bad.error, ReadError)
    assert said in str(bad.error)
    assert bad.error.hint


def test_empty_rows_files(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text("\n \n")
    (bad,) = read(path)
    assert isinstance(bad, Unreadable)
    assert "is empty" in str(bad.error)


def test_a_wrong_date_is_raised_at_once() -> None:
    with pytest.raises(SettingError, match="is not a date"):
        read_source("no-such-file.txt", published="last week")
