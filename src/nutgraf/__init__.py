"""nutgraf: a news article in, attributed event records and a neutral summary out, every value tied to the text.

from nutgraf import summarize

report = summarize("article.txt")
print(report.summary.text)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nutgraf.errors import (
        AnswerError,
        FetchError,
        ModelError,
        ModelUnavailable,
        NutgrafError,
        OutputError,
        ReadError,
        SettingError,
    )
    from nutgraf.pipeline import Failure, Nutgraf, Progress, summarize
    from nutgraf.reading import Article, Unreadable, read_source
    from nutgraf.schema import Event, Finding, Length, Report, Summary
    from nutgraf.settings import Settings, load_settings

_HOME = {
    "AnswerError": "errors",
    "Article": "reading",
    "Event": "schema",
    "Failure": "pipeline",
    "FetchError": "errors",
    "Finding": "schema",
    "Length": "schema",
    "ModelError": "errors",
    "ModelUnavailable": "errors",
    "Nutgraf": "pipeline",
    "NutgrafError": "errors",
    "OutputError": "errors",
    "Progress": "pipeline",
    "ReadError": "errors",
    "Report": "schema",
    "SettingError": "errors",
    "Settings": "settings",
    "Summary": "schema",
    "Unreadable": "reading",
    "load_settings": "settings",
    "read_source": "reading",
    "summarize": "pipeline",
}

__all__ = [
    "AnswerError",
    "Article",
    "Event",
    "Failure",
    "FetchError",
    "Finding",
    "Length",
    "ModelError",
    "ModelUnavailable",
    "Nutgraf",
    "NutgrafError",
    "OutputError",
    "Progress",
    "ReadError",
    "Report",
    "SettingError",
    "Settings",
    "Summary",
    "Unreadable",
    "load_settings",
    "read_source",
    "summarize",
]


def __getattr__(name: str) -> object:
    # Loaded when first used: `import nutgraf` alone costs next to nothing.
    if name not in _HOME:
        raise AttributeError(f"module 'nutgraf' has no attribute {name!r}")
    return getattr(import_module(f"nutgraf.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
