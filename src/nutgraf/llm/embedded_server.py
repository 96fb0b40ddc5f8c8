"""The child process of the embedded model: llama.cpp's server on 127.0.0.1, for as long as its parent lives.

Started by `nutgraf.llm.embedded` as `python -m nutgraf.llm.embedded_server`. Standard input brings one line of JSON, a
`Request`, and is then held open: when it closes, the parent is gone, and so is this process. Standard output carries
one line of JSON, `{"address": ...}` or `{"error": ...}`. Everything else, llama.cpp's log lines among it, goes to
standard error. The API key travels by standard input because other users of the machine can read arguments.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from typing import Any, TypedDict

CHECK_SECONDS = 1.0
"""How often the child looks whether its parent is still there."""


class Request(TypedDict):
    """What the parent asks for."""

    weights: str
    api_key: str
    context: int
    """Tokens that the slots hold together, prompts and answers."""
    slots: int
    states: str | None
    """The folder that slots' states are saved to and loaded from; None: they are not."""
    threads: int | None


def main() -> None:
    """Serves until the parent is gone."""
    parent = os.getppid()
    reply = os.dup(1)
    os.dup2(2, 1)  # what native code prints must not get between the parent and its answer
    request: Request = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_input, daemon=True).start()
    try:
        server = _serve(request)
        answer = {"address": server.listening_address}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    with os.fdopen(reply, "wb") as stream:
        stream.write(json.dumps(answer).encode() + b"\n")
    # A process that the parent forked may hold the other end of standard input, so its end isn't the only sign.
    while "error" not in answer and os.getppid() == parent:
        time.sleep(CHECK_SECONDS)
    os._exit(0)


def _end_with_input() -> None:
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)  # at once: there is nothing to save, and native threads may be in the middle of an answer


def _serve(request: Request) -> Any:
    # libgomp's threads spin where they wait for one another, by default for so long that, as soon as another program
    # wants the same cores, each wait lasts a time slice of the scheduler: 0.6 tokens/s where brief spinning makes 12.
    # The variable is read when the library is loaded; a value that the user has set is left alone.
    os.environ.setdefault("GOMP_SPINCOUNT", "2000")
    import xllamacpp  # type: ignore[import-untyped]

    parameters = xllamacpp.CommonParams()
    parameters.model.path = request["weights"]
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.api_keys = [request["api_key"]]
    parameters.offline = True
    parameters.ui = False
    parameters.endpoint_slots = request["states"] is not None
    if request["states"] is not None:
        parameters.slot_save_path = os.path.join(request["states"], "")
    parameters.n_parallel = request["slots"]
    parameters.n_ctx = request["context"]
    parameters.kv_unified = True
    parameters.cache_idle_slots = False  # or a slot that waits forgets what it has read
    parameters.cache_prompt = True
    parameters.cache_ram_mib = 256
    if request["threads"] is not None:
        parameters.cpuparams.n_threads = request["threads"]
        parameters.cpuparams_batch.n_threads = request["threads"]
    # With jinja, llama.cpp turns a JSON Schema into a grammar of its own, under which the model indents its JSON at the
    # cost of many tokens. Without, llguidance takes the schema as it is and heeds its `x-guidance` key (compact JSON).
    parameters.use_jinja = False
    return xllamacpp.Server(parameters)


if __name__ == "__main__":
    main()
