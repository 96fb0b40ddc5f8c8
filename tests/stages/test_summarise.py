from __future__ import annotations

import asyncio
import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schemas import assert_grammar
from stories import Scripted, event, passage, quick, record, records, values

from nutgraf.errors import AnswerEmpty, RequestFailed
from nutgraf.language.words import FUNCTION_WORDS
from nutgraf.prompts import load
from nutgraf.schema import ArticleRecord, Attribution, Event, Length, Name, Stance
from nutgraf.stages.check import check
from nutgraf.stages.summarise import LIMITS, Summarised, WireSentence, accepted, spokesperson, summarise

ARTICLE = record(
    "A mine killed two soldiers near Tadjoura on Monday, the defence ministry said. "
    "Rebels left 4.5 million leaflets in Obock."
)
GOOD = "A mine killed two soldiers near Tadjoura, the defence ministry said."


def source(article: ArticleRecord, words: str, number: int = 1, stance: Stance = "asserts") -> Attribution:
    name = passage(article, words)
    return Attribution(
        source=Name(name=words, spans=name.spans), kind="official", named=True, stance=stance, sentences=[number]
    )


BLAST = event(
    title="Mine kills two soldiers near Tadjoura",
    type="bombing",
    attributions=[source(ARTICLE, "the defence ministry")],
)
LEAFLETS = event(
    id="e2",
    title="Rebels leave leaflets in Obock",
    sentences=[2],
    attributions=[Attribution(source=None, kind="article", named=False, stance="asserts", sentences=[2])],
)


async def told(
    model: Scripted, *events: Event, length: Length = "standard", article: ArticleRecord = ARTICLE
) -> Summarised:
    return await summarise(article, list(events), length, model=model, prompt=load("summarise"))


def says(*sentences: str) -> Scripted:
    return Scripted(*({"sentence": sentence} for sentence in sentences))


def test_every_server_can_hold_a_model_to_the_answer() -> None:
    assert_grammar(WireSentence)


async def test_a_sentence_that_the_passage_bears_out_is_taken() -> None:
    model = says(GOOD)
    found = await told(model, BLAST)
    (sentence,) = found.summary.sentences
    assert (sentence.text, sentence.events, sentence.sentences, sentence.origin) == (GOOD, ["e1"], [1], "model")
    assert found.summary.text == GOOD
    assert found.findings == ()
    assert found.usage.calls == len(model.asked) == 1


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("A mine killed three soldiers, the defence ministry said.", "three"),
        ("A mine killed two soldiers in Dikhil, the defence ministry said.", "Dikhil"),
        ("A mine slowly killed two soldiers, the defence ministry said.", "slowly"),
        ("A mine killed no soldiers, the defence ministry said.", "no"),
        ("Two soldiers killed a mine, the defence ministry said.", "as the passage tells who killed whom"),
        ("A mine" + " and a mine" * 20 + " killed two soldiers, the defence ministry said.", "at most 23 words"),
    ],
)
async def test_a_sentence_that_it_does_not_bear_out_is_asked_for_once_more(wrong: str, reason: str) -> None:
    model = says(wrong, GOOD)
    found = await told(model, BLAST)
    assert [one.text for one in found.summary.sentences] == [GOOD]
    assert found.findings == ()
    assert len(model.asked) == 2
    again = model.asked[1]
    assert again[: len(model.asked[0])] == model.asked[0]
    assert reason in again[-1]["content"]


@pytest.mark.parametrize(
    ("answer", "mended"),
    [
        (
            "A mine brutally killed two soldiers, the defence ministry said.",
            "A mine killed two soldiers, the defence ministry said.",
        ),
        (
            "A mine killed two soldiers near Tadjoura.",
            "A mine killed two soldiers near Tadjoura, according to the defence ministry.",
        ),
        (
            "A mine killed two soldiers on Monday, leaving the whole town in fear.",
            "A mine killed two soldiers on Monday, according to the defence ministry.",
        ),
        (
            "A mine slaughtered two soldiers near Tadjoura, the defence ministry said.",
            "A mine killed two soldiers near Tadjoura, the defence ministry said.",
        ),
    ],
)
async def test_what_code_can_mend_is_not_asked_for_again(answer: str, mended: str) -> None:
    model = says(answer)
    (sentence,) = (await told(model, BLAST)).summary.sentences
    assert (sentence.text, sentence.origin) == (mended, "model")
    assert len(model.asked) == 1


async def test_a_judgement_of_the_articles_own_is_left_out_or_told_as_its_own() -> None:
    article = record(
        "Rebels left leaflets in northern Obock, using the market as cover. The worst of years began in Obock."
    )
    own = [Attribution(source=None, kind="article", named=False, stance="asserts", sentences=[1, 2])]
    first = event(title="Rebels leave leaflets", sentences=[1], attributions=own)
    second = event(id="e2", title="Year begins", sentences=[2], attributions=own)
    model = says(*(article.sentence_text(one) for one in article.sentences))
    found = await told(model, first, second, article=article)
    assert [one.text for one in found.summary.sentences] == [
        "Rebels left leaflets in northern Obock.",
        "According to the article, the worst of years began in Obock.",
    ]


async def test_who_denies_it_is_told_in_the_same_breath() -> None:
    article = record("Rebels shelled Obock, the army said. The rebel front denied that it had fired a shot.")
    denial = source(article, "The rebel front", 2, "denies")
    denial = denial.model_copy(update={"cue": passage(article, "denied").spans})
    shelling = event(
        type="shelling", sentences=[1, 2], attributions=[source(article, "the army"), denial], disputed=True
    )
    found = await told(says("Rebels shelled Obock, the army said."), shelling, article=article)
    (sentence,) = found.summary.sentences
    assert sentence.text == "Rebels shelled Obock, the army said; the rebel front denied it."
    assert sentence.sentences == [1, 2]


async def test_a_corrected_figure_does_not_stand() -> None:
    article = record("A mine killed 15 people, the army said. It had earlier put the dead at 12.")
    blast = event(
        type="bombing", title="Mine kills 15 people", sentences=[1, 2], attributions=[source(article, "the army")]
    )
    found = await told(says("A mine killed 12 people, the army said."), blast, article=article)
    assert [one.origin for one in found.summary.sentences] == ["record"]
    assert "15" in found.summary.text
    assert "12" not in found.summary.text


async def test_twice_wrong_gives_way_to_the_record() -> None:
    model = says("A bomb killed nine.")
    found = await told(model, BLAST)
    (sentence,) = found.summary.sentences
    assert sentence.origin == "record"
    assert sentence.text == "A mine kills two soldiers near Tadjoura, according to the defence ministry."
    assert len(model.asked) == 2
    (finding,) = found.findings
    assert (finding.kind, finding.where) == ("summary_sentence_replaced", "/summary/sentences/0")
    assert "e1" in finding.message


async def test_where_the_record_is_not_borne_out_either_the_article_is_quoted() -> None:
    found = await told(says("A bomb killed nine."), BLAST.model_copy(update={"title": "Bomb kills nine"}))
    (sentence,) = found.summary.sentences
    assert (sentence.origin, sentence.sentences) == ("lead", [1])
    quoted = sentence.text.partition("“")[2].rstrip("”")
    assert quoted.rstrip(" ….") in ARTICLE.text
    assert check(ARTICLE, [BLAST], found.summary) == [
        one for one in check(ARTICLE, [BLAST], found.summary) if one.severity != "error"
    ]


async def test_an_answer_that_can_not_be_had_gives_way_too() -> None:
    found = await told(Scripted(AnswerEmpty("The answer is empty.")), BLAST)
    assert [one.origin for one in found.summary.sentences] == ["record"]
    assert "The answer is empty." in found.findings[0].message


async def test_an_error_that_concerns_more_than_the_sentence_is_raised() -> None:
    with pytest.raises(RequestFailed):
        await told(Scripted(RequestFailed("away")), BLAST)


async def test_no_events_no_summary() -> None:
    model = says(GOOD)
    found = await told(model)
    assert (found.summary.text, found.summary.sentences, model.asked) == ("", [], [])


async def test_what_was_told_is_not_told_again() -> None:
    model = says(GOOD)
    found = await told(model, BLAST, BLAST.model_copy(update={"id": "e3"}), LEAFLETS)
    assert found.summary.sentences[0].events == ["e1"]
    assert "e3" not in str(found.summary)


@pytest.mark.parametrize("length", ["brief", "standard", "full"])
async def test_no_more_sentences_than_the_length_allows(length: Length) -> None:
    article = record(" ".join(f"Convoy {number} left Goma." for number in range(100, 112)))
    events = [
        event(id=f"e{number}", title=f"Convoy {number + 99} leaves Goma", sentences=[number]) for number in range(1, 13)
    ]
    found = await told(says("Nothing that helps."), *events, length=length, article=article)
    assert len(found.summary.sentences) == LIMITS[length][0]


def test_which_source_a_sentence_has_to_name() -> None:
    assert spokesperson(BLAST) is BLAST.attributions[0]
    assert spokesperson(LEAFLETS) is None
    assert spokesperson(event()) is None


def test_a_lost_source_is_a_problem() -> None:
    problems = accepted("A mine killed two soldiers.", [GOOD], "the defence ministry")
    assert [(one.kind, one.text) for one in problems] == [("source", "the defence ministry")]
    assert accepted("Officials at the ministry said so.", ["Officials at the ministry said so."], "the ministry") == []


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Our fighters held the bridge.", ["Our"]),
        ("The enemy left the bridge.", ["enemy"]),
        ("“Our fighters” held the bridge that “the enemy” had, the rebels said.", []),
    ],
)
def test_nobody_speaks_as_a_party_outside_quotation_marks(text: str, foreign: list[str]) -> None:
    passage = ["Our fighters held the bridge that the enemy had left, the rebels said."]
    assert [one.text for one in accepted(text, passage, None) if one.kind == "word"] == foreign


@quick
@given(article=records(), length=st.sampled_from(["brief", "standard", "full"]), data=st.data())
def test_whatever_a_model_answers_the_limits_hold_and_nothing_is_made_up(
    article: ArticleRecord, length: Length, data: st.DataObject
) -> None:
    text = st.one_of(
        values(article),
        st.sampled_from(article.sentences).map(article.sentence_text),
        st.text(max_size=60),
        st.just("Nine men " + "fled and " * 40 + "hid."),
    )
    answers: list[Any] = data.draw(st.lists(st.fixed_dictionaries({"sentence": text}), min_size=1, max_size=4))
    starts = data.draw(st.lists(st.sampled_from(article.sentences), max_size=6, unique=True))
    events = [
        event(id=f"e{number}", title=data.draw(values(article)), sentences=[one.id])
        for number, one in enumerate(starts, 1)
    ]
    found = asyncio.run(told(Scripted(*answers), *events, length=length, article=article))
    most_sentences, most_words = LIMITS[length]
    assert len(found.summary.sentences) <= most_sentences
    assert len(found.summary.text.split()) <= most_words
    assert bool(found.summary.sentences) == bool(events)
    assert found.summary.text == " ".join(one.text for one in found.summary.sentences)
    assert [one for one in check(article, events, found.summary) if one.severity == "error"] == []
    for sentence in found.summary.sentences:
        cited = " ".join(article.sentence_text(article.sentences[number - 1]) for number in sentence.sentences)
        assert foreign(sentence.text, cited) == set()


def foreign(text: str, cited: str) -> set[str]:
    """The numbers and words of `text` of which `cited` has not even a beginning; a detector that knows no `support`."""
    theirs = {word[:3] for word in re.findall(r"\w+", unicodedata.normalize("NFKC", cited).casefold())}
    joined = re.sub(r"\W", "", unicodedata.normalize("NFKC", cited).casefold())
    ours = re.findall(r"[a-z]{4,}|[0-9]+", unicodedata.normalize("NFKC", text).casefold())
    known = {*"article says said according".split(), *FUNCTION_WORDS}
    return {word for word in ours if word not in known and word[:3] not in theirs and word not in joined}


@pytest.mark.parametrize(
    "text",
    [
        f"The ministry {'of roads and ports ' * 4}gave its men about 4.5 million francs.",
        'The mayor said it was a"long"night.',
    ],
)
async def test_a_quoted_lead_has_no_number_or_word_of_its_own(text: str) -> None:
    article = record(text)
    found = await told(says("No."), event(title="Nine men"), article=article)
    assert [one for one in check(article, [event()], found.summary) if one.severity == "error"] == []


async def test_a_lead_that_is_cut_keeps_its_source_and_its_quotations() -> None:
    text = (
        "The union of the mine, which has more than 1,400 members in the two valleys, turned down a bonus of nine "
        "million francs a head as “a tip” on Monday and will vote again within a week, its secretary Ana Ruiz said."
    )
    article = record(text)
    claim = source(article, "Ana Ruiz")
    found = await told(says("No."), event(title="Nine men", attributions=[claim]), article=article)
    (sentence,) = found.summary.sentences
    assert sentence.text == (
        "The article says, according to Ana Ruiz: “The union of the mine, which has more than 1,400 members in the two "
        "valleys, turned down a bonus of nine million francs a head as ‘a tip’ on Monday …”"
    )


async def test_what_can_not_be_understood_alone_is_left_out() -> None:
    article = record("Her move was called off. A cook left on Monday. • 40 hectares in Beira")
    events = [event(id=f"e{n}", title="x", sentences=[n]) for n in (1, 2, 3)]
    found = await told(says("No."), *events, article=article)
    assert [one.sentences for one in found.summary.sentences] == [[2]]


def test_a_source_that_is_only_named_is_not_told_from() -> None:
    cited = ["In a note the Front said that it had killed nine soldiers."]
    assert [one.kind for one in accepted("The Front killed nine soldiers.", cited, "the Front")] == ["source"]
    assert accepted("The Front said it killed nine soldiers.", cited, "the Front") == []


async def test_a_sentence_may_end_in_a_pronoun() -> None:
    article = record("A letter said that the hearing would burden her.")
    model = Scripted({"sentence": "A letter said that the hearing would burden her."})
    told = await summarise(
        article, [event(title="Hearing", sentences=[1])], "brief", model=model, prompt=load("summarise")
    )
    assert [(one.text, one.origin) for one in told.summary.sentences] == [
        ("A letter said that the hearing would burden her.", "model")
    ]


async def test_a_heading_is_not_told_from_where_a_sentence_is_there() -> None:
    article = record("Man sought in road dispute\n\nA man blocked the road in Obock for hours.")
    both = event(title="Man sought in road dispute", sentences=[1, 2])
    found = await told(says("A man blocked the road in Obock."), both, article=article)
    assert [one.sentences for one in found.summary.sentences] == [[2]]
    alone = event(title="Man sought in road dispute", sentences=[1])
    found = await told(says("A man is sought in a road dispute."), alone, article=article)
    assert [one.sentences for one in found.summary.sentences] == [[1]]
