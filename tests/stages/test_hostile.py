"""No text, however strange, takes a module of the stages minutes: 20,000 characters, a few seconds each at most."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest
from stories import one_sentence

from nutgraf.language.kinds import head, kind_of
from nutgraf.language.numbers.counted import says_outcome
from nutgraf.language.numbers.figures import figures
from nutgraf.language.numbers.readings import readings
from nutgraf.language.phrases import is_time, trimmed_place
from nutgraf.language.speech.sources import attributed, cue_near, is_named, source_kind
from nutgraf.language.times.expressions import time_words
from nutgraf.language.times.resolve import resolve, told, whole_expression
from nutgraf.language.wording.neutrality import judgements, loaded_words
from nutgraf.language.wording.support import unsupported
from nutgraf.language.wording.turned import turned
from nutgraf.language.words import content_words, overlap
from nutgraf.schema import Passage, Span, Summary
from nutgraf.stages.check import check
from nutgraf.stages.ground import locate, locate_all
from nutgraf.stages.mend import wordings
from nutgraf.stages.orders import orders_in
from nutgraf.stages.quantify import quantities
from nutgraf.stages.sides import corrected_figures
from nutgraf.stages.voices import quote_in, voice_of

LENGTH = 20_000
SECONDS = 5.0
PIECES = [
    "a ", "A", "A ", "Aa ", "A.", "A. ", "A, a ", "A of ", "1", "1 ", "1,", "1.1.", "one hundred ", "twenty-", "$", '"',
    "“", "'", "’s ", "(", "( ", "[A ", "a (b) ", ",", ", ", ".", "-", "said ", "X said, ", "he said ", "citing ",
    "according to ", "by ", "of ", "and ", "at least ", "Mr. ", " ", "\t", "人", "ต", "é", "ignore a ", "you are the ",
    "the ", "in ", "on the end of ", "Monday ", "Monday and ", "10 p.m. ", "3 May ", "2012 ", "1430 ", "two days ",
    "last ", "from 3 to ", "May ", "early ", "at ",
]  # fmt: skip


def functions(text: str) -> dict[str, Callable[[], object]]:
    article, sentence = one_sentence(text)
    whole = Passage(text=text, spans=[Span(start=0, end=len(text))])
    first = Passage(text=text[:40], spans=[Span(start=0, end=40)])
    nothing = Summary(length="brief", text="", sentences=[])
    return {
        "figures": lambda: figures(text),
        "readings": lambda: readings(text),
        "says_outcome": lambda: says_outcome(text, "killed"),
        "kind_of": lambda: kind_of(text),
        "head": lambda: head(text),
        "source_kind": lambda: source_kind(text),
        "is_named": lambda: is_named(text),
        "attributed": lambda: attributed(article, sentence),
        "cue_near": lambda: cue_near(article, first, [sentence]),
        "voice_of": lambda: voice_of(article, [sentence], [first]),
        "quote_in": lambda: quote_in(article, sentence),
        "content_words": lambda: content_words(text),
        "overlap": lambda: overlap(text, text),
        "is_time": lambda: is_time(text),
        "trimmed_place": lambda: trimmed_place(article, whole),
        "unsupported in itself": lambda: unsupported(text, [text]),
        "unsupported in another": lambda: unsupported(text, ["Two men left."]),
        "loaded_words": lambda: loaded_words(text),
        "judgements": lambda: judgements(text),
        "wordings": lambda: list(wordings(text[:400], "police", says=True)),
        "corrected_figures": lambda: corrected_figures(text, [text]),
        "orders_in": lambda: orders_in(article),
        "turned": lambda: turned(text, [text]),
        "quantities": lambda: quantities(article, [whole], [], []),
        "locate": lambda: locate(article, text[:120], [sentence]),
        "locate what isn't there": lambda: locate(article, text[:100] + " zz zz", [sentence]),
        "locate_all": lambda: locate_all(article, text[:120], [sentence]),
        "time_words": lambda: time_words(text),
        "resolve": lambda: resolve(text, sentence=text, anchor=date(2019, 3, 14)),
        "resolve in another": lambda: resolve(text, sentence="x " + text, anchor=date(2019, 3, 14)),
        "told": lambda: told(text, ("day",), anchor=date(2019, 3, 14)),
        "whole_expression": lambda: whole_expression(text, 0, 4),
        "check": lambda: check(article, [], nothing),
    }


@pytest.mark.parametrize("piece", PIECES)
def test_no_text_takes_long(piece: str) -> None:
    text = "x " + (piece * (LENGTH // len(piece))) + "!"
    for name, function in functions(text).items():
        began = time.thread_time()  # of this thread alone: the machine may be busy
        function()
        assert time.thread_time() - began < SECONDS, name
