from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from stories import event, record

from nutgraf.schema import Attribution, Participant, Span
from nutgraf.stages.salience import by_importance

TEN = record(" ".join(f"Convoy {number} left Goma." for number in range(10)))
HURT = Participant(id="p1", name="x", role="victim", kind="person", spans=[Span(start=0, end=1)], outcome="killed")
ARMY = Attribution(source=None, kind="article", named=False, stance="asserts", sentences=[1])


def order(*events: object) -> list[str]:
    return [one.id for one in by_importance(TEN, list(events))]  # type: ignore[arg-type]


def test_what_comes_first_matters_most() -> None:
    assert order(event(id="late", sentences=[9]), event(id="early", sentences=[1])) == ["early", "late"]


def test_what_takes_more_of_the_article_matters_more() -> None:
    assert order(event(id="short", sentences=[2]), event(id="long", sentences=[2, 3, 4, 5])) == ["long", "short"]


def test_harm_outweighs_a_little_of_the_position() -> None:
    assert order(event(id="talk", sentences=[1]), event(id="harm", sentences=[2], participants=[HURT])) == [
        "harm",
        "talk",
    ]


def test_more_sources_outweigh_one() -> None:
    assert order(event(id="one", attributions=[ARMY]), event(id="three", attributions=[ARMY] * 3)) == ["three", "one"]


def test_a_statement_comes_after_what_happened() -> None:
    assert order(event(id="said", type="statement"), event(id="done", type="bombing")) == ["done", "said"]


@given(st.lists(st.integers(1, 10), max_size=8))
def test_nothing_is_lost_and_equals_keep_their_order(starts: list[int]) -> None:
    events = [event(id=f"e{number}", sentences=[start]) for number, start in enumerate(starts)]
    ranked = by_importance(TEN, events)
    assert sorted(one.id for one in ranked) == sorted(one.id for one in events)
    assert ranked == sorted(events, key=lambda one: one.sentences[0])
