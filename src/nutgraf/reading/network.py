"""Connections that go to public addresses alone and end in time. Imports httpcore2, so import it where it is needed."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore2

from nutgraf.errors import FetchError
from nutgraf.reading.addresses import is_public
from nutgraf.reading.names import shown

Resolve = Callable[[str, int], list[str]]
"""From a host and a port to its addresses."""
Connect = Callable[[str, int, float], socket.socket]
"""From an address, a port and a time-out in seconds to a connected socket."""


def resolve(host: str, port: int) -> list[str]:
    """The addresses that the system's resolver gives. Raises OSError or UnicodeError where it gives none."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def connect(address: str, port: int, timeout: float) -> socket.socket:
    """A socket connected to `address`, which is a number and is not resolved."""
    return socket.create_connection((address, port), timeout)


class Deadline:
    """A moment by which everything must be done."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """The seconds that one step may take. Raises httpcore2.ReadTimeout where none are left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the total time is up")
        return left if timeout is None else min(timeout, left)


class PublicBackend(httpcore2.NetworkBackend):
    """Connects to the address that was checked, never to a name."""

    def __init__(self, deadline: Deadline, resolve: Resolve, connect: Connect) -> None:
        self._deadline = deadline
        self._resolve = resolve
        self._connect = connect

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Raises FetchError where any of the host's addresses isn't public: which one is answered first is chance."""
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError):
            addresses = []
        if not addresses:
            raise FetchError(
                f"The host {shown(host)} can't be found.", hint="Check the address and the connection.", retryable=True
            )
        for address in addresses:
            if not is_public(address):
                raise FetchError(
                    f"The host {shown(host)} is not on the public internet ({shown(address)}): it is not fetched from.",
                    hint="Save the page and give the file.",
                )
        failure: OSError | None = None
        for address in addresses:
            try:
                return _Stream(self._connect(address, port, self._deadline.left(timeout)), self._deadline)
            except OSError as error:
                failure = error
        kind = httpcore2.ConnectTimeout if isinstance(failure, TimeoutError) else httpcore2.ConnectError
        raise kind(str(failure))


class _Stream(httpcore2.NetworkStream):
    """A socket whose every step is bounded by the deadline, so that a slow drip can't outlast it."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._sock.settimeout(self._deadline.left(timeout))
        try:
            return self._sock.recv(max_bytes)
        except TimeoutError as error:
            raise httpcore2.ReadTimeout(str(error)) from error
        except OSError as error:
            raise httpcore2.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._sock.settimeout(self._deadline.left(timeout))
        try:
            self._sock.sendall(buffer)
        except TimeoutError as error:
            raise httpcore2.WriteTimeout(str(error)) from error
        except OSError as error:
            raise httpcore2.WriteError(str(error)) from error

    def close(self) -> None:
        self._sock.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        self._sock.settimeout(self._deadline.left(timeout))
        try:
            return _Stream(ssl_context.wrap_socket(self._sock, server_hostname=server_hostname), self._deadline)
        except BaseException as error:
            self.close()
            if isinstance(error, TimeoutError):
                raise httpcore2.ConnectTimeout(str(error)) from error
            if isinstance(error, OSError | ValueError):
                raise httpcore2.ConnectError(str(error)) from error
            raise

    def get_extra_info(self, info: str) -> Any:
        return None
