"""What can be seen of a run while it goes on: its progress, and its traces."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from corpus_model import good_model, story
from misbehaving import MisbehavingServer, answer, status
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from running import work, write_rows

from nutgraf.cli import batch_progress
from nutgraf.corpus.budget import Budget, Price
from nutgraf.corpus.pace import Pace
from nutgraf.corpus.runner import Counts
from nutgraf.usage import Usage


@pytest.fixture(scope="module")
def exporter() -> InMemorySpanExporter:
    kept = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    trace.set_tracer_provider(provider)
    return kept


@pytest.fixture
def spans(exporter: InMemorySpanExporter) -> InMemorySpanExporter:
    exporter.clear()
    return exporter


async def test_traces(tmp_path: Path, model_server: MisbehavingServer, spans: InMemorySpanExporter) -> None:
    model_server.then(status(500, "SECRET words of the server"), answer({"SECRET": 1}))
    model_server.always(good_model(cached_tokens=30))
    await work(tmp_path / "run.db", [write_rows(tmp_path / "n.jsonl", [{"text": story(1)}])], model_server)
    finished = spans.get_finished_spans()
    (article,) = [span for span in finished if span.name == "nutgraf.article"]
    requests = [span for span in finished if span.name == "chat test"]
    assert all(span.parent and span.parent.span_id == article.context.span_id for span in requests)
    errors = [(span.attributes or {}).get("error.type") for span in requests]
    assert errors == ["RequestFailed", "AnswerInvalid", None, None]
    good = dict(requests[-1].attributes or {})
    assert good["gen_ai.operation.name"] == "chat"
    assert good["gen_ai.request.model"] == "test"
    assert good["gen_ai.provider.name"] == "openai"
    assert (good["gen_ai.usage.input_tokens"], good["gen_ai.usage.output_tokens"]) == (100, 20)
    assert "SECRET" not in "".join(span.to_json() for span in finished)


def test_plain_lines_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_progress, "PLAIN_SECONDS", 0.0)
    budget = Budget(price=Price(model="gpt-4o-mini", provider="openai"))
    budget.add(Usage(prompt=1_000_000, completion=1000))
    counts = Counts(done=30, failed=2, settled=8, started=time.monotonic() - 60)
    with batch_progress.display(budget, 100) as shown:
        show = shown.on(Pace())
        show(counts)
        counts.away_since = time.monotonic()
        show(counts)
    first, away, _ = capsys.readouterr().err.splitlines()
    assert "30 done, 2 failed, 8 passed over" in first
    assert "articles an hour, 1,001,000 tokens, $0.15" in first
    assert first.endswith("1 min left")
    assert away == "nutgraf: The model server is away: waiting for it."
