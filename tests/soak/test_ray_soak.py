"""Runs on a Ray cluster of two nodes on this machine, with an actor, a node and the command killed on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import command, nutgraf
from corpus_model import good_model, story
from misbehaving import MisbehavingServer, Request, Response, status
from running import write_rows

from nutgraf.corpus import folder
from nutgraf.corpus.results import COLUMNS, kept_lines
from nutgraf.schema import Report

cluster_utils: Any = pytest.importorskip(
    "ray.cluster_utils", reason="Ray isn't installed: pip install 'nutgraf[ray]'", exc_type=ImportError
)

pytestmark = [pytest.mark.soak, pytest.mark.filterwarnings("default")]
PATIENCE = 600.0


@pytest.fixture
def cluster() -> Iterator[Any]:
    """Two nodes of two processors each, as far as Ray knows."""
    made = cluster_utils.Cluster(initialize_head=True, head_node_args={"num_cpus": 2})
    made.add_node(num_cpus=2)
    made.wait_for_nodes()
    yield made
    made.shutdown()


def arguments(out: Path, server: MisbehavingServer, cluster: Any, *inputs: Path) -> list[str]:
    to_ray = ["--engine", "ray", "--address", cluster.address]
    return ["batch", *map(str, inputs), "--run", str(out), "--model", "test", "--base-url", server.base_url, *to_ray]


def start(*given: str) -> subprocess.Popen[bytes]:
    # Ray keeps for three minutes what a killed run had reserved.
    variables = {**os.environ, "RAY_DATA_AUTOSCALING_REQUEST_EXPIRE_TIME_S": "30"}
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command(*given), env=variables, **pipes)


def ended(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    _, err = process.communicate(timeout=PATIENCE)
    assert b"Traceback" not in err, err.decode()
    return process.returncode, err.decode()


def wait_for(happened: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while not happened():
        assert process.poll() is None, ended(process)
        assert time.monotonic() < until
        time.sleep(0.1)


def actors(cluster: Any) -> list[int]:
    """The processes of the actors on the nodes of this cluster."""
    raylets = {node.all_processes["raylet"][0].process.pid for node in cluster.list_all_nodes()}
    found = []
    for entry in Path("/proc").iterdir():
        try:
            of = int((entry / "stat").read_text().rpartition(") ")[2].split()[1])
            name = (entry / "cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            continue
        if of in raylets and name.startswith(b"ray::MapWorker"):
            found.append(int(entry.name))
    return found


def lines(found: Iterator[Any]) -> list[dict[str, Any]]:
    """Lines by their places, without what time alone makes of them."""
    named = [dict(zip(COLUMNS, line, strict=True)) for line in found]
    for one in named:
        one.pop("seconds")
        if one["report"]:
            report = Report.model_validate_json(one["report"])
            one["report"] = report.model_copy(update={"run": report.run.model_copy(update={"seconds": 0.0})})
    return sorted(named, key=lambda one: (one["input"], one["position"]))


def assert_each_once(out: Path, news: Path, number: int) -> None:
    found = lines(folder.lines(out))
    assert [(one["input"], one["position"]) for one in found] == [(str(news), n) for n in range(1, number + 1)]
    assert {one["state"] for one in found} == {"done"}
    assert [f"report {n}." in one["report"].article.text for n, one in enumerate(found)] == [True] * number


def test_the_cluster_and_this_machine_give_the_same_rows(
    tmp_path: Path, model_server: MisbehavingServer, cluster: Any
) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    def behave(request: Request) -> Response:
        bad = any(f"report {n}." in str(request.body["messages"]) for n in (7, 205))
        return (status(400, "not this one") if bad else good_model(cached_tokens=60))(request)

    model_server.always(behave)
    rows: list[object] = [{"text": story(n % 150), "id": n, "url": f"https://example.org/{n}"} for n in range(160)]
    first = write_rows(tmp_path / "a.jsonl", [*rows, "{broken", {"title": "nothing"}, {"text": "\x00"}])
    second = tmp_path / "b.parquet"
    days = ["2021-03-04", None] * 20
    parquet.write_table(pa.table({"text": [story(n) for n in range(200, 240)], "published": days}), second)
    inputs = [str(first), str(second), "--model", "test", "--base-url", model_server.base_url]
    local = nutgraf("batch", *inputs, "--run", str(tmp_path / "run.db"))
    assert local.status == 1, local.err
    on_ray = ended(start(*arguments(tmp_path / "out", model_server, cluster, first, second)))
    assert on_ray[0] == 1, on_ray
    expected = lines(kept_lines(tmp_path / "run.db"))
    assert lines(folder.lines(tmp_path / "out")) == expected
    states = [one["state"] for one in expected]
    assert {state: states.count(state) for state in states} == {"done": 197, "failed": 3, "unreadable": 3}

    exported = nutgraf("export", str(tmp_path / "out"), "--format", "parquet", "--out", str(tmp_path / "of-ray"))
    assert exported.status == 0, exported.err
    assert (
        nutgraf("export", str(tmp_path / "run.db"), "--format", "parquet", "--out", str(tmp_path / "local")).status == 0
    )
    for name in ("events", "attributions", "results"):
        counts = [parquet.read_metadata(tmp_path / side / f"{name}.parquet").num_rows for side in ("of-ray", "local")]
        assert counts[0] == counts[1] > 0


def test_an_actor_is_killed(tmp_path: Path, model_server: MisbehavingServer, cluster: Any) -> None:
    model_server.always(good_model(delay=0.2))
    news = write_rows(tmp_path / "news.jsonl", [{"text": story(n)} for n in range(1500)])
    process = start(*arguments(tmp_path / "out", model_server, cluster, news))
    for calls in (300, 900):
        wait_for(lambda calls=calls: len(model_server.requests) > calls, process)  # type: ignore[misc]
        os.kill(actors(cluster)[0], signal.SIGKILL)
    assert ended(process)[0] == 0
    assert_each_once(tmp_path / "out", news, 1500)
    # Two calls an article; those that the killed actors had under way are made again, and no others.
    assert 3000 < len(model_server.requests) <= 3000 + 2 * 2 * 256


def test_a_node_is_lost(tmp_path: Path, model_server: MisbehavingServer, cluster: Any) -> None:
    model_server.always(good_model(delay=0.2))
    news = write_rows(tmp_path / "news.jsonl", [{"text": story(n)} for n in range(1500)])
    process = start(*arguments(tmp_path / "out", model_server, cluster, news))
    wait_for(lambda: len(model_server.requests) > 1000, process)
    (other,) = [node for node in cluster.list_all_nodes() if not node.head]
    cluster.remove_node(other, allow_graceful=False)
    assert ended(process)[0] == 0
    assert_each_once(tmp_path / "out", news, 1500)


def test_the_command_is_killed_and_given_again(tmp_path: Path, model_server: MisbehavingServer, cluster: Any) -> None:
    model_server.always(good_model(delay=0.05))
    out = tmp_path / "out"
    news = write_rows(tmp_path / "news.jsonl", [{"text": story(n)} for n in range(2400)])
    process = start(*arguments(out, model_server, cluster, news))
    wait_for(lambda: out.is_dir() and folder.written(out) > 0, process)
    process.kill()
    process.communicate()
    kept = folder.written(out)
    assert 0 < kept < 2400
    code, err = ended(start(*arguments(out, model_server, cluster, news)))
    assert code == 0, err
    assert "are done, and won't be done again" in err
    assert_each_once(out, news, 2400)
    changed = nutgraf(*arguments(out, model_server, cluster, news), "--length", "brief")
    assert (changed.status, "has results of another model" in changed.err) == (2, True)
    assert json.loads((out / "_run.json").read_text())["setup"]["model"] == "test"


def test_no_model_and_no_cluster_are_said_in_a_sentence(
    tmp_path: Path, model_server: MisbehavingServer, cluster: Any
) -> None:
    news = write_rows(tmp_path / "news.jsonl", [{"text": story(1)}])
    model_server.always(status(401, "no such key"))
    code, err = ended(start(*arguments(tmp_path / "out", model_server, cluster, news)))
    assert (code, "no such key" in err) == (3, True)
    given = arguments(tmp_path / "none", model_server, cluster, news)
    given[-1] = "127.0.0.1:9"
    nowhere = nutgraf(*given)
    assert (nowhere.status, "No Ray cluster can be reached at 127.0.0.1:9" in nowhere.err) == (2, True)
