"""A broken label file gives a sentence that names file, line, field and reason."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from labelled import LABEL, changed, suite

from nutgraf.errors import SettingError
from nutgraf.evaluation.suite.loader import load_suite


def complaint(folder: Path, label: str) -> str:
    with pytest.raises(SettingError) as caught:
        load_suite(suite(folder, label=label))
    assert caught.value.hint
    return str(caught.value)


def line_of(words: str, label: str) -> int:
    return label[: label.index(words)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "field", "reason"),
    [
        (
            "text: on Monday, text_or",
            "text: on Mondey, text_or",
            "events 1, time, text",
            "“on Mondey” isn't in the body of the article; near to it is",
        ),
        (
            "text: on Monday, text_or",
            "text: stand at the pier, text_or",
            "events 1, time, text",
            "“stand at the pier” isn't in the cited sentences, nor in their paragraphs; it is in sentence 7",
        ),
        (
            "quote: It came down like a tree",
            "quote: Two hurt as",
            "events 1, attributions 2, quote",
            "only in its headline",
        ),
        (
            "text: like a tree, in_quotes",
            "text: ten quiet harbours, in_quotes",
            "loaded 1, text",
            "only in what the page has around it",
        ),
        ("text: Read more", "text: Read less", "no_event 1, text", "“Read less” isn't in the article"),
        ("text: '1,200 litres'", "text: 200 litres", "events 1, quantities 3, text", "isn't in the body"),
        ("name: two men, name_or", "name: wo men, name_or", "events 1, participants 1, name", "isn't in the body"),
        (
            "text: two, text_or",
            "text: two, in: litres of fuel ran, text_or",
            "events 1, quantities 1, text",
            "isn't in the words of `in`, nor in their sentence",
        ),
        ("[The club had complained]", "[said]", "events 2, sentences 1", "begins in several sentences (1, 2, 3, 5)"),
        ("[The club had complained]", "[9]", "events 2, sentences 1", "there is no sentence 9; the body has 8"),
        (
            "[Conti told the Corriere]",
            "[Conti told, Police said 1,200 litres]",
            "events 3, sentences 2",
            "“Police said 1,200 litres” is split at its comma; put the whole quotation in quotation marks",
        ),
        (
            "sentences: [three people were hurt],",
            "sentences: [Two more cranes],",
            "events 1, attributions 2, sentences 1",
            "“Two more cranes” (sentence 7) isn't among the sentences of the event",
        ),
        ("  - [Lido Sailing Club, The club]", "  - [The firm, Conti]", "names 2 2", "stands in two groups"),
        ("fictional: true", "fictional: yes", "fictional", "has to be `true` or `false`"),
        ("slug: crane", "slug: cranes", "slug", "“cranes” isn't the name of the file"),
        ("split: dev", "split: train", "split", "“train” isn't one of dev, test"),
        ("kind: agency", "kind: agencies", "kind", "did you mean “agency”?"),
        ("language: en", "language: English", "language", "is no ISO 639-1 code such as en"),
        ("traps: [conflicting_counts]", "traps: [conflict_counts]", "traps 1", "did you mean “conflicting_counts”?"),
        ("why: list", "why: listing", "no_event 1, why", "“listing” is no trap"),
        ("main: e1", "main: e7", "main", "e7 points to nothing"),
        ("main: e1", "main: null", "main", "has to name an event"),
        ("main: e1", "main: first", "main", "“first” is no event id such as e1"),
        ("date: 2019-03-04, origin", "date: 2019-02-29, origin", "published, date", "“2019-02-29” is no date"),
        ("type: accident", "type: accidents", "events 1, type", "did you mean “accident”?"),
        ("status: planned", "status: plan", "events 3, status", "“plan” isn't one of happened, ongoing, planned"),
        ("    status: planned\n", "", "events 3, status", "is missing"),
        (
            "sentences: [The club had complained]",
            "sentences: The club",
            "events 2, sentences",
            "has to be a list, such as [The club]",
        ),
        (
            "sentences: [The club had complained]",
            "sentences: []",
            "events 2, sentences",
            "has too few items; it needs 1",
        ),
        ("role: agent, kind: org", "rol: agent, kind: org", "events 2, participants 1, rol", "did you mean “role”?"),
        ("country: [IT]", "country: [UK]", "events 1, places 1, country 1", "“UK” is no ISO 3166-1 alpha-2 code"),
        ("lat: 46.01, ", "", "events 1, places 1", "has to have both `lat` and `lon`"),
        ("lat: 46.01, lon: 9.28, ", "", "events 1, places 1", "needs `lat` and `lon`, being a town"),
        (
            "precision: town",
            "precision: country",
            "events 1, places 1",
            "may not have `lat` and `lon`, being a country",
        ),
        ("lat: 46.01", "lat: north", "events 1, places 1, lat", "“north” is no number"),
        ("lat: 46.01", "lat: 460.1", "events 1, places 1, lat", "less than or equal to 90"),
        ("start: 2017-01-01", "start: 2017-1-1", "events 2, time, start", "“2017-1-1” is no date such as 2013-06-11"),
        ("start: 2017-01-01", "start: 2017-01-01T25:00", "events 2, time, start", "is no date or moment"),
        ("end: 2017-12-31", "end: 2016-12-31", "events 2, time", "ends before it starts"),
        ("participant: p1", "participant: p2", "events 1, quantities 1, participant", "p2 points to nothing"),
        ("place: l1", "part_of: q1", "events 1, quantities 1, part_of", "points to itself"),
        ("id: q1, text", "id: l1, text", "events 1, quantities 1, id", "l1 is given twice"),
        ("  - id: e3", "  - id: e2", "events 3, id", "e2 is given twice"),
        ("of: men,", "of: men, currency: EUR,", "events 1, quantities 1", "has a `currency`, and is no money"),
        ("of: men,", "of: men, low: 3, high: 2,", "events 1, quantities 1", "has a `high` below its `low`"),
        ("{text: '1,200 litres', ", "{", "events 1, quantities 3", "needs `text`, unless `origin` is `derived`"),
        (
            "{text: '1,200 litres', ",
            "{text: litres, from: [litres], ",
            "events 1, quantities 3",
            "only a derived quantity",
        ),
        ("from: [The club], ", "", "events 2, quantities 1", "needs `from`"),
        ("from: [The club], ", "text: The club, ", "events 2, quantities 1", "has `from` and no `text`"),
        ("value: 1200", "value: 1.2k", "events 1, quantities 3, value", "“1.2k” is no number"),
        (
            "attributions: [{article: true}]",
            "attributions: []",
            "events 2, attributions",
            "has too few items; it needs 1",
        ),
        ("{article: true}", "{article: false}", "events 2, attributions 1", "`article` can only be `true`"),
        ("{article: true}", "{article: true, stance: denies}", "events 2, attributions 1", "stance is given as well"),
        ("{article: true}", "{artcle: true}", "events 2, attributions 1, artcle", "did you mean “article”?"),
        ("kind: background_of", "kind: background", "events 2, relations 1, kind", "did you mean “background_of”?"),
        ("[{to: e1, kind: background_of}]", "[{to: e2, kind: about}]", "events 2, relations 1, to", "its own event"),
        (
            "[{to: e1, kind: background_of}]",
            "[{to: e8, kind: about}]",
            "events 2, relations 1, to",
            "e8 points to nothing",
        ),
        ("events: [e1]", "events: [e9]", "summary, key_points 1, events", "e9 points to nothing"),
        ("words: [[crane], [fell, fall*]]", "words: [crane]", "summary, key_points 1, words 1", "such as [crane]"),
        ("what: the firm would pay", "what: ''", "events 3, what", "is empty"),
        ("what: the firm would pay", "what: [pay]", "events 3, what", "has to be words"),
        (
            "{text: '1,200 litres',",
            "{text: 1,200 litres of fuel,",
            "events 1, quantities 3, 200 litres of fuel",
            "words behind a comma; put the whole quotation in quotation marks",
        ),
        ("kind: agency", "kind: agency\nkind: local", "kind", "stands here twice"),
        ("kind: agency", "kind: &k agency", "kind", "YAML anchors"),
        ("loaded:\n", "loaded: [\n", "", "isn't YAML"),
        ("loaded:\n", "? [a]\n: b\nloaded:\n", "", "a field's name has to be words"),
        ("loaded:\n", "---\nloaded:\n", "", "holds more than one YAML document"),
    ],
)
def test_one_error(tmp_path: Path, old: str, new: str, field: str, reason: str) -> None:
    message = complaint(tmp_path, changed(old, new))
    field = f", {re.escape(field)}" if field else ""
    assert re.search(rf"^labels/crane\.yaml, line \d+{field}: .*{re.escape(reason)}", message, re.MULTILINE), message


def test_the_line_is_that_of_the_value(tmp_path: Path) -> None:
    label = changed("[The club had complained]", "\n      - The club had\n      - The club was")
    message = complaint(tmp_path, label)
    assert message.startswith(f"labels/crane.yaml, line {line_of('The club was', label)}, events 2, sentences 2: ")


def test_all_errors_of_all_files_come_at_once(tmp_path: Path) -> None:
    suite(tmp_path, slug="crane2", label=LABEL.replace("slug: crane", "slug: crane2").replace("main: e1", "main: e8"))
    label = changed("text: on Monday, text_or", "text: on Sunday, text_or").replace("text: in 2017", "text: in 2018")
    message = complaint(tmp_path, label)
    assert message.startswith("The suite has 3 errors:\n")
    assert [line.split(",")[0] for line in message.splitlines()[1:]] == ["labels/crane.yaml"] * 2 + [
        "labels/crane2.yaml"
    ]


def test_of_many_errors_the_first_twenty_are_shown(tmp_path: Path) -> None:
    label = changed("[fell, fall*]]", f"[fell, fall*]], {', '.join(f'field{n}: 1' for n in range(30))}")
    lines = complaint(tmp_path, label).splitlines()
    assert (lines[0], len(lines), lines[-1]) == ("The suite has 30 errors:", 22, "... and 10 more.")


def test_a_sentence_that_cannot_be_found_does_not_bring_other_errors_with_it(tmp_path: Path) -> None:
    label = changed("[The club had complained]", "[The club has complained]")
    label = label.replace("text: in 2017", "text: on Monday")
    message = complaint(tmp_path, label)
    assert message.count("labels/") == 1
    assert "; near to it is “The club had complained”." in message


def test_names_that_could_act_on_a_terminal_are_shown_as_escapes(tmp_path: Path) -> None:
    message = complaint(tmp_path, changed("name: Varenna", 'name: "Va\\e[31mrenna\\u202e"'))
    assert "\\x1b[31m" in message
    assert "\x1b" not in message
    assert "\u202e" not in message


def test_a_list_of_wrong_items_is_not_said_to_be_short_as_well(tmp_path: Path) -> None:
    message = complaint(tmp_path, changed("{article: true}", "{article: true, stance: denies}"))
    assert message.count("labels/") == 1


@pytest.mark.parametrize("depth", [900, 100_000])
@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_nesting_without_end_is_no_label(tmp_path: Path, opening: str, depth: int) -> None:
    assert complaint(tmp_path, opening * depth).startswith("labels/crane.yaml")


@pytest.mark.parametrize("label", ["", "null", "- a", "words", "\x00"])
def test_a_file_that_is_no_mapping(tmp_path: Path, label: str) -> None:
    assert complaint(tmp_path, label).startswith("labels/crane.yaml")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    suite(tmp_path)
    (tmp_path / "labels" / "crane.yaml").write_bytes(LABEL.encode()[:80] + b"\n\xff\xfe")
    with pytest.raises(SettingError, match=r"labels/crane\.yaml, line 7: isn't UTF-8 text"):
        load_suite(tmp_path)


def test_an_article_without_labels_and_labels_without_an_article(tmp_path: Path) -> None:
    suite(tmp_path)
    (tmp_path / "articles" / "crane.txt").rename(tmp_path / "articles" / "boat.txt")
    with pytest.raises(SettingError) as caught:
        load_suite(tmp_path)
    assert "articles/boat.txt: has no label file labels/boat.yaml." in str(caught.value)
    assert "labels/crane.yaml: has no article articles/crane.txt." in str(caught.value)


def test_an_article_that_can_not_be_read(tmp_path: Path) -> None:
    suite(tmp_path)
    (tmp_path / "articles" / "crane.txt").write_bytes(b"  \n")
    with pytest.raises(SettingError, match=r"articles/crane\.txt: is empty\."):
        load_suite(tmp_path)


def test_a_folder_that_is_no_suite(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"articles can't be read: No such file"):
        load_suite(tmp_path)
    suite(tmp_path)
    (tmp_path / "labels" / "crane.yaml").unlink()
    with pytest.raises(SettingError, match=r"labels holds no \.yaml file"):
        load_suite(tmp_path)


def test_without_the_package_that_reads_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(SettingError) as caught:
        load_suite(suite(tmp_path))
    assert "nutgraf[eval]" in caught.value.hint
