"""From the name of a model, as users write it, to a client."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from nutgraf.errors import AuthenticationFailed, SettingError
from nutgraf.llm.base import Message
from nutgraf.llm.cache import Answers, ResponseCache
from nutgraf.llm.client import Client, Timeouts
from nutgraf.llm.deferred import BatchServer, Desk
from nutgraf.llm.endpoints import Endpoint, HostedProvider, OpenAIServer
from nutgraf.llm.failures import clean
from nutgraf.llm.traffic import Traffic

if TYPE_CHECKING:
    from nutgraf.llm.download import Progress
    from nutgraf.settings import Settings

OPENAI_URL = "https://api.openai.com/v1"
LOCAL_CONCURRENCY = 4
"""Requests under way to the embedded model: as many as it has slots."""
LOCAL_WINDOW = 1
"""Paragraphs: a small model records one at a time far better than many at once."""


@asynccontextmanager
async def open_model(
    settings: Settings,
    *,
    progress: Callable[[Progress], None] | None = None,
    answers: Answers | None = None,
    traffic: Traffic | None = None,
    fixed: Sequence[Message] = (),
    desk: Desk | None = None,
) -> AsyncIterator[Client]:
    """The model that the settings name. The embedded one's weights are fetched and its server started where need be;
    `progress` is told, from another thread, how far the download is. `answers` stands in for the response cache;
    `traffic` decides when requests go out. `fixed` is what most prompts begin with; the embedded model reads it once.
    With a `desk`, nothing is sent: it has the answers, or takes the requests.

    A key in the environment never switches away from `local`. Raises `SettingError` for a name that says nothing,
    `ModelUnavailable` (`WeightsError`, `AuthenticationFailed`) where the model can't be used.
    """
    name = settings.model
    window = settings.window
    endpoint: Endpoint
    prepare: Callable[[], Awaitable[None]] | None = None
    if desk is not None:
        endpoint = BatchServer(server=batch_server(settings), desk=desk)
    elif settings.base_url is not None:
        endpoint = _compatible_server(name, settings.base_url)
    elif is_local(name):
        endpoint, prepare = await _embedded(name, settings, progress, fixed)
        window = window or LOCAL_WINDOW
    else:
        endpoint = _provider(name)
    cache = None if answers else _open_cache(settings)
    timeouts = Timeouts(total=settings.timeout_total, attempt=settings.timeout_attempt, read=settings.timeout_read)
    try:
        async with Client(
            name=name,
            endpoint=endpoint,
            window=window,
            cache=answers or cache,
            traffic=traffic,
            prepare=prepare,
            timeouts=timeouts,
            unsupported=desk.refused if desk else (),
        ) as client:
            if isinstance(endpoint, HostedProvider):
                client.connect()  # says at once what is missing here
            yield client
    finally:
        if cache is not None:
            cache.close()


def is_local(name: str) -> bool:
    """Whether the embedded runtime serves this model: nothing leaves the machine."""
    return name == "local" or name.startswith("local:")


def batch_server(settings: Settings) -> OpenAIServer:
    """The server that files of requests are for; no key is needed to write them. Raises `SettingError`."""
    name = settings.model
    if settings.base_url is not None:
        return _compatible_server(name, settings.base_url)
    if is_local(name):
        raise SettingError(
            f'The embedded model ("{clean(name)}") takes no files of requests.',
            hint="Give --model openai/..., or --model NAME with --base-url; or leave out --prepare and --collect.",
        )
    provider, _, model = name.partition("/")
    if provider != "openai" or not model:
        raise SettingError(
            f'Files of requests are in the form of OpenAI\'s Batch API; none can be made for "{clean(name)}".',
            hint="For a service that takes this form, give the model's name there and the service's --base-url.",
        )
    return OpenAIServer(base_url=_openai_url(), model=model, api_key=SecretStr(""))


async def _embedded(
    name: str, settings: Settings, progress: Callable[[Progress], None] | None, fixed: Sequence[Message]
) -> tuple[OpenAIServer, Callable[[], Awaitable[None]] | None]:
    from nutgraf.llm import embedded
    from nutgraf.llm.fixed_part import share_fixed_part
    from nutgraf.llm.weights import QWEN_CODER_1_5B

    own = _own_weights(name)
    server = await embedded.running_server(
        own or await _default_weights(settings, progress), states=settings.cache_dir / "states"
    )
    identity = _file_identity(own) if own else f"sha256:{QWEN_CODER_1_5B.sha256}"
    endpoint = OpenAIServer(
        base_url=server.base_url,
        model="local",
        api_key=SecretStr(server.api_key),
        cached_as=identity,
        compact=True,
    )
    return endpoint, partial(share_fixed_part, server, fixed, identity=identity) if fixed else None


def _own_weights(name: str) -> Path | None:
    """The file that "local:/path" names; None for "local"."""
    _, separator, path = name.partition(":")
    if separator and not path:
        raise SettingError(f'"{clean(name)}" names no file.', hint="Write local:/path/to/model.gguf.")
    return Path(path).expanduser() if path else None


async def _default_weights(settings: Settings, progress: Callable[[Progress], None] | None) -> Path:
    """Finds the weights, or fetches them. Cancelling it ends the download, which a later one goes on with."""
    from nutgraf.llm.weights import ensure_weights

    cancelled = threading.Event()

    def report(now: Progress) -> None:
        if cancelled.is_set():
            raise asyncio.CancelledError
        if progress is not None:
            progress(now)

    try:
        return await asyncio.to_thread(ensure_weights, models_dir=settings.models_path, progress=report)
    except asyncio.CancelledError:
        cancelled.set()
        raise


def _file_identity(weights: Path) -> str:
    """Tells weights files apart without reading gigabytes."""
    status = weights.stat()
    return f"{weights.resolve()}:{status.st_size}:{status.st_mtime_ns}"


def _compatible_server(name: str, base_url: str) -> OpenAIServer:
    if is_local(name):
        raise SettingError(
            f'--base-url needs the name that the server at {base_url} has for its model; "{clean(name)}" is the '
            "embedded one.",
            hint="Add --model NAME.",
        )
    return OpenAIServer(base_url=base_url, model=name, api_key=_openai_key() or SecretStr("none"))


def _provider(name: str) -> Endpoint:
    provider, _, model = name.partition("/")
    if not provider or not model:
        raise SettingError(
            f'"{clean(name)}" is no model.',
            hint="Models: local, local:/path/to/model.gguf, PROVIDER/MODEL such as openai/gpt-5-mini, or any name "
            "with --base-url.",
        )
    if provider != "openai":
        return HostedProvider(model=name)
    key = _openai_key()
    if key is None:
        raise AuthenticationFailed(
            f"There is no key for {clean(name)}.", hint="Set OPENAI_API_KEY, or use --model local, which needs none."
        )
    return OpenAIServer(base_url=_openai_url(), model=model, api_key=key)


def _openai_key() -> SecretStr | None:
    """The key in OPENAI_API_KEY; None where there is none."""
    key = os.environ.get("OPENAI_API_KEY", "").strip()
    if not (key.isascii() and key.isprintable()):
        raise AuthenticationFailed(
            "OPENAI_API_KEY has characters in it that no key has.", hint="Set it again, without quotes and spaces."
        )
    return SecretStr(key) if key else None


def _openai_url() -> str:
    from nutgraf.settings import check_base_url

    url = os.environ.get("OPENAI_BASE_URL", "").strip()
    try:
        return check_base_url(url) if url else OPENAI_URL
    except ValueError as error:
        reason = str(error)
    raise SettingError("OPENAI_BASE_URL can't be used.", hint=f"It {reason}.")


def _open_cache(settings: Settings) -> ResponseCache | None:
    if not settings.cache:
        return None
    return ResponseCache.open(
        settings.cache_path,
        max_bytes=settings.cache_max_mb * 1024 * 1024,
        max_age=settings.cache_days * 24 * 60 * 60,
    )
