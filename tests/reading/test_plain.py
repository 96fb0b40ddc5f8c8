from __future__ import annotations

import pytest

from nutgraf.reading.plain import same_title, tell_apart

TITLE = "Town counts 40 lorries on bridge – Valdivia"
LEAD = "The town has counted 40 lorries on its bridge since Friday, according to the mayor."
NEXT = "He said on Monday that 25 of them were too heavy."


def test_the_pattern_of_a_bad_page() -> None:
    story = tell_apart(
        [
            "Friday, September 20, 2024",
            TITLE,
            TITLE.replace("–", "-"),
            f"Valdivia ( {LEAD}",
            NEXT,
            "Read more: The bridge",
        ]
    )
    assert story.title == TITLE
    assert story.body == [LEAD, NEXT]
    assert story.page_date is not None
    assert story.page_date.text == "Friday, September 20, 2024"
    assert story.cut is not None
    assert story.cut.dateline.place == "Valdivia"


@pytest.mark.parametrize(
    "top",
    [
        [TITLE],
        [TITLE, "By Ana Soto"],
        ["By Ana Soto", TITLE, "3 March 2014"],
        ["Home > News", TITLE, "Share", "3 hours ago", "Image copyright Coast Courier"],
        [TITLE, "By Ana Soto, Coast Courier", "Published: 3 March 2014", "Advertisement"],
        ["COAST COURIER", TITLE],
        ["Coast Courier > News > Los Ríos", "3 March 2014 · News", TITLE],
        ["CC-BRIDGE/2", TITLE, "By Ana Soto | Monday, March 3, 2014"],
        [TITLE, TITLE.upper(), f"“{TITLE}”", f"{TITLE} | Coast Courier"],
    ],
)
def test_tops_of_pages(top: list[str]) -> None:
    story = tell_apart([*top, LEAD, NEXT])
    assert story.title == TITLE
    assert story.body == [LEAD, NEXT]


def test_a_lead_is_no_title() -> None:
    short = "The bridge fell on Friday."
    for paragraphs in (
        [short, NEXT],
        [LEAD, NEXT],
        ["The bridge fell. This is how it came to that", NEXT],
        [f"VALDIVIA — {short}", NEXT],
        ["市长离开了。", "他说没有人受伤。"],
    ):
        story = tell_apart(paragraphs)
        assert story.title is None
        assert len(story.body) == 2


@pytest.mark.parametrize(
    "title", ["Old Bridge Falls Into River.", "Who Pays for the Bridge?", "'Nobody Was Hurt'", "The bridge falls"]
)
def test_titles_with_other_endings(title: str) -> None:
    story = tell_apart([title, LEAD, NEXT])
    assert (story.title, story.body) == (title, [LEAD, NEXT])


def test_what_stands_before_a_dateline_is_the_title() -> None:
    story = tell_apart(["Old bridge falls into river.", f"VALDIVIA, Chile (AP) — {LEAD}", NEXT])
    assert (story.title, story.body) == ("Old bridge falls into river.", [LEAD, NEXT])


def test_a_title_that_is_all_there_is_stays() -> None:
    assert tell_apart([TITLE]).body == [TITLE]
    assert tell_apart([TITLE], title=TITLE).body == [TITLE]


@pytest.mark.parametrize(
    ("known", "first"),
    [
        ("Old bridge falls into river in Valdivia", f"Old bridge falls into river in Valdivia{LEAD}"),
        ("Old bridge falls into river in Valdivia", f"Old Bridge Falls into River in Valdivia {LEAD}"),
        ("Old bridge falls into river | Coast Courier", f"Old bridge falls into river | Coast Courier{LEAD}"),
        ("Old bridge falls into the river | Coast Courier", f"Old bridge falls into the river: {LEAD}"),
    ],
)
def test_a_title_that_was_run_into_the_text_is_cut_off(known: str, first: str) -> None:
    assert tell_apart([first, NEXT], title=known).body == [LEAD, NEXT]


@pytest.mark.parametrize(
    ("known", "first"),
    [
        ("The bridge fell", "The bridge fell on Friday."),
        ("The bridge over the Calle-Calle fell", "The bridge over the Calle-Calle fell on Friday."),
        ("Bridge", "Bridge. It fell."),
    ],
)
def test_a_first_sentence_that_begins_like_the_title_stays_whole(known: str, first: str) -> None:
    assert tell_apart([first, NEXT], title=known).body == [first, NEXT]


def test_the_title_is_taken_out_wherever_it_stands_alone() -> None:
    assert tell_apart([LEAD, TITLE, NEXT], title=TITLE).body == [LEAD, NEXT]


def test_dates_and_bylines_further_down_are_part_of_the_story() -> None:
    lines = [f"It was lorry number {number}." for number in range(12)]
    assert tell_apart([*lines, "3 March 2014", "By Ana Soto"]).body == [*lines, "3 March 2014", "By Ana Soto"]


def test_same_title() -> None:
    assert same_title("Bridge falls – mayor “knew”", "Bridge Falls - Mayor 'Knew'")
    assert same_title("Bridge falls in Valdivia | Coast Courier", "Bridge falls in Valdivia")
    assert not same_title("Bridge falls", "Bridge closed")
    assert not same_title("—", "…")
