"""Fetching a page from the public internet, and from nowhere else.

Every connection, those of redirects included, resolves the host's name, is refused if any of its addresses isn't public
(`addresses.is_public`), and goes to an address that was checked, not to the name, so that a second answer of the name
server can't lead inside (`network.PublicBackend`). TLS still verifies the name.

Proxies that the environment names (HTTPS_PROXY and so on) are not used: a proxy resolves names itself, and none of
this could be held. Where only a proxy leads outside, save the page and read the file. Resolving a name takes as long
as the system lets it; everything else is within `Limits`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from typing import TYPE_CHECKING

from nutgraf.errors import FetchError
from nutgraf.reading.decode import MAX_BYTES
from nutgraf.reading.names import shown

if TYPE_CHECKING:
    import ssl

    from httpcore2 import ConnectionPool, Response
    from httpx2 import URL

    from nutgraf.reading.network import Connect, Resolve

_TYPES = frozenset({"text/html", "text/plain", "application/xhtml+xml"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = (
    ("User-Agent", "nutgraf (news reader)"),
    ("Accept", "text/html, application/xhtml+xml, text/plain;q=0.8"),
    ("Accept-Encoding", "gzip, deflate"),
)
_SAVE_IT = "Save the page and give the file."


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long, how far and how much."""

    connect: float = 10.0
    """Seconds for each connection, TLS included."""
    read: float = 15.0
    """Seconds that may pass between two pieces of an answer."""
    total: float = 45.0
    """Seconds for everything, redirects included."""
    redirects: int = 5
    size: int = MAX_BYTES
    """Bytes, counted as they come and again after decompression."""


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """A page."""

    url: str
    """Where it was in the end, after redirects."""
    body: bytes
    """Decompressed."""
    content_type: str
    charset: str | None
    """As the server declares it."""


def fetch(
    url: str,
    *,
    limits: Limits | None = None,
    resolve: Resolve | None = None,
    connect: Connect | None = None,
    ssl_context: ssl.SSLContext | None = None,
) -> Fetched:
    """The page at `url`.

    `resolve`, `connect` and `ssl_context` replace the steps that reach the network. Raises FetchError, `retryable`
    where the same call may succeed later.
    """
    import httpcore2

    from nutgraf.reading import network

    limits = limits or Limits()
    here = _parsed(url)
    backend = network.PublicBackend(
        network.Deadline(limits.total), resolve or network.resolve, connect or network.connect
    )
    try:
        with httpcore2.ConnectionPool(network_backend=backend, ssl_context=ssl_context) as pool:
            for _ in range(limits.redirects + 1):
                found = _get(pool, here, limits)
                if isinstance(found, Fetched):
                    return found
                here = found
    except (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise _failure(here, error) from None
    raise FetchError(f"{shown(url)} redirects more than {limits.redirects} times.", hint=_SAVE_IT)


def _get(pool: ConnectionPool, url: URL, limits: Limits) -> Fetched | URL:
    """The page, or where it is said to be."""
    import httpcore2

    times = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.connect}
    address = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    with pool.stream("GET", address, headers=_HEADERS, extensions={"timeout": times}) as response:
        headers = Message()
        for name, value in response.headers:
            headers[name.decode("latin-1")] = value.decode("latin-1")
        location = headers["location"]
        if response.status in _REDIRECTS and location:
            return _parsed(location, base=url)
        if response.status != HTTPStatus.OK:
            raise _refusal(url, response.status)
        content_type = (headers["content-type"] or "").partition(";")[0].strip().lower()
        if content_type not in _TYPES:
            raise FetchError(
                f"{_name(url)} is not a page: its type is {shown(content_type) or 'not given'}.",
                hint="Give the address of an article.",
            )
        return Fetched(
            url=str(url),
            body=_body(url, response, headers["content-encoding"] or "", limits.size),
            content_type=content_type,
            charset=headers.get_content_charset(),
        )


def _parsed(url: str, *, base: URL | None = None) -> URL:
    """`url`, which may be relative to `base`, without its fragment. Raises FetchError for one that isn't fetched."""
    import httpx2

    try:
        parsed = base.join(url) if base else httpx2.URL(url.strip())
        if parsed.port is not None and not 0 < parsed.port < 65536:
            raise ValueError(parsed.port)
    except (httpx2.InvalidURL, ValueError):
        raise FetchError(f"{shown(url)} is not a web address.", hint="Give one that begins with https://.") from None
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise FetchError(
            f"{_name(parsed)} is not fetched: only http and https addresses are.",
            hint="Give one that begins with https://, or the path of a file.",
        )
    if parsed.userinfo:
        raise FetchError(
            f"{_name(parsed)} is not fetched: it carries a user name or password.", hint="Give it without them."
        )
    return parsed.copy_with(fragment=None)


def _body(url: URL, response: Response, encoding: str, size: int) -> bytes:
    too_large = FetchError(f"{_name(url)} is larger than {size // 1_000_000} MB.", hint=_SAVE_IT)
    parts, received, total = [], 0, 0

    def counted() -> Iterator[bytes]:
        nonlocal received
        for chunk in response.iter_stream():
            received += len(chunk)
            if received > size:
                raise too_large
            yield chunk

    try:
        for part in _decompressed(counted(), encoding.strip().lower()):
            total += len(part)
            if total > size:
                raise too_large
            parts.append(part)
    except (zlib.error, LookupError):
        raise FetchError(f"{_name(url)} came with a compression that can't be undone.", hint=_SAVE_IT) from None
    return b"".join(parts)


def _decompressed(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The pieces of a body, none larger than 64 kB, so that a bomb is noticed before it has gone off."""
    if encoding in ("", "identity"):
        yield from chunks
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise LookupError(encoding)
    first, engine = True, zlib.decompressobj(wbits=47)
    for chunk in chunks:
        if first and encoding == "deflate" and chunk and chunk[0] & 0x0F != 8:
            engine = zlib.decompressobj(wbits=-15)  # many servers send deflate without its zlib wrapper
        first = False
        while chunk and not engine.eof:
            yield engine.decompress(chunk, 1 << 16)
            chunk = engine.unconsumed_tail


def _refusal(url: URL, status: int) -> FetchError:
    try:
        phrase = f" ({HTTPStatus(status).phrase})"
    except ValueError:
        phrase = ""
    hints = {
        404: "Check the address.",
        410: "Check the address.",
        401: "The page needs a login. " + _SAVE_IT,
        402: "The page needs a subscription. " + _SAVE_IT,
        403: "The site does not let programs in. " + _SAVE_IT,
        429: "Try again later.",
    }
    later = status in (408, 425, 429) or status >= 500
    hint = hints.get(status, "Try again later." if later else _SAVE_IT)
    return FetchError(f"{_name(url)} answered {status}{phrase}.", hint=hint, retryable=later)


def _failure(url: URL, error: Exception) -> FetchError:
    import httpcore2

    if isinstance(error, httpcore2.TimeoutException):
        return FetchError(f"{_name(url)} took too long to answer.", hint="Try again later.", retryable=True)
    if isinstance(error, httpcore2.ProtocolError):
        return FetchError(f"{_name(url)} answered with something that is not HTTP.", hint=_SAVE_IT)
    if "CERTIFICATE" in str(error).upper():
        return FetchError(f"The certificate of {shown(url.host)} can't be verified.", hint="Check the address.")
    return FetchError(
        f"{_name(url)} can't be reached, or broke off.", hint="Check the address and the connection.", retryable=True
    )


def _name(url: URL) -> str:
    """`url` for a message: no password, no fragment."""
    return shown(str(url.copy_with(userinfo=b"", fragment=None)))
