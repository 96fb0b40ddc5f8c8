from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import MINE, in_a_sentence, passage, quick, record, records, values

from nutgraf.schema import ArticleRecord
from nutgraf.stages.ground import locate_all
from nutgraf.stages.mention import Voice
from nutgraf.stages.voices import quote_in, voice_at, voice_of


def voice(text: str, *, sentence: int = 1, proposed: str = "") -> Voice:
    article = record(text)
    given_ = [passage(article, proposed)] if proposed else []
    return voice_of(article, [article.sentences[sentence - 1]], given_)


def test_the_models_proposal_counts_where_attributing_words_are_beside_it() -> None:
    spoken = voice("Rebels attacked, the army said, as witnesses told La Voz.", proposed="witnesses")
    assert spoken.source is not None
    assert spoken.source.text == "witnesses"


def test_without_a_proposal_the_sentence_decides() -> None:
    spoken = voice(MINE)
    assert spoken.source is not None
    assert (spoken.source.text, spoken.kind, spoken.named) == ("the defence ministry", "official", True)


def test_a_proposal_without_attributing_words_is_no_source() -> None:
    spoken = voice("Rebels left Tadjoura on Monday.", proposed="Rebels")
    assert (spoken.source, spoken.kind, spoken.named, spoken.stance) == (None, "article", False, "asserts")


def test_a_pronoun_stands_for_the_last_person_who_spoke() -> None:
    article = record(MINE)
    spoken = voice_of(article, [article.sentences[2]], [])
    assert spoken.source is not None
    assert spoken.source.text == "Colonel Awale Guedi"
    assert [article.text[span.start : span.end] for span in spoken.source.spans] == ["Colonel Awale Guedi", "he"]
    assert spoken.quote is not None
    assert spoken.quote.text == "They will answer for this,"


def test_a_pronoun_that_nobody_stands_before_is_no_source() -> None:
    assert voice("He said so.").source is None


def test_who_is_cited_speaks_through_who_cites() -> None:
    spoken = voice("The newspaper La Voz, citing two officials, reported that talks failed.")
    assert spoken.source is not None
    assert spoken.source.text == "two officials"
    assert [via.text for via in spoken.via] == ["The newspaper La Voz"]
    assert not spoken.named


def test_who_is_cited_ends_before_what_they_said() -> None:
    spoken = voice("La Voz reported it, citing officials who said that talks had failed.")
    assert spoken.source is not None
    assert spoken.source.text == "officials"
    assert [via.text for via in spoken.via] == ["La Voz"]


def test_a_denial() -> None:
    assert voice(MINE, sentence=4).stance == "denies"


def test_the_first_sentence_that_has_a_source_gives_it() -> None:
    article = record("Rebels left. The army said so. Okello denied it.")
    spoken = voice_of(article, article.sentences, [])
    assert spoken.source is not None
    assert spoken.source.text == "The army"


def test_quotations() -> None:
    article = record('He called it "a very long night" and "an end". They left.')
    quote = quote_in(article, article.sentences[0])
    assert quote is not None
    assert quote.text == "a very long night"
    assert quote_in(article, article.sentences[1]) is None


@quick
@given(article=records(), data=st.data())
def test_any_voice_is_made_of_the_articles_words(article: ArticleRecord, data: st.DataObject) -> None:
    sentence = data.draw(st.sampled_from(article.sentences))
    proposed = locate_all(article, data.draw(values(article)), [sentence])
    spoken = voice_of(article, [sentence], proposed)
    passages = [*([spoken.source] if spoken.source else []), *spoken.via, *([spoken.quote] if spoken.quote else [])]
    for one in passages:
        texts = [article.text[span.start : span.end] for span in one.spans]
        assert one.text in texts
        assert all(in_a_sentence(article, span) for span in one.spans)
    assert all(in_a_sentence(article, span) for span in spoken.cue)


def source(text: str, sentence: int = 1) -> str | None:
    found = voice(text, sentence=sentence).source
    return found.text if found else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A nurse who was on duty that night said the lights went out.", "A nurse who was on duty that night"),
        ("The lights went out, a nurse who was on duty said.", "a nurse who was on duty"),
        (
            "A man involved in the talks, who asked not to be named, said they had failed.",
            "A man involved in the talks",
        ),
        ("“It is over,” said the front's chief negotiator, Ana Muchanga.", "Ana Muchanga"),
        ("The front promised to leave, Okello said.", "Okello"),
        ("The hospital put the number of dead at 12.", "The hospital"),
        ("The governor spoke of five dead.", "The governor"),
        ("La Voz quoted a guard as saying that shots were fired.", "a guard"),
        ("“We heard shots,” one of the guards was quoted as saying.", "one of the guards"),
    ],
)
def test_more_ways_to_name_a_source(text: str, name: str) -> None:
    assert source(text) == name


def test_the_innermost_source_speaks_through_those_who_pass_it_on() -> None:
    spoken = voice("The mayor said that the colonel had told him the road was mined.")
    assert spoken.source is not None
    assert spoken.source.text == "the colonel"
    assert [one.text for one in spoken.via] == ["The mayor"]


def test_a_quotation_goes_on_with_the_voice_before_it() -> None:
    text = "“We heard shots,” said Ana Muchanga, who lives nearby. “Then it was quiet.”"
    spoken = voice(text, sentence=2)
    assert spoken.source is not None
    assert (spoken.source.text, spoken.kind) == ("Ana Muchanga", "witness")
    assert spoken.quote is not None
    assert spoken.quote.text == "Then it was quiet."


def test_it_stands_for_the_last_body_that_spoke() -> None:
    text = "The interior ministry said nine people had died. Fourteen were wounded, it said."
    assert source(text, 2) == "The interior ministry"


def test_a_title_stands_for_the_one_person_who_has_it() -> None:
    text = "Governor Ana Muchanga came on Monday. The governor said the road would stay closed."
    assert source(text, 2) == "Ana Muchanga"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ana Muchanga, a spokeswoman for the Interior Ministry, said so.", "official"),
        ("Ana Muchanga, a spokeswoman for the company, said so.", "company"),
        ("Ana Muchanga, an economist at the Beira Institute, said so.", "expert"),
        ("Ana Muchanga, who lives across the road, said so.", "witness"),
        ("Ana Muchanga, who heads the provincial hospital, said so.", "official"),
        ("Brigadier Ana Muchanga said so.", "official"),
        ("Lusanga, the company that runs the pit, said so.", "company"),
        ("The Mutuelle des Mineurs (MDM) met. MDM, a union of diggers, said so.", "group"),
        ("The central bank said so.", "official"),
    ],
)
def test_kinds_follow_from_what_the_article_says_of_a_source(text: str, kind: str) -> None:
    article = record(text)
    assert voice_of(article, article.sentences, []).kind == kind


def test_a_persons_body() -> None:
    spoken = voice("Ana Muchanga, a spokeswoman for the Interior Ministry, said so.")
    assert spoken.affiliation is not None
    assert spoken.affiliation.text == "Interior Ministry"
    assert voice("Ana Muchanga said so.").affiliation is None


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The company said it would cut 40 jobs.", "announces"),
        ("The prefect said that guards would be posted on Monday.", "announces"),
        ("The council said no such calls were made.", "denies"),
        ("The firm said it was looking at the request.", "undecided"),
        ("The company said three of its workers had died.", "asserts"),
        ("The police denied it.", "denies"),
    ],
)
def test_stances_by_what_is_said(text: str, stance: str) -> None:
    assert voice(text).stance == stance


def test_the_clause_of_a_figure_decides_whose_it_is() -> None:
    text = "A mine killed four rebels, the army said, but villagers said two of the dead were herders."
    article = record(text)
    (sentence,) = article.sentences
    names = [voice_at(article, sentence, text.index(word)).source for word in ("four", "two")]
    assert [name.text for name in names if name] == ["the army", "villagers"]


def test_a_clause_is_no_source() -> None:
    text = "Clerk Ana Ruiz, one of nine who voted, said the town faces larger problems."
    found = voice(text, proposed="the town faces larger problems")
    assert found.source is not None
    assert found.source.text == "Clerk Ana Ruiz"


def test_the_items_of_a_list_are_the_word_of_whoever_announces_it() -> None:
    article = record(
        "On Monday the Lake Front stated the following:\n\n1. It had no part in the murder. Others had.\n\n"
        "2. The mayor was killed in a feud.\n\nThe feud began in May."
    )
    sources = [voice_of(article, [one], []).source for one in article.sentences]
    assert [one.text if one else None for one in sources] == ["the Lake Front"] * 4 + [None]
    shouted = record("THE LAKE FRONT [LLF] STATES THE FOLLOWING:\n\n1. IT HAD NO PART IN THE MURDER.")
    assert all(voice_of(shouted, [one], []).source for one in shouted.sentences)
    bare = record("These streets are closed:\n\n1. Mill Road.\n\n2. Quay Street.")
    assert all(voice_of(bare, [one], []).source is None for one in bare.sentences)
