"""A model that is asked by way of files: what a batch has brought is looked up, and what it hasn't is put down.

The client over it is the one of live runs, so an answer is judged, mended and asked for once more exactly as there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from nutgraf.llm.base import AnswerPending
from nutgraf.llm.cache import request_key
from nutgraf.llm.endpoints import OpenAIServer, strict, through_instructor
from nutgraf.llm.exchange import Exchange
from nutgraf.usage import Usage

if TYPE_CHECKING:
    from instructor import AsyncInstructor

    from nutgraf.llm.endpoints import OnHeaders

OK = 200


@dataclass(frozen=True, kw_only=True)
class Came:
    """What a batch brought for a request."""

    status: int
    """Of HTTP."""
    body: dict[str, Any]
    """A completion, or what the server said in place of one."""


class Desk(Protocol):
    """Where requests are put down, and answers found."""

    @property
    def refused(self) -> frozenset[str]:
        """The parameters that the model's server has refused."""
        ...

    def look_up(self, key: str, body: dict[str, Any]) -> Came | None:
        """What came for the request with this key; None where nothing has, and the request is put down."""
        ...


class NotServed(Exception):
    """What a server said in place of an answer, with the attributes that the SDKs' exceptions have."""

    def __init__(self, status: int, body: Mapping[str, Any]) -> None:
        super().__init__(f"status {status}")
        self.status_code = status
        self.body = body
        self.response = None


@dataclass(frozen=True, kw_only=True)
class BatchServer:
    """The endpoint that stands for `server`: nothing is sent, `desk` is asked."""

    server: OpenAIServer
    desk: Desk

    @property
    def model(self) -> str:
        return self.server.model

    @property
    def address(self) -> str:
        return self.server.address

    @property
    def identity(self) -> str:
        return self.server.identity

    @property
    def secret(self) -> str:
        return ""

    def connect(self, on_headers: OnHeaders | None = None) -> AsyncInstructor:
        from openai.types.chat import ChatCompletion

        async def create(**kwargs: Any) -> Any:
            key = self._key(kwargs)
            came = self.desk.look_up(key, kwargs | {"response_format": strict(kwargs["response_format"])})
            if came is None:
                raise AnswerPending(f"Request {key} is not answered yet.")
            if came.status != OK:
                raise NotServed(came.status, came.body)
            return ChatCompletion.construct(**came.body)

        return through_instructor(create, model=self.model)

    def parameters(self, *, max_tokens: int) -> dict[str, Any]:
        return self.server.parameters(max_tokens=max_tokens)

    def limits(self, *, seconds: float, read: float, connect: float) -> dict[str, Any]:
        return {}

    def _key(self, sent: Mapping[str, Any]) -> str:
        """The key under which the client keeps the answer, with the parameters too that the server has refused.

        For what is asked once more it is another one: the messages are others.
        """
        max_tokens = sent.get("max_tokens", sent.get("max_completion_tokens", 0))
        return request_key(
            identity=self.identity,
            model=self.model,
            messages=sent["messages"],
            schema=sent["response_format"]["json_schema"]["schema"],
            parameters=self.parameters(max_tokens=max_tokens),
        )


def usage_of(completion: Mapping[str, Any]) -> Usage:
    """What a completion says that it used."""
    from openai.types.chat import ChatCompletion

    return Exchange(answered=True, response=ChatCompletion.construct(**completion)).usage(0.0)
