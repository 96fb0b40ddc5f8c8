"""The page of a run: the run is made by `nutgraf batch`, with a model server that answers something to everything."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from commands import least_answer, nutgraf
from misbehaving import MisbehavingServer

ARTICLES = [
    "A warehouse in Belpoort burned down on Monday. Nobody was hurt, the fire brigade said.",
    "The council of Ostrava voted for a new bridge. The mayor signed the order at noon.",
]


def make_run(folder: Path, server: MisbehavingServer, *, articles: int = 2) -> Path:
    server.always(least_answer())
    for number, text in enumerate(ARTICLES[:articles]):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    run = folder / "run.db"
    given = ["--model", "test", "--base-url", server.base_url, "--run", str(run)]
    done = nutgraf("batch", str(folder / "*.txt"), *given)
    assert run.is_file(), done.err
    return run


def test_a_run_gives_the_page_of_a_corpus(tmp_path: Path, model_server: MisbehavingServer) -> None:
    run = make_run(tmp_path, model_server)
    done = nutgraf("view", str(run))
    assert done.status == 0, done.err
    assert "<span>2 articles</span>" in done.out
    assert '<h1 dir="auto">run.db</h1>' in done.out
    assert "not come to its end" not in done.out


def test_a_run_that_is_being_written_says_so(tmp_path: Path, model_server: MisbehavingServer) -> None:
    run = make_run(tmp_path, model_server)
    with sqlite3.connect(run) as db:
        db.execute("INSERT INTO sessions (setup, inputs, started) SELECT setup, inputs, ? FROM sessions", [time.time()])
    done = nutgraf("view", str(run), "--out", str(tmp_path / "page.html"))
    assert done.status == 0
    assert "The run has not come to its end" in done.err
    assert "the run has not come to its end" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_run_without_reports_says_so(tmp_path: Path, model_server: MisbehavingServer) -> None:
    run = make_run(tmp_path, model_server, articles=1)
    with sqlite3.connect(run) as db:
        db.execute("DELETE FROM work")
    done = nutgraf("view", str(run))
    assert done.status == 1
    assert "run.db has no report yet." in done.err


def test_a_database_that_is_no_run_says_so(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as db:
        db.execute("CREATE TABLE t (x)")
    done = nutgraf("view", str(tmp_path / "other.db"))
    assert done.status == 1
    assert "other.db is a database, but no run file." in done.err
    (tmp_path / "broken.db").write_bytes(b"SQLite format 3\x00 and no more")
    done = nutgraf("view", str(tmp_path / "broken.db"))
    assert done.status == 1
    assert "broken.db" in done.err
