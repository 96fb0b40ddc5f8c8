"""What the public benchmarks share: documents, halves, samples, and reading files that a user gives."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from nutgraf.errors import SettingError
from nutgraf.evaluation.benchmarks.prediction import Prediction
from nutgraf.evaluation.tally import Tallies
from nutgraf.reading.names import shown

Gold = TypeVar("Gold")
Half = Literal["tune", "report"]


@dataclass(frozen=True, kw_only=True)
class Document(Generic[Gold]):
    """An article of a benchmark and its labels."""

    id: str
    text: str
    gold: Gold
    half: Half
    """Prompts and rules may be tuned to the first half; figures are reported on the second."""
    title: str | None = None
    published: str | None = None
    """ISO 8601."""


@dataclass(frozen=True, kw_only=True)
class Benchmark(Generic[Gold]):
    """A public set of labelled articles: how to read it, how to score one document, how to sum up."""

    name: str
    headline: str
    """The measure that stands for the benchmark."""
    read: Callable[[Path], list[Document[Gold]]]
    """The documents in a folder. Raises `SettingError` for files that are missing or broken."""
    score: Callable[[Document[Gold], Prediction], Tallies]
    """The counts of one document. A document without a prediction is scored with an empty one."""
    figures: Callable[[Tallies], dict[str, float | None]]
    """The measures from counts that were summed over documents."""
    needs_model: bool = True
    """Whether the articles have to be read by a model; if not, an empty prediction is scored."""


def score_all(
    benchmark: Benchmark[Gold], documents: Iterable[Document[Gold]], predictions: Mapping[str, Prediction]
) -> dict[str, Tallies]:
    """The counts of each document, by its id. One without a prediction counts as one with an empty prediction."""
    nothing = Prediction()
    return {one.id: benchmark.score(one, predictions.get(one.id, nothing)) for one in documents}


def half_of(identifier: str) -> Half:
    """The half that a document is in, by the last hexadecimal digit of the SHA-256 of its id."""
    return "tune" if hashlib.sha256(identifier.encode()).hexdigest()[-1] in "01234567" else "report"


def sample(documents: Sequence[Document[Gold]], *, half: Half, size: int | None, seed: int) -> list[Document[Gold]]:
    """`size` documents of one half, by chance but always the same ones for one `seed`; all of the half without a size.

    A larger sample of the same seed has the smaller one in it. The order is that of `documents`.
    """
    chosen = [document for document in documents if document.half == half]
    if size is not None:
        ranked = sorted(chosen, key=lambda document: hashlib.sha256(f"{seed}:{document.id}".encode()).digest())
        kept = {document.id for document in ranked[:size]}
        chosen = [document for document in chosen if document.id in kept]
    return chosen


def read_text(path: Path) -> str:
    """The text of a benchmark's file, UTF-8. Raises `SettingError` where it can't be had."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        message, hint = "does not exist", "Give the folder that holds the benchmark's files (--data)."
    except UnicodeDecodeError:
        message, hint = "is not UTF-8 text", "Give the benchmark's file as it was published."
    except OSError as error:
        message = f"can't be read: {error.strerror or 'the system gave no reason'}"
        hint = "Give the folder that holds the benchmark's files (--data)."
    raise SettingError(f"{shown(str(path))} {message}.", hint=hint)


def read_jsonl(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(where, row) of a file of JSON lines. Raises `SettingError` with file and line for what is not an object."""
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.strip():
            where = f"{shown(str(path))}, line {number}"
            yield where, parse_object(line, where)


def parse_object(text: str, where: str) -> dict[str, Any]:
    """The JSON object in `text`. Raises `SettingError` where it is none."""
    try:
        row = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise broken(where, f"no JSON ({error})") from None
    if not isinstance(row, dict):
        raise broken(where, "no JSON object")
    return row


def broken(where: str, what: str) -> SettingError:
    """The error for a place in a benchmark's file that isn't as it was published."""
    return SettingError(
        f"{where}: {shown(what)}.", hint="The file is not as the benchmark's authors publish it; get it once more."
    )


def folder_files(folder: Path, pattern: str) -> list[Path]:
    """The files of `folder` that match, sorted. Raises `SettingError` where there is none."""
    files = sorted(folder.glob(pattern)) if folder.is_dir() else []
    if not files:
        raise SettingError(
            f"{shown(str(folder))} holds no {pattern}.",
            hint="Give the folder that holds the benchmark's files (--data).",
        )
    return files
