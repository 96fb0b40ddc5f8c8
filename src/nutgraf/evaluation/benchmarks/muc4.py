"""MUC-4, "type + five roles": incident templates with their string fills.

Defined as in Du, Rush and Cardie (GTT, NAACL 2021) and the papers since: predicted templates are paired with those of
the key one to one, so that the total of right fills is highest, and only where the types agree. A fill is right where
it is one of the spellings of an entity of the key, case, punctuation and articles aside. Precision is right over
predicted and recall right over gold, over the type and all roles; unpaired templates count with all their fills. One
entity of the key makes one fill right, not several.

`all` holds that measure over the whole key: victims by name and by description, and what the key marks as optional
counts where it was found and is not missed where it wasn't. `as published` reads the key as those papers do: victims
by name alone, and what is optional like all else. That is the figure to compare with theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nutgraf.evaluation.benchmarks.muc4_key import Entity, Template, normalised, read
from nutgraf.evaluation.benchmarks.prediction import Incident, Prediction
from nutgraf.evaluation.benchmarks.shared import Benchmark, Document
from nutgraf.evaluation.tally import Tallies, Tally, best_pairs, case, f1_figures, total

ROLES = {"PerpInd": "perp_ind", "PerpOrg": "perp_org", "Target": "target", "Victim": "victim", "Weapon": "weapon"}
"""The five roles, as the papers write them, and as templates and incidents have them."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A template of the key and the incident that it was paired with; one of them is None where there was none."""

    gold: Template | None
    predicted: Incident | None


def pairs(templates: Sequence[Template], incidents: Sequence[Incident]) -> list[Pair]:
    """The pairing with the highest total, then what is left over of both."""
    matched = best_pairs([[_similarity(gold, one) for one in incidents] for gold in templates])
    rows, columns = {row for row, _ in matched}, {column for _, column in matched}
    left = [gold for index, gold in enumerate(templates) if index not in rows]
    spurious = [one for index, one in enumerate(incidents) if index not in columns]
    return [
        *(Pair(gold=templates[row], predicted=incidents[column]) for row, column in matched),
        *(Pair(gold=gold, predicted=None) for gold in left),
        *(Pair(gold=None, predicted=one) for one in spurious),
    ]


def score(document: Document[tuple[Template, ...]], prediction: Prediction) -> Tallies:
    """The counts of one document: `all`, `type` and the roles; `as published`; and what is reported besides.

    `type` is the pairing alone. `incident seen` is over documents whose key has an incident, `false alarm` over
    those without one. `killed`, `injured`, `date` and `place` are over paired templates. `left out` is the number of
    events that are no incidents of MUC-4, a mean over documents.
    """
    found = pairs(document.gold, prediction.incidents)
    fills = _fills(found, lenient=True)
    published = [_as_published(template) for template in document.gold]
    as_published = _fills(pairs(list(dict.fromkeys(published)), prediction.incidents), lenient=False)
    certain = any(not template.optional for template in document.gold)
    alarm = bool(prediction.incidents)
    return {
        "all": sum(fills.values(), Tally()),
        **fills,
        "as published": sum(as_published.values(), Tally()),
        "incident seen": case(alarm) if certain else Tally(),
        "false alarm": case(alarm) if not document.gold else Tally(),
        **_besides(found),
        "left out": case(len(prediction.left_out)),
    }


def _similarity(gold: Template, predicted: Incident) -> float:
    """1 for the type and 1 for each right fill; 0 where the types don't agree."""
    if predicted.type not in gold.types:
        return 0
    return 1 + sum(len(_found(getattr(gold, role), getattr(predicted, role))) for role in ROLES.values())


def _found(entities: Sequence[Entity], fills: Sequence[str]) -> list[tuple[int, int]]:
    """(entity, fill) of each entity that a fill of its own names."""
    strings = [normalised(fill) for fill in fills]
    return best_pairs([[float(string in entity.spellings) for string in strings] for entity in entities])


def _fills(found: Sequence[Pair], *, lenient: bool) -> dict[str, Tally]:
    """The counts of the type and of each role."""
    return total(
        {
            "type": _counted(pair, pair.gold is not None and pair.predicted is not None, lenient=lenient),
            **{name: _role(pair, role, lenient=lenient) for name, role in ROLES.items()},
        }
        for pair in found or [Pair(gold=None, predicted=None)]
    )


def _counted(pair: Pair, right: bool, *, lenient: bool) -> Tally:
    missed = pair.gold is not None and not (lenient and pair.gold.optional and not right)
    return Tally(right, pair.predicted is not None, missed)


def _role(pair: Pair, role: str, *, lenient: bool) -> Tally:
    entities: tuple[Entity, ...] = getattr(pair.gold, role) if pair.gold else ()
    fills: tuple[str, ...] = getattr(pair.predicted, role) if pair.predicted else ()
    named = {row for row, _ in _found(entities, fills)} if pair.predicted else set()
    excused = lenient and pair.gold is not None and pair.gold.optional and pair.predicted is None
    wanted = [
        index
        for index, entity in enumerate(entities)
        if index in named or not (excused or (lenient and entity.optional))
    ]
    return Tally(len(named), len(fills), len(wanted))


def _as_published(template: Template) -> Template:
    """The template as the papers read it: the named victims alone, and of its slots only those that they use."""
    return Template(
        types=template.types,
        optional=template.optional,
        perp_ind=template.perp_ind,
        perp_org=template.perp_org,
        target=template.target,
        victim=template.named_victim,
        weapon=template.weapon,
    )


def _besides(found: Sequence[Pair]) -> dict[str, Tally]:
    """Casualties, date and place of the paired templates."""
    both = [(pair.gold, pair.predicted) for pair in found if pair.gold and pair.predicted]
    return {
        "killed": sum((_number(gold.killed, one.killed) for gold, one in both), Tally()),
        "injured": sum((_number(gold.injured, one.injured) for gold, one in both), Tally()),
        "date": sum((_date(gold, one) for gold, one in both), Tally()),
        "place": sum((_place(gold, one) for gold, one in both), Tally()),
    }


def _number(allowed: frozenset[int], value: float | None) -> Tally:
    return Tally(value in allowed, value is not None, 1) if allowed else Tally()


def _date(gold: Template, predicted: Incident) -> Tally:
    """Right where all days that the prediction allows are days that the key allows."""
    if not gold.days:
        return Tally()
    first, last = _iso(predicted.start), _iso(predicted.end)
    first, last = first or last, last or first
    if first is None or last is None:
        return Tally(0, 0, 1)
    return Tally(any(days.first <= first and last <= days.last for days in gold.days), 1, 1)


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _place(gold: Template, predicted: Incident) -> Tally:
    """Right where one of the places is the most exact one of the key."""
    if not gold.places:
        return Tally()
    names = {normalised(part) for name in predicted.places for part in (name, *name.split(","))}
    return Tally(bool(names & gold.places), bool(predicted.places), 1)


BENCHMARK = Benchmark(name="muc4", headline="all", read=read, score=score, figures=f1_figures)
