"""Whether a system's confidence in its events can be trusted, and what an article costs."""

from __future__ import annotations

from nutgraf.evaluation.suite.pairing import Pairing
from nutgraf.evaluation.suite.prediction import Predicted
from nutgraf.evaluation.tally import Tallies, Tally, case, ratio

BINS = 10
_BIN = "confidence.bin"


def confidence_tallies(pairing: Pairing) -> dict[str, Tally]:
    """For each tenth of confidence: how many of its events are right, the sum of their confidences, how many there are.

    An event is right when it has a partner in the labels. Events that count neither way, or give no confidence, are
    left out.
    """
    tallies = {f"{_BIN}{number}": Tally() for number in range(BINS)}
    for pair in pairing.counted:
        if pair.predicted is None:
            continue
        own = pair.predicted.confidence
        confidence = pairing.predicted.confidence if own is None else own
        if confidence is not None:
            name = f"{_BIN}{min(int(confidence * BINS), BINS - 1)}"
            tallies[name] += Tally(float(pair.gold is not None), confidence, 1)
    return tallies


def expected_calibration_error(tallies: Tallies) -> float | None:
    """The mean distance between confidence and share of right events over ten bins of equal width, weighted by events.

    0 is best, 1 worst; None where no confidence is given. (Naeini, Cooper and Hauskrecht, AAAI 2015.)
    """
    bins = [tally for name, tally in tallies.items() if name.startswith(_BIN)]
    events = sum(one.gold for one in bins)
    return ratio(sum(abs(one.right - one.predicted) for one in bins), events)


def cost_tallies(predicted: Predicted) -> dict[str, Tally]:
    """Means over the articles for which the prediction says so: `run.calls`, `run.tokens` (read and written),
    `run.seconds`, `run.cost_usd`."""
    tokens = predicted.tokens.prompt + predicted.tokens.completion if predicted.tokens else None
    costs = {"calls": predicted.calls, "tokens": tokens, "seconds": predicted.seconds, "cost_usd": predicted.cost_usd}
    return {f"run.{name}": Tally() if value is None else case(value) for name, value in costs.items()}
