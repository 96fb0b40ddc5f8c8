"""A batch service for tests: it has each request of a file answered by the model server, and hands back lines."""

from __future__ import annotations

import http.client
import json
import random
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from misbehaving import MisbehavingServer

Line = dict[str, Any]
_ids = count(1)


def requests_of(path: Path) -> list[Line]:
    """The requests of a file, which is in the form that the services ask for."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        assert set(line) == {"custom_id", "method", "url", "body"}
        assert (line["method"], line["url"]) == ("POST", "/v1/chat/completions")
        assert len(line["custom_id"]) <= 64
    assert len({line["custom_id"] for line in lines}) == len(lines)
    return lines


def answered(request: Line, server: MisbehavingServer) -> Line:
    """What the service says of a request: the model server was asked over HTTP."""
    address = urlsplit(server.base_url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
    connection.request(
        "POST", request["url"], json.dumps(request["body"]).encode(), {"Content-Type": "application/json"}
    )
    response = connection.getresponse()
    body = json.loads(response.read())
    connection.close()
    return line(request, response.status, body)


def line(request: Line, status: int, body: object, error: object = None) -> Line:
    """A line of an output or an error file."""
    response = {"status_code": status, "request_id": "r", "body": body}
    return {"id": f"batch_req_{next(_ids)}", "custom_id": request["custom_id"], "response": response, "error": error}


def expired(request: Line) -> Line:
    """The line of a request that the service didn't get to."""
    error = {"code": "batch_expired", "message": "This request could not be executed in time."}
    return {"id": f"batch_req_{next(_ids)}", "custom_id": request["custom_id"], "response": None, "error": error}


def write(path: Path, lines: list[Line]) -> Path:
    """Writes a file of answers."""
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return path


def serve(
    requests: Path, server: MisbehavingServer, *, fault: Callable[[Line], Line | str | None] = lambda _: ""
) -> Path:
    """Answers the requests of a file, in any order. `fault` gives another line, None for none at all, or ""."""
    found: list[Line] = []
    for request in requests_of(requests):
        wrong = fault(request)
        if wrong is None:
            continue
        found.append(answered(request, server) if isinstance(wrong, str) else wrong)
    random.Random(5).shuffle(found)
    return write(requests.with_name("answers.jsonl"), found)
