"""The public surface: exactly these names, and cheap to import."""

from __future__ import annotations

import subprocess
import sys

import nutgraf

NAMES = [
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


def test_all_is_exact() -> None:
    assert nutgraf.__all__ == NAMES
    assert set(NAMES) <= set(dir(nutgraf))
    assert all(getattr(nutgraf, name) is not None for name in NAMES)


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(nutgraf, "summarise")


def test_importing_loads_nothing_heavy() -> None:
    look = (
        "import sys, nutgraf; heavy = {'openai', 'instructor', 'trafilatura', 'pydantic', 'jinja2', 'xllamacpp'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
