from __future__ import annotations

from dataclasses import replace

import pytest
from stories import passage, record

from nutgraf.language.kinds import kind_of
from nutgraf.language.numbers.stated import stated
from nutgraf.schema import Event, Span, Stance, Status
from nutgraf.stages.assemble import assemble
from nutgraf.stages.link import Cluster
from nutgraf.stages.mention import Actor, Mention, Voice
from nutgraf.stages.names import Names
from nutgraf.stages.voices import voice_of

ARTICLE = record(
    "Colonel Awale Guedi said rebels had killed two soldiers near Tadjoura on Monday. The rebels denied it. "
    "Guedi spoke of a long hunt for the rebels."
)


def voice(source: str | None, stance: Stance = "asserts", kind: str = "official") -> Voice:
    found = passage(ARTICLE, source) if source else None
    return Voice(
        source=found,
        kind=kind if source else "article",  # type: ignore[arg-type]
        named=source is not None,
        stance=stance,
        cue=(Span(start=21, end=25),) if source else (),
    )


def actor(words: str, role: str, outcome: str | None = None) -> Actor:
    return Actor(passage=passage(ARTICLE, words), role=role, kind=kind_of(words), outcome=outcome)  # type: ignore[arg-type]


FIRST = Mention(
    what="Rebels kill two soldiers near Tadjoura",
    type="armed_attack",
    status="happened",
    sentences=(1,),
    actors=(actor("rebels", "agent"), actor("two soldiers", "victim", "killed")),
    places=(passage(ARTICLE, "Tadjoura"),),
    time=passage(ARTICLE, "on Monday"),
    figures=(passage(ARTICLE, "two soldiers"),),
    voice=voice("Colonel Awale Guedi"),
)
DENIED = replace(
    FIRST,
    sentences=(2,),
    status="denied",
    actors=(actor("The rebels", "agent"),),
    places=(),
    time=None,
    figures=(),
    voice=voice("The rebels", "denies", "group"),
)


def assembled(*mentions: Mention) -> Event:
    names = Names(ARTICLE, (one for mention in mentions for one in mention.named()))
    (event,) = assemble(ARTICLE, [Cluster(list(mentions))], names)
    return event


def test_one_mention_is_an_event() -> None:
    event = assembled(FIRST)
    assert (event.id, event.title, event.type, event.status) == ("e1", FIRST.what, "armed_attack", "happened")
    assert [(one.name, one.role, one.outcome) for one in event.participants] == [
        ("rebels", "agent", None),
        ("two soldiers", "victim", "killed"),
    ]
    assert [place.name for place in event.places] == ["Tadjoura"]
    assert event.time is not None
    assert event.time.text == "on Monday"
    assert [(one.value, one.kind, one.participant) for one in event.quantities] == [(2, "killed", "p2")]
    assert [one.source.name for one in event.attributions if one.source] == ["Colonel Awale Guedi"]
    assert not event.disputed
    assert event.sentences == [1]


def test_a_denial_makes_it_disputed_and_the_stronger_status_stays() -> None:
    event = assembled(FIRST, DENIED)
    assert event.disputed
    assert event.status == "happened"
    assert [one.stance for one in event.attributions] == ["asserts", "denies"]
    assert event.sentences == [1, 2]
    assert [one.role for one in event.participants] == ["agent", "victim"]


def test_a_source_that_denies_and_goes_on_is_no_dispute_with_itself() -> None:
    goes_on = replace(DENIED, sentences=(3,), voice=replace(DENIED.voice, stance="asserts"))
    event = assembled(DENIED, goes_on)
    assert [one.stance for one in event.attributions] == ["denies", "asserts"]
    assert not event.disputed


def test_the_forms_of_one_name_are_one_attribution() -> None:
    again = replace(FIRST, sentences=(3,), voice=voice("Guedi"))
    event = assembled(FIRST, again)
    (attribution,) = event.attributions
    assert attribution.source is not None
    assert attribution.source.name == "Colonel Awale Guedi"
    assert attribution.sentences == [1, 3]


def test_the_articles_own_word_is_an_attribution_without_a_source() -> None:
    (attribution,) = assembled(replace(FIRST, voice=voice(None))).attributions
    assert (attribution.source, attribution.kind, attribution.sentences) == (None, "article", [1])


def test_an_official_who_only_says_so_is_no_agent() -> None:
    speaking = replace(FIRST, actors=(*FIRST.actors, actor("Colonel Awale Guedi", "agent")))
    assert "Colonel Awale Guedi" not in [one.name for one in assembled(speaking).participants]
    speech = replace(speaking, type="statement")
    assert "Colonel Awale Guedi" in [one.name for one in assembled(speech).participants]


@pytest.mark.parametrize("what", ["Rebels kill nine soldiers near Tadjoura", "Rebels kill two soldiers in Dikhil"])
def test_a_title_with_a_number_or_name_of_its_own_gives_way(what: str) -> None:
    title = assembled(replace(FIRST, what=what)).title
    assert title == "Armed attack: rebels, two soldiers"


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (["planned", "happened"], "happened"),
        (["denied", "alleged"], "alleged"),
        (["hypothetical", "proposed"], "proposed"),
    ],
)
def test_the_strongest_status_counts(statuses: list[Status], status: Status) -> None:
    assert assembled(*(replace(FIRST, status=one) for one in statuses)).status == status


TOLLS = record(
    "Gunmen killed nine people near Dikhil, the ministry said.\n\n"
    "Ana Ruiz, who runs the hospital, said 11 people had been killed.\n\n"
    "The ministry had put the number of dead at eight."
)


def told(*numbers: int) -> Event:
    mentions = []
    for number in numbers:
        sentence = TOLLS.sentences[number - 1]
        mentions.append(
            replace(
                FIRST,
                sentences=(number,),
                actors=(),
                places=(),
                time=None,
                figures=tuple(stated(TOLLS, sentence)),
                voice=voice_of(TOLLS, [sentence], []),
            )
        )
    names = Names(TOLLS, (one for mention in mentions for one in mention.named()))
    (assembled_,) = assemble(TOLLS, [Cluster(mentions)], names)
    return assembled_


def test_two_tolls_by_two_sources_stand_side_by_side_and_are_a_dispute() -> None:
    event = told(1, 2)
    assert event.disputed
    sources = [[one.source.name for one in each.attributions if one.source] for each in event.quantities]
    assert [each.value for each in event.quantities] == [9, 11]
    assert sources == [["the ministry"], ["Ana Ruiz"]]


def test_a_source_that_corrects_itself_is_no_dispute() -> None:
    event = told(1, 3)
    assert [each.value for each in event.quantities] == [9, 8]
    assert not event.disputed


def test_a_sentence_of_a_mention_speaks_with_its_own_voice() -> None:
    event = told(1)
    both = replace(
        FIRST,
        sentences=(1, 2),
        actors=(),
        places=(),
        time=None,
        figures=(),
        voice=voice_of(TOLLS, TOLLS.sentences[:1], []),
    )
    (mixed,) = assemble(TOLLS, [Cluster([both])], Names(TOLLS, both.named()))
    assert [one.source.name for one in event.attributions if one.source] == ["the ministry"]
    assert [(one.source.name, one.sentences) for one in mixed.attributions if one.source] == [
        ("the ministry", [1]),
        ("Ana Ruiz", [2]),
    ]


def test_a_title_speaks_for_no_party() -> None:
    article = record("Our fighters hold Tadjoura.")
    told = replace(
        FIRST, what="Our fighters hold Tadjoura", sentences=(1,), actors=(), places=(), time=None, figures=()
    )
    (made,) = assemble(article, [Cluster([told])], Names(article, []))
    assert made.title == "Our fighters hold Tadjoura."
    told = replace(told, places=(passage(article, "Tadjoura"),))
    (made,) = assemble(article, [Cluster([told])], Names(article, told.named()))
    assert made.title == "Armed attack: Tadjoura"


def test_two_people_are_a_number_and_nobody() -> None:
    article = record("Gunmen killed two people near Tadjoura.")
    people = Actor(passage=passage(article, "people"), role="victim", kind="group", outcome="killed")
    told = replace(
        FIRST,
        sentences=(1,),
        actors=(people,),
        figures=(passage(article, "two"),),
        time=None,
        places=(),
        voice=voice(None),
    )
    (made,) = assemble(article, [Cluster([told])], Names(article, told.named()))
    assert made.participants == []
    assert [(one.value, one.kind, one.participant) for one in made.quantities] == [(2, "killed", None)]


def test_of_violence_who_only_stands_beside_it_is_told_apart() -> None:
    article = record("A cook was shot near Tadjoura. His daughter had reported him missing, the cook's brother said.")
    actors = [
        Actor(passage=passage(article, words), role=role, kind="person")
        for words, role in (("A cook", "target"), ("His daughter", "target"), ("the cook's brother", "agent"))
    ]
    told = replace(FIRST, type="shooting", sentences=(1, 2), actors=tuple(actors), figures=(), time=None, places=())
    (made,) = assemble(article, [Cluster([told])], Names(article, told.named()))
    assert {one.name: one.role for one in made.participants} == {"A cook": "victim", "His daughter": "other"}


def test_whom_another_deed_was_done_to_was_not_arrested() -> None:
    article = record("Deputies arrested a man who they say shot a woman.")
    actors = [Actor(passage=passage(article, words), role="target", kind="person") for words in ("a man", "a woman")]
    told = replace(FIRST, type="arrest", sentences=(1,), actors=tuple(actors), places=(), time=None, figures=())
    (made,) = assemble(article, [Cluster([told])], Names(article, told.named()))
    assert {one.name: one.outcome for one in made.participants} == {"a man": "arrested", "a woman": None}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Marisol Dane opened the plant.", "person"),
        ("Marisol Dane, which runs the plant, opened a second one.", "organisation"),
        ("The mining company Marisol Dane opened the plant.", "company"),
        ("The newspaper Marisol Dane opened the plant.", "organisation"),
        ("Newspaper columnist Marisol Dane opened the plant.", "person"),
        ("Marisol Dane has claimed responsibility for the fire.", "organisation"),
        ("Marisol Dane, a radio host, opened the plant.", "person"),
    ],
)
def test_what_the_article_says_a_name_is(text: str, kind: str) -> None:
    article = record(text)
    actor = Actor(passage=passage(article, "Marisol Dane"), role="agent", kind="person")
    told = replace(FIRST, sentences=(1,), actors=(actor,), places=(), time=None, figures=(), voice=voice(None))
    (made,) = assemble(article, [Cluster([told])], Names(article, [actor.passage]))
    assert [one.kind for one in made.participants] == [kind]


def test_where_it_happened_takes_no_part_and_a_nationality_is_no_place() -> None:
    article = record("Guatemalan clerks were shot on the Alameda in Beira.")
    street = Actor(passage=passage(article, "the Alameda"), role="other", kind="person")
    where = (passage(article, "the Alameda"), passage(article, "Guatemalan"))
    told = replace(FIRST, type="shooting", actors=(street,), places=where, figures=(), time=None, voice=voice(None))
    (made,) = assemble(article, [Cluster([told])], Names(article, told.named()))
    assert [place.name for place in made.places] == ["the Alameda"]
    assert made.participants == []
