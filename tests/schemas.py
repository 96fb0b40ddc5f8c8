"""Checks that a wire type is one that every server can hold a model to."""

from __future__ import annotations

import json
from typing import Any

from llguidance import LLMatcher
from pydantic import BaseModel

from nutgraf.llm.endpoints import COMPACT_JSON


def assert_grammar(answer: type[BaseModel]) -> None:
    """llama.cpp answers 200 with unconstrained text when it can't parse a grammar: so the grammar is parsed here.

    Every object must be closed and have all its fields required: small models leave optional ones out, and strict
    servers refuse such a schema.
    """
    schema = answer.model_json_schema()
    for found in _objects(schema):
        assert found.get("additionalProperties") is False, f"{found.get('title')} isn't closed: extra='forbid'"
        assert set(found.get("required", ())) == set(found["properties"]), f"{found.get('title')} has optional fields"
    schema["x-guidance"] = COMPACT_JSON
    error = LLMatcher.validate_grammar(LLMatcher.grammar_from_json_schema(json.dumps(schema)))
    assert not error, error


def _objects(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        own = [node] if node.get("type") == "object" else []
        return own + [found for child in node.values() for found in _objects(child)]
    if isinstance(node, list):
        return [found for child in node for found in _objects(child)]
    return []
