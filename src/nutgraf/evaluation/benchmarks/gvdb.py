"""GVDB: local news of shootings, with victims labelled one by one (Pavlick et al., EMNLP 2016).

A victim's name is right when its last word and one more, or its only word, agree. The numbers of killed and injured
come from the listed victims (hospitalised counts as injured, killed outweighs) and are scored over the articles in
which there are some; the city is scored by name over the articles that have one. The labels are a crowd's, and noisy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nutgraf.evaluation.benchmarks.names import distinct_people, is_named_person, same_person
from nutgraf.evaluation.benchmarks.prediction import Prediction
from nutgraf.evaluation.benchmarks.shared import Benchmark, Document, broken, half_of, parse_object, read_text
from nutgraf.evaluation.tally import Tallies, Tally, best_pairs, case, f1_figures
from nutgraf.reading.names import shown

_COLUMNS = ("Article id", "Full text", "Json")


@dataclass(frozen=True, kw_only=True)
class Shooting:
    """The labels of one article."""

    victims: tuple[str, ...]
    """Those who are named, each once."""
    killed: int
    injured: int
    city: str
    """Empty where none is labelled."""


def read(folder: Path) -> list[Document[Shooting]]:
    """The articles of dev.tsv in `folder`. Raises `SettingError` where it is missing or broken."""
    path = folder / "dev.tsv"
    documents = []
    for where, row in _rows(path):
        record = parse_object(row["Json"], where)
        try:
            gold = shooting(record)
        except (KeyError, TypeError, AttributeError) as error:
            raise broken(where, f"no GVDB record ({error!r})") from None
        identifier = row["Article id"]
        documents.append(Document(id=identifier, text=row["Full text"], gold=gold, half=half_of(identifier)))
    return documents


def shooting(record: dict[str, Any]) -> Shooting:
    """The labels from the record in the column Json."""
    victims = record["victim-section"]
    fates = [set(victim["victim-was"]) for victim in victims]
    killed = sum("killed" in fate for fate in fates)
    return Shooting(
        victims=tuple(distinct_people(victim["name"]["value"] for victim in victims)),
        killed=killed,
        injured=sum(bool(fate & {"injured", "hospitalized"}) and "killed" not in fate for fate in fates),
        city=record["date-and-time"]["city"]["value"].strip(),
    )


def score(document: Document[Shooting], prediction: Prediction) -> Tallies:
    """`names`, `killed`, `injured` and `city` of one article."""
    gold = document.gold
    named = distinct_people(name for name in prediction.victims if is_named_person(name, document.text))
    right = best_pairs([[float(same_person(one, other)) for other in named] for one in gold.victims])
    return {
        "names": Tally(len(right), len(named), len(gold.victims)),
        "killed": case(prediction.killed == gold.killed) if gold.killed else Tally(),
        "injured": case(prediction.injured == gold.injured) if gold.injured else Tally(),
        "city": case(_city(gold.city) in _cities(prediction)) if gold.city else Tally(),
    }


def _city(name: str) -> str:
    return " ".join(name.casefold().split())


def _cities(prediction: Prediction) -> set[str]:
    """The places, and what stands before a comma in them: "Tulsa" of "Tulsa, Oklahoma"."""
    return {_city(part) for place in prediction.places for part in (place, place.split(",")[0])}


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """(where, columns) of the table, whose fields have tabs and quotation marks in no escaped form."""
    lines = read_text(path).rstrip("\n").split("\n")
    header = lines[0].split("\t")
    missing = [column for column in _COLUMNS if column not in header]
    if missing:
        raise broken(f"{shown(str(path))}, line 1", f"the column {missing[0]} is missing")
    for number, line in enumerate(lines[1:], start=2):
        fields = line.split("\t")
        where = f"{shown(str(path))}, line {number}"
        if len(fields) != len(header):
            raise broken(where, f"{len(fields)} columns where the first line has {len(header)}")
        yield where, dict(zip(header, fields, strict=True))


BENCHMARK = Benchmark(name="gvdb", headline="names", read=read, score=score, figures=f1_figures)
