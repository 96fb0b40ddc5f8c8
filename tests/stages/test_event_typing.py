"""Types that the words of a passage bear out, and tolls that are told without what caused them."""

from __future__ import annotations

import pytest

from nutgraf.stages.event_typing import borne_out, tells_harm_alone


@pytest.mark.parametrize(
    ("article", "type_"),
    [
        ("An explosion at a fuel depot killed nine people. A valve had leaked.", "accident"),
        ("An explosion at a fuel depot killed nine people. Police found parts of a bomb.", "bombing"),
        ("An explosion at a fuel depot killed nine people. Rebels had threatened the company.", "bombing"),
    ],
)
def test_an_explosion_is_a_bombing_where_somebody_can_have_set_it_off(article: str, type_: str) -> None:
    assert borne_out("bombing", "Explosion kills nine", article.split(".")[0], article) == type_


@pytest.mark.parametrize(
    ("passage", "alone"),
    [
        ("Fourteen workers were killed and five were missing, the union said.", True),
        ("The number of dead rose to 19.", True),
        ("Fourteen workers were shot dead.", False),
        ("Fourteen workers were killed in an ambush.", False),
        ("The union called off its strike.", False),
    ],
)
def test_harm_without_its_cause(passage: str, alone: bool) -> None:
    assert tells_harm_alone(passage) is alone
