"""Every error that nutgraf raises on purpose.

    NutgrafError
    ├── SettingError              the call or a setting is wrong              exit status 2
    ├── ReadError                 an article can't be had from its source     exit status 1
    │   └── FetchError            ... because a URL can't be fetched
    ├── OutputError               a result can't be written                   exit status 1
    └── ModelError                                                            exit status 1
        ├── ModelUnavailable      no model can be reached or started          exit status 3
        │   ├── WeightsError      the embedded model's weights can't be had
        │   └── AuthenticationFailed   the key is missing or refused
        ├── RequestFailed         the server kept failing until the time was up
        ├── ContextOverflow       the request is longer than the model's context
        └── AnswerError           the server answered, and the answer is of no use
            ├── AnswerRefused     the model refused, or a content filter cut in
            ├── AnswerEmpty       there was nothing in it
            ├── AnswerCutOff      it stopped at the token limit
            └── AnswerInvalid     it doesn't fit the schema, and asking once more didn't help

Each error carries a sentence that says what happened and where (`str(error)`), `hint`, the sentence that says what to
do about it, `retryable`, whether the same call may well succeed later, and `exit_status`, what the command ends with.
"""

from __future__ import annotations

from nutgraf.usage import Usage


class NutgrafError(Exception):
    """The root: catch this to catch all of them."""

    retryable: bool = False
    exit_status: int = 1

    def __init__(self, message: str, *, hint: str = "", retryable: bool | None = None) -> None:
        super().__init__(message)
        self.hint = hint
        if retryable is not None:
            self.retryable = retryable


class SettingError(NutgrafError):
    """A flag, an argument or a setting that can't be used."""

    exit_status = 2


class ReadError(NutgrafError):
    """No article can be had from this source."""


class FetchError(ReadError):
    """No article can be had from this URL."""


class OutputError(NutgrafError):
    """A result can't be written where it was asked for."""


class ModelError(NutgrafError):
    """Something between nutgraf and the model went wrong. `usage` is what the failed attempts used."""

    usage: Usage = Usage()


class ModelUnavailable(ModelError):
    """No model can be reached or started: nothing can be done for any article."""

    exit_status = 3


class WeightsError(ModelUnavailable):
    """The embedded model's weights can't be found, fetched or verified."""


class AuthenticationFailed(ModelUnavailable):
    """The key is missing, or the server refused it."""


class RequestFailed(ModelError):
    """The server was asked as often as the time allowed, and failed each time."""

    retryable = True


class ContextOverflow(ModelError):
    """The request doesn't fit into the model's context."""


class AnswerError(ModelError):
    """The server answered, but not with anything that can be used."""


class AnswerRefused(AnswerError):
    """The model refused, or a content filter withheld the answer."""


class AnswerEmpty(AnswerError):
    """The answer had no content."""


class AnswerCutOff(AnswerError):
    """The answer reached the token limit before it was complete."""


class AnswerInvalid(AnswerError):
    """The answer doesn't fit the schema, twice."""
