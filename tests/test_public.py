from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

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
HEAVY = [
    "instructor",
    "jinja2",
    "numpy",
    "openai",
    "pydantic_settings",
    "rich",
    "scipy",
    "sentencex",
    "trafilatura",
    "typer",
]


def test_these_are_the_public_names() -> None:
    assert nutgraf.__all__ == NAMES == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(nutgraf, name) is not None
    assert name in dir(nutgraf)


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(Path(nutgraf.__file__).read_text(encoding="utf-8"))
    guarded = next(node for node in tree.body if isinstance(node, ast.If))
    assert ast.unparse(guarded.test) == "TYPE_CHECKING"
    imports = [node for node in guarded.body if isinstance(node, ast.ImportFrom)]
    seen = {alias.name: f"{node.module}" for node in imports for alias in node.names}
    assert sorted(seen) == NAMES
    assert {name: f"nutgraf.{home}" for name, home in nutgraf._HOME.items()} == seen
    assert Path(nutgraf.__file__).with_name("py.typed").exists()


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = nutgraf.nothing


def loaded_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; import json, sys; print(json.dumps(sorted(sys.modules)))"],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(json.loads(done.stdout))


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = loaded_after("import nutgraf")
    assert "nutgraf" in loaded
    assert loaded.isdisjoint(HEAVY)
    assert "pydantic" not in loaded


def test_making_an_article_loads_no_sdk() -> None:
    loaded = loaded_after("from nutgraf import Article; Article.from_text('Two men left Beira on Monday.')")
    assert loaded.isdisjoint({"openai", "instructor", "trafilatura"})
