"""Runs that are stopped, and go on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from misbehaving import MisbehavingServer, Request, Response, answer, hang, status
from small_suite import write_suite

from nutgraf.errors import OutputError, SettingError
from nutgraf.evaluation import runs
from nutgraf.reading import Article
from nutgraf.settings import Settings, load_settings

ARTICLES = 6


def empty(request: Request) -> Response:
    """An answer without mentions, sentences or whatever is asked for."""
    schema = request.body["response_format"]["json_schema"]["schema"]
    return answer({name: [] for name in schema["properties"]})(request)


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    return write_suite(tmp_path / "suite", articles=ARTICLES, test=0)


@pytest.fixture
def settings(model_server: MisbehavingServer) -> Settings:
    return load_settings(model="test", base_url=model_server.base_url, cache=False, concurrency=1)


def tasks(settings: Settings, *, repeats: int = 1, texts: int = 3) -> list[runs.Task]:
    setup = runs.Setup.of(settings)
    articles = [Article.from_text(f"Snow fell on road {number} near Dunmo on Monday.") for number in range(texts)]
    return [
        runs.task("suite", f"a{number}", article, setup, repeat=repeat)
        for number, article in enumerate(articles)
        for repeat in range(repeats)
    ]


async def done(folder: Path, wanted: list[runs.Task], settings: Settings) -> list[str]:
    """Does what is missing, and returns the ids in order of completion."""
    finished: list[str] = []
    with runs.opened(folder) as store:
        await runs.read(
            store, runs.missing(store, wanted), settings, done=lambda task, error: finished.append(f"{task.id} {error}")
        )
    return finished


async def test_what_is_done_is_not_done_again(
    tmp_path: Path, model_server: MisbehavingServer, settings: Settings
) -> None:
    model_server.always(empty)
    assert await done(tmp_path / "run", tasks(settings, texts=2), settings) == ["a0 None", "a1 None"]
    asked = len(model_server.requests)
    assert await done(tmp_path / "run", tasks(settings, texts=3), settings) == ["a2 None"]
    assert len(model_server.requests) == asked + 1
    with runs.opened(tmp_path / "run") as store:
        report = store.report(tasks(settings)[2].key)
    assert report is not None
    assert report.article.source.external_id == "suite/a2"
    assert report.article.source.path is None


async def test_failures_are_rows_with_a_reason_and_are_tried_again(
    tmp_path: Path, model_server: MisbehavingServer, settings: Settings
) -> None:
    model_server.then(empty, status(422, "no such thing"))
    model_server.always(empty)
    finished = await done(tmp_path / "run", tasks(settings), settings)
    assert [one.split()[0] for one in finished] == ["a0", "a1", "a2"]
    assert "no such thing" in finished[1]
    key = tasks(settings)[1].key
    with runs.opened(tmp_path / "run") as store:
        assert "no such thing" in (store.failure(key) or "")
        assert [one.id for one in runs.missing(store, tasks(settings))] == ["a1"]
    assert await done(tmp_path / "run", tasks(settings), settings) == ["a1 None"]
    with runs.opened(tmp_path / "run") as store:
        assert (store.failure(key), runs.missing(store, tasks(settings))) == (None, [])


async def test_repeats_ask_anew_past_the_response_cache(
    tmp_path: Path, model_server: MisbehavingServer, settings: Settings
) -> None:
    model_server.always(empty)
    cached = settings.model_copy(update={"cache": True})
    await done(tmp_path / "first", tasks(cached), cached)
    asked = len(model_server.requests)
    await done(tmp_path / "second", tasks(cached, repeats=3), cached)
    assert len(model_server.requests) == asked + 2 * 3


@pytest.mark.parametrize(
    "change",
    [
        {"model": "other"},
        {"window": 2},
        {"base_url": "http://127.0.0.1:1/v1"},
        {"prompts": True},
    ],
)
def test_what_shapes_a_report_changes_its_key(change: dict[str, Any], settings: Settings, tmp_path: Path) -> None:
    if "prompts" in change:
        shipped = (Path(__file__).parents[2] / "prompts" / "extract.md").read_text(encoding="utf-8")
        (tmp_path / "extract.md").write_text(shipped + "\nBe brief.\n", encoding="utf-8")
        change = {"prompts": tmp_path}
    changed = settings.model_copy(update=change)
    assert tasks(changed)[0].key != tasks(settings)[0].key
    assert tasks(settings.model_copy(update={"timeout_total": 5.0}))[0].key == tasks(settings)[0].key


def test_keys_differ_by_article_and_repeat(settings: Settings) -> None:
    assert len({one.key for one in tasks(settings, repeats=2)}) == 6


@pytest.mark.parametrize("tail", [b'{"key": "x", "rep', b"\xff\xfe", b'{"key": 3}\n', b"[1]\n", b"no JSON\n"])
def test_rows_that_are_none_are_dropped(tail: bytes, tmp_path: Path) -> None:
    row = b'{"key": "k", "collection": "suite", "id": "a", "repeat": 0, "error": "It failed."}\n'
    (tmp_path / runs.FILE).write_bytes(row + tail)
    with runs.opened(tmp_path) as store:
        assert store.failure("k") == "It failed."
        assert store.report("k") is None
    kept = (tmp_path / runs.FILE).read_bytes()
    assert kept.startswith(row)
    assert kept.endswith(b"\n")


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(SettingError, match=r"file.* can't be used"), runs.opened(tmp_path / "file"):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said(settings: Settings) -> None:
    with Path("/dev/full").open("wb", buffering=0) as stream:
        store = runs.Store(stream, [])
        with pytest.raises(OutputError, match="No space left"):
            store.add(tasks(settings)[0], SettingError("x"))


def test_a_run_that_was_killed_goes_on(suite: Path, tmp_path: Path, model_server: MisbehavingServer) -> None:
    environment = os.environ | {"NUTGRAF_CACHE": "false", "NUTGRAF_CONCURRENCY": "1"}
    folder, saved = tmp_path / "run", tmp_path / "result.json"
    arguments = [
        *(sys.executable, "-m", "nutgraf", "eval", str(suite), "--model", "test", "--base-url", model_server.base_url),
        *("--run", str(folder), "--save", str(saved), "--format", "json"),
    ]
    model_server.then(empty, empty, hang(30))
    model_server.always(empty)
    process = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    path = folder / runs.FILE
    deadline = time.monotonic() + 60
    while len(model_server.requests) < 3:
        assert time.monotonic() < deadline, process.communicate(timeout=5)
        time.sleep(0.05)
    process.kill()
    process.communicate()
    assert path.read_bytes().count(b"\n") == 2
    with path.open("ab") as stream:
        stream.write(path.read_bytes()[:300])  # a third row, of which the disk has the beginning
    finished = subprocess.run(arguments, env=environment, capture_output=True, timeout=60, check=False)
    assert finished.returncode == 0, finished.stderr.decode()
    assert "Going on: 2 of 6 reports are there." in finished.stderr.decode()
    assert len(model_server.requests) == 3 + (ARTICLES - 2)
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    assert sorted(row["id"] for row in rows) == [f"fire-{number:02}" for number in range(ARTICLES)]
    assert len(json.loads(saved.read_text())["scores"][0]["articles"]) == ARTICLES
