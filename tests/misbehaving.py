"""A model server for tests: it speaks the OpenAI chat-completions API over real HTTP, and misbehaves on request.

    with MisbehavingServer() as server:
        server.then(status(429, headers={"Retry-After": "1"}), answer({"city": "Zagreb"}))
        ... server.base_url ...
        assert server.requests[0].body["model"] == "test"

`then` sets what the next requests get, one each; `always` what all others get. A behaviour is a function of the
request, which returns the `Response` to send; `answer` and the other functions below make behaviours.
"""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request that came in."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]
    when: float

    @property
    def schema_name(self) -> str:
        """The name of the wire type that the answer must fit."""
        return str(self.body["response_format"]["json_schema"]["name"])


@dataclass(frozen=True, kw_only=True)
class Response:
    """What to send, and how badly."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    content_type: str = "application/json"
    delay: float = 0.0
    """Seconds before the first byte."""
    pace: float = 0.0
    """Seconds between two bytes of the body."""
    reset_after: int | None = None
    """Bytes of the body after which the connection is reset."""


Behaviour = Callable[[Request], Response]


def answer(
    content: object,
    *,
    finish_reason: str = "stop",
    refusal: str | None = None,
    prompt_tokens: int = 100,
    completion_tokens: int = 20,
    cached_tokens: int = 0,
    **how: Any,
) -> Behaviour:
    """A completion. `content`: text as it is, None, or anything else as JSON; or a function of the request to these."""

    def behave(request: Request) -> Response:
        made = content(request) if callable(content) else content
        completion = {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 0,
            "model": request.body["model"],
            "choices": [
                {
                    "index": 0,
                    "finish_reason": finish_reason,
                    "message": {
                        "role": "assistant",
                        "content": made if made is None or isinstance(made, str) else json.dumps(made),
                        "refusal": refusal,
                    },
                }
            ],
            "usage": {
                "prompt_tokens": prompt_tokens,
                "completion_tokens": completion_tokens,
                "total_tokens": prompt_tokens + completion_tokens,
                "prompt_tokens_details": {"cached_tokens": cached_tokens},
            },
        }
        return Response(body=json.dumps(completion).encode(), **how)

    return behave


def by_schema(contents: Mapping[str, object]) -> Behaviour:
    """Answers by the name of the wire type; the values are what `answer` takes as content."""

    def content(request: Request) -> object:
        made = contents[request.schema_name]
        return made(request) if callable(made) else made

    return answer(content)


def status(
    code: int, message: str = "no", /, *, headers: Mapping[str, str] | None = None, **fields: object
) -> Behaviour:
    """An error as OpenAI's API gives it; `fields` (type, code, param) go beside the message."""
    body = json.dumps({"error": {"message": message, **fields}}).encode()
    return lambda _: Response(status=code, headers=headers or {}, body=body)


def raw(body: bytes, *, content_type: str = "application/json", **how: Any) -> Behaviour:
    """Any bytes at all."""
    return lambda _: Response(body=body, content_type=content_type, **how)


def hang(seconds: float = 60.0) -> Behaviour:
    """Nothing for so long (or until the server closes)."""
    return answer({}, delay=seconds)


class MisbehavingServer:
    """The server, on 127.0.0.1 (on a free port where none is given), from `with` until its end."""

    def __init__(self, *, port: int = 0) -> None:
        self.requests: list[Request] = []
        self._next: deque[Behaviour] = deque()
        self._always: Behaviour = status(400, "The test did not say what to answer.")
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._http = _HTTPServer(("127.0.0.1", port), self._handler())
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def then(self, *behaviours: Behaviour) -> None:
        """What the next requests get, one each."""
        with self._lock:
            self._next.extend(behaviours)

    def always(self, behaviour: Behaviour) -> None:
        """What requests get for which there is nothing else."""
        self._always = behaviour

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._http.shutdown()
        self._http.close_connections()
        self._http.server_close()
        self._thread.join()

    def _respond(self, request: Request) -> Response:
        with self._lock:
            self.requests.append(request)
            behaviour = self._next.popleft() if self._next else self._always
        return behaviour(request)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                headers = {name.lower(): value for name, value in self.headers.items()}
                response = outer._respond(Request(path=self.path, headers=headers, body=body, when=time.monotonic()))
                if outer._closing.wait(response.delay):
                    return
                self.send_response(response.status)
                self.send_header("Content-Type", response.content_type)
                self.send_header("Content-Length", str(len(response.body)))
                for name, value in response.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self._send(response)

            def _send(self, response: Response) -> None:
                if response.reset_after is not None:
                    self.wfile.write(response.body[: response.reset_after])
                    # Lingering for no time makes the kernel send RST in place of FIN.
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.connection.close()
                    self.close_connection = True
                elif response.pace:
                    for byte in response.body:
                        self.wfile.write(bytes([byte]))
                        if outer._closing.wait(response.pace):
                            return
                else:
                    self.wfile.write(response.body)

            def log_message(self, *args: Any) -> None:
                pass

        return Handler


class _HTTPServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def close_connections(self) -> None:
        """Ends the connections that clients keep alive, so that their threads end."""
        with self._open_lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is nothing to print a traceback for."""
