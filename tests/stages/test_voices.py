from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from stories import MINE, in_a_sentence, passage, quick, record, records, values

from nutgraf.schema import ArticleRecord
from nutgraf.stages.ground import locate_all
from nutgraf.stages.mention import Voice
from nutgraf.stages.voices import quote_in, voice_of


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
