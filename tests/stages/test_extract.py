from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from schemas import assert_grammar
from stories import MINE, Scripted, in_a_sentence, quick, record, records, values, wire_event

from nutgraf.errors import AnswerCutOff, AnswerRefused, ContextOverflow, RequestFailed
from nutgraf.event_types import event_types
from nutgraf.prompts import load
from nutgraf.schema import ArticleRecord, Summary
from nutgraf.stages.assemble import assemble
from nutgraf.stages.check import check
from nutgraf.stages.extract import Extracted, extract, ground_event
from nutgraf.stages.link import link
from nutgraf.stages.mention import Mention
from nutgraf.stages.names import Names
from nutgraf.stages.windows import Window, windows
from nutgraf.stages.wire import WireEvent, wire_model
from nutgraf.usage import Usage

ARTICLE = record(MINE)
KILLED = wire_event(
    what="Mine kills two soldiers and a farmer near Tadjoura",
    type="bombing",
    killed=["two soldiers", "a farmer"],
    weapons=["A mine"],
    places=["Tadjoura"],
    time="on Monday",
    source="the defence ministry",
)


def whole(article: ArticleRecord = ARTICLE) -> Window:
    return Window(tuple(article.sentences))


def grounded(article: ArticleRecord = ARTICLE, **fields: Any) -> tuple[Mention, list[tuple[str, str]]]:
    mention, dropped = ground_event(article, whole(article), WireEvent.model_validate(KILLED | fields))
    assert mention is not None
    return mention, dropped


async def extracted(model: Scripted, article: ArticleRecord = ARTICLE) -> Extracted:
    return await extract(article, whole(article), model=model, prompt=load("extract"))


def test_the_wounded_are_no_dead_and_a_house_is_not_injured() -> None:
    article = record("Shelling left several dead and wounded farmers and burned houses in Beira.")
    fields = {"what": "Shelling", "killed": ["wounded farmers", "burned houses"], "sentences": [1], "type": "shelling"}
    mention, _ = grounded(article, **fields)
    assert [(one.passage.text, one.role, one.outcome) for one in mention.actors] == [
        ("farmers", "victim", "injured"),
        ("burned houses", "target", None),
    ]


def test_initials_that_the_model_sets_apart_are_joined() -> None:
    assert WireEvent.model_validate(wire_event(what="U. S. envoy leaves")).what == "U.S. envoy leaves"


@pytest.mark.parametrize(
    ("text", "land", "man"),
    [
        ("A BOMB WENT OFF ON ALAMO MOUNTAIN AND A MAN WAS KILLED.", "ALAMO MOUNTAIN", "A MAN"),
        ("A bomb in the area of a school hurt a cook.", "the area", "a cook"),
    ],
)
def test_land_is_no_victim(text: str, land: str, man: str) -> None:
    fields = {"what": "Bomb", "killed": [land, man], "injured": [land, man], "sentences": [1]}
    mention, _ = grounded(record(text), **fields)
    assert [actor.passage.text for actor in mention.actors] == [man]


@pytest.mark.parametrize("sentences", range(1, 41))
def test_every_server_can_hold_a_model_to_the_answer(sentences: int) -> None:
    assert_grammar(wire_model(sentences))


def test_a_citation_can_not_dangle() -> None:
    answer = wire_model(3)
    answer.model_validate({"events": [wire_event(what="x", sentences=[1, 3])]})
    for cited in ([0], [4], [], [1, 1, 2, 2, 3], [-1]):
        with pytest.raises(ValidationError):
            answer.model_validate({"events": [wire_event(what="x", sentences=cited)]})


def test_an_answer_can_not_run_on() -> None:
    with pytest.raises(ValidationError):
        wire_model(1).model_validate({"events": [wire_event(what="x")] * 4})


def test_a_type_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError, match="none of the types"):
        wire_model(1).model_validate({"events": [wire_event(what="x", type="explosion")]})


def test_the_citation_is_thought_of_first() -> None:
    assert next(iter(WireEvent.model_fields)) == "sentences"
    event = wire_model(2).model_json_schema()["$defs"]["Event2"]
    assert next(iter(event["properties"])) == "sentences"


def test_what_the_text_has_is_grounded() -> None:
    mention, dropped = grounded()
    assert dropped == []
    assert [(actor.passage.text, actor.role, actor.outcome) for actor in mention.actors] == [
        ("soldiers", "victim", "killed"),
        ("a farmer", "victim", "killed"),
        ("A mine", "instrument", None),
    ]
    assert [figure.text for figure in mention.figures] == ["two soldiers"]
    assert [place.text for place in mention.places] == ["Tadjoura"]
    assert mention.time is not None
    assert mention.time.text == "on Monday"
    assert mention.voice.source is not None
    assert mention.voice.source.text == "the defence ministry"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("agents", ["The Red Dawn group"]),
        ("agents", ["Mayor Ilan Petrescu"]),
        ("targets", ["the town hall"]),
        ("killed", ["Devon Pryce"]),
        ("killed", ["two teachers"]),
        ("injured", ["his cousin"]),
        ("weapons", ["a car bomb"]),
        ("places", ["Dorvela"]),
        ("time", "last week"),
        ("source", "Tagblick"),
    ],
)
def test_values_of_the_prompts_own_examples_are_dropped(field: str, value: Any) -> None:
    text = value if isinstance(value, str) else value[0]
    assert text in load("extract").source
    mention, dropped = grounded(**{field: value})
    assert dropped == [(field, text)]
    assert text not in str(mention)


def test_an_example_that_is_answered_whole_is_no_event() -> None:
    examples = re.findall(r'^(\{"events":.*\})$', load("extract").source, re.MULTILINE)
    assert examples
    for example in examples:
        for event in wire_model(4).model_validate_json(example).events:
            mention, dropped = ground_event(ARTICLE, whole(), event)
            assert mention is None
            assert dropped == [("what", event.what)]


def test_what_happened_according_to_other_words_is_no_event() -> None:
    mention, dropped = ground_event(
        ARTICLE, whole(), WireEvent.model_validate(wire_event(what="Company bribes inspectors abroad"))
    )
    assert mention is None
    assert dropped == [("what", "Company bribes inspectors abroad")]


def test_an_outcome_needs_a_word_for_it() -> None:
    article = record("Two soldiers met a farmer near Tadjoura.")
    mention, _ = grounded(article, what="Two soldiers met a farmer", killed=["a farmer"])
    assert {actor.outcome for actor in mention.actors} == {None}


def test_pronouns_name_nobody() -> None:
    mention, _ = grounded(
        record("He killed them near Tadjoura."), what="He killed them", killed=["them"], agents=["He"]
    )
    assert mention.actors == ()


async def test_one_call_a_window() -> None:
    model = Scripted({"events": [KILLED]})
    found = await extracted(model)
    assert len(model.asked) == 1
    assert len(found.mentions) == 1
    assert found.findings == ()
    assert found.usage.calls == 1
    asked = model.asked[0][-1]["content"]
    assert "1: A mine killed two soldiers" in asked
    assert "4: The rebel front denied that it had laid any mines." in asked


async def test_what_was_dropped_is_told() -> None:
    found = await extracted(Scripted({"events": [KILLED | {"places": ["Dorvela"]}]}))
    (finding,) = found.findings
    assert (finding.kind, finding.severity, finding.where) == ("ungrounded_value", "info", "/article/sentences/0")
    assert "Dorvela" in finding.message


@pytest.mark.parametrize("error", [AnswerCutOff("cut"), ContextOverflow("long")])
async def test_a_window_whose_answer_does_not_fit_is_halved(error: Exception) -> None:
    model = Scripted(error, {"events": []}, {"events": []})
    await extracted(model)
    shown = [re.findall(r"^\d+: (.*)$", asked[-1]["content"], re.MULTILINE) for asked in model.asked]
    assert [len(sentences) for sentences in shown] == [4, 2, 2]
    assert shown[1] + shown[2] == shown[0]


async def test_a_sentence_whose_answer_does_not_fit_is_lost_and_told() -> None:
    cut = AnswerCutOff("The answer was cut off.")
    cut.usage = Usage(calls=1, prompt=7)
    model = Scripted(cut)
    found = await extracted(model)
    assert len(model.asked) == 7  # 4; 2 and 2; 1 and 1, twice
    assert [finding.kind for finding in found.findings] == ["window_lost"] * 4
    assert [finding.where for finding in found.findings] == [f"/article/sentences/{index}" for index in range(4)]
    assert found.usage == Usage(calls=7, prompt=49)


async def test_a_window_without_a_valid_answer_is_lost_and_the_run_goes_on() -> None:
    found = await extracted(Scripted(AnswerRefused("It refused.")))
    (finding,) = found.findings
    assert (finding.kind, finding.severity) == ("window_lost", "error")
    assert "Sentences 1 to 4" in finding.message
    assert "It refused." in finding.message


async def test_an_error_that_concerns_more_than_the_window_is_raised() -> None:
    with pytest.raises(RequestFailed):
        await extracted(Scripted(RequestFailed("away")))


async def test_capitals_throughout_become_small_letters_for_the_model() -> None:
    model = Scripted({"events": []})
    await extracted(model, record("TWO SOLDIERS DIED. Okello left."))
    assert "1: Two soldiers died." in model.asked[0][-1]["content"]
    assert "2: Okello left." in model.asked[0][-1]["content"]


@st.composite
def wire_events(draw: st.DrawFn, article: ArticleRecord, sentences: int) -> WireEvent:
    """Any event that fits the schema of a window of so many sentences."""
    value = values(article)
    fields: dict[str, Any] = {
        name: draw(st.lists(value, max_size=3)) if isinstance(empty, list) else draw(value)[:80]
        for name, empty in wire_event().items()
    }
    fields |= {
        "sentences": draw(st.lists(st.integers(1, sentences), min_size=1, max_size=4)),
        "type": draw(st.sampled_from(list(event_types()))),
        "status": draw(st.sampled_from(["happened", "planned", "alleged", "denied"])),
        "what": " ".join(article.sentence_text(article.sentences[0]).split())[:100] or "x",
    }
    return WireEvent.model_validate(fields)


@quick
@given(article=records(), data=st.data())
def test_whatever_a_model_answers_the_record_is_the_articles_words(article: ArticleRecord, data: st.DataObject) -> None:
    mentions = []
    for window in windows(article, None):
        for event in data.draw(st.lists(wire_events(article, len(window.sentences)), max_size=3)):
            mention, dropped = ground_event(article, window, event)
            mentions += [mention] if mention else []
            assert all(value for _, value in dropped)
    names = Names(article, (passage for mention in mentions for passage in mention.named()))
    events = assemble(article, link(article, mentions, names), names)
    nothing = Summary(length="brief", text="", sentences=[])
    assert [one for one in check(article, events, nothing) if one.severity == "error"] == []
    for event in events:
        for passage in (*event.participants, *event.places, *event.quantities):
            assert all(in_a_sentence(article, span) for span in passage.spans)
        assert set(event.sentences) <= {sentence.id for sentence in article.sentences}
        assert {one.id for one in event.participants} >= {
            one.participant for one in event.quantities if one.participant
        }


def test_values_stand_in_sentences_that_no_event_cites() -> None:
    article = record("A mine went off near Tadjoura. Two soldiers and Ana Ruiz were killed. The port was open.")
    event = WireEvent.model_validate(
        wire_event(what="Mine goes off near Tadjoura", type="bombing", killed=["Ana Ruiz"], sentences=[1])
    )
    alone, dropped = ground_event(article, whole(article), event)
    assert alone is not None
    assert (alone.sentences, [one[0] for one in dropped]) == ((1,), ["killed"])
    wider, dropped = ground_event(article, whole(article), event, article.sentences[1:])
    assert wider is not None
    assert (wider.sentences, dropped) == ((1, 2), [])
    assert [actor.passage.text for actor in wider.actors] == ["Ana Ruiz"]


def test_a_number_in_words_is_no_victim() -> None:
    article = record("A mine went off. Two soldiers were killed and five others were missing.")
    event = WireEvent.model_validate(
        wire_event(what="Soldiers killed", type="bombing", killed=["Two soldiers", "five"], sentences=[2])
    )
    mention, _ = ground_event(article, whole(article), event)
    assert mention is not None
    assert [actor.passage.text for actor in mention.actors] == ["soldiers"]
