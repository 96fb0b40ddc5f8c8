from __future__ import annotations

from dataclasses import replace
from typing import Any

from stories import passage, record

from nutgraf.language.kinds import kind_of
from nutgraf.schema import ArticleRecord, Passage
from nutgraf.stages.link import Cluster, link
from nutgraf.stages.mention import Actor, Mention, Voice
from nutgraf.stages.names import Names

ARTICLE = record(
    "A mine killed two soldiers near Tadjoura on Monday, the ministry said. The mine exploded at noon near Tadjoura. "
    "Mayor Ana Ruiz will meet the rebels in Obock on Friday. The rebels killed two soldiers in Dikhil in March."
)
THEIR_WORD = Voice(source=passage(ARTICLE, "the ministry"), kind="official", named=True, stance="asserts")
OWN_WORD = Voice(source=None, kind="article", named=False, stance="asserts")


def mention(
    number: int, what: str, *, actors: tuple[str, ...] = (), places: tuple[str, ...] = (), **fields: Any
) -> Mention:
    return Mention(
        **{
            "what": what,
            "type": "bombing",
            "status": "happened",
            "sentences": (number,),
            "actors": tuple(
                Actor(passage=passage(ARTICLE, one), role="victim", kind=kind_of(one), outcome=None) for one in actors
            ),
            "places": tuple(passage(ARTICLE, one) for one in places),
            "time": None,
            "figures": (),
            "voice": OWN_WORD,
        }
        | fields
    )


def clusters(*mentions: Mention, article: ArticleRecord = ARTICLE) -> list[list[int]]:
    names = Names(article, (one for each in mentions for one in each.named()))
    return [[each.sentences[0] for each in cluster.mentions] for cluster in link(ARTICLE, mentions, names)]


STREET = Passage(text="the 400 block of Oak Street", spans=passage(ARTICLE, "Dikhil").spans)
BLAST = mention(1, "Mine kills two soldiers near Tadjoura", actors=("A mine", "two soldiers"), places=("Tadjoura",))
AGAIN = mention(2, "Mine explodes near Tadjoura killing soldiers", actors=("two soldiers",), places=("Tadjoura",))
MEETING = mention(3, "Mayor to meet rebels in Obock", type="talks", status="planned", places=("Obock",))
ELSEWHERE = mention(4, "Rebels kill two soldiers in Dikhil", actors=("two soldiers",), places=("Dikhil",))


def test_mentions_of_one_event_meet() -> None:
    assert clusters(BLAST, AGAIN) == [[1, 2]]


def test_other_events_stay_apart() -> None:
    assert clusters(BLAST, MEETING, AGAIN) == [[1, 2], [3]]


def test_two_places_are_two_events() -> None:
    assert clusters(BLAST, ELSEWHERE) == [[1], [4]]


def test_what_happened_is_not_what_is_planned() -> None:
    planned = mention(2, BLAST.what, actors=("two soldiers",), places=("Tadjoura",), status="planned")
    assert clusters(BLAST, planned) == [[1], [2]]


def test_nothing_gives_nothing() -> None:
    assert clusters() == []


def test_the_type_of_an_event_is_that_of_most_of_its_mentions() -> None:
    types = ["other", "shelling", "bombing", "bombing"]
    assert Cluster([mention(1, "x", type=one) for one in types]).type == "bombing"
    assert Cluster([mention(1, "x", type="other")]).type == "other"


TOLD_AGAIN = record(
    "A bomb killed nine people in Tadjoura on Tuesday, the ministry said.\n\n"
    "Ana Ruiz, who runs the hospital, put the number of dead at eleven.\n\n"
    "In 2009 a bomb killed four people there.\n\n"
    "Another bomb went off on Friday."
)


def retold(number: int, **fields: Any) -> Mention:
    return mention(number, f"what is told in sentence {number}", **fields)


def linked(*mentions: Mention) -> list[list[int]]:
    names = Names(TOLD_AGAIN, (one for each in mentions for one in each.named()))
    return [[each.sentences[0] for each in cluster.mentions] for cluster in link(TOLD_AGAIN, mentions, names)]


def test_two_tolls_by_two_sources_are_of_one_event() -> None:
    assert linked(
        retold(1, figures=(passage(TOLD_AGAIN, "nine people"),)), retold(2, figures=(passage(TOLD_AGAIN, "eleven"),))
    ) == [[1, 2]]


def test_an_attack_of_another_year_stays_apart() -> None:
    nine, four = passage(TOLD_AGAIN, "nine people"), passage(TOLD_AGAIN, "four people")
    assert linked(retold(1, figures=(nine,)), retold(3, figures=(four,))) == [[1], [3]]


def test_another_day_is_another_event() -> None:
    tuesday, friday = passage(TOLD_AGAIN, "on Tuesday"), passage(TOLD_AGAIN, "on Friday")
    assert linked(retold(1, time=tuesday), retold(4, time=friday)) == [[1], [4]]


def test_of_what_is_told_by_the_dozen_something_is_shared() -> None:
    statements = [
        mention(number, what, type="statement", voice=THEIR_WORD)
        for number, what in ((1, "Ruiz speaks"), (2, "Front answers"))
    ]
    assert linked(*statements) == [[1], [2]]


def test_a_street_is_no_other_place_than_its_quarter() -> None:
    quarter = mention(1, "Man shot", type="shooting", places=("Tadjoura",))
    street = replace(mention(4, "Man shot dead", type="shooting"), places=(STREET,))
    assert clusters(quarter, street) == [[1, 4]]


def test_violence_that_is_told_on_is_one_event() -> None:
    shooting = mention(1, "Gunman fires", type="shooting", actors=("two soldiers",))
    assert clusters(shooting, mention(2, "Guard beaten", type="assault", actors=("two soldiers",))) == [[1, 2]]
    assert clusters(shooting, mention(3, "Mayor beaten", type="assault", actors=("Ana Ruiz",))) == [[1], [3]]


def test_violence_in_general_is_no_event() -> None:
    assert clusters(mention(1, "Killings must end", type="killing")) == []


def test_what_says_little_and_is_of_no_known_type_is_no_event() -> None:
    detail = mention(2, "The street was quiet", type="other")
    told = mention(2, "Power fails", type="other", places=("Tadjoura",), time=passage(ARTICLE, "at noon"))
    assert clusters(MEETING, detail) == [[3]]
    assert clusters(MEETING, told) == [[3], [2]]


def test_what_nobody_says_is_no_statement() -> None:
    assert clusters(mention(1, "Peace must prevail", type="disagreement")) == []
    assert clusters(mention(1, "Peace must prevail", type="disagreement", voice=THEIR_WORD)) == [[1]]


def test_on_that_occasion_goes_on_with_the_year_before() -> None:
    article = record(
        "A mine killed nine soldiers near Tadjoura on Tuesday. Rebels had been killed there in 1988. "
        "On that occasion troops shot 14 fishermen."
    )
    now, then = passage(article, "nine soldiers"), passage(article, "14 fishermen")
    mentions = [
        mention(1, "Mine kills soldiers", figures=(now,)),
        mention(3, "Troops shoot fishermen", figures=(then,)),
    ]
    names = Names(article, [])
    assert [len(one.mentions) for one in link(article, mentions, names)] == [1, 1]
