"""The example in evals/PREDICTIONS.md is a prediction."""

from __future__ import annotations

import re
from pathlib import Path

from nutgraf.evaluation.suite.prediction import Predicted

PAGE = Path(__file__).parents[3] / "evals" / "PREDICTIONS.md"


def test_the_example_can_be_read() -> None:
    found = re.search(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    example = Predicted.model_validate_json(found[1])
    assert example.events[0].attributions[1].source is None
    assert set(Predicted.model_fields) - example.model_fields_set == {"confidence"}
