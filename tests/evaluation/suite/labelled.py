"""A made-up article and its label file, which tests change at one place."""

from __future__ import annotations

from pathlib import Path

from nutgraf.evaluation.suite.gold import Labelled
from nutgraf.evaluation.suite.loader import load_suite

ARTICLE = """Two hurt as crane falls in Varenna

VARENNA, March 4 (Lake Wire) - A crane fell on a boathouse in Varenna on Monday, hurting two men, police said.

Mara Conti, who runs the Lido Sailing Club, said three people were hurt. "It came
down like a tree," she said. The club had complained of the crane in 2017.

Police said 1,200 litres of fuel ran into Lake Como. Conti told the Corriere that the firm, Alto Gru, would pay.

Two more cranes stand at the pier. The firm calls them safe.

Read more: ten quiet harbours
"""

LABEL = """slug: crane
language: en
split: dev
kind: agency
fictional: true
published: {date: 2019-03-04, origin: dateline}
traps: [conflicting_counts]
main: e1
names:
  - [Mara Conti, Conti]
  - [Lido Sailing Club, The club]

events:
  - id: e1
    what: a crane falls on a boathouse
    type: accident
    type_or: [other]
    status: happened
    sentences: [A crane fell on a boathouse, three people were hurt, litres of fuel ran into]
    participants:
      - {id: p1, name: two men, name_or: [men], role: victim, kind: group, outcome: injured, outcome_or: [null]}
      - {name: Alto Gru, aliases: [the firm], role: other, kind: company, optional: true}
    places:
      - {id: l1, name: Varenna, country: [IT], precision: town, lat: 46.01, lon: 9.28, within: [Lake Como]}
    time: {text: on Monday, text_or: [Monday], start: 2019-03-04, end: 2019-03-04, precision: day, precision_or: [null]}
    quantities:
      - {id: q1, text: two, text_or: [two men], value: 2, kind: injured, of: men, participant: p1, place: l1}
      - text: three
        value: 3
        kind: injured
        attributions: [{source: Mara Conti, kind: witness, named: true, stance: asserts}]
      - {text: '1,200 litres', value: 1200, kind: other}
    attributions:
      - {source: police, source_or: [Police], kind: official, named: true, named_or: [false], stance: asserts,
         sentences: [A crane fell on a boathouse]}
      - {source: Mara Conti, kind: witness, kind_or: [group], named: true, stance: disputes,
         affiliation: Lido Sailing Club, affiliation_or: [null], sentences: [three people were hurt],
         quote: It came down like a tree}

  - id: e2
    what: the club complains of the crane
    type: demand
    status: happened
    optional: true
    sentences: [The club had complained]
    participants:
      - {name: Lido Sailing Club, role: agent, kind: organisation}
    places: null
    time: {text: in 2017, start: 2017-01-01, end: 2017-12-31, precision: year}
    quantities:
      - {origin: derived, from: [The club], value: 1, kind: count}
    attributions: [{article: true}]
    relations: [{to: e1, kind: background_of}]

  - id: e3
    what: the firm would pay
    type: decision
    status: planned
    sentences: [Conti told the Corriere]
    attributions:
      - {source: Conti, source_or: [null], kind: person, named: true, stance: asserts, via: [Corriere], via_or: [[]]}
    relations: [{to: e2, kind: about}, {to: e1, kind: response_to, kind_or: [about]}]

summary:
  key_points:
    - {text: a crane fell, events: [e1], words: [[crane], [fell, fall*]], says: [police]}
  must_not:
    - {text: nobody was hurt, words: [[nobody, no one]], why: conflicting_counts}

loaded:
  - {text: like a tree, in_quotes: true}

no_event:
  - {text: Read more, why: list}
  - {text: The firm calls them safe, why: own_assertion}
"""


def suite(folder: Path, *, label: str = LABEL, article: str = ARTICLE, slug: str = "crane") -> Path:
    """The folder, with the article and its label file written into it."""
    for name, text in (("articles", article), ("labels", label)):
        (folder / name).mkdir(exist_ok=True)
        ending = "txt" if name == "articles" else "yaml"
        (folder / name / f"{slug}.{ending}").write_bytes(text.encode())
    return folder


def changed(old: str, new: str) -> str:
    """The label file with one place of it changed."""
    assert LABEL.count(old) == 1, old
    return LABEL.replace(old, new)


def load(folder: Path, *, label: str = LABEL, article: str = ARTICLE) -> Labelled:
    """The labels of the article, loaded."""
    return load_suite(suite(folder, label=label, article=article)).articles[0]
