"""AggreFact: does `check` call an unfaithful summary unfaithful (Tang et al., ACL 2023; CLIFF and Goyal21).

Each summary is checked against its whole article, as if it cited every sentence, by `stages.faithful`.
Balanced accuracy (the mean of the shares of faithful and of unfaithful summaries that are judged so) within the cnndm
and within the xsum summaries, and the mean of the two: the two sets differ so much in how many are unfaithful that one
figure over both says little. `name errors` and `predicate errors` are the shares of summaries with such an error that
were found; a summary with both is in both. Summaries without a label, or with noise as the only one, are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from nutgraf.evaluation.benchmarks.prediction import Prediction
from nutgraf.evaluation.benchmarks.shared import Benchmark, Document, broken, half_of, read_jsonl
from nutgraf.evaluation.tally import Tallies, Tally, case, f1_figures
from nutgraf.language.wording.faithful import unfaithful

ORIGINS = ("cnndm", "xsum")


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A summary that a model wrote, and what people found wrong with it."""

    summary: str
    origin: str
    errors: frozenset[str]
    """Such as "extrinsic-NP", "intrinsic-predicate"; empty where the summary is faithful."""


def read(folder: Path) -> list[Document[Judged]]:
    """The labelled summaries of val.jsonl in `folder`, each with its article; the id is "ID#ROW"."""
    documents = []
    for number, (where, row) in enumerate(read_jsonl(folder / "val.jsonl"), start=1):
        try:
            label, origin, identifier = str(row["error_type"]), str(row["origin"]), str(row["id"])
            text, summary = str(row["document"]), str(row["summary"])
        except KeyError as error:
            raise broken(where, f"no AggreFact row ({error!r})") from None
        if origin not in ORIGINS:
            raise broken(where, f"the origin {origin!r} is none of {', '.join(ORIGINS)}")
        errors = frozenset(re.findall(r"'([^']+)'", label)) - {"noise"}
        if errors or label == "correct":
            documents.append(
                Document(
                    id=f"{identifier}#{number}",
                    text=text,
                    gold=Judged(summary=summary, origin=origin, errors=errors),
                    half=half_of(identifier),
                )
            )
    return documents


def score(document: Document[Judged], prediction: Prediction) -> Tallies:
    """The verdict on one summary. `prediction` isn't looked at: what is measured is code."""
    gold = document.gold
    called_unfaithful = bool(unfaithful(gold.summary, [document.text]))
    kind = "unfaithful" if gold.errors else "faithful"
    counts = {f"{origin} {label}": Tally() for origin in ORIGINS for label in ("faithful", "unfaithful")}
    counts[f"{gold.origin} {kind}"] = case(called_unfaithful == bool(gold.errors))
    for name, ending in (("name errors", "-NP"), ("predicate errors", "-predicate")):
        affected = any(error.endswith(ending) for error in gold.errors)
        counts[name] = case(called_unfaithful) if affected else Tally()
    return counts


def figures(tallies: Tallies) -> dict[str, float | None]:
    """The shares, and `cnndm`, `xsum` and `balanced accuracy` from them; None where a set lacks one kind."""
    shares = f1_figures(tallies)
    balanced = {origin: _mean(shares[f"{origin} faithful"], shares[f"{origin} unfaithful"]) for origin in ORIGINS}
    return {"balanced accuracy": _mean(*balanced.values()), **balanced, **shares}


def _mean(*values: float | None) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if len(known) == len(values) else None


BENCHMARK = Benchmark(
    name="aggrefact", headline="balanced accuracy", read=read, score=score, figures=figures, needs_model=False
)
