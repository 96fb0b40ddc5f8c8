from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any

from page_reports import attacked, corpus, ferry

from nutgraf.cli import markdown
from nutgraf.pages import corpus as page_of_many
from nutgraf.pages.packing import Packer
from nutgraf.schema import Report


def html(reports: list[Report]) -> str:
    return page_of_many.render(reports, title="RUN.db", markdown=markdown.render)


def index(page: str) -> list[dict[str, Any]]:
    (data,) = re.findall(r'<script type="application/json" id="index">(.*?)</script>', page, re.DOTALL)
    found: list[dict[str, Any]] = json.loads(data)
    return found


def unpacked(page: str, key: str) -> dict[str, str]:
    """What the browser makes of an article: the sample's stream, then the article's."""
    sample = re.search(r'id="sample" data-length="(\d+)">(.*?)</script>', page)
    article = re.search(rf'id="packed-{key}">(.*?)</script>', page)
    assert sample
    assert article
    stream = base64.b64decode(sample[2]) + base64.b64decode(article[1])
    found: dict[str, str] = json.loads(zlib.decompress(stream, wbits=-15)[int(sample[1]) :])
    return found


def test_the_index_has_what_is_filtered_by() -> None:
    (entry,) = index(html([ferry()]))
    assert entry["findings"] == ["figures_differ", "date_not_known", "window_lost"]
    first, second = entry["events"]
    assert first["kinds"] == ["official", "group", "company"]
    assert first["places"] == [["Lindavik", 59.25, 5.3, False]]
    assert (first["countries"], first["start"], first["disputed"]) == (["NO"], "2025-03-04", True)
    assert (second["kinds"], second["start"], second["places"]) == (["article"], None, [])


def test_each_article_unpacks_to_its_page_and_its_report() -> None:
    reports = [*corpus(20), ferry(), attacked("</script>𝔘")]
    page = html(reports)
    entries = index(page)
    for report, entry in zip(reports, entries, strict=True):
        record = unpacked(page, entry["key"])
        assert json.loads(record["json"]) == json.loads(report.model_dump_json())
        assert record["markdown"] == markdown.render(report)
        assert 'class="masthead"' in record["html"]
        assert "<script" not in record["html"].lower()


def test_copies_of_an_article_have_rows_of_their_own() -> None:
    page = html([ferry(), ferry(), ferry()])
    keys = [entry["key"] for entry in index(page)]
    assert len(set(keys)) == 3
    assert all(unpacked(page, key) for key in keys)


def test_coordinates_that_are_none_are_left_out() -> None:
    (entry,) = index(html([attacked("x")]))
    assert [place[1] for place in entry["events"][0]["places"]] == [None, -19.8]


def test_there_is_a_map_only_where_there_are_places() -> None:
    assert 'class="land"' in html([ferry()])
    nowhere = ferry().model_copy(update={"events": []})
    assert 'class="land"' not in html([nowhere])
    assert index(html([])) == []


def test_a_sample_makes_like_texts_small_and_is_not_needed() -> None:
    texts = [f"<p class='sentence'>{number} of many, all much alike</p>" * 3 for number in range(3)]
    packer = Packer(texts[:1])
    alone = Packer([])
    assert len(packer.packed(texts[1])) < len(alone.packed(texts[1])) / 2
    assert zlib.decompress(base64.b64decode(alone.sample) + base64.b64decode(alone.packed(texts[2])), wbits=-15) == (
        texts[2].encode()
    )
