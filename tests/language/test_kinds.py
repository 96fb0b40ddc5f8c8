from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.language.kinds import head, is_pronoun, kind_of
from nutgraf.schema import ParticipantKind


@pytest.mark.parametrize(
    ("phrase", "noun"),
    [
        ("Islamic State (Isis) militants", "militants"),
        ("the mayor of Beira", "mayor"),
        ("two soldiers from the Third Brigade", "soldiers"),
        ("a man who fled", "man"),
        ("Colonel Awale Guedi, a spokesman", "guedi"),
        ("the army's", "army"),
        ("the army’s", "army"),
        ("", ""),
        ("(", ""),
    ],
)
def test_the_head_noun(phrase: str, noun: str) -> None:
    assert head(phrase) == noun


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("two soldiers", "group"),
        ("a soldier", "person"),
        ("his friend", "person"),
        ("a civilian", "person"),
        ("two aides", "group"),
        ("Boko Haram", "organisation"),
        ("the Red Cross", "organisation"),
        ("Al Jazeera", "organisation"),
        ("the Fargo Gazette", "organisation"),
        ("Voters Demand Action", "organisation"),
        ("Kurds", "group"),
        ("a maid", "person"),
        ("three missionaries", "group"),
        ("rebel groups", "group"),
        ("death squads", "group"),
        ("Cook County", "other"),
        ("rebel units", "group"),
        ("army units", "armed_force"),
        ("three men wearing uniforms", "group"),
        ("Colonel Awale Guedi", "person"),
        ("Awale Guedi", "person"),
        ("Mr. Okello", "person"),
        ("María del Carmen Ruiz", "person"),
        ("the mayor of Beira", "person"),
        ("three police officers", "group"),
        ("the defence ministry", "government"),
        ("the Pentagon", "government"),
        ("the army", "armed_force"),
        ("the Third Brigade", "armed_force"),
        ("a roadside bomb", "weapon"),
        ("an AK-47", "weapon"),
        ("the central market", "facility"),
        ("a fuel depot", "facility"),
        ("three buses", "vehicle"),
        ("a security guard", "person"),
        ("the National Guard", "armed_force"),
        ("the White House", "government"),
        ("a suicide bomber", "person"),
        ("three oil companies", "company"),
        ("the Red Sea Union", "organisation"),
        ("the FARC", "organisation"),
        ("dozens of villagers", "group"),
        ("the peace accord", "other"),
        ("40 of its clerks", "group"),
        ("one of the plumbers", "person"),
        ("two welders", "group"),
        ("the harbour pilot’s dentist", "person"),
        ("the river", "other"),
        ("two containers", "other"),
        ("300 tractors", "vehicle"),
        ("400 letters", "other"),
        ("the office of the state prosecutor", "government"),
        ("the governor’s office", "government"),
        ("Halden Shipping", "company"),
        ("product tanker Minna Dahl", "vehicle"),
        ("the Lake Party candidate Ana Ruiz", "person"),
        ("Harbour News host Tom Brandt", "person"),
        ("Assembly Minority Leader Tom Brandt", "person"),
        ("Child Welfare Association", "organisation"),
        ("the House of Delegates", "government"),
        ("the National Bank of Halden", "government"),
        ("First National Bank", "company"),
        ("Minna Dahl, S.A.", "company"),
        ("the U.S.", "government"),
        ("New Zealand", "government"),
        ("four Kenyans", "group"),
        ("the Swiss", "other"),
        ("1,200 witnesses", "group"),
        ("a group of masked youths", "group"),
        ("the bridge over the Lena", "facility"),
        ("THREE TECHNICIANS", "group"),
        ("somebody or other", "other"),
        ("TWO SOLDIERS", "group"),
        ("THE DEFENSE MINISTRY", "government"),
        ("A CAR BOMB", "weapon"),
    ],
)
def test_what_a_phrase_names(phrase: str, kind: ParticipantKind) -> None:
    assert kind_of(phrase) == kind


@pytest.mark.parametrize("phrase", ["he", "They", "those", "the others", "it", "its", "themselves", "he’s"])
def test_pronouns(phrase: str) -> None:
    assert is_pronoun(phrase)


@pytest.mark.parametrize("phrase", ["the man", "Ito", "Hero", "the mayor"])
def test_no_pronouns(phrase: str) -> None:
    assert not is_pronoun(phrase)


@given(st.text(max_size=120))
def test_any_phrase_has_a_kind(phrase: str) -> None:
    assert kind_of(phrase) in get_args(ParticipantKind)
    assert head(phrase) == head(phrase).lower()
    is_pronoun(phrase)


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("THE FLN", "organisation"),
        ("SHINING PATH", "organisation"),
        ("THE SHINING PATH", "organisation"),
        ("GROUP OF ARMED MEN", "group"),
        ("ONE OF THE MEN", "person"),
        ("THE RECTOR OF THE UNIVERSITY", "person"),
        ("THE MANAGER OF THE BANK", "person"),
        ("CAMERAMAN", "person"),
        ("JUAN ROMAN", "person"),
        ("POWER POLES", "facility"),
        ("THE DANES", "group"),
        ("FMLN", "organisation"),
        ("THE INTERNATIONAL COMMUNITY", "other"),
        ("MERCENARIES OF THAT GANG", "group"),
        ("DRUG DEALERS", "group"),
        ("ANA MARIA RUIZ", "person"),
        ("COLONEL ANA RUIZ", "person"),
        ("MILITARY HARDWARE", "other"),
        ("THEIR BORDERS", "other"),
        ("A FARM NEAR TOLU", "facility"),
        ("KERNER", "other"),
        ("THE AREA", "other"),
        ("DOWNTOWN MEJICANOS", "other"),
    ],
)
def test_capitals_throughout_are_told_by_their_words(phrase: str, kind: str) -> None:
    assert kind_of(phrase) == kind
