"""What the runners share: articles in, one row out for each, going on where an earlier run stopped."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

Article = dict[str, Any]
Ask = Callable[[Article], dict[str, Any]]


def main(description: str, make: Callable[[argparse.Namespace], Ask]) -> None:
    """Runs the command line of a runner; `make` gives the function that asks the system about one article."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("base_url", help="an OpenAI-compatible server, such as http://127.0.0.1:8000/v1")
    parser.add_argument("articles", type=Path, help="JSON lines with id and text (nutgraf eval --write-articles)")
    parser.add_argument("out", type=Path, help="the rows, JSON lines; what is there already is not asked again")
    parser.add_argument("--model", default="local", help="the server's name for the model")
    parser.add_argument("--concurrency", type=int, default=1, help="articles under way at once")
    options = parser.parse_args()
    articles = [json.loads(line) for line in options.articles.read_text(encoding="utf-8").split("\n") if line.strip()]
    wanted = [article for article in articles if article["id"] not in answered(options.out)]
    print(f"{len(articles)} articles, {len(articles) - len(wanted)} of them done before", file=sys.stderr)
    if wanted:
        run(make(options), wanted, options.out, options.concurrency)


def answered(out: Path) -> set[str]:
    """The ids of the articles that have an answer; failures are tried again, half-written rows are cut off."""
    if not out.exists():
        return set()
    content = out.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if whole != content:
        out.write_bytes(whole)
    rows = [json.loads(line) for line in whole.splitlines()]
    return {row["id"] for row in rows if "error" not in row}


def run(ask: Ask, articles: list[Article], out: Path, concurrency: int) -> None:
    """Asks about each article and writes its row when it is there."""
    with out.open("a", encoding="utf-8") as stream, ThreadPoolExecutor(max_workers=concurrency) as pool:
        under_way = [pool.submit(timed, ask, article) for article in articles]
        for done, future in enumerate(as_completed(under_way), start=1):
            row = future.result()
            stream.write(json.dumps(row) + "\n")
            stream.flush()
            print(f"{done}/{len(articles)} {row['id']} {row['seconds']} s {row.get('error', '')}", file=sys.stderr)


def timed(ask: Ask, article: Article) -> dict[str, Any]:
    """The row of one article: the answer, or the error that came in its place."""
    begun = time.monotonic()
    try:
        answer = ask(article)
    except Exception as error:  # whatever another system raises is its answer
        answer = {"error": f"{type(error).__name__}: {error}"[:500]}
    return {"id": article["id"], "seconds": round(time.monotonic() - begun, 3), **answer}


def page(article: Article) -> str:
    """The article as a reader sees it, headline first."""
    return heading(article) + str(article["text"])


def heading(article: Article) -> str:
    """What stands before the text in `page`."""
    return f"{article['title']}\n\n" if article.get("title") else ""
