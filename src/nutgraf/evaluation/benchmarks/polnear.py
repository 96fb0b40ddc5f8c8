"""PolNeAR: who is named as a source in political news (Newell, Margolin and Ruths, LREC 2018).

The distinct named sources of an article's attributions against those of the report: spans of a source with a
capitalised word, grouped by last name or acronym. F1. Where several people annotated an article, a source counts that
at least half of them have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from nutgraf.evaluation.benchmarks.names import groups
from nutgraf.evaluation.benchmarks.prediction import Prediction
from nutgraf.evaluation.benchmarks.shared import Benchmark, Document, broken, folder_files, half_of, read_text
from nutgraf.evaluation.tally import Tallies, Tally, best_pairs, f1_figures
from nutgraf.reading.names import shown

_OTHER_ANNOTATOR = re.compile(r"_[0-9a-f]{4}$")


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The sources of one article, as one annotator after the other marked them."""

    annotations: tuple[tuple[str, ...], ...]


def read(folder: Path) -> list[Document[Sources]]:
    """The articles of text/*.txt with attributions/NAME_ANNOTATOR.ann, in `folder` or in its `dev`.

    The id is the name of the text file without its ending. Raises `SettingError` where a file is missing or broken.
    """
    base = folder / "dev" if (folder / "dev").is_dir() else folder
    annotations: dict[str, list[tuple[str, ...]]] = {}
    for path in folder_files(base / "attributions", "*.ann"):
        name = _OTHER_ANNOTATOR.sub("", path.stem)
        annotations.setdefault(name, []).append(_source_spans(path))
    documents = []
    for path in folder_files(base / "text", "*.txt"):
        if path.stem not in annotations:
            raise broken(shown(str(path)), "there are no attributions for it")
        gold = Sources(annotations=tuple(annotations[path.stem]))
        documents.append(Document(id=path.stem, text=read_text(path), gold=gold, half=half_of(path.stem)))
    return documents


def score(document: Document[Sources], prediction: Prediction) -> Tallies:
    """`sources` of one article."""
    gold = named_sources(document)
    found = groups(prediction.sources, document.text)
    right = best_pairs([[float(bool(one & other)) for other in found] for one in gold])
    return {"sources": Tally(len(right), len(found), len(gold))}


def named_sources(document: Document[Sources]) -> list[frozenset[str]]:
    """The distinct named sources that at least half of the annotators have, each by its last name and acronym."""
    each = [groups(sources, document.text) for sources in document.gold.annotations]
    together = groups((source for sources in document.gold.annotations for source in sources), document.text)
    return [group for group in together if 2 * sum(any(group & one for one in found) for found in each) >= len(each)]


def _source_spans(path: Path) -> tuple[str, ...]:
    """The text of the Source spans of a brat stand-off file: "T10<TAB>Source 718 755<TAB>the text"."""
    spans = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.startswith("T"):
            fields = line.split("\t")
            if len(fields) != 3:
                raise broken(f"{shown(str(path))}, line {number}", "no text-bound annotation of brat")
            if fields[1].startswith("Source "):
                spans.append(fields[2])
    return tuple(spans)


BENCHMARK = Benchmark(name="polnear", headline="sources", read=read, score=score, figures=f1_figures)
