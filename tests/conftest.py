from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from misbehaving import MisbehavingServer
from platformdirs import user_cache_path


@pytest.fixture
def model_server() -> Iterator[MisbehavingServer]:
    """A model server that does what the test tells it."""
    with MisbehavingServer() as server:
        yield server


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the developer's keys and settings, nor writes into their cache. Weights are shared: they are big."""
    models = os.environ.get("NUTGRAF_MODELS_DIR") or str(user_cache_path("nutgraf") / "models")
    for name in list(os.environ):
        if name.upper().startswith(("NUTGRAF_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("NUTGRAF_MODELS_DIR", models)
    monkeypatch.setenv("NUTGRAF_CACHE_DIR", str(tmp_path / "nutgraf-cache"))
