"""Asking a model: one object over openai, instructor and tenacity.

openai's client and instructor send one request and retry nothing; tenacity is the only layer that retries, within one
total time. It sends a request again when the connection, the server or the rate limit was the trouble, and asks once
more, with the reasons, when the answer doesn't fit the schema.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, cast

import tenacity
from pydantic import ValidationError

from nutgraf.errors import (
    AnswerCutOff,
    AnswerEmpty,
    AnswerError,
    AnswerInvalid,
    AnswerRefused,
    ModelError,
    NutgrafError,
    RequestFailed,
)
from nutgraf.llm.base import Answer, AnswerPending, Message, Reply
from nutgraf.llm.cache import Answers, request_key
from nutgraf.llm.endpoints import Endpoint, close, quiet
from nutgraf.llm.exchange import Exchange, schema_of, wire_type
from nutgraf.llm.failures import Failure, clean, failure, hide, timed_out
from nutgraf.llm.tracing import add_usage, request_span
from nutgraf.llm.traffic import Outcome, Seen, Traffic
from nutgraf.usage import Usage

if TYPE_CHECKING:
    from instructor import AsyncInstructor

CHARACTERS_PER_TOKEN = 4
"""About, in English."""
SHOWN_REASONS = 5
REPEATED_ANSWER = 2000
"""Characters of an answer of no use that the model is shown again."""


@dataclass(frozen=True, kw_only=True)
class Timeouts:
    """How long to wait, in seconds."""

    total: float = 600.0
    """For a valid answer, all attempts and pauses together."""
    attempt: float = 300.0
    """For one request; the time that is left of `total`, where that is less."""
    read: float = 300.0
    """For the next byte of a response. A server that doesn't stream is silent until the whole answer is written."""
    connect: float = 10.0
    """For a server that can't be reached at all."""


class Client:
    """A model behind an endpoint; the `Model` that stages are given. One client serves many tasks of one event loop."""

    def __init__(
        self,
        *,
        name: str,
        endpoint: Endpoint,
        window: int | None = None,
        cache: Answers | None = None,
        traffic: Traffic | None = None,
        prepare: Callable[[], Awaitable[None]] | None = None,
        timeouts: Timeouts | None = None,
        backoff: float = 1.0,
        unsupported: Iterable[str] = (),
    ) -> None:
        """`backoff` is the first pause between two attempts in seconds; each further one is about twice as long.

        `prepare` is awaited before the first request. The time that it takes counts towards no time-out.

        `traffic` decides when a request goes out, and is told how it ended. The time spent waiting for it counts
        towards no time-out.

        `unsupported` are parameters that the server is known to refuse.
        """
        self._name = name
        self._endpoint = endpoint
        self._window = window
        self._cache = cache
        self._traffic = traffic
        self._timeouts = timeouts or Timeouts()
        self._pause = tenacity.wait_exponential(multiplier=backoff, max=32 * backoff) + tenacity.wait_random(0, backoff)
        self._prepare = prepare
        self._preparing = asyncio.Lock()
        self._connected: AsyncInstructor | None = None
        self._unsupported = set(unsupported)

    @property
    def name(self) -> str:
        return self._name

    @property
    def window(self) -> int | None:
        return self._window

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def connect(self) -> None:
        """Loads the SDKs and makes the client under this one; `ask` does it where it wasn't done before.

        Nothing is sent. Raises `SettingError` or `AuthenticationFailed` for a provider that can't be used here.
        """
        if self._connected is None:
            self._connected = self._endpoint.connect(self._traffic.read_headers if self._traffic else None)

    async def aclose(self) -> None:
        """Closes the connections. A later `ask` opens new ones."""
        if self._connected is not None:
            connected, self._connected = self._connected, None
            await close(connected)

    async def ask(
        self,
        messages: Sequence[Message],
        answer: type[Answer],
        *,
        max_tokens: int,
        context: dict[str, Any] | None = None,
    ) -> Reply[Answer]:
        """Returns an `answer` that validated, with `context` as pydantic's validation context.

        `answer` is validated anew at each attempt, and what its validators leave in `context` stays there.
        Raises a `ModelError`; its `usage` is what the attempts used. An answer from the cache uses nothing.
        """
        parameters = self._endpoint.parameters(max_tokens=max_tokens)
        key = request_key(
            identity=self._endpoint.identity,
            model=self._endpoint.model,
            messages=list(messages),
            schema=schema_of(answer),
            parameters=parameters,
        )
        if self._cache and (kept := await self._cache.recall(key)) is not None:
            try:
                return Reply(value=answer.model_validate_json(kept, context=context))
            except ValidationError:
                pass  # it was valid for other validators, or in another context
        self.connect()  # before the clock runs: the first time, this loads the SDKs
        async with self._preparing:
            if self._prepare is not None:
                await self._prepare()
                self._prepare = None
        call = _Call(answer=answer, messages=list(messages), parameters=parameters, context=context)
        retrying = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception_type(_Again), wait=self._wait, stop=self._stop, reraise=True
        )
        error: ModelError | None = None
        try:
            value: Answer = await retrying(self._attempt, call)
        except _Again as again:
            error = again.failure.error
            if call.attempts > 1:
                error.args = (f"{error} Attempts: {call.attempts}, in {time.monotonic() - call.started:.0f} s.",)
        except ModelError as final:
            error = final
        # Raised out here, an error has no cause: the SDKs' exceptions quote requests and responses in full.
        if error is not None:
            error.usage = call.usage
            raise error
        if self._cache:
            await self._cache.keep(key, call.text, call.usage)
        return Reply(value=value, usage=call.usage)

    async def _attempt(self, call: _Call[Answer]) -> Answer:
        """One request, when `traffic` lets it out. Raises `_Again` where another may help, else a `ModelError`."""
        before = call.usage
        sent = time.monotonic()
        if self._traffic is not None:
            await self._traffic.enter(call.tokens)
            call.started += time.monotonic() - sent
            sent = time.monotonic()
        outcome: Outcome | None = None
        wait = None
        try:
            with request_span(
                self._endpoint, max_tokens=call.parameters["max_tokens"], answer=call.answer.__name__
            ) as span:
                try:
                    value: Answer = await self._send(call)
                finally:
                    add_usage(span, call.usage - before)
            outcome = "answered"
            return value
        except _Again as again:
            outcome, wait = again.failure.outcome, again.failure.wait
            raise
        except ModelError as error:
            outcome = "answered" if isinstance(error, AnswerError) else "failed"
            raise
        finally:
            if self._traffic is not None:
                used, seconds = call.usage - before, time.monotonic() - sent
                seen = Seen(outcome=outcome, seconds=seconds, usage=used, wait=wait) if outcome else None
                self._traffic.leave(seen)

    async def _send(self, call: _Call[Answer]) -> Answer:
        from instructor.core.hooks import Hooks

        assert self._connected is not None
        left = call.started + self._timeouts.total - time.monotonic()
        seconds = max(0.01, min(self._timeouts.attempt, left))
        parameters = self._supported(call.parameters)
        limits = self._endpoint.limits(seconds=seconds, read=self._timeouts.read, connect=self._timeouts.connect)
        exchange = Exchange()
        hooks = Hooks()
        hooks.on("completion:response", exchange.on_response)
        hooks.on("completion:error", exchange.on_error)
        call.attempts += 1
        begun = time.monotonic()
        raised: Exception
        try:
            with quiet():
                async with asyncio.timeout(seconds):
                    value: Answer = await self._connected.create(
                        response_model=wire_type(call.answer, call.context, exchange),
                        messages=cast("list[Any]", call.messages),
                        max_retries=0,
                        hooks=hooks,
                        **parameters,
                        **limits,
                    )
        except Exception as error:
            raised = error
        else:
            call.usage += exchange.usage(time.monotonic() - begun)
            call.text = exchange.text
            for attached in ("_raw_response", "_total_usage"):  # instructor's; an answer is to be data alone
                vars(value).pop(attached, None)
            return value
        verdict = self._judge(call, exchange, raised, parameters)
        sent = not (isinstance(verdict, _Again) and not verdict.failure.reached)
        call.usage += exchange.usage(time.monotonic() - begun, calls=int(sent))
        raise verdict

    def _judge(self, call: _Call[Any], exchange: Exchange, raised: Exception, parameters: dict[str, Any]) -> Exception:
        """What to raise for an attempt that didn't bring a valid answer."""
        address = self._endpoint.address
        if isinstance(raised, TimeoutError):
            return _Again(Failure(error=timed_out(address), retry=True))
        if isinstance(exchange.error, AnswerPending | NutgrafError):
            return exchange.error  # not the server's: nothing was sent
        if exchange.error is not None:
            failed = failure(
                exchange.error,
                address=address,
                model=self._endpoint.model,
                secret=self._endpoint.secret,
                sent=parameters,
            )
            if failed.unsupported:
                self._unsupported.add(failed.unsupported)
                return _Again(failed, wait=0.0)
            return _Again(failed) if failed.retry else failed.error
        if not exchange.answered:
            return raised  # nothing was sent: a mistake of ours
        return self._judge_answer(call, exchange, raised)

    def _judge_answer(self, call: _Call[Any], exchange: Exchange, raised: Exception) -> Exception:
        """What to raise for a response without a valid answer in it."""
        from instructor.core.exceptions import IncompleteOutputException

        who = clean(self._name)
        cause = raised.__cause__ if isinstance(raised.__cause__, Exception) else raised
        choice = exchange.choice
        finish = getattr(choice, "finish_reason", None)
        message = getattr(choice, "message", None)
        if isinstance(raised, IncompleteOutputException) or finish == "length":
            hint = "Use a smaller window (NUTGRAF_WINDOW), or a model with a longer context."
            return AnswerCutOff(f"The answer of {who} was cut off at the token limit.", hint=hint)
        refusal = getattr(message, "refusal", None)
        if refusal or finish == "content_filter":
            why = f": {self._clean(str(refusal))}" if refusal else " by its content filter."
            return AnswerRefused(f"{who} withheld the answer{why}", hint="Another model may answer.")
        error: ModelError
        if choice is None and not exchange.text:
            error = RequestFailed(
                f"{self._endpoint.address} answered, but not as a model server does: "
                f"{self._clean(str(exchange.response))}",
                hint="Is the base URL right? It mostly ends in /v1.",
                retryable=False,
            )
        elif not exchange.text.strip():
            error = AnswerEmpty(f"The answer of {who} is empty.", hint="Another model may answer.")
        elif isinstance(cause, ValidationError):
            reasons = self._reasons(cause)
            error = AnswerInvalid(
                f"The answer of {who} doesn't fit the schema: {clean('; '.join(reasons))}",
                hint="The server may not hold models to a JSON schema, or the model is too weak for the task.",
            )
            call.messages = self._re_ask(call.messages, exchange.text, reasons)
        else:
            return cause  # a mistake in a validator
        # One more chance for each kind of useless answer.
        if type(error) in call.useless:
            return error
        call.useless.add(type(error))
        return _Again(Failure(error=error, retry=True), wait=0.0)

    def _re_ask(self, messages: list[Message], text: str, reasons: list[str]) -> list[Message]:
        """The messages with the model's answer, cut where it is long, and what is wrong with it."""
        repeated = hide(text, self._endpoint.secret)[:REPEATED_ANSWER]
        wrong = "\n".join(f"- {reason}" for reason in reasons)
        return [
            *messages,
            {"role": "assistant", "content": repeated},
            {"role": "user", "content": f"This answer can't be used:\n{wrong}\nAnswer again, complete and corrected."},
        ]

    def _reasons(self, error: ValidationError) -> list[str]:
        """Where an answer doesn't fit and why, without repeating what the model wrote."""
        found = error.errors(include_url=False, include_input=False, include_context=False)
        return [
            self._clean(f"{'.'.join(map(str, one['loc'])) or 'the whole'}: {one['msg']}")
            for one in found[:SHOWN_REASONS]
        ]

    def _supported(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """The parameters without those that the server has refused; OpenAI's newer models renamed one of them."""
        kept = {name: value for name, value in parameters.items() if name not in self._unsupported}
        if "max_tokens" in self._unsupported and "max_completion_tokens" not in self._unsupported:
            kept["max_completion_tokens"] = parameters["max_tokens"]
        return kept

    def _clean(self, text: str) -> str:
        return clean(hide(text, self._endpoint.secret))

    def _wait(self, state: tenacity.RetryCallState) -> float:
        again = _raised(state)
        return self._pause(state) if again.wait is None else again.wait

    def _stop(self, state: tenacity.RetryCallState) -> bool:
        """Whether the next attempt would begin too late."""
        call: _Call[Any] = state.args[0]
        patience = self._timeouts.total if _raised(state).failure.reached else self._timeouts.connect
        return time.monotonic() - call.started + state.upcoming_sleep >= patience


@dataclass(kw_only=True)
class _Call(Generic[Answer]):
    """One `ask`, over all its attempts."""

    answer: type[Answer]
    messages: list[Message]
    parameters: dict[str, Any]
    context: dict[str, Any] | None
    started: float = field(default_factory=time.monotonic)
    """Later by the time that was spent waiting for the turn."""
    attempts: int = 0
    usage: Usage = field(default_factory=Usage)
    text: str = ""
    """The valid answer, as the model wrote it."""
    useless: set[type[ModelError]] = field(default_factory=set)

    @property
    def tokens(self) -> int:
        """About what a request takes: its own, and half of what the answer may have at most."""
        written = sum(len(message["content"]) for message in self.messages)
        return written // CHARACTERS_PER_TOKEN + int(self.parameters.get("max_tokens", 0)) // 2


class _Again(Exception):
    """Another attempt may help."""

    def __init__(self, failure: Failure, *, wait: float | None = None) -> None:
        super().__init__(str(failure.error))
        self.failure = failure
        self.wait = failure.wait if wait is None else wait


def _raised(state: tenacity.RetryCallState) -> _Again:
    error = state.outcome.exception() if state.outcome else None
    assert isinstance(error, _Again)
    return error
