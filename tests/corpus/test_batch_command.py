"""The command as users run it, killed and interrupted for real."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from commands import Done, command, interrupt, nutgraf
from corpus_model import good_model, story
from misbehaving import MisbehavingServer
from running import query, states, write_rows

from nutgraf.schema import Report


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return tmp_path / "run.db"


def arguments(run: Path, server: MisbehavingServer, *more: str) -> list[str]:
    news = run.with_name("news.jsonl")
    return ["batch", str(news), "--run", str(run), "--model", "test", "--base-url", server.base_url, *more]


def start(*given: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command(*given), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def wait_for_done(run: Path, number: int, process: subprocess.Popen[bytes]) -> None:
    """Returns when so many articles are done: the run file can be queried while the run goes on."""
    patience = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < patience:
        try:
            if query(run, "SELECT count(*) FROM work")[0][0] >= number:
                return
        except sqlite3.Error:
            pass  # it isn't there yet
        time.sleep(0.05)
    raise AssertionError(process.communicate(timeout=5))


def test_killed_five_times_every_row_has_exactly_one_result(run: Path, model_server: MisbehavingServer) -> None:
    kill_and_resume(run, model_server, rows=200, kills=5)


def kill_and_resume(run: Path, server: MisbehavingServer, *, rows: int, kills: int) -> None:
    """Kills a run at random moments, goes on with it each time, and looks at what came of it."""
    server.always(good_model(delay=0.05))
    draw = random.Random(11)
    different = rows - rows // 20
    write_rows(run.with_name("news.jsonl"), [{"text": story(n % different), "id": n} for n in range(rows)])
    done = 0
    for _ in range(kills):
        process = start(*arguments(run, server, "--concurrency", "8"))
        done += draw.randrange(1, max(2, rows // (kills + 2)))
        wait_for_done(run, done, process)
        time.sleep(draw.random() / 5)
        process.kill()
        process.communicate()
        done = query(run, "SELECT count(*) FROM work")[0][0]
    last = nutgraf(*arguments(run, server))
    assert last.status == 0, last.err
    assert states(run) == {"done": rows}
    assert query(run, "SELECT count(*), count(DISTINCT article) FROM work") == [(different, different)]
    assert query(run, "SELECT count(*) FROM results WHERE report IS NOT NULL") == [(rows,)]
    assert query(run, "PRAGMA integrity_check") == [("ok",)]
    # Two calls an article; at each kill, the eight under way at most are made again.
    assert len(server.requests) <= 2 * different + 8 * kills


def test_interrupted_it_says_so_and_the_same_command_goes_on(run: Path, model_server: MisbehavingServer) -> None:
    model_server.always(good_model(delay=0.3))
    write_rows(run.with_name("news.jsonl"), [{"text": story(n)} for n in range(100)])
    process = start(*arguments(run, model_server, "--concurrency", "4"))
    wait_for_done(run, 3, process)
    second = nutgraf(*arguments(run, model_server))
    assert (second.status, second.err.count("\n")) == (1, 1)
    assert f"Another process is working on {run}" in second.err
    done = interrupt(process)
    assert done.status == 130
    assert "Ctrl-C once more stops at once" in done.err
    assert "the same command goes on" in done.err
    assert 3 <= states(run)["done"] < 100
    model_server.always(good_model())
    assert nutgraf(*arguments(run, model_server)).status == 0
    assert states(run) == {"done": 100}
    assert query(run, "SELECT outcome FROM sessions") == [("interrupted",), ("done",)]


def test_interrupted_twice_it_ends_at_once(run: Path, model_server: MisbehavingServer) -> None:
    model_server.always(good_model(delay=60))
    write_rows(run.with_name("news.jsonl"), [{"text": story(n)} for n in range(10)])
    process = start(*arguments(run, model_server))
    patience = time.monotonic() + 60
    while not model_server.requests and time.monotonic() < patience:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    time.sleep(0.5)
    assert process.poll() is None
    begun = time.monotonic()
    assert interrupt(process).status == 130
    assert time.monotonic() - begun < 15


def test_standard_input_interrupted_while_it_waits(run: Path, model_server: MisbehavingServer) -> None:
    model_server.always(good_model())
    given = ["batch", "-", "--run", str(run), "--model", "test", "--base-url", model_server.base_url]
    process = subprocess.Popen(command(*given), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(json.dumps({"text": story(1)}).encode() + b"\n")
    process.stdin.flush()
    wait_for_done(run, 1, process)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130
    process.stdin.close()
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()


def test_from_a_dry_run_to_a_table(run: Path, model_server: MisbehavingServer) -> None:
    model_server.always(good_model())
    rows = [{"text": story(n % 5), "id": n, "url": f"https://example.org/{n}"} for n in range(7)]
    write_rows(run.with_name("news.jsonl"), [*rows, "{broken"])
    dry = nutgraf(*arguments(run, model_server, "--dry-run"))
    told = dict(line.split(maxsplit=1) for line in dry.out.replace("articles to do", "articles_to_do").splitlines())
    assert (dry.status, told["rows"], told["unreadable"], told["copies"]) == (0, "8", "1", "2")
    assert told["articles_to_do"] == "5"
    assert told["price"] == "not known for this model"
    assert not model_server.requests
    assert not run.exists()

    assert nutgraf(*arguments(run, model_server)).status == 1
    shown = nutgraf("runs", str(run))
    assert "done        7 (87.5%)" in shown.out
    assert "1 x ReadError, such as:" in shown.out

    lines = nutgraf("export", str(run)).out.splitlines()
    reports = [Report.model_validate_json(line) for line in lines]
    assert [one.article.url for one in reports] == [f"https://example.org/{n}" for n in range(7)]
    assert [one.article.source.external_id for one in reports] == [str(n) for n in range(7)]
    tables = run.with_name("tables")
    assert nutgraf("export", str(run), "--format", "parquet", "--out", str(tables)).status == 0
    assert parquet.read_table(tables / "events.parquet").num_rows == sum(len(one.events) for one in reports)
    assert not [path for path in tables.iterdir() if path.suffix != ".parquet"]


def test_max_cost_needs_a_price_and_a_run_file_must_be_usable(run: Path, model_server: MisbehavingServer) -> None:
    write_rows(run.with_name("news.jsonl"), [{"text": story(1)}])

    def said(*more: str) -> tuple[int, str]:
        done: Done = nutgraf(*arguments(run, model_server, *more))
        assert done.err.count("\n") == 1
        return done.status, done.err

    status, text = said("--max-cost", "1")
    assert (status, "the price of test is not known" in text) == (2, True)
    run.write_bytes(b"no database at all, but long enough to be looked at as one" * 20)
    status, text = said()
    assert (status, "is no run file" in text) == (1, True)
    run.unlink()
    with closing(sqlite3.connect(run)) as db:
        db.execute("CREATE TABLE other (x)")
    assert "is a database, but no run file" in said()[1]
    missing = nutgraf("runs", str(run.with_name("none.db")))
    assert (missing.status, "There is no run file" in missing.err) == (1, True)


def test_retry_takes_the_failures_alone(run: Path, model_server: MisbehavingServer) -> None:
    from misbehaving import Request, Response, status

    def behave(request: Request) -> Response:
        bad = any(f"report {n}." in str(request.body["messages"]) for n in (2, 3))
        return (status(429, "slow down") if bad else good_model())(request)

    model_server.always(behave)
    write_rows(run.with_name("news.jsonl"), [{"text": story(n)} for n in range(5)])
    variables = {"NUTGRAF_TIMEOUT_TOTAL": "2"}
    first = nutgraf(*arguments(run, model_server), **variables)
    assert (first.status, states(run)) == (1, {"done": 3, "failed": 2})
    model_server.always(good_model())
    before = len(model_server.requests)
    os.remove(run.with_name("news.jsonl"))  # the run file has the articles
    assert nutgraf("retry", str(run)).status == 0
    assert states(run) == {"done": 5}
    assert len(model_server.requests) - before == 4
    assert "Nothing has failed" in nutgraf("retry", str(run)).err
