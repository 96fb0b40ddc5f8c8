"""Traces of a run through opentelemetry-api: nothing is recorded, and nothing costs, until an SDK is installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import trace

from nutgraf.schema import ArticleRecord

_TRACER = trace.get_tracer("nutgraf")


@contextmanager
def article_span(article: ArticleRecord) -> Iterator[None]:
    """The span of the work on one article; the spans of its requests are under it."""
    with _TRACER.start_as_current_span("nutgraf.article", attributes={"nutgraf.article.id": article.id}):
        yield
