"""Made-up documents in the format of MUC-4's files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

EMPTY = {
    slot: ["-"]
    for slot in [
        "INCIDENT: DATE",
        "INCIDENT: LOCATION",
        "INCIDENT: INSTRUMENT ID",
        "PERP: INDIVIDUAL ID",
        "PERP: ORGANIZATION ID",
        "PHYS TGT: ID",
        "HUM TGT: NAME",
        "HUM TGT: DESCRIPTION",
        "HUM TGT: NUMBER",
        "HUM TGT: EFFECT OF INCIDENT",
    ]
}


def slots(kind: str = "ATTACK", *, optional: bool = False, **filled: list[str]) -> dict[str, list[str]]:
    """The slots of a template; the keywords stand for slots, `hum_tgt__name` for "HUM TGT: NAME"."""
    names = {name.replace("__", ": ").replace("_", " ").upper(): fills for name, fills in filled.items()}
    assert set(names) <= set(EMPTY)
    number = "1 (OPTIONAL)" if optional else "1"
    return {"MESSAGE: TEMPLATE": [number], "INCIDENT: TYPE": [kind], **EMPTY, **names}


def document(identifier: str, *templates: dict[str, list[str]]) -> dict[str, Any]:
    return {"docid": identifier, "text": "TARAPOTO, 3 MAY 91 -- NOTHING IN HERE IS TRUE.", "templates": list(templates)}


def write_jsonl(path: Path, *rows: Any) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
