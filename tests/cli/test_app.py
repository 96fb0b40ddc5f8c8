"""The commands around `summarize`, through the real entry point."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from commands import nutgraf
from misbehaving import MisbehavingServer

from nutgraf.schema import Report


def test_help_names_the_commands_and_the_exit_statuses() -> None:
    done = nutgraf("--help")
    assert (done.status, done.err) == (0, "")
    for name in ("summarize", "eval", "models", "doctor", "schema"):
        assert f"\n  {name} " in done.out
    assert "130 interrupted" in nutgraf("summarize", "--help").out


def test_help_loads_nothing_heavy() -> None:
    look = (
        "import sys; from nutgraf.cli.app import run; run(['--help']); heavy = {'openai', 'instructor', 'trafilatura', "
        "'pydantic', 'rich', 'jinja2'}; print(*heavy & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stderr == "\n"


def test_version() -> None:
    assert nutgraf("--version").out == f"nutgraf {version('nutgraf')}\n"


def test_schema_is_the_reports() -> None:
    assert json.loads(nutgraf("schema").out) == Report.model_json_schema()


def test_no_command_shows_help_and_a_wrong_one_says_so() -> None:
    assert nutgraf().status == 2
    done = nutgraf("summarise")
    assert done.status == 2
    assert "Did you mean 'summarize'?" in done.err


def test_an_unknown_setting_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nutgraf.toml").write_text('modle = "local"\n')
    monkeypatch.chdir(tmp_path)
    done = nutgraf("summarize", "x.txt")
    assert done.status == 2
    assert "modle" in done.err


def test_models_say_where_the_weights_are_not(tmp_path: Path) -> None:
    done = nutgraf("models", NUTGRAF_MODELS_DIR=str(tmp_path))
    assert done.status == 0
    assert done.out == nutgraf("models", "list", NUTGRAF_MODELS_DIR=str(tmp_path)).out
    assert "local " in done.out
    assert "nutgraf models pull" in done.out
    path = nutgraf("models", "path", NUTGRAF_MODELS_DIR=str(tmp_path))
    assert (path.status, path.out) == (3, "")
    assert "nutgraf models pull" in path.err


def test_altered_weights_are_told_from_whole_ones(tmp_path: Path) -> None:
    (tmp_path / "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf").write_bytes(b"GGUF and no more")
    assert "altered" in nutgraf("models", "list", NUTGRAF_MODELS_DIR=str(tmp_path)).out


def test_doctor_finds_what_is_here_and_shows_no_key(tmp_path: Path) -> None:
    done = nutgraf("doctor", NUTGRAF_MODELS_DIR=str(tmp_path), OPENAI_API_KEY="sk-secretsecret")
    assert done.status == 0
    found = {line.split()[1]: line.split()[0] for line in done.out.splitlines() if not line.startswith(" ")}
    assert found["packages"] == found["runtime"] == found["cache"] == "ok"
    assert found["weights"] == "note"
    assert "OPENAI_API_KEY" in done.out
    assert "sk-secretsecret" not in done.out + done.err


def test_doctor_ends_with_status_3_where_the_model_cannot_work(tmp_path: Path) -> None:
    for arguments in (
        ["--model", "nix"],
        ["--model", "openai/gpt"],
        ["--model", "local:/none.gguf"],
        ["--model", "x", "--base-url", "http://127.0.0.1:9/v1"],
    ):
        done = nutgraf("doctor", *arguments)
        assert done.status == 3
        assert "\nproblem " in done.out


def test_doctor_reaches_a_server(model_server: MisbehavingServer) -> None:
    done = nutgraf("doctor", "--model", "x", "--base-url", model_server.base_url)
    assert done.status == 0
    assert f"{model_server.base_url} answers" in done.out
