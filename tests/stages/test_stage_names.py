from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import passage, quick, record, records, values

from nutgraf.schema import ArticleRecord
from nutgraf.stages.ground import locate_all
from nutgraf.stages.names import Names, is_proper, key

TEXT = (
    "Colonel Steve Ambani, a spokesman, said fighters of the Red Sea Front (RSF) had fled. Ambani said RSF lost. "
    "Ana Ruiz met Juan Ruiz. Masked gunmen fired. The gunmen fled. Two men stayed. Three men left."
)


def names(*texts: str) -> Names:
    article = record(TEXT)
    return Names(article, [passage(article, text) for text in texts])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Colonel Steve Ambani", "Ambani"),
        ("Colonel Steve Ambani", "Steve Ambani"),
        ("Red Sea Front", "RSF"),
        ("Masked gunmen", "The gunmen"),
        ("Ana Ruiz", "Ana Ruiz"),
    ],
)
def test_the_same(left: str, right: str) -> None:
    assert names(left, right).same(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("Ana Ruiz", "Juan Ruiz"), ("Two men", "Three men"), ("Ambani", "RSF"), ("The gunmen", "Two men")],
)
def test_not_the_same(left: str, right: str) -> None:
    assert not names(left, right).same(left, right)


@pytest.mark.parametrize(
    ("text", "given", "full", "same"),
    [
        ("Tom Keller left. Tom was ill.", "Tom", "Tom Keller", True),
        ("Bert Keller spoke of James. James Keller left.", "James", "James Keller", True),
        ("Tom Keller left. Tom Brandt stayed, and Tom was ill.", "Tom", "Tom Keller", False),
        ("Jordan Keller flew to Jordan.", "Jordan", "Jordan Keller", False),
        ("Charlotte Keller left Charlotte.", "Charlotte", "Charlotte Keller", False),
    ],
)
def test_a_given_name_is_that_of_the_one_person_who_has_it(text: str, given: str, full: str, same: bool) -> None:
    article = record(text)
    found = Names(article, [passage(article, full), passage(article, given)])
    assert found.same(given, full) is same


def test_the_fullest_form_with_all_its_mentions() -> None:
    article = record(TEXT)
    found = [passage(article, "Ambani"), passage(article, "Colonel Steve Ambani")]
    full = Names(article, found).full(found)
    assert full.text.endswith("Steve Ambani")
    assert {article.text[span.start : span.end] for span in full.spans} >= {"Ambani", "Colonel Steve Ambani"}


def test_the_key_leaves_out_titles_and_articles() -> None:
    assert key("the Colonel Steve Ambani") == key("Steve Ambani")
    assert key("Hart spokesman Steve Ambani") == key("Steve Ambani")
    assert key("The") == ("the",)


@pytest.mark.parametrize(
    ("name", "proper"),
    [
        ("Ana Ruiz", True),
        ("the mayor", False),
        ("TWO MEN", False),
        ("", False),
        ("a man in Beira", False),
        ("Ministry of Health", True),
    ],
)
def test_proper_names(name: str, proper: bool) -> None:
    assert is_proper(name) is proper


@quick
@given(article=records(), data=st.data())
def test_any_passages_have_a_full_form_among_their_words(article: ArticleRecord, data: st.DataObject) -> None:
    given_ = data.draw(st.lists(values(article), min_size=1, max_size=4))
    found = [one for value in given_ for one in locate_all(article, value, article.sentences)]
    registry = Names(article, found)
    for one in found:
        full = registry.full([one])
        assert full.text in [article.text[span.start : span.end] for span in full.spans]
        assert one.spans[0] in full.spans
        assert registry.same(one.text, one.text)


@pytest.mark.parametrize(
    ("text", "left", "right", "same"),
    [
        ("The Interior Ministry spoke. The ministry said more.", "Interior Ministry", "The ministry", True),
        (
            "The Interior Ministry met the Defence Ministry. The ministry spoke.",
            "Interior Ministry",
            "The ministry",
            False,
        ),
        ("Central Command spoke. Centcom said more.", "Central Command", "Centcom", True),
        ("The National River Guard left. The NRG said so.", "National River Guard", "NRG", True),
        ("The National River Guard left. The NRB said so.", "National River Guard", "NRB", False),
    ],
)
def test_one_body_under_two_names(text: str, left: str, right: str, same: bool) -> None:
    article = record(text)
    words = [one for one in ("Interior Ministry", "Defence Ministry", "The ministry", left, right) if one in text]
    assert Names(article, [passage(article, one) for one in words]).same(left, right) is same


def test_a_president_is_not_the_wife_who_comes_in_later() -> None:
    article = record(
        "President Ruiz opened a bridge. Mr. Ruiz said that it was late. In May Ana Ruiz is to speak in Split. "
        "Ana Ruiz has spoken there before."
    )
    texts = ["President Ruiz", "Ruiz", "Ana Ruiz"]
    found = Names(article, [passage(article, text) for text in texts])
    assert not found.same("Ruiz", "Ana Ruiz")
    assert not found.same("President Ruiz", "Ana Ruiz")
    assert found.full([passage(article, "Ruiz")]).text != "Ana Ruiz"


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("Fans of the Lake Party candidate Jill Hart came. Hart waved.", "Jill Hart"),
        ("On Monday Jill Hart came. Hart waved.", "Jill Hart"),
        ("He met Beira Mayor Jill Hart. Hart waved.", "Jill Hart"),
        ("Thirty-year-old Jill Hart came. Hart waved.", "Jill Hart"),
        ("Jill Hart came, then Tom Hart. Hart waved.", "Hart"),
    ],
)
def test_a_surname_alone_has_the_one_full_name_of_the_article(text: str, full: str) -> None:
    article = record(text)
    surname = [passage(article, "Hart")]
    assert Names(article, surname).full(surname).text == full


def test_a_surname_in_capitals_has_its_full_name() -> None:
    article = record("REBELS TOOK ANA MARIA RUIZ. THE FRONT SAID THAT RUIZ IS WELL.")
    passages = [passage(article, "ANA MARIA RUIZ"), passage(article, "RUIZ IS").model_copy(update={"text": "RUIZ"})]
    named = Names(article, passages)
    assert named.same("RUIZ", "ANA MARIA RUIZ")
    assert named.full(passages[1:]).text == "ANA MARIA RUIZ"


def test_an_office_without_a_name_is_one_in_all_its_forms() -> None:
    article = record("THE DEATH OF A SENATOR GRIEVES US. THE COLOMBIAN SENATOR WAS MURDERED.")
    found = Names(article, [passage(article, "SENATOR"), passage(article, "THE COLOMBIAN SENATOR")])
    assert found.same("SENATOR", "THE COLOMBIAN SENATOR")


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("passenger", "passenger in a car", True),
        ("a passenger in a car", "the passenger", True),
        ("two men", "three men in a car", False),
        ("a man", "a manager of the port", False),
    ],
)
def test_a_description_that_goes_on(left: str, right: str, same: bool) -> None:
    text = f"Here is {left}. There is {right}."
    article = record(text)
    assert Names(article, [passage(article, one) for one in (left, right)]).same(left, right) is same
