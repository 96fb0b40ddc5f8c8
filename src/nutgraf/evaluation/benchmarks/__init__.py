"""Public benchmarks: readers and scorers. Their data is not part of nutgraf.

`BENCHMARKS[name].read(folder)` gives the documents, `sample` a part of them, `score_all` the counts of each document,
`total` their sum and `BENCHMARKS[name].figures` the measures. Reports come in by `from_report`, the answers of other
systems by `peers.read`.
"""

from __future__ import annotations

from typing import Any

from nutgraf.evaluation.benchmarks import aggrefact, basil, gvdb, muc4, mucsum, polnear
from nutgraf.evaluation.benchmarks.prediction import Prediction, from_report
from nutgraf.evaluation.benchmarks.shared import Benchmark, Document, Half, sample, score_all
from nutgraf.evaluation.tally import Tallies, Tally, total

BENCHMARKS: dict[str, Benchmark[Any]] = {
    module.BENCHMARK.name: module.BENCHMARK for module in (muc4, gvdb, polnear, mucsum, basil, aggrefact)
}

__all__ = [
    "BENCHMARKS",
    "Benchmark",
    "Document",
    "Half",
    "Prediction",
    "Tallies",
    "Tally",
    "from_report",
    "sample",
    "score_all",
    "total",
]
