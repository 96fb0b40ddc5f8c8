"""Where a model is, and how one request gets there: openai's client under instructor, neither of which retries."""

from __future__ import annotations

import inspect
import logging
import os
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from pydantic import SecretStr

from nutgraf.errors import AuthenticationFailed, SettingError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping

    from httpx2 import Response
    from instructor import AsyncInstructor
    from openai import AsyncOpenAI

    OnHeaders = Callable[[Mapping[str, str]], None]

SEED = 7
COMPACT_JSON = {"whitespace_flexible": False, "item_separator": ",", "key_separator": ":"}
"""llguidance's key `x-guidance`: no token is spent on white space."""

_asking: ContextVar[bool] = ContextVar("_asking", default=False)


class Endpoint(Protocol):
    """A place to send requests to."""

    @property
    def model(self) -> str:
        """The model's name there."""
        ...

    @property
    def address(self) -> str:
        """What users call the place; without secrets."""
        ...

    @property
    def identity(self) -> str:
        """What tells this model from all others: answers are cached under it. Without secrets."""
        ...

    @property
    def secret(self) -> str:
        """The key, or an empty string."""
        ...

    def connect(self, on_headers: OnHeaders | None = None) -> AsyncInstructor:
        """Returns a client for the running event loop; it tells `on_headers` of each response, where it can."""
        ...

    def parameters(self, *, max_tokens: int) -> dict[str, Any]:
        """What is sent beside messages and schema."""
        ...

    def limits(self, *, seconds: float, read: float, connect: float) -> dict[str, Any]:
        """The time-outs of one request, as arguments of the client."""
        ...


@dataclass(frozen=True, kw_only=True)
class OpenAIServer:
    """A server that speaks the OpenAI chat-completions API and knows `response_format: json_schema`."""

    base_url: str
    model: str
    api_key: SecretStr
    cached_as: str = ""
    """The identity, where `base_url` (a port chosen at random) is none."""
    compact: bool = False
    """Ask for JSON without white space: for llama.cpp, whose grammars come from llguidance."""

    @property
    def address(self) -> str:
        return self.base_url

    @property
    def identity(self) -> str:
        return self.cached_as or self.base_url

    @property
    def secret(self) -> str:
        return self.api_key.get_secret_value()

    def connect(self, on_headers: OnHeaders | None = None) -> AsyncInstructor:
        import openai
        from httpx2 import Limits

        async def seen(response: Response) -> None:
            if on_headers is not None:
                on_headers(response.headers)

        http = openai.DefaultAsyncHttpxClient(
            # A request to this machine must not take the way over a proxy.
            trust_env=not is_loopback(self.base_url),
            # The client's own limits close all but 100 connections between two requests.
            limits=Limits(max_connections=None, max_keepalive_connections=None),
            event_hooks={"response": [seen]},
        )
        client = openai.AsyncOpenAI(base_url=self.base_url, api_key=self.secret, max_retries=0, http_client=http)

        completions = client.chat.completions

        async def create(**kwargs: Any) -> Any:
            form = strict(kwargs.pop("response_format"))
            if self.compact:
                form["json_schema"]["schema"]["x-guidance"] = COMPACT_JSON
            # As they are: the client would walk through all messages and the schema, which takes longer than sending.
            as_it_is = {"messages": kwargs.pop("messages"), "response_format": form}
            return await completions.create(**kwargs, messages=[], extra_body=as_it_is)

        return through_instructor(create, model=self.model, client=client)

    def parameters(self, *, max_tokens: int) -> dict[str, Any]:
        return {"max_tokens": max_tokens, "temperature": 0, "seed": SEED}

    def limits(self, *, seconds: float, read: float, connect: float) -> dict[str, Any]:
        from openai import Timeout

        return {"timeout": Timeout(seconds, connect=min(connect, seconds), read=min(read, seconds))}


@dataclass(frozen=True, kw_only=True)
class HostedProvider:
    """A provider that instructor knows by name, "anthropic/…", reached with the provider's own package and key."""

    model: str

    @property
    def address(self) -> str:
        return self.model.partition("/")[0]

    @property
    def identity(self) -> str:
        return self.model

    @property
    def secret(self) -> str:
        return os.environ.get(f"{self.address.upper().replace('-', '_')}_API_KEY", "")

    def connect(self, on_headers: OnHeaders | None = None) -> AsyncInstructor:
        from instructor import from_provider
        from instructor.auto_client import supported_providers
        from instructor.core.exceptions import ConfigurationError

        _quieten()
        if self.address not in supported_providers:
            raise SettingError(
                f'"{self.address}" is no provider that can be used.',
                hint=f"Known providers: {', '.join(sorted(supported_providers))}. See also --base-url.",
            )
        with quiet():
            try:
                client = from_provider(self.model, async_client=True)
                if (sdk := client.client) is not None and hasattr(sdk, "max_retries"):
                    sdk.max_retries = 0
                return client
            except (ConfigurationError, ImportError) as error:
                text = str(error)
        if "API_KEY" in text or "api_key" in text:
            raise AuthenticationFailed(
                f"There is no key for {self.address}.", hint=f"Set the provider's key in the environment. {text}"
            )
        raise SettingError(f"{self.address} can't be used as it is installed here.", hint=text)

    def parameters(self, *, max_tokens: int) -> dict[str, Any]:
        return {"max_tokens": max_tokens, "temperature": 0}

    def limits(self, *, seconds: float, read: float, connect: float) -> dict[str, Any]:
        return {}


def through_instructor(
    create: Callable[..., Awaitable[Any]], *, model: str, client: AsyncOpenAI | None = None
) -> AsyncInstructor:
    """Instructor over a function that takes a request, with its `response_format`, and returns the completion."""
    import instructor

    _quieten()
    # JSON_SCHEMA is the mode that leaves the messages as they are.
    mode = instructor.Mode.JSON_SCHEMA
    return instructor.AsyncInstructor(
        client=client, create=instructor.patch(create=create, mode=mode), mode=mode, model=model
    )


def strict(form: dict[str, Any]) -> dict[str, Any]:
    """The `response_format` that instructor made, as it is sent."""
    form["json_schema"]["strict"] = True
    return form


def is_loopback(url: str) -> bool:
    """Whether a URL points at this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def close(client: AsyncInstructor) -> None:
    """Closes the connections under an instructor client, whichever package they belong to."""
    closing = getattr(client.client, "close", None)
    result = closing() if closing else None
    if inspect.isawaitable(result):
        await result


@contextmanager
def quiet() -> Iterator[None]:
    """Keeps instructor from logging, as errors, what nutgraf reports itself; other users of instructor aren't touched.

    Its lines would have the server's words in them unfiltered, and Python prints them where no logging is set up.
    """
    token = _asking.set(True)
    try:
        yield
    finally:
        _asking.reset(token)


class _Quiet(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return not _asking.get()


_QUIET = _Quiet()


def _quieten() -> None:
    for name in ("instructor.v2.retry", "instructor.auto_client"):
        logging.getLogger(name).addFilter(_QUIET)
