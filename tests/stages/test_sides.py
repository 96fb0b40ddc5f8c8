from __future__ import annotations

import pytest
from stories import event, passage, record

from nutgraf.schema import Attribution, Name, Quantity
from nutgraf.stages.sides import corrected_figures, other_sides

ARTICLE = record("Rebels shelled Obock, the army said. The rebel front denied that it had fired a shot.")


def denial() -> Attribution:
    name = passage(ARTICLE, "The rebel front")
    return Attribution(
        source=Name(name=name.text, spans=name.spans),
        kind="group",
        named=True,
        stance="denies",
        cue=passage(ARTICLE, "denied").spans,
        sentences=[2],
    )


def test_who_denies_it_is_the_other_side() -> None:
    (side,) = other_sides(ARTICLE, event(attributions=[denial()]), "Rebels attacked, the army said.")
    assert (side.clause, side.sentences) == ("the rebel front denied it", (2,))


def test_who_is_told_already_or_agrees_is_none() -> None:
    assert list(other_sides(ARTICLE, event(attributions=[denial()]), "The front denied shelling Obock.")) == []
    agreeing = denial().model_copy(update={"stance": "supports"})
    assert list(other_sides(ARTICLE, event(attributions=[agreeing]), "Rebels attacked.")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The blast killed 12 people.", ["12"]),
        ("The blast killed 15 people.", []),
        ("The blast killed 15 people, up from 12.", []),
        ("The blast wounded 30 people.", []),
    ],
)
def test_a_figure_that_was_corrected_is_seen(text: str, found: list[str]) -> None:
    cited = ["The blast killed 15 people and wounded 30, the ministry said.", "It had earlier put the dead at 12."]
    assert corrected_figures(text, cited) == found


def test_another_toll_is_the_other_side() -> None:
    article = record("The blast killed nine people, the ministry said. Ana Ruiz said 14 people were killed.")
    ruiz = Attribution(
        source=Name(name="Ana Ruiz", spans=passage(article, "Ana Ruiz").spans),
        kind="person",
        named=True,
        stance="asserts",
        sentences=[2],
    )
    nine = Quantity(id="q1", text="nine", spans=passage(article, "nine").spans, value=9, of="people", kind="killed")
    more = nine.model_copy(update={"id": "q2", "text": "14", "value": 14, "attributions": [ruiz]})
    disputed = event(quantities=[nine, more])
    (side,) = other_sides(article, disputed, "The blast killed nine people, the ministry said.")
    assert (side.clause, side.sentences) == ("Ana Ruiz said 14 people were killed", (2,))
    assert list(other_sides(article, disputed, "The blast killed nine people, but Ruiz put it at 14.")) == []
