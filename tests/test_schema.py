from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from nutgraf import schema
from nutgraf.schema import ArticleRecord, Event, Origin, Place, Published, Report, Run, Sentence, Span, Summary, Tokens

RECORDS = [one for one in vars(schema).values() if isinstance(one, type) and issubclass(one, BaseModel)]
PUBLIC = [one for one in RECORDS if not one.__name__.startswith("_") and one is not BaseModel]


def article(text: str = "Two men left. They sang.\n\nNobody came.") -> ArticleRecord:
    ends = [(0, 13, 1), (14, 24, 1), (26, 38, 2)]
    return ArticleRecord(
        id="0" * 64, title=None, url=None, publisher=None, language="en", text=text, source=Origin(kind="text"),
        published=Published(date=None, origin="none", text=None), dateline=None,
        sentences=[Sentence(id=n, start=s, end=e, paragraph=p) for n, (s, e, p) in enumerate(ends, 1)],
    )  # fmt: skip


def report() -> Report:
    return Report(
        article=article(),
        events=[],
        summary=Summary(length="brief", text="", sentences=[]),
        findings=[],
        run=Run(
            model="test",
            window=1,
            prompts={},
            nutgraf_version="0",
            calls=0,
            tokens=Tokens(),
            seconds=0.0,
            cost_usd=None,
        ),
    )


def test_a_report_survives_json() -> None:
    assert Report.model_validate_json(report().model_dump_json()) == report()


def test_the_version_is_in_every_report() -> None:
    assert report().model_dump()["schema_version"] == schema.SCHEMA_VERSION == "1.0"


@pytest.mark.parametrize("record", PUBLIC, ids=lambda one: one.__name__)
def test_records_are_frozen_and_closed(record: type[BaseModel]) -> None:
    assert record.model_config["frozen"]
    assert record.model_config["extra"] == "forbid"
    assert record.__doc__


def test_a_field_that_is_none_of_the_schemas_is_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        Span.model_validate({"start": 0, "end": 1, "text": "x"})
    with pytest.raises(ValidationError, match="frozen"):
        Span(start=0, end=1).start = 2  # type: ignore[misc]


@pytest.mark.parametrize(("field", "value"), [("role", "scene"), ("precision", "exact"), ("id", None)])
def test_a_value_that_is_none_of_its_kind_is_refused(field: str, value: Any) -> None:
    fields: dict[str, Any] = {"id": "l1", "name": "Obock", "spans": [], "role": "event"}
    Place.model_validate(fields)
    with pytest.raises(ValidationError):
        Place.model_validate(fields | {field: value})


def test_the_json_schema_names_what_the_contract_names() -> None:
    found = Report.model_json_schema()
    assert set(found["properties"]) == {"schema_version", "article", "events", "summary", "findings", "run"}
    assert set(found["$defs"]["Event"]["properties"]) == {
        "id", "title", "type", "status", "disputed", "participants", "places", "time", "quantities", "attributions",
        "relations", "sentences", "confidence",
    }  # fmt: skip
    assert "denied" in found["$defs"]["Event"]["properties"]["status"]["enum"]


def test_the_sentences_of_an_article() -> None:
    read = article()
    assert [read.sentence_text(one) for one in read.sentences] == ["Two men left.", "They sang.", "Nobody came."]
    assert [[one.id for one in paragraph] for paragraph in read.paragraphs()] == [[1, 2], [3]]


@given(st.text(max_size=50), st.integers(0, 50), st.integers(0, 50))
def test_a_span_is_a_python_slice_even_outside_the_basic_plane(text: str, start: int, end: int) -> None:
    read = article(text)
    assert read.sentence_text(Sentence(id=1, start=start, end=end, paragraph=1)) == text[start:end]


def test_events_default_to_nothing_that_is_not_known() -> None:
    event = Event(
        id="e1", title="x", type="other", status="happened", disputed=False, participants=[], places=[], time=None,
        quantities=[], attributions=[], sentences=[1],
    )  # fmt: skip
    assert (event.relations, event.confidence) == ([], None)
