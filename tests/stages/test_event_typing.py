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


@pytest.mark.parametrize(
    ("given", "what", "passage", "article", "type_"),
    [
        ("assassination", "Clerk shot dead", "A clerk was shot dead.", "A clerk was shot dead.", "shooting"),
        ("statement", "Clerk denies lack", "The clerk conceded a lack.", "The clerk conceded a lack.", "statement"),
        ("statement", "Clerk denies it", "The clerk has not taken it, he said.", "He has not taken it.", "denial"),
        ("statement", "Clerk denies it", "The clerk called it baseless.", "He called it baseless.", "denial"),
        ("displacement", "Air marshal speaks", "The air marshal spoke.", "The air marshal spoke.", "other"),
        ("assassination", "Clerk killed", "A clerk was killed.", "A clerk was killed by rebels.", "assassination"),
        (
            "killing",
            "Clerk killed",
            "A clerk was killed.",
            "A clerk was killed. The army blamed rebels.",
            "armed_attack",
        ),
        ("killing", "Clerk killed", "A clerk was killed.", "A clerk was killed.", "killing"),
        ("killing", "Mayor killed", "The mayor was killed.", "The mayor was killed.", "assassination"),
        ("armed_attack", "Mayor attacks rival", "The mayor attacked his rival over the budget.", "", "other"),
        ("armed_attack", "Men attack post", "Armed men attacked a post.", "", "armed_attack"),
        ("bombing", "Police seize explosives", "Police seized explosives.", "Explosives.", "investigation"),
        ("air_strike", "Flights to begin", "Flights by aircraft may begin.", "", "other"),
        ("strike", "Strike hits camp", "A strike hit the camp.", "A drone strike hit the camp.", "air_strike"),
        ("armed_attack", "House raided", "A house was raided by police.", "Police came.", "military_operation"),
        ("resignation", "Man fires shots", "A man fired seven shots.", "", "shooting"),
        ("resignation", "Clerk fired", "A clerk was fired.", "", "resignation"),
        ("arrest", "Clerk captured on video", "A clerk was captured on store video.", "", "other"),
        ("arrest", "Clerk captured", "A clerk was captured in a store.", "", "arrest"),
        ("displacement", "Man flees scene", "A man fled the scene.", "", "other"),
        ("displacement", "Families flee", "Families fled the flood.", "", "displacement"),
        ("natural_disaster", "Gunfire erupts", "Gunfire erupted at the market.", "", "shooting"),
        ("other", "Victim found", "The victim had gunshot wounds.", "", "shooting"),
        ("killing", "Cook killed", "A cook was killed in a bomb explosion.", "Rebels.", "bombing"),
        ("displacement", "Mayor condemns act", "The mayor condemned the act.", "", "statement"),
        ("displacement", "Mayor urges calm", "The mayor urged calm.", "", "demand"),
        (
            "armed_clash",
            "Ruiz beaten by novice",
            "Ruiz was beaten by a novice.",
            "His campaign had cost more.",
            "election",
        ),
        ("armed_clash", "Guard beaten by men", "A guard was beaten by men.", "The men fled.", "assault"),
    ],
)
def test_what_the_words_make_of_a_type(given: str, what: str, passage: str, article: str, type_: str) -> None:
    assert borne_out(given, what, passage, article) == type_
