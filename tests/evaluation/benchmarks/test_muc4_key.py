"""The grammar of MUC-4's key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from keys import document, slots, write_jsonl

from nutgraf.errors import SettingError
from nutgraf.evaluation.benchmarks.muc4_key import Days, Entity, normalised, read, template


def entity(*spellings: str, optional: bool = False) -> Entity:
    return Entity(spellings=frozenset(spellings), optional=optional)


def test_case_punctuation_and_articles_are_not_compared() -> None:
    assert normalised('The "Río Seco" U.S.-built  BRIDGE') == "río seco usbuilt bridge"


@pytest.mark.parametrize(
    ("fills", "entities"),
    [
        (["-"], ()),
        (["*"], ()),
        (['"REBELS"'], (entity("rebels"),)),
        (['"RED DAWN FRONT" / "RDF"', '"ARMY"'], (entity("red dawn front", "rdf"), entity("army"))),
        (['? "REBELS"'], (entity("rebels", optional=True),)),
        (['?"A"/"B"'], (entity("b", optional=True),)),
        (['"\\"THE HAWKS\\"" / "THE HAWKS"'], (entity("hawks"),)),
        (['"FARM OF \\"LOS OLMOS\\" / NORTH"'], (entity("farm of los olmos north"),)),
        (["REBELS"], (entity("rebels"),)),
        (['MACHINEGUNS"'], (entity("machineguns"),)),
    ],
)
def test_the_fills_of_a_slot(fills: list[str], entities: tuple[Entity, ...]) -> None:
    assert template(slots(perp__individual_id=fills)).perp_ind == entities


def test_descriptions_of_named_victims_are_spellings_of_them() -> None:
    found = template(
        slots(
            hum_tgt__name=['"LUZ ARANDA"', '"TEO RIVAS"'],
            hum_tgt__description=['"JUDGE" / "MAGISTRATE": "LUZ ARANDA"', '"TWO GUARDS"', '-: "TEO RIVAS"'],
        )
    )
    assert found.victim == (entity("luz aranda", "judge", "magistrate"), entity("teo rivas"), entity("two guards"))
    assert found.named_victim == (entity("luz aranda"), entity("teo rivas"))


@pytest.mark.parametrize(
    ("slot", "days"),
    [
        ("-", ()),
        ("30 DEC 89", (Days(first=date(1989, 12, 30), last=date(1989, 12, 30)),)),
        ("- 08 JAN 90", (Days(first=date.min, last=date(1990, 1, 8)),)),
        ("16 NOV 89 - 18 NOV 89", (Days(first=date(1989, 11, 16), last=date(1989, 11, 18)),)),
        (
            "(- 14 NOV 89) / 16 NOV 89",
            (Days(first=date.min, last=date(1989, 11, 14)), Days(first=date(1989, 11, 16), last=date(1989, 11, 16))),
        ),
        ("31 FEB 90", ()),
        ("9 NOV", ()),
    ],
)
def test_dates(slot: str, days: tuple[Days, ...]) -> None:
    assert template(slots(incident__date=[slot])).days == days


@pytest.mark.parametrize(
    ("slot", "places"),
    [
        ("-", set()),
        ("PERU", {"peru"}),
        ("PERU: SAN MARTIN (DEPARTMENT): TARAPOTO (CITY)", {"tarapoto"}),
        ("PERU: LAMAS (TOWN) - TARAPOTO (CITY)", {"lamas", "tarapoto"}),
        ("(PERU: LAMAS (TOWN)) / (PERU: RIOJA (TOWN))", {"lamas", "rioja"}),
    ],
)
def test_places(slot: str, places: set[str]) -> None:
    assert template(slots(incident__location=[slot])).places == places


def test_casualties_are_the_numbers_of_those_who_came_to_that_effect() -> None:
    found = template(
        slots(
            hum_tgt__number=['1: "LUZ ARANDA"', '3 / PLURAL: "GUARDS" / "SENTRIES"', '~20: "WORKERS"'],
            hum_tgt__effect_of_incident=['DEATH: "LUZ ARANDA"', 'DEATH: "GUARDS"', 'INJURY: "WORKERS"'],
        )
    )
    assert found.killed == {4}
    assert found.injured == frozenset()


def test_types_and_optional_templates() -> None:
    found = template(slots("BOMBING / ATTACK", optional=True))
    assert found.types == ("bombing", "attack")
    assert found.optional


def test_parts_are_halves(tmp_path: Path) -> None:
    for name in ("dev", "tst1", "tst2"):
        write_jsonl(tmp_path / f"{name}.jsonl", document(name.upper(), slots()))
    write_jsonl(tmp_path / "other.jsonl", document("OTHER"))
    assert {one.id: one.half for one in read(tmp_path)} == {"DEV": "tune", "TST1": "report", "TST2": "report"}


def test_what_is_missing_or_broken_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="nowhere holds no"):
        read(tmp_path / "nowhere")
    path = tmp_path / "dev.jsonl"
    path.write_text("{}\n{", encoding="utf-8")
    with pytest.raises(SettingError, match=r"dev\.jsonl, line 1: no MUC-4 document"):
        read(tmp_path)
    path.write_text("\n[1]\n", encoding="utf-8")
    with pytest.raises(SettingError, match=r"line 2: no JSON object"):
        read(tmp_path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingError, match="not UTF-8"):
        read(tmp_path)
