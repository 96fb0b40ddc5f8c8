"""A made-up suite: short articles on fires, with labels, written into a folder."""

from __future__ import annotations

import json
from pathlib import Path

TOWNS = "Alvik Borna Celje Dunmo Ebeltoft Fundao Gryfice Holte Imatra Jarocin Kalix Lagoa".split()


def write_suite(folder: Path, *, articles: int = 12, test: int = 1) -> Path:
    """`articles` of the split dev and `test` of the split test. Their slugs are "fire-00", "fire-01" ..."""
    for part in ("articles", "labels"):
        (folder / part).mkdir(parents=True)
    for number in range(articles + test):
        slug, town, dead = f"fire-{number:02}", TOWNS[number % len(TOWNS)], number % 7 + 2
        split = "dev" if number < articles else "test"
        text = (
            f"A fire in a furniture shop in {town} killed {dead} people, the fire brigade said.\n\n"
            f"Neighbours told of a loud bang before the roof of the shop came down.\n"
        )
        (folder / "articles" / f"{slug}.txt").write_text(text, encoding="utf-8")
        (folder / "labels" / f"{slug}.yaml").write_text(_label(slug, town, dead, split), encoding="utf-8")
    return folder


def write_predictions(path: Path, suite: Path, *, right: int) -> Path:
    """Predictions in the documented format: an event each for the first `right` articles, none for the others."""
    rows = []
    for number, label in enumerate(sorted((suite / "labels").glob("*.yaml"))):
        town, dead = TOWNS[number % len(TOWNS)], number % 7 + 2
        event = {
            "title": f"A fire in {town} kills {dead}",
            "type": "fire",
            "status": "happened",
            "sentences": [1],
            "participants": [
                {"name": "furniture shop", "role": "target", "kind": "facility"},
                {"name": f"{dead} people", "role": "victim", "kind": "group", "outcome": "killed"},
            ],
            "places": [{"name": town}],
            "quantities": [{"text": str(dead), "value": dead, "kind": "killed", "of": "people"}],
            "attributions": [
                {"source": "the fire brigade", "kind": "official", "named": True, "stance": "asserts", "sentences": [1]}
            ],
        }
        summary = f"The fire brigade said that a fire in {town} killed {dead} people."
        given = {"events": [event], "summary": summary} if number < right else {}
        rows.append({"id": label.stem, "seconds": 2.5, **given})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def write_passes(suite: Path, *, articles: int, other: int) -> None:
    """Two passes over the first `articles` of a suite; in the second, the first `other` have another count of dead."""
    for name in ("first", "second"):
        (suite / "passes" / name).mkdir(parents=True)
    for number, label in enumerate(sorted((suite / "labels").glob("*.yaml"))[:articles]):
        text = label.read_text(encoding="utf-8")
        (suite / "passes" / "first" / label.name).write_text(text, encoding="utf-8")
        if number < other:
            text = text.replace(f"value: {number % 7 + 2},", "value: 99,")
        (suite / "passes" / "second" / label.name).write_text(text, encoding="utf-8")


def _label(slug: str, town: str, dead: int, split: str) -> str:
    return f"""\
slug: {slug}
language: en
split: {split}
kind: agency
fictional: true
published: {{date: null, origin: none}}
traps: [single_paragraph]
main: e1
events:
  - id: e1
    what: a fire kills {dead} people in {town}
    type: fire
    status: happened
    sentences: [A fire in a furniture shop]
    participants:
      - {{name: furniture shop, role: target, kind: facility}}
      - {{name: {dead} people, role: victim, kind: group, outcome: killed}}
    places:
      - {{name: {town}, country: [], precision: region}}
    quantities:
      - {{text: "{dead}", value: {dead}, kind: killed, of: people}}
    attributions:
      - {{source: the fire brigade, kind: official, named: true, stance: asserts}}
summary:
  key_points:
    - text: A fire killed {dead} people in {town}
      events: [e1]
      words: [[fire], [{town}], ["{dead}"]]
      says: [fire brigade]
  must_not: []
"""
