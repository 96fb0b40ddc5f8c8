"""Running the command as a user does, and a model server that always gives a valid answer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from misbehaving import Behaviour, Request, answer


@dataclass(frozen=True)
class Done:
    """What a command left."""

    status: int
    out: str
    err: str


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "nutgraf", *arguments]


def nutgraf(*arguments: str, stdin: bytes | None = None, **variables: str) -> Done:
    """Runs the command to its end; without `stdin`, that is empty."""
    done = subprocess.run(
        command(*arguments),
        input=stdin or b"",
        capture_output=True,
        env=os.environ | variables,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def interrupt(process: subprocess.Popen[bytes]) -> Done:
    """Does what Ctrl-C does, and waits for the end."""
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert b"Traceback" not in err, err.decode()
    return Done(process.returncode, out.decode(), err.decode())


def least_answer() -> Behaviour:
    """The smallest answer that fits whatever schema is asked for."""

    def content(request: Request) -> object:
        schema = request.body["response_format"]["json_schema"]["schema"]
        return _least(schema, schema.get("$defs", {}))

    return answer(content)


def _least(schema: dict[str, Any], definitions: dict[str, Any]) -> object:
    if "$ref" in schema:
        return _least(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "enum" in schema:
        return schema["enum"][0]
    kinds: dict[str, object] = {"array": [], "string": "x" * schema.get("minLength", 0), "boolean": False}
    if schema["type"] == "object":
        return {name: _least(field, definitions) for name, field in schema["properties"].items()}
    return kinds.get(schema["type"], 0)
