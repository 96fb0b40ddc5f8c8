"""The long forms of the tests of corpus runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import nutgraf
from corpus_model import good_model, story
from misbehaving import MisbehavingServer
from running import query, states, work, write_rows
from test_batch_command import kill_and_resume
from test_runner import faulty

pytestmark = pytest.mark.soak


def test_killed_fifty_times(tmp_path: Path, model_server: MisbehavingServer) -> None:
    kill_and_resume(tmp_path / "run.db", model_server, rows=2000, kills=50)


async def test_two_thousand_articles_from_a_bad_endpoint(tmp_path: Path, model_server: MisbehavingServer) -> None:
    model_server.always(faulty(3))
    news = write_rows(tmp_path / "news.jsonl", [{"text": story(n)} for n in range(2000)])
    run = tmp_path / "run.db"
    session = await work(
        run, [news], model_server, timeout_attempt=3.0, timeout_read=3.0, timeout_total=120, concurrency=32
    )
    assert session.end == "done"
    # A call whose every attempt in two minutes goes wrong is a failure with its reason; to try again is to ask for it.
    found = states(run)
    assert sum(found.values()) == 2000
    assert found.get("failed", 0) <= 4, query(run, "SELECT * FROM results WHERE state = 'failed'")
    if found.get("failed"):
        model_server.always(good_model())
        assert nutgraf("retry", str(run)).status == 0
    assert states(run) == {"done": 2000}


async def test_a_hundred_thousand_tiny_articles(tmp_path: Path, model_server: MisbehavingServer) -> None:
    model_server.always(good_model())
    news = write_rows(tmp_path / "news.jsonl", [{"text": f"Report {n} came in."} for n in range(100_000)])
    run = tmp_path / "run.db"
    session = await work(run, [news], model_server, concurrency=64)
    assert (session.end, sum(states(run).values())) == ("done", 100_000)
    assert query(run, "PRAGMA integrity_check") == [("ok",)]
