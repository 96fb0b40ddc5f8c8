"""Spans of requests, by OpenTelemetry's semantic conventions for generative AI. No prompt and no answer is in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nutgraf.llm.endpoints import Endpoint
from nutgraf.usage import Usage


@contextmanager
def request_span(endpoint: Endpoint, *, max_tokens: int, answer: str) -> Iterator[Any]:
    """The span of one request; an exception that leaves it is its `error.type`. Nothing, where no SDK records it."""
    from opentelemetry import trace

    tracer = trace.get_tracer("nutgraf")
    attributes: dict[str, str | int] = {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai" if "://" in endpoint.address else endpoint.address,
        "gen_ai.request.model": endpoint.model,
        "gen_ai.request.max_tokens": max_tokens,
        "gen_ai.output.type": "json",
        "server.address": endpoint.address,
        "nutgraf.answer": answer,
    }
    with tracer.start_as_current_span(
        f"chat {endpoint.model}",
        kind=trace.SpanKind.CLIENT,
        attributes=attributes,
        record_exception=False,  # it would quote requests and answers
        set_status_on_exception=False,
    ) as span:
        try:
            yield span
        except Exception as error:
            cause = getattr(getattr(error, "failure", None), "error", error)
            span.set_attribute("error.type", type(cause).__name__)
            span.set_status(trace.StatusCode.ERROR)
            raise


def add_usage(span: Any, usage: Usage) -> None:
    """What the request used, to its span."""
    if span.is_recording():
        span.set_attribute("gen_ai.usage.input_tokens", usage.prompt)
        span.set_attribute("gen_ai.usage.output_tokens", usage.completion)
        span.set_attribute("gen_ai.usage.cache_read.input_tokens", usage.cached)
