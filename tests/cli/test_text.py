from __future__ import annotations

from made_reports import HOSTILE, attribution, event, hostile_report, named, report

from nutgraf.cli.output import serialise
from nutgraf.cli.text import PLAIN_WIDTH
from nutgraf.schema import Finding, Quantity, Summary


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]


def test_a_card_says_who_where_when_how_many_and_on_whose_word() -> None:
    shown = serialise(report(), form="text")
    for line in (
        "e1  Explosion at a depot",
        "explosion · alleged · disputed",
        "who         Munhava depot (target, facility, damaged)",
        "where       Munhava (MZ)",
        "when        “late on Tuesday” = 2025-03-04 (counted from 2025-03-06)",
        "how many    at least 14 people (killed, Munhava)",
        "says who    asserts: Armando Chissico of Sinpob, via Indico (sentence 1)",
        "denies: Maravia Energia (sentence 3)",
        "relates to  the background of e2",
        "in          sentences 1, 2, 3",
        "Armando Chissico said 14 people were killed. [e1: 1]",
        "warning Dropped. [place_not_in_text, /events/0]",
    ):
        assert line in lines_of(shown)


def test_the_summary_stands_above_the_events_and_the_run_at_the_foot() -> None:
    lines = lines_of(serialise(report(), form="text"))
    assert lines[0] == "Explosion kills 14"
    assert lines.index("SUMMARY") < lines.index("EVENTS") < lines.index("FINDINGS")
    assert lines[-1].startswith("local · 12.3 s · 3 calls · 1,234 tokens read (1,000 of them reused), 56 written")


def test_sources_of_one_stance_stand_together() -> None:
    attributions = [attribution(), attribution(stance="denies"), attribution(named=False, source=named("Indico"))]
    lines = lines_of(serialise(report(events=[event(attributions=attributions)]), form="text"))
    first = lines.index("says who    asserts:")
    assert lines[first + 1 : first + 4] == [
        "the article itself (sentence 1)",
        "Indico (unnamed) (sentence 1)",
        "denies: the article itself (sentence 1)",
    ]


def test_a_part_is_indented_under_its_whole_wherever_it_stood() -> None:
    lines = serialise(report(), form="text").splitlines()
    whole = next(line for line in lines if "at least 14" in line)
    part = lines[lines.index(whole) + 1]
    assert part.strip() == "Five dockworkers (5)"
    assert part.index("Five") > whole.index("at least 14")


def test_figures_that_are_parts_of_each_other_are_both_shown_once() -> None:
    quantities = [
        Quantity(id=one, text=f"{one} dead", spans=[], value=None, of=None, kind="killed", part_of=other)
        for one, other in (("q1", "q2"), ("q2", "q1"))
    ]
    shown = serialise(report(events=[event(quantities=quantities)]), form="text")
    assert shown.count("q1 dead") == shown.count("q2 dead") == 1


def test_many_findings_that_only_inform_stand_as_one_below_the_weightier_ones() -> None:
    small = [Finding(kind="ungrounded_value", severity="info", where="/", message=f"Dropped {n}.") for n in range(9)]
    grave = Finding(kind="window_lost", severity="error", where="/", message="Lost.")
    lines = lines_of(serialise(report(findings=[*small, grave]), form="text"))
    assert lines[lines.index("FINDINGS") + 1 :][:2] == [
        "error   Lost. [window_lost, /]",
        "info    Dropped 0. [ungrounded_value, /, and 8 more of the kind]",
    ]


def test_without_a_terminal_the_text_is_plain_and_at_most_88_columns_wide() -> None:
    long = event(title="A very long title of an event in many words " * 9)
    shown = serialise(report(events=[long, *[event(id=f"e{n}") for n in range(2, 9)]]), form="text")
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= PLAIN_WIDTH
    assert not [line for line in shown.splitlines() if line != line.rstrip()]


def test_hostile_strings_reach_no_terminal_raw_and_are_no_markup() -> None:
    for terminal in (False, True):
        shown = serialise(hostile_report(), form="text", terminal=terminal)
        assert not set("\x07\x9b\u202e") & set(shown)
        assert "\x1b[31m[bold]" not in shown
        assert "[bold]<b>*x*</b>" in shown
    assert "\x1b" not in serialise(hostile_report(), form="text")


def test_a_report_without_events_says_so() -> None:
    empty = report(events=[], findings=[], summary=Summary(length="brief", text="", sentences=[]))
    shown = serialise(empty, form="text")
    assert "no event was found" in shown
    assert "EVENTS" not in shown
    assert "FINDINGS" not in shown


def test_json_keeps_hostile_strings_but_shows_no_control_character() -> None:
    made = hostile_report()
    for form, lines in (("json", False), ("json", True), ("jsonl", True)):
        shown = serialise(made, form=form, lines=lines)  # type: ignore[arg-type]
        assert type(made).model_validate_json(shown).events[0].title == HOSTILE
        assert not set("\x1b\x07\x9b\u202e") & set(shown)
    assert len(serialise(made, form="jsonl", lines=False).splitlines()) == 1
