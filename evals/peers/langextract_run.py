"""langextract with one example, for comparison.

    python evals/peers/langextract_run.py BASE_URL ARTICLES.jsonl OUT.jsonl [--model M] [--concurrency N]

Needs the extra: pip install "nutgraf[peers]". A row is {"id", "seconds", "events": [{"text", "span", "attributes"}]},
or has an "error"; `nutgraf eval --predictions OUT.jsonl` scores them. langextract writes no summary. A span is in
characters of the article's text.
"""

from __future__ import annotations

import argparse
from typing import Any

import langextract as lx
from langextract.providers.openai import OpenAILanguageModel
from rows import Article, Ask, heading, main, page

TASK = (
    "List the distinct news events of the article in the order in which they appear. The extraction is the exact words "
    "of the text that report the event. Its attributes: type (bombing, air strike, armed attack, killing, kidnapping, "
    "arson, robbery, arrest, clash, military operation, protest, strike action, election, talks, agreement, proposal, "
    "decision, law, court case, statement, accusation, denial, disagreement, appointment, resignation, disaster, "
    "accident, crime, aid, business, science, sport, other), actor, target, means, place, when, numbers (every figure "
    "with what it counts), source (whose word it is), status (happened, ongoing, planned, proposed, alleged, denied)."
)
BUFFER = 3000
"""Characters that one call gets."""


def example() -> Any:
    """The one worked example that langextract is shown."""
    text = (
        "A grenade thrown at a bus depot in Lashio on Sunday wounded three drivers, the regional police said. Nobody "
        "has said that they did it. Mayor Khin Thida told reporters that the council would meet about it on Friday."
    )
    nothing = dict.fromkeys(("actor", "target", "means", "place", "when", "numbers", "source"), "")
    bombing = nothing | {
        "type": "bombing",
        "target": "drivers",
        "means": "grenade",
        "place": "Lashio",
        "when": "Sunday",
        "numbers": "3 drivers wounded",
        "source": "the regional police",
        "status": "happened",
    }
    meeting = nothing | {
        "type": "talks",
        "actor": "the council",
        "when": "Friday",
        "source": "Khin Thida",
        "status": "planned",
    }
    return lx.data.ExampleData(
        text=text,
        extractions=[
            lx.data.Extraction("event", "A grenade thrown at a bus depot in Lashio", attributes=bombing),
            lx.data.Extraction("event", "the council would meet about it on Friday", attributes=meeting),
        ],
    )


def make(options: argparse.Namespace) -> Ask:
    """The function that asks about one article."""
    model = OpenAILanguageModel(model_id=options.model, api_key="none", base_url=options.base_url, temperature=0.0)
    shown = [example()]

    def ask(article: Article) -> dict[str, Any]:
        found = lx.extract(
            text_or_documents=page(article),
            prompt_description=TASK,
            examples=shown,
            model=model,
            fence_output=False,
            use_schema_constraints=False,  # of no effect with a model of our own making; True only warns of that
            max_char_buffer=BUFFER,
            show_progress=False,
        )
        before = len(heading(article))
        return {
            "events": [
                {
                    "text": one.extraction_text,
                    "span": _span(one.char_interval, before),
                    "attributes": one.attributes or {},
                }
                for one in found.extractions or []
            ]
        }

    return ask


def _span(interval: Any, before: int) -> list[int] | None:
    """Where an extraction is in the text; None where langextract didn't find it, or found it in the headline."""
    if interval is None or interval.start_pos is None or interval.end_pos is None or interval.start_pos < before:
        return None
    return [interval.start_pos - before, interval.end_pos - before]


if __name__ == "__main__":
    main("langextract, with one example.", make)
