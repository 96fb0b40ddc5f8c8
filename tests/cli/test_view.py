from __future__ import annotations

import json
import signal
import subprocess
import urllib.request
from pathlib import Path

import pytest
from commands import command, nutgraf
from page_reports import corpus, ferry


@pytest.fixture
def one(tmp_path: Path) -> Path:
    path = tmp_path / "report.json"
    path.write_text(ferry().model_dump_json(indent=2), encoding="utf-8")
    return path


@pytest.fixture
def several(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(report.model_dump_json() + "\n" for report in corpus(3)), encoding="utf-8")
    return path


def test_one_report_gives_the_page_of_an_article(one: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    done = nutgraf("view", str(one), "--out", str(out))
    assert (done.status, done.out) == (0, "")
    assert str(out) in done.err
    page = out.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert 'id="copies"' in page
    assert nutgraf("view", str(one)).out == page


def test_several_reports_give_the_page_of_a_corpus(one: Path, several: Path) -> None:
    for inputs, count in (([several], 3), ([one, several], 4), ([one, one], 2)):
        done = nutgraf("view", *map(str, inputs))
        assert done.status == 0
        assert f"<span>{count} articles</span>" in done.out
    assert '<h1 dir="auto">report.json and 1 more</h1>' in done.out


def other_version(text: str) -> str:
    return json.dumps(json.loads(text) | {"schema_version": "9.1"})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "bad.json is empty."),
        ("{", "bad.json is not JSON."),
        ("[" * 100_000, "bad.json is not JSON."),
        ("[1]", "bad.json is no report: it has no schema version."),
        ('{"schema_version": "1.0"}', "bad.json is no report: article: Field required."),
        ('{"schema_version": "9.1"}', "bad.json has schema version 9.1; this nutgraf reads "),
        ('{"schema_version": "9\\u001b[31m"}', "bad.json has schema version 9\\x1b[31m; this"),
        (b"\xff\xfe\x00", "bad.json is no file of reports: it isn't UTF-8 text."),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, content: str | bytes, sentence: str) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = nutgraf("view", str(path), "--out", str(tmp_path / "page.html"))
    assert done.status == 1
    assert sentence in done.err
    assert not (tmp_path / "page.html").exists()


def test_a_bad_line_is_named(several: Path) -> None:
    lines = several.read_text(encoding="utf-8").splitlines()
    several.write_text("\n".join([lines[0], "", other_version(lines[1])]), encoding="utf-8")
    done = nutgraf("view", str(several))
    assert done.status == 1
    assert "reports.jsonl, line 3 has schema version 9.1" in done.err


def test_a_file_that_is_not_there_and_a_place_that_cannot_be_written(one: Path, tmp_path: Path) -> None:
    done = nutgraf("view", str(tmp_path / "none.json"))
    assert (done.status, "none.json does not exist." in done.err) == (1, True)
    done = nutgraf("view", str(tmp_path))
    assert (done.status, "is a folder." in done.err) == (1, True)
    done = nutgraf("view", str(one), "--out", str(tmp_path / "no" / "page.html"))
    assert (done.status, "Can't write" in done.err) == (1, True)
    assert nutgraf("view").status == 2


def test_it_serves_the_page_follows_the_file_and_ends_quietly(several: Path) -> None:
    process = subprocess.Popen(
        command("view", str(several), "--serve"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr
        line = process.stderr.readline()
        address = line.split(" is at ")[1].split()[0]
        with urllib.request.urlopen(address, timeout=20) as answer:
            page = answer.read().decode()
        assert "<span>3 articles</span>" in page
        assert 'data-live="' in page
        state = urllib.request.urlopen(f"{address}state", timeout=20).read()
        with several.open("a", encoding="utf-8") as stream:
            stream.write(ferry().model_dump_json() + "\n")
        assert urllib.request.urlopen(f"{address}state", timeout=20).read() != state
        assert "<span>4 articles</span>" in urllib.request.urlopen(address, timeout=20).read().decode()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in err
