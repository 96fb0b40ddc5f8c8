"""Articles an hour with the embedded model: `nutgraf batch` beside one instructor call an article.

    python benchmarks/embedded.py ARTICLES.jsonl FOLDER [--side nutgraf|single]

ARTICLES.jsonl has id, text and title (`nutgraf eval --write-articles`). Both sides are given the same weights, four
requests at once, and a server of their own that is started first; each starts with nothing stored but nutgraf's saved
state of the fixed part of its prompt. FOLDER keeps the answers, which `nutgraf eval --predictions` scores:
`nutgraf.jsonl` and `single.jsonl`. Nothing else should run beside it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nutgraf.corpus.export import reports
from nutgraf.llm import embedded_server
from nutgraf.llm.cores import usable_cores
from nutgraf.llm.embedded import CONTEXT, SLOTS
from nutgraf.llm.weights import ensure_weights
from nutgraf.settings import load_settings

SINGLE_CALL = Path(__file__).parents[1] / "evals" / "peers" / "single_call.py"
Row = dict[str, Any]


def main() -> None:
    """Runs the benchmark that the command line asks for and prints what it found."""
    parser = argparse.ArgumentParser(description="Articles an hour with the embedded model.")
    parser.add_argument("articles", type=Path)
    parser.add_argument("folder", type=Path, help="for the answers of both sides; what is there is written anew")
    parser.add_argument("--side", choices=list(SIDES), action="append", help="only this one")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    number = sum(1 for line in options.articles.open() if line.strip())
    print(f"{number} articles, {SLOTS} requests at once, {usable_cores()} cores")
    print(f"{'':10} {'articles an hour':>17} {'seconds':>9} {'read':>9} {'cached':>9} {'written':>9} {'failed':>7}")
    for name in options.side or SIDES:
        begun = time.perf_counter()
        rows = SIDES[name](options.articles)
        seconds = time.perf_counter() - begun
        (options.folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        read, cached, written = (sum(used(row)[at] for row in rows) for at in range(3))
        failed = sum("events" not in row for row in rows)
        rate = 3600 * number / seconds
        print(f"{name:10} {rate:17.1f} {seconds:9.0f} {read:9} {cached:9} {written:9} {failed:7}")


def run_nutgraf(articles: Path) -> list[Row]:
    """What `nutgraf batch` makes of the articles, in the prediction format."""
    ids = [json.loads(line)["id"] for line in articles.open() if line.strip()]
    with tempfile.TemporaryDirectory() as name:
        run = Path(name) / "run.db"
        command = [sys.executable, "-m", "nutgraf", "batch", str(articles), "--run", str(run), "--model", "local"]
        subprocess.run(command, check=False)  # noqa: S603 - a failed article is a row without events
        found = {row: report.model_dump(mode="json") for row, report in reports(run)}
    rows: list[Row] = []
    for number, identifier in enumerate(ids, start=1):
        if report := found.get(number):
            usage = report["run"]["tokens"]
            summary = [sentence["text"] for sentence in report["summary"]["sentences"]]
            tokens = {name: usage[name] for name in ("prompt", "completion", "cached")}
            rows.append({"id": identifier, "events": report["events"], "summary": summary, "tokens": tokens})
        else:
            rows.append({"id": identifier})
    return rows


def run_single_call(articles: Path) -> list[Row]:
    """What one call an article makes of them, in the form that the runner writes."""
    with tempfile.TemporaryDirectory() as name, served() as url:
        out = Path(name) / "rows.jsonl"
        command = [sys.executable, str(SINGLE_CALL), url, str(articles), str(out), "--concurrency", str(SLOTS)]
        subprocess.run(command, check=True)  # noqa: S603
        return [json.loads(line) for line in out.open()]


SIDES = {"nutgraf": run_nutgraf, "single": run_single_call}


@contextmanager
def served() -> Iterator[str]:
    """The base URL of a server of the embedded model that keeps no states."""
    weights = ensure_weights(models_dir=load_settings(model="local").models_path)
    request: embedded_server.Request = {
        "weights": str(weights),
        "api_key": "none",
        "context": 2 * CONTEXT,  # a whole article and its answer in each slot
        "slots": SLOTS,
        "states": None,
        "threads": usable_cores(),
    }
    command = [sys.executable, "-P", "-m", embedded_server.__name__]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True) as process:  # noqa: S603
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()
        try:
            yield f"{json.loads(process.stdout.readline())['address']}/v1"
        finally:
            process.kill()


def used(row: Row) -> tuple[int, int, int]:
    """Tokens that were read, those of them that the server had in its cache, and tokens that were written."""
    if tokens := row.get("tokens"):
        return tokens["prompt"], tokens["cached"], tokens["completion"]
    read, written, cached = row.get("usage") or (0, 0, 0)
    return read, cached, written


if __name__ == "__main__":
    main()
