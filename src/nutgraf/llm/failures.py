"""What a failed request means: which error it is, and whether sending it again may help."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from nutgraf.errors import (
    AnswerError,
    AuthenticationFailed,
    ContextOverflow,
    ModelError,
    ModelUnavailable,
    RequestFailed,
)
from nutgraf.llm.traffic import Outcome

MESSAGE_LIMIT = 300
_RETRIED = {408, 409, 429}
_TOO_MUCH = {429, 503}
_FINAL_SERVER_ERRORS = {501, 505}
_OVERFLOW = re.compile(
    r"context_length_exceeded|exceed_context_size|exceeds the available context|maximum context length"
    r"|context (?:window|length|size)|prompt is too long",
    re.IGNORECASE,
)
_QUOTA = re.compile(r"insufficient_quota|billing|exceeded your current quota", re.IGNORECASE)
_UNSUPPORTED = re.compile(r"unsupported|not support|unrecognized|unknown|not permitted|extra inputs", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A failed request: the error to raise, and what can be done before it is raised."""

    error: ModelError
    retry: bool = False
    wait: float | None = None
    """Seconds that the server asked to wait; None: it didn't say."""
    reached: bool = True
    """Whether there was a server at all."""
    limited: bool = False
    """Whether the server said that it is too much at once."""
    unsupported: str | None = None
    """The parameter that the server refused; the request may be sent again without it."""

    @property
    def outcome(self) -> Outcome:
        """What traffic is told of it."""
        if not self.reached:
            return "unreachable"
        if isinstance(self.error, AnswerError):
            return "answered"
        return "limited" if self.limited else "failed"


def clean(text: str, *, limit: int = MESSAGE_LIMIT) -> str:
    """`text` on one line, without control and formatting characters, cut to `limit` characters."""
    visible = "".join(" " if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char for char in text)
    line = " ".join(visible.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def hide(text: str, secret: str) -> str:
    """`text` without the key. (Keys of a few characters are none, and would be found in many words.)"""
    return text.replace(secret, "[key]") if len(secret) >= 8 else text


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that a Retry-After header asks for, given as seconds or as an HTTP date (RFC 9110, 10.2.3)."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", value):
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def failure(error: Exception, *, address: str, model: str, secret: str, sent: Mapping[str, Any]) -> Failure:
    """Reads the exception that an SDK raised for a request with the parameters `sent`.

    `secret` is the key: a server that repeats it in its message doesn't get it into ours.
    """
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        said = _said(error)
        return _from_status(
            status, said, clean(hide(said, secret)), error=error, address=address, model=model, sent=sent
        )
    chain = _chain(error)
    names = {type(link).__name__ for link in chain}
    reason = clean(hide(str(chain[-1]), secret)) or type(chain[-1]).__name__
    if any("Timeout" in name for name in names) and "ConnectTimeout" not in names:
        return Failure(error=timed_out(address), retry=True)
    if names & {"ConnectError", "ConnectTimeout", "ConnectionRefusedError", "gaierror"}:
        away = ModelUnavailable(
            f"No model server answers at {address} ({reason}).",
            hint="Start the server, or correct --base-url.",
            retryable=True,
        )
        return Failure(error=away, retry=True, reached=False)
    broken = RequestFailed(f"The connection to {address} broke: {reason}.", hint="Try again later.")
    return Failure(error=broken, retry=any("Connect" in name or isinstance(error, OSError) for name in names))


def timed_out(address: str) -> RequestFailed:
    """The error for a request that took too long."""
    return RequestFailed(
        f"The model server at {address} did not answer in time.",
        hint="Give it more seconds: NUTGRAF_TIMEOUT_ATTEMPT, NUTGRAF_TIMEOUT_READ, NUTGRAF_TIMEOUT_TOTAL.",
    )


def _from_status(
    status: int, said: str, shown: str, *, error: Exception, address: str, model: str, sent: Mapping[str, Any]
) -> Failure:
    answered = f"The model server at {address} answered {status}" + (f": {shown}" if shown else ".")
    if status == 429 and _QUOTA.search(said):
        hint = "The account has no credit left: see the provider's billing page. Or use --model local."
        return Failure(error=RequestFailed(answered, hint=hint, retryable=False))
    if status in _RETRIED or (status >= 500 and status not in _FINAL_SERVER_ERRORS):
        headers = getattr(getattr(error, "response", None), "headers", None) or {}
        later = RequestFailed(answered, hint="Try again later.")
        return Failure(error=later, retry=True, wait=retry_after(headers), limited=status in _TOO_MUCH)
    if status in {401, 403}:
        hint = "Set the server's key in the environment, for openai/… and --base-url as OPENAI_API_KEY."
        return Failure(error=AuthenticationFailed(f"The key was refused. {answered}", hint=hint))
    if status in {400, 413, 422} and _OVERFLOW.search(said):
        hint = "Use a model with a longer context, or a smaller window (NUTGRAF_WINDOW)."
        return Failure(error=ContextOverflow(answered, hint=hint))
    if status == 404:
        hint = f'Is "{clean(model)}" the name that the server has for the model? A base URL mostly ends in /v1.'
        return Failure(error=ModelUnavailable(answered, hint=hint))
    refused = RequestFailed(answered, hint="The request won't succeed as it is.", retryable=False)
    return Failure(error=refused, unsupported=_unsupported(said, sent) if status in {400, 422} else None)


def _unsupported(said: str, sent: Mapping[str, Any]) -> str | None:
    """The first parameter that the message names, where it says that parameters are the trouble."""
    if not _UNSUPPORTED.search(said):
        return None
    named = ((re.search(rf"\b{name}\b", said), name) for name in sent)
    found = sorted((match.start(), name) for match, name in named if match)
    return found[0][1] if found else None


def _said(error: Exception) -> str:
    """The server's message with its type, code and parameter, or whatever else it sent."""
    body = getattr(error, "body", None)
    if isinstance(body, Mapping):
        body = body.get("error", body)
    if not isinstance(body, Mapping):
        return str(body or getattr(error, "message", error))
    parts = [body.get(field) for field in ("message", "code", "type", "param")]
    return " | ".join(str(part) for part in parts if isinstance(part, str | int) and part != "")


def _chain(error: BaseException) -> list[BaseException]:
    """`error`, its cause, its cause's cause."""
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and cause not in chain:
        chain.append(cause)
    return chain
