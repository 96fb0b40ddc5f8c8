from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nutgraf.llm.cache import ResponseCache, request_key
from nutgraf.usage import Usage

USAGE = Usage(calls=1, prompt=100, completion=20, cached=60, seconds=2.5)
DAY = 24 * 60 * 60.0
MEGABYTE = 1024 * 1024


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a folder" / "responses.db"


@pytest.fixture
def cache(path: Path) -> Iterator[ResponseCache]:
    opened = ResponseCache.open(path, max_bytes=MEGABYTE, max_age=DAY)
    yield opened
    opened.close()


def age(path: Path, *, days: float) -> None:
    """Makes all answers older."""
    db = sqlite3.connect(path)
    with db:
        db.execute("UPDATE responses SET created = created - ?", (days * DAY,))
    db.close()


def test_an_answer_is_kept(cache: ResponseCache, path: Path) -> None:
    assert cache.get("k") is None
    cache.put("k", '{"city": "Šibenik"}', USAGE)
    assert cache.get("k") == '{"city": "Šibenik"}'
    cache.put("k", "newer", USAGE)
    cache.close()
    assert cache.get("k") is None
    cache.put("k", "after closing", USAGE)
    again = ResponseCache.open(path, max_bytes=MEGABYTE, max_age=DAY)
    assert again.get("k") == "newer"
    again.close()


def test_what_an_answer_took_can_be_looked_up(cache: ResponseCache, path: Path) -> None:
    cache.put("k", "{}", USAGE)
    db = sqlite3.connect(path)
    row = db.execute("SELECT prompt_tokens, completion_tokens, cached_tokens, seconds FROM responses").fetchone()
    db.close()
    assert row == (100, 20, 60, 2.5)


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_others_cannot_read_it(cache: ResponseCache, path: Path) -> None:
    cache.put("k", "{}", USAGE)
    for file in path.parent.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file
    assert path.parent.stat().st_mode & 0o077 == 0


def test_old_answers_are_not_given(cache: ResponseCache, path: Path) -> None:
    cache.put("k", "{}", USAGE)
    age(path, days=0.9)
    assert cache.get("k") == "{}"
    age(path, days=0.2)
    assert cache.get("k") is None


def test_old_answers_go_when_the_file_is_opened(cache: ResponseCache, path: Path) -> None:
    cache.put("k", "{}", USAGE)
    age(path, days=2)
    cache.close()
    ResponseCache.open(path, max_bytes=MEGABYTE, max_age=DAY).close()
    db = sqlite3.connect(path)
    assert db.execute("SELECT count(*) FROM responses").fetchone() == (0,)
    db.close()


def test_what_was_not_used_for_longest_goes_first(cache: ResponseCache, path: Path) -> None:
    cache.put("precious", "a" * 10_000, USAGE)
    for number in range(300):
        cache.put(f"k{number}", f"{number}" + "b" * 10_000, USAGE)
        assert cache.get("precious") is not None
    assert cache.get("k0") is None
    assert cache.get("k299") is not None
    cache.close()
    assert path.stat().st_size < 1.2 * MEGABYTE


def test_an_answer_above_the_cap_does_no_harm(cache: ResponseCache) -> None:
    cache.put("k", "a" * 3 * MEGABYTE, USAGE)
    assert cache.get("k") is None
    cache.put("small", "{}", USAGE)
    assert cache.get("small") == "{}"


def test_threads(cache: ResponseCache) -> None:
    def work(thread: int) -> None:
        for number in range(40):
            cache.put(f"{thread}-{number}", f"answer {thread}-{number}", USAGE)
            assert cache.get(f"{thread}-{number}") == f"answer {thread}-{number}"

    threads = [threading.Thread(target=work, args=(thread,)) for thread in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert cache.get("7-39") == "answer 7-39"
    assert cache.get("0-0") == "answer 0-0"


def test_processes(path: Path, cache: ResponseCache) -> None:
    code = """
import sys
from pathlib import Path
from nutgraf.llm.cache import ResponseCache
from nutgraf.usage import Usage
cache = ResponseCache.open(Path(sys.argv[1]), max_bytes=10**7, max_age=10**5)
for number in range(100):
    cache.put(f"{sys.argv[2]}-{number}", "{}", Usage())
    assert cache.get(f"{sys.argv[2]}-{number}") == "{}"
cache.close()
"""
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(path), str(number)], stderr=subprocess.PIPE)
        for number in range(3)
    ]
    for process in processes:
        _, err = process.communicate()
        assert (process.returncode, err) == (0, b"")
    assert all(cache.get(f"{process}-{number}") == "{}" for process in range(3) for number in range(100))


def test_a_writer_that_takes_long_is_waited_for(cache: ResponseCache, path: Path) -> None:
    cache.put("k", "{}", USAGE)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, lambda: other.execute("COMMIT")).start()
    begun = time.monotonic()
    assert cache.get("k") == "{}"
    assert time.monotonic() - begun > 0.2
    other.close()


# What is wrong with a file reaches nobody but the log


def warned(caplog: pytest.LogCaptureFixture, path: Path) -> bool:
    found = [record for record in caplog.records if record.levelno >= logging.WARNING]
    return len(found) == 1 and str(path) in found[0].getMessage()


def test_a_file_that_is_no_database(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.parent.mkdir()
    path.write_bytes(b"My novel, chapter one." * 1000)
    cache = ResponseCache.open(path, max_bytes=MEGABYTE, max_age=DAY)
    cache.put("k", "{}", USAGE)
    assert cache.get("k") is None
    assert warned(caplog, path)
    assert path.read_bytes().startswith(b"My novel"), "it may be someone's"
    cache.close()


def test_a_damaged_database(cache: ResponseCache, path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for number in range(50):
        cache.put(f"k{number}", "a" * 5000, USAGE)
    cache.close()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    path.write_bytes(content)
    cache = ResponseCache.open(path, max_bytes=MEGABYTE, max_age=DAY)
    for number in range(50):
        assert cache.get(f"k{number}") is None
        cache.put(f"k{number}", "{}", USAGE)
    assert warned(caplog, path)
    cache.close()


def test_a_folder_that_cannot_be_made(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "responses.db"
    cache = ResponseCache.open(path, max_bytes=MEGABYTE, max_age=DAY)
    cache.put("k", "{}", USAGE)
    assert cache.get("k") is None
    assert warned(caplog, path)


def test_a_folder_in_its_place(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.mkdir(parents=True)
    cache = ResponseCache.open(path, max_bytes=MEGABYTE, max_age=DAY)
    assert cache.get("k") is None
    assert warned(caplog, path)


def test_a_full_disk(cache: ResponseCache, path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert cache._db is not None
    pages = cache._db.execute("PRAGMA page_count").fetchone()[0]
    # SQLite reports a file that may not grow as it does a full disk.
    cache._db.execute(f"PRAGMA max_page_count = {pages + 1}")
    cache.put("big", "a" * 100_000, USAGE)
    assert "full" in caplog.text
    assert warned(caplog, path)
    assert cache.get("big") is None
    cache.put("small", "{}", USAGE)
    assert warned(caplog, path), "once"


# Keys


def test_keys() -> None:
    sent = {"model": "m", "messages": [{"role": "user", "content": "Šibenik"}], "schema": {"a": 1, "b": 2}}
    key = request_key(**sent)
    assert len(key) == 64
    assert request_key(**dict(reversed(sent.items()))) == key
    assert request_key(**sent | {"schema": {"b": 2, "a": 1}}) == key
    others = [
        sent | {"model": "n"},
        sent | {"messages": []},
        sent | {"schema": {"a": 1}},
        sent | {"seed": 7},
        sent | {"messages": [{"role": "user", "content": "S\u030cibenik"}]},
        sent | {"messages": [{"role": "user", "content": "\ud800"}]},
    ]
    assert len({key, *(request_key(**other) for other in others)}) == len(others) + 1
