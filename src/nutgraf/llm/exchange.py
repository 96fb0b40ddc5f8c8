"""One request through instructor: what goes in beside the messages, and what can be seen of it from outside."""

from __future__ import annotations

import json
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from pydantic import BaseModel

from nutgraf.llm.base import Answer
from nutgraf.usage import Usage


@dataclass(kw_only=True)
class Exchange:
    """One request and what came back, as instructor's hooks saw it."""

    answered: bool = False
    response: Any = None
    error: Exception | None = None
    text: str = ""
    """The answer, as the model wrote it."""

    def on_response(self, response: Any) -> None:
        self.answered, self.response = True, response

    def on_error(self, error: Exception, **_: Any) -> None:
        if isinstance(error, json.JSONDecodeError):
            self.on_response(error.doc)
        else:
            self.error = error

    @property
    def choice(self) -> Any:
        choices = getattr(self.response, "choices", None)
        return choices[0] if choices else None

    def usage(self, seconds: float, *, calls: int = 1) -> Usage:
        """The tokens that the server counted; OpenAI's names first, then Anthropic's."""
        counted = getattr(self.response, "usage", None)
        details = getattr(counted, "prompt_tokens_details", None)
        return Usage(
            calls=calls,
            prompt=_first_int(counted, "prompt_tokens", "input_tokens"),
            completion=_first_int(counted, "completion_tokens", "output_tokens"),
            cached=_first_int(details, "cached_tokens") or _first_int(counted, "cache_read_input_tokens"),
            seconds=seconds,
        )


@cache
def schema_of(answer: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of a type; pydantic makes it anew each time, which takes as long as sending a request."""
    return answer.model_json_schema()


_under_way: ContextVar[tuple[Exchange, dict[str, Any] | None]] = ContextVar("_under_way")


def wire_type(answer: type[Answer], context: dict[str, Any] | None, exchange: Exchange) -> type[Answer]:
    """The answer's type as instructor is given it: it validates with `context`, and notes what the model wrote.

    The context doesn't take instructor's own way, because instructor renders all messages as Jinja templates as soon
    as there is one: an article with "{{" in it would be run.
    """
    _under_way.set((exchange, context))
    return cast("type[Answer]", _wire_type(answer))


@cache
def _wire_type(answer: type[BaseModel]) -> type[BaseModel]:
    """One class for each type: making one takes as long as sending a request."""
    from instructor.v2.core.function_calls import ResponseSchema

    class Wire(answer, ResponseSchema):  # type: ignore[valid-type, misc]
        @classmethod
        def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:
            return answer.model_json_schema(*args, **kwargs) if args or kwargs else dict(schema_of(answer))

        @classmethod
        def model_validate_json(cls, json_data: str | bytes | bytearray, **_: Any) -> Any:
            exchange, context = _under_way.get()
            exchange.text = json_data if isinstance(json_data, str) else json_data.decode(errors="replace")
            return answer.model_validate_json(json_data, context=context)

        @classmethod
        def model_validate(cls, obj: Any, **_: Any) -> Any:
            return cls.model_validate_json(json.dumps(obj))

    Wire.__name__ = Wire.__qualname__ = answer.__name__
    return Wire


def _first_int(counted: object, *names: str) -> int:
    values = (getattr(counted, name, None) for name in names)
    return next((value for value in values if isinstance(value, int)), 0)
