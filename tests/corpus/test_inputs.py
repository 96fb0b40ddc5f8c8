from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pytest
import zstandard
from corpus_model import story
from pyarrow import parquet
from running import write_rows

from nutgraf.corpus.columns import columns_of
from nutgraf.corpus.inputs import Reading, check_inputs, read_inputs
from nutgraf.corpus.rows import Row
from nutgraf.corpus.sizes import total_rows
from nutgraf.errors import ReadError, SettingError


def rows_of(*inputs: Path | str, **reading: object) -> list[Row]:
    return list(read_inputs(map(str, inputs), Reading(**reading)))  # type: ignore[arg-type]


def told(rows: list[Row]) -> list[str]:
    """The stories' numbers, or the error of a row that gives none."""
    found = []
    for row in rows:
        try:
            found.append(row.read().text.partition("report ")[2].partition(".")[0])
        except ReadError as error:
            found.append(str(error))
    return found


@pytest.mark.parametrize("packed", ["", ".gz", ".zst"])
def test_json_lines_packed_or_not(tmp_path: Path, packed: str) -> None:
    lines = "".join(json.dumps({"text": story(n), "id": n}) + "\n" for n in range(3)) + "{no\n"
    pack = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.compress}[packed]
    path = tmp_path / f"news.jsonl{packed}"
    path.write_bytes(pack(lines.encode()))
    rows = rows_of(path)
    assert told(rows) == ["0", "1", "2", f"{path}, line 4, is not JSON."]
    assert [row.position for row in rows] == [1, 2, 3, 4]
    assert rows[1].read().source.external_id == "1"


def test_a_packed_file_that_breaks_off_gives_what_it_has(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": story(n)}) + "\n" for n in range(2000)).encode()
    for name, data in {"a.jsonl.gz": gzip.compress(lines), "b.jsonl.zst": zstandard.compress(lines)}.items():
        path = tmp_path / name
        path.write_bytes(data[: len(data) // 2])
        *whole, last = rows_of(path)
        assert told(whole) == [str(n) for n in range(len(whole))]
        with pytest.raises(ReadError, match=r"can't be read beyond line|is not JSON|is not UTF-8"):
            last.read()


def test_csv_takes_the_named_columns_and_breaks_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    body = f'headline,body,day\n"Fire, again","{story(0)}",2021-03-04\nEmpty,,\n'.encode()
    path.write_bytes(body + b"Bad,\xff\xfe,\n" + f'Last,"{story(3)}",\n'.encode())
    rows = rows_of(path, columns=columns_of("text=body,title=headline,published=day"))
    assert told(rows) == [
        "0",
        f"{path}, row 2, has neither `text` nor `html`.",
        f"{path}, row 3, is not UTF-8.",
        "3",
    ]
    article = rows[0].read()
    assert (article.title, article.published.date, article.source.row) == ("Fire, again", "2021-03-04", 1)
    (lacking,) = rows_of(path)
    with pytest.raises(ReadError, match="no column 'text'; its columns are 'headline', 'body', 'day'"):
        lacking.read()


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "news.parquet"
    parquet.write_table(pa.table({"text": [story(n) for n in range(200)], "id": list(range(200))}), path)
    assert told(rows_of(path)) == [str(n) for n in range(200)]
    damaged = tmp_path / "damaged.parquet"
    damaged.write_bytes(path.read_bytes()[:-100])
    (row,) = rows_of(damaged)
    with pytest.raises(ReadError, match="can't be read as Parquet"):
        row.read()


def test_a_folder_gives_its_files_in_order_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for number, name in enumerate(["a.txt", "b/c.md", "d.html", "e.pdf", ".hidden.txt"]):
        text = f"<p>{story(number)}</p>" if name.endswith("html") else story(number)
        (tmp_path / name).write_text(text)
    write_rows(tmp_path / "f.jsonl", [{"text": story(7)}, {"text": story(8)}])
    assert told(rows_of(tmp_path)) == ["0", "1", "2", "7", "8"]
    assert told(rows_of(tmp_path / "*.txt")) == ["0"]
    assert total_rows([str(tmp_path)]) == 5


def test_a_list_of_addresses_is_told_from_an_article(tmp_path: Path) -> None:
    path = tmp_path / "sources.txt"
    path.write_text("# today\nhttps://example.org/a\n\nhttps://example.org/b\n")
    assert [(row.url, row.position) for row in rows_of(path)] == [
        ("https://example.org/a", 2),
        ("https://example.org/b", 4),
    ]
    path.write_text("https://example.org/a is where it began.\n\n" + story(4))
    assert [row.url for row in rows_of(path)] == [None]


def test_a_row_has_another_digest_when_it_or_its_reading_changes(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "news.jsonl", [{"text": story(0)}])
    first = rows_of(path)[0].digest
    assert rows_of(path)[0].digest == first
    assert rows_of(path, published="2021-03-04")[0].digest != first
    write_rows(path, [{"text": story(0), "title": "Fire"}])
    assert rows_of(path)[0].digest != first


def test_what_isnt_there_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="does not exist"):
        check_inputs([str(tmp_path / "none.jsonl")])
    with pytest.raises(SettingError, match="matches no file"):
        check_inputs([str(tmp_path / "*.jsonl")])
    with pytest.raises(SettingError, match="can't be used"):
        columns_of("body=text")
