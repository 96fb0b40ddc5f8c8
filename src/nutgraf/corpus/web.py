"""Rows that are addresses: from each host one after the other, and only what its robots.txt allows (RFC 9309)."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from nutgraf.corpus.rows import Row
from nutgraf.errors import FetchError
from nutgraf.reading import Article
from nutgraf.reading.fetch import Fetched, fetch
from nutgraf.reading.names import shown

if TYPE_CHECKING:
    from protego import Protego

AGENT = "nutgraf"
"""The name that robots.txt files know us by; the User-Agent of `reading.fetch` begins with it."""
DELAY = 1.0
"""Seconds between two requests to a host, where its robots.txt asks for no more."""
MOST_DELAY = 60.0
_HOSTS = 10_000


@dataclass
class _Host:
    """What is known of a host. The lock is held while it is asked."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    asked: bool = False
    rules: Protego | None = None
    """None: it has none, or they can't be had."""
    unreachable: bool = False
    free: float = 0.0
    """When it may be asked again, by the monotonic clock."""


class Web:
    """Fetches pages with manners. Called from several threads."""

    def __init__(self, *, delay: float = DELAY, get: Callable[[str], Fetched] = fetch) -> None:
        self._delay = delay
        self._get = get
        self._hosts: OrderedDict[str, _Host] = OrderedDict()
        self._lock = threading.Lock()

    def page(self, url: str) -> Fetched:
        """The page at `url`, when its host's turn has come. Raises `FetchError`."""
        parts = urlsplit(url)
        host = self._host(f"{parts.scheme.lower()}://{parts.netloc.lower()}")
        with host.lock:
            if not host.asked:
                self._read_robots(host, f"{parts.scheme}://{parts.netloc}/robots.txt")
            if host.unreachable:
                host.asked = False  # the next one may find it there again
                raise FetchError(
                    f"{shown(url)} is not fetched: the site's robots.txt can't be had just now.",
                    hint="Try again later: nutgraf retry",
                    retryable=True,
                )
            if host.rules and not host.rules.can_fetch(url, AGENT):
                raise FetchError(
                    f"{shown(url)} is not fetched: the site's robots.txt asks programs not to.",
                    hint="Save the page and give the file.",
                )
            self._wait(host)
            return self._get(url)

    def _host(self, name: str) -> _Host:
        with self._lock:
            host = self._hosts.setdefault(name, _Host())
            self._hosts.move_to_end(name)
            if len(self._hosts) > _HOSTS:
                self._hosts.popitem(last=False)
            return host

    def _read_robots(self, host: _Host, url: str) -> None:
        from protego import Protego

        self._wait(host)
        host.asked, host.unreachable, host.rules = True, False, None
        try:
            host.rules = Protego.parse(self._get(url).body.decode("utf-8", "replace"))
        except FetchError as error:
            # There is none (4xx): all is allowed. The server fails (5xx), or is away: nothing is.
            host.unreachable = error.retryable

    def _wait(self, host: _Host) -> None:
        now = time.monotonic()
        if host.free > now:
            time.sleep(host.free - now)
        asked = host.rules.crawl_delay(AGENT) if host.rules else None
        host.free = time.monotonic() + min(MOST_DELAY, max(self._delay, asked or 0.0))


def web_row(url: str, web: Web, *, input: str, position: int, published: str | None) -> Row:  # noqa: A002
    """The row of an address."""
    return Row(
        input=input,
        position=position,
        digest=f"{published} {url}",
        url=url,
        host=urlsplit(url).netloc.lower() if "://" in url[:10] else "",
        read=partial(_article, url, web, published),
    )


def _article(url: str, web: Web, published: str | None) -> Article:
    return Article.from_fetched(url, web.page(url), published=published)
