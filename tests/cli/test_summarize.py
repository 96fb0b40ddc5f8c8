"""`nutgraf summarize` through its real entry point, with a real model server on this machine.

Loading the SDKs takes a second or two a process, so most tests use an article whose answers are in the response cache.
"""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from commands import Done, command, interrupt, least_answer, nutgraf
from misbehaving import MisbehavingServer, Request, Response, hang, status

from nutgraf.schema import Report

STORY = (
    "Floods cut off three villages near Beira on Monday, the provincial governor said.\n\n"
    "Soldiers brought food to about 200 families by boat, said Ana Muchanga, who leads the relief work.\n"
)


@dataclass(frozen=True)
class Desk:
    """A server, an article that it was asked about once, and what keeps its answers."""

    server: MisbehavingServer
    story: str
    cache: str
    first: Done

    def command(self, *arguments: str) -> list[str]:
        return command("summarize", "--model", "test", "--base-url", self.server.base_url, *arguments)

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"NUTGRAF_CACHE_DIR": self.cache}

    def summarize(self, *arguments: str, stdin: bytes | None = None) -> Done:
        options = ["--model", "test", "--base-url", self.server.base_url]
        return nutgraf("summarize", *options, *arguments, stdin=stdin, NUTGRAF_CACHE_DIR=self.cache)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    story, cache = str(folder / "story.txt"), str(folder / "cache")
    Path(story).write_text(STORY)
    with MisbehavingServer() as server:
        server.always(least_answer())
        options = ["--format", "json", "--published", "2025-03-06", "--model", "test", "--base-url", server.base_url]
        yield Desk(server, story, cache, nutgraf("summarize", *options, story, NUTGRAF_CACHE_DIR=cache))


def test_one_article_as_json_is_one_object(desk: Desk) -> None:
    assert (desk.first.status, desk.first.err) == (0, "")
    assert desk.first.out.startswith('{\n  "schema_version"')
    report = Report.model_validate_json(desk.first.out)
    assert report.article.source.path == desk.story
    assert report.article.published.date == "2025-03-06"
    assert report.run.model == "test"
    assert report.run.calls > 0


def test_answers_come_from_the_cache(desk: Desk) -> None:
    asked = len(desk.server.requests)
    done = desk.summarize("--format", "json", stdin=STORY.encode())
    assert (done.status, done.err) == (0, "")
    report = Report.model_validate_json(done.out)
    assert report.article.text == Report.model_validate_json(desk.first.out).article.text
    assert report.run.calls == 0
    assert len(desk.server.requests) == asked


def test_without_a_terminal_text_is_plain(desk: Desk) -> None:
    done = desk.summarize(stdin=STORY.encode())
    assert (done.status, done.err) == (0, "")
    assert "standard input" in done.out
    assert "\x1b" not in done.out


def test_html_is_one_page_for_one_article_and_for_several(desk: Desk) -> None:
    one = desk.summarize("--published", "2025-03-06", "--format", "html", desk.story)
    assert one.status == 0
    assert one.out.count("<!DOCTYPE html>") == 1
    assert 'id="copies"' in one.out
    two = desk.summarize("--published", "2025-03-06", "--format", "html", desk.story, desk.story)
    assert two.out.count("<!DOCTYPE html>") == 1
    assert '<h1 dir="auto">2 articles</h1>' in two.out


def test_what_fails_is_named_and_the_others_delivered(desk: Desk, tmp_path: Path) -> None:
    rows, refused = tmp_path / "rows.jsonl", tmp_path / "refused.txt"
    good = json.dumps({"text": STORY, "id": "a"})
    rows.write_text(f'{good}\n{{"text": \n[1]\n{{"title": "no text"}}\n{good}\n')
    refused.write_text("Nobody was hurt when a bridge fell near Dondo on Sunday, the police said.")
    desk.server.then(status(422, "no such thing"))
    done = desk.summarize("--format", "json", str(tmp_path / "none.txt"), str(rows), str(refused), desk.story)
    assert done.status == 1
    reports = [Report.model_validate_json(line) for line in done.out.splitlines()]
    assert [report.article.source.row for report in reports] == [1, 5, None]
    complaints = done.err.splitlines()
    assert complaints[0].startswith(f"nutgraf: {tmp_path}/none.txt does not exist.")
    for line, complaint in zip((2, 3, 4), complaints[1:4], strict=True):
        assert complaint.startswith(f"nutgraf: {rows}, line {line}, ")
    assert complaints[4].startswith(f"nutgraf: {refused}: ")
    assert "no such thing" in complaints[4]
    assert complaints[5:] == ["nutgraf: 3 articles done, 5 failed."]


def test_the_file_gets_all_reports_and_nothing_goes_to_standard_output(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "reports.md"
    done = desk.summarize("--format", "md", "--out", str(out), desk.story, desk.story)
    assert (done.status, done.out, done.err) == (0, "", "")
    assert out.read_text().count("## Summary") == 2


def test_an_unwritable_file_is_said_before_the_model_is_asked(desk: Desk, tmp_path: Path) -> None:
    asked = len(desk.server.requests)
    done = desk.summarize("--no-cache", "--out", str(tmp_path / "no" / "folder"), desk.story)
    assert done.status == 1
    assert "Can't write" in done.err
    assert "No such file or directory" in done.err
    assert len(desk.server.requests) == asked


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_under_standard_output_is_said(desk: Desk) -> None:
    for asking in (desk.command(desk.story), command("schema"), command("--help")):
        with open("/dev/full", "wb") as full:
            done = subprocess.run(asking, stdout=full, stderr=subprocess.PIPE, env=desk.environment, check=False)
        assert done.returncode == 1
        assert b"No space left on device" in done.stderr
        assert b"Traceback" not in done.stderr
        assert b"bug" not in done.stderr


def test_a_reader_that_has_seen_enough_ends_the_program_quietly(desk: Desk) -> None:
    asking = desk.command(*[desk.story] * 3)
    with subprocess.Popen(asking, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=desk.environment) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 0


def test_an_interruption_keeps_what_is_done(desk: Desk, tmp_path: Path) -> None:
    slow, out = tmp_path / "slow.txt", tmp_path / "out.jsonl"
    slow.write_text("Three people were arrested at the market in Gorongosa on Sunday, the police said.")
    hanging = threading.Event()

    def behave(request: Request) -> Response:
        if "Gorongosa" not in json.dumps(request.body):
            return least_answer()(request)
        hanging.set()
        return hang()(request)

    desk.server.always(behave)
    asked = len(desk.server.requests)
    process = subprocess.Popen(
        desk.command("--no-cache", "--format", "jsonl", "--out", str(out), desk.story, str(slow)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=desk.environment,
    )
    assert hanging.wait(30)
    done = interrupt(process)
    desk.server.always(least_answer())
    assert (done.status, done.out) == (130, "")
    assert done.err == "nutgraf: Interrupted, with 1 article done.\n"
    assert Report.model_validate_json(out.read_text()).article.source.path == desk.story
    assert sorted(os.listdir(tmp_path)) == ["out.jsonl", "slow.txt"]
    assert len(desk.server.requests) > asked + 1, "--no-cache asks again"


def test_a_refused_key_ends_it_at_once_with_status_3(model_server: MisbehavingServer, desk: Desk) -> None:
    model_server.always(status(401, "Incorrect API key provided: sk-secretsecret"))
    options = ["--model", "test", "--base-url", model_server.base_url]
    done = nutgraf("summarize", *options, desk.story, desk.story, OPENAI_API_KEY="sk-secretsecret")
    assert done.status == 3
    assert "key" in done.err
    assert "sk-secretsecret" not in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "exit_status", "said"),
    [
        (["--model", "nix"], 2, "is no model"),
        (["--model", "openai/gpt"], 3, "OPENAI_API_KEY"),
        (["--model", "local:/none.gguf"], 3, "/none.gguf"),
        (["--base-url", "ftp://x", "--model", "x"], 2, "--base-url"),
        (["--published", "yesterday"], 2, "'yesterday'"),
        (["--prompts", "/none"], 2, "/none"),
        (["--format", "pdf"], 2, "pdf"),
    ],
)
def test_a_wrong_call_is_answered_with_what_is_wrong(
    desk: Desk, arguments: list[str], exit_status: int, said: str
) -> None:
    done = nutgraf("summarize", *arguments, desk.story)
    assert done.status == exit_status
    assert said in done.err
    assert done.out == ""


def test_what_no_article_can_be_read_from_is_said(tmp_path: Path) -> None:
    files = {
        "empty.txt": b"",
        "binary.txt": bytes(range(256)) * 8,
        "boilerplate.txt": b"Read more\n\nShare this\n",
        "page.html": b"<html><body></body></html>",
        "cut\x1b[2Jname.txt": b"",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    sources = [str(tmp_path / name) for name in files]
    done = nutgraf("summarize", *sources, str(tmp_path), "http://127.0.0.1/x", "file:///etc/passwd")
    assert done.status == 1
    complaints = done.err.splitlines()
    assert len(complaints) == len(files) + 4
    for name, complaint in zip(list(files)[:4], complaints, strict=False):
        assert name in complaint
    assert "is empty" in complaints[0]
    assert "is a folder" in complaints[5]
    assert complaints[-1] == "nutgraf: 0 articles done, 8 failed."
    assert "\x1b" not in done.err


def test_at_a_terminal_with_no_source_it_says_what_to_give() -> None:
    leader, follower = os.openpty()
    done = subprocess.run(command("summarize"), stdin=follower, capture_output=True, text=True, check=False)
    os.close(leader)
    os.close(follower)
    assert done.returncode == 2
    assert done.stderr.startswith("nutgraf: There is nothing to summarise. Name a ")


def test_at_a_terminal_there_are_colours_and_a_bar(desk: Desk) -> None:
    leader, follower = os.openpty()
    terminal = desk.environment | {"TERM": "xterm-256color"}
    with subprocess.Popen(desk.command(desk.story), stdout=follower, stderr=follower, env=terminal) as process:
        os.close(follower)
        shown = b""
        while chunk := _read(leader):
            shown += chunk
    os.close(leader)
    assert process.returncode == 0
    assert b"\x1b[1m" in shown
    assert b"left:" in shown


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except OSError:  # Linux says so when the other end is closed
        return b""


def test_debug_shows_the_traceback(desk: Desk) -> None:
    asking = command("summarize", "--debug", "--model", "nix", desk.story)
    done = subprocess.run(asking, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" in done.stderr
    assert done.stderr.splitlines()[-1].startswith('nutgraf: "nix" is no model.')
