from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from nutgraf import errors
from nutgraf.errors import ModelError, NutgrafError
from nutgraf.usage import Usage


def classes() -> Iterator[type[NutgrafError]]:
    pending: list[type[NutgrafError]] = [NutgrafError]
    while pending:
        found = pending.pop()
        yield found
        pending += found.__subclasses__()


def drawn() -> dict[str, tuple[str, int | None]]:
    """Of each class of the tree in the module's docstring: the class above it, and the exit status beside it."""
    above: list[str] = []
    found: dict[str, tuple[str, int | None]] = {}
    for line in (errors.__doc__ or "").splitlines():
        match = re.match(r"    ([ │├└─]*)([A-Z]\w+)\b(?:.*exit status (\d))?", line)
        if match and match[2] in vars(errors):
            del above[len(match[1]) // 4 :]
            found[match[2]] = (above[-1] if above else "", int(match[3]) if match[3] else None)
            above.append(match[2])
    return found


def test_the_tree_that_is_drawn_is_the_tree() -> None:
    real = {
        one.__name__: one.__base__.__name__ if one is not NutgrafError and one.__base__ else "" for one in classes()
    }
    assert {name: parent for name, (parent, _) in drawn().items()} == real


def test_the_exit_statuses_that_are_drawn_are_the_classes_own() -> None:
    stated = {name: status for name, (_, status) in drawn().items() if status is not None}
    assert stated
    assert {name: vars(errors)[name].exit_status for name in stated} == stated
    assert {one.exit_status for one in classes()} == {1, 2, 3}


@pytest.mark.parametrize("error", [*classes()])
def test_each_carries_its_sentence_its_hint_and_whether_to_retry(error: type[NutgrafError]) -> None:
    plain = error("It broke.")
    assert (str(plain), plain.hint) == ("It broke.", "")
    full = error("It broke.", hint="Mend it.", retryable=not error.retryable)
    assert (full.hint, full.retryable) == ("Mend it.", not error.retryable)
    assert error.retryable == plain.retryable


def test_an_error_of_a_model_says_what_was_used() -> None:
    assert ModelError("no").usage == Usage()
