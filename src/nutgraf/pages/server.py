"""A page on loopback: at an address that nobody can guess, made anew when what it shows has changed."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from nutgraf.errors import NutgrafError


class PageServer(ThreadingHTTPServer):
    """Serves one page and its state until it is shut down.

    `state` gives a string that changes when the page would; `page` makes the page of it. Both may raise `NutgrafError`,
    which the browser is then told.
    """

    daemon_threads = True

    def __init__(self, *, page: Callable[[str], str], state: Callable[[], str]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self._token = secrets.token_urlsafe(24)
        self._page, self._state = page, state
        self._made: tuple[str, bytes] | None = None
        self._making = threading.Lock()
        self.hosts = {f"{name}:{self.server_port}" for name in ("127.0.0.1", "localhost")}

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.server_port}/{self._token}/"

    def answer(self, path: str) -> tuple[str, bytes] | None:
        """Content type and body for a path, or None where there is nothing."""
        for name, kind in (("", "text/html"), ("state", "text/plain")):
            if secrets.compare_digest(path.encode(), f"/{self._token}/{name}".encode()):
                return f"{kind}; charset=utf-8", self._state().encode() if name else self.current()
        return None

    def current(self) -> bytes:
        """The page as it is now. Raises what `page` and `state` raise."""
        with self._making:
            state = self._state()
            if self._made is None or self._made[0] != state:
                self._made = state, self._page(state).encode("utf-8", "replace")
            return self._made[1]


class _Handler(BaseHTTPRequestHandler):
    server: PageServer
    server_version = "nutgraf"
    sys_version = ""

    def do_GET(self) -> None:
        # A page of another site whose name was made to point here has that name in `Host`.
        if self.headers.get("Host") not in self.server.hosts:
            self._send(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", b"Not here.\n")
            return
        try:
            found = self.server.answer(self.path)
        except NutgrafError as error:
            sentence = f"{error} {error.hint}\n".encode("utf-8", "replace")
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8", sentence)
            return
        if found is None:
            self._send(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"There is nothing here.\n")
        else:
            self._send(HTTPStatus.OK, *found)

    def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
            "Content-Security-Policy": "frame-ancestors 'none'",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        }
        try:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True  # whoever asked has gone

    def log_message(self, *_: object) -> None:
        """Says nothing: the terminal is the user's."""
