from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from misbehaving import MisbehavingServer, answer, raw, status
from pydantic import BaseModel

from nutgraf.errors import AuthenticationFailed, SettingError
from nutgraf.llm.providers import open_model
from nutgraf.settings import load_settings

KEY = "sk-test-Vq8rT2mX5nB7"


class Harbour(BaseModel):
    city: str


async def ask(**flags: object) -> str:
    async with open_model(load_settings(**flags)) as model:
        reply = await model.ask([{"role": "user", "content": "?"}], Harbour, max_tokens=9)
        return f"{model.name} {model.window} {reply.value.city} {reply.usage.calls}"


async def failing(**flags: object) -> SettingError | AuthenticationFailed:
    with pytest.raises((SettingError, AuthenticationFailed)) as caught:
        await ask(**flags)
    assert str(caught.value).isprintable()
    return caught.value


async def test_any_compatible_server(model_server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch) -> None:
    model_server.always(answer({"city": "Rijeka"}))
    name = "Qwen/Qwen3-8B"
    assert await ask(model=name, base_url=model_server.base_url) == f"{name} None Rijeka 1"
    request = model_server.requests[0]
    assert request.body["model"] == name
    assert request.headers["authorization"] == "Bearer none"
    assert "x-guidance" not in str(request.body)
    monkeypatch.setenv("OPENAI_API_KEY", f" {KEY}\n")
    assert await ask(model=name, base_url=model_server.base_url) == f"{name} None Rijeka 0", "from the cache"
    assert await ask(model=name, base_url=model_server.base_url, cache=False, window=4) == f"{name} 4 Rijeka 1"
    assert model_server.requests[1].headers["authorization"] == f"Bearer {KEY}"


async def test_openai(model_server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", model_server.base_url + "/")
    model_server.always(answer({"city": "Rijeka"}))
    assert await ask(model="openai/gpt-test") == "openai/gpt-test None Rijeka 1"
    request = model_server.requests[0]
    assert (request.path, request.body["model"]) == ("/v1/chat/completions", "gpt-test")


async def test_openai_without_a_key() -> None:
    error = await failing(model="openai/gpt-test")
    assert type(error) is AuthenticationFailed
    assert error.exit_status == 3
    assert "OPENAI_API_KEY" in error.hint


async def test_openai_with_a_key_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-“quoted”")
    error = await failing(model="openai/gpt-test")
    assert type(error) is AuthenticationFailed
    assert "quoted" not in str(error) + error.hint


async def test_a_base_url_of_no_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", "api.example.org")
    error = await failing(model="openai/gpt-test")
    assert "OPENAI_BASE_URL" in str(error)


@pytest.mark.parametrize("name", ["gpt-test", "/x", "openai/", "locale", "Local\u202e"])
async def test_a_name_that_says_nothing(name: str) -> None:
    if not name.isprintable():
        with pytest.raises(SettingError):
            load_settings(model=name)
        return
    error = await failing(model=name)
    assert type(error) is SettingError
    assert "PROVIDER/MODEL" in error.hint


async def test_an_unknown_provider() -> None:
    error = await failing(model="nosuch/model")
    assert type(error) is SettingError
    assert '"nosuch"' in str(error)
    assert "anthropic" in error.hint


async def test_a_provider_whose_package_is_missing(capfd: pytest.CaptureFixture[str]) -> None:
    error = await failing(model="anthropic/claude-test")
    assert type(error) is SettingError
    assert "pip install anthropic" in error.hint
    assert capfd.readouterr().err == ""


async def test_another_provider_runs_through_the_same_client(
    model_server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Databricks needs no package of its own: it stands for the providers that instructor knows."""
    monkeypatch.setenv("DATABRICKS_HOST", model_server.base_url)
    error = await failing(model="databricks/m")
    assert type(error) is AuthenticationFailed
    assert "DATABRICKS_TOKEN" in error.hint
    monkeypatch.setenv("DATABRICKS_TOKEN", KEY)

    function = {"name": "Harbour", "arguments": '{"city": "Rijeka"}'}
    message = {"role": "assistant", "tool_calls": [{"id": "1", "type": "function", "function": function}]}
    completion = {"choices": [{"index": 0, "finish_reason": "tool_calls", "message": message}]}
    called = raw(json.dumps(completion).encode())
    model_server.then(status(500), called)
    assert await ask(model="databricks/m") == "databricks/m None Rijeka 2"
    assert await ask(model="databricks/m") == "databricks/m None Rijeka 0"
    assert len(model_server.requests) == 2


async def test_base_url_needs_a_name() -> None:
    error = await failing(base_url="http://127.0.0.1:9/v1")
    assert type(error) is SettingError
    assert "--model" in error.hint


async def test_local_even_with_a_key_in_the_environment(
    model_server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The embedded server's own tests run the real one; here it matters what is asked of it, and how."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    default, own = tmp_path / "default.gguf", tmp_path / "own.gguf"
    own.write_bytes(b"GGUF")
    asked: list[Path] = []

    async def running_server(weights: Path, *, states: Path) -> SimpleNamespace:
        assert states == load_settings().cache_dir / "states"
        asked.append(weights)
        return SimpleNamespace(base_url=model_server.base_url, api_key="embedded-key")

    def ensure_weights(*, models_dir: Path, progress: object) -> Path:
        assert models_dir == load_settings().models_path
        return default

    monkeypatch.setattr("nutgraf.llm.embedded.running_server", running_server)
    monkeypatch.setattr("nutgraf.llm.weights.ensure_weights", ensure_weights)
    model_server.always(answer({"city": "Rijeka"}))
    assert await ask() == "local 1 Rijeka 1"
    assert await ask() == "local 1 Rijeka 0", "the cache doesn't depend on the port"
    assert await ask(model=f"local:{own}") == f"local:{own} 1 Rijeka 1"
    assert asked == [default, default, own]
    assert {request.headers["authorization"] for request in model_server.requests} == {"Bearer embedded-key"}
    assert "x-guidance" in model_server.requests[0].body["response_format"]["json_schema"]["schema"]


async def test_cancelling_ends_the_download(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()

    def ensure_weights(*, models_dir: Path, progress: Callable[[object], None]) -> Path:
        try:
            while True:
                time.sleep(0.01)
                progress(None)
        finally:
            ended.set()

    monkeypatch.setattr("nutgraf.llm.weights.ensure_weights", ensure_weights)
    asking = asyncio.create_task(ask())
    await asyncio.sleep(0.3)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await asyncio.to_thread(ended.wait, 2)


async def test_local_without_a_path() -> None:
    assert "local:/path/to/model.gguf" in (await failing(model="local:")).hint
