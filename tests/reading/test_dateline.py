from __future__ import annotations

import pytest

from nutgraf.reading.dateline import cut_dateline

STORY = "The mayor left the town hall."


@pytest.mark.parametrize(
    ("start", "place", "iso"),
    [
        ("THE HAGUE (Reuters) - ", "THE HAGUE", None),
        ("Valdivia ( ", "Valdivia", None),
        ("VALDIVIA (Reuters) - ", "VALDIVIA", None),
        ("VALDIVIA, Chile (AP) — ", "VALDIVIA, Chile", None),
        ("VALDIVIA, Chile, March 3, 2014 (AP) — ", "VALDIVIA, Chile", "2014-03-03"),
        ("VALDIVIA, March 3 —", "VALDIVIA", None),
        ("Valdivia, 3 March 2014 (AFP) -- ", "Valdivia", "2014-03-03"),
        ("VALDIVIA (March 3, 2014) – ", "VALDIVIA", "2014-03-03"),
        ("VALDIVIA, Chile (KVLD/AP)-- ", "VALDIVIA, Chile", None),
        ("VALDIVIA –- ", "VALDIVIA", None),
        ("ST. GEORGE, S.C. (WXYZ) -- ", "ST. GEORGE, S.C.", None),
        ("RIO DE JANEIRO—", "RIO DE JANEIRO", None),
        ("Rio de Janeiro (AFP) – ", "Rio de Janeiro", None),
        ("VALDIVIA, Monday 3 March 2014 - ", "VALDIVIA", "2014-03-03"),
        ("VALDIVIA, . — ", "VALDIVIA", None),
        ("Valdivia, Reuters - ", "Valdivia", None),
        ("VALDIVIA (Reuters) ", "VALDIVIA", None),
        ("VALDIVIA (Reuters): ", "VALDIVIA", None),
        ("Jan 5, 2014 (UPI) -- ", None, "2014-01-05"),
        ("(CNN)", None, None),
        ("(CNN) -- ", None, None),
        ("Associated Press VALDIVIA, Chile (AP) - ", "VALDIVIA, Chile", None),
    ],
)
def test_datelines(start: str, place: str | None, iso: str | None) -> None:
    cut = cut_dateline(start + STORY)
    assert cut is not None
    assert cut.rest == STORY
    assert cut.dateline.place == place
    assert cut.dateline.text == start.strip()
    assert (cut.day.iso if cut.day else None) == iso


@pytest.mark.parametrize(
    ("paragraph", "place", "iso", "rest"),
    [
        ("VALDIVIA, 3 JAN 90 -- [REPORT] [TEXT] THE MAYOR LEFT.", "VALDIVIA", "1990-01-03", "THE MAYOR LEFT."),
        (
            "VALDIVIA (CHILE), 3 JAN 90 (ACAN - EFE) -- [TEXT] THE MAYOR LEFT.",
            "VALDIVIA (CHILE)",
            "1990-01-03",
            "THE MAYOR LEFT.",
        ),
        ("NO CITY, NO DATE (RADIO SUR) -- [EXCERPTS] THE MAYOR LEFT.", None, None, "THE MAYOR LEFT."),
        ("VALDIVIA, 3 JAN 90 [RADIO SUR) -- [TEXT] THE MAYOR LEFT.", "VALDIVIA", "1990-01-03", "THE MAYOR LEFT."),
        (
            "VALDIVIA, 3 JAN 90 -- [SPEECH] [TEXT] [CONTINUED] [ROJAS] WE LEFT.",
            "VALDIVIA",
            "1990-01-03",
            "[ROJAS] WE LEFT.",
        ),
        ("VALDIVIA, 3 JAN 90 -- THE FRONT [PNF] LEFT.", "VALDIVIA", "1990-01-03", "THE FRONT [PNF] LEFT."),
    ],
)
def test_newswire_in_capitals(paragraph: str, place: str | None, iso: str | None, rest: str) -> None:
    cut = cut_dateline(paragraph)
    assert cut is not None
    assert cut.rest == rest
    assert cut.dateline.place == place
    assert (cut.day.iso if cut.day else None) == iso


@pytest.mark.parametrize(
    "paragraph",
    [
        STORY,
        "The army — which left on Monday — denied it.",
        "The mayor - Ana Soto - left.",
        "Ana Soto (Green Party) — The mayor who left — was reelected.",
        "Islamic State (Isis) militants left the town.",
        "The Associated Press (AP) reported that the mayor left.",
        "Mr. Soto ( the mayor ) left. He (Luis did not.",
        "Ana Soto (the mayor) said: No.",
        "THE ARMY -- WHICH LEFT ON MONDAY -- DENIED IT.",
        "SPORT IN BRIEF - The mayor left.",
        "EXCLUSIVE — The mayor has left.",
        "UPDATE 1 - The mayor has left.",
        "On March 3, 2014 – A day before the vote – nobody came.",
        "Two men — Both from Valdivia — left.",
        "It was over. VALDIVIA — The mayor left.",
        "2014 — The Year of the Bridge.",
        "— We left, he said.",
        "",
        "-",
        "الجيش — قال إنه غادر.",
    ],
)
def test_what_begins_with_the_story(paragraph: str) -> None:
    assert cut_dateline(paragraph) is None
