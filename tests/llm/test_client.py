"""The client against a real server that misbehaves."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Literal

import pytest
from misbehaving import MisbehavingServer, answer, by_schema, hang, raw, status
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationInfo, field_validator
from schemas import assert_grammar

from nutgraf.errors import (
    AnswerCutOff,
    AnswerEmpty,
    AnswerInvalid,
    AnswerRefused,
    AuthenticationFailed,
    ContextOverflow,
    ModelError,
    ModelUnavailable,
    RequestFailed,
)
from nutgraf.llm.base import Message, Model
from nutgraf.llm.cache import ResponseCache
from nutgraf.llm.client import Client, Timeouts
from nutgraf.llm.endpoints import OpenAIServer
from nutgraf.usage import Usage

KEY = "sk-test-Vq8rT2mX5nB7"
MESSAGES: list[Message] = [
    {"role": "system", "content": "Name the harbour."},
    {"role": "user", "content": "Ferries left Split at noon."},
]
GOOD = {"city": "Split", "kind": "harbour"}
SHORT = Timeouts(total=1.2, attempt=1.0, read=1.0, connect=0.3)

MakeClient = Callable[..., Client]


class Harbour(BaseModel):
    """Where ships land."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    city: str
    kind: Literal["harbour", "pier"]

    @field_validator("city")
    @classmethod
    def _in_the_text(cls, city: str, info: ValidationInfo) -> str:
        if info.context and city not in info.context["text"]:
            raise ValueError("is not in the text")
        return city


@pytest.fixture
async def make_client(model_server: MisbehavingServer) -> AsyncIterator[MakeClient]:
    made: list[Client] = []

    def make(*, base_url: str = model_server.base_url, compact: bool = False, **options: Any) -> Client:
        endpoint = OpenAIServer(base_url=base_url, model="test", api_key=SecretStr(KEY), compact=compact)
        options = {"timeouts": SHORT, "backoff": 0.02} | options
        made.append(Client(name="test", endpoint=endpoint, **options))
        return made[-1]

    yield make
    for client in made:
        await client.aclose()


async def ask(client: Client, *, context: dict[str, Any] | None = None) -> tuple[Harbour, Usage]:
    reply = await client.ask(MESSAGES, Harbour, max_tokens=50, context=context)
    return reply.value, reply.usage


async def failing(client: Client) -> ModelError:
    with pytest.raises(ModelError) as caught:
        await ask(client)
    return caught.value


async def test_an_answer(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.then(answer(GOOD, prompt_tokens=90, completion_tokens=12, cached_tokens=60))
    client: Model = make_client()
    reply = await client.ask(MESSAGES, Harbour, max_tokens=50, context={"text": "Split"})
    assert reply.value == Harbour(city="Split", kind="harbour")
    assert type(reply.value) is Harbour
    assert set(vars(reply.value)) == {"city", "kind"}
    usage = reply.usage
    assert (usage.calls, usage.prompt, usage.completion, usage.cached) == (1, 90, 12, 60)
    assert 0 < usage.seconds < 2


async def test_what_is_sent(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.always(answer(GOOD))
    await ask(make_client())
    await ask(make_client(compact=True))
    plain, compact = model_server.requests
    assert plain.path == "/v1/chat/completions"
    assert plain.headers["authorization"] == f"Bearer {KEY}"
    schema = Harbour.model_json_schema()
    assert plain.body == {
        "model": "test",
        "messages": MESSAGES,
        "max_tokens": 50,
        "temperature": 0,
        "seed": 7,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "Harbour", "strict": True, "schema": schema},
        },
    }
    guidance = {"whitespace_flexible": False, "item_separator": ",", "key_separator": ":"}
    assert compact.body["response_format"]["json_schema"]["schema"] == schema | {"x-guidance": guidance}
    assert_grammar(Harbour)


async def test_braces_in_an_article_are_not_a_template(
    model_server: MisbehavingServer, make_client: MakeClient
) -> None:
    model_server.then(answer(GOOD))
    hostile = "    Split {{ text }} {% for x in [] %} {{ 7 * 7 }}\n   \n    {# gone #}"
    messages: list[Message] = [{"role": "user", "content": hostile}]
    await make_client().ask(messages, Harbour, max_tokens=50, context={"text": hostile})
    assert model_server.requests[0].body["messages"] == messages


def test_loading_the_module_is_cheap() -> None:
    code = "import sys, nutgraf.llm.client, nutgraf.llm.providers; print({'openai', 'instructor'} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "set()"


# What is tried again


@pytest.mark.parametrize("code", [408, 409, 429, 500, 502, 503])
async def test_a_passing_error(model_server: MisbehavingServer, make_client: MakeClient, code: int) -> None:
    model_server.then(status(code), answer(GOOD))
    value, usage = await ask(make_client())
    assert value.city == "Split"
    assert usage.calls == 2


async def test_retry_after_in_seconds(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.then(status(429, headers={"Retry-After": "0.5"}), answer(GOOD))
    await ask(make_client())
    first, second = model_server.requests
    assert 0.5 <= second.when - first.when < 1.0


async def test_retry_after_as_a_date(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    when = datetime.now(UTC) + timedelta(seconds=2)
    model_server.then(status(503, headers={"Retry-After": format_datetime(when, usegmt=True)}), answer(GOOD))
    await ask(make_client(timeouts=Timeouts(total=5.0)))
    first, second = model_server.requests
    # The date has whole seconds.
    assert 0.8 <= second.when - first.when < 2.5


async def test_retry_after_beyond_the_time_left(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.always(status(429, headers={"Retry-After": "3600"}))
    begun = time.monotonic()
    error = await failing(make_client())
    assert type(error) is RequestFailed
    assert error.retryable
    assert time.monotonic() - begun < 60
    assert len(model_server.requests) == 1


async def test_a_server_that_keeps_failing(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.always(status(500, "out of\x1b[31m memory\n\u202e"))
    begun = time.monotonic()
    error = await failing(make_client())
    assert time.monotonic() - begun > 0.5
    assert type(error) is RequestFailed
    assert error.retryable
    assert f"The model server at {model_server.base_url} answered 500: out of [31m memory Attempts: " in str(error)
    assert error.usage.calls == len(model_server.requests) > 2
    pauses = [b.when - a.when for a, b in zip(model_server.requests, model_server.requests[1:], strict=False)]
    assert pauses[-1] > pauses[0]


async def test_a_hanging_server(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.then(hang(), answer(GOOD))
    value, usage = await ask(make_client(timeouts=Timeouts(total=5.0, attempt=0.3, read=60.0)))
    assert value.city == "Split"
    assert usage.calls == 2
    assert usage.seconds > 0.3


async def test_silence_ends_with_the_read_timeout(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.then(hang(), answer(GOOD))
    _, usage = await ask(make_client(timeouts=Timeouts(total=60.0, attempt=60.0, read=0.3)))
    assert usage.calls == 2
    assert usage.seconds < 30


async def test_a_server_that_always_hangs(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.always(hang())
    begun = time.monotonic()
    error = await failing(make_client(timeouts=Timeouts(total=1.0, attempt=0.4)))
    assert time.monotonic() - begun < 20
    assert type(error) is RequestFailed
    assert "did not answer in time" in str(error)
    assert "NUTGRAF_TIMEOUT" in error.hint
    assert 2 <= len(model_server.requests) <= 3


async def test_a_slow_drip_ends_with_the_attempt(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.then(answer(GOOD, pace=0.05), answer(GOOD))
    _, usage = await ask(make_client(timeouts=Timeouts(total=5.0, attempt=0.5, read=0.4)))
    assert usage.calls == 2


async def test_a_connection_that_breaks_off(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.then(answer(GOOD, reset_after=40), answer(GOOD))
    value, usage = await ask(make_client())
    assert value.city == "Split"
    assert usage.calls == 2


async def test_connections_that_always_break_off(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.always(answer(GOOD, reset_after=40))
    error = await failing(make_client(timeouts=Timeouts(total=0.3)))
    assert type(error) is RequestFailed
    assert "broke" in str(error)


async def test_nobody_there(make_client: MakeClient) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/v1"
        begun = time.monotonic()
        error = await failing(make_client(base_url=url))
    assert type(error) is ModelUnavailable
    assert str(error).startswith(f"No model server answers at {url} (")
    assert error.exit_status == 3
    assert error.retryable
    assert error.usage.calls == 0
    assert 0.15 < time.monotonic() - begun < 8, "only Timeouts.connect long"


async def test_a_server_that_comes_up_late(make_client: MakeClient) -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        port = reserved.getsockname()[1]
    client = make_client(base_url=f"http://127.0.0.1:{port}/v1", timeouts=Timeouts(total=5.0, connect=4.0))
    asking = asyncio.create_task(ask(client))
    await asyncio.sleep(0.3)
    server = MisbehavingServer(port=port)
    server.always(answer(GOOD))
    with server:
        value, _ = await asking
    assert value.city == "Split"


# What is asked once more


async def test_a_wrong_answer_is_asked_for_once_more(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    wrong = {"city": "Split", "kind": "boat", "flag": "x" * 5000}
    model_server.then(answer(wrong), answer(GOOD))
    value, usage = await ask(make_client())
    assert value.kind == "harbour"
    assert (usage.calls, usage.prompt, usage.completion) == (2, 200, 40)
    again = model_server.requests[1].body["messages"]
    assert again[:2] == MESSAGES
    assert again[2] == {"role": "assistant", "content": json.dumps(wrong)[:2000]}
    assert again[3]["role"] == "user"
    assert "- kind: Input should be 'harbour' or 'pier'" in again[3]["content"]
    assert "- flag: Extra inputs are not permitted" in again[3]["content"]
    assert len(again) == 4
    assert len(again[3]["content"]) < 1200


async def test_validators_see_the_context(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.then(answer({"city": "Oslo", "kind": "pier"}), answer(GOOD))
    value, _ = await ask(make_client(), context={"text": "Ferries left Split at noon."})
    assert value.city == "Split"
    assert "- city: Value error, is not in the text" in model_server.requests[1].body["messages"][3]["content"]


@pytest.mark.parametrize(
    "content",
    [
        {"city": "Split"},
        "Split is a harbour, I would say.",
        '{"city": "Split", "kind": "harb',
        "[]",
        '"\\ud800"',
        "[" * 100_000,
    ],
)
async def test_a_wrong_answer_twice(model_server: MisbehavingServer, make_client: MakeClient, content: object) -> None:
    model_server.always(answer(content))
    error = await failing(make_client())
    assert type(error) is AnswerInvalid
    assert len(str(error)) < 500
    assert not error.retryable
    assert error.usage.calls == len(model_server.requests) == 2
    assert error.usage.prompt == 200


async def test_the_re_ask_may_meet_trouble_too(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.then(answer({}), status(500), answer(None), status(429), answer(GOOD))
    _, usage = await ask(make_client())
    assert usage.calls == 5
    assert len(model_server.requests[-1].body["messages"]) == 4


@pytest.mark.parametrize("content", [None, "", " \n"])
async def test_an_empty_answer(model_server: MisbehavingServer, make_client: MakeClient, content: str | None) -> None:
    model_server.always(answer(content))
    error = await failing(make_client())
    assert type(error) is AnswerEmpty
    assert len(model_server.requests) == 2
    assert model_server.requests[1].body["messages"] == MESSAGES


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html><title>Log in to the hotel's network</title></html>", "text/html"),
        (b'{"choices": [{"mess', "application/json"),
        (b"{}", "application/json"),
        (b'{"choices": [], "error": {"message": "overloaded"}}', "application/json"),
        (b"null", "application/json"),
        (b"", "application/json"),
        (b"\xff\x00", "application/octet-stream"),
    ],
)
async def test_something_that_is_no_completion(
    model_server: MisbehavingServer, make_client: MakeClient, body: bytes, kind: str
) -> None:
    model_server.always(raw(body, content_type=kind))
    error = await failing(make_client())
    assert type(error) is RequestFailed
    assert not error.retryable
    assert "not as a model server does" in str(error)
    assert "/v1" in error.hint
    assert len(model_server.requests) == 2


# What isn't tried again


async def test_an_answer_cut_off(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.always(answer('{"city": "Spl', finish_reason="length"))
    error = await failing(make_client())
    assert type(error) is AnswerCutOff
    assert (error.usage.calls, error.usage.completion) == (1, 20)


async def test_a_refusal(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.always(answer(None, refusal="I can't help\x07 with that."))
    error = await failing(make_client())
    assert type(error) is AnswerRefused
    assert "I can't help with that." in str(error)
    assert len(model_server.requests) == 1


async def test_a_content_filter(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.always(answer("", finish_reason="content_filter"))
    error = await failing(make_client())
    assert type(error) is AnswerRefused
    assert "content filter" in str(error)
    assert len(model_server.requests) == 1


OPENAI_OVERFLOW = {"message": "Please reduce the length of the messages.", "code": "context_length_exceeded"}
LLAMA_OVERFLOW = {
    "message": "the request exceeds the available context size, try increasing it",
    "code": 400,
    "type": "exceed_context_size_error",
    "n_ctx": 4096,
}
VLLM_OVERFLOW = {
    "message": "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.",
    "type": "BadRequestError",
    "code": 400,
}


@pytest.mark.parametrize("fields", [OPENAI_OVERFLOW, LLAMA_OVERFLOW, VLLM_OVERFLOW])
async def test_context_overflow(
    model_server: MisbehavingServer, make_client: MakeClient, fields: dict[str, Any]
) -> None:
    model_server.always(status(400, **fields))
    error = await failing(make_client())
    assert type(error) is ContextOverflow
    assert len(model_server.requests) == 1


@pytest.mark.parametrize(
    ("code", "fields", "kind"),
    [
        (401, {"message": "Incorrect API key"}, AuthenticationFailed),
        (403, {"message": "Country not supported"}, AuthenticationFailed),
        (404, {"message": "The model `test` does not exist", "code": "model_not_found"}, ModelUnavailable),
        (429, {"message": "You exceeded your current quota", "code": "insufficient_quota"}, RequestFailed),
        (400, {"message": "bad schema"}, RequestFailed),
        (501, {"message": "not implemented"}, RequestFailed),
    ],
)
async def test_errors_that_stay(
    model_server: MisbehavingServer,
    make_client: MakeClient,
    code: int,
    fields: dict[str, Any],
    kind: type[ModelError],
) -> None:
    model_server.always(status(code, **fields))
    error = await failing(make_client())
    assert type(error) is kind
    assert not error.retryable
    assert error.hint
    assert fields["message"] in str(error)
    assert len(model_server.requests) == 1


async def test_the_servers_words_are_cut_and_cleaned(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.always(status(400, "\x1b]0;title\x07" + "a" * 10_000))
    error = await failing(make_client())
    assert str(error).isprintable()
    assert len(str(error)) < 500


async def test_parameters_that_a_server_refuses(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.then(
        status(
            400,
            "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead.",
            code="unsupported_parameter",
            param="max_tokens",
        ),
        status(400, "Unsupported value: 'temperature' does not support 0 with this model.", param="temperature"),
        answer(GOOD),
        answer(GOOD),
    )
    client = make_client()
    _, usage = await ask(client)
    assert usage.calls == 3
    await ask(client)
    for request in model_server.requests[2:]:
        assert request.body["max_completion_tokens"] == 50
        assert not {"max_tokens", "temperature"} & set(request.body)
        assert request.body["seed"] == 7
    assert len(model_server.requests) == 4


async def test_a_server_that_refuses_everything(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    def refuse(request: Any) -> Any:
        named = next((name for name in ("max_tokens", "max_completion_tokens") if name in request.body), "model")
        return status(400, f"'{named}' is not supported")(request)

    model_server.always(refuse)
    error = await failing(make_client())
    assert type(error) is RequestFailed
    assert len(model_server.requests) == 3


async def test_a_mistake_in_a_validator_is_not_the_models(
    model_server: MisbehavingServer, make_client: MakeClient
) -> None:
    model_server.always(answer(GOOD))
    with pytest.raises(KeyError, match="text"):
        await ask(make_client(), context={"tekst": ""})
    assert len(model_server.requests) == 1


# Many tasks, cancelling, proxies


async def test_many_tasks_at_once(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    def content(request: Any) -> dict[str, str]:
        name = request.body["messages"][0]["content"]
        wrong_first = name.endswith("5") and len(request.body["messages"]) == 1
        return {} if wrong_first else {"city": name, "kind": "pier"}

    model_server.then(*[status(500)] * 6)
    model_server.always(answer(content))
    client = make_client(timeouts=Timeouts(total=20.0))
    names = [f"Harbour {number}" for number in range(40)]
    replies = await asyncio.gather(
        *(client.ask([{"role": "user", "content": name}], Harbour, max_tokens=9) for name in names)
    )
    assert [reply.value.city for reply in replies] == names
    assert sum(reply.usage.calls for reply in replies) == len(model_server.requests) == 50


async def test_cancelling(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.then(hang())
    model_server.always(answer(GOOD))
    client = make_client(timeouts=Timeouts())
    asking = asyncio.create_task(ask(client))
    while not model_server.requests:  # noqa: ASYNC110 -- a busy machine takes its time
        await asyncio.sleep(0.05)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert len(model_server.requests) == 1
    assert (await ask(client))[0].city == "Split"


async def test_this_machine_is_never_reached_over_a_proxy(
    model_server: MisbehavingServer, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    model_server.always(answer(GOOD))
    assert (await ask(make_client()))[0].city == "Split"


async def test_a_closed_client_opens_anew(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.always(answer(GOOD))
    client = make_client()
    await ask(client)
    await client.aclose()
    await client.aclose()
    assert (await ask(client))[0].city == "Split"


# The cache


@pytest.fixture
def cache(tmp_path: Path) -> Any:
    opened = ResponseCache.open(tmp_path / "responses.db", max_bytes=10**7, max_age=3600)
    yield opened
    opened.close()


async def test_the_same_request_costs_nothing_the_second_time(
    model_server: MisbehavingServer, make_client: MakeClient, cache: ResponseCache
) -> None:
    model_server.then(answer({"city": "Split"}), answer(GOOD))
    first, _ = await ask(make_client(cache=cache), context={"text": "Split"})
    second, usage = await ask(make_client(cache=cache), context={"text": "Split"})
    assert second == first
    assert usage == Usage()
    assert len(model_server.requests) == 2


async def test_a_cached_answer_is_validated_again(
    model_server: MisbehavingServer, make_client: MakeClient, cache: ResponseCache
) -> None:
    model_server.then(answer(GOOD), answer({"city": "Zadar", "kind": "pier"}))
    client = make_client(cache=cache)
    await ask(client, context={"text": "Split"})
    value, usage = await ask(client, context={"text": "Zadar"})
    assert value.city == "Zadar"
    assert usage.calls == 1


async def test_whatever_is_sent_makes_a_difference(
    model_server: MisbehavingServer, make_client: MakeClient, cache: ResponseCache
) -> None:
    class Pier(Harbour):
        pass

    model_server.always(answer(GOOD))
    client = make_client(cache=cache)
    await client.ask(MESSAGES, Harbour, max_tokens=50)
    await client.ask(MESSAGES, Harbour, max_tokens=51)
    await client.ask(MESSAGES, Pier, max_tokens=50)
    await client.ask(MESSAGES[1:], Harbour, max_tokens=50)
    assert len(model_server.requests) == 4
    await client.ask(MESSAGES, Harbour, max_tokens=50)
    assert len(model_server.requests) == 4


async def test_only_valid_answers_are_kept(
    model_server: MisbehavingServer, make_client: MakeClient, cache: ResponseCache
) -> None:
    client = make_client(cache=cache)
    model_server.then(answer({}), answer({}), answer(GOOD, finish_reason="length"), answer(GOOD))
    assert type(await failing(client)) is AnswerInvalid
    assert type(await failing(client)) is AnswerCutOff
    _, usage = await ask(client)
    assert usage.calls == 1


# Secrets


async def test_the_key_is_nowhere(
    model_server: MisbehavingServer,
    make_client: MakeClient,
    cache: ResponseCache,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    for name in (None, "openai", "httpx2", "httpcore2", "instructor"):
        caplog.set_level(logging.DEBUG, name)
    echo = f"Incorrect API key provided: {KEY}"
    client = make_client(cache=cache)
    seen: list[str] = []
    for code in (400, 401, 404, 429, 500):
        model_server.always(status(code, echo, code="insufficient_quota"))
        error: BaseException | None = await failing(client)
        seen += traceback.format_exception(error)
        while error is not None:
            seen += [str(error), repr(error), repr(vars(error))]
            error = error.__cause__ or error.__context__
    for behaviour in (
        answer(None, refusal=echo),
        answer({echo: 1}),
        raw(echo.encode()),
        raw(f"{'x' * 290}{KEY}".encode()),
        hang(),
    ):
        model_server.always(behaviour)
        seen += traceback.format_exception(await failing(client))
    model_server.always(answer(GOOD))
    await ask(client)
    cache.close()
    seen += [repr(client), repr(vars(client)), caplog.text, *capfd.readouterr()]
    stored = (tmp_path / "responses.db").read_bytes().decode(errors="replace")
    assert "Split" in stored
    seen.append(stored)
    assert "[key]" in "".join(seen)
    assert caplog.records, "the SDKs do log"
    for text in seen:
        assert KEY not in text
        assert KEY[:10] not in text


async def test_nothing_is_printed_where_no_logging_is_set_up(model_server: MisbehavingServer) -> None:
    """instructor logs failures as errors, and Python prints those."""
    model_server.always(status(500, "no"))
    code = f"""
import asyncio
from pydantic import BaseModel, SecretStr
from nutgraf.errors import RequestFailed
from nutgraf.llm.client import Client, Timeouts
from nutgraf.llm.endpoints import OpenAIServer

class Harbour(BaseModel):
    city: str

async def main():
    server = OpenAIServer(base_url="{model_server.base_url}", model="m", api_key=SecretStr("k"))
    async with Client(name="m", endpoint=server, timeouts=Timeouts(total=0.2), backoff=0.05) as client:
        try:
            await client.ask([{{"role": "user", "content": "?"}}], Harbour, max_tokens=5)
        except RequestFailed:
            print("failed")

asyncio.run(main())
"""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error", "-c", code, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    out, err = await process.communicate()
    assert (out.strip(), err) == (b"failed", b"")


async def test_answers_by_schema(model_server: MisbehavingServer, make_client: MakeClient) -> None:
    model_server.always(by_schema({"Harbour": lambda request: GOOD | {"kind": "pier"}}))
    assert (await ask(make_client()))[0].kind == "pier"
