from __future__ import annotations

import pytest
from hypothesis import given
from stories import in_a_sentence, passage, quick, record, records

from nutgraf.language.speech.sources import attributed, cue_near, is_named, source_kind
from nutgraf.schema import ArticleRecord, SourceKind, Stance


def heard(text: str) -> list[tuple[str, str]]:
    article = record(text)
    return [
        (one.source.text, article.text[one.cue.start : one.cue.end])
        for sentence in article.sentences
        for one in attributed(article, sentence)
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        # a subject before its verb
        ("The ministry said two soldiers died.", "The ministry", "said"),
        ("Two soldiers died, the defence ministry said on Monday.", "the defence ministry", "said"),
        ("Prices rose, two officials in the finance ministry said.", "two officials in the finance ministry", "said"),
        ("Rep. Charles B. Okoth said no.", "Rep. Charles B. Okoth", "said"),
        ("The U.N. envoy also said so.", "The U.N. envoy", "said"),
        ("Sen. Ruth Odhiambo (D-Ohio) has repeatedly argued that.", "Sen. Ruth Odhiambo", "argued"),
        ("“It is late,” Majority Leader Ruth Okoth, R-Ky., said Tuesday.", "Majority Leader Ruth Okoth", "said"),
        ("Ana Odhiambo, who runs the veterans' families' club, said, \"No.\"", "Ana Odhiambo", "said"),
        ("Even Togo, Benin's only ally here, said it would wait.", "Togo", "said"),
        ("Director Aaron Odhiambo responded that the site is new.", "Director Aaron Odhiambo", "responded that"),
        ("Kevin Odhiambo (R-Ohio), a longtime target of activists, said no.", "Kevin Odhiambo", "said"),
        ("In Paris, the foreign minister, a former judge, said nothing new.", "the foreign minister", "said"),
        ("Two people familiar with the matter said it would sell.", "Two people familiar with the matter", "said"),
        ("The ministry in a statement on Monday said so.", "The ministry", "said"),
        ("Police have not left, but residents say they will.", "residents", "say"),
        ("NATO said it was ready.", "NATO", "said"),
        ("The United States said it would wait.", "The United States", "said"),
        ("According to initial reports, a bomb went off.", "initial reports", "According to"),
        ("ACCORDING TO POLICE REPORTS, A BOMB WENT OFF.", "POLICE REPORTS", "ACCORDING TO"),
        ("Harbour Today reported that two men had left.", "Harbour Today", "reported"),
        ("In an interview with Harbour Today, Ruiz left.", "Harbour Today", "interview with"),
        # with an apposition
        ("Ana Ruiz, 45, the mayor of Beira, said rebels had fled.", "Ana Ruiz", "said"),
        ("Colonel Steve Ambani, a Pentagon spokesman, told reporters that.", "Colonel Steve Ambani", "told"),
        ("Jean Ayo, the minister of France, a member of the council, said so.", "Jean Ayo", "said"),
        ("Jean Ayo, political science professor at Beira University, said so.", "Jean Ayo", "said"),
        ("On Monday, the governor of Sofala, Ana Muchanga, told a radio station.", "Ana Muchanga", "told"),
        # a verb before its subject
        ('"We won," said Prime Minister Theresa May on Monday.', "Prime Minister Theresa May", "said"),
        ("A nurse who lives nearby told a radio station that it was late.", "A nurse who lives nearby", "told"),
        ("Residents along the street where Ekow was shot down said they had slept.", "Residents", "said"),
        ("Ana Ruiz, of Long Island, N.Y., said she had slept.", "Ana Ruiz", "said"),
        ("Ana Ruiz, of Beira, who was there, said she had slept.", "Ana Ruiz", "said"),
        ("Prices rose, according to a 2000 Tribune story.", "a 2000 Tribune story", "according to"),
        ('"It is late," said the Democratic staffer, who left.', "the Democratic staffer", "said"),
        ('"It is absurd," said Minor.', "Minor", "said"),
        ('"We saw them," says former team mate Brandon Ekow.', "former team mate Brandon Ekow", "says"),
        ("``We won,'' Ms. Wahl said.", "Ms. Wahl", "said"),
        ('It is "the same lead as in May," reported Reuters.', "Reuters", "reported"),
        # as X put it
        ("As Ms. Odhiambo put it in May, the deal is a gift.", "Ms. Odhiambo", "put it"),
        ("They are, as The Beira Post called them, anchors.", "The Beira Post", "called them"),
        # according to
        ("According to the defence ministry, two soldiers died.", "the defence ministry", "According to"),
        ("It fell, according to tweets from the Beira police.", "tweets from the Beira police", "according to"),
        ("It fell, according to MSNBC, basically.", "MSNBC", "according to"),
        # by
        ("The attack was condemned by President Joseph Okello.", "President Joseph Okello", "condemned"),
        ("The deal was first reported by The Beira Post.", "The Beira Post", "reported"),
        # a participle
        ("Rebels freed ten hostages, saying they had kept their word.", "Rebels", "saying"),
        # documents
        ("A poll shows that support fell.", "A poll", "shows"),
        ("The latest Beira Post poll released Friday shows that support fell.", "The latest Beira Post poll", "shows"),
        ("A 2014 study by two economists found that wages fell.", "A 2014 study", "found"),
        # all in capitals
        ("COL AWALE GUEDI SAID THE REBELS FLED.", "COL AWALE GUEDI", "SAID"),
        ("ACCORDING TO EYEWITNESSES, TWO MEN FLED.", "EYEWITNESSES", "ACCORDING TO"),
        ("POLICE AUTHORITIES REPORTED TODAY IN LIMA THAT IT FELL.", "POLICE AUTHORITIES", "REPORTED"),
    ],
)  # fmt: skip
def test_constructions(text: str, source: str, cue: str) -> None:
    assert (source, cue) in heard(text)


@pytest.mark.parametrize(
    "text",
    [
        "He said he would go.",
        "Two soldiers died near Tadjoura on Monday.",
        "The mayor was told to leave.",
        "The minister did not respond to requests for comment.",
        "Rebel claims were false.",
        "Officers found a gun beside the road.",
        "A group called Coaches met in Beira.",
        "Officers heard reports of gunfire.",
        "The ministry did not say why.",
        "He visited the United States.",
        "A Bronx man accused of theft left.",
        "It was spent not on tea, but rather demanding more of it.",
        "It was reported that two men died.",
        "There were many guests, including several senators mentioned as rivals.",
        "",
    ],
)
def test_what_attributes_nothing(text: str) -> None:
    assert heard(text) == []


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ministry denied it.", "denies"),
        ("The ministry rejected the report.", "denies"),
        ("The ministry disputed it.", "disputes"),
        ("The ministry doubted it.", "doubts"),
        ("The ministry welcomed it.", "supports"),
        ("The ministry condemned it.", "opposes"),
        ("The ministry urged calm.", "requests"),
        ("The ministry announced it.", "announces"),
        ("The ministry said so.", "asserts"),
        ("THE MINISTRY DENIED IT.", "denies"),
    ],
)
def test_stances(text: str, stance: Stance) -> None:
    article = record(text)
    assert [one.stance for one in attributed(article, article.sentences[0])] == [stance]


def test_the_cue_beside_a_given_source() -> None:
    article = record("The mayor came. Rebels warned the mayor, the army said.")
    army = passage(article, "the army")
    cue, stance = cue_near(article, army, article.sentences) or pytest.fail("no cue")
    assert article.text[cue.start : cue.end] == "said"
    assert stance == "asserts"
    assert cue_near(article, passage(article, "The mayor"), article.sentences) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("the defence ministry", "official"),
        ("Colonel Awale Guedi", "official"),
        ("two unnamed officials", "official"),
        ("witnesses", "witness"),
        ("residents of Beira", "witness"),
        ("the newspaper La Voz", "news_media"),
        ("Reuters", "news_media"),
        ("a court in Beira", "court"),
        ("an analyst", "expert"),
        ("the rebels", "group"),
        ("a statement", "document"),
        ("Awale Guedi", "person"),
        ("the airline", "company"),
        ("somebody or other", "other"),
    ],
)
def test_kinds_of_sources(name: str, kind: SourceKind) -> None:
    assert source_kind(name) == kind


@pytest.mark.parametrize("name", ["Awale Guedi", "the defence ministry", "Colonel Guedi", "the Pentagon", "the army"])
def test_named(name: str) -> None:
    assert is_named(name)


@pytest.mark.parametrize("name", ["two officials", "a US official", "unnamed Turkish officials", "witnesses", "a man"])
def test_not_named(name: str) -> None:
    assert not is_named(name)


@quick
@given(article=records())
def test_any_text_gives_spans_of_its_sentences(article: ArticleRecord) -> None:
    for sentence in article.sentences:
        for one in attributed(article, sentence):
            (span,) = one.source.spans
            assert article.text[span.start : span.end] == one.source.text != ""
            assert in_a_sentence(article, span)
            assert in_a_sentence(article, one.cue)


def test_a_speaker_in_capitals_has_an_office_behind_the_name() -> None:
    article = record("COLONEL ANA RUIZ, COMMANDER OF THE RIVER POST, TOLD THIS NETWORK THAT TWO MEN DIED.")
    assert [one.source.text for one in attributed(article, article.sentences[0])] == ["COLONEL ANA RUIZ"]


def test_the_form_of_a_company_is_no_speaker() -> None:
    article = record("Solmar Renovables, S.L., a maker of panels, today announced that it had signed.")
    assert [one.source.text for one in attributed(article, article.sentences[0])] == ["Solmar Renovables"]
