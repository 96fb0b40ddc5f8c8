from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nutgraf.errors import ModelUnavailable, WeightsError
from nutgraf.llm.cores import usable_cores
from nutgraf.llm.embedded import running_server


@pytest.fixture
def garbage(tmp_path: Path) -> Path:
    """A file that begins as a model does, and goes on with noise. Its name would paint a terminal red."""
    path = tmp_path / "noise\x1b[31m.gguf"
    path.write_bytes(b"GGUF\x03\x00\x00\x00" + random.Random(7).randbytes(100_000))
    return path


@pytest.fixture
def sleeping_runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A runtime that never gets ready. Returns the file in which it puts the number of its process."""
    (tmp_path / "xllamacpp.py").write_text(
        "import os, pathlib, time\n"
        "pid = pathlib.Path(__file__).with_name('pid')\n"
        "pid.with_name('new').write_text(str(os.getpid()))\n"
        "pid.with_name('new').rename(pid)\n"
        "time.sleep(60)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path / "pid"


async def test_garbage_is_named_with_what_the_runtime_says(garbage: Path) -> None:
    with pytest.raises(WeightsError, match=r"gguf can't be loaded: .*failed to load model") as caught:
        await running_server(garbage)
    assert "models pull" in caught.value.hint
    assert str(caught.value).isprintable()


async def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="doesn't exist"):
        await running_server(tmp_path / "no.gguf")


async def test_a_start_that_takes_too_long(garbage: Path, sleeping_runtime: Path) -> None:
    with pytest.raises(ModelUnavailable, match="in time") as caught:
        await running_server(garbage, startup_timeout=0.3)
    assert caught.value.retryable


async def test_a_runtime_that_cannot_be_loaded(garbage: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xllamacpp.py").write_text("raise ImportError('libgomp.so.1: cannot open shared object file')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(ModelUnavailable, match=r"runtime can't be loaded: ImportError: libgomp\.so\.1") as caught:
        await running_server(garbage)
    assert "libgomp1" in caught.value.hint


async def test_a_runtime_that_crashes(garbage: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xllamacpp.py").write_text("import os; os.kill(os.getpid(), 9)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(ModelUnavailable, match="ended by signal 9, for want of memory perhaps") as caught:
        await running_server(garbage)
    assert "memory" in caught.value.hint


async def test_a_module_in_the_working_directory_is_not_imported(
    garbage: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "xllamacpp.py").write_text("raise ImportError('the wrong one')")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WeightsError, match="failed to load model"):
        await running_server(garbage)


async def test_a_cancelled_start_leaves_no_child(garbage: Path, sleeping_runtime: Path) -> None:
    start = asyncio.create_task(running_server(garbage))
    pid = await asyncio.to_thread(written_pid, sleeping_runtime)
    start.cancel()
    with pytest.raises(asyncio.CancelledError):
        await start
    await asyncio.to_thread(wait_for_end, pid)


def test_the_child_answers_on_its_standard_output_alone(garbage: Path) -> None:
    with start_child(garbage) as child:
        assert child.stdout is not None
        assert json.loads(child.stdout.readline())["error"].startswith("RuntimeError")
        assert child.wait(10) == 0
        assert child.stdout.read() == b""


def test_the_child_ends_with_its_standard_input(garbage: Path, sleeping_runtime: Path) -> None:
    with start_child(garbage) as child:
        assert child.stdin is not None
        pid = written_pid(sleeping_runtime)
        assert pid == child.pid
        child.stdin.close()
        assert child.wait(5) == 0


def start_child(weights: Path) -> subprocess.Popen[bytes]:
    request = {"weights": str(weights), "api_key": "k", "context": 512, "slots": 1, "states": None, "threads": 1}
    child = subprocess.Popen(
        [sys.executable, "-m", "nutgraf.llm.embedded_server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdin is not None
    child.stdin.write(json.dumps(request).encode() + b"\n")
    child.stdin.flush()
    return child


def written_pid(path: Path) -> int:
    while not path.exists():
        time.sleep(0.02)
    return int(path.read_text())


def wait_for_end(pid: int) -> None:
    deadline = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < deadline, "the child is still there"
        time.sleep(0.02)


def test_cores_are_counted_once_for_all_their_threads(tmp_path: Path) -> None:
    for cpu in range(os.cpu_count() or 1):
        topology = tmp_path / f"devices/system/cpu/cpu{cpu}/topology"
        topology.mkdir(parents=True)
        (topology / "thread_siblings_list").write_text("0-255\n")
    assert usable_cores(system=tmp_path) == 1


@pytest.mark.parametrize(("quota", "most"), [("150000 100000", 1), ("20000 100000", 1), ("max 100000", 16)])
def test_cores_within_the_quota(tmp_path: Path, quota: str, most: int) -> None:
    (tmp_path / "fs/cgroup").mkdir(parents=True)
    (tmp_path / "fs/cgroup/cpu.max").write_text(f"{quota}\n")
    assert usable_cores(system=tmp_path) == min(most, len(os.sched_getaffinity(0)))
