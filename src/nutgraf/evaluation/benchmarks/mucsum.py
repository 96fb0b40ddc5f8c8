"""MUCSum: summaries of single incidents, written by an expert (Gantt et al., "Event-Keyed Summarization", 2024).

The summary sentences that cite the event paired with the gold template, against the expert's summary of it: ROUGE-1,
-2 and -L, F1, as a mean over templates. A template that no event was paired with, or whose event the summary doesn't
speak of, has 0. The pairing is that of MUC-4.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nutgraf.evaluation.benchmarks.muc4 import pairs
from nutgraf.evaluation.benchmarks.muc4_key import Entity, Template, normalised
from nutgraf.evaluation.benchmarks.prediction import Prediction
from nutgraf.evaluation.benchmarks.rouge import rouge
from nutgraf.evaluation.benchmarks.shared import Benchmark, Document, broken, half_of, parse_object, read_text
from nutgraf.evaluation.tally import Tallies, Tally, case, f1_figures, total
from nutgraf.reading.names import shown


@dataclass(frozen=True, kw_only=True)
class Summarised:
    """One incident and the expert's summary of it."""

    template: Template
    summary: str


def read(folder: Path) -> list[Document[tuple[Summarised, ...]]]:
    """The documents of dev.json in `folder`; their text is lower-cased and has lost its paragraphs."""
    path = folder / "dev.json"
    where = shown(str(path))
    documents = []
    for identifier, instances in parse_object(read_text(path), where).items():
        try:
            gold = tuple(
                Summarised(template=_template(one["template"]), summary=" ".join(one["summary"])) for one in instances
            )
            text = " ".join(instances[0]["document"])
        except (KeyError, TypeError, IndexError, AttributeError) as error:
            raise broken(f"{where}, {shown(identifier)}", f"no MUCSum document ({error!r})") from None
        documents.append(Document(id=identifier, text=text, gold=gold, half=half_of(identifier)))
    return documents


def score(document: Document[tuple[Summarised, ...]], prediction: Prediction) -> Tallies:
    """The ROUGE of each template, and of how many templates the summary speaks (`summarised`)."""
    found = pairs([one.template for one in document.gold], prediction.incidents)
    events = {id(pair.gold): pair.predicted.id for pair in found if pair.gold and pair.predicted}
    scores: list[dict[str, Tally]] = []
    for one in document.gold:
        event = events.get(id(one.template))
        text = " ".join(said.text for said in prediction.summary if event in said.events)
        values = {**rouge(text, one.summary), "summarised": float(bool(text))}
        scores.append({name: case(value) for name, value in values.items()})
    return total(scores)


def _template(slots: dict[str, Any]) -> Template:
    """The clean template: one spelling a fill."""
    perp_ind, perp_org, target, victim, weapon = (
        tuple(Entity(spellings=frozenset({normalised(fill)})) for fill in slots[role])
        for role in ("perpind", "perporg", "target", "victim", "weapon")
    )
    return Template(
        types=(slots["type"],),
        optional=False,
        perp_ind=perp_ind,
        perp_org=perp_org,
        target=target,
        victim=victim,
        weapon=weapon,
    )


BENCHMARK = Benchmark(name="mucsum", headline="ROUGE-L", read=read, score=score, figures=f1_figures)
