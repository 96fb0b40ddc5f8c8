from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from nutgraf.cli.output import destination, write
from nutgraf.errors import OutputError


def test_a_file_is_there_when_all_is_written_and_no_sooner(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_text("old")
    with destination(path) as stream:
        write(stream, "new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert os.listdir(tmp_path) == ["out.json"]


def test_what_was_written_before_an_interruption_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"

    def work() -> None:
        with destination(path) as stream:
            write(stream, "one\n")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert path.read_text() == "one\n"


def test_where_nothing_was_written_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_text("old")
    with destination(path):
        pass
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.json"]


def test_a_file_keeps_its_mode_and_a_link_its_target(tmp_path: Path) -> None:
    path, link = tmp_path / "out.json", tmp_path / "link.json"
    path.write_text("old")
    path.chmod(0o600)
    link.symlink_to(path)
    with destination(link) as stream:
        write(stream, "new")
    assert link.is_symlink()
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["", "missing/out.json", "file/out.json"])
def test_a_place_that_cannot_be_written_is_known_before_the_work(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"^Can't write '.*': .+\.$"), destination(tmp_path / name):
        pytest.fail("the work was begun")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="No space left") as caught, destination(Path("/dev/full")) as stream:
        write(stream, "x")
    assert "Free some space" in caught.value.hint


def test_a_pipe_is_written_in_place(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with destination(path) as stream:
        write(stream, "through")
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert stat.S_ISFIFO(path.stat().st_mode)
