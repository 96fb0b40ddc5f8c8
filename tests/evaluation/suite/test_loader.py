"""Loading a suite: splits, texts that are elsewhere, the fingerprint; and the project's own suite."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from labelled import ARTICLE, LABEL, suite

from nutgraf import Article
from nutgraf.errors import SettingError
from nutgraf.evaluation.suite.loader import Suite, load_labels, load_suite
from nutgraf.evaluation.suite.quotations import Quotations, SpacedText
from nutgraf.evaluation.suite.vocabulary import COUNTRIES, TRAPS, ArticleKind
from nutgraf.event_types import event_types

EVALS = Path(__file__).parents[3] / "evals"


def outside(folder: Path) -> tuple[Path, Path]:
    """A suite of one article whose text is elsewhere, and that text."""
    suite(folder)
    text = folder / "elsewhere.txt"
    (folder / "articles" / "crane.txt").rename(text)
    digest = hashlib.sha256(ARTICLE.encode()).hexdigest()
    label = LABEL.replace("fictional: true", f"fictional: false\nexternal: {{sha256: {digest}}}")
    (folder / "labels" / "crane.yaml").write_text(label, encoding="utf-8")
    return folder, text


def test_articles_come_in_the_order_of_their_names_and_by_split(tmp_path: Path) -> None:
    for slug, split in (("c", "dev"), ("a", "test"), ("b", "dev")):
        suite(
            tmp_path,
            slug=slug,
            label=LABEL.replace("slug: crane", f"slug: {slug}").replace("split: dev", f"split: {split}"),
        )
    assert [one.slug for one in load_suite(tmp_path).articles] == ["a", "b", "c"]
    assert [one.slug for one in load_suite(tmp_path, split="dev").articles] == ["b", "c"]
    assert load_suite(tmp_path, split="dev").fingerprint == load_suite(tmp_path).fingerprint
    with pytest.raises(SettingError, match="There is no split “tset”"):
        load_suite(tmp_path, split="tset")


def test_a_text_that_is_elsewhere_is_read_from_the_path_that_is_given(tmp_path: Path) -> None:
    folder, text = outside(tmp_path)
    loaded = load_suite(folder, external={"crane": text})
    assert ([one.slug for one in loaded.articles], loaded.left_out) == (["crane"], ())
    assert loaded.articles[0].article == Article.from_file(text)


def test_a_text_that_is_elsewhere_and_not_given_is_left_out_by_name(tmp_path: Path) -> None:
    folder, _ = outside(tmp_path)
    loaded = load_suite(folder)
    assert (loaded.articles, loaded.left_out) == ((), ("crane",))
    assert load_suite(folder, split="test").left_out == ()


def test_another_text_than_the_one_that_was_labelled(tmp_path: Path) -> None:
    folder, text = outside(tmp_path)
    text.write_text(ARTICLE + "\n", encoding="utf-8")
    with pytest.raises(SettingError, match=r"line 6, external, sha256: .* holds another text than the one that was"):
        load_suite(folder, external={"crane": text})


def test_a_path_for_an_article_that_has_its_text_in_the_folder_or_no_label(tmp_path: Path) -> None:
    suite(tmp_path)
    with pytest.raises(SettingError, match="No label file is for an article “crane” whose text is elsewhere"):
        load_suite(tmp_path, external={"crane": tmp_path / "articles" / "crane.txt"})


def test_a_text_that_is_both_here_and_elsewhere(tmp_path: Path) -> None:
    folder, text = outside(tmp_path)
    (folder / "articles" / "crane.txt").write_bytes(text.read_bytes())
    with pytest.raises(SettingError, match=r"external: .* elsewhere, but articles/crane\.txt is there"):
        load_suite(folder)


def test_a_path_that_leads_nowhere(tmp_path: Path) -> None:
    folder, text = outside(tmp_path)
    text.unlink()
    with pytest.raises(SettingError, match=r"elsewhere\.txt does not exist\."):
        load_suite(folder, external={"crane": text})


def test_the_fingerprint_is_of_names_and_bytes(tmp_path: Path) -> None:
    def fingerprint(name: str, *, label: str = LABEL, article: str = ARTICLE, slug: str = "crane") -> str:
        folder = tmp_path / name
        folder.mkdir()
        return load_suite(suite(folder, label=label, article=article, slug=slug)).fingerprint

    first = fingerprint("first")
    assert re.fullmatch("[0-9a-f]{64}", first)
    assert fingerprint("same") == first
    others = {
        fingerprint("label", label=LABEL + "# a comment\n"),
        fingerprint("article", article=ARTICLE + "\n"),
        fingerprint("endings", article=ARTICLE.replace("\n", "\r\n")),
        fingerprint("name", slug="other", label=LABEL.replace("slug: crane", "slug: other")),
    }
    assert len(others | {first}) == 5


def test_other_files_in_the_folders_are_no_part_of_the_suite(tmp_path: Path) -> None:
    before = load_suite(suite(tmp_path)).fingerprint
    for name in ("articles/.hidden.txt", "articles/notes.md", "labels/crane.yaml~"):
        (tmp_path / name).write_text("notes", encoding="utf-8")
    assert load_suite(tmp_path).fingerprint == before


def test_a_pass_over_some_of_the_articles_is_read_from_another_folder(tmp_path: Path) -> None:
    for slug in ("a", "b"):
        suite(tmp_path, slug=slug, label=LABEL.replace("slug: crane", f"slug: {slug}"))
    again = tmp_path / "again"
    again.mkdir()
    label = LABEL.replace("slug: crane", "slug: b").replace("status: happened", "status: alleged", 1)
    (again / "b.yaml").write_text(label, encoding="utf-8")
    (read,) = load_labels(articles=tmp_path / "articles", labels=again)
    assert (read.slug, read.events[0].status) == ("b", ("alleged",))
    kept = load_suite(tmp_path).articles[1]
    assert (kept.article, kept.events[1:]) == (read.article, read.events[1:])
    assert kept.events[0].status == ("happened",)


def test_errors_of_a_pass_name_its_own_folder(tmp_path: Path) -> None:
    suite(tmp_path)
    again = tmp_path / "again"
    again.mkdir()
    with pytest.raises(SettingError, match=r"again holds no \.yaml file"):
        load_labels(articles=tmp_path / "articles", labels=again)
    (again / "crane.yaml").write_text(LABEL.replace("type: accident", "type: mishap"), encoding="utf-8")
    with pytest.raises(SettingError, match=r"^again/crane\.yaml, line 16, events 1, type: "):
        load_labels(articles=tmp_path / "articles", labels=again)
    (again / "crane.yaml").rename(again / "derrick.yaml")
    (again / "derrick.yaml").write_text(LABEL.replace("slug: crane", "slug: derrick"), encoding="utf-8")
    with pytest.raises(SettingError, match=r"^again/derrick\.yaml: has no article articles/derrick\.txt"):
        load_labels(articles=tmp_path / "articles", labels=again)


@pytest.mark.parametrize(
    ("words", "text", "places"),
    [
        ("14", "14 men, 14,000 ewes, 3.14 per cent, 14.", [(0, 2), (36, 38)]),
        ("000", "14,000", []),
        ("men", "Two men's women", [(4, 7)]),
        ("two  men", "two\n\nmen and two men", [(0, 8), (13, 20)]),
        ("é", "cafe\u0301 e\u0301", [(6, 7)]),
        ("3人", "13人と3人", [(4, 6)]),
        ("人", "三人", [(1, 2)]),
        ("aa aa", "aa aa aa", [(0, 5), (3, 8)]),
        ("$4", "$4,000 and $4", [(11, 13)]),
        ("  ", "a b", []),
    ],
)
def test_where_words_stand(words: str, text: str, places: list[tuple[int, int]]) -> None:
    if "\u0301" in text:
        text = Article.from_text(text + ". More words so that there is a story.").text
        places = [(5, 6)]
    assert [(span.start, span.end) for span in SpacedText(text).places(words)] == places


def test_every_place_is_in_the_sentence_that_it_begins_in() -> None:
    article = Article.from_text("A boat sank. A boat sank off Lund.\n\nNobody was on it.")
    found = Quotations(article)
    assert found.sentences_of("A boat sank") == [1, 2]
    assert [span.start for span in found.in_sentences("sank", {2})] == [20]
    assert found.in_sentences("Lund", {1}) == found.in_body("Lund"), "its paragraph has it"
    assert found.in_sentences("Lund", {3}) == ()


# The project's own suite


@pytest.fixture(scope="module")
def own() -> Suite:
    return load_suite(EVALS)


def test_the_own_suite_loads_in_full(own: Suite) -> None:
    assert len(own.articles) + len(own.left_out) == len(list((EVALS / "labels").iterdir()))
    assert len(own.articles) == len(list((EVALS / "articles").iterdir())) >= 60
    assert {one.split for one in own.articles} == {"dev", "test"}


def test_the_own_suite_is_the_one_that_was_frozen(own: Suite) -> None:
    recorded = (EVALS / "FINGERPRINT").read_text(encoding="ascii").strip()
    assert own.fingerprint == recorded, (
        "An article or a label of the suite was changed. If that was on purpose, write "
        f"{own.fingerprint} into evals/FINGERPRINT and give it a line in CHANGELOG.md with its effect on scores."
    )


def test_the_two_passes_are_over_the_same_articles(own: Suite) -> None:
    first, second = (
        load_labels(articles=EVALS / "articles", labels=EVALS / "passes" / name) for name in ("first", "second")
    )
    assert [one.slug for one in first] == [one.slug for one in second]
    assert len(first) == 24
    assert {one.slug for one in first} <= {one.slug for one in own.articles}


def test_every_trap_is_held_by_three_articles(own: Suite) -> None:
    held = Counter(trap for one in own.articles for trap in one.traps)
    assert {trap: held[trap] for trap in TRAPS if held[trap] < 3} == {}


def test_every_family_of_types_occurs(own: Suite) -> None:
    types = event_types()
    seen = {types[event.type[0]].family for one in own.articles for event in one.events}
    assert seen == {row.family for row in types.values()}


def test_the_format_page_lists_what_the_code_knows() -> None:
    page = (EVALS / "LABELS.md").read_text(encoding="utf-8")
    listed = re.search(r"### Traps\n(.*?)\n\n", page, re.DOTALL)
    assert listed is not None
    assert set(re.findall(r"`(\w+)`", listed[1])) == TRAPS
    kinds = re.search(r"\| \*\*kind\*\* \| (.*) \|", page)
    assert kinds is not None
    assert tuple(re.findall(r"`(\w+)`", kinds[1])) == get_args(ArticleKind)
    assert len(COUNTRIES) == 249


def test_the_example_of_the_format_page_loads(tmp_path: Path) -> None:
    page = (EVALS / "LABELS.md").read_text(encoding="utf-8")
    article = re.search(r"```\n(Fire guts .*?)```", page, re.DOTALL)
    label = re.search(r"```yaml\n(slug: .*?)```", page, re.DOTALL)
    assert article is not None
    assert label is not None
    loaded = load_suite(suite(tmp_path, slug="kolda-market-fire", article=article[1], label=label[1]))
    assert [event.id for event in loaded.articles[0].events] == ["e1", "e2", "e3"]
