"""What calls to a model use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Usage:
    """What one or several calls used, failed attempts included."""

    calls: int = 0
    """Requests that were sent."""
    prompt: int = 0
    """Tokens read, `cached` among them."""
    completion: int = 0
    cached: int = 0
    """Tokens that the server had in its own prompt cache."""
    seconds: float = 0.0
    """Time spent waiting for the server."""

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            calls=self.calls + other.calls,
            prompt=self.prompt + other.prompt,
            completion=self.completion + other.completion,
            cached=self.cached + other.cached,
            seconds=self.seconds + other.seconds,
        )

    def __sub__(self, other: Usage) -> Usage:
        return Usage(
            calls=self.calls - other.calls,
            prompt=self.prompt - other.prompt,
            completion=self.completion - other.completion,
            cached=self.cached - other.cached,
            seconds=self.seconds - other.seconds,
        )
