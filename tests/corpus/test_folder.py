"""Results as one table: out of a run file, and in the folder that a run on a cluster keeps. None of it needs Ray."""

from __future__ import annotations

import csv
import pickle
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest
from commands import nutgraf
from corpus_model import good_model, story
from misbehaving import MisbehavingServer, Request, Response, status
from running import work, write_rows

from nutgraf.corpus import folder
from nutgraf.corpus.inputs import Reading, read_inputs
from nutgraf.corpus.results import COLUMNS, kept_lines
from nutgraf.corpus.work import Setup, setup_of
from nutgraf.errors import OutputError, ReadError, SettingError
from nutgraf.schema import Report
from nutgraf.settings import load_settings


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "results"


def setup(model: str = "test") -> Setup:
    return setup_of(load_settings(model=model, base_url="http://127.0.0.1:1/v1"), "standard")


def line(position: int, state: str = "done", name: str = "a.jsonl") -> tuple[Any, ...]:
    given = {"input": name, "position": position, "state": state, "calls": 2, "prompt_tokens": 200}
    return tuple(given.get(column, 0 if kind == "int" else None) for column, kind in COLUMNS.items())


async def test_a_run_file_gives_a_line_for_every_row(tmp_path: Path, model_server: MisbehavingServer) -> None:
    def behave(request: Request) -> Response:
        bad = "report 3." in str(request.body["messages"])
        return (status(400, "not this one") if bad else good_model())(request)

    model_server.always(behave)
    rows: list[object] = [
        {"text": story(n), "id": n, "url": f"https://example.org/{i}"} for i, n in enumerate((1, 3, 1))
    ]
    news = write_rows(tmp_path / "news.jsonl", [*rows, "{broken"])
    await work(tmp_path / "run.db", [news], model_server)
    found = [dict(zip(COLUMNS, one, strict=True)) for one in kept_lines(tmp_path / "run.db")]
    assert [(one["position"], one["state"], one["id"], one["calls"]) for one in found] == [
        (1, "done", "1", 2),
        (2, "failed", "3", 1),
        (3, "done", "1", 2),
        (4, "unreadable", None, 0),
    ]
    assert [one["kind"] for one in found] == [None, "RequestFailed", None, "ReadError"]
    assert found[0]["article"] == found[2]["article"] != found[1]["article"]
    assert [one["retryable"] for one in found] == [None, False, None, False]
    copy = Report.model_validate_json(found[2]["report"])
    assert (copy.article.url, copy.article.source.row) == ("https://example.org/2", 3)
    tables = tmp_path / "tables"
    assert nutgraf("export", str(tmp_path / "run.db"), "--format", "csv", "--out", str(tables)).status == 0
    with (tables / "results.csv").open(newline="") as stream:
        assert [one["state"] for one in csv.DictReader(stream)] == ["done", "failed", "done", "unreadable"]


def test_a_folder_keeps_what_was_written_whole(out: Path) -> None:
    session = folder.prepare(out, setup())
    folder.write_part(out, f"{session}-1", folder.table([line(1), line(2, "failed"), line(7, name="b.jsonl")]))
    (out / ".part-half.parquet.0").write_bytes(b"PAR1")
    again = folder.prepare(out, setup())
    assert not list(out.glob(".part-*"))
    folder.write_part(out, f"{again}-1", folder.table([line(300)]))
    folder.write_part(out, f"{again}-1", folder.table([line(300)]))  # a task that was run again
    done = folder.settled(out)
    assert [position for position in range(400) if folder.has(done, "a.jsonl", position)] == [1, 2, 300]
    assert (folder.has(done, "b.jsonl", 7), folder.has(done, "c.jsonl", 1)) == (True, False)
    assert folder.written(out) == sum(1 for _ in folder.lines(out)) == 4
    counts = folder.standing(out)
    assert (counts["done"], counts["failed"], counts["prompt_tokens"]) == (3, 1, 800)
    assert parquet.read_table(out).column_names == list(COLUMNS)  # other readers pass over what isn't results


def test_a_folder_belongs_to_one_setup_and_one_session(out: Path) -> None:
    first = folder.prepare(out, setup())
    folder.check_shared(out, first)
    folder.prepare(out, setup())
    for place, session in ((out, first), (out / "elsewhere", first)):
        with pytest.raises(OutputError, match="doesn't see"):
            folder.check_shared(place, session)
    with pytest.raises(SettingError, match="results of another model"):
        folder.prepare(out, setup("other"))
    (out.parent / "full").mkdir()
    (out.parent / "full" / "thesis.txt").write_text("mine")
    with pytest.raises(OutputError, match="has other files in it"):
        folder.prepare(out.parent / "full", setup())
    with pytest.raises(ReadError, match="no results in"):
        list(folder.lines(out.parent / "full"))


def test_a_damaged_file_is_named(out: Path) -> None:
    session = folder.prepare(out, setup())
    (out / f"part-{session}-1.parquet").write_bytes(b"PAR1 and nothing more")
    with pytest.raises(ReadError, match=rf"part-{session}-1.parquet can't be read") as raised:
        folder.settled(out)
    assert "delete it" in raised.value.hint


def test_rows_can_be_sent_to_another_process(tmp_path: Path) -> None:
    news = write_rows(tmp_path / "news.jsonl", [{"text": story(5)}, "{broken"])
    good, bad = [pickle.loads(pickle.dumps(row)) for row in read_inputs([str(news)], Reading())]
    assert "report 5." in good.read().text
    with pytest.raises(ReadError, match=r"line 2, is not JSON\.") as raised:
        bad.read()
    assert raised.value.hint


@pytest.mark.skipif(find_spec("ray") is not None, reason="Ray is installed")
def test_without_ray_it_says_what_to_install(tmp_path: Path) -> None:
    news = write_rows(tmp_path / "news.jsonl", [{"text": story(1)}])
    given = [
        "batch",
        str(news),
        "--run",
        str(tmp_path / "out"),
        "--model",
        "test",
        "--base-url",
        "http://127.0.0.1:1/v1",
    ]
    done = nutgraf(*given, "--engine", "ray")
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert "--engine ray needs Ray. pip install 'nutgraf[ray]'" in done.err
    done = nutgraf(*given, "--address", "auto")
    assert (done.status, "--address is for --engine ray" in done.err) == (2, True)
