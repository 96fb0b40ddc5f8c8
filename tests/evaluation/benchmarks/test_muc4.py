"""The measure of MUC-4, and what a report is for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from answers import day, event, participant, place, quantity, report
from hypothesis import given, settings
from hypothesis import strategies as st
from keys import slots

from nutgraf.evaluation.benchmarks.muc4 import score
from nutgraf.evaluation.benchmarks.muc4_key import Template, template
from nutgraf.evaluation.benchmarks.prediction import Incident, Prediction, from_report
from nutgraf.evaluation.benchmarks.shared import Document
from nutgraf.evaluation.tally import Tallies, Tally, total

RAID = slots(
    incident__date=["- 03 MAY 91"],
    incident__location=["PERU: SAN MARTIN (DEPARTMENT): TARAPOTO (CITY)"],
    incident__instrument_id=['"RIFLES"'],
    perp__individual_id=['"MASKED MEN" / "GUNMEN"'],
    perp__organization_id=['"RED DAWN FRONT" / "RDF"'],
    phys_tgt__id=['"MILL"', '"TRUCK"'],
    hum_tgt__name=['"LUZ ARANDA"'],
    hum_tgt__description=['"GUARDS"', '"OWNER": "LUZ ARANDA"'],
    hum_tgt__number=['1: "LUZ ARANDA"', '2: "GUARDS"'],
    hum_tgt__effect_of_incident=['DEATH: "LUZ ARANDA"', 'INJURY: "GUARDS"'],
)
BLAST = slots("BOMBING", phys_tgt__id=['"PYLON"'])


def scored(templates: list[dict[str, list[str]]], *incidents: Incident) -> Tallies:
    gold = tuple(template(one) for one in templates)
    return score(Document(id="d", text="", gold=gold, half="tune"), Prediction(incidents=incidents))


def perfect(gold: Template, identifier: str) -> Incident:
    roles: dict[str, Any] = {
        role: tuple(min(entity.spellings) for entity in getattr(gold, role))
        for role in ("perp_ind", "perp_org", "target", "victim", "weapon")
    }
    last = gold.days[0].last.isoformat() if gold.days else None
    return Incident(
        id=identifier,
        type=gold.types[0],
        killed=max(gold.killed, default=None),
        injured=max(gold.injured, default=None),
        start=last,
        end=last,
        places=tuple(gold.places),
        **roles,
    )


PERFECT = [perfect(template(one), f"e{number}") for number, one in enumerate([RAID, BLAST])]


def test_a_perfect_prediction_scores_one_everywhere() -> None:
    tallies = scored([RAID, BLAST], *reversed(PERFECT))
    wanted = ("all", "type", "PerpInd", "PerpOrg", "Target", "Victim", "Weapon", "killed", "injured", "date", "place")
    assert {name: tallies[name].f1 for name in wanted} == dict.fromkeys(wanted, 1)
    assert tallies["all"] == Tally(10, 10, 10)
    assert tallies["incident seen"].f1 == 1


def test_the_key_as_published_has_no_described_victims_and_nothing_optional() -> None:
    named_alone = replace(PERFECT[0], victim=("Luz Aranda",))
    assert scored([RAID], named_alone)["as published"] == Tally(7, 7, 7)
    assert scored([RAID], PERFECT[0])["as published"] == Tally(7, 8, 7)  # the guards have no name
    optional = slots("BOMBING", optional=True, phys_tgt__id=['"PYLON"'])
    assert scored([optional])["as published"] == Tally(0, 0, 2)
    assert scored([optional])["all"] == Tally(0, 0, 0)
    assert scored([optional], PERFECT[1])["all"] == Tally(2, 2, 2)


def test_an_optional_fill_is_not_missed() -> None:
    gold = slots(perp__individual_id=['? "GUNMEN"', '"REBELS"'])
    assert scored([gold], Incident(id="e1", type="attack", perp_ind=("rebels",)))["PerpInd"] == Tally(1, 1, 1)
    both = Incident(id="e1", type="attack", perp_ind=("rebels", "the gunmen"))
    assert scored([gold], both)["PerpInd"] == Tally(2, 2, 2)


def test_two_fills_for_one_entity_make_one_right() -> None:
    doubled = Incident(id="e1", type="attack", perp_ind=("masked men", "gunmen"))
    assert scored([RAID], doubled)["PerpInd"] == Tally(1, 2, 1)


def test_types_must_agree() -> None:
    wrong = replace(PERFECT[1], type="arson")
    assert scored([BLAST], wrong)["all"] == Tally(0, 2, 2)
    either = slots("ATTACK / BOMBING", phys_tgt__id=['"PYLON"'])
    assert scored([either], PERFECT[1])["all"] == Tally(2, 2, 2)


def test_the_pairing_is_the_best_one() -> None:
    first = slots(phys_tgt__id=['"MILL"'])
    second = slots(phys_tgt__id=['"MILL"'], hum_tgt__name=['"TEO RIVAS"'])
    rich = Incident(id="e1", type="attack", target=("mill",), victim=("Teo Rivas",))
    poor = Incident(id="e2", type="attack", target=("mill",))
    assert scored([first, second], rich, poor)["all"] == Tally(5, 5, 5)


@settings(max_examples=10, deadline=None)
@given(st.permutations(PERFECT), st.booleans())
def test_order_changes_nothing(incidents: list[Incident], reverse: bool) -> None:
    templates = [BLAST, RAID] if reverse else [RAID, BLAST]
    assert scored(templates, *incidents) == scored([RAID, BLAST], *PERFECT)


def test_dropping_and_doubling_an_event_lower_recall_and_precision() -> None:
    assert scored([RAID, BLAST], PERFECT[0])["all"] == Tally(8, 8, 10)
    assert scored([RAID, BLAST], *PERFECT, PERFECT[1])["all"] == Tally(10, 12, 10)


def test_what_is_wrong_lowers_its_own_measure_alone() -> None:
    right = scored([RAID], PERFECT[0])
    swapped = replace(PERFECT[0], perp_ind=PERFECT[0].victim, victim=PERFECT[0].perp_ind)
    for changed, lowered in [
        (replace(PERFECT[0], killed=7), {"killed"}),
        (replace(PERFECT[0], start="1991-05-04", end="1991-05-04"), {"date"}),
        (replace(PERFECT[0], places=("Lima",)), {"place"}),
        (replace(PERFECT[0], weapon=("knives",)), {"Weapon", "all", "as published"}),
        (swapped, {"PerpInd", "Victim", "all", "as published"}),
    ]:
        tallies = scored([RAID], changed)
        assert {name for name in right if (tallies[name].f1 or 0) < (right[name].f1 or 0)} == lowered
        assert {name for name in right if tallies[name].f1 != right[name].f1} == lowered


@pytest.mark.parametrize(
    ("start", "end", "tally"),
    [
        ("1991-05-03", "1991-05-03", Tally(1, 1, 1)),
        ("1991-05-02", "1991-05-04", Tally(0, 1, 1)),
        ("1991-04-29T18:00", None, Tally(1, 1, 1)),
        (None, None, Tally(0, 0, 1)),
    ],
)
def test_a_date_is_right_where_the_key_allows_all_of_its_days(start: str | None, end: str | None, tally: Tally) -> None:
    assert scored([RAID], replace(PERFECT[0], start=start, end=end))["date"] == tally


def test_incidents_seen_and_false_alarms() -> None:
    summed = total([scored([RAID]), scored([RAID], *PERFECT), scored([], PERFECT[0]), scored([])])
    assert summed["incident seen"] == Tally(1, 2, 2)
    assert summed["false alarm"] == Tally(1, 2, 2)


def test_a_report_becomes_templates() -> None:
    attack = event(
        "armed_attack",
        participant("masked men", "agent", "group"),
        participant("Red Dawn Front", "agent", "organisation"),
        participant("a mining company", "agent", "company"),
        participant("mill", "target", "facility"),
        participant("truck", "victim", "vehicle"),
        participant("town council", "target", "government"),
        participant("police post", "target", "armed_force", "killed"),
        participant("Luz Aranda", "victim", "person"),
        participant("rifles", "instrument", "weapon"),
        participant("the mayor", "other", "person"),
        places=[place("Tarapoto"), place("Lima", "origin")],
        time=day("1991-05-03"),
        quantities=[
            quantity("killed", 2, part_of="q2"),
            quantity("killed", 5, id="q2"),
            quantity("injured", None, low=3),
        ],
    )
    denied = event("bombing", id="e2", status="denied")
    talks = event("talks", id="e3")
    prediction = from_report(report(attack, denied, talks))
    assert prediction.incidents == (
        Incident(
            id="e1",
            type="attack",
            perp_ind=("masked men",),
            perp_org=("Red Dawn Front",),
            target=("mill", "truck"),
            victim=("police post", "Luz Aranda"),
            weapon=("rifles",),
            killed=5,
            injured=3,
            start="1991-05-03",
            end="1991-05-03",
            places=("Tarapoto",),
        ),
    )
    assert prediction.left_out == ("bombing", "talks")
    assert scored([RAID], *prediction.incidents)["left out"] == Tally(0, 1, 1)


@pytest.mark.parametrize("status", ["denied", "hypothetical", "cancelled"])
def test_what_is_not_real_is_no_incident(status: str) -> None:
    assert from_report(report(event("bombing", status=status))).incidents == ()
    assert len(from_report(report(event("bombing", status="alleged"))).incidents) == 1
